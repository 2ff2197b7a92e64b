//! Records made of one JSON document whose members a product's table explains.
//!
//! Arrays have no place in a path, so what several items say of one field is several values of it.

mod take;

use model::{Fact, Field, Name, Record, Span, TimeRole, Value};

use super::{names::Row, snake::to_snake};
use crate::body::Body;

/// What the values of a member mean: the value, in any case, and the words that it stands for.
pub(crate) type Sayings = &'static [(&'static str, &'static [(Field, &'static str)])];

/// What a member means.
#[derive(Clone, Copy)]
pub(crate) enum Means {
    /// The field.
    Is(Field),
    /// Both fields.
    Both(Field, Field),
    /// Something that a conclusion needs, and no field by itself.
    Noted(Slot),
    /// The field, and something that a conclusion needs.
    IsNoted(Field, Slot),
    /// A time: an epoch where it is a number, else a date.
    Time(TimeRole),
    /// `log.level` as written, and `event.severity` on the one scale.
    Severity,
    /// Words of ours, by the value.
    Says(Sayings),
    /// The field, and words of ours by the value.
    IsSays(Field, Sayings),
    /// `event.action`, in snake case.
    Action,
    /// A hash whose kind its length tells.
    Hash,
    /// As [`Means::Hash`], of the process's file.
    ProcessHash,
    /// The field, where it is an IP address; else the other.
    Address(Field, Field),
    /// An address, or what else names a host, and a port behind it, which is none of its name.
    HostPort(Field, Field),
    /// A path, and the name at its end.
    PathAndName(Field, Field),
    /// A text that names techniques of ATT&CK by their ids.
    Techniques,
    /// A tactic of ATT&CK or several, by name, a comma between them.
    Tactics,
}

/// A member that a conclusion needs, by the part that it plays.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Slot {
    /// What kind of record it is.
    Kind,
    /// A second, narrower kind.
    Class,
    /// A third.
    Activity,
    /// What was done, or what the product did about it.
    Action,
    /// How it ended.
    Outcome,
    /// The state of an alert.
    Status,
    /// Which way it went.
    Direction,
    /// The name of what was found.
    Name,
    /// The number of what was found.
    Number,
    /// Who did it.
    Actor,
    /// Whom it was done to.
    Target,
    /// One end of a flow: the address, the port.
    NearAddress,
    NearPort,
    /// The other end.
    FarAddress,
    FarPort,
    /// A text about it.
    Text,
    /// What proves the document to be the product's own.
    Proof,
}

const SLOTS: usize = Slot::Proof as usize + 1;

/// How a product writes its documents.
pub(crate) struct Dialect {
    /// The row of a path.
    pub(crate) find: fn(&[u8]) -> Option<&'static Row<Means>>,
    /// What may wrap the document: the first that a path begins with is no part of it.
    pub(crate) wrappers: &'static [&'static str],
}

/// A record in the making.
pub(crate) struct Document<'a, 'r> {
    raw: &'a [u8],
    /// What has been read.
    pub(crate) record: &'r mut Record,
    /// Where in the record's facts those stand that a conclusion needs: the first of each.
    seen: [Option<usize>; SLOTS],
    /// The document's first byte: where those words stand that follow from all of it.
    pub(crate) origin: Span,
}

impl<'a, 'r> Document<'a, 'r> {
    /// Reads the whole document, and says what could not be read.
    pub(crate) fn read(body: &Body<'a>, record: &'r mut Record, dialect: &Dialect) -> Self {
        let origin = Span { end: body.span.end.min(body.span.start + 1), ..body.span };
        let mut document = Self { raw: body.raw, record, seen: [None; SLOTS], origin };
        let leaves = body.leaves();
        for leaf in leaves.iter(body.raw) {
            document.take(leaf, dialect);
        }
        leaves.diagnose(document.record);
        document
    }

