//! What a line of pairs tells twice, where devices tell it once: a value that a stranger chose ended its own quotes and
//! went on as the line does.

use model::{Diagnostic, DiagnosticKind, Fact, Field, Name, Record, Value};

/// The fields of which a line has one each.
const ENDS: [Field; 7] = [
    Field::SourceIp,
    Field::DestinationIp,
    Field::SourcePort,
    Field::DestinationPort,
    Field::SourceDomain,
    Field::UserName,
    Field::SourceUserName,
];

/// The keys that say what became of it.
const VERDICTS: [&str; 5] = ["action", "error", "result", "status", "type"];

const PLACES: usize = ENDS.len() + VERDICTS.len();

/// Lets go of ends, accounts and outcomes that a line tells twice and differently, as nobody knows which are the device's
/// own. Addresses are related all the same.
pub(crate) fn doubt_repeated(raw: &[u8], record: &mut Record) {
    let mut first: [Option<&Fact>; PLACES] = [None; PLACES];
    let (mut doubtful, mut is_any) = ([false; PLACES], false);
    for fact in &record.facts {
        let Some(at) = find_place(fact) else { continue };
        let (Some(first), Some(doubtful)) = (first.get_mut(at), doubtful.get_mut(at)) else { continue };
        match first {
            None => *first = Some(fact),
            // One value may give several facts.
            Some(first) if first.name == fact.name && first.value.bytes(raw) != fact.value.bytes(raw) => {
                (*doubtful, is_any) = (true, true);
            }
            Some(_) => {}
        }
    }
    if !is_any {
        return;
    }
    let mut spans = Vec::new();
    for fact in &mut record.facts {
        let Some(at) = find_place(fact).filter(|at| doubtful.get(*at) == Some(&true)) else { continue };
        spans.push(fact.value.span());
        if at < ENDS.len() {
            let is_address = matches!(fact.field, Some(Field::SourceIp | Field::DestinationIp));
            fact.field = is_address.then_some(Field::RelatedIp);
        }
    }
    let is_verdict = |fact: &Fact| {
        matches!(fact.field, Some(Field::EventOutcome))
            || matches!(fact.value, Value::Word { word: "allowed" | "denied", .. })
    };
    record.facts.retain(|fact| !is_verdict(fact));
    for span in spans {
        let is_named = |found: &Diagnostic| found.kind == DiagnosticKind::Repeated && found.span == span;
        if !record.diagnostics.iter().any(is_named) {
            record.diagnose(DiagnosticKind::Repeated, span);
        }
    }
}

/// Which of the things that a line has once a fact tells.
fn find_place(fact: &Fact) -> Option<usize> {
    if let Some(at) = fact.field.and_then(|field| ENDS.iter().position(|end| *end == field)) {
        return Some(at);
    }
    let Name::Known(name) = fact.name else { return None };
    let is_written = matches!(fact.value, Value::Span(_) | Value::Text { .. });
    VERDICTS.iter().position(|verdict| *verdict == name).filter(|_| is_written).map(|at| ENDS.len() + at)
}
