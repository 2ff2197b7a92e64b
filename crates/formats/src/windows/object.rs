//! The tree of an event's XML as JSON, as programs write it that read the log's files (`evtx_dump -o json`, Chainsaw's
//! `dump`, converters of XML): `{"Event":{"System":{…},"EventData":{…}}}`. Velociraptor leaves the outer member away,
//! LimaCharlie's sensor writes it in capitals, its output below `event`.
//!
//! An attribute is a member of its own below `#attributes` or with `@` before its name; a text beside attributes is
//! `#text` or `Value`. Data stand under their names, or in a list of name and text.

use model::Field;

use super::{
    event::{Event, Slot},
    event_xml::PRODUCT,
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::json::{Kind, Leaf},
};

/// The reader of objects.
pub(crate) const OBJECT: Product = Product {
    format: PRODUCT.format,
    sign: Sign::AnyMembers(&[
        &["Event"],
        &["EVENT"],
        &["event", "routing"],
        &["System", "EventData"],
        &["System", "UserData"],
    ]),
    read,
};

/// The longest name of a datum that is looked up.
const NAME_BYTES_MAX: usize = 64;

fn read(body: &Body<'_>, record: &mut model::Record) -> bool {
    let mut event = Event::new(body, record, false);
    let leaves = body.leaves();
    // The name of the datum whose text follows.
    let mut datum: Vec<u8> = Vec::new();
    for leaf in leaves.iter(body.raw) {
        take(leaf, &mut datum, &mut event);
    }
    leaves.diagnose(event.record);
    if !event.is_known() {
        return false;
    }
    event.conclude();
    true
}

fn take(leaf: Leaf<'_>, datum: &mut Vec<u8>, event: &mut Event<'_, '_>) {
    const ROOTS: [&[u8]; 3] = [b"Event.", b"EVENT.", b"event.EVENT."];
    if !leaf.is_whole || leaf.kind == Kind::Null {
        return event.record.facts.push(leaf.into_fact(None, None));
    }
    let path = ROOTS.iter().find_map(|root| leaf.path.strip_prefix(*root)).unwrap_or(leaf.path);
    if let Some(system) = path.strip_prefix(b"System.") {
        return take_system(leaf, system, event);
    }
    let data = path.strip_prefix(b"EventData.").or_else(|| path.strip_prefix(b"UserData."));
    let Some(data) = data else {
        let field = (path == b"Message").then_some(Field::Message);
        return event.record.facts.push(leaf.into_fact(None, field));
    };
    let own = leaf.own_name();
    match data {
        b"Data.@Name" | b"Data.#attributes.Name" | b"Data.Name" => {
            datum.clear();
            let name = leaf.value.bytes(event.body.raw).unwrap_or_default();
            datum.extend_from_slice(name.get(..NAME_BYTES_MAX).unwrap_or(name));
        }
        b"Data.#text" | b"Data.text" | b"Data.Value" if !datum.is_empty() => {
            let name = std::mem::take(datum);
            event.take_data(&name, own, leaf.value);
        }
        _ => {
            let name = data.rsplit(|byte| *byte == b'.').next().unwrap_or(data).to_vec();
            event.take_data(&name, own, leaf.value);
        }
    }
}

/// What the system part says, an attribute under its element's name or with it.
fn take_system(leaf: Leaf<'_>, path: &[u8], event: &mut Event<'_, '_>) {
    let own = leaf.own_name();
    let slot = match path {
        b"EventID" | b"EventID.#text" | b"EventID.Value" => Some(Slot::EventId),
        b"Channel" => Some(Slot::Channel),
        b"Computer" => Some(Slot::Computer),
        b"Level" => Some(Slot::Level),
        b"Keywords" => Some(Slot::Keywords),
        b"Provider.@Name" | b"Provider.#attributes.Name" | b"Provider.Name" | b"Provider_attributes.Name" => {
            Some(Slot::Provider)
        }
        b"Execution.ProcessID"
        | b"Execution.@ProcessID"
        | b"Execution.#attributes.ProcessID"
        | b"Execution_attributes.ProcessID" => Some(Slot::WriterPid),
        _ => None,
    };
    let field = match path {
        b"EventRecordID" => Some(Field::EventSequence),
        b"TimeCreated.@SystemTime"
        | b"TimeCreated.#attributes.SystemTime"
        | b"TimeCreated.SystemTime"
        | b"TimeCreated_attributes.SystemTime" => {
            event.set_time(leaf.value.span().of(event.body.raw));
            None
        }
        _ => None,
    };
    match slot {
        Some(slot) => event.note(slot, own, leaf.value),
        None => event.take_other(own, field, leaf.value),
    }
}
