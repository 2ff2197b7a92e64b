//! The ledger: its database, its signer, and who holds them.

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use model::Clock;
use rusqlite::{Connection, OptionalExtension as _};
use seal::{Frontier, Origin, VerifyingKey};
use serde_json::json;

use crate::{
    Actor, EntryType, ErrorKind, LedgerError, Line, NewEntry, Randomness, TokenId,
    connection::{Presence, Readers, open_writer},
    key_file::{make_dir, read_vkey},
    signer::Signer,
    token::KnownToken,
    writing::{Writer, WriterDoor, Writing, read_leaves},
};

/// The signer's directory, where the options name no other.
pub(crate) const KEYS_DIR: &str = "keys";

/// How a ledger is opened.
#[derive(Clone, Debug, Default)]
pub struct LedgerOptions {
    /// The name that checkpoints go by. None takes that of the key that is there, or makes one for a new key. Another
    /// name than the key's is refused: the name is part of the key.
    pub origin: Option<Origin>,
    /// Where the signing key and the last signed head lie; `keys` in the ledger's directory where none. Outside of the
    /// data directory, a data directory that was set back to an old state is noticed.
    pub signer_dir: Option<PathBuf>,
}

/// Custody, feeds, tokens, incidents and stored queries. A handle; clones are the same ledger.
///
/// Every call blocks on the disk: async callers use `spawn_blocking`. One process at a time has a ledger open for
/// writing; the caller sees to that (`DATA/lock`).
#[derive(Clone)]
pub struct Ledger {
    inner: Arc<Inner>,
}

struct Inner {
    dir: PathBuf,
    readers: Readers,
    /// None where opened for reading only.
    writing: Option<WriterSide>,
    vkey: Option<VerifyingKey>,
    tokens: RwLock<BTreeMap<TokenId, KnownToken>>,
}

/// What only the writer has. The signer is locked before the writer, never after.
pub(crate) struct WriterSide {
    pub(crate) door: WriterDoor,
    pub(crate) signer: Mutex<Signer>,
    /// Why nothing is signed; none where the last try succeeded.
    pub(crate) trouble: Mutex<Option<String>>,
}

impl Ledger {
    /// Opens the ledger in this directory for writing; makes the directory, the database and the signing key where
    /// they are missing; a ledger that has a signer is opened with that signer only. Hashes all of custody once (about
    /// half a gigabyte a second), so that what it signs later rests on what is stored. Signs the present head where it
    /// can; where the history does not extend the last signed one, it opens all the same, and [`Ledger::checkpoint`]
    /// says so.
    ///
    /// # Errors
    /// [`ErrorKind::NewerSchema`], [`ErrorKind::Key`], [`ErrorKind::OtherSigner`], and what the disk refuses.
    pub fn open(
        dir: &Path,
        options: &LedgerOptions,
        clock: Arc<dyn Clock>,
        randomness: Arc<dyn Randomness>,
    ) -> Result<Self, LedgerError> {
        make_dir(dir)?;
        let connection = open_writer(dir)?;
        let signer_dir = options.signer_dir.clone().unwrap_or_else(|| dir.join(KEYS_DIR));
        let entered = read_entered_key(&connection)?;
        let signer = Signer::open(&signer_dir, options.origin.as_ref(), entered.as_ref(), || {
            let mut seed = [0; 32];
            randomness.fill(&mut seed).map_err(LedgerError::io("draw a signing key"))?;
            Ok(seed)
        })?;
        let mut tree = Frontier::new();
        read_leaves(&connection, 0, &mut |leaf| tree.push(leaf))?;
        let tokens = crate::token::read_tokens(&connection)?;
        let readers = Readers::open(dir, Presence::Writer)?;
        let vkey = signer.verifying_key();
        let door = WriterDoor::new(Writer::new(connection, tree), clock, randomness);
        let ledger = Self {
            inner: Arc::new(Inner {
                dir: dir.to_owned(),
                readers,
                writing: Some(WriterSide { door, signer: Mutex::new(signer), trouble: Mutex::default() }),
                vkey: Some(vkey.clone()),
                tokens: RwLock::new(tokens),
            }),
        };
        if entered.is_none() {
            ledger.enter_key(&vkey)?;
        }
        match ledger.checkpoint() {
            Err(error) if error.kind() != ErrorKind::HistoryRewritten => return Err(error),
            // The caller asks for a checkpoint on a schedule and raises the alarm there.
            _ => {}
        }
        Ok(ledger)
    }

