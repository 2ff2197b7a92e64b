//! What can go wrong on the way back.

use index::IndexError;
use intake::IntakeError;
use ledger::LedgerError;

/// A question could not be answered.
#[derive(Debug, thiserror::Error)]
#[error("{context}: {kind}")]
pub struct CaseworkError {
    /// What was asked, as a fragment that fits "failed to …".
    pub context: String,
    /// Why.
    #[source]
    pub kind: CaseworkErrorKind,
}

/// Why a question could not be answered.
#[derive(Debug, thiserror::Error)]
pub enum CaseworkErrorKind {
    /// There is no such case, entry or record.
    #[error("there is no {0}")]
    NotFound(String),
    /// It stands against what is there.
    #[error("{0}")]
    Conflict(String),
    /// The index.
    #[error("{0}")]
    Index(#[from] IndexError),
    /// The evidence.
    #[error("{0}")]
    Evidence(#[from] IntakeError),
    /// Custody and cases.
    #[error("{0}")]
    Ledger(#[from] LedgerError),
}

impl CaseworkError {
    pub(crate) fn new(context: impl Into<String>, kind: impl Into<CaseworkErrorKind>) -> Self {
        Self { context: context.into(), kind: kind.into() }
    }
}

/// Says what was being done when something failed.
pub(crate) trait During<T> {
    fn during(self, doing: &str) -> Result<T, CaseworkError>;
}

impl<T, E: Into<CaseworkErrorKind>> During<T> for Result<T, E> {
    fn during(self, doing: &str) -> Result<T, CaseworkError> {
        self.map_err(|kind| CaseworkError::new(doing, kind))
    }
}
