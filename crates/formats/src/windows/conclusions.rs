//! What an event of Windows' event log means as a whole, once its data are known: by its number, and its words.

use model::{Fact, Field, FieldSet, TimeRole, Value};
use stamp::Form;

use super::{
    event::{Event, Slot},
    event_xml::cut_value,
    meanings::{Family, Users, find_meaning},
    status::find_reason,
};
use crate::syntax::cut::is_ip;

impl Event<'_, '_> {
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
        if (family, id) == (Family::System, 7045) {
            // The account that a new service runs as did not install it.
            self.forget(Slot::SubjectName);
        }
        if (family, id) == (Family::Security, 4740) {
            // Where the wrong passwords came from stands in the place of the account's domain.
            self.settle(Slot::TargetDomain, Field::SourceDomain);
            self.forget(Slot::TargetDomain);
        }
        self.conclude_users(users, family);
        self.conclude_session(users);
        self.conclude_process(family);
        self.conclude_network();
        self.conclude_stations();
        self.conclude_object(id);
        self.conclude_rule();
        for (at, process, file) in std::mem::take(&mut self.hashes) {
            // Of a new process it is the image's, of any other event that of the file it tells of.
            self.set(at, if id == 1 { process } else { file });
        }
        if id == 1149 && family == Family::Terminal {
            self.settle(Slot::SessionUser, Field::UserName);
            self.settle(Slot::SessionDomain, Field::UserDomain);
            self.settle(Slot::SessionAddress, Field::SourceIp);
        }
        let of_carrier = if self.has_ecs { FieldSet::of(&self.record.facts) } else { FieldSet::default() };
        for (at, field) in std::mem::take(&mut self.pending) {
            if let Some(fact) = self.record.facts.get_mut(at).filter(|_| !of_carrier.contains(field)) {
                fact.field = Some(field);
            }
        }
        (family, id)
    }

    /// Sysmon says when it happened, in UTC whatever its host's zone; the log says when that was written down.
    fn conclude_time(&mut self) {
        let utc = self.span(Slot::UtcTime);
        // Sysmon's first versions wrote it without seconds, the month first.
        let is_date = utc.of(self.body.raw).get(4) == Some(&b'-');
        let is_whole = matches!(self.value(Slot::UtcTime), Some(Value::Span(_))) && utc.len() >= 19 && is_date;
        if is_whole {
            self.record.push_time(TimeRole::Event, Form::Utc, utc);
        }
        let Some(system) = self.system_time else { return };
        // Some readers of the log's files write a date, others a count of seconds.
        let is_count = system.of(self.body.raw).iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.'));
        let form = if is_count { Form::Epoch } else { Form::Rfc3339 };
        if !is_whole {
            self.record.push_time(TimeRole::Event, form, system);
        } else if !self.record.times.iter().any(|time| time.role == TimeRole::Created) {
            self.record.push_time(TimeRole::Created, form, system);
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
            let has_name = self.at(Slot::SubjectName).is_some() || self.at(Slot::TargetName).is_some();
            if !has_name && !self.names(Field::UserName) {
                self.settle(Slot::WriterName, Field::UserName);
                self.settle(Slot::WriterDomain, Field::UserDomain);
            }
        }
    }

    /// The session of who did it: of the target where that is who logged on. Zero is no session.
    fn conclude_session(&mut self, users: Users) {
        let is_there = |slot| !matches!(self.bytes(slot), b"" | b"0" | b"0x0");
        let of_target = users == Users::Target && self.at(Slot::TargetName).is_some();
        let slot =
            if !of_target && is_there(Slot::SubjectSession) { Slot::SubjectSession } else { Slot::TargetSession };
        if is_there(slot) {
            self.settle(slot, Field::SessionId);
        }
    }

    /// The event of a new process names the new one, and as `ProcessId` the one that made it.
    fn conclude_process(&mut self, family: Family) {
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
        // PowerShell itself writes what it tells of.
        if family == Family::PowerShell && self.at(Slot::Pid).is_none() {
            self.settle(Slot::WriterPid, Field::ProcessPid);
        }
    }

    /// Whom a policy server let in (RADIUS, RFC 2865 §5.31) is told by the number of its station, and its client is the
    /// access point; other events call the far end of a session a client.
    fn conclude_stations(&mut self) {
        const MAC_DIGITS: usize = 12;
        if self.at(Slot::CallingStation).is_none() {
            return self.settle(Slot::ClientName, Field::SourceDomain);
        }
        let station = self.bytes(Slot::CallingStation);
        let digits = station.iter().filter(|byte| byte.is_ascii_hexdigit()).count();
        let is_mac =
            digits == MAC_DIGITS && station.iter().all(|byte| byte.is_ascii_hexdigit() || b"-:.".contains(byte));
        if is_ip(station) {
            self.settle(Slot::CallingStation, Field::SourceIp);
        } else if is_mac {
            self.settle(Slot::CallingStation, Field::SourceMac);
        }
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

    fn conclude_object(&mut self, id: u16) {
        /// A value was changed: its event names no type of object, as none but a key has values.
        const REGISTRY_VALUE: u16 = 4657;
        match self.bytes(Slot::ObjectType) {
            b"File" => self.settle(Slot::ObjectName, Field::FilePath),
            b"Key" => self.settle(Slot::ObjectName, Field::RegistryPath),
            b"" if id == REGISTRY_VALUE => self.settle(Slot::ObjectName, Field::RegistryPath),
            _ => {}
        }
        // Windows' own codes for what the resolver got (winerror.h).
        let code = match self.bytes(Slot::QueryStatus) {
            b"0" => "NOERROR",
            b"9001" => "FORMERR",
            b"9002" => "SERVFAIL",
            b"9003" => "NXDOMAIN",
            b"9004" => "NOTIMP",
            b"9005" => "REFUSED",
            _ => return,
        };
        let span = self.span(Slot::QueryStatus);
        if self.record.first(Field::DnsResponseCode).is_none() {
            self.record.push_word(Field::DnsResponseCode, code, span);
        }
    }

    /// What an object is of, for the events that tell of objects of every type.
    fn object_category(&self) -> &'static [&'static str] {
        match self.bytes(Slot::ObjectType) {
            b"" | b"File" => &["file"],
            b"Key" => &["registry"],
            b"Process" | b"Thread" | b"Token" | b"Job" => &["process"],
            b"SC_MANAGER OBJECT" | b"SERVICE OBJECT" => &["configuration"],
            kind if kind.starts_with(b"SAM_") => &["iam"],
            _ => &["host"],
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
        let is_of_object = family == Family::Security && matches!(id, 4656 | 4658 | 4660 | 4663 | 4670);
        let category = if is_of_object { self.object_category() } else { meaning.category };
        crate::meaning::Meaning { category, outcome, ..*meaning }.push(span, self.record);
    }
}
