//! Events as syslog-ng's agent for Windows sends them (RFC 5424): what the log says of an event in structured data,
//! `[win@18372.4 EVENT_ID="4624" EVENT_NAME="Security" …]`, the text behind its kind, `[Success Audit] An account …`
//! ("syslog-ng Agent for Windows", the appendix on its macros).

use model::{Field, Name, Record};

use super::{
    event::{Event, Slot},
    flat::read_flat,
    forwarded::{PRODUCT, drop_writer},
    rendered::read_rendered,
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{cut::cut_text, scan::find_text},
};

/// The reader.
pub(crate) const AGENT_DATA: Product = Product { format: PRODUCT.format, sign: Sign::Look(shows), read };

/// How the names begin under which the envelope has read the data.
const ELEMENT: &str = "win@18372.4.";

fn shows(body: &Body<'_>) -> bool {
    let header = body.raw.get(..body.span.start as usize).unwrap_or_default().trim_ascii_end();
    header.ends_with(b"]") && find_text(header, b"[win@18372.4 ").is_some()
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let facts = std::mem::take(&mut record.facts);
    let (data, header): (Vec<_>, Vec<_>) = facts.into_iter().partition(|fact| cut_name(&fact.name).is_some());
    record.facts = header;
    let mut event = Event::new(body, record, false);
    for fact in data {
        if fact.value.span().of(body.raw) == b"N/A" {
            event.take_other(fact.name, None, fact.value);
            continue;
        }
        let slot = match cut_name(&fact.name) {
            Some("EVENT_ID") => Slot::EventId,
            Some("EVENT_NAME") => Slot::Channel,
            Some("EVENT_SOURCE") => Slot::Provider,
            Some("EVENT_TYPE") => Slot::Keywords,
            Some("EVENT_SID") => Slot::SecurityUser,
            Some("EVENT_USERNAME") => Slot::WriterName,
            Some("EVENT_REC_NUM") => {
                // What the agent counted itself shows gaps of what it sent.
                let is_counted = event.record.first(Field::EventSequence).is_some();
                event.take_other(fact.name, Some(Field::EventSequence).filter(|_| !is_counted), fact.value);
                continue;
            }
            _ => {
                event.take_other(fact.name, None, fact.value);
                continue;
            }
        };
        event.note(slot, fact.name, fact.value);
    }
    if !event.is_known() {
        return false;
    }
    take_text(body, &mut event);
    drop_writer(event.record);
    event.conclude();
    event.record.push_word(Field::EventKind, "event", body.span);
    true
}

/// `EXAMPLE\\vera: Security Microsoft-Windows-…: [Success Audit] An account … (EventID 4624)`.
fn take_text(body: &Body<'_>, event: &mut Event<'_, '_>) {
    let Some((_, text)) = cut_text(body.text(), "] ") else { return };
    let text = text.strip_suffix(b")").and_then(|text| cut_text(text, " (EventID ")).map_or(text, |(text, _)| text);
    if text.iter().any(|byte| matches!(byte, b'\n' | b'\t')) {
        read_rendered(text, event);
    } else {
        read_flat(text, event);
    }
}

/// The name of a datum, without the element's.
fn cut_name(name: &Name) -> Option<&str> {
    match name {
        Name::Path(path) => path.strip_prefix(ELEMENT),
        _ => None,
    }
}