    /// Opens the ledger in this directory for reading only, beside whoever writes to it. Changes nothing there.
    ///
    /// # Errors
    /// [`ErrorKind::NewerSchema`], [`ErrorKind::Corrupt`], and what the disk refuses.
    pub fn open_read_only(dir: &Path) -> Result<Self, LedgerError> {
        let readers = Readers::open(dir, Presence::Unknown)?;
        let tokens = crate::token::read_tokens(&*readers.borrow()?)?;
        Ok(Self {
            inner: Arc::new(Inner {
                dir: dir.to_owned(),
                readers,
                writing: None,
                vkey: read_vkey(&dir.join(KEYS_DIR))?,
                tokens: RwLock::new(tokens),
            }),
        })
    }

    /// The directory of the database.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.inner.dir
    }

    /// The key that verifies this ledger's checkpoints: the signer's, or where opened for reading only the one that
    /// lies in `keys`, if one does.
    #[must_use]
    pub fn verifying_key(&self) -> Option<&VerifyingKey> {
        self.inner.vkey.as_ref()
    }

    /// Where the signing key lies; none where opened for reading only.
    #[must_use]
    pub fn signer_dir(&self) -> Option<PathBuf> {
        let signer = self.inner.writing.as_ref()?.signer.lock().unwrap_or_else(PoisonError::into_inner);
        Some(signer.dir().to_owned())
    }

    pub(crate) fn tokens(&self) -> &RwLock<BTreeMap<TokenId, KnownToken>> {
        &self.inner.tokens
    }

    /// What only the writer has.
    pub(crate) fn writer_side(&self) -> Result<&WriterSide, LedgerError> {
        let said = "it was opened for reading only";
        self.inner.writing.as_ref().ok_or_else(|| LedgerError::new(ErrorKind::ReadOnly, "write to the ledger", said))
    }

    /// Does the work in one durable transaction.
    pub(crate) fn transact<T>(
        &self,
        doing: &str,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        self.writer_side()?.door.transact(doing, work)
    }

    /// Reads with one of the connections that only read.
    pub(crate) fn read<T>(
        &self,
        doing: &str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, LedgerError> {
        let connection = self.inner.readers.borrow()?;
        work(&connection).map_err(LedgerError::database(doing))
    }

    /// As [`Ledger::read`], for work with failures of its own.
    pub(crate) fn read_with<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        work(&*self.inner.readers.borrow()?)
    }

    /// Enters the signing key.
    fn enter_key(&self, vkey: &VerifyingKey) -> Result<(), LedgerError> {
        let detail = json!({ "vkey": vkey.to_string() });
        let entry = NewEntry::new(EntryType::Key, Actor::system(), "key.enter").detail(detail);
        self.append(entry).map(|_| ())
    }
}

/// The key that was entered last; none in a ledger that has no signer yet.
fn read_entered_key(connection: &Connection) -> Result<Option<VerifyingKey>, LedgerError> {
    let doing = "read the key entry";
    let sql = "SELECT line FROM custody WHERE type = 'key' ORDER BY number DESC LIMIT 1";
    let line: Option<Vec<u8>> =
        connection.query_row(sql, [], |row| row.get(0)).optional().map_err(LedgerError::database(doing))?;
    let Some(line) = line else { return Ok(None) };
    let refuse = |said: String| LedgerError::new(ErrorKind::Corrupt, doing, said);
    let vkey = Line::parse(&line).map_err(refuse)?.detail.remove("vkey").unwrap_or_default();
    let vkey = vkey.as_str().unwrap_or_default().parse();
    vkey.map(Some).map_err(|error| refuse(format!("{error}")))
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger").field("dir", &self.inner.dir).finish_non_exhaustive()
    }
}
