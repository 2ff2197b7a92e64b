//! `windows.snare`: events of Windows' event log as the Snare agent, NXLog's `to_syslog_snare()` and others write them:
//! one line, fields parted by tabs.
//!
//! `MSWinEventLog`, criticality, log, counter, time, event id, source, user, kind of SID, kind of event, computer,
//! category, data, text, and for some agents one more field (Snare, "Guide to Snare for Windows", "Event Output Format";
//! <https://docs.nxlog.co/refman/current/xm/syslog.html>, `to_syslog_snare`). Syslog daemons write a tab as `#011`.

use model::{Field, Format, Name, Record, TimeRole, Value};
use stamp::Form;

use super::{
    event::{Event, Slot},
    rendered::read_rendered,
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_text, is_number},
        scan::find_text,
    },
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "windows.snare", version: 3 }, sign: Sign::Look(shows), read };

const MARK: &[u8] = b"MSWinEventLog";

/// The mark stands behind the header or behind one more name of a host.
const FRONT_BYTES_MAX: usize = 300;

fn shows(body: &Body<'_>) -> bool {
    find_fields(body).is_some()
}

/// What follows the mark, and what parts its fields.
fn find_fields<'a>(body: &Body<'a>) -> Option<(&'a [u8], &'static str)> {
    let text = body.text();
    let front = text.get(..FRONT_BYTES_MAX).unwrap_or(text);
    // The header may have taken it for the program.
    let after = match body.tag_text() {
        tag if tag == MARK => text,
        _ => text.get(find_text(front, MARK)? + MARK.len()..)?,
    };
    for delimiter in ["\t", "#011"] {
        if let Some(rest) = after.strip_prefix(delimiter.as_bytes()) {
            return Some((rest, delimiter));
        }
    }
    None
}

/// The fields that stand before the data, in their order.
const CRITICALITY: usize = 0;
const LOG: usize = 1;
const COUNTER: usize = 2;
const TIME: usize = 3;
const EVENT_ID: usize = 4;
const SOURCE: usize = 5;
const USER: usize = 6;
const SID_KIND: usize = 7;
const EVENT_KIND: usize = 8;
const COMPUTER: usize = 9;
const CATEGORY: usize = 10;
const FIELDS: usize = 11;

/// The account under which the event was logged.
const USER_NAME: &str = "user";

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let Some((mut rest, delimiter)) = find_fields(body) else { return false };
    let mut fields: [&[u8]; FIELDS] = [b""; FIELDS];
    for field in &mut fields {
        let (value, after) = cut_text(rest, delimiter).unwrap_or((rest, &[]));
        (*field, rest) = (value, after);
    }
    if !is_number(fields[EVENT_ID]) {
        return false;
    }
    let mut event = Event::new(body, record, false);
    take_fields(&fields, &mut event);
    let record_user = event.record.facts.iter().position(|fact| fact.name == Name::Known(USER_NAME));
    // The data's own field is empty since Windows Vista.
    let (data, text) = cut_text(rest, delimiter).unwrap_or((b"", rest));
    if !data.is_empty() {
        event.keep("data", Value::Span(body.span_of(data)));
    }
    let (text, last) = cut_text(text, delimiter).unwrap_or((text, b""));
    if !last.is_empty() {
        event.keep("checksum", Value::Span(body.span_of(last)));
    }
    read_rendered(text, &mut event);
    event.conclude();
    settle_user(record_user, &mut event);
    event.record.push_word(Field::EventKind, "event", body.span_of(fields[EVENT_ID]));
    true
}

fn take_fields(fields: &[&[u8]; FIELDS], event: &mut Event<'_, '_>) {
    let body = event.body;
    let value = |at: usize| Value::Span(fields.get(at).map_or(model::Span::NONE, |field| body.span_of(field)));
    let has = |at: usize| fields.get(at).is_some_and(|field| !matches!(*field, b"" | b"N/A" | b"None" | b"-"));
    if has(TIME) {
        let span = value(TIME).span();
        event.record.push_time(TimeRole::Event, Form::Asctime, span);
    }
    for (at, slot, name) in [
        (LOG, Slot::Channel, "log"),
        (EVENT_ID, Slot::EventId, "event_id"),
        (SOURCE, Slot::Provider, "source"),
        (EVENT_KIND, Slot::Keywords, "event_kind"),
        (COMPUTER, Slot::Computer, "computer"),
    ] {
        event.note(slot, Name::Known(name), value(at));
    }
    for (at, name) in [
        (CRITICALITY, "criticality"),
        (COUNTER, "counter"),
        (USER, USER_NAME),
        (SID_KIND, "sid_kind"),
        (CATEGORY, "category"),
    ] {
        if has(at) {
            let span = value(at).span();
            event.record.push(name, None, span);
        }
    }
}

/// The account under which the event was logged is its user where the event itself names none.
fn settle_user(place: Option<usize>, event: &mut Event<'_, '_>) {
    let is_free = event.record.first(Field::UserName).is_none();
    if let Some(fact) = place.filter(|_| is_free).and_then(|place| event.record.facts.get_mut(place)) {
        fact.field = Some(Field::UserName);
    }
}
