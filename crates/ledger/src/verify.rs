//! The check of custody: that what is stored is what was entered and signed.

mod state;
mod walk;

use std::{
    fmt,
    path::{Path, PathBuf},
};

use model::Seq;
use rusqlite::Connection;
use seal::{Checkpoint, Digest, VerifyingKey};

use crate::{
    BatchRecords, EntryNumber, ErrorKind, LedgerError, Line,
    connection::{Presence, open_reader},
    key_file::{HEAD_FILE, read_file, read_vkey},
    ledger::KEYS_DIR,
    signer::read_head,
};
use walk::Walk;

/// What the check is held against.
#[derive(Clone, Debug, Default)]
pub struct VerifyOptions {
    /// The key that must have signed, from outside. Without it, the one beside the database is taken, and whoever can
    /// write there could have replaced both.
    pub key: Option<VerifyingKey>,
    /// Where the signer's last head lies; `keys` in the ledger's directory where none.
    pub signer_dir: Option<PathBuf>,
}

/// So many wrong things are told one by one; the others are counted.
const WRONG_MAX: usize = 100;

/// What the check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustodyVerdict {
    /// How many entries were found right.
    pub entries: u64,
    /// How many are there, the wrong ones included.
    pub entries_read: u64,
    /// The root over them.
    pub root: Digest,
    /// How many signed checkpoints were found right.
    pub checkpoints: u64,
    /// How many of the right entries stand under a signature. Those after them are held by checksums only, until the
    /// next checkpoint is signed.
    pub signed_entries: u64,
    /// How many checkpoints can prove nothing, because an entry before them is missing or was changed.
    pub checkpoints_unproven: u64,
    /// The key under which the signatures were found: the one that custody names last.
    pub key: Option<VerifyingKey>,
    /// How many commitments have no opening any more, by a `redact` or `retention` entry that names them.
    pub erased_openings: u64,
    /// True where the tables of feeds, tokens, incidents, queries and sums were held against custody. Where an entry is
    /// wrong or missing, what it told of them is not known.
    pub tables_checked: bool,
    /// What the right entries say of the evidence.
    pub claims: Claims,
    /// What is wrong, in the order in which it was met, at most a hundred of it; empty where custody is intact.
    pub wrong: Vec<Wrong>,
    /// How many things are wrong.
    pub wrong_count: u64,
}

/// What custody says of the evidence, as far as its entries are right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// The batches that have records, in order: the entry, and what it seals.
    pub batches: Vec<(EntryNumber, BatchRecords)>,
    /// Batch entries that are wrong: what they seal is not known.
    pub batches_unread: u64,
    /// The `loss` entries with their lines.
    pub losses: Vec<(EntryNumber, Line)>,
    /// Records whose bodies `redact` and `retention` entries say to be gone, sorted.
    pub erased: Vec<Seq>,
}

/// The wrong things that were met.
#[derive(Default)]
struct Faults {
    kept: Vec<Wrong>,
    count: u64,
}

impl Faults {
    fn add(&mut self, place: Place, expected: impl fmt::Display, found: impl fmt::Display) {
        self.push(Wrong { place, expected: expected.to_string(), found: found.to_string() });
    }

    fn push(&mut self, wrong: Wrong) {
        self.count = self.count.saturating_add(1);
        if self.kept.len() < WRONG_MAX {
            self.kept.push(wrong);
        }
    }

    /// Notes what is wrong and lets the check go on; true where nothing is.
    fn note(&mut self, outcome: Result<(), Halt>) -> Result<bool, Halt> {
        match outcome {
            Ok(()) => Ok(true),
            Err(Halt::Wrong(wrong)) => {
                self.push(wrong);
                Ok(false)
            }
            Err(failed) => Err(failed),
        }
    }
}

/// One thing that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Where.
    pub place: Place,
    /// What had to be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// A place in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The database as a whole.
    Database,
    /// A custody entry.
    Entry(EntryNumber),
    /// What opens a commitment.
    Opening {
        /// The entry that commits.
        entry: EntryNumber,
        /// The field.
        field: String,
    },
    /// The checkpoint over so many entries.
    Checkpoint(u64),
    /// The head that the signer keeps.
    SignerHead,
    /// The verifying key.
    Key,
    /// A row that custody tells of: a feed, token, incident, entry, stored query or sum.
    Row {
        /// What kind of thing.
        kind: &'static str,
        /// Which one.
        id: String,
    },
}

