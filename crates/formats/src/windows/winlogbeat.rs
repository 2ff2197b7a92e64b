//! `windows.winlogbeat`: events of Windows' event log as Winlogbeat and the Elastic Agent send them, `winlog.*` beside
//! ECS (<https://www.elastic.co/docs/reference/beats/winlogbeat/exported-fields-winlog>); up to version 6 the same stood at
//! the top, under names of its own (<https://www.elastic.co/guide/en/beats/winlogbeat/6.8/exported-fields-eventlog.html>).

use model::{Fact, Field, Format, Record};

use super::event::{Event, Slot};
use crate::{
    body::Body,
    json_lines::take,
    registry::{Product, Sign},
    syntax::json::{Kind, Leaf},
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "windows.winlogbeat", version: 4 },
    sign: Sign::AnyMembers(&[&["winlog"], &["event_id", "log_name", "source_name"]]),
    read,
};

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Event::new(body, record, true);
    let leaves = body.leaves();
    for leaf in leaves.iter(body.raw) {
        match leaf.path.strip_prefix(b"winlog.") {
            Some(name) => take_winlog(name.len(), leaf, &mut event),
            None if is_of_sixth(leaf.path) => take_winlog(leaf.path.len(), leaf, &mut event),
            None => take(body.raw, leaf, event.record),
        }
    }
    event.conclude();
    leaves.diagnose(event.record);
    if event.record.first(Field::EventKind).is_none() {
        event.record.push_word(Field::EventKind, "event", model::Span::NONE);
    }
    true
}

/// True for a member at the top that version 6 has there.
fn is_of_sixth(path: &[u8]) -> bool {
    const NAMES: [&[u8]; 12] = [
        b"event_id",
        b"log_name",
        b"source_name",
        b"computer_name",
        b"record_number",
        b"keywords",
        b"level",
        b"opcode",
        b"process_id",
        b"thread_id",
        b"provider_guid",
        b"task",
    ];
    NAMES.contains(&path) || path.starts_with(b"event_data.") || path.starts_with(b"user_data.")
}

/// Takes a leaf below `winlog`, whose name is the last so many bytes of the path.
fn take_winlog(name_len: usize, leaf: Leaf<'_>, event: &mut Event<'_, '_>) {
    let path = leaf.path;
    let name = path.get(path.len() - name_len..).unwrap_or_default();
    if !leaf.is_whole || leaf.kind == Kind::Null {
        return event.record.facts.push(leaf.into_fact(None, None));
    }
    if let Some(datum) = name.strip_prefix(b"event_data.").or_else(|| name.strip_prefix(b"user_data.")) {
        let own = leaf.own_name();
        let datum = datum.to_vec();
        return event.take_data(&datum, own, leaf.value);
    }
    let slot = match name {
        b"event_id" => Some(Slot::EventId),
        b"channel" | b"log_name" => Some(Slot::Channel),
        b"provider_name" | b"source_name" => Some(Slot::Provider),
        b"computer_name" => Some(Slot::Computer),
        b"keywords" => Some(Slot::Keywords),
        // Under whom the event was logged.
        b"user.identifier" => Some(Slot::SecurityUser),
        b"user.name" => Some(Slot::WriterName),
        b"user.domain" => Some(Slot::WriterDomain),
        b"process.pid" | b"process_id" => Some(Slot::WriterPid),
        _ => None,
    };
    let own = leaf.own_name();
    let field = match name {
        b"record_id" | b"record_number" => Some(Field::EventSequence),
        b"level" => Some(Field::LogLevel),
        _ => None,
    };
    match slot {
        Some(slot) => event.note(slot, own, leaf.value),
        None => event.record.facts.push(Fact { name: own, field, value: leaf.value }),
    }
}
