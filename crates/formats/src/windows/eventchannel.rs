//! `wazuh.eventchannel`: events of Windows' event log as Wazuh's agents send them, `win.system` and `win.eventdata`
//! (<https://documentation.wazuh.com/current/user-manual/capabilities/log-data-collection/configuration.html>,
//! `log_format` `eventchannel`); alerts have the same below `data`.
//!
//! The data's names are those of the event's XML, with a small letter in front.

use model::{Field, Format, Record, Value};

use super::event::{Event, Slot};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::json::{Kind, Leaf},
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "wazuh.eventchannel", version: 4 }, sign: Sign::Members(&["win"]), read };

/// The longest name of a datum that is looked up.
const NAME_BYTES_MAX: usize = 48;

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Event::new(body, record, false);
    let leaves = body.leaves();
    for leaf in leaves.iter(body.raw) {
        take(leaf, b"win.", &mut event);
    }
    leaves.diagnose(event.record);
    if !event.is_known() {
        return false;
    }
    event.conclude();
    event.record.push_word(Field::EventKind, "event", body.span);
    true
}

/// Adds what an alert quotes of an event of Windows. What the alert says itself stays: the event's facts take the
/// fields that are free.
pub(crate) fn read_quoted(body: &Body<'_>, record: &mut Record) {
    let mut event = Event::new(body, record, true);
    let leaves = body.leaves();
    for leaf in leaves.iter(body.raw) {
        if let Some(prefix) = find_quoted(leaf.path) {
            take(leaf, prefix, &mut event);
        }
    }
    event.conclude_facts();
}

/// What the event stands below in an alert, and in one that Wazuh's indexer gave out.
const QUOTED: [&[u8]; 2] = [b"data.win.", b"_source.data.win."];

fn find_quoted(path: &[u8]) -> Option<&'static [u8]> {
    QUOTED.into_iter().find(|prefix| path.starts_with(prefix))
}

/// True for the members of an alert that [`read_quoted`] takes.
pub(crate) fn is_quoted(path: &[u8]) -> bool {
    find_quoted(path).is_some()
}

/// Takes a leaf; what stands below `prefix` is the event.
fn take(leaf: Leaf<'_>, prefix: &[u8], event: &mut Event<'_, '_>) {
    let Some(name) = leaf.path.strip_prefix(prefix).filter(|_| leaf.is_whole && leaf.kind != Kind::Null) else {
        return event.record.facts.push(leaf.into_fact(None, None));
    };
    if let Some(datum) = name.strip_prefix(b"eventdata.").or_else(|| name.strip_prefix(b"userdata.")) {
        let mut upper = [0; NAME_BYTES_MAX];
        let datum = raise_first(datum, &mut upper);
        let own = leaf.own_name();
        return event.take_data(datum, own, halve_backslashes(leaf.value));
    }
    let slot = match name {
        b"system.eventID" => Some(Slot::EventId),
        b"system.channel" => Some(Slot::Channel),
        b"system.providerName" => Some(Slot::Provider),
        b"system.computer" => Some(Slot::Computer),
        b"system.level" => Some(Slot::Level),
        b"system.keywords" => Some(Slot::Keywords),
        b"system.processID" => Some(Slot::WriterPid),
        _ => None,
    };
    let field = match name {
        b"system.eventRecordID" => Some(Field::EventSequence),
        b"system.message" if prefix == b"win." => Some(Field::Message),
        b"system.systemTime" => {
            event.set_time(leaf.value.span().of(event.body.raw));
            None
        }
        _ => None,
    };
    let own = leaf.own_name();
    match slot {
        Some(slot) => event.note(slot, own, leaf.value),
        None => event.take_other(own, field, leaf.value),
    }
}

/// The agent escapes the data once more than JSON asks for. Where each run of backslashes is of an even length, half of
/// them are its own.
fn halve_backslashes(value: Value) -> Value {
    match value {
        Value::Text { text, span } if has_even_runs(&text) => {
            Value::Text { text: text.replace("\\\\", "\\").into(), span }
        }
        other => other,
    }
}

fn has_even_runs(text: &str) -> bool {
    let mut runs = text.split(|letter| letter != '\\').map(str::len).filter(|len| *len > 0).peekable();
    runs.peek().is_some() && runs.all(|len| len.is_multiple_of(2))
}

/// The name as the event's XML has it.
fn raise_first<'a>(name: &'a [u8], upper: &'a mut [u8; NAME_BYTES_MAX]) -> &'a [u8] {
    let Some(room) = upper.get_mut(..name.len()) else { return name };
    room.copy_from_slice(name);
    if let Some(first) = room.first_mut() {
        first.make_ascii_uppercase();
    }
    room
}
