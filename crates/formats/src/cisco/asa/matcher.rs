//! A message's text against a pattern.

mod words;

use model::{Field, FieldKind, Record, Span};

use super::{
    end::{Written, read_end, read_list_end},
    pattern::{End, Ending, Piece},
    sides::{DESTINATION, SOURCE},
};
use crate::syntax::{
    cut::{is_ip, is_number},
    scan::find_text,
};

/// What a message says was decided, and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    pub(super) is_allowed: bool,
    pub(super) span: Span,
}

/// One attempt of one pattern.
pub(super) struct Matcher<'a, 'r> {
    pub(super) raw: &'a [u8],
    start: usize,
    at: usize,
    end: usize,
    /// True where the text may end before the pattern does.
    is_cut: bool,
    pub(super) record: &'r mut Record,
    pub(super) is_outbound: Option<bool>,
    verdict: Option<Verdict>,
    /// True where a stranger's text may have said what follows.
    is_doubted: bool,
}

impl<'a, 'r> Matcher<'a, 'r> {
    pub(super) fn new(raw: &'a [u8], text: Span, is_cut: bool, record: &'r mut Record) -> Self {
        let (at, end) = (text.start as usize, text.end as usize);
        Self { raw, start: at, at, end, is_cut, record, is_outbound: None, verdict: None, is_doubted: false }
    }

    pub(super) fn verdict(&self) -> Option<Verdict> {
        self.verdict
    }

    /// True where the text follows the pattern; the record then holds its facts.
    pub(super) fn run(&mut self, pieces: &[Piece]) -> bool {
        let Some((piece, rest)) = pieces.split_first() else { return true };
        let (at, facts) = (self.at, self.record.facts.len());
        if let Piece::Optional(inner) = piece {
            if self.at < self.end && self.run_all(inner) && self.run(rest) {
                return true;
            }
            self.at = at;
            self.record.facts.truncate(facts);
            return self.run(rest);
        }
        if self.take(piece) {
            // A value that the end of a cut text touches may be only a part of it.
            if self.is_cut && self.at >= self.end && !rest.is_empty() {
                self.record.facts.truncate(facts);
                return true;
            }
            return self.run(rest);
        }
        self.is_cut && self.reaches_end(piece, at)
    }

    /// An optional part: whole or not at all.
    fn run_all(&mut self, pieces: &[Piece]) -> bool {
        pieces.iter().all(|piece| match piece {
            Piece::Optional(inner) => {
                let (at, facts) = (self.at, self.record.facts.len());
                if !self.run_all(inner) {
                    self.at = at;
                    self.record.facts.truncate(facts);
                }
                true
            }
            piece => self.take(piece),
        })
    }

    /// True where the text ends inside of this piece.
    fn reaches_end(&self, piece: &Piece, at: usize) -> bool {
        let rest = self.raw.get(at..self.end).unwrap_or_default();
        match piece {
            Piece::Is(text) => text.as_bytes().starts_with(rest),
            // The text before the literal may be cut only where not even the literal's first byte follows.
            Piece::Text { until: Some(literal), .. } => {
                literal.as_bytes().first().is_some_and(|byte| memchr::memchr(*byte, rest).is_none())
            }
            _ => rest.is_empty(),
        }
    }

    fn take(&mut self, piece: &Piece) -> bool {
        match piece {
            Piece::Is(text) => self.take_literal(text.as_bytes()),
            Piece::End(end) => self.take_end(*end, read_end),
            Piece::ListEnd(end) => self.take_end(*end, read_list_end),
            Piece::Server => self.take_server(),
            Piece::Protocol => self.take_protocol(),
            Piece::Direction => self.take_direction(),
            Piece::Verdict => self.take_verdict(),
            Piece::Duration => self.take_duration(),
            Piece::Text { name, field, until, ending } => self.take_text(name, *field, *until, *ending),
            Piece::Rest { name, field } => self.take_rest(name, *field),
            Piece::Optional(inner) => self.run_all(inner),
        }
    }

