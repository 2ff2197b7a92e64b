//! `<PRI>`: facility times eight and severity (RFC 5424 §6.2.1, RFC 3164 §4.1.1).

use model::{DiagnosticKind, Field, Record};

use crate::{
    body::locate,
    syntax::cut::{cut_at, read_number},
};

/// The highest priority: facility 23, severity 7.
const PRIORITY_MAX: u64 = 191;

/// Longer ones are not taken for a priority at all.
const PRIORITY_BYTES_MAX: usize = 10;

/// Reads a priority at the front. True where one stands there, even one that makes no sense; and what follows.
pub(super) fn read_priority<'a>(raw: &[u8], text: &'a [u8], record: &mut Record) -> (bool, &'a [u8]) {
    if let Some((digits, number, rest)) = cut_plain(text) {
        record.push_number(Field::LogSyslogPriority, number, locate(raw, digits));
        return (true, rest);
    }
    let none = (false, text);
    let Some((digits, rest)) = text.strip_prefix(b"<").and_then(|text| cut_at(text, b'>')) else { return none };
    let digits_only = digits.iter().enumerate().all(|(at, byte)| byte.is_ascii_digit() || (at == 0 && *byte == b'-'));
    if digits.len() > PRIORITY_BYTES_MAX || !digits_only {
        return none;
    }
    let at = locate(raw, digits);
    match read_number(digits) {
        Some(number) if number <= PRIORITY_MAX && digits.len() <= 3 => {
            record.push_number(Field::LogSyslogPriority, number, at);
        }
        _ => record.diagnose(DiagnosticKind::Priority, at),
    }
    (true, rest)
}

/// Cuts a priority off the front that is written as it should be, as nearly every one is: its digits, its number, and
/// what follows.
#[inline]
fn cut_plain(text: &[u8]) -> Option<(&[u8], u64, &[u8])> {
    let inside = text.strip_prefix(b"<")?;
    let (len, number) = match inside {
        [a @ b'0'..=b'9', b'>', ..] => (1, number_of([b'0', b'0', *a])),
        [a @ b'0'..=b'9', b @ b'0'..=b'9', b'>', ..] => (2, number_of([b'0', *a, *b])),
        [a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', b'>', ..] => (3, number_of([*a, *b, *c])),
        _ => return None,
    };
    let (digits, rest) = inside.split_at_checked(len)?;
    (number <= PRIORITY_MAX).then_some((digits, number, rest.get(1..)?))
}

/// The number that three digits write.
fn number_of(digits: [u8; 3]) -> u64 {
    digits.into_iter().fold(0, |number, digit| number * 10 + u64::from(digit.wrapping_sub(b'0')))
}
