//! Wazuh's `alerts.json`: one alert a line, each quoting the record that it was raised on; and its `archives.json`, which
//! has the records that no alert was raised on, too, in the same form without a rule.
//!
//! Written after Wazuh 4's documentation, "Alert management" and the ruleset's dynamic fields:
//! <https://documentation.wazuh.com/current/user-manual/manager/alert-management.html>. The time of the alert is the
//! record's time; that of the quoted record (`predecoder.timestamp`) stays under its own name.

mod meanings;

use model::{Fact, Field, Format, Record, Span, TimeRole, Value};
use stamp::Form;

use self::meanings::{GROUPS, MEANINGS, Means, Slot};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_last_text, is_ip, is_number},
        json::Leaf,
        protocol::find_protocol,
    },
    windows::eventchannel::{is_quoted, read_quoted},
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "wazuh.alerts", version: 3 },
    sign: Sign::AnyMembers(&[
        &["rule", "agent", "manager", "timestamp"],
        &["agent", "manager", "location", "decoder", "timestamp"],
        &["agent", "manager", "location", "full_log", "timestamp"],
        // As Wazuh's indexer gives them out.
        &["_index", "_source"],
    ]),
    read,
};

/// What a document stands below that an indexer gave out.
const INDEXED: &[u8] = b"_source.";

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut alert = Alert { raw: body.raw, record, seen: [None; Slot::COUNT], group: None };
    let leaves = body.leaves();
    let mut quotes_windows = false;
    let (mut is_indexed, mut has_manager) = (false, false);
    for mut leaf in leaves.iter(body.raw) {
        let path = leaf.path.strip_prefix(INDEXED).unwrap_or(leaf.path);
        is_indexed |= path.len() < leaf.path.len();
        has_manager |= path == b"manager.name";
        if is_quoted(leaf.path) {
            quotes_windows = true;
        } else {
            leaf.path = path;
            alert.take(leaf);
        }
    }
    // Any index has documents of its own.
    if is_indexed && !has_manager {
        return false;
    }
    alert.conclude(body.span);
    if quotes_windows {
        read_quoted(body, alert.record);
    }
    leaves.diagnose(record);
    true
}

/// A record in the making.
struct Alert<'a, 'r> {
    raw: &'a [u8],
    record: &'r mut Record,
    /// Where in the record's facts those stand that a conclusion needs.
    seen: [Option<usize>; Slot::COUNT],
    /// The first row of [`GROUPS`] that a group of the rule names, and where that group stands.
    group: Option<(usize, Span)>,
}

