//! An event of Windows' event log, whoever carried it: its data by name. What follows from it: `conclusions`.

use model::{Fact, Field, Name, Record, Span, Value};

use super::{
    event_xml::cut_file_name,
    exported::read_federation,
    fields::{FIELDS, Means},
    powershell::take_context,
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
    ClientName,
    CallingStation,
    SessionUser,
    SessionDomain,
    SessionAddress,
    SubjectSession,
    TargetSession,
    WriterName,
    WriterDomain,
    WriterPid,
    QueryStatus,
    Count,
}

/// An event in the making.
pub(super) struct Event<'a, 'r> {
    pub(super) body: &'a Body<'a>,
    pub(super) record: &'r mut Record,
    /// Where in the facts a slot's value stands.
    slots: [Option<usize>; Slot::Count as usize],
    /// True where the carrier may say the same in ECS: then a field that it names itself is its own.
    pub(super) has_ecs: bool,
    /// Facts and the fields that they will have, where the carrier does not.
    pub(super) pending: Vec<(usize, Field)>,
    /// Hashes, each with what it is where a new process is told of, and where a file is.
    pub(super) hashes: Vec<(usize, Field, Field)>,
    pub(super) system_time: Option<Span>,
    /// The moment at which a collector took it in, where that stands beside.
    pub(super) collected_time: Option<Span>,
}

impl<'a, 'r> Event<'a, 'r> {
    pub(super) fn new(body: &'a Body<'a>, record: &'r mut Record, has_ecs: bool) -> Self {
        let slots = [None; Slot::Count as usize];
        let (pending, hashes) = (Vec::new(), Vec::new());
        Self { body, record, slots, has_ecs, pending, hashes, system_time: None, collected_time: None }
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
                let name = self.body.name_of(other);
                self.record.facts.push(Fact { name, field: None, value });
                return;
            }
        };
        self.note(slot, Name::Known(name), value);
    }

    /// Takes a datum of the event under its name.
    pub(super) fn take_data(&mut self, name: &[u8], own: Name, value: Value) {
        // The last is the "null SID", which no account has.
        let says_nothing = matches!(value.bytes(self.body.raw), None | Some(b"" | b"-" | b"S-1-0-0"));
        let at = self.record.facts.len();
        match FIELDS.find(name).map(|row| row.1).filter(|_| !says_nothing) {
            None => self.record.facts.push(Fact { name: own, field: None, value }),
            Some(Means::Is(field)) => {
                self.record.facts.push(Fact { name: own, field: None, value });
                self.set(at, field);
            }
            // Of a session at the machine itself.
            Some(Means::Far) if value.bytes(self.body.raw) == Some(b"LOCAL") => {
                self.record.facts.push(Fact { name: own, field: None, value });
            }
            Some(Means::Far) => {
                self.record.facts.push(Fact { name: own, field: None, value });
                self.set(at, Field::SourceIp);
            }
            Some(Means::FarEnd) => self.take_far_end(own, value),
            Some(Means::Noted(slot)) => self.note(slot, own, value),
            Some(Means::Found) => self.take_found(own, value),
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
            Some(Means::Answers) => {
                self.take_answers(&value);
                self.record.facts.push(Fact { name: own, field: None, value });
            }
            Some(Means::Text) => {
                let is_federation = read_federation(&value.text(self.body.raw), value.span(), self);
                if !is_federation {
                    take_context(&value, self);
                }
                self.record.facts.push(Fact { name: own, field: None, value });
            }
        }
    }

    /// Adds a fact of ours, made from another's value.
    pub(super) fn derive(&mut self, field: Field, value: Value) {
        let at = self.record.facts.len();
        self.record.facts.push(Fact { name: Name::Known(field.name()), field: None, value });
        self.set(at, field);
    }

    pub(super) fn set(&mut self, at: usize, field: Field) {
        if self.has_ecs {
            self.pending.push((at, field));
        } else if let Some(fact) = self.record.facts.get_mut(at) {
            fact.field = Some(field);
        } else {
            // The fact follows.
            self.pending.push((at, field));
        }
    }

    /// Lets a field go that more than one value claims: in a text, an account's name may hold the labels of what follows
    /// it, and a command those of what stands before.
    pub(super) fn doubt(&mut self, field: Field) {
        let is_of = |fact: &&mut Fact| fact.field == Some(field);
        let count = self.record.facts.iter().filter(|fact| fact.field == Some(field)).count();
        let pending = self.pending.iter().filter(|(_, pending)| *pending == field).count();
        if count + pending > 1 {
            self.record.facts.iter_mut().filter(is_of).for_each(|fact| fact.field = None);
            self.pending.retain(|(_, pending)| *pending != field);
        }
    }

    pub(super) fn at(&self, slot: Slot) -> Option<usize> {
        self.slots.get(slot as usize).copied().flatten()
    }

    pub(super) fn value(&self, slot: Slot) -> Option<&Value> {
        self.record.facts.get(self.at(slot)?).map(|fact| &fact.value)
    }

    pub(super) fn bytes(&self, slot: Slot) -> &[u8] {
        self.value(slot).and_then(|value| value.bytes(self.body.raw)).unwrap_or_default()
    }

    pub(super) fn number(&self, slot: Slot) -> Option<u64> {
        self.value(slot)?.number(self.body.raw)
    }

    pub(super) fn span(&self, slot: Slot) -> Span {
        self.value(slot).map_or(Span::NONE, Value::span)
    }

    pub(super) fn settle(&mut self, slot: Slot, field: Field) {
        if let Some(at) = self.at(slot) {
            self.set(at, field);
        }
    }

    /// Leaves a value of note under its own name alone.
    pub(super) fn forget(&mut self, slot: Slot) {
        if let Some(place) = self.slots.get_mut(slot as usize) {
            *place = None;
        }
    }

    /// True where a fact has the field, or will have it.
    pub(super) fn names(&self, field: Field) -> bool {
        self.record.first(field).is_some() || self.pending.iter().any(|(_, pending)| *pending == field)
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
}
