//! `docker.json`: the lines of Docker's `json-file` driver, one a line that a container wrote
//! (<https://docs.docker.com/engine/logging/drivers/json-file/>).
//!
//! What the container wrote is given to the products as it wrote it.

use model::{Field, Format, Record, Span, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    escaped::read_escaped_line_of_container,
    read::read_line_of_container,
    registry::{Product, Sign},
    syntax::json::Kind,
};

pub(crate) const PRODUCT: Product = Product { format: FORMAT, sign: Sign::Members(&["log", "stream", "time"]), read };

const FORMAT: Format = Format { name: "docker.json", version: 3 };

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let leaves = body.leaves();
    let (mut log, mut has_escapes) = (None, false);
    for leaf in leaves.iter(body.raw) {
        let span = leaf.value.span();
        match leaf.path {
            b"log" if leaf.kind == Kind::Text => {
                // The line end belongs to the driver.
                let text = span.of(body.raw);
                let end = text.strip_suffix(b"\\n").map_or(span.end as usize, |text| span.start as usize + text.len());
                let line = Span::new(span.start as usize, end);
                has_escapes = line.of(body.raw).contains(&b'\\');
                log = Some(line).filter(|_| leaf.is_whole);
                if has_escapes {
                    record.facts.push(leaf.into_fact(Some("log"), Some(Field::Message)));
                } else {
                    record.push("log", Some(Field::Message).filter(|_| !line.is_empty()), line);
                }
            }
            b"time" if leaf.says_something() => record.push_time(TimeRole::Header, Form::Rfc3339, span),
            b"attrs.tag" => record.facts.push(leaf.into_fact(Some("attrs.tag"), Some(Field::ContainerName))),
            _ => record.facts.push(leaf.into_fact(None, None)),
        }
    }
    leaves.diagnose(record);
    match log {
        Some(span) if has_escapes => read_escaped_line_of_container(body, span, FORMAT, record),
        Some(span) => read_line_of_container(&body.message(body.raw, span, None), FORMAT, record),
        None => {}
    }
    true
}
