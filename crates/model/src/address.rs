//! Addresses as text.

/// True for four numbers from 0 to 255 without zeros in front, joined by dots: what the
/// standard library takes for an IPv4 address (RFC 6943 §3.1.1, the strict form).
///
/// Most addresses of a log are such, and this costs a fraction of a parser for both versions.
#[must_use]
pub fn is_ipv4(text: &[u8]) -> bool {
    let mut rest = text;
    for _ in 0..3 {
        match cut_octet(rest) {
            Some([b'.', after @ ..]) => rest = after,
            _ => return false,
        }
    }
    cut_octet(rest) == Some(&[])
}

/// What follows a number from 0 to 255 without zeros in front.
#[inline]
fn cut_octet(text: &[u8]) -> Option<&[u8]> {
    let (ones, rest) = cut_digit(text)?;
    if ones == 0 {
        return Some(rest);
    }
    let Some((next, rest)) = cut_digit(rest) else { return Some(rest) };
    let tens = ones * 10 + next;
    let Some((last, rest)) = cut_digit(rest) else { return Some(rest) };
    (tens < 25 || tens == 25 && last <= 5).then_some(rest)
}

#[inline]
fn cut_digit(text: &[u8]) -> Option<(u8, &[u8])> {
    let (first, rest) = text.split_first()?;
    let digit = first.wrapping_sub(b'0');
    (digit <= 9).then_some((digit, rest))
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::is_ipv4;

    #[test]
    fn takes_the_same_as_the_standard_library() {
        // Every text of a few pieces, so that each rule meets each other.
        let pieces = ["", "0", "00", "01", "7", "25", "255", "256", "1000", ".", "x"];
        for a in pieces {
            for b in pieces {
                for text in [
                    format!("{a}.{b}.2.3"),
                    format!("1.{a}.{b}.3"),
                    format!("{a}{b}.1.2.3"),
                    format!("1.2.{a}.{b}"),
                    format!("1.2.3{a}{b}"),
                    format!("1.2.3.4{a}{b}"),
                ] {
                    assert_eq!(is_ipv4(text.as_bytes()), text.parse::<Ipv4Addr>().is_ok(), "{text}");
                }
            }
        }
    }
}
