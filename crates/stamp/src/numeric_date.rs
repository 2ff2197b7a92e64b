//! Dates in digits, in the order that the form names: `2026/11/20`, `11/20/2026`, `20.11.2026`, and a time of day that
//! may end with its minute and may be counted by twelve hours.

use crate::{
    time_of_day::{TimeOfDay, take_number, year},
    written::Written,
    zone::read_zone_behind,
};

/// What stands first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Ymd,
    Mdy,
    Dmy,
}

pub(crate) fn read(order: Order, text: &[u8]) -> Option<Written> {
    let (year, month, day, rest) = match order {
        Order::Ymd => {
            let (year, mark, rest) = take_year(text)?;
            let (month, rest) = take_number(rest)?;
            let (day, rest) = take_number(rest.strip_prefix(&[mark])?)?;
            (year, month, day, rest)
        }
        Order::Mdy | Order::Dmy => {
            let (first, rest) = take_number(text)?;
            let [mark @ (b'/' | b'-' | b'.'), rest @ ..] = rest else {
                return None;
            };
            let (second, rest) = take_number(rest)?;
            let (year, rest) = take_last_year(rest.strip_prefix(&[*mark])?)?;
            let (month, day) = if order == Order::Mdy { (first, second) } else { (second, first) };
            (year, month, day, rest)
        }
    };
    let rest = match rest {
        // A blank that fills an hour of one digit (MariaDB).
        [b' ', b' ', rest @ ..] if rest.get(1) == Some(&b':') => rest,
        [b',', b' ', rest @ ..] | [b' ' | b'T' | b't' | b'-' | b':' | b'_', rest @ ..] => rest,
        _ => return None,
    };
    let (time, rest) = TimeOfDay::read_loose(rest)?;
    Some(Written { year: Some(year), month, day, time, offset_seconds: read_zone_behind(rest)?, unsynchronised: false })
}

fn take_year(text: &[u8]) -> Option<(i32, u8, &[u8])> {
    let [y1, y2, y3, y4, mark @ (b'/' | b'-' | b'.' | b':'), rest @ ..] = text else {
        return None;
    };
    Some((year([*y1, *y2, *y3, *y4])?, *mark, rest))
}

/// Four digits, or two of this century.
fn take_last_year(text: &[u8]) -> Option<(i32, &[u8])> {
    match text {
        [y1, y2, y3 @ b'0'..=b'9', y4, rest @ ..] => Some((year([*y1, *y2, *y3, *y4])?, rest)),
        [y3, y4, rest @ ..] => Some((year([b'2', b'0', *y3, *y4])?, rest)),
        _ => None,
    }
}
