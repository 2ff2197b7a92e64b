//! Connections to the database: one that writes, some that read.

use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError, TryLockError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use crate::{ErrorKind, LedgerError, schema};

/// The database's file name in the data directory.
pub(crate) const DATABASE_FILE: &str = "ledger.sqlite3";
/// How many callers can read at once.
const READERS: usize = 4;
/// How long a connection waits for another process, which only happens where somebody looks in by hand.
const BUSY_WAIT: Duration = Duration::from_secs(5);
/// Marks the file as ours in SQLite's header: `LLGR`.
const APPLICATION_ID: i32 = 0x4c4c_4752;

/// Whether somebody writes to the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// We do.
    Writer,
    /// Another process may.
    Unknown,
}

/// Connections that only read.
pub(crate) struct Readers(Vec<Mutex<Connection>>);

impl Readers {
    /// Opens them all.
    pub(crate) fn open(dir: &Path, presence: Presence) -> Result<Self, LedgerError> {
        let connections = (0..READERS).map(|_| open_reader(dir, presence).map(Mutex::new));
        Ok(Self(connections.collect::<Result<_, _>>()?))
    }

    /// One that is free; waits for the first where none is.
    pub(crate) fn borrow(&self) -> Result<MutexGuard<'_, Connection>, LedgerError> {
        for reader in &self.0 {
            match reader.try_lock() {
                Ok(connection) => return Ok(connection),
                // A reader holds no state that a panic could leave half done.
                Err(TryLockError::Poisoned(poisoned)) => return Ok(poisoned.into_inner()),
                Err(TryLockError::WouldBlock) => {}
            }
        }
        match self.0.first() {
            Some(reader) => Ok(reader.lock().unwrap_or_else(PoisonError::into_inner)),
            None => Err(LedgerError::new(ErrorKind::Database, "read the ledger", "no connection is open")),
        }
    }
}

/// Opens the connection that writes, and makes the database where there is none.
pub(crate) fn open_writer(dir: &Path) -> Result<Connection, LedgerError> {
    let path = dir.join(DATABASE_FILE);
    let doing = || format!("open {}", path.display());
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(&path, flags).map_err(LedgerError::database(doing()))?;
    connection.busy_timeout(BUSY_WAIT).map_err(LedgerError::database(doing()))?;
    // The version is looked at before anything is set: a newer database is refused untouched.
    let version: i64 =
        connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(LedgerError::database(doing()))?;
    if version > schema::SCHEMA_VERSION {
        schema::check(&connection)?;
    }
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             -- An erased opening is overwritten, not only unlinked.
             PRAGMA secure_delete = ON;",
        )
        .map_err(LedgerError::database(doing()))?;
    if version < schema::SCHEMA_VERSION {
        connection.pragma_update(None, "application_id", APPLICATION_ID).map_err(LedgerError::database(doing()))?;
        schema::migrate(&mut connection)?;
    }
    Ok(connection)
}

/// Opens a connection that only reads.
pub(crate) fn open_reader(dir: &Path, presence: Presence) -> Result<Connection, LedgerError> {
    let path = dir.join(DATABASE_FILE);
    let doing = || format!("open {}", path.display());
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let wal = dir.join(format!("{DATABASE_FILE}-wal"));
    // Without a write-ahead log nobody has it open, and SQLite would make one even for reading; `immutable` leaves
    // the directory as it is, which a read-only medium needs.
    let is_at_rest = presence == Presence::Unknown && !wal.exists();
    let immutable = if is_at_rest { "?immutable=1" } else { "" };
    let connection = Connection::open_with_flags(format!("file:{}{immutable}", escape_path(&path)), flags)
        .map_err(LedgerError::database(doing()))?;
    connection.busy_timeout(BUSY_WAIT).map_err(LedgerError::database(doing()))?;
    schema::check(&connection)?;
    Ok(connection)
}

/// The path as the path of a `file:` URI (RFC 3986 §2.1).
fn escape_path(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt as _;
    let mut escaped = String::new();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                escaped.push(char::from(*byte));
            }
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}
