//! What an event of Windows' event log means, whoever carried it: its data by name, then what follows from its number.

use memchr::memchr;
use model::{Fact, Field, Name, Record, Span, TimeRole, Value, WrittenTime};
use stamp::Form;

use crate::syntax::scan::find_text;

use super::{
    event_xml::{cut_file_name, cut_value},
    fields::{FIELDS, Means},
    meanings::{Family, Users, find_meaning},
    status::find_reason,
};
use crate::body::Body;

/// A value that a conclusion needs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slot {
    Provider,
    EventId,
    Channel,
    Computer,
    Level,
    Keywords,
    SecurityUser,
    SubjectName,
    SubjectDomain,
    SubjectId,
    TargetName,
    TargetDomain,
    TargetId,
    MemberName,
    MemberId,
    Pid,
    NewPid,
    Status,
    SubStatus,
    UtcTime,
    Direction,
    Initiated,
    ObjectName,
    ObjectType,
    RuleName,
    Count,
}

/// An event in the making.
pub(super) struct Event<'a, 'r> {
    pub(super) body: &'a Body<'a>,
    pub(super) record: &'r mut Record,
    /// Where in the facts a slot's value stands.
    slots: [Option<usize>; Slot::Count as usize],
    /// True where the carrier may say the same in ECS: then a field that it names itself is its own.
    has_ecs: bool,
    /// Facts and the fields that they will have, where the carrier does not.
    pending: Vec<(usize, Field)>,
    system_time: Option<Span>,
}

impl<'a, 'r> Event<'a, 'r> {
    pub(super) fn new(body: &'a Body<'a>, record: &'r mut Record, has_ecs: bool) -> Self {
        record.facts.reserve(48);
        let slots = [None; Slot::Count as usize];
        Self { body, record, slots, has_ecs, pending: Vec::new(), system_time: None }
    }

    /// Keeps what has no place in ECS.
    pub(super) fn keep(&mut self, name: &'static str, value: Value) {
        self.record.facts.push(Fact { name: Name::Known(name), field: None, value });
    }

    /// Keeps a value that a conclusion needs. The first of a name counts.
    pub(super) fn note(&mut self, slot: Slot, name: Name, value: Value) {
        if let Some(place) = self.slots.get_mut(slot as usize) {
            place.get_or_insert(self.record.facts.len());
        }
        self.record.facts.push(Fact { name, field: None, value });
    }

    /// The moment at which the event was written to the log: UTC, with a `Z`.
    pub(super) fn set_time(&mut self, text: &[u8]) {
        self.system_time = Some(self.body.span_of(text));
    }

    /// Takes what the system part says.
    pub(super) fn take_system(&mut self, element: &[u8], value: Value) {
        let (slot, name) = match element {
            b"EventID" => (Slot::EventId, "EventID"),
            b"Channel" => (Slot::Channel, "Channel"),
            b"Computer" => (Slot::Computer, "Computer"),
            b"Level" => (Slot::Level, "Level"),
            b"Keywords" => (Slot::Keywords, "Keywords"),
            b"Version" => return self.keep("Version", value),
            b"Task" => return self.keep("Task", value),
            b"Opcode" => return self.keep("Opcode", value),
            b"EventRecordID" => {
                self.set(self.record.facts.len(), Field::EventSequence);
                return self.keep("EventRecordID", value);
            }
            other => {
                let name = Name::Span(self.body.span_of(other));
                self.record.facts.push(Fact { name, field: None, value });
                return;
            }
        };
        self.note(slot, Name::Known(name), value);
    }

    /// Takes a datum of the event under its name.
    pub(super) fn take_data(&mut self, name: &[u8], own: Name, value: Value) {
        let says_nothing = matches!(value.bytes(self.body.raw), None | Some(b"" | b"-"));
        let at = self.record.facts.len();
        match FIELDS.find(name).map(|row| row.1).filter(|_| !says_nothing) {
            None => self.record.facts.push(Fact { name: own, field: None, value }),
            Some(Means::Is(field)) => {
                self.record.facts.push(Fact { name: own, field: None, value });
                self.set(at, field);
            }
            Some(Means::Noted(slot)) => self.note(slot, own, value),
            Some(Means::Path(path, file)) => {
                let file_name = cut_file_name(&value, self.body.raw).unwrap_or_else(|| value.clone());
                self.record.facts.push(Fact { name: own, field: None, value });
                self.set(at, path);
                self.derive(file, file_name);
            }
            Some(Means::Hashes) => {
                self.take_hashes(&value);
                self.record.facts.push(Fact { name: own, field: None, value });
            }
            Some(Means::Text) => {
                self.take_command(&value);
                self.record.facts.push(Fact { name: own, field: None, value });
            }
        }
    }

