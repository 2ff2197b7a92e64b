//! Suricata's `eve.json`: one JSON object a line, told apart by `event_type`.
//!
//! Written after the Suricata User Guide, "EVE JSON Format", versions 4 to 8:
//! <https://docs.suricata.io/en/latest/output/eve/eve-json-format.html>.

mod meanings;
mod protocols;

use model::{Field, Format, Record, Span, Value};
use stamp::Form;

use self::{
    meanings::{MEANINGS, Means, Slot},
    protocols::is_protocol,
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{json::Leaf, protocol::find_protocol},
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "suricata.eve", version: 4 },
    sign: Sign::Members(&["event_type", "timestamp"]),
    read,
};

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut eve = Eve::new(body, record);
    let leaves = body.leaves();
    // Hundreds of counters of the sensor itself; they stay in the evidence.
    for leaf in leaves.iter(body.raw) {
        if !leaf.path.starts_with(b"stats.") {
            eve.take(leaf);
        }
    }
    eve.conclude(["OISF", "Suricata", "ids"]);
    leaves.diagnose(record);
    true
}

/// A record in the making: this product's, or one of another whose engine it is.
pub(crate) struct Eve<'a, 'r> {
    raw: &'a [u8],
    record: &'r mut Record,
    /// True where the record names the protocol above the transport.
    has_protocol: bool,
    /// Where in the record's facts those stand that a conclusion needs.
    seen: [Option<usize>; Slot::COUNT],
}

impl<'a, 'r> Eve<'a, 'r> {
    pub(crate) fn new(body: &Body<'a>, record: &'r mut Record) -> Self {
        Self { raw: body.raw, record, has_protocol: false, seen: [None; Slot::COUNT] }
    }

    /// Takes members of the document.
    #[inline]
    pub(crate) fn take_all(&mut self, leaves: impl Iterator<Item = Leaf<'a>>) {
        leaves.for_each(|leaf| self.take(leaf));
    }

    #[inline(always)]
    fn take(&mut self, leaf: Leaf<'_>) {
        let Some((name, means)) = MEANINGS.find(leaf.path) else {
            leaf.keep(None, None, self.record);
            return;
        };
        let (name, span) = (Some(*name), leaf.value.span());
        let field = match *means {
            Means::Is(field) => Some(field),
            Means::IsBoth(first, second) => {
                let fact = leaf.into_fact(name, Some(first));
                let again = fact.field.is_some().then(|| model::Fact { field: Some(second), ..fact.clone() });
                self.record.facts.push(fact);
                self.record.facts.extend(again);
                return;
            }
            Means::IsNoted(field, slot) => {
                self.note(slot);
                Some(field)
            }
            Means::Noted(slot) => {
                self.note(slot);
                None
            }
            Means::Protocol => {
                let is_found = !matches!(span.of(self.raw), b"failed" | b"unknown");
                self.has_protocol |= is_found && leaf.says_something();
                Some(Field::NetworkProtocol).filter(|_| is_found)
            }
            Means::Time(role) if leaf.says_something() => {
                return self.record.push_time(role, Form::Rfc3339, span);
            }
            Means::Time(_) | Means::Own => None,
            Means::Behind(..) | Means::Mailbox(_) | Means::Seconds(_) => return self.take_part(leaf, name, *means),
        };
        leaf.keep(name, field, self.record);
    }

