//! `windows.event_xml`: an event of Windows' event log in its own XML, on one line or several.
//!
//! After the event schema (<https://learn.microsoft.com/en-us/windows/win32/wes/eventschema-schema>).

use model::{DiagnosticKind, Fact, Format, Name, Record, Span, Value};

use super::event::{Event, Slot};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        scan::find_text,
        xml::{Piece, Pieces, cut_attributes, decode, find_attribute},
    },
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "windows.event_xml", version: 5 }, sign: Sign::Look(shows), read: read_event };

/// What may stand before the event: an XML declaration, a browser's mark of an open element.
const HEAD_BYTES_MAX: usize = 128;
/// The names of data that have none of their own, by place.
const PLACES: [&str; 12] = [
    "param1", "param2", "param3", "param4", "param5", "param6", "param7", "param8", "param9", "param10", "param11",
    "param12",
];

fn shows(body: &Body<'_>) -> bool {
    find_start(body.text()).is_some()
}

fn find_start(text: &[u8]) -> Option<usize> {
    let head = text.get(..HEAD_BYTES_MAX).unwrap_or(text);
    let at = find_text(head, b"<Event")?;
    matches!(text.get(at + 6), Some(b'>' | b' ' | b'\n' | b'\r' | b'\t')).then_some(at)
}

/// The part of an event in which an element stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    None,
    System,
    Data,
    Rendering,
}

/// Reads the event's XML into the record. False where there is none.
pub(crate) fn read_event(body: &Body<'_>, record: &mut Record) -> bool {
    let Some(start) = find_start(body.text()) else { return false };
    let mut event = Event::new(body, record, false);
    let mut pieces = Pieces::new(body.text().get(start..).unwrap_or_default());
    let mut reader = Reader { part: Part::None, has_system: false, element: &[], data: None, unnamed: 0 };
    for piece in pieces.by_ref() {
        match piece {
            Piece::Open { name, attributes, is_empty } => reader.open(name, attributes, is_empty, &mut event),
            Piece::Close => {
                reader.element = &[];
                reader.data = None;
            }
            Piece::Text(text) => reader.take_text(text, &mut event),
        }
    }
    if !reader.has_system {
        return false;
    }
    if !pieces.is_whole {
        let span = body.span_of(pieces.rest());
        event.record.diagnose(DiagnosticKind::CutOff, span);
    }
    event.conclude();
    true
}

struct Reader<'a> {
    part: Part,
    has_system: bool,
    /// The element whose text comes next.
    element: &'a [u8],
    /// Its `Name`.
    data: Option<&'a [u8]>,
    unnamed: usize,
}

impl<'a> Reader<'a> {
    fn open(&mut self, name: &'a [u8], attributes: &'a [u8], is_empty: bool, event: &mut Event<'_, '_>) {
        match name {
            b"System" => {
                self.part = Part::System;
                self.has_system = true;
            }
            b"EventData" | b"UserData" | b"ProcessingErrorData" | b"DebugData" => self.part = Part::Data,
            b"RenderingInfo" => self.part = Part::Rendering,
            _ if self.part == Part::System => read_system(name, attributes, event),
            _ => {}
        }
        self.element = if is_empty { &[] } else { name };
        self.data = find_attribute(attributes, "Name");
    }

    fn take_text(&mut self, text: &'a [u8], event: &mut Event<'_, '_>) {
        let value = decode(event.body, text);
        match (self.part, self.element) {
            (_, b"") | (Part::None, _) => {}
            (Part::System, name) => event.take_system(name, value),
            (Part::Data, b"Data") => match self.data {
                Some(name) => event.take_data(name, event.body.name_of(name), value),
                None => {
                    let name = PLACES.get(self.unnamed).copied().unwrap_or("param");
                    self.unnamed += 1;
                    event.take_data(name.as_bytes(), Name::Known(name), value);
                }
            },
            (Part::Data, name) => event.take_data(name, event.body.name_of(name), value),
            (Part::Rendering, name) => {
                let name = Name::Path(format!("RenderingInfo.{}", String::from_utf8_lossy(name)).into());
                event.record.facts.push(Fact { name, field: None, value });
            }
        }
    }
}

/// What the system part says in attributes.
fn read_system(element: &[u8], attributes: &[u8], event: &mut Event<'_, '_>) {
    for (name, text) in cut_attributes(attributes) {
        let value = decode(event.body, text);
        match (element, name) {
            (b"TimeCreated", b"SystemTime") => event.set_time(text),
            (b"Provider", b"Name") => event.note(Slot::Provider, Name::Known("Provider"), value),
            (b"Provider", b"Guid") => event.keep("ProviderGuid", value),
            (b"Provider", b"EventSourceName") => event.keep("EventSourceName", value),
            (b"EventID", b"Qualifiers") => event.keep("Qualifiers", value),
            (b"Correlation", b"ActivityID") => event.keep("ActivityID", value),
            (b"Correlation", b"RelatedActivityID") => event.keep("RelatedActivityID", value),
            (b"Execution", b"ProcessID") => event.note(Slot::WriterPid, Name::Known("Execution.ProcessID"), value),
            (b"Execution", b"ThreadID") => event.keep("Execution.ThreadID", value),
            (b"Security", b"UserID" | b"UserId") => event.note(Slot::SecurityUser, Name::Known("UserID"), value),
            _ => {
                let name = [element, b".", name].concat();
                let name = Name::Path(String::from_utf8_lossy(&name).into());
                event.record.facts.push(Fact { name, field: None, value });
            }
        }
    }
}

/// The last part of a path, with either system's separator.
pub(super) fn cut_file_name(value: &Value, raw: &[u8]) -> Option<Value> {
    let bytes = value.bytes(raw)?;
    let at = bytes.iter().rposition(|byte| matches!(byte, b'\\' | b'/'))? + 1;
    (at < bytes.len()).then(|| cut_value(value, raw, at, bytes.len()))
}

/// A part of a value.
pub(super) fn cut_value(value: &Value, raw: &[u8], start: usize, end: usize) -> Value {
    match value {
        Value::Span(span) => {
            let base = span.start as usize;
            Value::Span(Span::new(base + start, base + end))
        }
        other => {
            let part = other.bytes(raw).and_then(|bytes| bytes.get(start..end)).unwrap_or_default();
            Value::Text { text: String::from_utf8_lossy(part).into(), span: other.span() }
        }
    }
}
