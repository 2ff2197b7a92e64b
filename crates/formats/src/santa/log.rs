//! `santa.log`: `santa.log` of the file and syslog event log types, pairs apart by `|`
//! (<https://northpole.dev/features/log/>).

use model::{Field, Format, Record, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    holes::push_hole,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_text},
        names::Names,
        scan::find_text,
    },
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "santa.log", version: 1 },
    sign: Sign::LookAt(|byte| matches!(byte, b'a' | b'['), shows_santa),
    read: read_log,
};

const EXECUTED: Meaning =
    Meaning { action: "process_started", category: &["process"], kind: &["start", "allowed"], outcome: SUCCESS };
const BLOCKED: Meaning =
    Meaning { action: "process_blocked", category: &["process"], kind: &["start", "denied"], outcome: FAILURE };
const WRITTEN: Meaning = Meaning { action: "file_written", category: &["file"], kind: &["change"], outcome: None };
const REMOVED: Meaning = Meaning { action: "file_deleted", category: &["file"], kind: &["deletion"], outcome: None };
const RENAMED: Meaning = Meaning { action: "file_renamed", category: &["file"], kind: &["change"], outcome: None };
const LINKED: Meaning = Meaning { action: "file_linked", category: &["file"], kind: &["creation"], outcome: None };
const APPEARED: Meaning =
    Meaning { action: "disk_appeared", category: &["host"], kind: &["device", "start"], outcome: None };
const DISAPPEARED: Meaning =
    Meaning { action: "disk_disappeared", category: &["host"], kind: &["device", "end"], outcome: None };
const FORKED: Meaning = Meaning { action: "process_forked", category: &["process"], kind: &["start"], outcome: None };
const EXITED: Meaning = Meaning { action: "process_ended", category: &["process"], kind: &["end"], outcome: None };

/// By `action`; `EXEC` is told by `decision`.
const ACTIONS: &[(&str, Meaning)] = &[
    ("WRITE", WRITTEN),
    ("DELETE", REMOVED),
    ("RENAME", RENAMED),
    ("LINK", LINKED),
    ("DISKAPPEAR", APPEARED),
    ("DISKDISAPPEAR", DISAPPEARED),
    ("FORK", FORKED),
    ("EXIT", EXITED),
];

static FIELDS: Names<Field, 11> = Names::new([
    ("args", Field::ProcessCommandLine),
    ("gid", Field::GroupId),
    ("group", Field::GroupName),
    ("machineid", Field::HostId),
    ("newpath", Field::FilePath),
    ("pid", Field::ProcessPid),
    ("ppid", Field::ProcessParentPid),
    ("process", Field::ProcessName),
    ("processpath", Field::ProcessExecutable),
    ("uid", Field::UserId),
    ("user", Field::UserName),
]);

/// The syslog form has `santad` as its tag.
fn shows_santa(body: &Body<'_>) -> bool {
    let text = body.text();
    text.starts_with(b"action=")
        || (text.starts_with(b"[") && text.get(..64).is_some_and(|head| find_text(head, b"santad: action=").is_some()))
}

fn read_log(body: &Body<'_>, record: &mut Record) -> bool {
    let mut text = body.text();
    if let Some((time, rest)) = text.strip_prefix(b"[").and_then(|text| cut_at(text, b']')) {
        let Some((level, pairs)) = cut_text(rest, " santad: ") else { return false };
        record.push_time(TimeRole::Event, Form::Rfc3339, body.span_of(time));
        push_hole(body, "level", level, record);
        text = pairs;
    } else if body.tag_text() != b"santad" {
        return false;
    }
    let (mut action, mut decision): (&[u8], &[u8]) = (&[], &[]);
    for pair in text.split(|byte| *byte == b'|') {
        let Some((key, value)) = cut_at(pair, b'=') else { continue };
        match key {
            b"action" => action = value,
            b"decision" => decision = value,
            _ => {}
        }
        push_pair(body, key, value, action == b"EXEC", record);
    }
    record.push_word(Field::EventKind, "event", body.span_of(action));
    let meaning = match action {
        b"EXEC" if decision.starts_with(b"DENY") => Some(BLOCKED),
        b"EXEC" => Some(EXECUTED),
        _ => ACTIONS.iter().find(|row| row.0.as_bytes() == action).map(|row| row.1),
    };
    if let Some(meaning) = meaning {
        meaning.push(body.span_of(action), record);
    }
    !action.is_empty()
}

fn push_pair(body: &Body<'_>, key: &[u8], value: &[u8], is_exec: bool, record: &mut Record) {
    if value.is_empty() {
        return;
    }
    let span = body.span_of(value);
    let (name, field) = match key {
        b"path" if is_exec => ("path", Some(Field::ProcessExecutable)),
        b"path" => ("path", Some(Field::FilePath)),
        b"sha256" if is_exec => ("sha256", Some(Field::ProcessHashSha256)),
        b"sha256" => ("sha256", Some(Field::FileHashSha256)),
        b"cert_sha256" => ("cert_sha256", Some(Field::RelatedHash)),
        b"reason" => ("reason", Some(Field::EventReason)),
        _ => match FIELDS.find(key) {
            Some((name, field)) => (*name, Some(*field)),
            None => {
                let name = body.name_of(key);
                record.facts.push(model::Fact { name, field: None, value: model::Value::Span(span) });
                return;
            }
        },
    };
    record.push(name, field, span);
}
