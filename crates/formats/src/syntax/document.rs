//! Records made of one JSON document whose members a product's table explains.
//!
//! Arrays have no place in a path, so what several items say of one field is several values of it.

use model::{Fact, Field, Name, Record, Span, TimeRole, Value};
use stamp::Form;

use super::{
    gravity::find_gravity,
    json::{Kind, Leaf},
    names::Row,
    snake::to_snake,
    technique::{find_tactic, find_techniques},
};
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

    fn take(&mut self, leaf: Leaf<'_>, dialect: &Dialect) {
        let wrapper = dialect.wrappers.iter().find_map(|wrapper| leaf.path.strip_prefix(wrapper.as_bytes()));
        let Some((name, means)) = (dialect.find)(wrapper.unwrap_or(leaf.path)) else {
            let name = wrapper.map(|path| Name::Path(String::from_utf8_lossy(path).into()));
            let mut fact = leaf.into_fact(None, None);
            fact.name = name.unwrap_or(fact.name);
            self.record.facts.push(fact);
            return;
        };
        self.take_known(leaf, name, *means);
    }

    fn take_known(&mut self, leaf: Leaf<'_>, name: &'static str, means: Means) {
        let (span, kind) = (leaf.value.span(), leaf.kind);
        let says_something = leaf.is_whole && kind != Kind::Null && !span.is_empty();
        match means {
            Means::Is(field) => self.keep(leaf, name, Some(field)),
            Means::Both(first, second) => {
                let fact = leaf.into_fact(Some(name), Some(first));
                let again = fact.field.is_some().then(|| Fact { field: Some(second), ..fact.clone() });
                self.record.facts.push(fact);
                self.record.facts.extend(again);
            }
            Means::Noted(slot) => {
                self.note(slot, says_something);
                self.keep(leaf, name, None);
            }
            Means::IsNoted(field, slot) => {
                self.note(slot, says_something);
                self.keep(leaf, name, Some(field));
            }
            Means::Time(role) => match name_form(kind, span.of(self.raw)).filter(|_| says_something) {
                Some(form) => self.record.push_time(role, form, span),
                None => self.keep(leaf, name, None),
            },
            Means::Severity => {
                let gravity = find_gravity(span.of(self.raw)).filter(|_| says_something);
                self.keep(leaf, name, Some(Field::LogLevel));
                if let Some(number) = gravity {
                    self.record.push_number(Field::EventSeverity, number, span);
                }
            }
            Means::Says(sayings) => self.take_saying(leaf, name, None, sayings),
            Means::IsSays(field, sayings) => self.take_saying(leaf, name, Some(field), sayings),
            Means::Action => {
                let action = to_snake(&leaf.value.text(self.raw)).filter(|_| says_something);
                self.keep(leaf, name, None);
                if let Some(text) = action {
                    let value = Value::Text { text, span };
                    let name = Name::Known(Field::EventAction.name());
                    self.record.facts.push(Fact { name, field: Some(Field::EventAction), value });
                }
            }
            _ => self.take_parts(leaf, name, means),
        }
    }

    /// Takes a member of whose value only a part means something, or whose kind its value tells.
    fn take_parts(&mut self, leaf: Leaf<'_>, name: &'static str, means: Means) {
        let span = leaf.value.span();
        let says_something = leaf.is_whole && leaf.kind != Kind::Null && !span.is_empty();
        match means {
            Means::Hash => {
                let hash = find_hash(span.len()).map(|(file, _)| file);
                self.keep(leaf, name, hash);
            }
            Means::ProcessHash => {
                let hash = find_hash(span.len()).map(|(_, process)| process);
                self.keep(leaf, name, hash);
            }
            Means::Address(address, other) => {
                let is_ip = super::cut::is_ip(span.of(self.raw));
                self.keep(leaf, name, Some(if is_ip { address } else { other }));
            }
            Means::HostPort(address, other) => {
                let text = span.of(self.raw);
                let (host, _) = super::http::cut_last_port(text);
                let start = span.start as usize + usize::from(host.len() < text.len() && text.starts_with(b"["));
                let field = if super::cut::is_ip(host) { address } else { other };
                let mut fact = leaf.into_fact(Some(name), Some(field));
                if let Value::Span(_) = fact.value {
                    fact.value = Value::Span(Span::new(start, start + host.len()));
                }
                self.record.facts.push(fact);
            }
            Means::PathAndName(path, file) => {
                let fact = leaf.into_fact(Some(name), Some(path));
                let value = fact.field.and_then(|_| cut_name(&fact.value, self.raw));
                self.record.facts.push(fact);
                if let Some(value) = value {
                    self.record.facts.push(Fact { name: Name::Known(name), field: Some(file), value });
                }
            }
            Means::Tactics => {
                let text = span.of(self.raw);
                let known = || text.split(|byte| *byte == b',').filter_map(find_tactic).take(SLOTS);
                self.keep(leaf, name, Some(Field::ThreatTacticName).filter(|_| known().next().is_none()));
                known().for_each(|tactic| self.push_once(Field::ThreatTacticName, tactic, span));
            }
            Means::Techniques => {
                // Where it is all of it, that is what the member means.
                let text = span.of(self.raw);
                let is_id = find_techniques(text).next() == Some((0, text.len()));
                self.keep(leaf, name, Some(Field::ThreatTechniqueId).filter(|_| is_id));
                let ids = find_techniques(text).filter(|_| says_something && !is_id);
                for (from, to) in ids {
                    let start = span.start as usize;
                    let name = Field::ThreatTechniqueId.name();
                    self.record.push(name, Some(Field::ThreatTechniqueId), Span::new(start + from, start + to));
                }
            }
            _ => self.keep(leaf, name, None),
        }
    }

    fn take_saying(&mut self, leaf: Leaf<'_>, name: &'static str, field: Option<Field>, sayings: Sayings) {
        let (span, is_whole) = (leaf.value.span(), leaf.is_whole);
        self.keep(leaf, name, field);
        if is_whole {
            self.say(span, sayings);
        }
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

    fn keep(&mut self, leaf: Leaf<'_>, name: &'static str, field: Option<Field>) {
        leaf.keep(Some(name), field, self.record);
    }

    fn note(&mut self, slot: Slot, says_something: bool) {
        if says_something && let Some(place) = self.seen.get_mut(slot as usize) {
            place.get_or_insert(self.record.facts.len());
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

/// How many digits a FILETIME of our days has.
const FILE_TIME_DIGITS: usize = 18;

/// The grammar of a time, by how it begins; none for what is no time.
fn name_form(kind: Kind, text: &[u8]) -> Option<Form> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match text.get(digits) {
        // Steps of 100 ns since 1601: nanoseconds since 1970 had as many digits before 2001 alone.
        None if digits == FILE_TIME_DIGITS => Some(Form::FileTime),
        None if digits > 0 => Some(Form::Epoch),
        Some(b'.') if digits > 4 && text.iter().skip(digits + 1).all(u8::is_ascii_digit) => Some(Form::Epoch),
        Some(b'-') if digits == 4 && kind == Kind::Text => Some(Form::Rfc3339),
        Some(b'/') if digits == 4 => Some(Form::YearFirst),
        Some(b'/') if matches!(digits, 1 | 2) => Some(Form::MonthFirst),
        Some(byte) if digits == 0 && byte.is_ascii_alphabetic() && text.get(3) == Some(&b',') => Some(Form::Rfc5322),
        _ => None,
    }
}

/// The fields of a hash, as a file's and as a process's, by how many digits it has.
fn find_hash(digits: usize) -> Option<(Field, Field)> {
    match digits {
        32 => Some((Field::FileHashMd5, Field::ProcessHashMd5)),
        40 => Some((Field::FileHashSha1, Field::ProcessHashSha1)),
        64 => Some((Field::FileHashSha256, Field::ProcessHashSha256)),
        _ => None,
    }
}

/// What follows the last slash or backslash of a path.
fn cut_name(path: &Value, raw: &[u8]) -> Option<Value> {
    let bytes = path.bytes(raw)?;
    let at = bytes.iter().rposition(|byte| matches!(byte, b'/' | b'\\')).map_or(0, |at| at + 1);
    let name = bytes.get(at..).filter(|name| !name.is_empty())?;
    Some(match path {
        Value::Span(span) => Value::Span(Span::new(span.start as usize + at, span.end as usize)),
        other => Value::Text { text: String::from_utf8_lossy(name).into(), span: other.span() },
    })
}
