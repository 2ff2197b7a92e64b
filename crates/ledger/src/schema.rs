//! The tables.

use rusqlite::Connection;
use rusqlite_migration::{Error, M, MigrationDefinitionError, Migrations};

use crate::{ErrorKind, LedgerError};

/// The schema's version: SQLite's `user_version`, the number of migrations that were applied.
pub(crate) const SCHEMA_VERSION: i64 = 1;

/// Migrations are never changed once released; a change is a further one.
const MIGRATIONS: &[M<'_>] = &[M::up(
    "
    -- Custody: the line is what is hashed. `type` and `leaf` repeat what follows from it, for finding and for naming
    -- the entry that was altered; verify compares both.
    CREATE TABLE custody (
        number INTEGER PRIMARY KEY CHECK (number > 0),
        type TEXT NOT NULL,
        line BLOB NOT NULL CHECK (length(line) <= 65535),
        leaf BLOB NOT NULL CHECK (length(leaf) = 32)
    ) STRICT;
    CREATE INDEX custody_by_type ON custody (type, number);

    -- What opens the commitments in the lines. Rows may be erased; the lines still prove.
    CREATE TABLE opening (
        entry INTEGER NOT NULL REFERENCES custody (number),
        field TEXT NOT NULL,
        salt BLOB NOT NULL CHECK (length(salt) = 16),
        value TEXT NOT NULL,
        UNIQUE (entry, field)
    ) STRICT;

    CREATE TABLE checkpoint (
        size INTEGER PRIMARY KEY,
        note TEXT NOT NULL,
        signed_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE feed (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        configuration TEXT NOT NULL UNIQUE
    ) STRICT;

    -- Sums over all batch entries, kept so that nobody has to add up years of them; verify does.
    CREATE TABLE feed_sum (
        feed INTEGER NOT NULL,
        -- received, stored, lost, or rejected: and the reason
        what TEXT NOT NULL,
        count INTEGER NOT NULL,
        UNIQUE (feed, what)
    ) STRICT;

    CREATE TABLE token (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        feeds TEXT NOT NULL,
        secret_sha256 BLOB NOT NULL CHECK (length(secret_sha256) = 32),
        created_at INTEGER NOT NULL,
        expires_at INTEGER,
        revoked_at INTEGER
    ) STRICT;

    CREATE TABLE incident (
        id INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        summary TEXT NOT NULL,
        status TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        created_by TEXT NOT NULL
    ) STRICT;

    CREATE TABLE stored_query (
        id INTEGER PRIMARY KEY,
        text TEXT NOT NULL,
        from_at INTEGER,
        to_at INTEGER,
        engine_version TEXT NOT NULL,
        checkpoint_size INTEGER NOT NULL,
        through_seq INTEGER NOT NULL,
        hit_count INTEGER NOT NULL,
        hits_digest TEXT NOT NULL,
        stored_at INTEGER NOT NULL,
        stored_by TEXT NOT NULL
    ) STRICT;

    CREATE TABLE incident_entry (
        incident INTEGER NOT NULL REFERENCES incident (id),
        number INTEGER NOT NULL CHECK (number > 0),
        seq INTEGER NOT NULL,
        event_json TEXT NOT NULL,
        event_sha256 TEXT NOT NULL,
        reader TEXT NOT NULL,
        note TEXT,
        query INTEGER REFERENCES stored_query (id),
        added_at INTEGER NOT NULL,
        added_by TEXT NOT NULL,
        retracted_at INTEGER,
        retracted_by TEXT,
        retracted_reason TEXT,
        UNIQUE (incident, number)
    ) STRICT;
    CREATE UNIQUE INDEX incident_entry_once ON incident_entry (incident, seq) WHERE retracted_at IS NULL;
    ",
)];

/// Brings the tables to [`SCHEMA_VERSION`].
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), LedgerError> {
    Migrations::from_slice(MIGRATIONS).to_latest(connection).map_err(|error| match error {
        Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => newer_schema(),
        Error::RusqliteError { err, .. } => LedgerError::database("lay out the ledger's tables")(err),
        other => LedgerError::new(ErrorKind::Database, "lay out the ledger's tables", other),
    })
}

/// Refuses any other schema than this one; changes nothing.
pub(crate) fn check(connection: &Connection) -> Result<(), LedgerError> {
    let version: i64 = connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(LedgerError::database("read the ledger's schema version"))?;
    match version.cmp(&SCHEMA_VERSION) {
        std::cmp::Ordering::Greater => Err(newer_schema()),
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Less => {
            let said =
                format!("its schema is version {version}, not {SCHEMA_VERSION}: it was not opened for writing yet");
            Err(LedgerError::new(ErrorKind::Database, "open the ledger", said))
        }
    }
}

fn newer_schema() -> LedgerError {
    let said = format!("its schema is newer than version {SCHEMA_VERSION}, the newest that this version knows");
    LedgerError::new(ErrorKind::NewerSchema, "open the ledger", said)
}
