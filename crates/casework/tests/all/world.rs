//! A data directory with records in it, and a clock that stands still.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use casework::{Casework, CaseworkConfig, ClockPoint};
use connectors::Sink as _;
use intake::{Intake, IntakeConfig, Surroundings};
use ledger::{Actor, EntryType, LedgerOptions, NewEntry, SystemRandomness};
use model::{
    Clock, ClockDiscipline, Delivery, Feed, FeedId, FeedKind, FrameFlags, Framing, Part, Position, Seq, StreamId,
    StreamOrigin, Terminator,
};
use serde_json::json;
use stamp::UtcNanos;
use tempfile::TempDir;
use timeline::AssumptionSet;
use vault::{SystemDisk, SystemSalt};

pub(crate) const SECOND: i64 = 1_000_000_000;
/// 2026-11-17T10:00:00Z.
pub(crate) const BEGIN: UtcNanos = UtcNanos(1_794_909_600 * SECOND);

pub(crate) struct World {
    folder: TempDir,
}

impl World {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn open(&self) -> Opened {
        let around = Surroundings {
            clock: Arc::new(StandingClock),
            randomness: Arc::new(SystemRandomness),
            salts: Box::new(SystemSalt::default()),
            disk: Box::new(SystemDisk),
            boot_id: "test".into(),
        };
        let intake = Intake::open(&self.data(), &IntakeConfig::default(), &LedgerOptions::default(), around).unwrap();
        Opened { intake, ways: Vec::new() }
    }

    pub(crate) fn segment(&self) -> PathBuf {
        let files = std::fs::read_dir(self.data().join("vault")).unwrap().map(|entry| entry.unwrap().path());
        files.into_iter().find(|path| path.extension() == Some("seg".as_ref())).unwrap()
    }
}

/// An open data directory.
pub(crate) struct Opened {
    pub(crate) intake: Intake,
    /// Streams by the address and host that write to them, with the next position.
    ways: Vec<(String, FeedId, StreamId, u64)>,
}

impl Opened {
    /// A way back of its own, which keeps nothing yet.
    pub(crate) fn casework(&self, clock_records_max: u64) -> Casework {
        self.casework_by(Arc::new(StandingClock), clock_records_max)
    }

    /// The same by another clock.
    pub(crate) fn casework_by(&self, clock: Arc<dyn Clock>, clock_records_max: u64) -> Casework {
        let config = CaseworkConfig { clock_records_max, ..CaseworkConfig::default() };
        let (events, index, ledger) = (self.intake.events(), self.intake.index(), self.intake.ledger());
        Casework::new(events.clone(), index.clone(), ledger.clone(), clock, config)
    }

    /// Takes in lines of a host whose clock is so many seconds ahead, each received half a second after the moment that
    /// it tells; gives their numbers.
    pub(crate) async fn take_in(
        &mut self,
        host: &str,
        ahead: i64,
        lines: impl Iterator<Item = (i64, String)>,
    ) -> Vec<Seq> {
        self.take_in_from("192.0.2.7", host, ahead, lines).await
    }

    /// The same from another address.
    pub(crate) async fn take_in_from(
        &mut self,
        peer: &str,
        host: &str,
        ahead: i64,
        lines: impl Iterator<Item = (i64, String)>,
    ) -> Vec<Seq> {
        let way = format!("{peer} {host}");
        let at = match self.ways.iter().position(|(name, ..)| *name == way) {
            Some(at) => at,
            None => self.open_way(way, peer).await,
        };
        let (_, feed, stream, position) = &mut self.ways[at];
        let deliver = |(seconds, text): (i64, String)| {
            let written = BEGIN.saturating_add((seconds + ahead) * SECOND);
            *position += 1;
            Delivery {
                feed: *feed,
                stream: *stream,
                position: Position(*position),
                received_at: BEGIN.saturating_add(seconds * SECOND + SECOND / 2),
                flags: FrameFlags::new(Framing::Line, Terminator::Lf, Part::Whole),
                raw: Bytes::from(format!("<34>1 {written} {host} app - - - {text}")),
            }
        };
        let batch: Vec<Delivery> = lines.map(deliver).collect();
        let (first, last) = self.intake.sink().deliver(batch).await.unwrap().durable().await.unwrap();
        self.intake.flush().await.unwrap();
        (first.0..=last.0).map(Seq).collect()
    }

    /// What custody says when bodies are erased; it is said before they are.
    pub(crate) fn enter_erasure(&self, seqs: &[Seq]) {
        let detail = json!({"seqs": seqs.iter().map(|seq| seq.0).collect::<Vec<_>>()});
        let entry = NewEntry::new(EntryType::Redact, Actor::system(), "evidence.erase").detail(detail);
        self.intake.ledger().append(entry).unwrap();
    }

    async fn open_way(&mut self, way: String, peer: &str) -> usize {
        let feed = Feed { name: "test".into(), kind: FeedKind::SyslogTcp, zone: None, year: None };
        let feed = self.intake.register_feed(&feed).unwrap();
        let origin = StreamOrigin::Connection { peer: format!("{peer}:5000"), local: "192.0.2.1:514".into() };
        let stream = self.intake.sink().open_stream(feed, origin, BEGIN).await.unwrap();
        self.ways.push((way, feed, stream, 0));
        self.ways.len() - 1
    }
}

/// What is known of every clock.
pub(crate) fn list_clocks(casework: &Casework) -> Vec<(String, Vec<ClockPoint>)> {
    let chronicle = casework.chronicle_of_clocks(AssumptionSet::DEFAULT).unwrap();
    chronicle.list_clocks().into_iter().map(|(name, points)| (name.to_owned(), points)).collect()
}

/// Erases the bodies of these records in a segment as FORMAT.md says, the leaves of which stay.
pub(crate) fn erase_bodies(segment: &Path, seqs: &[Seq]) {
    let bytes = std::fs::read(segment).unwrap();
    let number =
        |at: usize, len: usize| bytes[at..at + len].iter().fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    let (mut erased, mut at) = (bytes[..24].to_vec(), 24);
    while number(at, 4) > 0 {
        let end = at + 8 + usize::try_from(number(at, 4)).unwrap();
        if seqs.contains(&Seq(number(at + 9, 8))) {
            let salt = bytes[at + 53..at + 69].try_into().unwrap();
            let body = vault::body_hash(salt, &bytes[at + 69..end]);
            let fields = [&[4], &bytes[at + 9..at + 53], &body.0].concat();
            erased.extend(u32::try_from(fields.len()).unwrap().to_be_bytes());
            erased.extend(crc32c::crc32c(&fields).to_be_bytes());
            erased.extend(fields);
        } else {
            erased.extend(&bytes[at..end]);
        }
        at = end;
    }
    std::fs::write(segment, erased).unwrap();
}

pub(crate) struct StandingClock;

impl Clock for StandingClock {
    fn now(&self) -> UtcNanos {
        BEGIN.saturating_add(3_600 * SECOND)
    }

    fn monotonic(&self) -> Duration {
        Duration::from_secs(1)
    }

    fn discipline(&self) -> ClockDiscipline {
        ClockDiscipline::Synchronised { error_max: Duration::from_millis(4) }
    }
}
