//! What a line of pairs tells twice, where devices tell it once: a value that a stranger chose ended its own quotes and
//! went on as the line does.

use std::collections::HashSet;

use model::{Diagnostic, DiagnosticKind, Fact, Field, Name, Record, Span, Value};

use super::effort::spend;

/// How many ends and accounts a line has one each of; places behind them are those of the keys that say what became of it.
const ENDS: usize = 7;
const PLACES: usize = ENDS + 5;

/// Lets go of ends, accounts and outcomes that a line tells twice and differently, by whichever keys, as nobody knows which
/// are the device's own. Addresses are related all the same.
pub(crate) fn doubt_repeated(raw: &[u8], record: &mut Record) {
    doubt_derived(raw, record);
    let mut first: [Option<&Fact>; PLACES] = [None; PLACES];
    let (mut doubtful, mut is_any) = ([false; PLACES], false);
    for fact in &record.facts {
        let Some(at) = find_place(fact) else { continue };
        let (Some(first), Some(doubtful)) = (first.get_mut(at), doubtful.get_mut(at)) else { continue };
        match first {
            None => *first = Some(fact),
            // One value may give several facts.
            Some(first) if is_one_of_a_line(first, fact) && first.value.bytes(raw) != fact.value.bytes(raw) => {
                (*doubtful, is_any) = (true, true);
            }
            Some(_) => {}
        }
    }
    if !is_any {
        return;
    }
    // A verdict was concluded from the first of the words.
    let firsts: Vec<Span> = first
        .iter()
        .zip(doubtful)
        .skip(ENDS)
        .filter(|(_, is_doubtful)| *is_doubtful)
        .filter_map(|(fact, _)| *fact)
        .map(|fact| fact.value.span())
        .collect();
    let mut spans = Vec::new();
    for fact in &mut record.facts {
        let Some(at) = find_place(fact).filter(|at| doubtful.get(*at) == Some(&true)) else { continue };
        spans.push(fact.value.span());
        if at < ENDS {
            let is_address = matches!(fact.field, Some(Field::SourceIp | Field::DestinationIp));
            fact.field = is_address.then_some(Field::RelatedIp);
        }
    }
    let is_verdict = |fact: &Fact| {
        matches!(fact.field, Some(Field::EventOutcome))
            || matches!(fact.value, Value::Word { word: "allowed" | "denied", .. })
    };
    let is_doubtful = |fact: &Fact| find_place(fact).is_some_and(|at| doubtful.get(at) == Some(&true));
    let is_deed = |fact: &Fact| {
        fact.field == Some(Field::EventAction) && (is_doubtful(fact) || firsts.contains(&fact.value.span()))
    };
    record.facts.retain(|fact| !(is_verdict(fact) || is_deed(fact) && matches!(fact.value, Value::Word { .. })));
    record.facts.iter_mut().filter(|fact| is_deed(fact)).for_each(|fact| fact.field = None);
    let is_named = |found: &&Diagnostic| found.kind == DiagnosticKind::Repeated;
    let place = |span: Span| {
        spend(1);
        (span.start, span.end)
    };
    let mut named: HashSet<_> = record.diagnostics.iter().filter(is_named).map(|found| place(found.span)).collect();
    for span in spans {
        if named.insert(place(span)) {
            record.diagnose(DiagnosticKind::Repeated, span);
        }
    }
}

/// True where no device tells two facts of one field: those of one key, and those of accounts and sources, unless the keys
/// are among those by which Check Point tells several accounts.
fn is_one_of_a_line(first: &Fact, other: &Fact) -> bool {
    const SEVERAL: [&str; 3] = ["administrator", "endpointuser", "usercheck_user"];
    let is_of_several = |fact: &Fact| matches!(fact.name, Name::Known(name) if SEVERAL.contains(&name));
    let is_single = matches!(other.field, Some(Field::SourceIp | Field::UserName));
    first.name == other.name || is_single && !is_of_several(first) && !is_of_several(other)
}

/// Lets go of an address that was taken out of a key's value where the line has the key twice and differently.
fn doubt_derived(raw: &[u8], record: &mut Record) {
    if !record.diagnostics.iter().any(|found| found.kind == DiagnosticKind::Repeated) {
        return;
    }
    let is_address = |fact: &&Fact| matches!(fact.field, Some(Field::SourceIp | Field::DestinationIp));
    let ends: Vec<Span> = record.facts.iter().filter(is_address).map(|fact| fact.value.span()).take(ENDS).collect();
    for end in ends {
        // The key's own fact holds the whole value.
        let holds = |fact: &&Fact| {
            let span = fact.value.span();
            fact.field.is_none() && span.start <= end.start && end.end <= span.end
        };
        let Some(whole) = record.facts.iter().find(holds) else { continue };
        let differs = |fact: &Fact| fact.name == whole.name && fact.value.bytes(raw) != whole.value.bytes(raw);
        if !record.facts.iter().any(differs) {
            continue;
        }
        let of_end = |fact: &&mut Fact| fact.value.span() == end && fact.field.is_some();
        record.facts.iter_mut().filter(of_end).for_each(|fact| fact.field = Some(Field::RelatedIp));
    }
}

/// Which of the things that a line has once a fact tells.
fn find_place(fact: &Fact) -> Option<usize> {
    let end = match fact.field {
        Some(Field::SourceIp) => 0,
        Some(Field::DestinationIp) => 1,
        Some(Field::SourcePort) => 2,
        Some(Field::DestinationPort) => 3,
        Some(Field::SourceDomain) => 4,
        Some(Field::UserName) => 5,
        Some(Field::SourceUserName) => 6,
        None | Some(Field::EventAction | Field::EventReason | Field::ErrorCode) => return find_verdict(fact),
        Some(_) => return None,
    };
    Some(end)
}

fn find_verdict(fact: &Fact) -> Option<usize> {
    let (Name::Known(name), Value::Span(_) | Value::Text { .. }) = (&fact.name, &fact.value) else { return None };
    let at = match *name {
        "action" => 0,
        "error" => 1,
        "result" => 2,
        "status" => 3,
        "type" => 4,
        _ => return None,
    };
    Some(ENDS + at)
}
