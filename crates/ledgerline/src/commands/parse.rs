//! `ledgerline parse`: one event for each line, in order. Nothing is stored.

use std::io::{BufWriter, Read as _, Write as _};

use anyhow::{Context as _, Result};
use model::{
    Clock as _, EventJson, Feed, FeedId, FeedKind, FrameFlags, Framing, Part, Position, Receipt, Seq, StreamId,
    StreamOrigin, Terminator,
};
use normalize::FeedContext;
use stamp::UtcNanos;

use crate::{
    cli::Parse,
    clock::SystemClock,
    exit::{self, Coded},
};

pub(crate) fn run(parse: &Parse) -> Result<u8> {
    let received_at = match &parse.received_at {
        None => SystemClock::new().now(),
        Some(text) => UtcNanos::parse_rfc3339(text)
            .map_err(|_| Coded::usage(format!("--received-at: {text:?} is no RFC 3339 moment with an offset")))?,
    };
    let feed = Feed { name: "parse".into(), kind: FeedKind::Push, zone: parse.zone.clone(), year: None };
    let feed = FeedContext::new(&feed).map_err(|error| Coded::usage(format!("--zone: {error}")))?;
    let origin = StreamOrigin::Push { token: "parse".into(), peer: "stdin".into() };
    let mut input = Vec::new();
    std::io::stdin().lock().read_to_end(&mut input).context("failed to read standard input")?;
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let flags = FrameFlags::new(Framing::Line, Terminator::Lf, Part::Whole);
    for (line, number) in cut_lines(&input).zip(1..) {
        let receipt = Receipt {
            seq: Seq(number),
            feed: FeedId(1),
            stream: StreamId(1),
            position: Position(number - 1),
            received_at,
            flags,
        };
        let event = normalize::read_event(line, receipt, &origin, &feed);
        let json = EventJson { event: &event, raw: line }.build();
        match serde_json::to_writer(&mut out, &json).map_err(std::io::Error::from).and_then(|()| out.write_all(b"\n")) {
            // `| head` has seen enough.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(exit::OK),
            other => other.context("failed to write an event")?,
        }
    }
    out.flush().context("failed to write events")?;
    Ok(exit::OK)
}

/// The lines, without `\n` and one `\r` before it. A last one without an end counts; an empty input has none.
fn cut_lines(input: &[u8]) -> impl Iterator<Item = &[u8]> {
    let whole = input.strip_suffix(b"\n").unwrap_or(input);
    let lines = (!input.is_empty()).then(|| whole.split(|byte| *byte == b'\n'));
    lines.into_iter().flatten().map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}
