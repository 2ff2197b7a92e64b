//! `windows.nxlog` as RFC 5424's structured data: NXLog's `to_syslog_ietf()` puts an event's fields under its own number
//! among the enterprises, `[NXLOG@14506 EventID="4625" …]`, and the provider into APP-NAME
//! (<https://docs.nxlog.co/refman/current/xm/syslog.html>).

use model::{Field, Name, Record, TimeRole};
use stamp::Form;

use super::{
    event::{Event, Slot},
    forwarded::drop_writer,
    meanings::Family,
    nxlog::{PRODUCT, release_writer},
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::scan::find_text,
};

/// The reader of structured data.
pub(crate) const DATA: Product = Product { format: PRODUCT.format, sign: Sign::Look(shows), read };

/// How the names begin under which the envelope has read the data.
const ELEMENT: &str = "NXLOG@";

fn shows(body: &Body<'_>) -> bool {
    let header = body.raw.get(..body.span.start as usize).unwrap_or_default().trim_ascii_end();
    header.ends_with(b"]") && find_text(header, b"[NXLOG@").is_some()
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let has = |wanted: &str| record.facts.iter().any(|fact| cut_name(&fact.name) == Some(wanted));
    // NXLog sends the lines of files so, too.
    if !has("EventID") || !has("Channel") {
        return false;
    }
    let facts = std::mem::take(&mut record.facts);
    let (data, header): (Vec<_>, Vec<_>) = facts.into_iter().partition(|fact| cut_name(&fact.name).is_some());
    record.facts = header;
    let mut event = Event::new(body, record, false);
    for fact in data {
        let Some(name) = cut_name(&fact.name).map(str::to_owned) else { continue };
        let slot = match name.as_str() {
            "EventID" => Slot::EventId,
            "Channel" => Slot::Channel,
            "SourceName" => Slot::Provider,
            "EventType" if fact.value.text(body.raw).starts_with("AUDIT") => Slot::Keywords,
            "RecordNumber" => {
                event.take_other(fact.name, Some(Field::EventSequence), fact.value);
                continue;
            }
            "AccountName" => {
                event.take_other(fact.name, Some(Field::UserName), fact.value);
                continue;
            }
            "Domain" => {
                event.take_other(fact.name, Some(Field::UserDomain), fact.value);
                continue;
            }
            "EventReceivedTime" => {
                event.record.push_time(TimeRole::Created, Form::Rfc3339, fact.value.span());
                continue;
            }
            // The log's own, as the header has them.
            "Keywords" | "EventType" | "ThreadID" | "ProcessID" | "Severity" | "Category" | "Opcode" => {
                event.take_other(fact.name, None, fact.value);
                continue;
            }
            other => {
                event.take_data(other.as_bytes(), fact.name, fact.value);
                continue;
            }
        };
        event.note(slot, fact.name, fact.value);
    }
    if let (None, Some(provider)) = (event.at(Slot::Provider), body.tag) {
        event.note(Slot::Provider, Name::Known("SourceName"), model::Value::Span(provider));
    }
    drop_writer(event.record);
    event.conclude();
    let is_sysmon = Family::of(event.bytes(Slot::Provider), event.bytes(Slot::Channel)) == Family::Sysmon;
    release_writer(body, is_sysmon, event.record);
    event.record.push_word(Field::EventKind, "event", body.span);
    true
}

/// The name of a field, without the element's.
fn cut_name(name: &Name) -> Option<&str> {
    let Name::Path(path) = name else { return None };
    let (_number, name) = path.strip_prefix(ELEMENT)?.split_once('.')?;
    Some(name)
}
