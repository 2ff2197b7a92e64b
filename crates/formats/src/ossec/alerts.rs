//! OSSEC's alerts by syslog (`ossec-csyslogd`, `wazuh-csyslogd`), in the default format:
//! `ossec: Alert Level: 2; Rule: 1002 - …; Location: host->file; classification: a,b,; srcip: …; user: …; the record`.
//!
//! Written after OSSEC, "Sending alerts via syslog":
//! <https://www.ossec.net/docs/docs/manual/output/syslog-output.html>, and
//! its source, `src/os_csyslogd/alert.c`. Its CEF is read as CEF, its JSON and its pairs in [`super::named`]. What follows the fields is the
//! record that the alert was raised on: it is kept as `event.original`. Its own file is read in [`super::block`].

use model::{Field, Format, Record, Span};

use super::{block, named};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::cut::{cut_at, cut_text, trim},
};

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "ossec.alerts", version: 3 }, sign: Sign::Look(shows), read };

const START: &[u8] = b"Alert Level: ";

fn alert_text<'a>(body: &Body<'a>) -> &'a [u8] {
    let text = body.text();
    trim(text.strip_prefix(b"ossec: ").unwrap_or(text))
}

fn shows(body: &Body<'_>) -> bool {
    let text = alert_text(body);
    text.starts_with(START) || block::shows(body) || named::shows_pairs(text)
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    if block::shows(body) {
        return block::read(body, record);
    }
    let Some(rest) = alert_text(body).strip_prefix(START) else {
        return named::read_pairs(body, alert_text(body), record);
    };
    let Some((level, rest)) = cut_at(rest, b';') else { return false };
    let Some((rule, mut rest)) = trim(rest).strip_prefix(b"Rule: ").and_then(|rest| cut_text(rest, "; Location: "))
    else {
        return false;
    };
    let mut push = |name, field, text: &[u8]| {
        if !text.is_empty() {
            record.push(name, field, body.span_of(text));
        }
    };
    push("level", Some(Field::EventSeverity), level);
    let (id, description) = cut_text(rule, " - ").unwrap_or((rule, &[]));
    push("rule", Some(Field::RuleId), id);
    push("description", Some(Field::RuleName), description);
    let (location, after) = cut_at(rest, b';').unwrap_or((rest, &[]));
    rest = trim(after);
    push_location(location, &mut push);
    let mut groups: &[u8] = &[];
    // Fields first, in any number; the quoted record begins where no field does.
    while let Some((name, field, value, after)) = cut_field(rest) {
        if name == "classification" {
            groups = value;
            value.split(|byte| *byte == b',').for_each(|group| push(name, Some(Field::RuleCategory), trim(group)));
        } else {
            push(name, field, value);
        }
        rest = trim(after);
    }
    push("message", Some(Field::EventOriginal), rest);
    push_integrity(rest, &mut push);
    conclude(groups, body.span_of(level), body.span_of(groups), record);
    true
}

type Cut<'a> = (&'static str, Option<Field>, &'a [u8], &'a [u8]);

/// A field at the front: its name, its meaning, its value, and what follows.
fn cut_field(text: &[u8]) -> Option<Cut<'_>> {
    const FIELDS: [(&str, &str, Option<Field>); 9] = [
        ("classification", "classification: ", None),
        ("srcip", "srcip: ", Some(Field::SourceIp)),
        ("dstip", "dstip: ", Some(Field::DestinationIp)),
        ("srcport", "srcport: ", Some(Field::SourcePort)),
        ("dstport", "dstport: ", Some(Field::DestinationPort)),
        ("user", "user: ", Some(Field::UserName)),
        ("srcuser", "srcuser: ", Some(Field::SourceUserName)),
        ("dstuser", "dstuser: ", Some(Field::UserName)),
        ("protocol", "protocol: ", Some(Field::NetworkTransport)),
    ];
    FIELDS.iter().find_map(|(name, start, field)| {
        let (value, after) = cut_at(text.strip_prefix(start.as_bytes())?, b';')?;
        Some((*name, *field, trim(value), after))
    })
}

/// `host->file`, `(agent) 192.0.2.5->file`: who sent the quoted record, and where it stood there.
pub(super) fn push_location(location: &[u8], push: &mut impl FnMut(&'static str, Option<Field>, &[u8])) {
    let Some((host, file)) = cut_text(location, "->") else {
        push("location", None, location);
        return;
    };
    let is_path = file.starts_with(b"/") || file.get(1..3) == Some(b":\\");
    push("location", Some(Field::LogFilePath).filter(|_| is_path), file);
    match host.strip_prefix(b"(").and_then(|rest| cut_text(rest, ") ")) {
        Some((agent, address)) => {
            push("agent", Some(Field::HostName), agent);
            push("agent_ip", Some(Field::HostIp), address);
        }
        None => push("agent", Some(Field::HostName), host),
    }
}

/// What file integrity monitoring writes in place of a record.
pub(super) fn push_integrity(text: &[u8], push: &mut impl FnMut(&'static str, Option<Field>, &[u8])) {
    let rows = [
        ("Previous MD5: '", Field::RelatedHash),
        ("Previous SHA1: '", Field::RelatedHash),
        ("Current MD5: '", Field::FileHashMd5),
        ("Current SHA1: '", Field::FileHashSha1),
        ("Integrity checksum changed for: '", Field::FilePath),
        ("New file '", Field::FilePath),
        ("File '", Field::FilePath),
    ];
    for (start, field) in rows {
        // Only where the text is of this kind at all does a quote follow.
        let found = cut_text(text, start).and_then(|(_, rest)| cut_at(rest, b'\''));
        if let Some((value, _)) = found {
            push(field.name(), Some(field), value);
        }
    }
}

/// The words of ECS for the groups of the rule.
pub(super) fn conclude(groups: &[u8], origin: Span, span: Span, record: &mut Record) {
    record.push_word(Field::ObserverVendor, "OSSEC", origin);
    record.push_word(Field::ObserverProduct, "OSSEC", origin);
    record.push_word(Field::ObserverType, "hids", origin);
    record.push_word(Field::EventKind, "alert", origin);
    let has = |group: &str| groups.split(|byte| *byte == b',').any(|word| trim(word) == group.as_bytes());
    let (category, kind, outcome) =
        if has("authentication_failed") || has("authentication_failures") || has("invalid_login") {
            ("authentication", "start", "failure")
        } else if has("authentication_success") {
            ("authentication", "start", "success")
        } else if has("syscheck") {
            ("file", "change", "")
        } else if has("web") || has("accesslog") {
            ("web", "access", "")
        } else {
            ("intrusion_detection", "info", "")
        };
    record.push_word(Field::EventCategory, category, span);
    record.push_word(Field::EventType, kind, span);
    if !outcome.is_empty() {
        record.push_word(Field::EventOutcome, outcome, span);
    }
}
