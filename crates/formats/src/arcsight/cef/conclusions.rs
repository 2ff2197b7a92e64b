//! What follows from a line of CEF as a whole.

use model::{Field, FieldSet, Name, Span, TimeRole};

use super::{Line, keys::Slot, vendors::ReadText};
use crate::syntax::{
    cef::Cef,
    cut::{cut_at, cut_text, is_number},
    kind_words::{Kind, find_kind},
    protocol::find_protocol,
    verdict::find_verdict,
};

impl Line<'_, '_> {
    /// What follows from the line as a whole.
    pub(super) fn conclude(&mut self, cef: &Cef<'_>) {
        let [vendor, _, _, id, name, _] = cef.header;
        let origin = self.body.span_of(vendor);
        if let Some(vendor) = self.vendor.filter(|vendor| !vendor.observer.is_empty()) {
            self.record.push_word(Field::ObserverType, vendor.observer, origin);
        }
        self.conclude_times();
        self.conclude_mail();
        self.conclude_ends();
        self.conclude_rewrite();
        self.conclude_rule();
        self.conclude_far_user();
        let category = self.text(Slot::Category);
        let read_text = self.vendor.and_then(|vendor| vendor.read_text);
        if read_text.is_some_and(|read_text| self.read_text(read_text, cef)) {
            return;
        }
        let of_vendor = self.vendor.and_then(|vendor| (vendor.name_kind)(id, name, category));
        // What ArcSight's own connectors make of any vendor's record.
        let is_login = self.text(Slot::Behaviour).starts_with(b"/Authentication/Verify");
        let of_vendor = of_vendor.or_else(|| is_login.then_some(Kind::Login));
        let kind = of_vendor.unwrap_or_else(|| find_kind(&[name, id, category]));
        if kind == Kind::Threat && self.record.first(Field::RuleName).is_none() {
            self.keep(Name::Known("name"), Some(Field::RuleName), name);
        }
        self.conclude_kind(kind, self.body.span_of(name));
    }

    /// Lets the vendor's own reader read the message; what a key has told is not told again.
    fn read_text(&mut self, read_text: ReadText, cef: &Cef<'_>) -> bool {
        let given = FieldSet::of(&self.record.facts);
        let before = self.record.facts.len();
        let is_read = read_text(self.body, cef, self.text(Slot::Category), self.text(Slot::Text), self.record);
        for fact in self.record.facts.iter_mut().skip(before) {
            fact.field = fact.field.filter(|field| !given.contains(*field));
        }
        is_read
    }

    /// A signature that matched is the rule; where none did, the policy is.
    fn conclude_rule(&mut self) {
        let rules =
            [(Slot::Signature, Slot::Policy, Field::RuleId), (Slot::SignatureName, Slot::PolicyName, Field::RuleName)];
        for (signature, policy, field) in rules {
            if let Some(span) = self.span(signature).or(self.span(policy)) {
                self.keep(Name::Known(field.name()), Some(field), span.of(self.body.raw));
            }
        }
    }

    /// FortiOS writes the flow's user under the dictionary's key of the destination's; where it knows that one, too, it has
    /// a key of its own, and then the other is the source's.
    fn conclude_far_user(&mut self) {
        let Some(span) = self.span(Slot::FarUser) else { return };
        for fact in self.record.facts.iter_mut().filter(|fact| fact.field == Some(Field::DestinationUserName)) {
            fact.field = Some(Field::SourceUserName);
        }
        self.keep(
            Name::Known(Field::DestinationUserName.name()),
            Some(Field::DestinationUserName),
            span.of(self.body.raw),
        );
    }

    fn conclude_times(&mut self) {
        let slots = [Slot::WrittenTime, Slot::ReceiptTime, Slot::VendorTime, Slot::StartTime, Slot::EndTime];
        let [written, receipt, vendor, start, end] = slots.map(|slot| self.span(slot));
        for span in [written, receipt, vendor, start, end].into_iter().flatten() {
            self.push_time(TimeRole::Event, span);
        }
        if let (Some(_), Some(span)) = (written, receipt) {
            self.push_time(TimeRole::Created, span);
        }
        for (role, span) in std::mem::take(&mut self.times) {
            self.push_time(role, span);
        }
        if let Some(span) = start {
            self.push_time(TimeRole::Start, span);
        }
        if let Some(span) = end {
            self.push_time(TimeRole::End, span);
        }
    }

