//! `Fri Nov 20 10:11:12 2026`: C's `asctime`, with a weekday in front that is not looked at (Snare, Apache's error log,
//! OpenVPN), and `date`'s form, whose zone stands before the year.

use crate::{rfc3164, written::Written};

pub(crate) fn read(text: &[u8]) -> Option<Written> {
    let [a, b, c, rest @ ..] = text else {
        return None;
    };
    if ![a, b, c].iter().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let rest = rest.strip_prefix(b",").unwrap_or(rest).strip_prefix(b" ")?;
    rfc3164::read_text(rest)
}
