//! Programs whose names hold blanks, as those of macOS and Windows do.

use super::rfc3164::{LEVELS, Tag};
use crate::syntax::{
    cut::{cut_at, cut_word, is_number, skip_blanks},
    scan::find1,
};

/// A program's name that holds blanks is no longer.
const SPACED_BYTES_MAX: usize = 48;

/// `Google Chrome[85294]: `, `Windows remote management[123]: `: a program whose name holds blanks; only the number shows
/// that it is one, and the capital that it begins with, which tells it from a message.
pub(super) fn cut_spaced_tag(text: &[u8]) -> Option<(Tag<'_>, &[u8])> {
    if !text.first().is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let end = find1(b'[', text.get(..SPACED_BYTES_MAX).unwrap_or(text))?;
    let (name, rest) = text.split_at_checked(end)?;
    let (process, rest) = cut_at(rest.get(1..)?, b']')?;
    let rest = rest.strip_prefix(b":")?;
    let is_spaced = name.contains(&b' ')
        && name.iter().filter(|byte| **byte == b' ').count() <= 2
        && name.split(|byte| *byte == b' ').enumerate().all(|(at, word)| is_name_word(word, at))
        && !is_behind_word(name);
    (is_spaced && is_number(process)).then(|| (Tag { name, process: Some(process) }, skip_blanks(rest)))
}

/// `Google`, `iTunes`, `zoom.us`; behind the first word also `player`, `2` and `(GPU)`.
fn is_name_word(word: &[u8], at: usize) -> bool {
    let inner = word.strip_prefix(b"(").and_then(|word| word.strip_suffix(b")")).filter(|_| at > 0).unwrap_or(word);
    let begins_name = match inner {
        [b'A'..=b'Z', ..] | [b'a'..=b'z', b'A'..=b'Z', ..] | b"zoom.us" => true,
        [byte, ..] => at > 0 && byte.is_ascii_alphanumeric(),
        [] => false,
    };
    begins_name && inner.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}

/// True where one word stands before a program's name in small letters: a level, or a second host's name in capitals.
fn is_behind_word(name: &[u8]) -> bool {
    let (word, program) = cut_word(name);
    let is_level = || LEVELS.iter().any(|level| word.eq_ignore_ascii_case(level.as_bytes()));
    let is_program = program.first().is_some_and(u8::is_ascii_lowercase) && !program.contains(&b' ');
    is_program && (is_level() || !word.iter().any(u8::is_ascii_lowercase))
}
