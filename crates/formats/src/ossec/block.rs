//! OSSEC's alerts as `alerts.log` has them, a paragraph each, or the lines of one that came apart (`src/analysisd/alerts/log.c`):
//!
//! ```text
//! ** Alert 1795165872.104: mail  - syslog,sshd,authentication_failed,
//! 2026 Nov 20 10:11:12 (jump1) 192.0.2.22->/var/log/auth.log
//! Rule: 5716 (level 5) -> 'SSHD authentication failed.'
//! Src IP: 203.0.113.9
//! User: root
//! Nov 20 10:11:11 jump1 sshd[9]: Failed password for root from 203.0.113.9 port 40000 ssh2
//! ```

use model::{Field, Record, TimeRole};
use stamp::Form;

use super::alerts::{conclude, push_integrity, push_location};
use crate::{
    body::Body,
    syntax::cut::{cut_at, cut_last_text, cut_text, is_number, trim},
};

const HEAD: &[u8] = b"** Alert ";

/// A paragraph has no more fields.
const FIELDS_MAX: usize = 16;

/// What stands before a field's value, and what it means.
const FIELDS: [(&str, &str, Field); 5] = [
    ("srcip", "Src IP: ", Field::SourceIp),
    ("srcport", "Src Port: ", Field::SourcePort),
    ("dstip", "Dst IP: ", Field::DestinationIp),
    ("dstport", "Dst Port: ", Field::DestinationPort),
    ("user", "User: ", Field::UserName),
];

/// The line of a rule that came apart is nobody's if it comes from another program, which may say the like of its own.
pub(super) fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    text.starts_with(HEAD) || body.tag.is_none() && cut_rule(text).is_some()
}

/// Reads a paragraph, or its first line, or that of its rule.
pub(super) fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let Some(rest) = text.strip_prefix(HEAD) else { return read_rule(body, text, record) };
    let (head, mut rest) = cut_at(rest, b'\n').unwrap_or((rest, &[]));
    let Some((id, marks)) = cut_at(head, b':').filter(|(id, _)| is_id(id)) else { return false };
    let groups = cut_last_text(marks, "- ").map_or(&[][..], |(_, groups)| trim(groups));
    record.push("id", Some(Field::EventId), body.span_of(id));
    let (seconds, _) = cut_at(id, b'.').unwrap_or((id, &[]));
    record.push_time(TimeRole::Event, Form::Epoch, body.span_of(seconds));
    for group in groups.split(|byte| *byte == b',').map(trim).filter(|group| !group.is_empty()) {
        record.push("classification", Some(Field::RuleCategory), body.span_of(group));
    }
    let (line, after) = cut_at(rest, b'\n').unwrap_or((rest, &[]));
    // `2026 Nov 20 10:11:12 `, the same moment in the manager's own time.
    if let Some(location) = line.get(TIME_BYTES..).filter(|location| cut_text(location, "->").is_some()) {
        push_location(location, &mut |name, field, text| record.push(name, field, body.span_of(text)));
        rest = after;
    }
    let (line, after) = cut_at(rest, b'\n').unwrap_or((rest, &[]));
    if push_rule(body, line, record) {
        rest = after;
    }
    for _ in 0..FIELDS_MAX {
        let (line, after) = cut_at(rest, b'\n').unwrap_or((rest, &[]));
        let found =
            FIELDS.iter().find_map(|(name, start, field)| Some((name, field, line.strip_prefix(start.as_bytes())?)));
        let Some((name, field, value)) = found else { break };
        record.push(name, Some(*field).filter(|_| value != b"(none)"), body.span_of(value));
        rest = after;
    }
    if !trim(rest).is_empty() {
        record.push("message", Some(Field::EventOriginal), body.span_of(trim(rest)));
        push_integrity(rest, &mut |name, field, text| record.push(name, field, body.span_of(text)));
    }
    conclude(groups, body.span_of(id), body.span_of(if groups.is_empty() { id } else { groups }), record);
    true
}

/// `2026 Nov 20 10:11:12 `.
const TIME_BYTES: usize = 21;

/// `1795165872.104`: the moment, and where the alert stands in the file.
fn is_id(id: &[u8]) -> bool {
    cut_at(id, b'.').is_some_and(|(seconds, at)| is_number(seconds) && is_number(at))
}

fn read_rule(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    if !push_rule(body, text, record) {
        return false;
    }
    conclude(&[], body.span_of(text), body.span_of(text), record);
    true
}

/// `Rule: 5716 (level 5) -> 'SSHD authentication failed.'`.
fn push_rule(body: &Body<'_>, line: &[u8], record: &mut Record) -> bool {
    let Some((id, level, description)) = cut_rule(line) else { return false };
    record.push("rule", Some(Field::RuleId), body.span_of(id));
    record.push("level", Some(Field::EventSeverity), body.span_of(level));
    record.push("description", Some(Field::RuleName), body.span_of(description));
    true
}

/// The rule's number, its level, and what it says.
fn cut_rule(line: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (id, rest) = cut_text(line.strip_prefix(b"Rule: ")?, " (level ")?;
    let (level, rest) = cut_text(rest, ") -> '")?;
    (is_number(id) && is_number(level)).then(|| (id, level, rest.strip_suffix(b"'").unwrap_or(rest)))
}
