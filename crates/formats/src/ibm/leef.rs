//! LEEF as any vendor sends it: the predefined attributes of IBM's "QRadar Log Event Extended Format (LEEF)":
//! <https://www.ibm.com/docs/en/dsm?topic=overview-predefined-leef-event-attributes>.
//!
//! The grammar is [`crate::syntax::leef`]. The record's time is `devTime`.

mod keys;
mod watchguard;

use model::{DiagnosticKind, Fact, Field, Format, Name, Record, Span, TimeRole, Value};
use stamp::Form;

use self::keys::{KEYS, Means, Slot};
use crate::{
    body::Body,
    paloalto::panos::read_description,
    registry::{Product, Sign},
    syntax::{
        cef,
        cut::{is_ip, is_number},
        kind_words::{Kind, find_kind},
        leef::{Leef, find_leef, split_attributes},
        protocol::find_protocol,
        verdict::find_verdict,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "ibm.leef", version: 5 }, sign: Sign::Look(|body| body.has_version()), read };

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    // A mark may stand in what the envelope took for its own; without one the message is nothing but the header.
    let Some(leef) = find_leef(body.whole()).or_else(|| find_leef(body.text())) else { return false };
    body.reclaim(leef.mark, record);
    let is_watchguard = leef.header[0] == b"WatchGuard";
    let mut line = Line { body, record, is_watchguard, seen: [None; Slot::COUNT] };
    line.take_header(&leef);
    match leef.delimiter {
        Some(delimiter) => split_attributes(leef.attributes, delimiter).for_each(|(key, value)| line.take(key, value)),
        None => cef::Pairs::new(leef.attributes).for_each(|pair| line.take(pair.key, pair.value)),
    }
    line.conclude(&leef);
    true
}

/// A record in the making.
struct Line<'a, 'r> {
    body: &'a Body<'a>,
    record: &'r mut Record,
    /// True where a Firebox wrote it, whose keys are those of its other form.
    is_watchguard: bool,
    /// Where the values stand that a conclusion needs.
    seen: [Option<Span>; Slot::COUNT],
}

impl<'a> Line<'a, '_> {
    fn take_header(&mut self, leef: &Leef<'a>) {
        let [vendor, product, version, id] = leef.header;
        self.keep(Name::Known("vendor"), Some(Field::ObserverVendor), vendor);
        self.keep(Name::Known("product"), Some(Field::ObserverProduct), product);
        self.keep(Name::Known("version"), Some(Field::ObserverVersion), version);
        self.keep(Name::Known("id"), Some(Field::EventCode), id);
    }

    fn take(&mut self, key: &[u8], value: &[u8]) {
        // Some senders quote values, which LEEF does not know.
        let value = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")).unwrap_or(value);
        let span = self.body.span_of(value);
        if key.is_empty() {
            self.record.diagnose(DiagnosticKind::Value, span);
            return;
        }
        let of_vendor = if self.is_watchguard { watchguard::KEYS.find(key) } else { None };
        let Some((known, means)) = of_vendor.or_else(|| KEYS.find(key)) else {
            self.keep(self.body.name_of(key), None, value);
            return;
        };
        let name = Name::Known(known);
        match *means {
            Means::Is(field) => self.keep(name, Some(field), value),
            Means::Both(first, second) => {
                self.keep(name.clone(), Some(first), value);
                self.keep(name, Some(second), value);
            }
            Means::Kept => self.keep(name, None, value),
            // No translation took place.
            Means::Nat(field) => {
                self.keep(name, Some(field).filter(|_| !matches!(value, b"0.0.0.0" | b"::" | b"0")), value)
            }
            Means::IsNoted(field, slot) => {
                self.note(slot, span);
                self.keep(name, Some(field), value);
            }
            Means::Noted(slot) => {
                self.note(slot, span);
                self.keep(name, None, value);
            }
            Means::Host(named, addressed) => {
                let field = if is_ip(value) { addressed } else { named };
                let is_told = self.record.first(field).is_some();
                self.keep(name, Some(field).filter(|_| !is_told), value);
            }
            Means::Status => {
                let is_status = is_number(value) && value.len() == 3;
                self.keep(name, Some(Field::HttpResponseStatusCode).filter(|_| is_status), value);
            }
            Means::Hash => {
                let field = match value.len() {
                    32 => Some(Field::FileHashMd5),
                    40 => Some(Field::FileHashSha1),
                    64 => Some(Field::FileHashSha256),
                    _ => None,
                };
                self.keep(name, field, value);
            }
        }
    }

    fn keep(&mut self, name: Name, field: Option<Field>, value: &[u8]) {
        let span = self.body.span_of(value);
        let field = field.filter(|_| !matches!(value, b"" | b"None" | b"null"));
        self.record.facts.push(Fact { name, field, value: Value::Span(span) });
    }

    fn note(&mut self, slot: Slot, span: Span) {
        if let Some(place) = self.seen.get_mut(slot as usize).filter(|place| place.is_none() && !span.is_empty()) {
            *place = Some(span);
        }
    }

    fn span(&self, slot: Slot) -> Option<Span> {
        self.seen.get(slot as usize).copied().flatten()
    }

    fn text(&self, slot: Slot) -> &'a [u8] {
        self.span(slot).map_or(&[], |span| span.of(self.body.raw))
    }

    /// What follows from the line as a whole.
    fn conclude(&mut self, leef: &Leef<'_>) {
        let [.., id] = leef.header;
        let origin = self.body.span_of(id);
        self.conclude_times();
        self.conclude_users();
        // A proxy names the server that it was asked for.
        if let Some(span) = self.span(Slot::Host) {
            let is_asked = self.record.first(Field::UrlOriginal).is_some();
            let field = if is_asked { Field::UrlDomain } else { Field::HostName };
            if self.record.first(field).is_none() {
                self.record.push(field.name(), Some(field), span);
            }
        }
        if let Some(span) = self.span(Slot::Protocol) {
            match find_protocol(self.text(Slot::Protocol)) {
                Some((word, _)) => self.record.push_word(Field::NetworkTransport, word, span),
                // Proxies name what the transport carries.
                None if matches!(
                    self.text(Slot::Protocol),
                    b"http" | b"https" | b"HTTP" | b"HTTPS" | b"ftp" | b"FTP"
                ) =>
                {
                    self.record.push("proto", Some(Field::NetworkProtocol), span);
                }
                None => self.record.push("proto", Some(Field::NetworkTransport), span),
            }
        }
        if self.is_watchguard && self.read_text(id) {
            return;
        }
        if self.text(Slot::Category) == b"SYSTEM" && leef.header[0].starts_with(b"Palo Alto Networks") {
            let text = self.text(Slot::Text);
            let text = text.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\"")).unwrap_or(text);
            self.record.push_word(Field::EventKind, "event", origin);
            read_description(self.body, id, text, origin, self.record);
            return;
        }
        let has_ends =
            self.record.first(Field::SourceIp).is_some() && self.record.first(Field::DestinationIp).is_some();
        let kind = match (self.text(Slot::IsLogin), self.text(Slot::IsLogout)) {
            (b"true" | b"TRUE" | b"1", _) => Kind::Login,
            (_, b"true" | b"TRUE" | b"1") => Kind::Logout,
            _ => find_kind(&[id, self.text(Slot::Category), self.text(Slot::Policy)]),
        };
        self.record.push_word(Field::EventKind, kind.event_kind(), origin);
        for word in kind.categories(has_ends) {
            self.record.push_word(Field::EventCategory, word, origin);
        }
        let why = self.span(Slot::Action).unwrap_or(origin);
        // Many name the verdict as the event itself.
        let verdict = find_verdict(self.text(Slot::Action)).or_else(|| find_verdict(id));
        match (verdict, kind) {
            (Some(verdict), _) => {
                self.record.push_word(Field::EventType, verdict.event_type(), why);
                self.record.push_word(Field::EventOutcome, verdict.outcome(), why);
            }
            (None, Kind::Login) => self.record.push_word(Field::EventType, "start", origin),
            (None, Kind::Logout) => self.record.push_word(Field::EventType, "end", origin),
            (None, _) => self.record.push_word(Field::EventType, "info", origin),
        }
        let outcome = match self.text(Slot::Outcome) {
            b"success" => "success",
            b"failure" => "failure",
            _ => return,
        };
        if let (Some(span), None) = (self.span(Slot::Outcome), self.record.first(Field::EventOutcome)) {
            self.record.push_word(Field::EventOutcome, outcome, span);
        }
    }
}

