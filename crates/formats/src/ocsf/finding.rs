//! OCSF (Open Cybersecurity Schema Framework), versions 1.0 to 1.6: findings, and any other class by its category.
//!
//! Written after <https://schema.ocsf.io/>: a class is `class_uid`, whose thousands are its category's `category_uid`,
//! below the number of the extension that it belongs to (`201001`: class 1001 of extension 2, Windows).

mod meanings;

use model::{Fact, Field, Format, Name, Record, Span, Value};

use self::meanings::MEANINGS;
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::is_ip,
        document::{Dialect, Document, Slot},
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "ocsf.finding", version: 4 },
    sign: Sign::AnyMembers(&[
        &["class_uid", "category_uid"],
        &["class_uid", "activity_id"],
        &["class_uid", "metadata"],
    ]),
    read,
};

/// The category's digit, counted from a class's end.
const CATEGORY_PLACE: usize = 4;

const DIALECT: Dialect = Dialect {
    find: |path| {
        let inner = path.strip_prefix(b"evidences.").or_else(|| path.strip_prefix(b"resources."));
        MEANINGS.find(path).or_else(|| MEANINGS.find(inner?))
    },
    wrappers: &[],
};

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Document::read(body, record, &DIALECT);
    let (class, span) = (event.text(Slot::Class), event.span(Slot::Class));
    if !matches!(class.len(), 1..=9) || !class.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let (kind, category) = match class {
        b"2001" | b"2004" | b"2005" | b"2006" | b"2007" => ("alert", "intrusion_detection"),
        b"2002" => ("alert", "vulnerability"),
        b"2003" => ("state", "configuration"),
        b"1001" | b"1010" | b"1011" => ("event", "file"),
        b"1005" => ("event", "library"),
        b"1007" => ("event", "process"),
        b"3002" => ("event", "authentication"),
        b"4002" => ("event", "web"),
        b"4009" | b"4011" | b"4012" => ("event", "email"),
        b"6003" => ("event", "api"),
        b"6005" => ("event", "database"),
        b"6006" => ("event", "file"),
        b"201001" | b"201002" => ("event", "registry"),
        _ => match class.len().checked_sub(CATEGORY_PLACE).and_then(|at| class.get(at)) {
            Some(b'2') => ("alert", "intrusion_detection"),
            Some(b'3') => ("event", "iam"),
            Some(b'4') => ("event", "network"),
            Some(b'5') => ("state", "configuration"),
            Some(b'6') => ("event", "web"),
            _ => ("event", "host"),
        },
    };
    event.conclude_kind(kind);
    event.push_once(Field::EventCategory, category, span);
    // What was denied neither began nor ended.
    let is_denied = find_verdict(event.record) == Some("denied");
    let activity = if is_denied && class == b"4001" { b"" } else { event.text(Slot::Activity) };
    for word in name_types(class, activity) {
        event.push_once(Field::EventType, word, span);
    }
    if event.has(Slot::Name) {
        // The product's own number of the event says more than the class.
        event.forget(Slot::Class);
    }
    conclude_user(class, &mut event);
    conclude_actor(&mut event);
    conclude_answers(event.record, body.raw);
    conclude_gravity(&mut event);
    conclude_transport(&mut event);
    event.conclude_action(if event.has(Slot::Target) { Slot::Target } else { Slot::Action });
    if let Some(verdict) = find_verdict(record) {
        // The action is what was asked for, and the disposition what happened.
        record.facts.retain(|fact| name_verdict(fact).is_none_or(|word| word == verdict));
    }
    true
}

/// The verdict that a fact tells.
fn name_verdict(fact: &Fact) -> Option<&'static str> {
    match fact.value {
        Value::Word { word, .. } if fact.field == Some(Field::EventType) => {
            Some(word).filter(|word| matches!(*word, "allowed" | "denied"))
        }
        _ => None,
    }
}

/// The verdict of the disposition, else of the action.
fn find_verdict(record: &Record) -> Option<&'static str> {
    let dispositions: Vec<Span> = record
        .facts
        .iter()
        .filter(|fact| matches!(fact.name, Name::Known("disposition" | "disposition_id")))
        .map(|fact| fact.value.span())
        .collect();
    let verdicts = || record.facts.iter().filter_map(|fact| Some((name_verdict(fact)?, fact.value.span())));
    let told = verdicts().find(|(_, span)| dispositions.contains(span));
    told.or_else(|| verdicts().next()).map(|(word, _)| word)
}