    /// Adds a fact of ours, made from another's value.
    fn derive(&mut self, field: Field, value: Value) {
        let at = self.record.facts.len();
        self.record.facts.push(Fact { name: Name::Known(field.name()), field: None, value });
        self.set(at, field);
    }

    fn set(&mut self, at: usize, field: Field) {
        if self.has_ecs {
            self.pending.push((at, field));
        } else if let Some(fact) = self.record.facts.get_mut(at) {
            fact.field = Some(field);
        } else {
            // The fact follows.
            self.pending.push((at, field));
        }
    }

    /// `SHA256=…,MD5=…,IMPHASH=…` of Sysmon.
    fn take_hashes(&mut self, value: &Value) {
        let raw = self.body.raw;
        let Some(bytes) = value.bytes(raw) else { return };
        let mut start = 0;
        for part in bytes.split(|byte| *byte == b',').take(8) {
            let field = match memchr(b'=', part).map(|at| (part.get(..at).unwrap_or_default(), at)) {
                Some((b"MD5", at)) => Some((Field::ProcessHashMd5, Field::FileHashMd5, at)),
                Some((b"SHA1", at)) => Some((Field::ProcessHashSha1, Field::FileHashSha1, at)),
                Some((b"SHA256", at)) => Some((Field::ProcessHashSha256, Field::FileHashSha256, at)),
                _ => None,
            };
            if let Some((process, file, at)) = field {
                let hash = cut_value(value, raw, start + at + 1, start + part.len());
                // Of a new process it is the image's, of any other event that of the file it tells of.
                let is_new = self.number(Slot::EventId) == Some(1);
                self.derive(if is_new { process } else { file }, hash);
            }
            start += part.len() + 1;
        }
    }

