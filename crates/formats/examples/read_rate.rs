//! How fast lines are read: `cargo run --release -p formats --example read_rate -- FILE [TIMES]`.
//!
//! Prints, each time, the lines per second on one core for reading alone and for reading and making the event, then how
//! many lines each format claimed. The file is read into memory first.

use std::{collections::BTreeMap, hint::black_box, io::Write, time::Instant};

use model::{Feed, FeedId, FeedKind, FrameFlags, Position, Receipt, Seq, StreamId, StreamOrigin};
use normalize::FeedContext;
use stamp::UtcNanos;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or_else(|| std::io::Error::other("usage: read_rate FILE [TIMES]"))?;
    let times = arguments.next().and_then(|times| times.parse().ok()).unwrap_or(3_u32);
    let bytes = std::fs::read(path)?;
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    let mut out = std::io::stdout().lock();
    for _ in 0..times {
        let read = rate(&lines, |line| {
            black_box(formats::read(line));
        });
        writeln!(out, "{read:.0} lines/s read, {:.0} lines/s read and normalised", rate_events(&lines)?)?;
    }
    let mut claimed: BTreeMap<&str, u64> = BTreeMap::new();
    lines.iter().for_each(|line| *claimed.entry(formats::read(line).format.name).or_default() += 1);
    writeln!(out, "{claimed:?}")
}

fn rate_events(lines: &[&[u8]]) -> std::io::Result<f64> {
    let feed = Feed { name: "rate".into(), kind: FeedKind::SyslogTcp, zone: None, year: None };
    let feed = FeedContext::new(&feed).map_err(std::io::Error::other)?;
    let origin = StreamOrigin::Connection { peer: "192.0.2.1:40000".into(), local: "192.0.2.2:514".into() };
    let received_at = UtcNanos::parse_rfc3339("2026-11-23T00:00:00Z").map_err(std::io::Error::other)?;
    let receipt = Receipt {
        seq: Seq(1),
        feed: FeedId(1),
        stream: StreamId(1),
        position: Position(0),
        received_at,
        flags: FrameFlags::default(),
    };
    Ok(rate(lines, |line| {
        black_box(normalize::read_event(line, receipt, &origin, &feed));
    }))
}

/// How many lines a second are worked through.
fn rate(lines: &[&[u8]], mut work: impl FnMut(&[u8])) -> f64 {
    let start = Instant::now();
    lines.iter().for_each(|line| work(line));
    u32::try_from(lines.len()).map_or(f64::NAN, f64::from) / start.elapsed().as_secs_f64()
}
