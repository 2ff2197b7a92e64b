#![no_main]

use std::net::IpAddr;

use libfuzzer_sys::fuzz_target;
use model::{
    Event, EventJson, Feed, FeedId, FeedKind, Field, FieldKind, FrameFlags, Framing, Part, Position, Receipt, Seq,
    Span, StreamId, StreamOrigin, Terminator,
};
use normalize::{FeedContext, read_event};
use stamp::UtcNanos;

fuzz_target!(|raw: &[u8]| {
    // Half of the inputs come from a connection whose feed states no zone, half from a file whose feed states zone and
    // year.
    let is_file = raw.len() % 2 == 0;
    let zone = is_file.then(|| "Europe/Berlin".to_owned());
    let feed = Feed { name: "fuzz".into(), kind: FeedKind::SyslogTcp, zone, year: is_file.then_some(2026) };
    // The zone above is one of the database's; anything else is a finding of its own.
    let feed = FeedContext::new(&feed).expect("a known zone");
    let origin = if is_file {
        let (name, sha256) = ("a.log".into(), "0".repeat(64));
        StreamOrigin::File { name, size_bytes: 1, modified_at: None, sha256, compression: None }
    } else {
        StreamOrigin::Connection { peer: "192.0.2.1:514".into(), local: "192.0.2.2:514".into() }
    };
    let receipt = Receipt {
        seq: Seq(1),
        feed: FeedId(1),
        stream: StreamId(1),
        position: Position(0),
        // 2026-11-20T10:11:12Z.
        received_at: UtcNanos(1_795_169_472_000_000_000),
        flags: FrameFlags::new(Framing::Line, Terminator::Lf, Part::Whole),
    };
    let event = read_event(raw, receipt, &origin, &feed);
    check(&event, raw);
    // That an event of any bytes can be written is what this target asks.
    serde_json::to_vec(&EventJson { event: &event, raw }.build()).expect("an event is JSON");
});

/// Every place lies inside of the bytes, every value is of its field's kind, every interval has its ends in order, and
/// an event is of some kind.
fn check(event: &Event, raw: &[u8]) {
    let is_inside = |span: Span| span.start <= span.end && span.end as usize <= raw.len();
    for fact in &event.facts {
        assert!(is_inside(fact.value.span()), "{fact:?}");
        let Some(field) = fact.field else { continue };
        let text = fact.value.text(raw);
        let fits = match field.kind() {
            FieldKind::Ip => text.parse::<IpAddr>().is_ok(),
            FieldKind::Number => fact.value.number(raw).is_some(),
            FieldKind::Moment => fact.value.number(raw).is_some() || UtcNanos::parse_rfc3339(&text).is_ok(),
            FieldKind::Keyword | FieldKind::Text => true,
        };
        assert!(fits, "{fact:?}: {text}");
    }
    assert!(event.diagnostics.iter().all(|diagnostic| is_inside(diagnostic.span)));
    assert!(event.time.text.is_none_or(is_inside));
    for interval in [event.time.read, event.time.stamped, event.time.happened] {
        assert!(interval.earliest <= interval.latest, "{:?}", event.time);
    }
    assert!(event.all(Field::EventKind).next().is_some());
}
