//! Cisco IOS, IOS XE, IOS XR and NX-OS: `%FACILITY-severity-MNEMONIC: text`.
//!
//! Every such message is claimed but those of Cisco's firewalls and of systems that are no router or switch. Of the text
//! the wordings in `messages` are read, after "Cisco IOS System Message Guide"
//! (<https://www.cisco.com/c/en/us/td/docs/ios/system/messages/guide/consol_smg.html>) and "NX-OS System Messages
//! Reference"; of any other nothing is guessed. The counter, the mark of the clock and the time stand before the message
//! and belong to the syslog header; a time since the start (`1w2d`) is no moment and is kept as `uptime`.

mod messages;

use memchr::memchr_iter;
use model::{Field, FieldKind, Format, Record, Span};

use self::messages::{Entry, LOGIN_FAILED, find_wordings};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{is_ip, is_number},
        protocol::find_protocol,
        shape::Captures,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "cisco.ios", version: 3 }, sign: Sign::Look(shows), read };

/// How far into the body the `%` may stand: behind a counter, a name, an uptime.
const LEAD_BYTES_MAX: usize = 96;
/// The longest facility or mnemonic.
const WORD_BYTES_MAX: usize = 64;

/// Who writes such messages and is no router or switch, or not Cisco's.
const OTHERS: [&[u8]; 12] = [
    b"ASA",
    b"FTD",
    b"PIX",
    b"FWSM",
    b"NGIPS",
    b"ACE",
    b"UCSM",
    b"CIMC",
    b"UC_AUDITLOG",
    b"CCM_RTMT",
    b"AGENT",
    b"PROCMGR",
];

/// `%SYS-5-CONFIG_I: ` as it stands.
struct Header {
    start: usize,
    facility: Span,
    severity: Span,
    mnemonic: Span,
    text: Span,
}

fn shows(body: &Body<'_>) -> bool {
    find_header(body).is_some()
}

/// The header, in the body or in what the envelope took for a tag.
fn find_header(body: &Body<'_>) -> Option<Header> {
    let start = body.tag.map_or(body.span.start, |tag| tag.start.min(body.span.start)) as usize;
    let end = body.span.end as usize;
    let whole = body.raw.get(start..end)?;
    let lead_end = (body.span.start as usize - start + LEAD_BYTES_MAX).min(whole.len());
    memchr_iter(b'%', whole.get(..lead_end)?).find_map(|at| read_header(body.raw, start + at, end))
}

/// Reads the header whose `%` stands at this place.
fn read_header(raw: &[u8], start: usize, end: usize) -> Option<Header> {
    let text = raw.get(start + 1..end)?;
    let is_word = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    let len = text.iter().take(2 * WORD_BYTES_MAX).position(|byte| !is_word(byte) && *byte != b'-')?;
    let head = text.get(..len)?;
    // From the back: the mnemonic may not hold a hyphen, the facility may.
    let dash = memchr::memrchr(b'-', head)?;
    let severity = dash.checked_sub(1)?;
    if !matches!(head.get(severity), Some(b'0'..=b'7')) || severity < 2 || head.get(severity - 1) != Some(&b'-') {
        return None;
    }
    let facility = head.get(..severity - 1)?;
    let is_facility = facility.first().is_some_and(u8::is_ascii_uppercase) && !OTHERS.contains(&facility);
    if !is_facility || dash + 1 == len {
        return None;
    }
    // IOS XR writes a blank before the colon.
    let rest = text.get(len..)?;
    let rest = rest.strip_prefix(b" ").unwrap_or(rest).strip_prefix(b":")?;
    let base = start + 1;
    let blanks = rest.iter().take_while(|byte| **byte == b' ').count();
    Some(Header {
        start,
        facility: Span::new(base, base + severity - 1),
        severity: Span::new(base + severity, base + dash),
        mnemonic: Span::new(base + dash + 1, base + len),
        text: Span::new(end - rest.len() + blanks, end),
    })
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let Some(header) = find_header(body) else { return false };
    let raw = body.raw;
    read_lead(raw, Span::new(body.span.start as usize, header.start.max(body.span.start as usize)), record);
    record.push_word(Field::ObserverVendor, "Cisco", header.facility);
    record.push_word(Field::ObserverProduct, name_system(header.facility.of(raw)), header.facility);
    record.push_word(Field::ObserverType, "router", header.facility);
    record.push("facility", None, header.facility);
    record.push("severity", Some(Field::EventSeverity), header.severity);
    record.push("mnemonic", Some(Field::EventCode), header.mnemonic);
    record.push_word(Field::EventKind, "event", header.mnemonic);
    let text = header.text.of(raw).trim_ascii_end();
    let entries = find_wordings(header.mnemonic.of(raw));
    let facility = header.facility.of(raw);
    let found = entries.iter().filter(|entry| entry.is_of(facility)).find_map(|entry| {
        let captures = entry.shape.match_text(text)?;
        Some((entry, captures))
    });
    match found {
        Some((entry, captures)) => conclude(body, entry, &captures, header.mnemonic, record),
        // Its text follows another grammar: the mnemonic alone says what it is.
        None => {
            if let Some(entry) = entries.iter().find(|entry| entry.is_of(facility)) {
                entry.meaning.push(header.mnemonic, record);
            }
        }
    }
    true
}

