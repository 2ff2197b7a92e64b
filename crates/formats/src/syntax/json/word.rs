//! JSON's values without quotes: numbers, `true`, `false` and `null`.

use super::Kind;
use crate::syntax::cut::cut_digits;

/// What a word is; none for what is no value of JSON.
pub(super) fn find_kind(word: &[u8]) -> Option<Kind> {
    match word {
        b"true" | b"false" => Some(Kind::Bool),
        b"null" => Some(Kind::Null),
        word => is_number(word).then_some(Kind::Number),
    }
}

/// How long the digits are that a text begins with, where they are a whole number beyond doubt, as most words are.
#[inline]
pub(super) fn measure_whole_number(text: &[u8]) -> Option<usize> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_whole = matches!(text.get(digits)?, b',' | b'}' | b']' | b' ');
    let is_number = digits == 1 || digits > 1 && text.first() != Some(&b'0');
    (is_whole && is_number).then_some(digits)
}

/// How long the word is that a text begins with.
pub(super) fn measure_word(text: &[u8]) -> usize {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_');
    text.iter().position(|byte| !is_word(byte)).unwrap_or(text.len())
}

/// RFC 8259 §6.
fn is_number(word: &[u8]) -> bool {
    let word = word.strip_prefix(b"-").unwrap_or(word);
    let (whole, rest) = cut_digits(word);
    if whole.is_empty() || (whole.len() > 1 && whole.starts_with(b"0")) {
        return false;
    }
    let rest = match rest.strip_prefix(b".") {
        None => rest,
        Some(fraction) => match cut_digits(fraction) {
            ([], _) => return false,
            (_, rest) => rest,
        },
    };
    match rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        None => rest.is_empty(),
        Some(power) => {
            let power = power.strip_prefix(b"+").or_else(|| power.strip_prefix(b"-")).unwrap_or(power);
            matches!(cut_digits(power), ([_, ..], []))
        }
    }
}
