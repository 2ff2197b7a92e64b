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
    /// How long one step of the last written digit is; 1 ns beyond the ninth.
    pub(crate) precision_nanos: u32,
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
}

impl Fraction {
    /// Reads `.` or `,` and digits, or nothing; gives what stands behind it. None where no digit follows the point.
    pub(crate) fn read(text: &[u8]) -> Option<(Self, &[u8])> {
        let mut fraction = Self { nanos: 0, precision_nanos: 1_000_000_000 };
        let [b'.' | b',', digits @ ..] = text else {
            return Some((fraction, text));
        };
        let mut rest = digits;
        while let [byte @ b'0'..=b'9', behind @ ..] = rest {
            // Digits beyond the ninth are dropped, which goes downwards.
            if fraction.precision_nanos > 1 {
                fraction.precision_nanos /= 10;
                fraction.nanos += u32::from(byte - b'0') * fraction.precision_nanos;
            }
            rest = behind;
        }
        (rest.len() < digits.len()).then_some((fraction, rest))
    }
}

/// Two digits.
pub(crate) const fn pair(tens: u8, ones: u8) -> Option<u8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    if tens <= 9 && ones <= 9 { Some(tens * 10 + ones) } else { None }
}

/// Four digits.
pub(crate) fn year(digits: [u8; 4]) -> Option<i32> {
    let [y1, y2, y3, y4] = digits;
    Some(i32::from(pair(y1, y2)?) * 100 + i32::from(pair(y3, y4)?))
}
