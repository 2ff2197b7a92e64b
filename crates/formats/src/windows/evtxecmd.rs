//! Events as EvtxECmd writes them to JSON (<https://github.com/EricZimmerman/evtx>): what the system part says stands at the
//! top, the data in `Payload`, which is JSON within a text.

use model::{Field, Name, Record, Span, Value};

use super::{
    event::{Event, Slot},
    event_xml::PRODUCT,
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::json::{Kind, Leaf, Leaves},
};

/// The reader.
pub(crate) const EXPORT: Product = Product {
    format: PRODUCT.format,
    sign: Sign::Members(&["EventId", "Channel", "Computer", "TimeCreated", "Provider"]),
    read,
};

/// The longest name of a datum that is looked up.
const NAME_BYTES_MAX: usize = 64;

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Event::new(body, record, false);
    let leaves = body.leaves();
    for leaf in leaves.iter(body.raw) {
        take(leaf, &mut event);
    }
    leaves.diagnose(event.record);
    if !event.is_known() {
        return false;
    }
    event.conclude();
    true
}

fn take(leaf: Leaf<'_>, event: &mut Event<'_, '_>) {
    if !leaf.is_whole || leaf.kind == Kind::Null {
        return event.record.facts.push(leaf.into_fact(None, None));
    }
    let span = leaf.value.span();
    let own = leaf.own_name();
    let slot = match leaf.path {
        b"EventId" => Slot::EventId,
        b"Channel" => Slot::Channel,
        b"Computer" => Slot::Computer,
        b"Provider" => Slot::Provider,
        b"Keywords" => Slot::Keywords,
        b"UserId" => Slot::SecurityUser,
        path => {
            match path {
                b"Payload" => take_payload(&leaf.value.text(event.body.raw), span, event),
                b"TimeCreated" => event.set_time(span.of(event.body.raw)),
                _ => {}
            }
            let field = match path {
                b"EventRecordId" => Some(Field::EventSequence),
                b"SourceFile" => Some(Field::LogFilePath),
                b"Level" => Some(Field::LogLevel),
                _ => None,
            };
            return event.take_other(own, field, leaf.value);
        }
    };
    event.note(slot, own, leaf.value);
}

/// `{"EventData":{"Data":[{"@Name":"…","#text":"…"}]}}`. What stands in it has no place of its own.
fn take_payload(text: &str, whole: Span, event: &mut Event<'_, '_>) {
    let bytes = text.as_bytes();
    let leaves = Leaves::read(bytes, Span::new(0, bytes.len()));
    let mut datum: Vec<u8> = Vec::new();
    for leaf in leaves.iter(bytes).filter(|leaf| leaf.kind != Kind::Null) {
        let value = leaf.value.text(bytes);
        let name = match leaf.path {
            path if path.ends_with(b".@Name") => {
                datum.clear();
                datum.extend_from_slice(value.as_bytes().get(..NAME_BYTES_MAX).unwrap_or(value.as_bytes()));
                continue;
            }
            path if path.ends_with(b".#text") && !datum.is_empty() => std::mem::take(&mut datum),
            path => path.rsplit(|byte| *byte == b'.').next().unwrap_or(path).to_vec(),
        };
        let own = Name::Path(format!("Payload.{}", String::from_utf8_lossy(&name)).into());
        event.take_data(&name, own, Value::Text { text: value.into_owned().into(), span: whole });
    }
}
