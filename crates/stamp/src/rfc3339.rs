//! `2026-11-20T10:11:12.123Z`: RFC 3339 §5.6 and RFC 5424 §6.2.3.

use crate::{
    time_of_day::{TimeOfDay, pair, year},
    written::Written,
    zone::read_zone_behind,
};

pub(crate) fn read(text: &[u8]) -> Option<Written> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T' | b't' | b' ', rest @ ..] = text else {
        return None;
    };
    let (time, rest) = TimeOfDay::read(rest)?;
    Some(Written {
        year: Some(year([*y1, *y2, *y3, *y4])?),
        month: pair(*m1, *m2)?,
        day: pair(*d1, *d2)?,
        time,
        offset_seconds: read_zone_behind(rest)?,
        unsynchronised: false,
    })
}

/// As [`read`], where a missing offset stands for UTC.
pub(crate) fn read_utc(text: &[u8]) -> Option<Written> {
    let written = read(text)?;
    Some(Written { offset_seconds: written.offset_seconds.or(Some(0)), ..written })
}
