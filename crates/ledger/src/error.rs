//! What the ledger cannot do.

use std::{fmt, io};

/// What kind of failure it was, for those who act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The disk is full. Nothing was written; the same call can be tried again.
    Full,
    /// The operating system refused, or a write or fsync failed. After a failed write the process should end: what the
    /// kernel holds of it is not known.
    Io,
    /// SQLite refused for another reason.
    Database,
    /// What is stored cannot be what the ledger wrote. `verify` names the place.
    Corrupt,
    /// The database was made by a newer version.
    NewerSchema,
    /// The ledger was opened for reading only.
    ReadOnly,
    /// An entry stays longer than 65 535 bytes whatever is moved out of it, or a committed value is too long.
    EntryTooLong,
    /// An argument breaks a rule that its type states.
    Invalid,
    /// There is no such thing.
    NotFound,
    /// What is asked for does not fit the present state.
    Conflict,
    /// The history at hand does not extend the one that was last signed. No checkpoint is signed any more.
    HistoryRewritten,
    /// The signing key cannot be read, or belongs to another origin than the configured one.
    Key,
    /// Another key than the one at hand signs this ledger; nothing was made or entered.
    OtherSigner,
}

/// A failure of the ledger. Shown as a lower-case fragment, `failed to …: …`.
#[derive(Debug, thiserror::Error)]
#[error("failed to {doing}: {cause}")]
pub struct LedgerError {
    doing: String,
    kind: ErrorKind,
    #[source]
    cause: Cause,
}

/// The underlying error, or the reason in words.
#[derive(Debug, thiserror::Error)]
enum Cause {
    #[error("{0}")]
    Said(String),
    #[error(transparent)]
    Io(io::Error),
    #[error(transparent)]
    Database(rusqlite::Error),
}

impl LedgerError {
    /// What kind of failure it was.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The reason alone, without what was being done.
    #[must_use]
    pub fn cause(&self) -> String {
        self.cause.to_string()
    }

    pub(crate) fn new(kind: ErrorKind, doing: impl Into<String>, cause: impl fmt::Display) -> Self {
        Self { doing: doing.into(), kind, cause: Cause::Said(cause.to_string()) }
    }

    /// Turns an error of the operating system into ours; used as `map_err(LedgerError::io("…"))`.
    pub(crate) fn io(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        move |error| {
            let kind = if error.kind() == io::ErrorKind::StorageFull { ErrorKind::Full } else { ErrorKind::Io };
            Self { doing: doing.into(), kind, cause: Cause::Io(error) }
        }
    }

    /// Turns an error of SQLite into ours; used as `map_err(LedgerError::database("…"))`.
    pub(crate) fn database(doing: impl Into<String>) -> impl FnOnce(rusqlite::Error) -> Self {
        move |error| Self { doing: doing.into(), kind: kind_of(&error), cause: Cause::Database(error) }
    }
}

fn kind_of(error: &rusqlite::Error) -> ErrorKind {
    use rusqlite::{Error, ErrorCode};
    match error {
        Error::SqliteFailure(failure, _) => match failure.code {
            ErrorCode::DiskFull => ErrorKind::Full,
            ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => ErrorKind::Io,
            // SQLITE_ERROR: a table or column of ours is not there.
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown => ErrorKind::Corrupt,
            ErrorCode::ReadOnly => ErrorKind::ReadOnly,
            _ => ErrorKind::Database,
        },
        Error::FromSqlConversionFailure(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::Utf8Error(..)
        | Error::InvalidColumnType(..) => ErrorKind::Corrupt,
        Error::QueryReturnedNoRows => ErrorKind::NotFound,
        _ => ErrorKind::Database,
    }
}
