//! The time of day: `hh:mm:ss` and its fraction, the same in every form; and the digits that all forms are made of.

/// A time of day as written. That its parts name a moment is not yet known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimeOfDay {
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    pub(crate) second: u8,
    pub(crate) fraction: Fraction,
}

/// A part of a second, from 0 to 999 999 999 ns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fraction {
    pub(crate) nanos: u32,
    /// How long one step of the last written digit is: 1 ns beyond the ninth, a minute where no second is written.
    pub(crate) precision_nanos: u64,
}

impl TimeOfDay {
    /// Reads `hh:mm:ss` and a fraction; gives what stands behind it.
    pub(crate) fn read(text: &[u8]) -> Option<(Self, &[u8])> {
        let [h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = text else {
            return None;
        };
        let (fraction, rest) = Fraction::read(rest)?;
        Some((Self { hour: pair(*h1, *h2)?, minute: pair(*m1, *m2)?, second: pair(*s1, *s2)?, fraction }, rest))
    }

    /// Reads the same with an hour of one digit, without a second, and with `AM` or `PM` behind it.
    pub(crate) fn read_loose(text: &[u8]) -> Option<(Self, &[u8])> {
        let (hour, rest) = take_number(text)?;
        let [b':', m1, m2, rest @ ..] = rest else {
            return None;
        };
        let (second, fraction, rest) = match rest {
            [b':', s1, s2, rest @ ..] => {
                let (fraction, rest) = Fraction::read(rest)?;
                (pair(*s1, *s2)?, fraction, rest)
            }
            _ => (0, Fraction::MINUTE, rest),
        };
        let (hour, rest) = match rest {
            [b' ', half @ (b'A' | b'a' | b'P' | b'p'), b'M' | b'm', rest @ ..]
            | [half @ (b'A' | b'a' | b'P' | b'p'), b'M' | b'm', rest @ ..] => {
                // Twelve is the first hour of each half.
                let of_half = if hour == 12 { 0 } else { hour };
                let is_hour = (1..=12).contains(&hour);
                (if half.eq_ignore_ascii_case(&b'P') { of_half + 12 } else { of_half }, is_hour.then_some(rest)?)
            }
            _ => (hour, rest),
        };
        Some((Self { hour, minute: pair(*m1, *m2)?, second, fraction }, rest))
    }
}

impl Fraction {
    /// None is written behind the second.
    pub(crate) const WHOLE: Self = Self { nanos: 0, precision_nanos: 1_000_000_000 };
    /// Not even the second is written.
    const MINUTE: Self = Self { nanos: 0, precision_nanos: 60_000_000_000 };

    /// Reads `.` or `,` and digits, or nothing; gives what stands behind it. None where no digit follows the point.
    pub(crate) fn read(text: &[u8]) -> Option<(Self, &[u8])> {
        let [b'.' | b',', digits @ ..] = text else {
            return Some((Self::WHOLE, text));
        };
        let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = digits.split_at_checked(count)?;
        // Digits beyond the ninth are dropped, which goes downwards.
        let read = digits.iter().take(9).fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
        let step = *STEPS.get(count.min(9))?;
        (count > 0).then_some((Self { nanos: read * step, precision_nanos: u64::from(step) }, rest))
    }
}

/// One step of the last digit, in nanoseconds, by how many digits there are.
const STEPS: [u32; 10] = [1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

/// Two digits.
pub(crate) const fn pair(tens: u8, ones: u8) -> Option<u8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    if tens <= 9 && ones <= 9 { Some(tens * 10 + ones) } else { None }
}

/// Takes one or two digits; gives what stands behind them.
pub(crate) fn take_number(text: &[u8]) -> Option<(u8, &[u8])> {
    match text {
        [tens, ones @ b'0'..=b'9', rest @ ..] => Some((pair(*tens, *ones)?, rest)),
        [ones, rest @ ..] => Some((pair(b'0', *ones)?, rest)),
        [] => None,
    }
}

/// Four digits.
pub(crate) fn year(digits: [u8; 4]) -> Option<i32> {
    let [y1, y2, y3, y4] = digits;
    Some(i32::from(pair(y1, y2)?) * 100 + i32::from(pair(y3, y4)?))
}
