//! `AdditionalFields` of a row of advanced hunting: JSON within a text, of what no column has room for.

use model::{DiagnosticKind, Fact, Field, Name, Span, Value};

use crate::{
    body::Body,
    syntax::{
        document::{Document, Slot},
        json::{Kind, Leaves},
    },
};

/// By the member's name; what else stands there stays in the text.
const MEMBERS: [(&str, Field); 2] = [("Source Mac", Field::SourceMac), ("Destination Mac", Field::DestinationMac)];

/// Which way a connection went, by the member `direction`.
const DIRECTIONS: [(&str, &str); 2] = [("In", "ingress"), ("Out", "egress")];

/// Reads the text. What stands in it has no place of its own: its place is that of the text.
pub(super) fn read_additional(row: &mut Document<'_, '_>, body: &Body<'_>) {
    if !row.has(Slot::Class) {
        return;
    }
    let span = row.span(Slot::Class);
    let fact = row.record.facts.iter().find(|fact| fact.value.span() == span);
    let Some(text) = fact.map(|fact| fact.value.text(body.raw).into_owned()) else { return };
    let bytes = text.as_bytes();
    let leaves = Leaves::read(bytes, Span::new(0, bytes.len()));
    if leaves.is_damaged() {
        row.record.diagnose(DiagnosticKind::Value, span);
    }
    for leaf in leaves.iter(bytes).filter(|leaf| leaf.kind == Kind::Text && leaf.is_whole) {
        let value = leaf.value.text(bytes);
        if leaf.path == b"direction" {
            if let Some((_, word)) = DIRECTIONS.iter().find(|(written, _)| *written == value) {
                row.push_once(Field::NetworkDirection, word, span);
            }
        } else if let Some((name, field)) = MEMBERS.iter().find(|(name, _)| name.as_bytes() == leaf.path) {
            let value = Value::Text { text: value.into_owned().into(), span };
            let name = Name::Path(format!("AdditionalFields.{name}").into());
            row.record.facts.push(Fact { name, field: Some(*field), value });
        }
    }
}
