//! The walk over a document that finds its leaves.

use model::{Diagnostic, DiagnosticKind, Span};

use super::{
    Kind, LEAVES_MAX, NESTING_MAX, PATH_BYTES_MAX,
    leaves::{Entry, Leaves, Path, bit_of, says_among},
    string::{Quotes, Text, find_quotes, read_text},
    word::{find_kind, measure_whole_number, measure_word},
};
use crate::syntax::names::hash;

/// Room for what most documents hold.
const LEAVES_USUAL: usize = 48;
const PATH_BYTES_USUAL: usize = 512;

/// Reads the document at a place of the evidence.
pub(super) fn read(raw: &[u8], span: Span) -> Leaves {
    let end = (span.end as usize).min(raw.len());
    let raw = raw.get(..end).unwrap_or_default();
    let leaves = Leaves {
        entries: Vec::with_capacity(LEAVES_USUAL),
        paths: Vec::with_capacity(PATH_BYTES_USUAL),
        names: Vec::with_capacity(LEAVES_USUAL),
        ..Leaves::default()
    };
    let mut walk = Walk {
        raw,
        quotes: find_quotes(raw),
        at: (span.start as usize).min(end),
        open: Vec::with_capacity(8),
        path: Path::Joined(Span::NONE),
        full: None,
        leaves,
    };
    walk.run();
    walk.finish()
}

/// An object or array that is open.
struct Open {
    is_object: bool,
    /// True where it lies in a member of another object: a dot parts its members' names from what stands before.
    is_inner: bool,
    /// The path down to it.
    path: Path,
    /// Where the names of its own members begin in [`Leaves::names`].
    names_start: usize,
    /// A bit for each of them.
    name_bits: u64,
    /// How much of [`Leaves::paths`] was in use, and how many leaves there were, before its last name that had leaves
    /// in front of it.
    paths_len: usize,
    leaves: usize,
}

struct Walk<'a> {
    raw: &'a [u8],
    quotes: Quotes<'a>,
    at: usize,
    open: Vec<Open>,
    /// The path of what is read next.
    path: Path,
    /// How many diagnostics there were as the most leaves had been read: from then on only names at the top are.
    full: Option<usize>,
    /// What has been read.
    leaves: Leaves,
}

impl<'a> Walk<'a> {
    /// Reads all values, one inside or behind another.
    fn run(&mut self) {
        let mut first = self.skip_blanks();
        if first.is_none() {
            self.stop_at(None);
        }
        while let Some(byte) = first {
            let goes_on = match byte {
                b'"' => self.read_string(),
                b'{' | b'[' => {
                    first = self.enter(byte == b'{');
                    continue;
                }
                _ => self.read_word(),
            };
            first = if goes_on { self.find_next() } else { None };
        }
    }

    /// What was read: of the names those at the top stay.
    fn finish(mut self) -> Leaves {
        if let Some(top) = self.open.first() {
            self.leaves.name_bits = top.name_bits;
            let inner = self.open.get(1).map_or(self.leaves.names.len(), |inner| inner.names_start);
            self.leaves.names.truncate(inner);
        }
        if let Some(full) = self.full {
            self.leaves.diagnostics.truncate(full);
        }
        self.leaves
    }

    fn byte(&self) -> Option<u8> {
        self.raw.get(self.at).copied()
    }

