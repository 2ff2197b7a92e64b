//! What can go wrong on the way in.

use std::{fmt, io, path::PathBuf};

/// A data directory could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("data directory {}: {kind}", path.display())]
pub struct DirectoryError {
    /// Where it lies.
    pub path: PathBuf,
    /// Why.
    #[source]
    pub kind: DirectoryErrorKind,
}

/// Why a data directory could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryErrorKind {
    /// Another process holds its lock.
    #[error("another process holds it")]
    Held,
    /// A newer version wrote it.
    #[error("it was written by version {found}, this build knows up to {known}")]
    Newer {
        /// The version found.
        found: u32,
        /// The newest version known.
        known: u32,
    },
    /// It is no data directory, and something lies there.
    #[error("it is no data directory (it has no file `version`), and it is not empty")]
    Occupied,
    /// Something else wrote it.
    #[error("its version file is not ours")]
    Foreign,
    /// Reading or writing failed.
    #[error("{0}")]
    Io(io::Error),
}

/// The way in could not be opened, or ended.
#[derive(Debug, thiserror::Error)]
#[error("{stage}: {source}")]
pub struct IntakeError {
    /// What was being done.
    pub stage: Stage,
    /// What failed.
    #[source]
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

/// A stage of the way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The data directory.
    Directory,
    /// The evidence.
    Vault,
    /// The custody.
    Ledger,
    /// The index.
    Index,
    /// A feed's configuration.
    Feed,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Directory => "data directory",
            Self::Vault => "vault",
            Self::Ledger => "ledger",
            Self::Index => "index",
            Self::Feed => "feed",
        })
    }
}

impl IntakeError {
    /// An error of a stage.
    pub fn new(stage: Stage, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self { stage, source: Box::new(source) }
    }
}

/// The thread behind a door has ended.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("it has ended")]
pub(crate) struct Ended;
