//! What the administrator's `--log-prefix` says, in the conventions of those that write rules for us to read.

use model::{Field, Record, TimeRole};
use stamp::Form;

use super::SEEN;
use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::cut::{cut_at, cut_last_text, cut_text, cut_word, is_number, trim},
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
    let text = cut_description(body, text, record);
    if let Some(proxmox) = cut_proxmox(text) {
        return Some(push_proxmox(body, &proxmox, record));
    }
    // A UniFi gateway may write its own name before the brackets.
    let group = text.strip_prefix(b"[").or_else(|| cut_last_text(text, " [").map(|(_, group)| group));
    let inner = group.and_then(|text| text.strip_suffix(b"]")).unwrap_or(text);
    let rule = trim(inner.strip_suffix(b":").unwrap_or(inner));
    if rule.is_empty() {
        return None;
    }
    if let Some((set, number, meaning)) = cut_numbered(rule) {
        record.push("prefix", None, body.span_of(rule));
        record.push("ruleset", Some(Field::RuleName), body.span_of(set));
        record.push("rule", Some(Field::RuleId), body.span_of(number));
        return Some(meaning);
    }
    record.push("prefix", Some(Field::RuleName), body.span_of(rule));
    find_word(rule)
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

/// What the administrator named the rule, behind UniFi's own prefix: `[LAN_IN-RET-2000] DESCR="office to storage" `.
fn cut_description<'a>(body: &Body<'_>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let Some((before, quoted)) = cut_text(text, " DESCR=\"") else { return text };
    let description = trim(quoted);
    record.push(
        "DESCR",
        Some(Field::RuleDescription),
        body.span_of(description.strip_suffix(b"\"").unwrap_or(description)),
    );
    trim(before)
}

/// What Proxmox's `pvefw-logger` writes before a packet ("Proxmox VE Firewall", "Logging of firewall rules"):
/// `100 6 tap100i0-IN 20/Nov/2026:10:11:12 +0100 policy DROP: `.
struct Proxmox<'a> {
    machine: &'a [u8],
    level: &'a [u8],
    chain: &'a [u8],
    time: &'a [u8],
    rule: &'a [u8],
}

fn cut_proxmox(text: &[u8]) -> Option<Proxmox<'_>> {
    let (machine, rest) = cut_word(text);
    if !is_number(machine) {
        return None;
    }
    let (level, rest) = cut_word(rest);
    let (chain, rest) = cut_word(rest);
    let (date, after) = cut_word(rest);
    let (offset, _) = cut_word(after);
    let is_offset = matches!(offset, [b'+' | b'-', digits @ ..] if digits.len() == 4 && is_number(digits));
    if !is_number(level) || !is_offset || date.get(2) != Some(&b'/') {
        return None;
    }
    let (time, rule) = rest.split_at_checked(rest.len() - after.len() + offset.len())?;
    let rule = trim(rule);
    Some(Proxmox { machine, level, chain, time, rule: trim(rule.strip_suffix(b":").unwrap_or(rule)) })
}

fn push_proxmox(body: &Body<'_>, line: &Proxmox<'_>, record: &mut Record) -> &'static Meaning {
    record.push_time(TimeRole::Event, Form::Clf, body.span_of(line.time));
    record.push("vmid", None, body.span_of(line.machine));
    record.push("level", None, body.span_of(line.level));
    record.push("chain", Some(Field::RuleRuleset), body.span_of(line.chain));
    if !line.rule.is_empty() {
        record.push("prefix", Some(Field::RuleName), body.span_of(line.rule));
    }
    find_word(line.rule).unwrap_or(&SEEN)
}

fn find_word(rule: &[u8]) -> Option<&'static Meaning> {
    let words = rule.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let place = |word: &[u8]| WORDS.iter().position(|(known, _)| known.as_bytes().eq_ignore_ascii_case(word));
    let (_, meaning) = WORDS.get(words.filter_map(place).min()?)?;
    Some(meaning)
}

/// EdgeOS and UniFi name rule set, rule and what it does (accept, drop, reject): `WAN_IN-default-D`, `WAN_IN-2000-A`, and
/// `WAN_LOCAL-D-2147483647` since UniFi OS 4.
fn cut_numbered(rule: &[u8]) -> Option<(&[u8], &[u8], &'static Meaning)> {
    let (head, last) = cut_last_text(rule, "-")?;
    let (set, middle) = cut_last_text(head, "-")?;
    let is_rule = |word: &[u8]| word == b"default" || is_number(word);
    match (find_letter(last), find_letter(middle)) {
        (Some(meaning), _) if is_rule(middle) => Some((set, middle, meaning)),
        (_, Some(meaning)) if is_rule(last) => Some((set, last, meaning)),
        _ => None,
    }
}

fn find_letter(letter: &[u8]) -> Option<&'static Meaning> {
    match letter {
        // What a rule returns goes on to the next.
        b"A" | b"RET" => Some(&ALLOWED),
        b"B" => Some(&BLOCKED),
        b"D" => Some(&DROPPED),
        b"R" => Some(&REJECTED),
        _ => None,
    }
}
