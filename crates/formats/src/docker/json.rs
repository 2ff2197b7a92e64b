//! `docker.json`: the lines of Docker's `json-file` driver, one a line that a container wrote
//! (<https://docs.docker.com/engine/logging/drivers/json-file/>).
//!
//! What the container wrote is given to the products where it needs no decoding.

use model::{Field, Format, Record, Span, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    read::read_message,
    registry::{Product, Sign},
    syntax::json::Kind,
};

pub(crate) const PRODUCT: Product = Product { format: FORMAT, sign: Sign::Members(&["log", "stream", "time"]), read };

const FORMAT: Format = Format { name: "docker.json", version: 1 };

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let leaves = body.leaves();
    let mut log = None;
    for leaf in leaves.iter(body.raw) {
        let span = leaf.value.span();
        match leaf.path {
            b"log" if leaf.kind == Kind::Text => {
                // The line end belongs to the driver.
                let text = span.of(body.raw);
                let end = text.strip_suffix(b"\\n").map_or(span.end as usize, |text| span.start as usize + text.len());
                let line = Span::new(span.start as usize, end);
                if line.of(body.raw).contains(&b'\\') {
                    record.facts.push(leaf.into_fact(Some("log"), Some(Field::Message)));
                } else {
                    record.push("log", Some(Field::Message).filter(|_| !line.is_empty()), line);
                    log = Some(line);
                }
            }
            b"time" if leaf.is_whole => record.push_time(TimeRole::Header, Form::Rfc3339, span),
            b"attrs.tag" => record.facts.push(leaf.into_fact(Some("attrs.tag"), Some(Field::ContainerName))),
            _ => record.facts.push(leaf.into_fact(None, None)),
        }
    }
    leaves.diagnose(record);
    if let Some(span) = log {
        read_message(&Body::new(body.raw, span, None), FORMAT, record);
    }
    true
}
