//! The default messages of an action, on several lines, or on one where whatever carried them joined the lines.

use model::{Field, Record, Span, TimeRole};

use super::{choose_time, find_severity, push_time};
use crate::{
    body::Body,
    syntax::{
        cut::{cut_text, cut_word, is_ip},
        scan::find_text,
    },
};

/// What stands before each value, in the order of the message; what it means.
const LABELS: [(&str, &str, Option<Field>); 17] = [
    ("Problem name: ", "name", Some(Field::RuleName)),
    ("Trigger: ", "trigger", Some(Field::RuleName)),
    ("Trigger status: ", "status", None),
    ("Trigger severity: ", "severity", None),
    ("Trigger URL: ", "url", Some(Field::RuleReference)),
    ("Trigger description: ", "description", Some(Field::RuleDescription)),
    ("Problem duration: ", "duration", None),
    ("Host: ", "host", Some(Field::HostName)),
    ("Host IP: ", "host_ip", None),
    ("Severity: ", "severity", None),
    ("Operational data: ", "opdata", None),
    ("Item values: ", "values", None),
    ("Original problem ID: ", "problem_id", Some(Field::EventId)),
    ("Original event ID: ", "problem_id", Some(Field::EventId)),
    ("Event ID: ", "problem_id", Some(Field::EventId)),
    ("Problem URL: ", "problem_url", Some(Field::EventUrl)),
    ("Item values:", "values", None),
];

/// What a line ends with: whatever carried the message may have written it in another way (`#012` is rsyslog's).
const ENDS: [&str; 6] = [" ", "\n", "\r", "\t", "\\n", "#012"];

/// Reads a message. False where none of the labels follows its first words.
pub(super) fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let (first, _) = cut_word(text);
    let head = Span { end: body.span_of(first).end, ..body.span };
    let mut is_problem = first == b"Problem" || first == b"Trigger:";
    let begins = ["Problem has been resolved", "Resolved "];
    let is_resolved = begins.iter().any(|start| text.starts_with(start.as_bytes()));
    if !is_resolved && !text.starts_with(b"Problem started at ") && !text.starts_with(b"Trigger: ") {
        return false;
    }
    if !read_labels(body, text, record) {
        return false;
    }
    let status = record.facts.iter().find(|fact| fact.name == model::Name::Known("status"));
    if let Some(status) = status {
        is_problem = status.value.span().of(body.raw) == b"PROBLEM";
    }
    read_time(body, text, is_resolved, record);
    record.push_word(Field::ObserverVendor, "Zabbix", head);
    record.push_word(Field::ObserverProduct, "Zabbix", head);
    record.push_word(Field::EventKind, "alert", head);
    record.push_word(Field::EventCategory, "host", head);
    let fires = is_problem && !is_resolved;
    record.push_word(Field::EventAction, if fires { "fire" } else { "resolve" }, head);
    record.push_word(Field::EventType, if fires { "start" } else { "end" }, head);
    true
}

/// Cuts the values: each ends where the next label stands.
fn read_labels(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    let mut found: [Option<(usize, usize)>; LABELS.len()] = [None; LABELS.len()];
    let mut count = 0;
    let mut at = 0;
    while let Some((label, start)) = find_label(text, at) {
        let Some(place) = found.get_mut(count) else { break };
        let len = LABELS.get(label).map_or(0, |row| row.0.len());
        *place = Some((label, start));
        count += 1;
        at = start + len;
    }
    for (place, slot) in found.iter().enumerate().take(count) {
        let Some((label, start)) = *slot else { continue };
        let Some((head, name, field)) = LABELS.get(label).copied() else { continue };
        let end = found.get(place + 1).copied().flatten().map_or(text.len(), |(_, next)| next);
        let value = strip(text.get(start + head.len()..end).unwrap_or_default());
        let value = if name == "problem_id" { cut_word(strip(cut_line(value))).0 } else { value };
        push(body, name, field, value, record);
    }
    count > 0
}

fn push(body: &Body<'_>, name: &'static str, field: Option<Field>, value: &[u8], record: &mut Record) {
    let span = body.span_of(value);
    let field = match name {
        "severity" => {
            if let Some(number) = find_severity(value) {
                record.push_number(Field::EventSeverity, number, span);
            }
            Some(Field::LogLevel)
        }
        "host_ip" => Some(Field::HostIp).filter(|_| is_ip(value)),
        _ => field,
    };
    record.push(name, field.filter(|_| !value.is_empty()), span);
}

/// The first label at or behind a place, and where it stands: at the front, or behind a blank or the end of a line.
fn find_label(text: &[u8], from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    // Every label holds a colon: so each is looked for at colons alone.
    loop {
        let colon = at + find_text(text.get(at..)?, b":")?;
        let ends_here = |(number, row): (usize, &(&str, &str, Option<Field>))| {
            let word = row.0.trim_end_matches([' ', ':']);
            let start = colon.checked_sub(word.len())?;
            let stands = text.get(start..)?.starts_with(row.0.as_bytes()) && start >= from;
            let before = text.get(..start)?;
            let begins = before.is_empty() || ENDS.iter().any(|end| before.ends_with(end.as_bytes()));
            (stands && begins).then_some((number, start))
        };
        // `Host: ` is the end of no other label; `Severity: ` is: the longest counts.
        let label = LABELS.iter().enumerate().filter_map(ends_here).min_by_key(|(_, start)| *start);
        if label.is_some() {
            return label;
        }
        at = colon + 1;
    }
}

/// What stands before the end of the line, by any of the signs for it.
fn cut_line(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| matches!(byte, b'\n' | b'\r' | b'\\' | b'#')).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Takes blanks, line ends, and what syslog daemons write for them (`#012`) or JSON writers do (`\n`) off both ends.
fn strip(text: &[u8]) -> &[u8] {
    let mut rest = text;
    loop {
        let next = rest.trim_ascii();
        let next = ["#015#012", "#012", "#015", "\\r\\n", "\\n"].iter().fold(next, |next, sign| {
            let next = next.strip_suffix(sign.as_bytes()).unwrap_or(next);
            next.strip_prefix(sign.as_bytes()).unwrap_or(next)
        });
        if next.len() == rest.len() {
            return next;
        }
        rest = next;
    }
}

/// `… at 10:11:12 on 2026.11.20`.
fn read_time(body: &Body<'_>, text: &[u8], is_resolved: bool, record: &mut Record) {
    const HEAD_BYTES_MAX: usize = 128;
    let head = text.get(..HEAD_BYTES_MAX).unwrap_or(text);
    let Some((_, rest)) = cut_text(head, " at ") else { return };
    let (Some(time), Some((between, rest))) = (rest.get(..8), cut_text(rest, " on ")) else { return };
    let Some(date) = rest.get(..10).filter(|_| between.len() == time.len()) else { return };
    let role = if is_resolved { TimeRole::End } else { TimeRole::Start };
    push_time(record, role, body.span_of(date), body.span_of(time));
    choose_time(record);
}
