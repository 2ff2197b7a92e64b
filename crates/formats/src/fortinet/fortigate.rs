//! FortiGate: FortiOS's `key=value` log lines of the types traffic, event and utm.
//!
//! Written after the FortiOS Log Message Reference, versions 6.0 to 7.4: <https://docs.fortinet.com/product/fortigate>.
//! The order of keys differs between versions; quotes around values too; `set format csv` puts commas between the pairs.
//! FortiMail and FortiWeb write `log_id` and are not claimed here; what a FortiManager or FortiAnalyzer writes or forwards
//! in its own form is `fortinet.fortimanager`.

mod clients;
mod kinds;
mod meanings;
mod peers;

use memchr::memchr;
use model::{DiagnosticKind, Fact, Field, FieldSet, Format, Name, Record, Span, TimeRole, Value, WrittenTime};
use stamp::Form;

use self::{
    kinds::Kind,
    meanings::{MEANINGS, Means, Slot, find_service},
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{is_ip, is_number, read_number},
        doubt::doubt_repeated,
        json::{self, Leaf},
        keyed::unescape,
        pairs::{Pairs, Piece},
        protocol::find_protocol,
        scan::find_text,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "fortinet.fortigate", version: 7 },
    // A relay that took the date may leave the blank behind it.
    sign: Sign::LookAt(|byte| byte.is_ascii_lowercase() || *byte == b' ', shows),
    read,
};

/// The same records as JSON objects (`set format json`).
pub(crate) const OBJECT: Product =
    Product { format: PRODUCT.format, sign: Sign::Members(&["logid", "type", "subtype", "devid"]), read: read_object };

/// A line of pairs that names its log id.
fn shows(body: &Body<'_>) -> bool {
    const KEY_BYTES_MAX: usize = 12;
    let text = body.text();
    let begins_with_key = memchr(b'=', text.get(..KEY_BYTES_MAX).unwrap_or(text)).is_some();
    begins_with_key && find_text(text, b"logid=").is_some()
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    read_line(body, "FortiGate", "firewall", record)
}

/// Reads a line of a product that writes FortiOS's keys.
pub(super) fn read_line(body: &Body<'_>, product: &'static str, kind: &'static str, record: &mut Record) -> bool {
    let text = body.text();
    let has_escapes = memchr(b'\\', text).is_some();
    let mut line = Line { body, record, has_escapes, seen: [None; Slot::COUNT], given: FieldSet::default() };
    for piece in if is_by_commas(text) { Pairs::new_by_commas(text) } else { Pairs::new(text) } {
        match piece {
            Piece::Pair { key, value } => line.take(key, value),
            Piece::Word(word) => line.record.diagnose(DiagnosticKind::Value, body.span_of(word)),
            Piece::CutOff { key, value } => {
                // Only its beginning is there, so it means nothing for certain.
                let span = body.span_of(value);
                line.record.diagnose(DiagnosticKind::CutOff, span);
                line.keep_under(body.name_of(key), None, span);
            }
        }
    }
    let is_read = line.conclude(product, kind);
    // A member of an object cannot end its own quotes: only a line is doubted.
    line.tell_other_peer();
    doubt_repeated(body.raw, record);
    is_read
}

fn read_object(body: &Body<'_>, record: &mut Record) -> bool {
    let leaves = body.leaves();
    let seen = [None; Slot::COUNT];
    let mut line = Line { body, record, has_escapes: false, seen, given: FieldSet::default() };
    leaves.iter(body.raw).for_each(|leaf| line.take_leaf(leaf));
    leaves.diagnose(line.record);
    line.conclude("FortiGate", "firewall")
}

/// True where a comma ends the first pair, a date or a name of which none holds one.
fn is_by_commas(text: &[u8]) -> bool {
    let end = text.iter().position(|byte| matches!(byte, b',' | b' ' | b'"'));
    end.is_some_and(|end| text.get(end) == Some(&b',') && text.get(..end).is_some_and(|pair| pair.contains(&b'=')))
}

/// A record in the making.
struct Line<'a, 'r> {
    body: &'a Body<'a>,
    record: &'r mut Record,
    /// True where a backslash stands in the line: it may guard a quote or another one.
    has_escapes: bool,
    /// Where the values stand that a conclusion needs.
    seen: [Option<Span>; Slot::COUNT],
    /// The fields that the pairs gave, once all of them are read.
    given: FieldSet,
}