    /// Says what a value at a place means.
    fn say(&mut self, span: Span, sayings: Sayings) {
        let text = span.of(self.raw);
        let Some((_, words)) = sayings.iter().find(|(value, _)| text.eq_ignore_ascii_case(value.as_bytes())) else {
            return;
        };
        for (field, word) in *words {
            self.push_once(*field, word, span);
        }
    }

    /// Adds a word where the record does not have it yet.
    pub(crate) fn push_once(&mut self, field: Field, word: &'static str, span: Span) {
        let is_there = |fact: &Fact| {
            fact.field == Some(field) && matches!(fact.value, Value::Word { word: there, .. } if there == word)
        };
        if !self.record.facts.iter().any(is_there) {
            self.record.push_word(field, word, span);
        }
    }

    fn fact(&mut self, slot: Slot) -> Option<&mut Fact> {
        let at = (*self.seen.get(slot as usize)?)?;
        self.record.facts.get_mut(at)
    }

    /// True where a member of note stands in the document and says something.
    pub(crate) fn has(&self, slot: Slot) -> bool {
        self.seen.get(slot as usize).is_some_and(Option::is_some)
    }

    /// Where a value of note stands; the document's first byte where it does not.
    pub(crate) fn span(&self, slot: Slot) -> Span {
        let at = self.seen.get(slot as usize).copied().flatten();
        at.and_then(|at| self.record.facts.get(at)).map_or(self.origin, |fact| fact.value.span())
    }

    /// The bytes at a place.
    pub(crate) fn bytes(&self, span: Span) -> &'a [u8] {
        span.of(self.raw)
    }

    /// A value of note as written, empty where there is none.
    pub(crate) fn text(&self, slot: Slot) -> &'a [u8] {
        if self.has(slot) { self.span(slot).of(self.raw) } else { &[] }
    }

    /// Gives a value of note its field, once the rest of the document is known.
    pub(crate) fn settle(&mut self, slot: Slot, field: Field) {
        if let Some(fact) = self.fact(slot) {
            fact.field = Some(field);
        }
    }

    /// Leaves a value of note under its own name alone.
    pub(crate) fn forget(&mut self, slot: Slot) {
        if let Some(fact) = self.fact(slot) {
            fact.field = None;
        }
    }

    /// What does not say when it happened counts as of when its record was made.
    pub(crate) fn conclude_time(&mut self) {
        let times = &mut self.record.times;
        if !times.iter().any(|time| time.role == TimeRole::Event)
            && let Some(time) = times.iter_mut().find(|time| time.role == TimeRole::Created)
        {
            time.role = TimeRole::Event;
        }
    }

    /// Says which product wrote the record.
    pub(crate) fn conclude_observer(&mut self, vendor: &'static str, product: &'static str, kind: &'static str) {
        let origin = self.origin;
        self.record.push_word(Field::ObserverVendor, vendor, origin);
        self.record.push_word(Field::ObserverProduct, product, origin);
        if !kind.is_empty() {
            self.record.push_word(Field::ObserverType, kind, origin);
        }
    }

    /// Says `event.kind`.
    pub(crate) fn conclude_kind(&mut self, kind: &'static str) {
        self.record.push_word(Field::EventKind, kind, self.origin);
    }

    /// Says what the value of a slot means, by a table of sayings.
    pub(crate) fn conclude_sayings(&mut self, slot: Slot, sayings: Sayings) {
        if self.has(slot) {
            self.say(self.span(slot), sayings);
        }
    }

    /// Makes `event.action` of a value of note, in snake case.
    pub(crate) fn conclude_action(&mut self, slot: Slot) {
        let span = self.span(slot);
        let action = self.fact(slot).map(|fact| fact.value.clone()).and_then(|value| to_snake(&value.text(self.raw)));
        if let Some(text) = action {
            let name = Name::Known(Field::EventAction.name());
            self.record.facts.push(Fact { name, field: Some(Field::EventAction), value: Value::Text { text, span } });
        }
    }
}
