//! `kubernetes.cri`: the lines that container runtimes write for the kubelet
//! (<https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md>):
//! `2026-11-20T10:11:12.413656027Z stdout F what the container wrote`.

use model::{Field, Format, Record, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    read::read_line_of_container,
    registry::{Product, Sign},
    syntax::cut::cut_at,
};

pub(crate) const PRODUCT: Product =
    Product { format: FORMAT, sign: Sign::LookAt(u8::is_ascii_digit, shows_stream), read };

const FORMAT: Format = Format { name: "kubernetes.cri", version: 2 };

/// A time is no longer: nanoseconds and an offset.
const TIME_BYTES_MAX: usize = 40;

fn shows_stream(body: &Body<'_>) -> bool {
    body.text().get(10) == Some(&b'T')
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let Some((time, rest)) = cut_at(body.text(), b' ').filter(|(time, _)| time.len() <= TIME_BYTES_MAX) else {
        return false;
    };
    let Some((stream, rest)) = cut_at(rest, b' ').filter(|(stream, _)| matches!(*stream, b"stdout" | b"stderr")) else {
        return false;
    };
    // Tags are parted by colons; the first says whether the line is whole or a part.
    let (tags, message) = cut_at(rest, b' ').unwrap_or((rest, &[]));
    if !matches!(tags.split(|byte| *byte == b':').next(), Some(b"F" | b"P")) {
        return false;
    }
    if record.times.is_empty() {
        record.push_time(TimeRole::Header, Form::Rfc3339, body.span_of(time));
    }
    record.facts.retain(|fact| fact.field != Some(Field::Message));
    record.push("stream", None, body.span_of(stream));
    record.push("tags", None, body.span_of(tags));
    let span = body.span_of(message);
    if !message.is_empty() {
        record.push("message", Some(Field::Message), span);
        read_line_of_container(&body.message(body.raw, span, None), FORMAT, record);
    }
    true
}