impl CustodyVerdict {
    /// True where nothing is wrong.
    #[must_use]
    pub const fn is_intact(&self) -> bool {
        self.wrong_count == 0
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database => f.write_str("ledger database"),
            Self::Entry(number) => write!(f, "custody entry {number}"),
            Self::Opening { entry, field } => write!(f, "opening of {field} of custody entry {entry}"),
            Self::Checkpoint(size) => write!(f, "checkpoint over {size} entries"),
            Self::SignerHead => f.write_str("last signed head"),
            Self::Key => f.write_str("verifying key"),
            Self::Row { kind, id } => write!(f, "{kind} {id}"),
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, found {}", self.place, self.expected, self.found)
    }
}

/// Why a check ends before its end.
enum Halt {
    Wrong(Wrong),
    Failed(LedgerError),
}

impl Halt {
    fn wrong(place: Place, expected: impl fmt::Display, found: impl fmt::Display) -> Self {
        Self::Wrong(Wrong { place, expected: expected.to_string(), found: found.to_string() })
    }
}

impl From<LedgerError> for Halt {
    fn from(error: LedgerError) -> Self {
        match error.kind() {
            ErrorKind::Corrupt => Self::wrong(Place::Database, "a readable ledger", error),
            _ => Self::Failed(error),
        }
    }
}

/// Checks the ledger in this directory, beside whoever writes to it; changes nothing. Each entry's stored line is
/// hashed again, the tree over them is held against every signed checkpoint and the signer's last head, openings
/// against their commitments, and the tables of feeds, tokens, incidents, queries and sums against what custody tells
/// of them. The check goes on behind what is wrong as far as the rest can be proven: a changed line leaves its leaf hash,
/// and a signed root over that still proves the others. Takes time in proportion to custody.
///
/// # Errors
/// Only where it cannot be read: [`ErrorKind::Io`], [`ErrorKind::NewerSchema`], [`ErrorKind::Key`]. Tampering is a
/// verdict.
pub fn verify_custody(dir: &Path, options: &VerifyOptions) -> Result<CustodyVerdict, LedgerError> {
    let mut verdict = CustodyVerdict { root: Digest::EMPTY_TREE, ..CustodyVerdict::default() };
    let mut faults = Faults::default();
    match check(dir, options, &mut verdict, &mut faults) {
        Ok(()) => {}
        // What lies behind this cannot be read.
        Err(Halt::Wrong(wrong)) => faults.push(wrong),
        Err(Halt::Failed(error)) => return Err(error),
    }
    (verdict.wrong, verdict.wrong_count) = (faults.kept, faults.count);
    Ok(verdict)
}

fn check(dir: &Path, options: &VerifyOptions, verdict: &mut CustodyVerdict, faults: &mut Faults) -> Result<(), Halt> {
    let failed = || LedgerError::database("verify custody");
    let signer_dir = options.signer_dir.clone().unwrap_or_else(|| dir.join(KEYS_DIR));
    let key = match &options.key {
        Some(key) => Some(key.clone()),
        None => read_vkey(&signer_dir)?,
    };
    // Read before the entries are: what is signed meanwhile may be longer than what is read here.
    let head = match read_signer_head(&signer_dir, key.as_ref()) {
        Ok(head) => head,
        Err(halt) => {
            faults.note(Err(halt))?;
            None
        }
    };
    let mut connection = open_reader(dir, Presence::Unknown)?;
    // One transaction: one state of the database, whatever is written meanwhile.
    let snapshot = connection.transaction().map_err(failed())?;
    let checkpoints = read_checkpoints(&snapshot).map_err(failed())?;
    let mut walk = Walk::new(checkpoints, head);
    let checked = walk.check_entries(&snapshot, faults).and_then(|()| {
        walk.check_end(&snapshot, key.as_ref(), faults)?;
        walk.state.check(&snapshot, walk.is_complete, faults)
    });
    walk.report(verdict);
    if options.key.as_ref().is_some_and(|key| verdict.key.as_ref() != Some(key)) {
        // Signatures of another key than the one that was asked for are none.
        (verdict.checkpoints, verdict.signed_entries) = (0, 0);
    }
    checked
}

fn read_checkpoints(connection: &Connection) -> rusqlite::Result<Vec<(i64, String)>> {
    let mut select = connection.prepare("SELECT size, note FROM checkpoint ORDER BY size")?;
    select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The head that the signer keeps. A copy of the database may come without one.
fn read_signer_head(dir: &Path, key: Option<&VerifyingKey>) -> Result<Option<Checkpoint>, Halt> {
    let Some(key) = key else { return Ok(None) };
    if read_file(&dir.join(HEAD_FILE))?.is_none() {
        return Ok(None);
    }
    match read_head(dir, key) {
        Ok(head) => Ok(Some(head)),
        Err(error) if error.kind() == ErrorKind::HistoryRewritten => {
            Err(Halt::wrong(Place::SignerHead, format!("a head signed by {key}"), error))
        }
        Err(error) => Err(Halt::Failed(error)),
    }
}
