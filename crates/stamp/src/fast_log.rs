//! `11/20/2026-10:11:12.123456`: fast.log of Suricata and Snort.

use crate::{
    time_of_day::{TimeOfDay, pair, year},
    written::Written,
};

pub(crate) fn read(text: &[u8]) -> Option<Written> {
    let [m1, m2, b'/', d1, d2, rest @ ..] = text else {
        return None;
    };
    let (year, rest) = match rest {
        [b'/', y1, y2, y3, y4, b'-', rest @ ..] => (Some(year([*y1, *y2, *y3, *y4])?), rest),
        [b'/', y3, y4, b'-', rest @ ..] => (Some(year([b'2', b'0', *y3, *y4])?), rest),
        [b'-', rest @ ..] => (None, rest),
        _ => return None,
    };
    let (time, rest) = TimeOfDay::read(rest)?;
    rest.is_empty().then_some(Written {
        year,
        month: pair(*m1, *m2)?,
        day: pair(*d1, *d2)?,
        time,
        offset_seconds: None,
        unsynchronised: false,
    })
}
