//! Tests at the door of `normalize`.

#![expect(clippy::panic, clippy::expect_used, reason = "clippy's leave for tests ends at functions that tests share")]

mod derived;
mod end_to_end;
mod facts;
mod fixtures;
mod properties;
mod times;

use model::{
    Event, Fact, Feed, FeedId, FeedKind, Field, Format, FrameFlags, Position, Receipt, Record, Seq, Span, StreamId,
    StreamOrigin, Value,
};
use normalize::FeedContext;
use stamp::UtcNanos;

const FORMAT: Format = Format { name: "test.device", version: 1 };
const RECEIVED_AT: &str = "2026-11-23T12:00:00Z";

fn utc(text: &str) -> UtcNanos {
    UtcNanos::parse_rfc3339(text).unwrap_or_else(|why| panic!("{text}: {why}"))
}

fn receipt(received_at: &str) -> Receipt {
    Receipt {
        seq: Seq(7),
        feed: FeedId(1),
        stream: StreamId(3),
        position: Position(0),
        received_at: utc(received_at),
        flags: FrameFlags::default(),
    }
}

fn connection() -> StreamOrigin {
    StreamOrigin::Connection { peer: "192.0.2.1:40000".to_owned(), local: "192.0.2.2:514".to_owned() }
}

fn feed(zone: Option<&str>, year: Option<i32>) -> FeedContext {
    let feed = Feed { name: "test".to_owned(), kind: FeedKind::SyslogTcp, zone: zone.map(ToOwned::to_owned), year };
    FeedContext::new(&feed).unwrap_or_else(|why| panic!("{why}"))
}

/// A record whose bytes are the values, one behind the other, each under the name `own`.
fn record_of(facts: &[(Field, &str)]) -> (Vec<u8>, Record) {
    let mut raw = Vec::new();
    let mut record = Record::new(FORMAT);
    for (field, text) in facts {
        let start = raw.len();
        raw.extend_from_slice(text.as_bytes());
        record.push("own", Some(*field), Span::new(start, raw.len()));
        raw.push(b'|');
    }
    (raw, record)
}

fn normalize(record: Record, raw: &[u8]) -> Event {
    normalize::normalize_record(record, raw, receipt(RECEIVED_AT), &connection(), &feed(None, None))
}

/// The event of such a record, and its bytes.
fn event_of(facts: &[(Field, &str)]) -> (Vec<u8>, Event) {
    let (raw, record) = record_of(facts);
    let event = normalize(record, &raw);
    (raw, event)
}

fn texts(event: &Event, raw: &[u8], field: Field) -> Vec<String> {
    event.all(field).map(|value| value.text(raw).into_owned()).collect()
}

/// What remained under the device's own name alone.
fn own(event: &Event, raw: &[u8]) -> Vec<String> {
    let is_own = |fact: &&Fact| fact.field.is_none();
    event.facts.iter().filter(is_own).map(|fact| fact.value.text(raw).into_owned()).collect()
}

fn text_value(text: &str, span: Span) -> Value {
    Value::Text { text: text.into(), span }
}
