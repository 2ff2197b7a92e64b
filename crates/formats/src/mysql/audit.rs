//! `mysql.audit`: MySQL Enterprise Audit's JSON log, an entry a line
//! (<https://dev.mysql.com/doc/refman/8.4/en/audit-log-file-formats.html>).

use model::{Field, Format, Record, TimeRole};

use crate::{
    body::Body,
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::{
        front::cut_front,
        json::{Leaf, Leaves},
        names::Names,
    },
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "mysql.audit", version: 1 },
    sign: Sign::Members(&["timestamp", "class", "event", "account"]),
    read: read_entry,
};

/// By path; all else stays under its own name.
static FIELDS: Names<Field, 12> = Names::new([
    ("account.user", Field::UserName),
    ("class", Field::EventProvider),
    ("connection_id", Field::SessionId),
    ("event", Field::EventCode),
    ("login.ip", Field::SourceIp),
    ("login.proxy", Field::UserEffectiveName),
    ("connection_data.connection_attributes._pid", Field::ProcessPid),
    ("connection_data.connection_attributes.program_name", Field::ProcessName),
    ("message_data.message", Field::Message),
    ("startup_data.mysql_version", Field::ObserverVersion),
    ("startup_data.os_version", Field::HostOsVersion),
    ("tls.version", Field::TlsVersion),
]);

/// By `class` and `event`.
const MEANINGS: &[(&str, &str, Meaning)] = &[
    ("audit", "startup", say("database_started", &["database"], &["start"])),
    ("audit", "shutdown", say("database_stopped", &["database"], &["end"])),
    ("connection", "connect", say("database_login", &["database", "authentication"], &["start"])),
    ("connection", "change_user", say("database_user_changed", &["database", "authentication"], &["change"])),
    ("connection", "disconnect", say("database_connection_closed", &["database", "session"], &["end"])),
    ("general", "status", say("database_query", &["database"], &["access"])),
    ("table_access", "read", say("database_table_read", &["database"], &["access"])),
    ("table_access", "insert", say("database_table_changed", &["database"], &["change"])),
    ("table_access", "update", say("database_table_changed", &["database"], &["change"])),
    ("table_access", "delete", say("database_table_changed", &["database"], &["deletion"])),
];

const fn say(action: &'static str, category: &'static [&'static str], kind: &'static [&'static str]) -> Meaning {
    Meaning { action, category, kind, outcome: None }
}

fn read_entry(body: &Body<'_>, record: &mut Record) -> bool {
    // The file is an array: a comma follows each entry.
    let text = body.text();
    let entry = text.strip_suffix(b",").unwrap_or(text);
    let leaves = Leaves::read(body.raw, body.span_of(entry));
    let (mut class, mut event, mut status): (&[u8], &[u8], &[u8]) = (&[], &[], &[]);
    for leaf in leaves.iter(body.raw) {
        let text = leaf.value.span().of(body.raw);
        match leaf.path {
            b"timestamp" => {
                push_time(leaf, body, record);
                continue;
            }
            b"class" => class = text,
            b"event" => event = text,
            b"connection_data.status" | b"general_data.status" | b"command_status" => status = text,
            _ => {}
        }
        let row = FIELDS.find(leaf.path);
        record.facts.push(leaf.into_fact(row.map(|row| row.0), row.map(|row| row.1)));
    }
    leaves.diagnose(record);
    record.push_word(Field::EventKind, "event", body.span_of(class));
    let row = MEANINGS.iter().find(|row| row.0.as_bytes() == class && row.1.as_bytes() == event);
    if let Some((_, _, meaning)) = row {
        meaning.push(body.span_of(event), record);
    }
    // 0 is MySQL's number for no error.
    if !status.is_empty() {
        let outcome = if status == b"0" { "success" } else { "failure" };
        record.push_word(Field::EventOutcome, outcome, body.span_of(status));
    }
    true
}

/// The time is UTC and says so nowhere; a feed's zone tells it.
fn push_time(leaf: Leaf<'_>, body: &Body<'_>, record: &mut Record) {
    let span = leaf.value.span();
    match cut_front(span.of(body.raw)).filter(|time| time.rest.is_empty() && leaf.is_whole) {
        Some(time) => record.push_time(TimeRole::Event, time.form, span),
        None => record.facts.push(leaf.into_fact(Some("timestamp"), None)),
    }
}
