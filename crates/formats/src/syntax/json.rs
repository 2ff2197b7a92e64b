//! JSON (RFC 8259), read where it lies: leaf by leaf, without a tree and without copies.
//!
//! Damaged or cut text gives what was read up to there and a diagnostic. Numbers stay as written, members that stand
//! twice are all given, and depth, count and name lengths are bounded. It knows no product.

mod members;
mod string;
#[cfg(test)]
mod tests;

use model::{Diagnostic, DiagnosticKind, Fact, Field, Name, Record, Span, Value};

pub(crate) use self::members::Members;
use self::string::{Quotes, Text, find_quotes, read_text};
use super::names::hash;

/// The deepest nesting that is read; what lies deeper stays in the evidence.
pub(crate) const NESTING_MAX: usize = 32;
/// The most leaves that are read of one document.
pub(crate) const LEAVES_MAX: usize = 1024;
/// The longest path that is read, in bytes.
pub(crate) const PATH_BYTES_MAX: usize = 1024;

/// What stands at a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A string.
    Text,
    /// A number, as written.
    Number,
    /// `true` or `false`.
    Bool,
    /// `null`.
    Null,
}

/// One value that is neither object nor array.
#[derive(Debug)]
pub(crate) struct Leaf<'w> {
    /// The members' names down to it, joined by dots. Places in arrays are not in it: the leaves of an array are
    /// several values of one path.
    pub(crate) path: &'w [u8],
    /// What it is.
    pub(crate) kind: Kind,
    /// Its text: without quotes, with its escapes taken away where it has some.
    pub(crate) value: Value,
    /// False where the document ends inside of it, so that the text is only its beginning.
    pub(crate) is_whole: bool,
    name: Option<Span>,
}

impl Leaf<'_> {
    /// The path as a fact's own name: a place in the evidence where one member's name is all of it.
    pub(crate) fn own_name(&self) -> Name {
        if self.path.is_empty() {
            return Name::Known("unnamed");
        }
        self.name.map_or_else(|| Name::Path(text_of(self.path)), Name::Span)
    }

    /// The leaf as a fact under its own name. It means the field only where it says something and all of it is there.
    pub(crate) fn into_fact(self, known: Option<&'static str>, field: Option<Field>) -> Fact {
        let name = known.map_or_else(|| self.own_name(), Name::Known);
        let says_something = self.is_whole && self.kind != Kind::Null && !is_empty(&self.value);
        Fact { name, field: field.filter(|_| says_something), value: self.value }
    }
}

/// What may stand next.
#[derive(Clone, Copy)]
enum Next {
    Value,
    FirstName,
    Name,
    FirstItem,
    Comma,
    Nothing,
}

/// An object or array that is open.
struct Open {
    is_object: bool,
    /// How long the path is without the name of the member inside of it.
    path_len: usize,
    /// Where its own names begin in [`Walk::names`].
    names_start: usize,
    /// A bit for each of them: only where a name's bit is there can the name be.
    name_bits: u64,
}

