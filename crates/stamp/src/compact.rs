//! `20261120T101112Z`: the basic form of ISO 8601, with and without the `T`; with two digits for the year, a blank and
//! colons as MySQL 5.5 and older write it (`261120 10:11:12`); with a colon in place of the `T` (Zabbix).

use crate::{
    time_of_day::{Fraction, TimeOfDay, pair, year},
    written::Written,
    zone::read_zone_behind,
};

pub(crate) fn read(text: &[u8]) -> Option<Written> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (year, rest) = match (digits, text) {
        (6, [y3, y4, rest @ ..]) => (year([b'2', b'0', *y3, *y4])?, rest),
        (8 | 14, [y1, y2, y3, y4, rest @ ..]) => (year([*y1, *y2, *y3, *y4])?, rest),
        _ => return None,
    };
    let [m1, m2, d1, d2, rest @ ..] = rest else {
        return None;
    };
    let rest = match rest {
        [b'T' | b't' | b' ' | b'-' | b'_' | b':', rest @ ..] => rest,
        _ if digits == 14 => rest,
        _ => return None,
    };
    // MySQL fills the hour with a blank.
    let (time, rest) = match rest {
        [b' ', h2, b':', m1, m2, b':', s1, s2, rest @ ..] => (read_time([b'0', *h2, *m1, *m2, *s1, *s2])?, rest),
        [_, _, b':', ..] => {
            let (time, rest) = TimeOfDay::read(rest)?;
            return build(year, [*m1, *m2, *d1, *d2], time, rest);
        }
        [h1, h2, m1, m2, s1, s2, rest @ ..] => (read_time([*h1, *h2, *m1, *m2, *s1, *s2])?, rest),
        _ => return None,
    };
    let (fraction, rest) = Fraction::read(rest)?;
    build(year, [*m1, *m2, *d1, *d2], TimeOfDay { fraction, ..time }, rest)
}

fn read_time([h1, h2, m1, m2, s1, s2]: [u8; 6]) -> Option<TimeOfDay> {
    Some(TimeOfDay { hour: pair(h1, h2)?, minute: pair(m1, m2)?, second: pair(s1, s2)?, fraction: Fraction::WHOLE })
}

fn build(year: i32, [m1, m2, d1, d2]: [u8; 4], time: TimeOfDay, rest: &[u8]) -> Option<Written> {
    Some(Written {
        year: Some(year),
        month: pair(m1, m2)?,
        day: pair(d1, d2)?,
        time,
        offset_seconds: read_zone_behind(rest)?,
        unsynchronised: false,
    })
}
