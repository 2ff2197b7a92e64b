//! Events of Windows' event log as the agent of OSSEC and Wazuh wrote them before it sent JSON:
//! `WinEvtLog: Security: AUDIT_SUCCESS(4624): Microsoft-Windows-Security-Auditing: user: DOMAIN: computer: An account …`
//! (<https://github.com/ossec/ossec-hids/blob/master/src/logcollector/read_win_el.c>).
//!
//! The text's line breaks and tabs have become blanks.

use model::{Field, Name, Record, Value};

use super::{
    event::{Event, Slot},
    flat::read_flat,
    forwarded::{PRODUCT, drop_writer},
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::cut::{cut_at, cut_text},
};

/// The reader.
pub(crate) const AGENT: Product =
    Product { format: PRODUCT.format, sign: Sign::LookBy(&[TAG], |byte| *byte == b'W', shows), read };

const TAG: &str = "WinEvtLog";

fn shows(body: &Body<'_>) -> bool {
    cut_front(body).is_some()
}

/// What follows the name of the log's reader, which is the program or stands before all else.
fn cut_front<'a>(body: &Body<'a>) -> Option<&'a [u8]> {
    if body.tag_text() == TAG.as_bytes() {
        return Some(body.text());
    }
    body.text().strip_prefix(TAG.as_bytes())?.strip_prefix(b": ")
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Event::new(body, record, false);
    if take_parts(body, &mut event).is_none() {
        return false;
    }
    drop_writer(event.record);
    event.conclude();
    event.record.push_word(Field::EventKind, "event", body.span);
    true
}

fn take_parts(body: &Body<'_>, event: &mut Event<'_, '_>) -> Option<()> {
    let (channel, rest) = cut_text(cut_front(body)?, ": ")?;
    let (kind, rest) = cut_text(rest, ": ")?;
    let (kind, number) = cut_at(kind.strip_suffix(b")")?, b'(')?;
    let (provider, rest) = cut_text(rest, ": ")?;
    let (user, rest) = cut_text(rest, ": ")?;
    let (domain, rest) = cut_text(rest, ": ")?;
    let (computer, text) = cut_text(rest, ": ")?;
    let is_named = user != b"(no user)";
    for (slot, name, part) in [
        (Slot::Channel, "log", channel),
        (Slot::Keywords, "event_kind", kind),
        (Slot::EventId, "event_id", number),
        (Slot::Provider, "provider", provider),
        (Slot::Computer, "computer", computer),
    ] {
        event.note(slot, Name::Known(name), Value::Span(body.span_of(part)));
    }
    // Under whom the event was logged.
    for (slot, name, part) in [(Slot::WriterName, "user", user), (Slot::WriterDomain, "domain", domain)] {
        let value = Value::Span(body.span_of(part));
        if is_named {
            event.note(slot, Name::Known(name), value);
        } else {
            event.keep(name, value);
        }
    }
    read_flat(text, event);
    event.is_known().then_some(())
}