/// A walk over the leaves of one document.
pub(crate) struct Walk<'a> {
    raw: &'a [u8],
    quotes: Quotes<'a>,
    at: usize,
    end: usize,
    next: Next,
    path: Vec<u8>,
    /// The place of the name that the path ends with, where it needs no decoding.
    name: Option<Span>,
    open: Vec<Open>,
    /// Hash and place of each name in each open object, to see which stand twice.
    names: Vec<(u64, Span)>,
    leaves: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    /// A walk over the document at a place of the evidence.
    pub(crate) fn new(raw: &'a [u8], span: Span) -> Self {
        let end = (span.end as usize).min(raw.len());
        let raw = raw.get(..end).unwrap_or_default();
        Self {
            raw,
            quotes: find_quotes(raw),
            at: (span.start as usize).min(end),
            end,
            next: Next::Value,
            path: Vec::with_capacity(128),
            name: None,
            open: Vec::with_capacity(8),
            names: Vec::with_capacity(32),
            leaves: 0,
            diagnostics: Vec::new(),
        }
    }

    /// The next leaf, in the order of the evidence; none at the end or where nothing more can be read.
    pub(crate) fn next_leaf(&mut self) -> Option<Leaf<'_>> {
        let (kind, value, is_whole) = self.find_leaf()?;
        // A name's place is the path's place only where the name is all of it.
        let name = self.name.filter(|name| name.len() == self.path.len());
        Some(Leaf { path: &self.path, kind, value, is_whole, name })
    }

    /// Ends the walk and says what could not be read.
    pub(crate) fn finish(self, record: &mut Record) {
        record.diagnostics.extend(self.diagnostics);
    }

    #[inline]
    fn find_leaf(&mut self) -> Option<(Kind, Value, bool)> {
        loop {
            let byte = self.skip_blanks();
            match self.next {
                Next::Comma => match byte {
                    Some(b',') => {
                        self.at += 1;
                        self.next = if self.in_object() { Next::Name } else { Next::Value };
                    }
                    Some(b'}') if self.in_object() => self.close(),
                    Some(b']') if !self.in_object() => self.close(),
                    _ => return self.stop_at(byte),
                },
                Next::Name | Next::FirstName => match byte {
                    Some(b'"') => self.read_name(),
                    Some(b'}') if matches!(self.next, Next::FirstName) => self.close(),
                    _ => return self.stop_at(byte),
                },
                Next::Value | Next::FirstItem => match byte {
                    Some(b'{') => self.open(true),
                    Some(b'[') => self.open(false),
                    Some(b']') if matches!(self.next, Next::FirstItem) => self.close(),
                    Some(byte) => {
                        if self.leaves >= LEAVES_MAX {
                            self.stop(DiagnosticKind::TooMany);
                            return None;
                        }
                        if let Some(leaf) = self.read_leaf(byte) {
                            self.leaves += 1;
                            return Some(leaf);
                        }
                    }
                    None => return self.stop_at(byte),
                },
                // Bytes behind the document.
                Next::Nothing => return if byte.is_some() { self.stop_at(byte) } else { None },
            }
        }
    }

    /// Ends where nothing more can be read: at a byte that may not stand there, or at the end.
    #[cold]
    fn stop_at(&mut self, byte: Option<u8>) -> Option<(Kind, Value, bool)> {
        self.stop(if byte.is_some() { DiagnosticKind::Header } else { DiagnosticKind::CutOff });
        None
    }

    fn in_object(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_object)
    }

    fn byte(&self) -> Option<u8> {
        self.raw.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.raw.get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) -> Option<u8> {
        loop {
            match self.byte()? {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    /// Nothing more is read: the rest is named in the diagnostic and stays in the evidence.
    fn stop(&mut self, kind: DiagnosticKind) {
        self.diagnostics.push(Diagnostic { kind, span: Span::new(self.at, self.end) });
        self.at = self.end;
        self.next = Next::Nothing;
    }

    fn open(&mut self, is_object: bool) {
        if self.open.len() >= NESTING_MAX || self.path.len() > PATH_BYTES_MAX {
            self.skip_container();
            return;
        }
        self.at += 1;
        self.open.push(Open { is_object, path_len: self.path.len(), names_start: self.names.len(), name_bits: 0 });
        self.next = if is_object { Next::FirstName } else { Next::FirstItem };
    }

    fn close(&mut self) {
        self.at += 1;
        if let Some(open) = self.open.pop() {
            self.path.truncate(open.path_len);
            self.names.truncate(open.names_start);
        }
        self.name = None;
        self.next = if self.open.is_empty() { Next::Nothing } else { Next::Comma };
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
        self.diagnostics.push(Diagnostic { kind: DiagnosticKind::TooMany, span: Span::new(start, self.at) });
        self.next = Next::Comma;
    }

    fn read_name(&mut self) {
        let text = read_text(&mut self.quotes, self.at + 1);
        if !text.is_closed {
            self.stop(DiagnosticKind::CutOff);
            return;
        }
        let path_len = self.open.last().map_or(0, |open| open.path_len);
        self.path.truncate(path_len);
        // A name may be empty: what stands in such a member is still no member of the top.
        if path_len > 0 || self.open.iter().rev().skip(1).any(|open| open.is_object) {
            self.path.push(b'.');
        }
        let name_start = self.path.len();
        if text.has_escapes {
            self.path.extend_from_slice(text.decode(self.raw).text.as_bytes());
            self.name = None;
        } else {
            self.path.extend_from_slice(text.span.of(self.raw));
            self.name = Some(text.span);
        }
        self.note_name(name_start, &text);
        self.at = text.after;
        match self.skip_blanks() {
            Some(b':') => {
                self.at += 1;
                self.next = Next::Value;
            }
            Some(_) => self.stop(DiagnosticKind::Header),
            None => self.stop(DiagnosticKind::CutOff),
        }
    }

    /// Remembers a name of the open object, and says where it stands there a second time.
    fn note_name(&mut self, name_start: usize, text: &Text) {
        let name = self.path.get(name_start..).unwrap_or_default();
        let hash = hash(name);
        let Some(open) = self.open.last_mut() else { return };
        let bit = 1 << (hash >> 58);
        let may_be_there = open.name_bits & bit != 0;
        open.name_bits |= bit;
        let same = |other: &(u64, Span)| other.0 == hash && Text::at(self.raw, other.1).says(self.raw, name);
        if may_be_there && self.names.get(open.names_start..).unwrap_or_default().iter().any(same) {
            self.diagnostics.push(Diagnostic { kind: DiagnosticKind::Repeated, span: text.span });
        } else if self.names.len() < LEAVES_MAX {
            self.names.push((hash, text.span));
        }
    }

    fn read_leaf(&mut self, byte: u8) -> Option<(Kind, Value, bool)> {
        self.next = if self.open.is_empty() { Next::Nothing } else { Next::Comma };
        let leaf = if byte == b'"' { Some(self.read_string()) } else { self.read_word() };
        if self.path.len() > PATH_BYTES_MAX {
            let span = leaf.as_ref().map_or(Span::NONE, |(_, value, _)| value.span());
            self.diagnostics.push(Diagnostic { kind: DiagnosticKind::TooMany, span });
            return None;
        }
        leaf
    }

    fn read_string(&mut self) -> (Kind, Value, bool) {
        let text = read_text(&mut self.quotes, self.at + 1);
        self.at = text.after;
        if !text.is_closed {
            self.diagnostics.push(Diagnostic { kind: DiagnosticKind::CutOff, span: text.span });
            self.next = Next::Nothing;
        }
        let value = if text.has_escapes {
            let decoded = text.decode(self.raw);
            if decoded.is_damaged && text.is_closed {
                self.diagnostics.push(Diagnostic { kind: DiagnosticKind::Value, span: text.span });
            }
            Value::Text { text: decoded.text.into(), span: text.span }
        } else {
            Value::Span(text.span)
        };
        (Kind::Text, value, text.is_closed)
    }

    /// Where digits end that are a whole number beyond doubt, as most words are.
    #[inline]
    fn find_whole_number(&self) -> Option<usize> {
        let rest = self.rest();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_whole = matches!(rest.get(digits)?, b',' | b'}' | b']' | b' ');
        let is_number = digits == 1 || digits > 1 && rest.first() != Some(&b'0');
        (is_whole && is_number).then_some(self.at + digits)
    }

    /// A number, `true`, `false` or `null`; any other word is named in a diagnostic and passed by.
    fn read_word(&mut self) -> Option<(Kind, Value, bool)> {
        let start = self.at;
        if let Some(end) = self.find_whole_number() {
            self.at = end;
            return Some((Kind::Number, Value::Span(Span::new(start, end)), true));
        }
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_');
        let rest = self.rest();
        self.at += rest.iter().position(|byte| !is_word(byte)).unwrap_or(rest.len());
        let span = Span::new(start, self.at);
        let is_cut = self.at == self.end && !self.open.is_empty();
        let kind = match span.of(self.raw) {
            b"" => {
                self.stop(DiagnosticKind::Header);
                return None;
            }
            b"true" | b"false" => Kind::Bool,
            b"null" => Kind::Null,
            word if is_number(word) => Kind::Number,
            _ if is_cut => {
                self.at = start;
                self.stop(DiagnosticKind::CutOff);
                return None;
            }
            _ => {
                self.diagnostics.push(Diagnostic { kind: DiagnosticKind::Header, span });
                return None;
            }
        };
        Some((kind, Value::Span(span), !is_cut))
    }
}

/// Bytes as text; what is no UTF-8 is U+FFFD.
fn text_of(bytes: &[u8]) -> Box<str> {
    // Nearly all of it is, which this sees sooner than a search for what is not.
    std::str::from_utf8(bytes).map_or_else(|_not_utf8| String::from_utf8_lossy(bytes).into(), Box::from)
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Text { text, .. } => text.is_empty(),
        other => other.span().is_empty(),
    }
}

/// RFC 8259 §6.
fn is_number(word: &[u8]) -> bool {
    let word = word.strip_prefix(b"-").unwrap_or(word);
    let (whole, rest) = take_digits(word);
    if whole.is_empty() || (whole.len() > 1 && whole.starts_with(b"0")) {
        return false;
    }
    let rest = match rest.strip_prefix(b".") {
        None => rest,
        Some(fraction) => match take_digits(fraction) {
            ([], _) => return false,
            (_, rest) => rest,
        },
    };
    match rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        None => rest.is_empty(),
        Some(power) => {
            let power = power.strip_prefix(b"+").or_else(|| power.strip_prefix(b"-")).unwrap_or(power);
            matches!(take_digits(power), ([_, ..], []))
        }
    }
}

fn take_digits(bytes: &[u8]) -> (&[u8], &[u8]) {
    let len = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    bytes.split_at(len)
}
