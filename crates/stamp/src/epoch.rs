//! `1795169472.123`: time since 1970, in a unit that the count of digits tells.

use crate::{Interval, Stamp, Unreadable, UtcNanos, YearBasis, ZoneBasis, time_of_day::Fraction};

pub(crate) fn read(text: &[u8]) -> Result<Stamp, Unreadable> {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (whole, rest) = text.split_at_checked(count).ok_or(Unreadable::Grammar)?;
    let (fraction, rest) = Fraction::read(rest).ok_or(Unreadable::Grammar)?;
    if whole.is_empty() || !rest.is_empty() {
        return Err(Unreadable::Grammar);
    }
    // A unit holds its digits up to the year 5138 at least: no time that was ever written falls between two units.
    let (unit_nanos, fraction_divisor) = match count {
        ..=11 => (1_000_000_000, 1),
        12..=14 => (1_000_000, 1_000),
        15..=17 => (1_000, 1_000_000),
        _ => (1, 1_000_000_000),
    };
    let at = whole
        .iter()
        .try_fold(0_i64, |sum, byte| sum.checked_mul(10)?.checked_add(i64::from(byte - b'0')))
        .and_then(|whole| whole.checked_mul(unit_nanos))
        .and_then(|whole| whole.checked_add(i64::from(fraction.nanos) / fraction_divisor))
        .map(UtcNanos)
        .ok_or(Unreadable::OutOfRange)?;
    let precision_nanos = (fraction.precision_nanos / fraction_divisor.unsigned_abs()).max(1);
    Ok(Stamp {
        at,
        read: Interval { earliest: at, latest: at.saturating_add_unsigned(precision_nanos - 1) },
        precision_nanos,
        zone: ZoneBasis::Written,
        year: YearBasis::Written,
        unsynchronised: false,
    })
}
