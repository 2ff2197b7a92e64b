//! `watchguard.fireware`: the log messages of WatchGuard Fireboxes, as they are sent to a syslog server
//! (`host serial (UTC) process[pid]: msg_id="3000-0148" Allow …`) and as Traffic Monitor and its exports show them
//! (`2026-11-20 10:11:12 Allow 192.0.2.7 198.51.100.5 https/tcp 50122 443 … proc_id="firewall" msg_id="3000-0148"`).
//!
//! Written after the Fireware Log Catalog, 12.x (<https://www.watchguard.com/wgrd-help/documentation/xtm>), and "Read a
//! Log Message" and "Configure Syslog Server Settings" of Fireware Help. The time in parentheses is UTC, that of the
//! header and of Traffic Monitor the device's own. The form "IBM LEEF" is read by `ibm.leef`.

mod events;
mod keys;
mod monitor;
mod traffic;

use model::{Field, Format, Record, TimeRole, Value};
use stamp::Form;

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_last_text, cut_text, cut_word, is_number, trim},
        scan::find_text,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "watchguard.fireware", version: 4 },
    sign: Sign::LookAt(|byte| byte.is_ascii_alphanumeric() || *byte == b'(', shows),
    read,
};

/// What a message's number follows.
const MARK: &str = "msg_id=\"";
/// What stands before the number of a message that was sent to a syslog server is no longer.
const HEAD_BYTES_MAX: usize = 256;

/// A number in quotes near the front; or anywhere behind a time, as Traffic Monitor writes it.
fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    let near = if monitor::cut_time(text).is_some() { text } else { text.get(..HEAD_BYTES_MAX).unwrap_or(text) };
    find_text(near, MARK.as_bytes()).is_some_and(|at| text.get(at + MARK.len()..).and_then(cut_number).is_some())
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let is_read = match monitor::cut_time(body.text()) {
        Some((time, rest)) => monitor::read(body, time, rest, record),
        None => read_sent(body, record),
    };
    part_account(body, record);
    is_read.is_some()
}

/// Reads an event's message, whatever form it came in.
pub(crate) fn read_text(body: &Body<'_>, number: &[u8], message: &[u8], record: &mut Record) {
    events::read(body, number, message, record);
    part_account(body, record);
}

/// `alice@Firebox-DB`: accounts are written with the server that knows them.
pub(crate) fn part_account(body: &Body<'_>, record: &mut Record) {
    let account = record.facts.iter_mut().find(|fact| fact.field == Some(Field::UserName));
    let Some(Value::Span(span)) = account.map(|fact| &mut fact.value) else { return };
    if let Some((name, domain)) = cut_last_text(span.of(body.raw), "@").filter(|(name, _)| !name.is_empty()) {
        *span = body.span_of(name);
        record.push("domain", Some(Field::UserDomain), body.span_of(domain));
    }
}

/// The number of a message, `3000-0148`, and what follows its quote.
fn cut_number(text: &[u8]) -> Option<(&[u8], &[u8])> {
    const NUMBER_BYTES: usize = 9;
    let (number, rest) = text.split_at_checked(NUMBER_BYTES)?;
    let is_number = number.iter().enumerate().all(|(at, byte)| match at {
        4 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    });
    rest.strip_prefix(b"\"").filter(|_| is_number).map(|rest| (number, rest))
}

/// A message that was sent to a syslog server.
fn read_sent(body: &Body<'_>, record: &mut Record) -> Option<()> {
    let (head, rest) = cut_text(body.text(), MARK)?;
    let (number, message) = cut_number(rest)?;
    read_head(body, head, record);
    record.push("msg_id", Some(Field::EventCode), body.span_of(number));
    let message = trim(message);
    say_device(body, number, record);
    if !traffic::read(body, number, message, record) {
        events::read(body, number, message, record);
    }
    Some(())
}

/// `serial member (time) process[pid]: `, of which the envelope may have taken the end for a program's name.
fn read_head(body: &Body<'_>, head: &[u8], record: &mut Record) {
    let mut rest = head;
    if head.is_empty() {
        // `serial process[pid]: ` was taken for a name with a blank in it.
        let Some((serial, process)) = cut_at(body.tag_text(), b' ') else { return };
        let (serial, process) = (body.span_of(serial), body.span_of(process));
        record.facts.retain(|fact| !matches!(fact.field, Some(Field::LogSyslogAppname | Field::ProcessName)));
        record.push("app-name", Some(Field::LogSyslogAppname), process);
        record.push("app-name", Some(Field::ProcessName), process);
        record.push("serial", Some(Field::ObserverSerialNumber), serial);
        return;
    }
    let mut place = 0;
    while !rest.is_empty() {
        let (word, after) = cut_word(rest);
        rest = after;
        let span = body.span_of(word);
        if let Some(time) = word.strip_prefix(b"(").and_then(|word| word.strip_suffix(b")")) {
            record.push_time(TimeRole::Event, Form::Utc, body.span_of(time));
            record.push("time", None, body.span_of(time));
        } else if let Some(tag) = word.strip_suffix(b":") {
            read_process(body, tag, record);
        } else if place == 0 && is_serial(word) {
            record.push("serial", Some(Field::ObserverSerialNumber), span);
        } else {
            record.push("member", Some(Field::ObserverName), span);
        }
        place += 1;
    }
}

/// `process[pid]`.
fn read_process(body: &Body<'_>, tag: &[u8], record: &mut Record) {
    let (process, pid) = match cut_at(tag, b'[') {
        Some((process, pid)) => (process, pid.strip_suffix(b"]")),
        None => (tag, None),
    };
    if !process.is_empty() {
        record.push("process", Some(Field::ProcessName), body.span_of(process));
    }
    if let Some(pid) = pid {
        record.push("pid", Some(Field::ProcessPid).filter(|_| is_number(pid)), body.span_of(pid));
    }
}

/// Serial numbers are digits and upper-case letters: `80B10E42B9C4E`, `FVE6035FD3AE3`.
fn is_serial(word: &[u8]) -> bool {
    (8..=20).contains(&word.len())
        && word.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && word.iter().any(u8::is_ascii_digit)
}

/// Says which product wrote the record.
fn say_device(body: &Body<'_>, origin: &[u8], record: &mut Record) {
    let origin = body.span_of(origin);
    record.push_word(Field::ObserverVendor, "WatchGuard", origin);
    record.push_word(Field::ObserverProduct, "Firebox", origin);
    record.push_word(Field::ObserverType, "firewall", origin);
}

/// The name in parentheses at the end of a message, and what stands before it: a policy's, or an alarm's.
fn cut_name(text: &[u8]) -> Option<(&[u8], &[u8])> {
    const NAME_BYTES_MAX: usize = 128;
    let inside = text.strip_suffix(b")")?;
    let from = inside.len().saturating_sub(NAME_BYTES_MAX);
    let (_, name) = cut_last_text(inside.get(from..)?, " (").or_else(|| Some((&[], inside.strip_prefix(b"(")?)))?;
    let before = text.get(..text.len().checked_sub(name.len() + 2)?)?;
    (!name.is_empty()).then(|| (trim(before), name))
}