    /// A mail gateway writes the envelope's addresses in the places of the users, and the subject in that of the message
    /// (Cisco).
    fn conclude_mail(&mut self) {
        if !self.record.facts.iter().any(|fact| fact.name == Name::Known("ESAMID")) {
            return;
        }
        for fact in &mut self.record.facts {
            fact.field = match fact.field {
                Some(Field::SourceUserName) => Some(Field::EmailFromAddress),
                Some(Field::DestinationUserName) => Some(Field::EmailToAddress),
                other => other,
            };
        }
        self.forget(Slot::SourceUser);
        self.forget(Slot::TargetUser);
        if let Some(span) = self.span(Slot::Text) {
            self.keep(Name::Known("msg"), Some(Field::EmailSubject), span.of(self.body.raw));
        }
    }

    fn conclude_ends(&mut self) {
        let is_turned = self.vendor.is_some_and(|vendor| vendor.is_turned);
        let (sent, received) = (Field::SourceBytes, Field::DestinationBytes);
        let counts = if is_turned { [received, sent] } else { [sent, received] };
        for (slot, field) in [(Slot::BytesIn, counts[0]), (Slot::BytesOut, counts[1])] {
            if let Some(span) = self.span(slot) {
                self.record.push(field.name(), Some(field), span);
            }
        }
        // Who did it is the event's user; where nobody is said to have, it is whom it was done to.
        let source = self.span(Slot::Login).or(self.span(Slot::SourceUser));
        if let Some(span) = source.or(self.span(Slot::TargetUser)) {
            self.keep(Name::Known(Field::UserName.name()), Some(Field::UserName), span.of(self.body.raw));
            let slot = if source.is_some() { Slot::SourceUserDomain } else { Slot::TargetUserDomain };
            if let Some(domain) = self.span(slot) {
                self.keep(Name::Known(Field::UserDomain.name()), Some(Field::UserDomain), domain.of(self.body.raw));
            }
        }
        // Where both ends' processes are told, the source's is the one that did something.
        let processes = [
            (Slot::SourceProcess, Slot::TargetProcess, Field::ProcessName),
            (Slot::SourcePid, Slot::TargetPid, Field::ProcessPid),
        ];
        for (source, target, field) in processes {
            if let (None, Some(span)) = (self.span(source), self.span(target)) {
                self.keep(Name::Known(field.name()), Some(field), span.of(self.body.raw));
            }
        }
        // Some tell the process by the path of its file.
        let process = self.span(Slot::SourceProcess).or(self.span(Slot::TargetProcess));
        let process = process.map(|span| span.of(self.body.raw)).filter(|text| is_path(text));
        if let (Some(path), None) = (process, self.record.first(Field::ProcessExecutable)) {
            self.keep(Name::Known(Field::ProcessExecutable.name()), Some(Field::ProcessExecutable), path);
        }
        if let (Some(span), None) = (self.span(Slot::ExternalId), self.record.first(Field::EventId)) {
            self.record.push(Field::EventId.name(), Some(Field::EventId), span);
        }
        if let Some(span) = self.span(Slot::Protocol) {
            let text = self.text(Slot::Protocol);
            // `tcp/https` (SonicWall), and what is no transport (`HTTPS`).
            let (transport, application) = cut_at(text, b'/').unwrap_or((text, &[]));
            match find_protocol(transport) {
                Some((word, _)) => self.record.push_word(Field::NetworkTransport, word, span),
                None if is_number(text) => self.record.push("proto", Some(Field::NetworkIanaNumber), span),
                None => self.record.push("proto", Some(Field::NetworkProtocol), span),
            }
            if !application.is_empty() && self.record.first(Field::NetworkProtocol).is_none() {
                self.record.push("proto", Some(Field::NetworkProtocol), self.body.span_of(application));
            }
        }
        if let Some(span) = self.span(Slot::Direction) {
            match self.text(Slot::Direction) {
                b"0" | b"incoming" | b"inbound" => self.record.push_word(Field::NetworkDirection, "inbound", span),
                b"1" | b"outgoing" | b"outbound" => self.record.push_word(Field::NetworkDirection, "outbound", span),
                _ => {}
            }
        }
    }