/// `event.type` of a class's activity (<https://schema.ocsf.io/>, the activities of each class).
fn name_types(class: &[u8], activity: &[u8]) -> &'static [&'static str] {
    match (class, activity) {
        (b"3002" | b"1007" | b"1002", b"1") => &["start"],
        (b"3002" | b"1007" | b"1002", b"2") => &["end"],
        (b"1007", b"3") => &["access"],
        (b"1007", b"4" | b"5") => &["change"],
        (b"1001" | b"1006", b"1") => &["creation"],
        (b"1001", b"2" | b"14") => &["access"],
        (b"1001", b"3" | b"5" | b"6" | b"7") | (b"1006", b"2") => &["change"],
        (b"1001", b"4") | (b"1006", b"3") => &["deletion"],
        // A key is created, read, modified, deleted, renamed, secured, restored, imported, exported.
        (b"201001", b"1") => &["creation"],
        (b"201001", b"2" | b"9") => &["access"],
        (b"201001", b"3" | b"5" | b"6" | b"7" | b"8") => &["change"],
        // A value is read, set, modified, deleted.
        (b"201002", b"1") => &["access"],
        (b"201002", b"2" | b"3") => &["change"],
        (b"201001" | b"201002", b"4") => &["deletion"],
        (b"3001", b"1") => &["user", "creation"],
        (b"3001", b"6") => &["user", "deletion"],
        (b"3001", _) => &["user", "change"],
        (b"3006", _) => &["group", "change"],
        (b"4001", b"1") => &["connection", "start"],
        (b"4001", b"2" | b"3" | b"4") => &["connection", "end"],
        (b"4001", b"5") => &["connection", "denied"],
        (b"4001", _) => &["connection"],
        _ => &["info"],
    }
}

/// Who signs in is the user, where no other is named that acts.
fn conclude_user(class: &[u8], event: &mut Document<'_, '_>) {
    if class != b"3002" || event.record.first(Field::UserName).is_some() {
        return;
    }
    for fact in &mut event.record.facts {
        fact.field = match fact.field {
            Some(Field::UserTargetName) => Some(Field::UserName),
            Some(Field::UserTargetId) => Some(Field::UserId),
            Some(Field::UserTargetDomain) => Some(Field::UserDomain),
            Some(Field::UserTargetEmail) => Some(Field::UserEmail),
            other => other,
        };
    }
}

/// The process that acts made another one, where the event tells of such; else it is the process itself.
fn conclude_actor(event: &mut Document<'_, '_>) {
    const FIELDS: [(Field, Field); 4] = [
        (Field::ProcessParentName, Field::ProcessName),
        (Field::ProcessParentPid, Field::ProcessPid),
        (Field::ProcessParentCommandLine, Field::ProcessCommandLine),
        (Field::ProcessParentExecutable, Field::ProcessExecutable),
    ];
    if FIELDS.iter().any(|(_, own)| event.record.first(*own).is_some()) {
        return;
    }
    for fact in &mut event.record.facts {
        let own = FIELDS.iter().find(|(parent, _)| fact.field == Some(*parent)).map(|(_, own)| *own);
        fact.field = own.or(fact.field);
    }
}

/// The addresses among what a name was resolved to.
fn conclude_answers(record: &mut Record, raw: &[u8]) {
    let is_address = |fact: &&Fact| fact.field == Some(Field::DnsAnswersData) && is_ip(fact.value.span().of(raw));
    let addresses: Vec<Fact> = record.facts.iter().filter(is_address).cloned().collect();
    let resolved = addresses.into_iter().map(|fact| Fact { field: Some(Field::DnsResolvedIp), ..fact });
    record.facts.extend(resolved);
}

/// `severity_id`, from 1 (informational) to 6 (fatal), where the word is missing.
fn conclude_gravity(event: &mut Document<'_, '_>) {
    let gravity = match event.text(Slot::Number) {
        b"1" => 6,
        b"2" => 5,
        b"3" => 4,
        b"4" => 3,
        b"5" => 2,
        b"6" => 1,
        _ => return,
    };
    if event.record.first(Field::EventSeverity).is_none() {
        let span = event.span(Slot::Number);
        event.record.push_number(Field::EventSeverity, gravity, span);
    }
}

/// The protocol's number, where its name is missing.
fn conclude_transport(event: &mut Document<'_, '_>) {
    if event.record.first(Field::NetworkTransport).is_none()
        && let Some(number) = event.record.first(Field::NetworkIanaNumber).cloned()
    {
        event.record.facts.push(Fact { field: Some(Field::NetworkTransport), ..number });
    }
}
