//! What can go wrong on our side of a connector. Foreign bytes are never an error.

use std::io;

use crate::{SinkError, SinkErrorKind};

/// A connector could not begin, or could not go on.
#[derive(Debug, thiserror::Error)]
#[error("{context}: {kind}")]
pub struct ConnectorError {
    /// What was being done, as a fragment that fits "failed to …".
    pub context: String,
    /// What happened.
    #[source]
    pub kind: ConnectorErrorKind,
}

/// What happened.
#[derive(Debug, thiserror::Error)]
pub enum ConnectorErrorKind {
    /// A socket or a file failed.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The sink took nothing more.
    #[error("{0}")]
    Sink(#[from] SinkError),
    /// The daemon is ending.
    #[error("the daemon is ending")]
    Shutdown,
}

impl ConnectorError {
    pub(crate) fn new(context: impl Into<String>, kind: impl Into<ConnectorErrorKind>) -> Self {
        Self { context: context.into(), kind: kind.into() }
    }

    /// True where the disk was full until we gave up: the same can be tried again later.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        matches!(&self.kind, ConnectorErrorKind::Sink(error) if error.kind == SinkErrorKind::DiskFull)
    }
}
