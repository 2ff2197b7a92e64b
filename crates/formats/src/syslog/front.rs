//! What syslog daemons put before a header or before a message, and what belongs to neither.

use model::{Field, Record};

use super::{Envelope, rfc3164::cut_sure_tag};
use crate::{
    body::locate,
    syntax::{
        cut::{cut_at, cut_digits, cut_text, cut_word, is_number, skip_blanks},
        front as syntax_front,
        syslog_time::LeadingTime,
    },
};

/// A count of octets has no more digits than this: 10 MB.
const COUNT_DIGITS_MAX: usize = 8;

/// A facility and a severity by name are no longer.
const LEVEL_BYTES_MAX: usize = 40;

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

/// Cuts `<auth.info> ` or `<4.6> ` off, which FreeBSD's `syslogd -v` writes before the host.
pub(super) fn cut_facility<'a>(raw: &[u8], text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let Some((level, rest)) = text.strip_prefix(b"<").and_then(|inside| cut_at(inside, b'>')) else { return text };
    let is_level = level.len() <= LEVEL_BYTES_MAX
        && level.contains(&b'.')
        && level.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'.');
    match rest.strip_prefix(b" ").filter(|_| is_level) {
        Some(rest) => {
            record.push("facility_and_severity", None, locate(raw, level));
            rest
        }
        None => text,
    }
}

/// Cuts `Fri Nov 20 10:11:12 2026 kern.warn ` off, which OpenWrt's `logread` writes before the program, with the
/// moment in brackets behind the time where it is asked for that.
pub(super) fn cut_logread<'a>(raw: &[u8], text: &'a [u8], record: &mut Record) -> Option<(LeadingTime<'a>, &'a [u8])> {
    const LEVELS: [&[u8]; 8] = [b"emerg", b"alert", b"crit", b"err", b"warn", b"notice", b"info", b"debug"];
    if !matches!(text, [b'A'..=b'Z', _, _, b' ', b'A'..=b'Z', _, _, b' ', ..]) {
        return None;
    }
    let time = syntax_front::cut_front(text)?;
    let rest = time.rest.strip_prefix(b" ")?;
    let rest = rest.strip_prefix(b"[").and_then(|rest| cut_text(rest, "] ")).map_or(rest, |(_, rest)| rest);
    let (word, rest) = cut_word(rest);
    let (facility, level) = cut_at(word, b'.').filter(|(facility, _)| is_facility(facility))?;
    let level = LEVELS.contains(&level).then_some(level)?;
    record.push("facility", None, locate(raw, facility));
    record.push("severity", Some(Field::LogLevel), locate(raw, level));
    Some((time, rest))
}

/// True for a facility's name in lower case.
fn is_facility(name: &[u8]) -> bool {
    const FACILITIES: [&[u8]; 15] = [
        b"auth",
        b"authpriv",
        b"security",
        b"cron",
        b"daemon",
        b"ftp",
        b"kern",
        b"lpr",
        b"mail",
        b"news",
        b"syslog",
        b"user",
        b"uucp",
        b"caa",
        b"aso",
    ];
    FACILITIES.contains(&name) || matches!(name, [b'l', b'o', b'c', b'a', b'l', b'0'..=b'7'])
}

/// Skips `auth|security:info `, which AIX' syslogd writes between the host and the program, and F5's `notice `.
pub(super) fn skip_level(text: &[u8]) -> Option<&[u8]> {
    const LEVELS: [&[u8]; 9] =
        [b"emerg", b"alert", b"crit", b"err", b"error", b"warning", b"notice", b"info", b"debug"];
    if !text.first().is_some_and(u8::is_ascii_lowercase) {
        return None;
    }
    let end = text.iter().take(LEVEL_BYTES_MAX).position(|byte| *byte == b' ')?;
    let (word, rest) = text.split_at_checked(end)?;
    if LEVELS.contains(&word) {
        // Any message may begin with such a word: only a program with its number shows what it is.
        let rest = skip_blanks(rest);
        return cut_sure_tag(rest).map(|_| rest);
    }
    let (facility, level) = cut_at(word, b':').filter(|(facility, _)| !facility.is_empty())?;
    let is_facility = facility.split(|byte| *byte == b'|').all(is_facility);
    let is_level = LEVELS.contains(&level);
    (is_facility && is_level).then(|| skip_blanks(rest))
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