    /// Takes a member of whose value only a part means something, or which counts in another unit.
    #[inline(never)]
    fn take_part(&mut self, leaf: Leaf<'_>, name: Option<&'static str>, means: Means) {
        let (span, is_whole) = (leaf.value.span(), leaf.is_whole);
        match means {
            Means::Behind(prefix, field) => {
                let mut fact = leaf.into_fact(name, Some(field));
                // "HTTP/1.1" and "TLS 1.2" hold the version as written; where they do not, nothing is said.
                let version = match &fact.value {
                    Value::Text { text, .. } => {
                        text.strip_prefix(prefix).map(|text| Value::Text { text: text.into(), span })
                    }
                    _ => span
                        .of(self.raw)
                        .strip_prefix(prefix.as_bytes())
                        .map(|version| Value::Span(Span::new(span.end as usize - version.len(), span.end as usize))),
                };
                match version {
                    Some(version) => fact.value = version,
                    None => fact.field = None,
                }
                self.record.facts.push(fact);
            }
            Means::Mailbox(field) => {
                let mut fact = leaf.into_fact(name, Some(field));
                let text = span.of(self.raw);
                let open = memchr::memrchr(b'<', text).filter(|_| text.ends_with(b">"));
                if let (Value::Span(_), Some(open)) = (&fact.value, open) {
                    let start = span.start as usize + open + 1;
                    fact.value = Value::Span(Span::new(start, span.end as usize - 1));
                }
                self.record.facts.push(fact);
            }
            Means::Seconds(field) => {
                let seconds = leaf.value.number(self.raw).filter(|_| is_whole);
                leaf.keep(name, None, self.record);
                if let Some(nanos) = seconds.and_then(|seconds| seconds.checked_mul(1_000_000_000)) {
                    self.record.push_number(field, nanos, span);
                }
            }
            _ => leaf.keep(name, None, self.record),
        }
    }

    fn note(&mut self, slot: Slot) {
        if let Some(place) = self.seen.get_mut(slot as usize) {
            place.get_or_insert(self.record.facts.len());
        }
    }

    /// The value of a noted fact.
    fn value(&self, slot: Slot) -> Option<&Value> {
        let at = (*self.seen.get(slot as usize)?)?;
        self.record.facts.get(at).map(|fact| &fact.value)
    }

    /// The bytes of a noted fact (empty where there is none), and where they stand.
    fn text(&self, slot: Slot) -> (&[u8], Span) {
        self.value(slot).map_or((&[], Span::NONE), |value| (value.bytes(self.raw).unwrap_or_default(), value.span()))
    }

    /// Gives a noted fact its meaning, once the rest of the document is known.
    fn settle(&mut self, slot: Slot, field: Field) {
        let at = self.seen.get(slot as usize).copied().flatten();
        if let Some(fact) = at.and_then(|at| self.record.facts.get_mut(at)) {
            fact.field = Some(field);
        }
    }