    #[inline(always)]
    fn skip_blanks(&mut self) -> Option<u8> {
        loop {
            match self.byte()? {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    fn diagnose(&mut self, kind: DiagnosticKind, span: Span) {
        self.leaves.diagnostics.push(Diagnostic { kind, span });
    }

    /// Nothing more is read: the rest is named in the diagnostic and stays in the evidence.
    #[cold]
    fn stop(&mut self, kind: DiagnosticKind) -> Option<u8> {
        self.diagnose(kind, Span::new(self.at, self.raw.len()));
        None
    }

    /// Ends where nothing more can be read: at a byte that may not stand there, or at the end.
    #[cold]
    fn stop_at(&mut self, byte: Option<u8>) -> Option<u8> {
        self.stop(if byte.is_some() { DiagnosticKind::Header } else { DiagnosticKind::CutOff })
    }

    /// Goes on behind a value: gives the first byte of the next one.
    #[inline(always)]
    fn find_next(&mut self) -> Option<u8> {
        loop {
            let byte = self.skip_blanks();
            let Some(open) = self.open.last() else {
                // Bytes behind the document.
                return byte.and_then(|byte| self.stop_at(Some(byte)));
            };
            match (byte, open.is_object) {
                (Some(b','), is_object) => {
                    self.at += 1;
                    return match self.skip_blanks() {
                        Some(b'"') if is_object => self.read_name(),
                        Some(byte) if !is_object => Some(byte),
                        other => self.stop_at(other),
                    };
                }
                (Some(b'}'), true) | (Some(b']'), false) => self.close(),
                (other, _) => return self.stop_at(other),
            }
        }
    }

    /// Opens an object or array, and gives the first byte of the first value in it, or behind it.
    fn enter(&mut self, is_object: bool) -> Option<u8> {
        if self.open.len() >= NESTING_MAX || self.path_len() > PATH_BYTES_MAX {
            self.skip_container();
            return self.find_next();
        }
        self.at += 1;
        self.open.push(Open {
            is_object,
            is_inner: self.open.last().is_some_and(|open| open.is_inner || open.is_object),
            path: self.path,
            names_start: self.leaves.names.len(),
            name_bits: 0,
            paths_len: self.leaves.paths.len(),
            leaves: self.leaves.entries.len(),
        });
        match (self.skip_blanks(), is_object) {
            (Some(b'"'), true) => self.read_name(),
            (Some(b'}'), true) | (Some(b']'), false) => {
                self.close();
                self.find_next()
            }
            (Some(byte), false) => Some(byte),
            (other, _) => self.stop_at(other),
        }
    }

    fn close(&mut self) {
        self.at += 1;
        let Some(open) = self.open.pop() else { return };
        self.path = open.path;
        if self.open.is_empty() {
            self.leaves.name_bits = open.name_bits;
        } else {
            self.leaves.names.truncate(open.names_start);
        }
    }

    /// Goes past an object or array without reading it.
    fn skip_container(&mut self) {
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = self.byte() {
            self.at += 1;
            match byte {
                b'"' => self.at = read_text(&mut self.quotes, self.at).after,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                _ => {}
            }
        }
        self.diagnose(DiagnosticKind::TooMany, Span::new(start, self.at));
    }

    fn path_len(&self) -> usize {
        match self.path {
            Path::Name(span) | Path::Joined(span) => span.len(),
        }
    }

    /// Reads a name and its colon, and gives the first byte of its value.
    #[inline]
    fn read_name(&mut self) -> Option<u8> {
        let text = read_text(&mut self.quotes, self.at + 1);
        if !text.is_closed {
            return self.stop(DiagnosticKind::CutOff);
        }
        if self.full.is_none() || self.open.len() == 1 {
            self.enter_name(&text);
        }
        self.at = text.after;
        match self.skip_blanks() {
            Some(b':') => {
                self.at += 1;
                let byte = self.skip_blanks();
                if byte.is_some() { byte } else { self.stop_at(None) }
            }
            other => self.stop_at(other),
        }
    }

    /// Remembers a name, and makes the path that ends with it.
    #[inline]
    fn enter_name(&mut self, text: &Text) {
        if text.has_escapes {
            return self.enter_escaped(text);
        }
        let name = text.span.of(self.raw);
        self.note_name(name, text.span);
        if self.open.last().is_some_and(|open| open.is_inner) {
            self.join_path(name);
        } else {
            self.path = Path::Name(text.span);
        }
    }

    /// As [`Self::enter_name`], of a name that holds escapes.
    #[cold]
    fn enter_escaped(&mut self, text: &Text) {
        let decoded = text.decode(self.raw);
        self.note_name(decoded.text.as_bytes(), text.span);
        self.join_path(decoded.text.as_bytes());
    }

    /// Makes the path of a name that stands below others, or nowhere as such.
    fn join_path(&mut self, name: &[u8]) {
        let Some(open) = self.open.last_mut() else { return };
        let (paths, leaves) = (&mut self.leaves.paths, self.leaves.entries.len());
        if open.leaves == leaves {
            // No leaf has a path that was made in this object since.
            paths.truncate(open.paths_len);
        } else {
            (open.paths_len, open.leaves) = (paths.len(), leaves);
        }
        let start = paths.len();
        match open.path {
            Path::Name(span) => paths.extend_from_slice(span.of(self.raw)),
            // In range: it was made before this object was opened, and only what was made since is taken away.
            Path::Joined(span) => paths.extend_from_within(span.start as usize..span.end as usize),
        }
        // A name may be empty: what stands in such a member is still no member of the top.
        if open.is_inner {
            paths.push(b'.');
        }
        paths.extend_from_slice(name);
        self.path = Path::Joined(Span::new(start, paths.len()));
    }

    /// Remembers a name of the open object, and says where it stands there a second time.
    #[inline(always)]
    fn note_name(&mut self, name: &[u8], span: Span) {
        let hash = hash(name);
        let Some(open) = self.open.last_mut() else { return };
        let may_be_there = open.name_bits & bit_of(hash) != 0;
        open.name_bits |= bit_of(hash);
        let names = &mut self.leaves.names;
        if may_be_there && says_among(names.get(open.names_start..).unwrap_or_default(), self.raw, hash, name) {
            self.diagnose(DiagnosticKind::Repeated, span);
        } else if names.len() < LEAVES_MAX {
            names.push((hash, span));
        }
    }

    /// Reads a string. False where nothing more can be read.
    #[inline]
    fn read_string(&mut self) -> bool {
        let text = read_text(&mut self.quotes, self.at + 1);
        self.at = text.after;
        if !text.is_closed {
            self.diagnose(DiagnosticKind::CutOff, text.span);
        }
        let place = if text.has_escapes { self.decode(&text) } else { None };
        self.push(Entry { path: self.path, span: text.span, text: place, kind: Kind::Text, is_whole: text.is_closed });
        text.is_closed
    }

    /// Keeps what a string with escapes says; its place among such.
    fn decode(&mut self, text: &Text) -> Option<u32> {
        if self.full.is_some() {
            return None;
        }
        let decoded = text.decode(self.raw);
        if decoded.is_damaged && text.is_closed {
            self.leaves.diagnostics.push(Diagnostic { kind: DiagnosticKind::Value, span: text.span });
        }
        let place = u32::try_from(self.leaves.texts.len()).ok();
        self.leaves.texts.push(decoded.text.into());
        place
    }

    /// Reads a number, `true`, `false` or `null`; any other word is named in a diagnostic and passed by. False where
    /// nothing more can be read.
    #[inline]
    fn read_word(&mut self) -> bool {
        let start = self.at;
        let rest = self.raw.get(start..).unwrap_or_default();
        if let Some(digits) = measure_whole_number(rest) {
            self.at += digits;
            let span = Span::new(start, self.at);
            self.push(Entry { path: self.path, span, text: None, kind: Kind::Number, is_whole: true });
            return true;
        }
        self.at += measure_word(rest);
        let span = Span::new(start, self.at);
        let word = span.of(self.raw);
        let is_cut = self.at == self.raw.len() && !self.open.is_empty();
        match find_kind(word) {
            Some(kind) => {
                self.push(Entry { path: self.path, span, text: None, kind, is_whole: !is_cut });
            }
            None if word.is_empty() => return self.stop(DiagnosticKind::Header).is_some(),
            None if is_cut => {
                self.at = start;
                return self.stop(DiagnosticKind::CutOff).is_some();
            }
            None => self.diagnose(DiagnosticKind::Header, span),
        }
        true
    }

    #[inline]
    fn push(&mut self, leaf: Entry) {
        if self.full.is_some() {
            return;
        }
        if self.leaves.entries.len() >= LEAVES_MAX {
            let start = leaf.span.start as usize - usize::from(leaf.kind == Kind::Text);
            self.diagnose(DiagnosticKind::TooMany, Span::new(start, self.raw.len()));
            self.full = Some(self.leaves.diagnostics.len());
        } else if self.path_len() > PATH_BYTES_MAX {
            self.diagnose(DiagnosticKind::TooMany, leaf.span);
        } else {
            self.leaves.entries.push(leaf);
        }
    }
}
