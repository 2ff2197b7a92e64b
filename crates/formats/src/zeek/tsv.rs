//! Zeek's logs as it writes them itself: fields apart by tabs, `-` for one that is unset, `(empty)` for an empty set.
//!
//! A file says its fields in `#fields`, a line on its own does not. So a line is told by its shape: the time, the uid
//! and the two ends at its front, and the types of what follows, as the logs' reference has them, versions 2.2 to 7:
//! <https://docs.zeek.org/en/master/script-reference/log-files.html>. What no shape names stays under `column`.

mod layouts;

use memchr::memchr;
use model::{Fact, Format, Name, Record, Span, TimeRole, Value};

use self::layouts::{Column, find_layout};
use super::{
    logs::find_log,
    record::{Line, push_time},
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::cut::{cut_at, cut_digits, is_ip, is_number},
};

/// The most columns that are read; the widest log has some forty.
const COLUMNS_MAX: usize = 64;

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "zeek.tsv", version: 4 },
    sign: Sign::LookAt(|byte| matches!(byte, b'0'..=b'9' | b'#'), shows),
    read,
};

/// The lines that say how a file is written.
const HEADS: [&str; 8] = [
    "#separator ",
    "#set_separator\t",
    "#empty_field\t",
    "#unset_field\t",
    "#path\t",
    "#open\t",
    "#fields\t",
    "#types\t",
];

/// Seconds with a fraction and a tab, or a line about the file.
fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    match text.first() {
        Some(b'0'..=b'9') => {
            let (seconds, rest) = cut_digits(text);
            seconds.len() == 10
                && rest.first() == Some(&b'.')
                && memchr(b'\t', rest.get(..12).unwrap_or(rest)).is_some()
        }
        Some(b'#') => is_head(text),
        _ => false,
    }
}

fn is_head(text: &[u8]) -> bool {
    text.starts_with(b"#close\t") || HEADS.iter().any(|head| text.starts_with(head.as_bytes()))
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    if is_head(text) {
        read_head(body, record);
        return true;
    }
    let mut columns: [&[u8]; COLUMNS_MAX] = [&[]; COLUMNS_MAX];
    let mut count = 0;
    let mut rest = Some(text);
    while let (Some(text), Some(place)) = (rest, columns.get_mut(count)) {
        let (column, after) = cut_at(text, b'\t').map_or((text, None), |(column, after)| (column, Some(after)));
        *place = column;
        (rest, count) = (after, count + 1);
    }
    let columns = columns.get(..count).unwrap_or_default();
    let layout = find_layout(columns);
    let has_head = matches!(columns, [_, uid, orig, orig_port, resp, resp_port, _, ..]
        if uid.starts_with(b"C") && is_ip(orig) && is_number(orig_port) && is_ip(resp) && is_number(resp_port));
    if layout.is_none() && !has_head {
        return false;
    }
    let names = layout.map_or(layouts::HEAD, |layout| layout.columns);
    let Some(log) = find_log(layout.map_or(b"unknown", |layout| layout.path.as_bytes())) else { return false };
    let first = record.facts.len();
    let mut push = |name, value: &[u8]| {
        let value = Value::Span(body.span_of(value));
        record.facts.push(Fact { name: Name::Known(name), field: None, value });
    };
    for (at, value) in columns.iter().enumerate().skip(1) {
        match names.get(at) {
            Some(Column { name, is_set: true, .. }) => {
                value.split(|byte| *byte == b',').for_each(|part| push(name, part))
            }
            Some(column) => push(column.name, value),
            None => push("column", value),
        }
    }
    if let Some(time) = columns.first() {
        push_time(body.raw, TimeRole::Event, body.span_of(time), record);
    }
    let origin = Span { end: body.span.start + 1, ..body.span };
    Line::new(body.raw, log, record).conclude(first, origin);
    true
}

/// A line about the file: its name is its own, its fields are its values.
fn read_head(body: &Body<'_>, record: &mut Record) {
    let text = body.text();
    let name_end = text.iter().position(|byte| matches!(byte, b'\t' | b' ')).unwrap_or(text.len());
    let (name, values) = text.split_at(name_end);
    let name = body.name_of(name.get(1..).unwrap_or_default());
    for value in values.get(1..).unwrap_or_default().split(|byte| *byte == b'\t').take(COLUMNS_MAX) {
        record.facts.push(Fact { name: name.clone(), field: None, value: Value::Span(body.span_of(value)) });
    }
    record.push_word(model::Field::EventKind, "event", Span { end: body.span.start + 1, ..body.span });
}