impl Line<'_, '_> {
    /// The device's time, where it is missing that at which the event began; and the event's own.
    fn conclude_times(&mut self) {
        let slots = [Slot::Time, Slot::Start, Slot::End];
        let [time, start, end] = slots.map(|slot| self.span(slot));
        let roles = [(TimeRole::Event, time.or(start)), (TimeRole::Start, start), (TimeRole::End, end)];
        for (role, span) in roles {
            let Some(span) = span else { continue };
            if let Some(form) = name_form(span.of(self.body.raw), self.text(Slot::TimeFormat)) {
                self.record.push_time(role, form, span);
            }
        }
    }

    /// Where an account stands by itself, the user's name is the place where a directory has it.
    fn conclude_users(&mut self) {
        let Some(login) = self.span(Slot::Login) else { return };
        let is_other = |fact: &&mut Fact| fact.field == Some(Field::UserName) && fact.value.span() != login;
        self.record.facts.iter_mut().filter(is_other).for_each(|fact| fact.field = None);
    }
}

/// The grammar of a time: what its first bytes tell, and where they leave it open, the pattern that `devTimeFormat`
/// gives (Java's `SimpleDateFormat`).
fn name_form(text: &[u8], pattern: &[u8]) -> Option<Form> {
    match (text.first()?, text.get(4), text.get(2)) {
        (b'0'..=b'9', Some(b'-'), _) => Some(Form::Rfc3339),
        (b'0'..=b'9', Some(b'/'), _) => Some(Form::YearFirst),
        (b'0'..=b'9', _, Some(b'/')) if text.get(3).is_some_and(u8::is_ascii_alphabetic) => Some(Form::Clf),
        (b'0'..=b'9', _, Some(b'/' | b'.' | b'-')) if pattern.starts_with(b"d") => Some(Form::DayFirst),
        (b'0'..=b'9', _, Some(b'/')) => Some(Form::MonthFirst),
        (b'0'..=b'9', ..) if pattern.starts_with(b"yyyyMMdd") => Some(Form::Compact),
        // `20 Nov 2026 10:11:12`
        (b'0'..=b'9', ..) if text.iter().any(u8::is_ascii_alphabetic) => Some(Form::Rfc5322),
        (b'0'..=b'9', ..) => Some(Form::Epoch),
        (byte, ..) if byte.is_ascii_alphabetic() && text.get(3) == Some(&b',') => Some(Form::Rfc5322),
        (byte, ..) if byte.is_ascii_alphabetic() && pattern.starts_with(b"E") => Some(Form::Asctime),
        (byte, ..) if byte.is_ascii_alphabetic() => Some(Form::Rfc3164),
        _ => None,
    }
}