    /// `rpz QNAME NXDOMAIN rewrite www.example.com [A] via …`: the name that a response policy zone answered
    /// (Infoblox).
    fn conclude_rewrite(&mut self) {
        let message = self.text(Slot::Text).strip_prefix(b"rpz ").unwrap_or_default();
        let Some((_, rest)) = cut_text(message, " rewrite ") else { return };
        let Some((name, rest)) = cut_at(rest, b' ') else { return };
        if self.record.first(Field::DnsQuestionName).is_none() {
            self.keep(Name::Known(Field::DnsQuestionName.name()), Some(Field::DnsQuestionName), name);
        }
        let kind = rest.strip_prefix(b"[").and_then(|rest| cut_at(rest, b']'));
        if let (Some((kind, _)), None) = (kind, self.record.first(Field::DnsQuestionType)) {
            self.keep(Name::Known(Field::DnsQuestionType.name()), Some(Field::DnsQuestionType), kind);
        }
    }

    fn conclude_kind(&mut self, kind: Kind, origin: Span) {
        let has_ends =
            self.record.first(Field::SourceIp).is_some() && self.record.first(Field::DestinationIp).is_some();
        // Imperva's cloud says why behind the verdict: `REQ_BLOCKED_SECURITY`.
        let verdict = match self.text(Slot::Action) {
            action if action.starts_with(b"REQ_BLOCKED") => find_verdict(b"blocked"),
            action if action.starts_with(b"REQ_PASSED") => find_verdict(b"passed"),
            action => find_verdict(action),
        };
        let why = self.span(Slot::Action).unwrap_or(origin);
        self.record.push_word(Field::EventKind, kind.event_kind(), origin);
        let is_mail = kind == Kind::Other && self.record.first(Field::EmailLocalId).is_some();
        for word in if is_mail { &["email"] } else { kind.categories(has_ends) } {
            self.record.push_word(Field::EventCategory, word, origin);
        }
        match (kind, verdict) {
            (_, Some(verdict)) => self.record.push_word(Field::EventType, verdict.event_type(), why),
            (Kind::Login, None) => self.record.push_word(Field::EventType, "start", origin),
            (Kind::Logout, None) => self.record.push_word(Field::EventType, "end", origin),
            (_, None) => self.record.push_word(Field::EventType, "info", origin),
        }
        if let Some(span) = self.span(Slot::Outcome) {
            let text = self.text(Slot::Outcome);
            if let Some(word) = find_outcome(text) {
                self.record.push_word(Field::EventOutcome, word, span);
            }
        } else if let Some(verdict) = verdict {
            self.record.push_word(Field::EventOutcome, verdict.outcome(), why);
        }
    }
}

/// `/usr/bin/x`, `C:\x.exe`.
fn is_path(text: &[u8]) -> bool {
    text.starts_with(b"/") || text.get(1..3) == Some(b":\\")
}

/// The word of ECS for an outcome. `Suspended` is no success, so the whole word counts.
fn find_outcome(text: &[u8]) -> Option<&'static str> {
    const WORDS: [(&str, &str); 6] = [
        ("success", "success"),
        ("succeeded", "success"),
        ("successful", "success"),
        ("failure", "failure"),
        ("failed", "failure"),
        ("fail", "failure"),
    ];
    let text = text.strip_prefix(b"/").unwrap_or(text);
    WORDS.iter().find(|(written, _)| text.eq_ignore_ascii_case(written.as_bytes())).map(|(_, word)| *word)
}
