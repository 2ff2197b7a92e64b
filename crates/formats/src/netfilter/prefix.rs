//! What the administrator's `--log-prefix` says, in the conventions of those that write rules for us to read.

use model::{Field, Record};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::cut::{cut_at, trim},
};

const fn packet(action: &'static str, kind: &'static [&'static str], outcome: Option<&'static str>) -> Meaning {
    Meaning { action, category: &["network"], kind, outcome }
}

const BLOCKED: Meaning = packet("block", &["connection", "denied"], FAILURE);
const DROPPED: Meaning = packet("drop", &["connection", "denied"], FAILURE);
const REJECTED: Meaning = packet("reject", &["connection", "denied"], FAILURE);
const LIMITED: Meaning = packet("limit", &["connection", "denied"], FAILURE);
const ALLOWED: Meaning = packet("allow", &["connection", "allowed"], SUCCESS);
const AUDITED: Meaning = packet("audit", &["connection", "info"], None);

/// Words of a prefix, in upper case, and what the rule does: UFW (`UFW BLOCK`), firewalld (`FINAL_REJECT`), shorewall
/// (`net-fw:DROP`), OpenWrt (`DROP(src wan)`), Proxmox (`PVEFW-reject`). The first that stands there counts.
const WORDS: &[(&str, &Meaning)] = &[
    ("LIMIT", &LIMITED),
    ("BLOCK", &BLOCKED),
    ("BLOCKED", &BLOCKED),
    ("DENY", &BLOCKED),
    ("DENIED", &BLOCKED),
    ("DROP", &DROPPED),
    ("DROPPED", &DROPPED),
    ("REJECT", &REJECTED),
    ("REJECTED", &REJECTED),
    ("ALLOW", &ALLOWED),
    ("ALLOWED", &ALLOWED),
    ("ACCEPT", &ALLOWED),
    ("ACCEPTED", &ALLOWED),
    ("PASS", &ALLOWED),
    ("AUDIT", &AUDITED),
];

/// Adds the prefix, and gives what it means where it follows a convention.
pub(super) fn read_prefix(body: &Body<'_>, text: &[u8], record: &mut Record) -> Option<&'static Meaning> {
    let text = cut_uptime(body, trim(text), record);
    let inner = text.strip_prefix(b"[").and_then(|text| text.strip_suffix(b"]")).unwrap_or(text);
    let rule = trim(inner.strip_suffix(b":").unwrap_or(inner));
    if rule.is_empty() {
        return None;
    }
    record.push("prefix", Some(Field::RuleName), body.span_of(rule));
    find_word(rule).or_else(|| find_suffix(inner))
}

/// The kernel's own clock, `[126140.629122]`: seconds since it started.
fn cut_uptime<'a>(body: &Body<'_>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let Some((seconds, rest)) = text.strip_prefix(b"[").and_then(|text| cut_at(text, b']')) else { return text };
    let seconds = trim(seconds);
    let is_uptime = seconds.contains(&b'.') && seconds.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    if !is_uptime {
        return text;
    }
    record.push("uptime", None, body.span_of(seconds));
    trim(rest)
}

fn find_word(rule: &[u8]) -> Option<&'static Meaning> {
    let words = || rule.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    WORDS
        .iter()
        .find(|(known, _)| words().any(|word| word.eq_ignore_ascii_case(known.as_bytes())))
        .map(|(_, meaning)| *meaning)
}

/// EdgeOS and UniFi: `[WAN_IN-default-D]`, the last letter accept, drop or reject.
fn find_suffix(rule: &[u8]) -> Option<&'static Meaning> {
    match rule {
        [.., b'-', b'A'] => Some(&ALLOWED),
        [.., b'-', b'D'] => Some(&DROPPED),
        [.., b'-', b'R'] => Some(&REJECTED),
        _ => None,
    }
}