    fn rest(&self) -> &'a [u8] {
        self.raw.get(self.at..self.end).unwrap_or_default()
    }

    fn take_literal(&mut self, literal: &[u8]) -> bool {
        let Some(after) = self.rest().strip_prefix(literal) else { return self.take_spaced(literal) };
        let blanks = after.iter().take_while(|byte| **byte == b' ').count();
        self.at += literal.len() + if literal.ends_with(b" ") { blanks } else { 0 };
        true
    }

    /// Takes a literal for whose blanks the text may have several.
    fn take_spaced(&mut self, literal: &[u8]) -> bool {
        let mut at = self.at;
        for byte in literal {
            match self.raw.get(at).filter(|_| at < self.end) {
                Some(found) if found == byte => at += 1,
                _ => return false,
            }
            if *byte == b' ' {
                at += self.raw.get(at..self.end).unwrap_or_default().iter().take_while(|byte| **byte == b' ').count();
            }
        }
        self.at = at;
        true
    }

    /// The word at this place: up to a blank or a comma.
    fn take_word(&mut self) -> Option<Span> {
        let rest = self.rest();
        let mut len = rest.iter().take_while(|byte| !matches!(byte, b' ' | b',' | b';' | b'[' | b')' | b'(')).count();
        // The stop at the end of the sentence.
        if len == rest.len() && rest.ends_with(b".") {
            len -= 1;
        }
        let span = Span::new(self.at, self.at + len);
        self.at += len;
        (len > 0).then_some(span)
    }

    fn take_text(
        &mut self,
        name: &'static str,
        field: Option<Field>,
        until: Option<&'static str>,
        ending: Ending,
    ) -> bool {
        if let Some(literal) = until.filter(|_| ending == Ending::Doubted) {
            let (rest, literal) = (self.rest(), literal.as_bytes());
            self.is_doubted |= find_text(rest, literal) != memchr::memmem::rfind(rest, literal);
        }
        let span = match until {
            Some(literal) => match self.find_ending(literal.as_bytes(), ending) {
                Some(len) => Span::new(self.at, self.at + len),
                None => return false,
            },
            None => match self.take_word() {
                Some(span) => span,
                None => return false,
            },
        };
        self.at = span.end as usize;
        // Some messages have two blanks before the next word.
        let len = span.of(self.raw).trim_ascii_end().len();
        let is_address = || span.of(self.raw).get(..len).is_some_and(is_ip);
        if ending == Ending::Only && field.map(Field::kind) == Some(FieldKind::Ip) && !is_address() {
            return false;
        }
        self.keep(name, field, Span::new(span.start as usize, span.start as usize + len));
        true
    }

    /// How long a text is that ends where a literal begins.
    fn find_ending(&self, literal: &[u8], ending: Ending) -> Option<usize> {
        match ending {
            Ending::First | Ending::Doubted => find_text(self.rest(), literal),
            Ending::Last => memchr::memmem::rfind(self.rest(), literal),
            Ending::Only => {
                let whole = self.raw.get(self.start..self.end)?;
                let only = find_text(whole, literal).filter(|at| memchr::memmem::rfind(whole, literal) == Some(*at))?;
                (self.start + only).checked_sub(self.at)
            }
        }
    }

    fn take_rest(&mut self, name: &'static str, field: Option<Field>) -> bool {
        let text = self.rest().trim_ascii_end();
        let text = text.strip_suffix(b".").unwrap_or(text);
        let span = Span::new(self.at, self.at + text.len());
        self.at = self.end;
        self.keep(name, field, span);
        if name == "note" && !self.is_doubted {
            self.read_phrases(span);
        }
        !span.is_empty()
    }

    /// Keeps a text; under its own name alone where it is not of the field's kind.
    pub(super) fn keep(&mut self, name: &'static str, field: Option<Field>, span: Span) {
        let text = span.of(self.raw);
        let field = match field {
            Some(Field::SourceIp) if self.is_doubted => Some(Field::RelatedIp),
            field => field.filter(|_| !self.is_doubted),
        };
        let fits = match field.map(Field::kind) {
            Some(FieldKind::Ip) => is_ip(text),
            Some(FieldKind::Number) => is_number(text),
            // Cisco hides names of users that failed to log in, and says where it knows none.
            _ => !text.is_empty() && text != b"Unknown" && !text.iter().all(|byte| *byte == b'*'),
        };
        self.record.push(name, field.filter(|_| fits), span);
    }

    fn take_end(&mut self, end: End, read: fn(&[u8], usize, usize) -> Option<Written>) -> bool {
        let Some(written) = read(self.raw, self.at, self.end) else { return false };
        self.at = written.after;
        let is_outbound = self.is_outbound.unwrap_or(false);
        match end {
            End::Source => self.put_side(&SOURCE, written),
            End::Destination => self.put_side(&DESTINATION, written),
            // Whoever is inside began an outbound connection, and Cisco names that end second. A teardown gives no
            // direction: its ends stay in the order of the text.
            End::First => self.put_side(if is_outbound { &DESTINATION } else { &SOURCE }, written),
            End::Second => self.put_side(if is_outbound { &SOURCE } else { &DESTINATION }, written),
            End::Translated => self.put_translated(written),
            End::Foreign | End::Global | End::Local => self.put_icmp(end, written),
        }
        true
    }
}
