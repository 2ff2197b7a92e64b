//! Results of a search as Splunk's REST API exports them, an object a line: `{"preview":false,"offset":0,"result":{…}}`
//! (<https://docs.splunk.com/Documentation/Splunk/latest/RESTREF/RESTsearch>, `search/v2/jobs/export`,
//! `output_mode=json`). `_raw` is the event as its sender wrote it, and is given to the products so: with the
//! syslog header that it came with, if it had one.

use model::{Field, Format, Record, Span, TimeRole};
use stamp::Form;

use crate::{
    body::Body, escaped::read_escaped_with_header, read::read_with_header, syntax::json::Kind, syslog::yield_to_writer,
};

/// True for a result as Splunk tells it: an object, with a flag or a place in the order beside it.
pub(super) fn shows(body: &Body<'_>) -> bool {
    let (mut has_flag, mut has_result) = (false, false);
    for leaf in body.leaves().iter(body.raw) {
        has_flag |= match leaf.path {
            b"preview" | b"lastrow" => leaf.kind == Kind::Bool,
            b"offset" => leaf.kind == Kind::Number,
            _ => false,
        };
        has_result |= leaf.path.starts_with(b"result.");
    }
    has_flag && has_result
}

/// Where the event itself stands, with its escapes.
pub(super) fn find_event(body: &Body<'_>) -> Option<Span> {
    let is_event = |leaf: &crate::syntax::json::Leaf<'_>| {
        leaf.path == b"result._raw" && leaf.kind == Kind::Text && leaf.is_whole && !leaf.value.span().is_empty()
    };
    body.leaves().iter(body.raw).find(is_event).map(|leaf| leaf.value.span())
}

/// Reads what Splunk says of the event, then the event. What Splunk extracted from it stays under Splunk's names.
pub(super) fn read(body: &Body<'_>, event: Span, outer: Format, record: &mut Record) {
    let leaves = body.leaves();
    for leaf in leaves.iter(body.raw) {
        let (name, field) = match leaf.path {
            b"result._raw" => ("_raw", Field::Message),
            b"result.host" => ("host", Field::HostName),
            b"result.source" => ("source", Field::LogFilePath),
            b"result.sourcetype" => ("sourcetype", Field::EventDataset),
            b"result._time" if leaf.says_something() => {
                let span = leaf.value.span();
                let is_date = span.of(body.raw).get(4) == Some(&b'-');
                record.push_time(TimeRole::Header, if is_date { Form::Rfc3339 } else { Form::Epoch }, span);
                continue;
            }
            _ => {
                record.facts.push(leaf.into_fact(None, None));
                continue;
            }
        };
        // A document's members say what it says, so it is no message.
        let is_document = name == "_raw" && event.of(body.raw).starts_with(b"{");
        record.facts.push(leaf.into_fact(Some(name), Some(field).filter(|_| !is_document)));
    }
    leaves.diagnose(record);
    record.push_word(Field::EventKind, "event", Span { end: body.span.start + 1, ..body.span });
    let facts = record.facts.len();
    if event.of(body.raw).contains(&b'\\') {
        read_escaped_with_header(body, event, outer, record);
    } else {
        read_with_header(&body.message(body.raw, event, None), outer, record);
    }
    // What Splunk's own envelope says is a relay's.
    let (of_relay, of_writer) = record.facts.split_at_mut(facts);
    yield_to_writer(of_relay, of_writer);
}