impl<'a> Line<'a, '_> {
    #[inline(always)]
    fn take(&mut self, key: &[u8], value: &[u8]) {
        let span = self.body.span_of(value);
        let Some((name, means)) = MEANINGS.find(key) else {
            self.keep_under(self.body.name_of(key), None, span);
            return;
        };
        // FortiOS writes these where it has nothing to say.
        let says_nothing = matches!(value, b"" | b"N/A" | b"n/a" | b"(null)" | b"undefined" | b"Reserved");
        let field = match *means {
            _ if says_nothing => None,
            Means::Is(field) => Some(field),
            Means::IsBothNoted(first, second, slot) => {
                self.note(slot, span);
                self.keep(name, Some(first), span);
                Some(second)
            }
            Means::IsAddress(field) => Some(field).filter(|_| is_ip(value)),
            Means::IsAddressNoted(field, slot) => {
                let is_address = is_ip(value);
                if is_address {
                    self.note(slot, span);
                }
                Some(field).filter(|_| is_address)
            }
            Means::IsNoted(field, slot) => {
                self.note(slot, span);
                Some(field)
            }
            Means::Noted(slot) => {
                self.note(slot, span);
                None
            }
            // Part of the record's time.
            Means::When(slot) => return self.note(slot, span),
            Means::Seconds(field) => {
                self.keep(name, None, span);
                let nanos = read_number(value).and_then(|seconds| seconds.checked_mul(1_000_000_000));
                if let Some(nanos) = nanos {
                    self.record.push_number(field, nanos, span);
                }
                return;
            }
        };
        self.keep(name, field, span);
    }

    #[inline(always)]
    fn keep(&mut self, name: &'static str, field: Option<Field>, span: Span) {
        if self.has_escapes {
            return self.keep_under(Name::Known(name), field, span);
        }
        self.record.push(name, field, span);
    }

    /// Adds a value that may have escapes, or one whose key nobody explains.
    #[inline(never)]
    fn keep_under(&mut self, name: Name, field: Option<Field>, span: Span) {
        let text = if self.has_escapes { unescape(span.of(self.body.raw)) } else { None };
        let value = text.map_or(Value::Span(span), |text| Value::Text { text, span });
        self.record.facts.push(Fact { name, field, value });
    }

    fn note(&mut self, slot: Slot, span: Span) {
        if let Some(place) = self.seen.get_mut(slot as usize) {
            if place.is_some() {
                self.record.diagnose(DiagnosticKind::Repeated, span);
            } else {
                *place = Some(span);
            }
        }
    }

    fn span(&self, slot: Slot) -> Option<Span> {
        self.seen.get(slot as usize).copied().flatten()
    }

    fn text(&self, slot: Slot) -> &'a [u8] {
        self.span(slot).map_or(&[], |span| span.of(self.body.raw))
    }

    /// Takes a member of an object; what has escapes is told without them.
    fn take_leaf(&mut self, leaf: Leaf<'_>) {
        match (&leaf.value, MEANINGS.find(leaf.path)) {
            // No text of that spelling.
            _ if leaf.kind == json::Kind::Null => self.record.facts.push(leaf.into_fact(None, None)),
            (Value::Span(span), _) if leaf.is_whole => self.take(leaf.path, span.of(self.body.raw)),
            (_, Some((name, Means::Is(field) | Means::IsNoted(field, _)))) => {
                self.record.facts.push(leaf.into_fact(Some(name), Some(*field)));
            }
            _ => self.record.facts.push(leaf.into_fact(None, None)),
        }
    }

    /// What follows from the line as a whole; false where it does not name its log id and its type.
    fn conclude(&mut self, product: &'static str, kind: &'static str) -> bool {
        if self.text(Slot::LogId).is_empty() || self.text(Slot::Type).is_empty() {
            return false;
        }
        self.conclude_time();
        let origin = self.span(Slot::Type).unwrap_or_default();
        self.record.push_word(Field::ObserverVendor, "Fortinet", origin);
        self.record.push_word(Field::ObserverProduct, product, origin);
        self.record.push_word(Field::ObserverType, kind, origin);
        self.conclude_network();
        self.conclude_rule();
        self.given = FieldSet::of(&self.record.facts);
        self.conclude_client();
        self.conclude_peer();
        self.conclude_persons();
        self.conclude_request();
        let kind = Kind {
            log_type: self.text(Slot::Type),
            subtype: self.text(Slot::Subtype),
            log_id: self.text(Slot::LogId),
            action: self.text(Slot::Action),
            status: self.text(Slot::Status),
            is_change: self.span(Slot::ConfigPath).is_some(),
        };
        kind.conclude(origin, self.span(Slot::Action).or(self.span(Slot::Status)).unwrap_or(origin), self.record);
        true
    }

    /// `date` and `time` name a moment only together with `tz`; without it `eventtime`, an epoch, is the better one.
    fn conclude_time(&mut self) {
        let written = match (self.span(Slot::Date), self.span(Slot::Time)) {
            (Some(date), Some(time)) => Some(WrittenTime {
                role: TimeRole::Event,
                form: Form::DateTime,
                span: date,
                time: Some(time),
                zone: self.span(Slot::Zone),
            }),
            _ => None,
        };
        let epoch = self.span(Slot::EventTime).filter(|_| is_number(self.text(Slot::EventTime)));
        let has_zone = self.span(Slot::Zone).is_some();
        match (written, epoch) {
            (Some(written), _) if has_zone || epoch.is_none() => self.record.times.push(written),
            (_, Some(epoch)) => self.record.push_time(TimeRole::Event, Form::Epoch, epoch),
            _ => {}
        }
        // All of them stay under their own names: which one counted is no reason to forget the others.
        for (name, slot) in
            [("date", Slot::Date), ("time", Slot::Time), ("tz", Slot::Zone), ("eventtime", Slot::EventTime)]
        {
            if let Some(span) = self.span(slot) {
                self.record.push(name, None, span);
            }
        }
    }

    fn conclude_network(&mut self) {
        if let (Some(span), Some((word, _))) = (self.span(Slot::Protocol), find_protocol(self.text(Slot::Protocol))) {
            self.record.push_word(Field::NetworkTransport, word, span);
        }
        if let (Some(span), Some(word)) = (self.span(Slot::Service), find_service(self.text(Slot::Service))) {
            self.record.push_word(Field::NetworkProtocol, word, span);
        }
        if let Some(span) = self.span(Slot::Direction) {
            match self.text(Slot::Direction) {
                b"outgoing" | b"outbound" => self.record.push_word(Field::NetworkDirection, "outbound", span),
                b"incoming" | b"inbound" => self.record.push_word(Field::NetworkDirection, "inbound", span),
                _ => {}
            }
        }
    }

    /// A signature that fired is the rule; where none did, the policy is.
    fn conclude_rule(&mut self) {
        let rules =
            [(Slot::AttackId, Slot::PolicyId, Field::RuleId), (Slot::Attack, Slot::PolicyName, Field::RuleName)];
        for (signature, policy, field) in rules {
            if let Some(span) = self.span(signature).or(self.span(policy)) {
                self.record.push(field.name(), Some(field), span);
            }
        }
    }

    /// Gives a value of note a field, where nothing else has it.
    fn give(&mut self, name: &'static str, slot: Slot, field: Field) {
        if let Some(span) = self.span(slot).filter(|_| !self.given.contains(field)) {
            self.given.insert(field);
            self.record.push(name, Some(field), span);
        }
    }

    /// `from` and `to` are a mail's, or a call's, whose addresses are no mail's.
    fn conclude_persons(&mut self) {
        let is_call = [Slot::Type, Slot::Subtype].into_iter().any(|slot| self.text(slot) == b"voip");
        let fields = match is_call {
            true => [(Slot::From, Field::SourceUserName), (Slot::To, Field::DestinationUserName)],
            false => [(Slot::From, Field::EmailFromAddress), (Slot::To, Field::EmailToAddress)],
        };
        // SSH's account, a FortiManager's action.
        let others = [(Slot::Account, Field::UserName), (Slot::Operation, Field::EventAction)];
        for (slot, field) in fields.into_iter().chain(others) {
            self.give(field.name(), slot, field);
        }
    }
}
