//! Where a line ends.

use memchr::{memchr, memchr2};
use model::Terminator;

/// Which byte ends the frames of a stream. A stream keeps to one of them, so it is learnt once, from its first end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineEnd {
    /// No end was seen yet.
    Unknown,
    /// `\n`, with or without `\r` before it; NUL is content.
    Lf,
    /// `\0` (RFC 6587 §3.4.2 names it as the other trailer in use); `\n` is content.
    Nul,
}

/// What a search for the end of a line found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// The line's content has this length, and this ended it.
    End(usize, Terminator),
    /// There is no end in the first so many bytes.
    None(usize),
}

impl LineEnd {
    /// Looks for the end of the line that starts at the first byte of `bytes`; the first `searched` bytes hold none.
    ///
    /// NUL is the stream's terminator only where it comes before any `\n` and `<` follows it: the next message of RFC
    /// 5424 or 3164. Any other NUL is foreign content, and the reader will say so. `ended` says that no byte follows.
    pub(crate) fn find(&mut self, bytes: &[u8], searched: usize, ended: bool) -> Found {
        let rest = bytes.get(searched..).unwrap_or_default();
        match self {
            Self::Lf => found_lf(bytes, memchr(b'\n', rest).map(|at| searched + at)),
            Self::Nul => match memchr(0, rest) {
                Some(at) => Found::End(searched + at, Terminator::Nul),
                None => Found::None(bytes.len()),
            },
            Self::Unknown => self.learn(bytes, searched, ended),
        }
    }

    fn learn(&mut self, bytes: &[u8], searched: usize, ended: bool) -> Found {
        let rest = bytes.get(searched..).unwrap_or_default();
        let Some(at) = memchr2(b'\n', 0, rest).map(|at| searched + at) else { return Found::None(bytes.len()) };
        if bytes.get(at) == Some(&b'\n') {
            *self = Self::Lf;
            return found_lf(bytes, Some(at));
        }
        match bytes.get(at + 1) {
            Some(b'<') => *self = Self::Nul,
            Some(_) => *self = Self::Lf,
            None if ended => *self = Self::Nul,
            // The byte that decides is not there yet.
            None => return Found::None(at),
        }
        self.find(bytes, at, ended)
    }
}

/// Splits a terminator off the end of bytes that are known to be whole.
pub(crate) fn split_terminator(bytes: &[u8]) -> (&[u8], Terminator) {
    match bytes {
        [content @ .., b'\r', b'\n'] => (content, Terminator::CrLf),
        [content @ .., b'\n'] => (content, Terminator::Lf),
        [content @ .., 0] => (content, Terminator::Nul),
        content => (content, Terminator::None),
    }
}

fn found_lf(bytes: &[u8], at: Option<usize>) -> Found {
    let Some(at) = at else { return Found::None(bytes.len()) };
    match at.checked_sub(1) {
        Some(before) if bytes.get(before) == Some(&b'\r') => Found::End(before, Terminator::CrLf),
        _ => Found::End(at, Terminator::Lf),
    }
}
