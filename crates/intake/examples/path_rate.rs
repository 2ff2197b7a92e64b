//! How fast a file becomes durable, searchable events: `cargo run --release -p intake --example path_rate -- FILE`.
//!
//! Prints, for the lines of one file (plain), the rate of each part alone and of the whole path, so that they can be
//! compared within one run on a machine that is not quiet: reading and normalising in memory, writing to the vault
//! with its hashes, and the import from the file until every event can be found.

use std::{
    error::Error,
    path::Path,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use connectors::file::acquire;
use intake::{ImportRequest, Intake, IntakeConfig, ReadAs, Surroundings};
use ledger::{Actor, LedgerOptions, SystemRandomness};
use model::{
    Clock, Feed, FeedId, FeedKind, FrameFlags, Framing, Part, Position, Receipt, Seq, StreamId, StreamOrigin,
    Terminator,
};
use normalize::FeedContext;
use stamp::UtcNanos;
use vault::{NewFrame, SystemDisk, SystemSalt, Vault, VaultOptions};

struct WallClock(Instant);

impl Clock for WallClock {
    fn now(&self) -> UtcNanos {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        UtcNanos(i64::try_from(since.as_nanos()).unwrap_or(i64::MAX))
    }

    fn monotonic(&self) -> Duration {
        self.0.elapsed()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: path_rate FILE")?;
    let content = std::fs::read(&path)?;
    let lines: Vec<&[u8]> = content.strip_suffix(b"\n").unwrap_or(&content).split(|byte| *byte == b'\n').collect();
    let folder = tempfile::tempdir()?;
    println!("{} lines, {} bytes", lines.len(), content.len());
    report("read and normalise", lines.len(), measure(|| read_lines(&lines))?);
    report("vault (hash, write, sync)", lines.len(), measure(|| store_lines(&lines, &folder.path().join("vault")))?);
    let whole = measure(|| import(Path::new(&path), &folder.path().join("data")))?;
    report("whole path, until found", lines.len(), whole);
    Ok(())
}

fn measure(work: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<Duration, Box<dyn Error>> {
    let started = Instant::now();
    work()?;
    Ok(started.elapsed())
}

fn report(what: &str, lines: usize, took: Duration) {
    #[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
    let rate = lines as f64 / took.as_secs_f64();
    println!("{what:28} {rate:>10.0} lines/s  ({:.2} s)", took.as_secs_f64());
}

fn flags() -> FrameFlags {
    FrameFlags::new(Framing::Line, Terminator::Lf, Part::Whole)
}

fn read_lines(lines: &[&[u8]]) -> Result<(), Box<dyn Error>> {
    let feed = Feed { name: "rate".into(), kind: FeedKind::Import, zone: Some("UTC".into()), year: None };
    let context = FeedContext::new(&feed)?;
    let origin = StreamOrigin::Push { token: "rate".into(), peer: "rate".into() };
    let received_at = WallClock(Instant::now()).now();
    let mut facts = 0;
    for (line, number) in lines.iter().zip(1..) {
        let (seq, position) = (Seq(number), Position(number));
        let receipt = Receipt { seq, feed: FeedId(1), stream: StreamId(1), position, received_at, flags: flags() };
        facts += normalize::read_event(line, receipt, &origin, &context).facts.len();
    }
    println!("{facts} facts");
    Ok(())
}

fn store_lines(lines: &[&[u8]], folder: &Path) -> Result<(), Box<dyn Error>> {
    let vault = Vault::open(folder, &VaultOptions::default(), Box::new(SystemSalt::default()))?;
    let mut writer = vault.writer;
    for (line, number) in lines.iter().zip(0..) {
        let frame = NewFrame {
            feed: FeedId(1),
            stream: StreamId(1),
            position: Position(number),
            received_at: UtcNanos(0),
            flags: flags(),
            raw: line,
        };
        writer.append(&frame)?;
        if number % 10_000 == 0 {
            writer.sync()?;
        }
    }
    writer.sync()?;
    Ok(())
}

fn import(path: &Path, data: &Path) -> Result<(), Box<dyn Error>> {
    let around = Surroundings {
        clock: Arc::new(WallClock(Instant::now())),
        randomness: Arc::new(SystemRandomness),
        salts: Box::new(SystemSalt::default()),
        disk: Box::new(SystemDisk),
        boot_id: "rate".into(),
    };
    let intake = Intake::open(data, &IntakeConfig::default(), &LedgerOptions::default(), around)?;
    let (acquired, file) = acquire(path)?;
    let read_as = ReadAs { zone: Some("UTC".into()), year: None };
    let request = ImportRequest { acquired, feed: "rate".into(), read_as };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let sum = runtime.block_on(intake.import(request, file, &Actor::system(), |_| {}))?;
    println!("received {} = indexed {} + duplicate {}", sum.received, sum.indexed, sum.duplicate);
    intake.stop()?;
    Ok(())
}
