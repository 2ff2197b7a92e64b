//! What an event is found by.

use std::ops::Range;

use model::{Event, Fact, FieldKind, Seq, Value};
use query::{OwnField, address_number, fold, is_aligned};
use seal::{Digest, leaf_hash};
use stamp::UtcNanos;
use tantivy::schema::Field as Column;

use crate::{schema::LAYOUT, terms::cut_term};

/// Everything that one event hands to tantivy, and nothing else.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) seq: Seq,
    pub(crate) at: UtcNanos,
    pub(crate) feed: String,
    /// The day of receipt, in days since 1970.
    pub(crate) day: i64,
    text: String,
    parts: Vec<(Column, Part)>,
}

/// One value of one column.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// A place in the entry's text.
    Text(Range<usize>),
    Number(u64),
    /// By [`query::address_number`].
    Address(u128),
}

impl Entry {
    /// Reads off an event what it is found by.
    pub(crate) fn build(event: &Event, raw: &[u8], feed: &str) -> Self {
        const DAY_NANOS: i64 = 86_400_000_000_000;
        let mut entry = Self {
            seq: event.receipt.seq,
            at: event.time.at,
            feed: feed.to_owned(),
            day: event.receipt.received_at.0.div_euclid(DAY_NANOS),
            text: String::with_capacity(raw.len() + 256),
            parts: Vec::with_capacity(event.facts.len() + 4),
        };
        entry.push_text(LAYOUT.text, &fold(&String::from_utf8_lossy(raw)));
        entry.push_keyword(LAYOUT.format, OwnField::Format.name(), event.format.name);
        entry.push_keyword(LAYOUT.feed, OwnField::Feed.name(), feed);
        for fact in &event.facts {
            entry.push_fact(fact, raw);
        }
        entry
    }

    /// Its text at a place of one of its parts.
    pub(crate) fn text(&self, at: &Range<usize>) -> &str {
        self.text.get(at.clone()).unwrap_or("")
    }

    /// Its parts, in the order in which they are handed over.
    pub(crate) fn parts(&self) -> &[(Column, Part)] {
        &self.parts
    }

    /// The leaf over it: SHA-256 of what it hands over, each column by its number, each length before its text.
    pub(crate) fn leaf(&self) -> Digest {
        let mut head = Vec::with_capacity(16 + self.parts.len() * 13);
        head.extend(self.seq.0.to_be_bytes());
        head.extend(self.at.0.to_be_bytes());
        for (column, part) in &self.parts {
            head.extend(column.field_id().to_be_bytes());
            match part {
                Part::Text(at) => head.extend((at.len() as u64).to_be_bytes()),
                Part::Number(number) => head.extend(number.to_be_bytes()),
                Part::Address(number) => head.extend(number.to_be_bytes()),
            }
        }
        leaf_hash(&[b"ledgerline/index-entry/v1\n", &(head.len() as u64).to_be_bytes(), &head, self.text.as_bytes()])
    }

    fn push_fact(&mut self, fact: &Fact, raw: &[u8]) {
        // What the device wrote is part of the record's text, once its escapes are taken away.
        match &fact.value {
            Value::Span(span) if is_aligned(raw, *span) => {}
            Value::Span(_) | Value::Text { .. } => self.push_text(LAYOUT.text, &fold(&fact.value.text(raw))),
            Value::Word { .. } | Value::Number { .. } => {}
        }
        let column = fact.field.and_then(|field| LAYOUT.entity(field).map(|column| (field, column)));
        let Some((field, column)) = column else { return self.push_made(fact, raw) };
        match field.kind() {
            FieldKind::Ip => {
                if let Ok(address) = fact.value.text(raw).parse() {
                    self.parts.push((column, Part::Address(address_number(address))));
                }
            }
            FieldKind::Number => {
                self.parts.extend(fact.value.number(raw).map(|number| (column, Part::Number(number))));
            }
            FieldKind::Keyword | FieldKind::Text | FieldKind::Moment => {
                self.push_keyword(column, field.name(), &fact.value.text(raw));
            }
        }
    }

    /// What we made, of a field without a dictionary, so that a test on it can be narrowed by its words.
    fn push_made(&mut self, fact: &Fact, raw: &[u8]) {
        match (&fact.value, fact.field.map(model::Field::kind)) {
            // A moment is never asked for by its number.
            (_, Some(FieldKind::Moment)) => {}
            (Value::Word { word, .. }, _) => self.push_text(LAYOUT.made, &fold(word)),
            (Value::Number { number, .. }, _) => self.push_text(LAYOUT.made, &number.to_string()),
            // `022` is the number 22.
            (value, Some(FieldKind::Number)) => {
                if let Some(number) = value.number(raw).map(|number| number.to_string())
                    && value.text(raw) != number.as_str()
                {
                    self.push_text(LAYOUT.made, &number);
                }
            }
            _ => {}
        }
    }

    fn push_keyword(&mut self, column: Column, name: &str, text: &str) {
        let folded = fold(text);
        let (term, cut) = cut_term(&folded);
        self.push_text(column, term);
        if cut {
            self.push_text(LAYOUT.cut, name);
        }
    }

    fn push_text(&mut self, column: Column, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.parts.push((column, Part::Text(start..self.text.len())));
    }
}