/// What stands between the envelope and the message: a counter, a time since the start.
fn read_lead(raw: &[u8], lead: Span, record: &mut Record) {
    let mut at = lead.start as usize;
    for part in lead.of(raw).split(|byte| *byte == b' ') {
        let span = Span::new(at, at + part.len());
        at += part.len() + 1;
        let Some(word) = part.strip_suffix(b":") else { continue };
        let span = Span { end: span.end - 1, ..span };
        let is_uptime = word.first().is_some_and(u8::is_ascii_digit)
            && word.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'y' | b'w' | b'd' | b'h' | b':' | b'.'));
        if is_number(word) {
            if record.first(Field::EventSequence).is_none() {
                record.push("sequence", Some(Field::EventSequence), span);
            }
        } else if is_uptime {
            record.push("uptime", None, span);
        }
    }
}

/// Which system writes of this facility.
fn name_system(facility: &[u8]) -> &'static str {
    const NX_OS: [&[u8]; 12] = [
        b"VSHD",
        b"ETHPORT",
        b"ETH_PORT_CHANNEL",
        b"VPC",
        b"AUTHPRIV",
        b"DAEMON",
        b"ACLLOG",
        b"MODULE",
        b"PLATFORM",
        b"FEATURE-MGR",
        b"USER",
        b"KERN",
    ];
    const XR: [&[u8]; 7] = [b"MGBL-", b"SECURITY-", b"PKT_INFRA-", b"ROUTING-", b"L2-", b"OS-", b"INFRA-"];
    match facility {
        _ if NX_OS.contains(&facility) => "nx-os",
        _ if XR.iter().any(|group| facility.starts_with(group)) => "ios-xr",
        _ => "ios",
    }
}

/// Puts what stood in the holes into the record, and what the message means.
fn conclude(body: &Body<'_>, entry: &Entry, captures: &Captures<'_>, origin: Span, record: &mut Record) {
    let mut verdict = None;
    for (name, text) in captures.iter().filter(|(_, text)| !text.is_empty()) {
        let span = body.span_of(text);
        match name {
            "protocol" => push_protocol(text, span, record),
            "verdict" => {
                record.push("verdict", None, span);
                verdict = find_verdict(text).map(|is_allowed| (is_allowed, span));
            }
            _ => push_hole(name, text, span, record),
        }
    }
    // Some wordings tell of every attempt, and the verdict tells which it was.
    let is_failed = entry.meaning.action == "login" && matches!(verdict, Some((false, _)));
    let meaning = if is_failed { &LOGIN_FAILED } else { &entry.meaning };
    meaning.push(origin, record);
    if let Some((is_good, span)) = verdict.filter(|_| meaning.outcome.is_none()) {
        if entry.is_filter {
            record.push_word(Field::EventType, if is_good { "allowed" } else { "denied" }, span);
        }
        record.push_word(Field::EventOutcome, if is_good { "success" } else { "failure" }, span);
    }
}

fn push_hole(name: &'static str, text: &[u8], span: Span, record: &mut Record) {
    let field = Field::from_name(name).filter(|field| match field.kind() {
        FieldKind::Ip => is_ip(text),
        FieldKind::Number => is_number(text),
        _ => true,
    });
    record.push(name, field, span);
}

fn push_protocol(text: &[u8], span: Span, record: &mut Record) {
    record.push("protocol", None, span);
    if let Some((word, number)) = find_protocol(text) {
        record.push_word(Field::NetworkTransport, word, span);
        record.push_word(Field::NetworkIanaNumber, number, span);
    }
}

/// True for what was allowed or went well, false for what was not.
fn find_verdict(text: &[u8]) -> Option<bool> {
    const GOOD: [&str; 7] = ["permitted", "permit", "succeeded", "success", "successful", "Permit", "Succeeded"];
    const BAD: [&str; 8] = ["denied", "deny", "failed", "fail", "failure", "Deny", "Failed", "Dropping"];
    let text = std::str::from_utf8(text).ok()?;
    if GOOD.contains(&text) {
        return Some(true);
    }
    BAD.contains(&text).then_some(false)
}
