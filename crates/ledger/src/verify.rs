//! The check of custody: that what is stored is what was entered and signed.

mod state;
mod walk;

use std::{
    fmt,
    path::{Path, PathBuf},
};

use rusqlite::Connection;
use seal::{Checkpoint, Digest, VerifyingKey};

use crate::{
    EntryNumber, ErrorKind, LedgerError,
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

/// What the check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustodyVerdict {
    /// How many entries were read and found right.
    pub entries: u64,
    /// The root over them.
    pub root: Digest,
    /// How many signed checkpoints were found right.
    pub checkpoints: u64,
    /// How many of the entries stand under a signature. Those after them are held by checksums only, until the next
    /// checkpoint is signed.
    pub signed_entries: u64,
    /// How many commitments have no opening any more, by a `redact` or `retention` entry that names them.
    pub erased_openings: u64,
    /// The first thing that is wrong; none where custody is intact.
    pub wrong: Option<Wrong>,
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
        self.wrong.is_none()
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
/// of them. Takes time in proportion to custody.
///
/// # Errors
/// Only where it cannot be read: [`ErrorKind::Io`], [`ErrorKind::NewerSchema`], [`ErrorKind::Key`]. Tampering is a
/// verdict.
pub fn verify_custody(dir: &Path, options: &VerifyOptions) -> Result<CustodyVerdict, LedgerError> {
    let mut verdict = CustodyVerdict {
        entries: 0,
        root: Digest::EMPTY_TREE,
        checkpoints: 0,
        signed_entries: 0,
        erased_openings: 0,
        wrong: None,
    };
    match check(dir, options, &mut verdict) {
        Ok(()) => {}
        Err(Halt::Wrong(wrong)) => verdict.wrong = Some(wrong),
        Err(Halt::Failed(error)) => return Err(error),
    }
    Ok(verdict)
}

fn check(dir: &Path, options: &VerifyOptions, verdict: &mut CustodyVerdict) -> Result<(), Halt> {
    let failed = || LedgerError::database("verify custody");
    let signer_dir = options.signer_dir.clone().unwrap_or_else(|| dir.join(KEYS_DIR));
    let key = match &options.key {
        Some(key) => Some(key.clone()),
        None => read_vkey(&signer_dir)?,
    };
    // Read before the entries are: what is signed meanwhile may be longer than what is read here.
    let head = read_signer_head(&signer_dir, key.as_ref())?;
    let mut connection = open_reader(dir, Presence::Unknown)?;
    // One transaction: one state of the database, whatever is written meanwhile.
    let snapshot = connection.transaction().map_err(failed())?;
    let checkpoints = read_checkpoints(&snapshot).map_err(failed())?;
    let mut walk = Walk::new(checkpoints, head);
    let walked = walk.check_entries(&snapshot);
    walk.report(verdict);
    walked?;
    walk.check_end(&snapshot, key.as_ref())?;
    walk.state.check(&snapshot)?;
    walk.report(verdict);
    Ok(())
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
