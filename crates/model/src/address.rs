//! Addresses as text.

/// True for four numbers from 0 to 255 without zeros in front, joined by dots: what the
/// standard library takes for an IPv4 address (RFC 6943 §3.1.1, the strict form).
///
/// Most addresses of a log are such, and this costs a fraction of a parser for both versions.
#[must_use]
pub fn is_ipv4(text: &[u8]) -> bool {
    let (mut parts, mut digits, mut number) = (0_u32, 0_u32, 0_u32);
    for byte in text {
        match byte {
            b'0'..=b'9' => {
                let is_zero_in_front = digits > 0 && number == 0;
                number = number * 10 + u32::from(byte - b'0');
                digits += 1;
                if is_zero_in_front || number > 255 {
                    return false;
                }
            }
            b'.' if digits > 0 && parts < 3 => {
                parts += 1;
                (digits, number) = (0, 0);
            }
            _ => return false,
        }
    }
    parts == 3 && digits > 0
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
