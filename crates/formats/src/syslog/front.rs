//! What syslog daemons put before a header or before a message, and what belongs to neither.

use model::{Field, Record};

use super::Envelope;
use crate::{
    body::locate,
    syntax::cut::{cut_at, cut_digits, cut_text, is_number, skip_blanks},
};

/// A count of octets has no more digits than this: 10 MB.
const COUNT_DIGITS_MAX: usize = 8;

/// Cuts a count of octets (RFC 6587 §3.4.1) off the front: framing leaves it there where the count is wrong.
pub(super) fn cut_count<'a>(raw: &[u8], text: &'a [u8], record: &mut Record) -> &'a [u8] {
    if !text.first().is_some_and(u8::is_ascii_digit) {
        return text;
    }
    let (count, rest) = cut_digits(text);
    match rest.strip_prefix(b" ").filter(|rest| count.len() <= COUNT_DIGITS_MAX && rest.starts_with(b"<")) {
        Some(rest) => {
            record.push("octet_count", None, locate(raw, count));
            rest
        }
        None => text,
    }
}

/// Cuts off the message what a daemon put before it or around it: Solaris' message id, a count of repetitions.
pub(super) fn cut_front(raw: &[u8], envelope: &mut Envelope, record: &mut Record) {
    let text = envelope.body.of(raw);
    let rest = match text.first() {
        Some(b'[') => cut_solaris(raw, text, record),
        Some(b'm' | b'l' | b'-') => cut_repetition(raw, text, record),
        _ => None,
    };
    if let Some(rest) = rest {
        envelope.body = locate(raw, rest);
    }
}

/// `[ID 800047 auth.info] ` (`log(4D)`: the id is a hash of the message's format).
fn cut_solaris<'a>(raw: &[u8], text: &'a [u8], record: &mut Record) -> Option<&'a [u8]> {
    let (inside, rest) = cut_at(text.strip_prefix(b"[ID ")?, b']')?;
    let (id, level) = cut_at(inside, b' ').filter(|(id, _)| is_number(id))?;
    record.push("msgid", Some(Field::LogSyslogMsgid), locate(raw, id));
    record.push("facility_and_severity", None, locate(raw, level));
    Some(skip_blanks(rest))
}

/// `message repeated 2 times: [ the message]`, which rsyslog writes in place of the repetitions, and `last message
/// repeated 2 times`, after which there is nothing to read.
fn cut_repetition<'a>(raw: &[u8], text: &'a [u8], record: &mut Record) -> Option<&'a [u8]> {
    let text = text.strip_prefix(b"--- ").unwrap_or(text);
    let is_last = text.starts_with(b"last ");
    let (count, rest) = cut_digits(text.strip_prefix(b"last ").unwrap_or(text).strip_prefix(b"message repeated ")?);
    let rest = rest.strip_prefix(b" time").filter(|_| !count.is_empty())?;
    record.push("repeated", None, locate(raw, count));
    if is_last {
        return None;
    }
    let (_, message) = cut_text(rest, ": [")?;
    Some(skip_blanks(message.strip_suffix(b"]").unwrap_or(message)))
}
