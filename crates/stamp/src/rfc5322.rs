//! `Fri, 20 Nov 2026 10:11:12 +0100`: RFC 5322 §3.3, and what is written in its order: no weekday, one digit for the
//! day, hyphens, slashes, a blank or nothing between day, month and year, two digits for the year.

use crate::{
    month::read_month,
    time_of_day::{TimeOfDay, pair, year},
    written::Written,
    zone::read_zone_behind,
};

pub(crate) fn read(text: &[u8]) -> Option<Written> {
    let text = match text {
        [a, b, c, b',', b' ', rest @ ..] if [a, b, c].iter().all(|byte| byte.is_ascii_alphabetic()) => rest,
        _ => text,
    };
    let (day, mark, rest) = match text {
        // `20Nov2026`, as Check Point's `fw log` prints it.
        [b'0'..=b'9', b'a'..=b'z' | b'A'..=b'Z', ..] | [b'0'..=b'9', b'0'..=b'9', b'a'..=b'z' | b'A'..=b'Z', ..] => {
            return read_joined(text);
        }
        [ones, mark @ (b' ' | b'-' | b'/'), rest @ ..] => (pair(b'0', *ones)?, *mark, rest),
        [b' ', ones, mark @ (b' ' | b'-' | b'/'), rest @ ..] => (pair(b'0', *ones)?, *mark, rest),
        [tens, ones, mark @ (b' ' | b'-' | b'/'), rest @ ..] => (pair(*tens, *ones)?, *mark, rest),
        _ => return None,
    };
    let [m1, m2, m3, second, rest @ ..] = rest else {
        return None;
    };
    let (year, rest) = match rest {
        // Redis before 4 wrote no year.
        [_, _, b':', ..] => (None, rest),
        [y1, y2, y3, y4, b' ' | b':', rest @ ..] => (Some(year([*y1, *y2, *y3, *y4])?), rest),
        // RFC 5322 §4.3: 00 to 49 are of this century.
        [y3, y4, b' ', rest @ ..] => {
            let short = i32::from(pair(*y3, *y4)?);
            (Some(if short < 50 { 2_000 + short } else { 1_900 + short }), rest)
        }
        _ => return None,
    };
    let (time, rest) = TimeOfDay::read(rest)?;
    (*second == mark).then_some(())?;
    Some(Written {
        year,
        month: read_month([*m1, *m2, *m3])?,
        day,
        time,
        offset_seconds: read_zone_behind(rest)?,
        unsynchronised: false,
    })
}

/// Reads `20Nov2026 10:11:12`.
fn read_joined(text: &[u8]) -> Option<Written> {
    let (day, rest) = match text {
        [tens, ones @ b'0'..=b'9', rest @ ..] => (pair(*tens, *ones)?, rest),
        [ones, rest @ ..] => (pair(b'0', *ones)?, rest),
        [] => return None,
    };
    let [m1, m2, m3, y1, y2, y3, y4, b' ', rest @ ..] = rest else { return None };
    // A blank fills an hour of one digit.
    let (time, rest) = TimeOfDay::read_loose(rest.strip_prefix(b" ").unwrap_or(rest))?;
    Some(Written {
        year: Some(year([*y1, *y2, *y3, *y4])?),
        month: read_month([*m1, *m2, *m3])?,
        day,
        time,
        offset_seconds: read_zone_behind(rest)?,
        unsynchronised: false,
    })
}
