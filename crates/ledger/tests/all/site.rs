//! A ledger in a temporary directory, with a clock that is set by hand and randomness that repeats itself.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use ledger::{
    Actor, CustodyVerdict, EntryType, Ledger, LedgerError, LedgerOptions, NewEntry, Randomness, VerifyOptions,
    verify_custody,
};
use model::Clock;
use rusqlite::Connection;
use stamp::UtcNanos;
use tempfile::TempDir;

/// 2026-11-20T10:00:00Z.
pub(crate) const START: i64 = 1_795_168_800_000_000_000;

/// A clock that stands still until it is set.
pub(crate) struct HandClock(pub(crate) AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> UtcNanos {
        UtcNanos(self.0.load(Ordering::SeqCst))
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): foreseeable, which is what a test wants.
pub(crate) struct Seeded(AtomicU64);

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Randomness for Seeded {
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()> {
        for chunk in bytes.chunks_mut(8) {
            let step = 0x9e37_79b9_7f4a_7c15_u64;
            let mut z = self.0.fetch_add(step, Ordering::SeqCst).wrapping_add(step);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^= z >> 31;
            chunk.copy_from_slice(&z.to_be_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// Where a ledger lies.
pub(crate) struct Site {
    pub(crate) clock: Arc<HandClock>,
    pub(crate) randomness: Arc<Seeded>,
    pub(crate) options: LedgerOptions,
    root: TempDir,
}

impl Site {
    pub(crate) fn new() -> Self {
        Self {
            clock: Arc::new(HandClock(AtomicI64::new(START))),
            randomness: Arc::new(Seeded::new(7)),
            options: LedgerOptions { origin: Some("ledger.example.com/site-1".parse().unwrap()), signer_dir: None },
            root: tempfile::tempdir().unwrap(),
        }
    }

    /// One whose signer lies outside of the ledger's directory.
    pub(crate) fn with_signer_outside() -> Self {
        let mut site = Self::new();
        site.options.signer_dir = Some(site.root.path().join("signer"));
        site
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.root.path().join("ledger")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub(crate) fn try_open(&self) -> Result<Ledger, LedgerError> {
        Ledger::open(&self.dir(), &self.options, self.clock.clone(), self.randomness.clone())
    }

    pub(crate) fn open(&self) -> Ledger {
        self.try_open().unwrap()
    }

    pub(crate) fn verify(&self) -> CustodyVerdict {
        let options = VerifyOptions { key: None, signer_dir: self.options.signer_dir.clone() };
        verify_custody(&self.dir(), &options).unwrap()
    }

    /// What the check finds wrong, as text; empty where nothing is.
    pub(crate) fn wrong(&self) -> String {
        self.verify().wrong.first().map(ToString::to_string).unwrap_or_default()
    }

    /// Changes the database behind the ledger's back.
    pub(crate) fn tamper(&self, sql: &str) -> usize {
        let connection = self.database();
        let changed = connection.execute(sql, []).unwrap();
        connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        changed
    }

    pub(crate) fn database(&self) -> Connection {
        let connection = Connection::open(self.dir().join("ledger.sqlite3")).unwrap();
        connection.pragma_update(None, "foreign_keys", false).unwrap();
        connection
    }
}

/// An entry like those of a working day.
pub(crate) fn viewed(seq: u64) -> NewEntry {
    let by = Actor::token("token-1").named("J. Doe").from_peer("192.0.2.7:50123");
    NewEntry::new(EntryType::View, by, "evidence.view")
        .object("evidence", seq)
        .detail(serde_json::json!({ "bytes": 312 }))
        .private("reason", "Grüße, \u{1f512} \"quoted\"")
}

/// Copies a directory with all that is in it.
pub(crate) fn copy_dir(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_dir(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