    /// `HostApplication=…`, the command line, in the text of Windows PowerShell's own events.
    fn take_command(&mut self, value: &Value) {
        const SIGN: &[u8] = b"HostApplication=";
        let raw = self.body.raw;
        let Some(bytes) = value.bytes(raw) else { return };
        if let Some(at) = find_text(bytes, SIGN) {
            let start = at + SIGN.len();
            let len = bytes.get(start..).and_then(|rest| rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')));
            let end = len.map_or(bytes.len(), |len| start + len);
            if end > start {
                let command = cut_value(value, raw, start, end);
                self.derive(Field::ProcessCommandLine, command);
            }
        }
    }

    fn at(&self, slot: Slot) -> Option<usize> {
        self.slots.get(slot as usize).copied().flatten()
    }

    fn value(&self, slot: Slot) -> Option<&Value> {
        self.record.facts.get(self.at(slot)?).map(|fact| &fact.value)
    }

    fn bytes(&self, slot: Slot) -> &[u8] {
        self.value(slot).and_then(|value| value.bytes(self.body.raw)).unwrap_or_default()
    }

    fn number(&self, slot: Slot) -> Option<u64> {
        self.value(slot)?.number(self.body.raw)
    }

    fn span(&self, slot: Slot) -> Span {
        self.value(slot).map_or(Span::NONE, Value::span)
    }

    fn settle(&mut self, slot: Slot, field: Field) {
        if let Some(at) = self.at(slot) {
            self.set(at, field);
        }
    }

    /// True where the event's number was read.
    pub(super) fn is_known(&self) -> bool {
        self.number(Slot::EventId).is_some()
    }

    /// Keeps a value under its own name, and under the field where the carrier leaves that free.
    pub(super) fn take_other(&mut self, own: Name, field: Option<Field>, value: Value) {
        if let Some(field) = field {
            self.set(self.record.facts.len(), field);
        }
        self.record.facts.push(Fact { name: own, field: None, value });
    }

    /// What follows from the event as a whole.
    pub(super) fn conclude(&mut self) {
        self.conclude_time();
        let (family, id) = self.conclude_facts();
        self.conclude_meaning(family, id);
    }

    /// What its facts are, once all of them are known.
    pub(super) fn conclude_facts(&mut self) -> (Family, u16) {
        let family = Family::of(self.bytes(Slot::Provider), self.bytes(Slot::Channel));
        let id = self.number(Slot::EventId).and_then(|id| u16::try_from(id).ok()).unwrap_or(0);
        self.settle(Slot::EventId, Field::EventCode);
        self.settle(Slot::Provider, Field::EventProvider);
        self.settle(Slot::Computer, Field::HostName);
        self.settle(Slot::RuleName, Field::RuleName);
        self.settle(Slot::Status, Field::ErrorCode);
        self.conclude_level();
        let users = Users::of(family, id);
        self.conclude_users(users, family);
        self.conclude_process();
        self.conclude_network();
        self.conclude_object();
        self.conclude_rule();
        let pending = std::mem::take(&mut self.pending);
        for (at, field) in pending {
            let is_free = !self.has_ecs || self.record.first(field).is_none();
            if let Some(fact) = self.record.facts.get_mut(at).filter(|_| is_free) {
                fact.field = Some(field);
            }
        }
        (family, id)
    }

    /// Sysmon says when it happened, the log when it was written down; both are UTC.
    fn conclude_time(&mut self) {
        let utc = self.span(Slot::UtcTime);
        let zone = self.system_time.filter(|time| time.of(self.body.raw).ends_with(b"Z"));
        let is_whole = matches!(self.value(Slot::UtcTime), Some(Value::Span(_))) && utc.len() >= 19;
        match zone.filter(|_| is_whole) {
            Some(zone) => {
                let (date, time) = (utc.start as usize, utc.end as usize);
                self.record.times.push(WrittenTime {
                    role: TimeRole::Event,
                    form: Form::DateTime,
                    span: Span::new(date, date + 10),
                    time: Some(Span::new(date + 11, time)),
                    zone: Some(Span::new(zone.end as usize - 1, zone.end as usize)),
                });
                self.record.push_time(TimeRole::Created, Form::Rfc3339, zone);
            }
            None => {
                if let Some(time) = self.system_time {
                    self.record.push_time(TimeRole::Event, Form::Rfc3339, time);
                }
            }
        }
    }

    fn conclude_level(&mut self) {
        let word = match self.bytes(Slot::Level) {
            b"1" => "critical",
            b"2" => "error",
            b"3" => "warning",
            b"0" | b"4" => "information",
            b"5" => "verbose",
            _ => return,
        };
        if self.record.first(Field::LogLevel).is_none() || !self.has_ecs {
            let span = self.span(Slot::Level);
            self.record.push_word(Field::LogLevel, word, span);
        }
    }

    fn conclude_users(&mut self, users: Users, family: Family) {
        let subject = [Slot::SubjectName, Slot::SubjectDomain, Slot::SubjectId];
        let target = [Slot::TargetName, Slot::TargetDomain, Slot::TargetId];
        let main = [Field::UserName, Field::UserDomain, Field::UserId];
        let other = [Field::UserTargetName, Field::UserTargetDomain, Field::UserTargetId];
        let (subject_is, target_is) = match users {
            Users::Target if self.at(Slot::TargetName).is_some() => (None, Some(main)),
            Users::Target | Users::Subject => (Some(main), Some(other)),
            Users::Group => {
                self.settle(Slot::TargetName, Field::GroupName);
                self.settle(Slot::TargetId, Field::GroupId);
                self.settle(Slot::MemberName, Field::UserTargetName);
                self.settle(Slot::MemberId, Field::UserTargetId);
                (Some(main), None)
            }
        };
        for (slots, fields) in [(subject, subject_is), (target, target_is)] {
            if let Some(fields) = fields {
                slots.into_iter().zip(fields).for_each(|(slot, field)| self.settle(slot, field));
            }
        }
        if users == Users::Target && self.at(Slot::TargetName).is_some() {
            self.settle(Slot::SubjectName, Field::RelatedUser);
        }
        // Sysmon writes as the system, whoever it tells of.
        let has_id = self.at(Slot::SubjectId).is_some() || self.at(Slot::TargetId).is_some();
        if !has_id && family != Family::Sysmon {
            self.settle(Slot::SecurityUser, Field::UserId);
        }
    }

    /// The event of a new process names the new one, and as `ProcessId` the one that made it.
    fn conclude_process(&mut self) {
        let has_new = self.at(Slot::NewPid).is_some();
        // The program that wrote to syslog is not the process that the event tells of.
        let is_name = |fact: &Fact| fact.field == Some(Field::ProcessName);
        if self.record.facts.iter().filter(|fact| is_name(fact)).count() > 1
            && let Some(fact) = self.record.facts.iter_mut().find(|fact| is_name(fact))
        {
            fact.field = None;
        }
        self.settle(Slot::NewPid, Field::ProcessPid);
        self.settle(Slot::Pid, if has_new { Field::ProcessParentPid } else { Field::ProcessPid });
    }

    fn conclude_network(&mut self) {
        let (slot, word) = match (self.bytes(Slot::Direction), self.bytes(Slot::Initiated)) {
            (b"%%14592" | b"Inbound", _) => (Slot::Direction, "ingress"),
            (b"%%14593" | b"Outbound", _) => (Slot::Direction, "egress"),
            (_, b"true") => (Slot::Initiated, "egress"),
            (_, b"false") => (Slot::Initiated, "ingress"),
            _ => return,
        };
        let span = self.span(slot);
        if self.record.first(Field::NetworkDirection).is_none() {
            self.record.push_word(Field::NetworkDirection, word, span);
        }
    }

    fn conclude_object(&mut self) {
        match self.bytes(Slot::ObjectType) {
            b"File" => self.settle(Slot::ObjectName, Field::FilePath),
            b"Key" => self.settle(Slot::ObjectName, Field::RegistryPath),
            _ => {}
        }
    }

    /// `technique_id=T1202,technique_name=…`: how many write ATT&CK into the names of Sysmon's rules.
    fn conclude_rule(&mut self) {
        let Some(value) = self.value(Slot::RuleName).cloned() else { return };
        let raw = self.body.raw;
        let Some(bytes) = value.bytes(raw) else { return };
        let mut start = 0;
        for part in bytes.split(|byte| *byte == b',').take(8) {
            for (sign, field) in [
                (b"technique_id=".as_slice(), Field::ThreatTechniqueId),
                (b"technique_name=", Field::ThreatTechniqueName),
            ] {
                if part.starts_with(sign) && part.len() > sign.len() {
                    let value = cut_value(&value, raw, start + sign.len(), start + part.len());
                    self.derive(field, value);
                }
            }
            start += part.len() + 1;
        }
    }

    fn conclude_meaning(&mut self, family: Family, id: u16) {
        let span = self.span(Slot::EventId);
        let (status, sub_status) = (self.bytes(Slot::Status), self.bytes(Slot::SubStatus));
        let reason = find_reason(sub_status).map(|reason| (reason, Slot::SubStatus));
        let reason = reason.or_else(|| find_reason(status).map(|reason| (reason, Slot::Status)));
        let keywords = self.bytes(Slot::Keywords);
        let says = |word: &str| keywords.eq_ignore_ascii_case(word.as_bytes());
        let audit = if keywords.starts_with(b"0x801")
            || says("audit failure")
            || says("audit_failure")
            || says("failure audit")
        {
            Some("failure")
        } else if keywords.starts_with(b"0x802")
            || says("audit success")
            || says("audit_success")
            || says("success audit")
        {
            Some("success")
        } else {
            None
        };
        let keywords_at = self.span(Slot::Keywords);
        if let Some((reason, slot)) = reason {
            let at = self.span(slot);
            self.record.push_word(Field::EventReason, reason, at);
        }
        let Some(meaning) = find_meaning(family, id) else {
            if let Some(outcome) = audit.filter(|_| self.record.first(Field::EventOutcome).is_none()) {
                self.record.push_word(Field::EventOutcome, outcome, keywords_at);
            }
            return;
        };
        // A carrier's own words for its kind are in its own vocabulary: ours stand in their place.
        for fact in &mut self.record.facts {
            if matches!(
                fact.field,
                Some(Field::EventAction | Field::EventCategory | Field::EventType | Field::EventOutcome)
            ) {
                fact.field = None;
            }
        }
        let outcome = audit.filter(|_| family == Family::Security).or(meaning.outcome);
        crate::meaning::Meaning { outcome, ..*meaning }.push(span, self.record);
    }
}
