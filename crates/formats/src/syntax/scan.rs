//! The first of a few bytes, found eight at a time.
//!
//! The words of a log line are short: a search that is called for each of them costs more in being called than in
//! searching, so this one is small enough to stand in its caller. Behind [`NEAR_BYTES`] it hands over to `memchr`, which
//! is faster on long texts.

use super::effort::spend;

/// How far a word's end usually is.
const NEAR_BYTES: usize = 64;

/// Where the first such byte stands.
#[inline]
pub(crate) fn find1(byte: u8, text: &[u8]) -> Option<usize> {
    let pattern = repeat(byte);
    find(text, |word| zeros(word ^ pattern), |is| is == byte, |rest| memchr::memchr(byte, rest))
}

/// Where the first of two such bytes stands.
#[inline]
pub(crate) fn find2(one: u8, other: u8, text: &[u8]) -> Option<usize> {
    let (first, second) = (repeat(one), repeat(other));
    find(
        text,
        |word| zeros(word ^ first) | zeros(word ^ second),
        |is| is == one || is == other,
        |rest| memchr::memchr2(one, other, rest),
    )
}

/// Where a short text stands first. Building the searcher that `memchr::memmem` would use costs more than searching a
/// log line for the rarest byte of the text.
#[inline]
pub(crate) fn find_text(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let Some((offset, rarest)) = find_rarest(wanted) else { return Some(0) };
    find_by(text, wanted, offset, rarest)
}

/// Where a text stands first, by one of its bytes, which stands at an offset in it.
#[inline]
fn find_by(text: &[u8], wanted: &[u8], offset: usize, rarest: u8) -> Option<usize> {
    let mut from = offset;
    loop {
        let at = from + memchr::memchr(rarest, text.get(from..)?)?;
        if text.get(at - offset..)?.starts_with(wanted) {
            return Some(at - offset);
        }
        from = at + 1;
    }
}

/// A text that is looked for often: the byte that it is found by is chosen once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Needle {
    text: &'static str,
    /// The byte that log lines hold most seldom, and where it stands in the text; none of an empty one.
    rarest: Option<(usize, u8)>,
}

impl Needle {
    /// The search for this text.
    pub(crate) fn new(text: &'static str) -> Self {
        Self { text, rarest: find_rarest(text.as_bytes()) }
    }

    /// The text that is looked for.
    #[inline]
    pub(crate) const fn bytes(&self) -> &'static [u8] {
        self.text.as_bytes()
    }

    /// Where it stands last, beginning at `end` at the latest; an empty one stands nowhere.
    pub(crate) fn find_last(&self, text: &[u8], end: usize) -> Option<usize> {
        let (offset, rarest) = self.rarest?;
        if text.get(end..)?.starts_with(self.bytes()) {
            return Some(end);
        }
        let mut before = text.get(..end + offset).unwrap_or(text);
        loop {
            let at = memchr::memrchr(rarest, before)?;
            let start = at.checked_sub(offset)?;
            if text.get(start..)?.starts_with(self.bytes()) {
                return Some(start);
            }
            before = text.get(..at)?;
        }
    }

    /// As [`find_text`].
    #[inline]
    pub(crate) fn find(&self, text: &[u8]) -> Option<usize> {
        let Some((offset, rarest)) = self.rarest else { return Some(0) };
        find_by(text, self.text.as_bytes(), offset, rarest)
    }
}

/// As [`find_text`], where it stands last.
#[inline]
pub(crate) fn find_last_text(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let Some((offset, rarest)) = find_rarest(wanted) else { return Some(text.len()) };
    let mut before = text;
    loop {
        let at = memchr::memrchr(rarest, before)?;
        if let Some(start) = at.checked_sub(offset)
            && text.get(start..)?.starts_with(wanted)
        {
            return Some(start);
        }
        before = text.get(..at)?;
    }
}

/// The byte of a text that log lines hold most seldom, and where it stands in it.
#[inline]
fn find_rarest(wanted: &[u8]) -> Option<(usize, u8)> {
    let mut best = None;
    let mut lowest = u8::MAX;
    for (at, byte) in wanted.iter().copied().enumerate() {
        let rank = RANKS.get(usize::from(byte)).copied().unwrap_or_default();
        if rank < lowest {
            (best, lowest) = (Some((at, byte)), rank);
        }
    }
    best
}

/// The rank of each byte.
static RANKS: [u8; 256] = list_ranks();

#[expect(clippy::indexing_slicing, reason = "the index is a byte; it runs while compiling only")]
const fn list_ranks() -> [u8; 256] {
    let mut ranks = [0; 256];
    let mut byte = 0_u8;
    loop {
        ranks[byte as usize] = rank(byte);
        if byte == u8::MAX {
            return ranks;
        }
        byte += 1;
    }
}

/// How often a byte stands in log lines: the higher, the more often.
const fn rank(byte: u8) -> u8 {
    match byte {
        b' ' | b'a' | b'e' | b'i' | b'n' | b'o' | b'r' | b's' | b't' => 4,
        b'0'..=b'9' | b'"' | b'=' | b'.' | b',' | b':' | b'-' | b'/' => 3,
        b'b'..=b'u' => 2,
        b'A'..=b'Z' | b'v'..=b'z' => 1,
        _ => 0,
    }
}

#[inline(always)]
fn find(
    text: &[u8],
    hits: impl Fn(u64) -> u64,
    is_hit: impl Fn(u8) -> bool,
    find_far: impl Fn(&[u8]) -> Option<usize>,
) -> Option<usize> {
    let mut rest = text;
    let mut at = 0;
    while let Some((chunk, after)) = rest.split_first_chunk::<8>() {
        spend(chunk.len());
        let found = hits(u64::from_le_bytes(*chunk));
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
        rest = after;
        if at == NEAR_BYTES {
            return find_far(rest).map(|found| at + found);
        }
    }
    spend(rest.len());
    rest.iter().position(|byte| is_hit(*byte)).map(|found| at + found)
}

/// The byte in each of eight places.
const fn repeat(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The highest bit of each byte that is zero; above the lowest such byte others may be marked too.
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(repeat(1)) & !word & repeat(0x80)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{find_last_text, find_text, find1, find2};

    proptest! {
        #[test]
        fn finds_what_memchr_finds(text in prop::collection::vec(prop::sample::select(vec![b'a', b'`', b' ', b'!', 0, 1, 0x80, 0xFF, b'=']), 0..200)) {
            prop_assert_eq!(find1(b'a', &text), memchr::memchr(b'a', &text));
            prop_assert_eq!(find2(b' ', 0, &text), memchr::memchr2(b' ', 0, &text));
        }
    }

    proptest! {
        #[test]
        fn finds_texts_where_memmem_finds_them(text in "[ab =]{0,80}", wanted in "[ab =]{0,4}") {
            let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
            prop_assert_eq!(find_text(text, wanted), memchr::memmem::find(text, wanted));
            prop_assert_eq!(find_last_text(text, wanted), memchr::memmem::rfind(text, wanted));
        }
    }

    #[test]
    fn finds_beyond_what_is_near() {
        let mut text = vec![b'x'; 1000];
        assert_eq!(find1(b'y', &text), None);
        text[999] = b'y';
        assert_eq!(find1(b'y', &text), Some(999));
        assert_eq!(find2(b'z', b'y', &text), Some(999));
    }
}
