//! `134396394720000000`: Windows FILETIME, steps of 100 ns since 1601-01-01T00:00:00Z
//! (<https://learn.microsoft.com/windows/win32/api/minwinbase/ns-minwinbase-filetime>).

use crate::{Interval, Stamp, Unreadable, UtcNanos, YearBasis, ZoneBasis};

/// Steps of 100 ns from 1601 to 1970.
const STEPS_TO_1970: i64 = 116_444_736_000_000_000;
const STEP_NANOS: i64 = 100;

/// Reads a decimal number, or a hexadecimal one behind `0x`.
pub(crate) fn read(text: &[u8]) -> Result<Stamp, Unreadable> {
    let steps = match text {
        [] => return Err(Unreadable::Grammar),
        [b'0', b'x' | b'X', digits @ ..] => read_number(digits, 16)?,
        digits => read_number(digits, 10)?,
    };
    let at = steps
        .checked_sub(STEPS_TO_1970)
        .and_then(|steps| steps.checked_mul(STEP_NANOS))
        .map(UtcNanos)
        .ok_or(Unreadable::OutOfRange)?;
    Ok(Stamp {
        at,
        read: Interval { earliest: at, latest: at.saturating_add(STEP_NANOS - 1) },
        precision_nanos: STEP_NANOS.unsigned_abs(),
        zone: ZoneBasis::Written,
        year: YearBasis::Written,
        unsynchronised: false,
    })
}

fn read_number(digits: &[u8], radix: u32) -> Result<i64, Unreadable> {
    let mut sum = 0_i64;
    for digit in digits {
        let value = char::from(*digit).to_digit(radix).ok_or(Unreadable::Grammar)?;
        sum = sum
            .checked_mul(i64::from(radix))
            .and_then(|sum| sum.checked_add(i64::from(value)))
            .ok_or(Unreadable::OutOfRange)?;
    }
    if digits.is_empty() { Err(Unreadable::Grammar) } else { Ok(sum) }
}
