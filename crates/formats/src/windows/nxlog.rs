//! `windows.nxlog`: events of Windows' event log as flat JSON, the data beside what the log says of them: NXLog's
//! im_msvistalog (<https://docs.nxlog.co/refman/current/im/msvistalog.html>), and recordings made with it.

use model::{Fact, Field, Format, Record, TimeRole};
use stamp::Form;

use super::event::{Event, Slot};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::json::{Kind, Leaf, Walk},
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "windows.nxlog", version: 1 },
    sign: Sign::Members(&["EventID", "Channel"]),
    read,
};

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Event::new(body, record, false);
    let mut walk = Walk::new(body.raw, body.span);
    while let Some(leaf) = walk.next_leaf() {
        take(leaf, &mut event);
    }
    event.conclude();
    walk.finish(event.record);
    true
}

fn take(leaf: Leaf<'_>, event: &mut Event<'_, '_>) {
    if !leaf.is_whole || leaf.kind == Kind::Null {
        return event.record.facts.push(leaf.into_fact(None, None));
    }
    let slot = match leaf.path {
        b"EventID" => Slot::EventId,
        b"Channel" => Slot::Channel,
        b"SourceName" | b"ProviderName" | b"Provider" | b"EventSourceName" => Slot::Provider,
        b"Hostname" | b"Computer" => Slot::Computer,
        b"EventType" => {
            // Sysmon's data has one of its own.
            let is_audit =
                event.body.raw.get(leaf.value.span().start as usize..).is_some_and(|text| text.starts_with(b"AUDIT"));
            if is_audit { Slot::Keywords } else { return event.record.facts.push(leaf.into_fact(None, None)) }
        }
        _ => return take_other(leaf, event),
    };
    let own = leaf.own_name();
    event.note(slot, own, leaf.value);
}

fn take_other(leaf: Leaf<'_>, event: &mut Event<'_, '_>) {
    let span = leaf.value.span();
    let field = match leaf.path {
        b"@timestamp" | b"TimeCreated" | b"TimeGenerated" => {
            event.set_time(span.of(event.body.raw));
            None
        }
        b"EventTime" => {
            // Local time by default, without an offset; an epoch where the sender was told so.
            let text = span.of(event.body.raw);
            let is_number = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
            let form = if is_number { Form::Epoch } else { Form::Rfc3339 };
            event.record.push_time(TimeRole::Header, form, span);
            return;
        }
        b"EventReceivedTime" => None,
        b"Message" => Some(Field::Message),
        b"Severity" => Some(Field::LogLevel),
        b"RecordNumber" | b"EventRecordID" => Some(Field::EventSequence),
        b"AccountName" => Some(Field::UserName),
        b"Domain" => Some(Field::UserDomain),
        // The log's own writer, which is not the process that the event tells of.
        b"ThreadID" | b"ExecutionProcessID" | b"Level" | b"LevelValue" | b"host" | b"port" | b"tags" => None,
        b"ProcessID" if !is_hexadecimal(span.of(event.body.raw)) => None,
        path => {
            let path = path.to_vec();
            let own = leaf.own_name();
            return event.take_data(&path, own, leaf.value);
        }
    };
    let own = leaf.own_name();
    event.record.facts.push(Fact { name: own, field, value: leaf.value });
}

fn is_hexadecimal(text: &[u8]) -> bool {
    text.starts_with(b"0x")
}
