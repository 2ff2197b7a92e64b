//! `Nov 20 10:11:12`: RFC 3164 §4.1.2, and what is sent under its name.

use std::str::FromStr;

use chrono_tz::Tz;

use crate::{
    Parts,
    month::read_month,
    time_of_day::{TimeOfDay, pair, year},
    written::Written,
    zone::{read_offset, read_zone},
};

/// Reads the time in `first`; where it names no zone, the one counts that stands apart (CEF's `dtz`).
pub(crate) fn read(parts: Parts<'_>) -> Option<Written> {
    let written = read_text(parts.first)?;
    let offset_seconds = written.offset_seconds.or_else(|| parts.zone.and_then(read_apart));
    Some(Written { offset_seconds, ..written })
}

/// The zone of the IANA database that stands apart, where the time itself names none: its offset depends on the date.
/// A name without a region (`EST`) is an abbreviation that means several.
pub(crate) fn find_region(written: &Written, parts: Parts<'_>) -> Option<Tz> {
    let name = std::str::from_utf8(parts.zone?).ok()?;
    let is_open = written.offset_seconds.is_none() && name.contains('/');
    if is_open { Tz::from_str(name).ok() } else { None }
}

/// `UTC`, `+0100`, or what Java makes of an offset: `GMT+01:00`.
fn read_apart(zone: &[u8]) -> Option<i32> {
    read_java_offset(zone).or_else(|| read_zone(zone).flatten())
}

/// `GMT+01:00`, as Java's `z` writes a zone that has no name of its own.
fn read_java_offset(zone: &[u8]) -> Option<i32> {
    zone.strip_prefix(b"GMT").or_else(|| zone.strip_prefix(b"UTC")).and_then(read_offset)
}

/// The whole of it in one text.
pub(crate) fn read_text(text: &[u8]) -> Option<Written> {
    // Cisco IOS: `*` is a clock that was never set, `.` one that has lost its time server.
    let (unsynchronised, text) = match text {
        [b'*' | b'.', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let (year_in_front, text) = match text {
        [y1 @ b'0'..=b'9', y2, y3, y4, b' ', rest @ ..] => (Some(year([*y1, *y2, *y3, *y4])?), rest),
        _ => (None, text),
    };
    let [m1, m2, m3, b' ', rest @ ..] = text else {
        return None;
    };
    let month = read_month([*m1, *m2, *m3])?;
    let (day, rest) = read_day(rest)?;
    let (year_behind_day, rest) = match rest {
        [y1, y2, y3, y4, b' ', rest @ ..] => (Some(year([*y1, *y2, *y3, *y4])?), rest),
        _ => (None, rest),
    };
    let (time, behind) = TimeOfDay::read(rest)?;
    let (time, rest) = match behind {
        [b' ', b'A' | b'P', b'M'] | [b' ', b'A' | b'P', b'M', b' ', ..] => TimeOfDay::read_loose(rest)?,
        _ => (time, behind),
    };
    let tail = Tail::read(rest)?;
    let mut years = [year_in_front, year_behind_day, tail.year].into_iter().flatten();
    let year = years.next();
    if years.next().is_some() {
        return None;
    }
    Some(Written { year, month, day, time, offset_seconds: tail.offset_seconds, unsynchronised })
}

/// What may stand behind the time: a year, and a zone.
#[derive(Default)]
struct Tail {
    year: Option<i32>,
    offset_seconds: Option<i32>,
}

impl Tail {
    fn read(text: &[u8]) -> Option<Self> {
        let mut tail = Self::default();
        if text.is_empty() {
            return Some(tail);
        }
        let Some(rest) = text.strip_prefix(b" ") else {
            // Directly behind the time only an offset may stand.
            tail.offset_seconds = Some(read_offset(text)?);
            return Some(tail);
        };
        let mut zones = 0;
        for word in rest.split(|byte| *byte == b' ') {
            match word {
                [y1 @ b'0'..=b'9', y2, y3, y4] if tail.year.is_none() => {
                    tail.year = Some(year([*y1, *y2, *y3, *y4])?);
                }
                _ if zones == 0 => {
                    zones = 1;
                    tail.offset_seconds = match read_java_offset(word) {
                        None => read_zone(word)?,
                        offset => offset,
                    };
                }
                _ => return None,
            }
        }
        Some(tail)
    }
}

/// Reads a day with one digit, two digits or a blank and a digit, and the blank behind it.
fn read_day(text: &[u8]) -> Option<(u8, &[u8])> {
    match text {
        [b' ', ones, b' ', rest @ ..] | [ones, b' ', rest @ ..] => Some((pair(b'0', *ones)?, rest)),
        [tens, ones, b' ', rest @ ..] => Some((pair(*tens, *ones)?, rest)),
        _ => None,
    }
}