    /// What follows from the document as a whole, and from who wrote it: its vendor, its product, its type.
    pub(crate) fn conclude(&mut self, [vendor, product, sensor]: [&'static str; 3]) {
        let (kind, span) = self.text(Slot::EventType);
        let (category, types): (&[&'static str], &[&'static str]) = match kind {
            b"alert" => (&["intrusion_detection", "network"], &[]),
            b"drop" => (&["network"], &["denied"]),
            b"flow" => (&["network"], &["connection", "end"]),
            b"netflow" => (&["network"], &["connection", "info"]),
            b"http" => (&["web", "network"], &["access", "protocol"]),
            b"fileinfo" => (&["file", "network"], &["info"]),
            b"smtp" => (&["email", "network"], &["info", "protocol"]),
            b"krb5" => (&["authentication", "network"], &["protocol"]),
            b"ftp" | b"ftp_data" | b"nfs" | b"tftp" => (&["file", "network"], &["protocol"]),
            b"engine" => (&["host"], &["info"]),
            b"anomaly" => (&["network"], &["info"]),
            b"stats" => (&[], &["info"]),
            _ => (&["network"], &["protocol"]),
        };
        let event_kind = match kind {
            b"alert" => "alert",
            b"stats" => "metric",
            _ => "event",
        };
        let (is_alert, is_dns, is_protocol) = (kind == b"alert", kind == b"dns", is_protocol(kind));
        if self.value(Slot::AlertAction).is_none() {
            self.settle(Slot::EventType, Field::EventAction);
        }
        let record = &mut *self.record;
        record.push_word(Field::ObserverVendor, vendor, span);
        record.push_word(Field::ObserverProduct, product, span);
        record.push_word(Field::ObserverType, sensor, span);
        record.push_word(Field::EventKind, event_kind, span);
        category.iter().for_each(|word| record.push_word(Field::EventCategory, word, span));
        types.iter().for_each(|word| record.push_word(Field::EventType, word, span));
        if is_alert {
            self.conclude_alert();
        }
        if is_dns {
            self.conclude_dns();
        }
        if is_protocol && !self.has_protocol {
            self.record.push("event_type", Some(Field::NetworkProtocol), span);
        }
        self.conclude_client();
        self.conclude_outcome();
        self.conclude_flow(is_alert);
        let (proto, span) = self.text(Slot::Proto);
        // `006` in records of flows.
        let proto = proto.iter().position(|byte| *byte != b'0').and_then(|at| proto.get(at..)).unwrap_or(proto);
        if let Some((word, _)) = find_protocol(proto) {
            self.record.push_word(Field::NetworkTransport, word, span);
        }
    }

    fn conclude_alert(&mut self) {
        let (action, span) = self.text(Slot::AlertAction);
        let word = match action {
            b"allowed" => "allowed",
            b"blocked" => "denied",
            _ => "info",
        };
        self.record.push_word(Field::EventType, word, span);
    }

    /// A version 1 answer names one record of the answer; all else names the question.
    fn conclude_dns(&mut self) {
        let (kind, span) = self.text(Slot::DnsType);
        let (is_query, is_answer) = (matches!(kind, b"query" | b"request"), matches!(kind, b"answer" | b"response"));
        let is_versioned = self.value(Slot::DnsVersion).is_some();
        if is_query || is_versioned {
            self.settle(Slot::DnsName, Field::DnsQuestionName);
            self.settle(Slot::DnsRecordType, Field::DnsQuestionType);
        }
        if is_query || is_answer {
            self.record.push_word(Field::DnsType, if is_query { "query" } else { "answer" }, span);
        }
        let (code, span) = self.text(Slot::DnsCode);
        if is_answer && !code.is_empty() {
            let outcome = if code == b"NOERROR" { "success" } else { "failure" };
            self.record.push_word(Field::EventOutcome, outcome, span);
        }
    }

    /// Counts are those of the flow's two ends, its client and its server. The record's source is the client, but for
    /// an alert, whose source sent the packet: there `direction` says which end that was (Suricata 7 and later), or the
    /// flow's own source, and without either the ports, where one end's is a system port (RFC 6335 §6) and the other's
    /// is not.
    fn conclude_flow(&mut self, is_alert: bool) {
        let ends = [[Field::SourcePackets, Field::SourceBytes], [Field::DestinationPackets, Field::DestinationBytes]];
        let [client, server] = match self.text(Slot::Direction).0 {
            b"to_client" if is_alert => [ends[1], ends[0]],
            b"" if is_alert => match self.find_flow_server().or_else(|| self.find_server()) {
                Some(Field::SourcePort) => [ends[1], ends[0]],
                Some(_) => ends,
                None => return,
            },
            _ => ends,
        };
        self.settle(Slot::ClientPackets, client[0]);
        self.settle(Slot::ClientBytes, client[1]);
        self.settle(Slot::ServerPackets, server[0]);
        self.settle(Slot::ServerBytes, server[1]);
    }

    /// The port of the end that serves, as far as the flow's own source tells.
    fn find_flow_server(&self) -> Option<Field> {
        let is_same = |slot, field| {
            let (flow, _) = self.text(slot);
            let end = self.record.first(field).and_then(|fact| fact.value.bytes(self.raw));
            (!flow.is_empty()).then(|| end == Some(flow))
        };
        let is_client = is_same(Slot::FlowSource, Field::SourceIp)?
            && is_same(Slot::FlowSourcePort, Field::SourcePort).unwrap_or(true);
        Some(if is_client { Field::DestinationPort } else { Field::SourcePort })
    }

    /// The port of the end that serves, as far as the two ports tell.
    fn find_server(&self) -> Option<Field> {
        const SYSTEM_PORT_MAX: u64 = 1023;
        let is_system = |field| {
            let port = self.record.first(field)?.value.number(self.raw)?;
            Some(port <= SYSTEM_PORT_MAX)
        };
        match (is_system(Field::SourcePort)?, is_system(Field::DestinationPort)?) {
            (true, false) => Some(Field::SourcePort),
            (false, true) => Some(Field::DestinationPort),
            _ => None,
        }
    }
}
