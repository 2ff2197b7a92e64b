//! One way to write what devices write in several: numbers, hardware addresses, hashes, lower case.

use model::Value;
use stamp::UtcNanos;

use crate::fit::Fit;

/// The most digits that fit into 64 bits whatever they are.
const DIGITS_SURE: usize = 19;

/// True for digits that are a number of 64 bits beyond doubt.
#[inline]
pub(crate) fn is_plain_number(bytes: &[u8]) -> bool {
    (1..=DIGITS_SURE).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit)
}

/// Fits the value of a number field: an unsigned decimal number, `0x` and hexadecimal digits, or a decimal number with
/// a fraction of zeros, as JSON writers make of integers.
pub(crate) fn fit_number(value: &Value, bytes: &[u8]) -> Fit {
    if bytes.iter().all(u8::is_ascii_digit) {
        return if is_plain_number(bytes) || parse_digits(bytes, 10).is_some() { Fit::Keep } else { Fit::Misfit };
    }
    let number = match bytes {
        [b'0', b'x' | b'X', digits @ ..] => parse_digits(digits, 16),
        _ => split_zeros(bytes).and_then(|digits| parse_digits(digits, 10)),
    };
    number.map_or(Fit::Misfit, |number| Fit::Replace(Value::Number { number, span: value.span() }))
}

fn parse_digits(digits: &[u8], radix: u32) -> Option<u64> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_u64, |sum, byte| {
        let digit = char::from(*byte).to_digit(radix)?;
        sum.checked_mul(u64::from(radix))?.checked_add(u64::from(digit))
    })
}

/// What stands before `.0`, `.00` and so on.
fn split_zeros(bytes: &[u8]) -> Option<&[u8]> {
    let point = bytes.iter().position(|byte| *byte == b'.')?;
    let (whole, fraction) = bytes.split_at_checked(point)?;
    let is_zeros = fraction.len() > 1 && fraction.iter().skip(1).all(|byte| *byte == b'0');
    is_zeros.then_some(whole)
}

/// Fits the value of a moment field that a format did not hand over as a time: RFC 3339 with its offset.
pub(crate) fn fit_moment(value: &Value, bytes: &[u8]) -> Fit {
    let at = std::str::from_utf8(bytes).ok().and_then(|text| UtcNanos::parse_rfc3339(text).ok());
    at.map_or(Fit::Misfit, |at| match u64::try_from(at.0) {
        Ok(number) => Fit::Replace(Value::Number { number, span: value.span() }),
        Err(_before_1970) => Fit::Keep,
    })
}

/// Fits a hardware address: ECS writes it in upper case with hyphens (RFC 7042 §2.1). Read are octets apart by `:` or
/// `-`, groups of four digits apart by dots, and digits alone; 48 or 64 bits.
pub(crate) fn fit_mac(value: &Value, bytes: &[u8]) -> Fit {
    if let Some(text) = bytes.try_into().ok().and_then(spell_octets) {
        if text == bytes {
            return Fit::Keep;
        }
        return Fit::Replace(Value::Text { text: text_of(&text).into(), span: value.span() });
    }
    // Sixteen digits, seven hyphens.
    let mut text = [b'-'; 23];
    let mut places = text.chunks_mut(3).flat_map(|octet| octet.iter_mut().take(2));
    let mut digits = 0_usize;
    for byte in bytes {
        let digit = match byte {
            b'0'..=b'9' | b'A'..=b'F' => *byte,
            b'a'..=b'f' => *byte - 32,
            b':' | b'-' if digits > 0 && digits.is_multiple_of(2) => continue,
            b'.' if digits > 0 && digits.is_multiple_of(4) => continue,
            _ => return Fit::Misfit,
        };
        digits += 1;
        match places.next() {
            Some(place) => *place = digit,
            None => return Fit::Misfit,
        }
    }
    let text = match digits {
        12 => text.get(..17),
        16 => Some(&text[..]),
        _ => None,
    };
    match text.and_then(|text| std::str::from_utf8(text).ok()) {
        Some(text) if text.as_bytes() == bytes => Fit::Keep,
        Some(text) => Fit::Replace(Value::Text { text: text.into(), span: value.span() }),
        None => Fit::Misfit,
    }
}

/// How long six octets are with what parts them.
const MAC_BYTES: usize = 17;

/// Six octets apart by `:` or `-`, as most are written, in upper case with hyphens; none where it is anything else.
fn spell_octets(bytes: &[u8; MAC_BYTES]) -> Option<[u8; MAC_BYTES]> {
    let mut text = *bytes;
    for octet in text.chunks_mut(3) {
        let (digits, mark) = octet.split_at_mut_checked(2)?;
        for digit in digits {
            *digit = digit.is_ascii_hexdigit().then(|| digit.to_ascii_uppercase())?;
        }
        if let [mark] = mark {
            *mark = matches!(mark, b':' | b'-').then_some(b'-')?;
        }
    }
    Some(text)
}

/// Fits a hash: lower case, where it is hexadecimal.
pub(crate) fn fit_hash(value: &Value, bytes: &[u8]) -> Fit {
    if bytes.iter().all(u8::is_ascii_hexdigit) { fit_lower(value, bytes) } else { Fit::Keep }
}

/// Fits a word that is written in lower case by convention.
pub(crate) fn fit_lower(value: &Value, bytes: &[u8]) -> Fit {
    if !bytes.iter().any(u8::is_ascii_uppercase) {
        return Fit::Keep;
    }
    let mut text = text_of(bytes);
    text.make_ascii_lowercase();
    Fit::Replace(Value::Text { text: text.into(), span: value.span() })
}

/// Bytes as text; what is no UTF-8 is U+FFFD.
fn text_of(bytes: &[u8]) -> String {
    // Nearly all of it is, which this sees sooner than a search for what is not.
    std::str::from_utf8(bytes).map_or_else(|_not_utf8| String::from_utf8_lossy(bytes).into_owned(), str::to_owned)
}
