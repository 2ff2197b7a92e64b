//! An event's data as an export writes them: all of them in one member, as XML or as JSON within the JSON of the row
//! (`EventData` in the tables `SecurityEvent`, `Event` and `WindowsEvent` of Microsoft Sentinel:
//! <https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/windowsevent>).

use model::{Fact, Field, Name, Record, Span, Value};

use super::event::{Event, Slot};
use crate::{
    body::Body,
    syntax::{
        json::{Kind, Leaves},
        xml::{Piece, Pieces, decode_text, find_attribute},
    },
};

/// Takes the data that stand in a member's text. False where they stand there in neither form.
pub(super) fn take_event_data(text: &str, whole: Span, event: &mut Event<'_, '_>) -> bool {
    if text.trim_start().starts_with('{') {
        take_json(text.trim(), whole, event);
        return true;
    }
    let is_xml = text.contains("<Data ");
    if is_xml {
        take_xml(text, whole, event);
    }
    is_xml
}

fn take_json(text: &str, whole: Span, event: &mut Event<'_, '_>) {
    let bytes = text.as_bytes();
    let leaves = Leaves::read(bytes, Span::new(0, bytes.len()));
    for leaf in leaves.iter(bytes) {
        if leaf.kind != Kind::Null {
            let name = leaf.path.to_vec();
            take(&name, &leaf.value.text(bytes), whole, event);
        }
    }
}

fn take_xml(text: &str, whole: Span, event: &mut Event<'_, '_>) {
    let mut name: Option<&[u8]> = None;
    for piece in Pieces::new(text.as_bytes()) {
        match piece {
            Piece::Open { name: b"Data", attributes, is_empty: false } => name = find_attribute(attributes, "Name"),
            Piece::Open { .. } | Piece::Close => name = None,
            Piece::Text(value) => {
                if let Some(name) = name {
                    take(name, &decode_text(value), whole, event);
                }
            }
        }
    }
}

/// What was escaped twice stands in no place of its own: its place is that of all data.
fn take(name: &[u8], text: &str, whole: Span, event: &mut Event<'_, '_>) {
    let own = Name::Path(format!("EventData.{}", String::from_utf8_lossy(name)).into());
    event.take_data(name, own, Value::Text { text: text.into(), span: whole });
}

/// Reads what Active Directory Federation Services tell of a request, as XML behind their message
/// (<https://learn.microsoft.com/en-us/windows-server/identity/ad-fs/technical-reference/auditing-enhancements-to-ad-fs-in-windows-server>).
/// False where none stands there.
pub(super) fn read_federation(text: &str, whole: Span, event: &mut Event<'_, '_>) -> bool {
    let Some(at) = text.find("<AuditBase") else { return false };
    let mut element: &[u8] = b"";
    for piece in Pieces::new(text.as_bytes().get(at..).unwrap_or_default()) {
        let value = match piece {
            Piece::Open { name, is_empty, .. } => {
                element = if is_empty { b"" } else { name };
                continue;
            }
            Piece::Close => {
                element = b"";
                continue;
            }
            Piece::Text(value) => decode_text(value),
        };
        if matches!(&*value, "" | "N/A") {
            continue;
        }
        let field = match element {
            b"UserId" if value.contains('@') => Field::UserEmail,
            b"UserId" => Field::RelatedUser,
            b"UserAgentString" => Field::UserAgentOriginal,
            b"Endpoint" => Field::UrlPath,
            b"ErrorCode" => Field::ErrorCode,
            b"FailureType" => Field::EventReason,
            b"IpAddress" | b"ForwardedIpAddress" | b"ProxyIpAddress" => {
                // The client, then the proxies that passed its request on.
                for (at, address) in value.split(',').map(str::trim).enumerate() {
                    let is_client = at == 0 && element == b"IpAddress";
                    let field = if is_client { Field::SourceIp } else { Field::RelatedIp };
                    event.derive(field, Value::Text { text: address.into(), span: whole });
                }
                continue;
            }
            _ => continue,
        };
        event.derive(field, Value::Text { text: value.into(), span: whole });
    }
    true
}

/// Reads an event's XML that stands as a text in another document, and says what it means. Its place is that of the
/// whole text.
pub(crate) fn read_event_text(body: &Body<'_>, whole: Span, record: &mut Record) {
    let is_text = |fact: &&Fact| fact.value.span() == whole;
    let Some(text) = record.facts.iter().find(is_text).map(|fact| fact.value.text(body.raw).into_owned()) else {
        return;
    };
    let mut event = Event::new(body, record, false);
    let (mut in_system, mut element): (bool, &[u8]) = (false, b"");
    for piece in Pieces::new(text.as_bytes()) {
        match piece {
            Piece::Open { name: b"System", .. } => in_system = true,
            Piece::Open { name: b"EventData", .. } => in_system = false,
            Piece::Open { name: b"Provider", attributes, .. } => {
                let provider = find_attribute(attributes, "Name").map(decode_text).unwrap_or_default();
                let value = Value::Text { text: provider.into(), span: whole };
                event.note(Slot::Provider, Name::Known("Provider"), value);
            }
            Piece::Open { name, is_empty, .. } => element = if is_empty { b"" } else { name },
            Piece::Close => element = b"",
            Piece::Text(value) if in_system && !element.is_empty() => {
                event.take_system(element, Value::Text { text: decode_text(value).into(), span: whole });
            }
            Piece::Text(_) => {}
        }
    }
    take_xml(&text, whole, &mut event);
    event.conclude();
}
