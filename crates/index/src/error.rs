//! What can go wrong with an index.

use std::{io, path::Path};

/// A failure of the index: what was being done, and why it failed. The evidence is not touched by it.
#[derive(Debug, thiserror::Error)]
#[error("{context}: {kind}")]
pub struct IndexError {
    /// What was being done: a fragment that fits "failed to …".
    pub context: String,
    /// Why it failed.
    #[source]
    pub kind: IndexErrorKind,
}

/// Why something failed.
#[derive(Debug, thiserror::Error)]
pub enum IndexErrorKind {
    /// The file system.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// tantivy.
    #[error("{0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// What a commit says of itself cannot be read, or does not agree with its documents.
    #[error("{0}")]
    Damaged(String),
    /// The thread that feeds tantivy is gone.
    #[error("the feeding thread has ended")]
    Ended,
}

impl IndexError {
    pub(crate) fn new(context: impl Into<String>, kind: impl Into<IndexErrorKind>) -> Self {
        Self { context: context.into(), kind: kind.into() }
    }

    pub(crate) fn damaged(context: impl Into<String>, what: impl Into<String>) -> Self {
        Self { context: context.into(), kind: IndexErrorKind::Damaged(what.into()) }
    }
}

/// Says what was being done to a path when something failed.
pub(crate) trait During<T> {
    fn during(self, doing: &str, path: &Path) -> Result<T, IndexError>;
}

impl<T, E: Into<IndexErrorKind>> During<T> for Result<T, E> {
    fn during(self, doing: &str, path: &Path) -> Result<T, IndexError> {
        self.map_err(|kind| IndexError::new(format!("{doing} {}", path.display()), kind))
    }
}
