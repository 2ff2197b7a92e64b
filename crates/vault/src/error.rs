//! What can go wrong, with context.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use crate::Damage;

/// What the vault failed to do, and where. Fits "failed to …".
#[derive(Debug, thiserror::Error)]
#[error("{action} {}: {kind}", path.display())]
pub struct VaultError {
    /// Which kind of failure: it decides what the caller does.
    pub kind: VaultErrorKind,
    /// What was tried, `append to`.
    pub action: &'static str,
    /// On which file or directory.
    pub path: PathBuf,
    /// What the system said, where it did.
    #[source]
    pub source: Option<io::Error>,
}

/// Kinds of failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VaultErrorKind {
    /// No space, or only the reserve. Nothing was appended; the same call can be tried again later.
    DiskFull,
    /// A write or a sync failed, now or before: what is on the disk is not known. The process must end.
    Poisoned,
    /// The raw bytes are more than [`crate::RAW_BYTES_MAX`]. Nothing was appended.
    TooLong,
    /// A segment of a newer version than this program knows.
    Newer {
        /// Its version.
        found: u32,
    },
    /// Stored bytes are not as they were written; other records can be read.
    Damaged(Box<Damage>),
    /// The source of salts failed. Nothing was appended.
    Salt,
    /// The system refused a call that alters no evidence.
    Io,
}

impl fmt::Display for VaultErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DiskFull => f.write_str("disk full up to its reserve"),
            Self::Poisoned => f.write_str("a write or sync failed, what is stored is not known"),
            Self::TooLong => f.write_str("frame longer than the format can hold"),
            Self::Newer { found } => write!(f, "written by a newer version ({found})"),
            Self::Damaged(damage) => damage.fmt(f),
            Self::Salt => f.write_str("no random bytes"),
            Self::Io => f.write_str("input or output error"),
        }
    }
}

impl VaultError {
    pub(crate) fn new(kind: VaultErrorKind, action: &'static str, path: impl Into<PathBuf>) -> Self {
        Self { kind, action, path: path.into(), source: None }
    }

    /// To be used with `map_err` around calls that alter no evidence.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self { kind: VaultErrorKind::Io, action, path: path.to_owned(), source: Some(source) }
    }

    /// The same for calls that take space.
    pub(crate) fn of_space(action: &'static str, path: &Path, source: io::Error) -> Self {
        let kind = if is_full(&source) { VaultErrorKind::DiskFull } else { VaultErrorKind::Io };
        Self::new(kind, action, path).with(source)
    }

    pub(crate) fn with(self, source: io::Error) -> Self {
        Self { source: Some(source), ..self }
    }
}

/// True where the system said that there is no space.
pub(crate) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge)
}