impl<'a> Alert<'a, '_> {
    fn take(&mut self, leaf: Leaf<'_>) {
        let Some((name, means)) = MEANINGS.find(leaf.path) else {
            leaf.keep(None, None, self.record);
            return;
        };
        let (name, span) = (Some(*name), leaf.value.span());
        match *means {
            Means::Is(field) => leaf.keep(name, Some(field), self.record),
            Means::IsBoth(first, second) => {
                let fact = leaf.into_fact(name, Some(first));
                let again = fact.field.is_some().then(|| Fact { field: Some(second), ..fact.clone() });
                self.record.facts.push(fact);
                self.record.facts.extend(again);
            }
            Means::Noted(slot) => {
                if let Some(place) = self.seen.get_mut(slot as usize) {
                    place.get_or_insert(self.record.facts.len());
                }
                leaf.keep(name, None, self.record);
            }
            Means::End(address, port) => self.take_end(leaf.into_fact(name, Some(address)), address, port),
            Means::Path => {
                let text = span.of(self.raw);
                // Not all locations are files: "syscheck", "EventChannel", "journald", "(web) 192.0.2.5->/var/log/x".
                let is_path = text.starts_with(b"/") || text.get(1..3) == Some(b":\\");
                leaf.keep(name, Some(Field::LogFilePath).filter(|_| is_path), self.record);
            }
            Means::Group => {
                self.note_group(span);
                leaf.keep(name, Some(Field::RuleCategory), self.record);
            }
            Means::Time if leaf.says_something() => self.record.push_time(TimeRole::Event, Form::Rfc3339, span),
            Means::Time | Means::Own => leaf.keep(name, None, self.record),
        }
    }

    /// An address, which with some decoders holds the port too.
    fn take_end(&mut self, mut fact: Fact, address: Field, port: Field) {
        let span = fact.value.span();
        let text = span.of(self.raw);
        if fact.field.is_none() || is_ip(text) {
            self.record.facts.push(fact);
            return;
        }
        match cut_last_text(text, ":") {
            Some((host, number)) if is_ip(host) && is_number(number) => {
                let start = span.start as usize;
                let name = fact.name.clone();
                fact.value = Value::Span(Span::new(start, start + host.len()));
                self.record.facts.push(fact);
                let value = Value::Span(Span::new(span.end as usize - number.len(), span.end as usize));
                self.record.facts.push(Fact { name, field: Some(port), value });
            }
            _ => {
                // A host's name, or nothing that is an address.
                fact.field = match address {
                    Field::SourceIp => Some(Field::SourceAddress),
                    _ => Some(Field::DestinationAddress),
                };
                self.record.facts.push(fact);
            }
        }
    }

    fn note_group(&mut self, span: Span) {
        let row = GROUPS.iter().position(|group| group.name.as_bytes() == span.of(self.raw));
        if let Some(row) = row
            && self.group.is_none_or(|(best, _)| row < best)
        {
            self.group = Some((row, span));
        }
    }

    fn text(&self, slot: Slot) -> (&'a [u8], Span) {
        let at = self.seen.get(slot as usize).copied().flatten();
        let span = at.and_then(|at| self.record.facts.get(at)).map_or(Span::NONE, |fact| fact.value.span());
        (span.of(self.raw), span)
    }

    /// Gives a noted fact its meaning, once the rest of the document is known.
    fn settle(&mut self, slot: Slot, field: Field) {
        let at = self.seen.get(slot as usize).copied().flatten();
        if let Some(fact) = at.and_then(|at| self.record.facts.get_mut(at)) {
            fact.field = Some(field);
        }
    }

    /// What follows from the document as a whole.
    fn conclude(&mut self, whole: Span) {
        let origin = Span { end: whole.start + 1, ..whole };
        let record = &mut *self.record;
        record.push_word(Field::ObserverVendor, "Wazuh", origin);
        record.push_word(Field::ObserverProduct, "Wazuh", origin);
        record.push_word(Field::ObserverType, "hids", origin);
        let is_alert = record.first(Field::RuleId).is_some() || record.first(Field::RuleDescription).is_some();
        record.push_word(Field::EventKind, if is_alert { "alert" } else { "event" }, origin);
        match self.group.and_then(|(row, span)| Some((GROUPS.get(row)?, span))) {
            Some((group, span)) => {
                group.category.iter().for_each(|word| record.push_word(Field::EventCategory, word, span));
                record.push_word(Field::EventType, group.event_type, span);
                if !group.outcome.is_empty() {
                    record.push_word(Field::EventOutcome, group.outcome, span);
                }
            }
            None => {
                let category = if is_alert { "intrusion_detection" } else { "host" };
                record.push_word(Field::EventCategory, category, origin);
                record.push_word(Field::EventType, "info", origin);
            }
        }
        self.conclude_users();
        self.conclude_file();
        self.conclude_web();
        let (proto, span) = self.text(Slot::Protocol);
        if let Some((word, _)) = find_protocol(proto) {
            self.record.push_word(Field::NetworkTransport, word, span);
        }
    }

    /// `dstuser` is the account that was used or asked for, `srcuser` who asked where sudo and su speak of two.
    fn conclude_users(&mut self) {
        let has_target = !self.text(Slot::TargetUser).0.is_empty();
        let has_source = !self.text(Slot::SourceUser).0.is_empty();
        if matches!(self.text(Slot::Decoder).0, b"sudo" | b"su") && has_source {
            self.settle(Slot::SourceUser, Field::UserName);
            self.settle(Slot::TargetUser, Field::UserEffectiveName);
        } else if has_target {
            self.settle(Slot::TargetUser, Field::UserName);
            self.settle(Slot::SourceUser, Field::SourceUserName);
        } else if has_source {
            self.settle(Slot::SourceUser, Field::UserName);
        }
    }

    /// File integrity: `syscheck.event` says what happened to the file.
    fn conclude_file(&mut self) {
        let (event, span) = self.text(Slot::FileEvent);
        let word = match event {
            b"added" => "creation",
            b"modified" => "change",
            b"deleted" => "deletion",
            _ => return,
        };
        self.settle(Slot::FileEvent, Field::EventAction);
        self.record.push_word(Field::EventType, word, span);
    }

    /// With the decoder for web servers' logs `data.id` is the status and `data.protocol` the method.
    fn conclude_web(&mut self) {
        if self.text(Slot::Decoder).0.starts_with(b"web-accesslog") {
            if is_number(self.text(Slot::DataId).0) {
                self.settle(Slot::DataId, Field::HttpResponseStatusCode);
            }
            self.settle(Slot::Protocol, Field::HttpRequestMethod);
        }
    }
}
