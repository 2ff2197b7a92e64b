//! Prints how many events a second the index takes: `cargo run --release -p index --example feed_rate -- [events]`.
//!
//! The events are made up: firewall lines of some 250 bytes with 15 facts. What is measured is everything from an
//! event to its durable, searchable form, with commits of 50 000, as an import makes them.

use std::{error::Error, time::Instant};

use index::{Index, IndexOptions, Order, SearchRequest};
use model::{
    Event, EventTime, Fact, FeedId, Field, Format, FrameFlags, Name, Position, Reasons, Receipt, Seq, Span, StreamId,
    Value,
};
use stamp::{Interval, UtcNanos};

const COMMIT_EVENTS: u64 = 50_000;

fn main() -> Result<(), Box<dyn Error>> {
    let count: u64 = std::env::args().nth(1).map_or(Ok(500_000), |count| count.parse())?;
    let root = tempfile::tempdir()?;
    let (mut writer, reader, _) = Index::open(root.path(), "rate", Seq(0), &IndexOptions::default())?;
    let begun = Instant::now();
    let mut building = 0.0;
    for seq in 1..=count {
        let at = Instant::now();
        let (event, raw) = make_event(seq);
        building += at.elapsed().as_secs_f64();
        writer.add(&event, &raw, "syslog-tcp:514")?;
        if seq % COMMIT_EVENTS == 0 {
            writer.commit(Seq(seq), "")?;
        }
    }
    writer.commit(Seq(count), "")?;
    let handed = begun.elapsed().as_secs_f64();
    writer.wait()?;
    let took = begun.elapsed().as_secs_f64();
    println!("{count} events: {:.0} a second ({took:.2} s; {handed:.2} s until handed over)", count as f64 / took);
    println!("making them up took {building:.2} s of it");
    for text in ["*", "source.ip:198.51.100.0/24", "user.name:user7", "message:accept*", "\"action accept\""] {
        let query = query::parse(text)?;
        let request = SearchRequest {
            query: &query,
            from: None,
            to: None,
            after: None,
            through: Seq(u64::MAX),
            limit: 100,
            order: Order::Descending,
        };
        let begun = Instant::now();
        let first = reader.search(&request)?.hits.len();
        let (page, begun) = (begun.elapsed(), Instant::now());
        let (hits, exact) = reader.count(&request)?;
        println!("{text}: {first} of {hits} (exact: {exact}), page {page:.1?}, count {:.1?}", begun.elapsed());
    }
    let begun = Instant::now();
    let digests = reader.digests()?;
    println!("digests of {} events: {:.1?}", digests.documents, begun.elapsed());
    Ok(())
}

/// A firewall's line, and what it says.
fn make_event(seq: u64) -> (Event, Vec<u8>) {
    let mut raw =
        format!("<189>date=2026-11-20 time=10:{:02}:{:02} devname=fw-1 ", seq / 60 % 60, seq % 60).into_bytes();
    let mut facts = Vec::with_capacity(16);
    // A number that looks like chance, so that dictionaries are as large as those of real traffic.
    let chance = seq.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    let values = [
        ("srcip", Some(Field::SourceIp), format!("198.51.{}.{}", 96 + chance % 8, chance / 8 % 256)),
        ("srcport", Some(Field::SourcePort), (1024 + chance % 60_000).to_string()),
        ("dstip", Some(Field::DestinationIp), format!("203.0.113.{}", chance / 256 % 256)),
        ("dstport", Some(Field::DestinationPort), (440 + chance % 4).to_string()),
        ("action", Some(Field::EventAction), if chance.is_multiple_of(3) { "accept" } else { "deny" }.to_owned()),
        ("policyid", Some(Field::RuleId), (chance % 40).to_string()),
        ("sessionid", Some(Field::SessionId), (seq + 1_000_000).to_string()),
        ("user", Some(Field::UserName), format!("user{}", chance % 500)),
        ("service", Some(Field::NetworkProtocol), "HTTPS".to_owned()),
        ("sentbyte", Some(Field::SourceBytes), (chance % 100_000).to_string()),
        ("rcvdbyte", Some(Field::DestinationBytes), (chance % 1_000_000).to_string()),
        ("srcintf", Some(Field::ObserverIngressInterfaceName), "port1".to_owned()),
        ("trandisp", None, "snat".to_owned()),
    ];
    for (name, field, value) in values {
        raw.extend_from_slice(format!("{name}=").as_bytes());
        let start = raw.len();
        raw.extend_from_slice(value.as_bytes());
        facts.push(Fact { name: Name::Known(name), field, value: Value::Span(Span::new(start, raw.len())) });
        raw.push(b' ');
    }
    for (field, word) in [(Field::EventOutcome, "success"), (Field::EventCategory, "network")] {
        facts.push(Fact { name: Name::Known(""), field: Some(field), value: Value::Word { word, span: Span::NONE } });
    }
    let at = UtcNanos(1_795_169_472_000_000_000).saturating_add(seq as i64 * 1_000_000);
    let read = Interval { earliest: at, latest: at };
    let receipt = Receipt {
        seq: Seq(seq),
        feed: FeedId(1),
        stream: StreamId(1),
        position: Position(seq),
        received_at: at,
        flags: FrameFlags::default(),
    };
    let time = EventTime { at, read, stamped: read, happened: read, reasons: Reasons::default(), text: None };
    let format = Format { name: "made.up", version: 1 };
    (Event { receipt, format, time, header: None, facts, diagnostics: Vec::new() }, raw)
}
