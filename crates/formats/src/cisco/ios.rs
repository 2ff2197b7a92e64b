//! Cisco IOS, IOS XE, IOS XR and NX-OS: `%FACILITY-severity-MNEMONIC: text`.
//!
//! Every such message is claimed but those of Cisco's firewalls and of systems that are no router or switch. Of the text
//! the wordings in `messages` are read, after "Cisco IOS System Message Guide"
//! (<https://www.cisco.com/c/en/us/td/docs/ios/system/messages/guide/consol_smg.html>) and "NX-OS System Messages
//! Reference"; of any other nothing is guessed. The counter, the mark of the clock and the time stand before the message
//! and belong to the syslog header; a time since the start (`1w2d`) is no moment and is kept as `uptime`.

mod lead;
mod messages;

use memchr::memchr_iter;
use model::{Field, FieldKind, Format, Record, Span};

use self::{
    lead::read_lead,
    messages::{Entry, LOGIN_FAILED, find_wordings},
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_digits, cut_last_text, is_ip, is_number, skip_blanks},
        protocol::find_protocol,
        shape::Captures,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "cisco.ios", version: 5 }, sign: Sign::Look(shows), read };

/// How far into the body the `%` may stand: behind a counter, a name, an uptime.
const LEAD_BYTES_MAX: usize = 128;
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
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+');
    let len = text.iter().take(2 * WORD_BYTES_MAX).position(|byte| !is_word(byte) && *byte != b'-')?;
    let head = text.get(..len)?;
    // From the back: the mnemonic may not hold a hyphen, the facility may.
    let dash = memchr::memrchr(b'-', head)?;
    let severity = dash.checked_sub(1)?;
    read_severity(*head.get(severity)?)?;
    if severity < 2 || head.get(severity - 1) != Some(&b'-') {
        return None;
    }
    let facility = head.get(..severity - 1)?;
    let begins_upper =
        |word: &[u8]| word.first().is_some_and(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let is_facility = facility.first().is_some_and(u8::is_ascii_uppercase) && !OTHERS.contains(&facility);
    if !is_facility || !begins_upper(head.get(dash + 1..)?) {
        return None;
    }
    // IOS XR writes a blank before the colon.
    let rest = text.get(len..)?;
    let behind = rest.strip_prefix(b" ").unwrap_or(rest);
    // ACI writes no colon before its faults.
    let rest = behind.strip_prefix(b":").or_else(|| rest.starts_with(b" [").then_some(rest))?;
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

/// A digit, or the letter that the small business switches write in its place (`%AAA-I-CONNECT`).
fn read_severity(byte: u8) -> Option<u64> {
    const LETTERS: [u8; 8] = *b"?ACEWNID";
    match byte {
        b'0'..=b'7' => Some(u64::from(byte - b'0')),
        _ => LETTERS.iter().position(|letter| *letter == byte && byte != b'?').map(|level| level as u64),
    }
}

/// `%IOSXE-6-PLATFORM: R0/0: cpp_cp: QFP:0.0 Thread:001 TS:… %FW-6-DROP_PKT: …`: what the forwarding engine wrote itself.
fn find_inner(raw: &[u8], outer: &Header) -> Option<Header> {
    if outer.mnemonic.of(raw) != b"PLATFORM" || outer.facility.of(raw) != b"IOSXE" {
        return None;
    }
    let (start, end) = (outer.text.start as usize, outer.text.end as usize);
    let near = raw.get(start..end.min(start + LEAD_BYTES_MAX))?;
    read_header(raw, start + memchr::memchr(b'%', near)?, end)
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let Some(header) = find_header(body) else { return false };
    let raw = body.raw;
    read_lead(body, header.start, record);
    let header = find_inner(raw, &header).unwrap_or(header);
    record.push_word(Field::ObserverVendor, "Cisco", header.facility);
    record.push_word(Field::ObserverProduct, name_system(header.facility.of(raw)), header.facility);
    record.push_word(Field::ObserverType, "router", header.facility);
    record.push("facility", None, header.facility);
    match header.severity.of(raw) {
        [byte] if byte.is_ascii_alphabetic() => {
            record.push_number(Field::EventSeverity, read_severity(*byte).unwrap_or_default(), header.severity);
        }
        _ => record.push("severity", Some(Field::EventSeverity), header.severity),
    }
    record.push("mnemonic", Some(Field::EventCode), header.mnemonic);
    let kind = if header.facility.of(raw) == b"IPS" { "alert" } else { "event" };
    record.push_word(Field::EventKind, kind, header.mnemonic);
    read_text(body, &header, record);
    true
}

/// Reads the text by the wordings of its mnemonic: as it stands, or without the process that IOS XE puts before it.
fn read_text(body: &Body<'_>, header: &Header, record: &mut Record) {
    let text = cut_repeated(body, header.text.of(body.raw).trim_ascii_end(), record);
    let facility = header.facility.of(body.raw);
    let entries = find_wordings(header.mnemonic.of(body.raw)).iter().filter(|entry| entry.is_of(facility));
    let find = |text| entries.clone().find_map(|entry| Some((entry, entry.shape.match_text(text)?)));
    let process = cut_process(text);
    if let Some((entry, captures)) = find(text) {
        conclude(body, entry, &captures, header.mnemonic, record);
        return;
    }
    if let Some((process, text)) = process {
        record.push("process", Some(Field::ProcessName), body.span_of(process));
        if let Some((entry, captures)) = find(text) {
            conclude(body, entry, &captures, header.mnemonic, record);
            return;
        }
    }
    // Its text follows another grammar: the mnemonic alone says what it is.
    if let Some(entry) = entries.clone().next() {
        entry.meaning.push(header.mnemonic, record);
    }
}

/// `Switch 1 R0/0: dmiauthd: …`: where it runs, and its name.
fn cut_process(text: &[u8]) -> Option<(&[u8], &[u8])> {
    const PLACE_BYTES_MAX: usize = 24;
    let end = text.iter().take(PLACE_BYTES_MAX).position(|byte| *byte == b':')?;
    let place = text.get(..end)?.rsplit(|byte| *byte == b' ').next()?;
    let is_slot = place.len() > 1
        && place.first().is_some_and(u8::is_ascii_uppercase)
        && place.iter().any(u8::is_ascii_digit)
        && place.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'/');
    let (process, rest) = cut_at(skip_blanks(text.get(end + 1..)?), b':')?;
    let is_name =
        !process.is_empty() && process.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(byte));
    (is_slot && is_name).then(|| (process, skip_blanks(rest)))
}

/// Cuts off the ` (message repeated 2 times)` of NX-OS.
fn cut_repeated<'a>(body: &Body<'_>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let repeated = text.strip_suffix(b")").and_then(|text| cut_last_text(text, " (message repeated "));
    let Some((text, count)) = repeated else { return text };
    record.push("repeated", None, body.span_of(cut_digits(count).0));
    text.trim_ascii_end()
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
    const XR: [&[u8]; 8] = [b"ACL-", b"MGBL-", b"SECURITY-", b"PKT_INFRA-", b"ROUTING-", b"L2-", b"OS-", b"INFRA-"];
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
    const GOOD: [&str; 9] =
        ["permitted", "permit", "succeeded", "success", "successful", "Permit", "Succeeded", "SUCCESS", "ACCEPTED"];
    const BAD: [&str; 10] =
        ["denied", "deny", "failed", "fail", "failure", "Deny", "Failed", "Dropping", "FAILURE", "REJECTED"];
    let text = std::str::from_utf8(text).ok()?;
    if GOOD.contains(&text) {
        return Some(true);
    }
    BAD.contains(&text).then_some(false)
}
