//! A message's text against a pattern.

use model::{DiagnosticKind, Field, FieldKind, Record, Span};

use super::{
    end::{Written, read_end, read_list_end},
    pattern::{End, Piece, Until},
    sides::{DESTINATION, SOURCE},
};
use crate::syntax::{
    cut::{is_ip, is_number},
    protocol::find_protocol,
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
        Self { raw, at, end, is_cut, record, is_outbound: None, verdict: None, is_doubted: false }
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
            Piece::Text { name, field, until, ends } => self.take_text(name, *field, *until, *ends),
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
        ends: Until,
    ) -> bool {
        let find = if ends == Until::Last { memchr::memmem::rfind } else { find_text };
        if let Some(literal) = until.filter(|_| ends == Until::Only) {
            let (rest, literal) = (self.rest(), literal.as_bytes());
            self.is_doubted |= find_text(rest, literal) != memchr::memmem::rfind(rest, literal);
        }
        let span = match until {
            Some(literal) => match find(self.rest(), literal.as_bytes()) {
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
        self.keep(name, field, Span::new(span.start as usize, span.start as usize + len));
        true
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

    fn take_server(&mut self) -> bool {
        let Some(len) = memchr::memchr(b':', self.rest()) else { return false };
        let (start, end) = (self.at, self.at + len);
        let user = memchr::memrchr(b'@', self.raw.get(start..end).unwrap_or_default());
        if let Some(len) = user {
            self.keep("user.name", Some(Field::UserName), Span::new(start, start + len));
        }
        let start = user.map_or(start, |len| start + len + 1);
        self.keep("destination.ip", Some(Field::DestinationIp), Span::new(start, end));
        self.at = end;
        true
    }

    fn take_protocol(&mut self) -> bool {
        // "protocol 47" where Cisco has no name for it.
        if self.rest().starts_with(b"protocol ") {
            self.at += b"protocol ".len();
        }
        let Some(span) = self.take_word() else { return false };
        let text = span.of(self.raw);
        self.record.push("protocol", None, span);
        if let Some((word, number)) = find_protocol(text) {
            self.record.push_word(Field::NetworkTransport, word, span);
            self.record.push_word(Field::NetworkIanaNumber, number, span);
        } else if is_number(text) {
            self.record.push("protocol", Some(Field::NetworkIanaNumber), span);
        }
        true
    }

    fn take_direction(&mut self) -> bool {
        let Some(span) = self.take_word() else { return false };
        let word = match span.of(self.raw) {
            b"inbound" | b"Inbound" => "inbound",
            b"outbound" | b"Outbound" => "outbound",
            _ => return false,
        };
        self.is_outbound = Some(word == "outbound");
        self.record.push_word(Field::NetworkDirection, word, span);
        true
    }

    fn take_verdict(&mut self) -> bool {
        let Some(span) = self.take_word() else { return false };
        let is_allowed = match span.of(self.raw) {
            b"permitted" | b"est-allowed" | b"allowed" | b"monitored" => true,
            b"denied" | b"dropped" | b"blocked" | b"deny" => false,
            _ => return false,
        };
        self.verdict = Some(Verdict { is_allowed, span });
        self.record.push("verdict", None, span);
        true
    }

    fn take_duration(&mut self) -> bool {
        let Some(span) = self.take_word() else { return false };
        self.record.push("duration", None, span);
        if let Some(seconds) = read_duration(span.of(self.raw)) {
            self.record.push_number(Field::EventDuration, seconds.saturating_mul(1_000_000_000), span);
        } else {
            self.record.diagnose(DiagnosticKind::Value, span);
        }
        true
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

/// Seconds of `h:mm:ss` or `0h:05m:12s`.
fn read_duration(text: &[u8]) -> Option<u64> {
    let mut seconds = 0_u64;
    let mut number = None;
    let mut places = 0_u32;
    for byte in text {
        match byte {
            b'0'..=b'9' => number = Some(number.unwrap_or(0_u64).checked_mul(10)?.checked_add(u64::from(byte - b'0'))?),
            b':' | b'h' | b'm' | b's' => {
                let Some(value) = number.take() else { continue };
                seconds = seconds.checked_mul(60)?.checked_add(value)?;
                places += 1;
            }
            _ => return None,
        }
    }
    if let Some(value) = number {
        seconds = seconds.checked_mul(60)?.checked_add(value)?;
        places += 1;
    }
    (places == 3).then_some(seconds)
}
