//! The import of a file, with its conservation sum.

use std::{collections::BTreeMap, io::Read, sync::PoisonError};

use connectors::{
    ConnectorError,
    file::{Acquired, Importer, Progress},
};
use ledger::{Actor, EntryType, NewEntry};
use model::{Feed, FeedKind};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    error::{IntakeError, Stage},
    indexer::StreamOutcomes,
    intake::Intake,
    reread::ReadAs,
};

/// A file to take in.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// What it is, as acquired.
    pub acquired: Acquired,
    /// The name of the feed it belongs to.
    pub feed: String,
    /// How its times are read.
    pub read_as: ReadAs,
}

/// What became of a file: `received = indexed + duplicate + quarantined + rejected`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSum {
    /// Its name.
    pub file: String,
    /// SHA-256 of its bytes as acquired, in hex.
    pub sha256: String,
    /// Its size in bytes, as acquired.
    pub size_bytes: u64,
    /// Records cut from what was read.
    pub received: u64,
    /// Records that can be found.
    pub indexed: u64,
    /// Records that the same file brought before.
    pub duplicate: u64,
    /// Records whose reading was given up; they are kept.
    pub quarantined: u64,
    /// Records that were not stored, by reason.
    pub rejected: BTreeMap<String, u64>,
    /// True where the sum holds.
    pub balanced: bool,
    /// What went wrong with the file, if anything did; what was read of it is kept.
    pub problem: Option<String>,
    /// How it was read when it came before, and still is, where now it was asked to be read otherwise.
    pub read_before: Option<ReadAs>,
}

/// An import that could not be done.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The feed's settings are wrong.
    #[error("{0}")]
    Request(IntakeError),
    /// The reading or the storing ended.
    #[error("{0}")]
    Connector(#[from] ConnectorError),
    /// A store failed.
    #[error("{0}")]
    Intake(#[from] IntakeError),
}

impl ImportError {
    /// True where it can be tried again later: the disk was full, or the daemon is ending.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Connector(error) if error.is_disk_full())
    }

    /// True where the request is to blame.
    #[must_use]
    pub const fn is_request(&self) -> bool {
        matches!(self, Self::Request(_))
    }
}

impl Intake {
    /// Takes a file in through `reader`, waits until all of it is durable and can be found, and sums up.
    ///
    /// # Errors
    /// The feed's zone is none, or storing failed. What is wrong with the file stands in [`ImportSum::problem`].
    pub async fn import(
        &self,
        request: ImportRequest,
        reader: impl Read + Send + 'static,
        by: &Actor,
        progress: impl FnMut(Progress) + Send,
    ) -> Result<ImportSum, ImportError> {
        let ImportRequest { acquired, feed, read_as } = request;
        let asked = read_as.clone();
        let ReadAs { zone, year } = read_as;
        let (intake, feed) = (self.clone(), Feed { name: feed, kind: FeedKind::Import, zone, year });
        let feed = match tokio::task::spawn_blocking(move || intake.register_feed(&feed)).await {
            Ok(Ok(registered)) => registered,
            Ok(Err(error)) if error.stage == Stage::Feed => return Err(ImportError::Request(error)),
            Ok(Err(error)) => return Err(error.into()),
            Err(error) => return Err(IntakeError::new(Stage::Feed, error).into()),
        };
        let importer = Importer {
            feed,
            limits: self.import_limits(),
            clock: std::sync::Arc::clone(self.clock()),
            sink: self.sink().clone(),
            shutdown: self.ending().clone(),
        };
        let outcome = importer.import(reader, &acquired, progress).await?;
        self.flush().await?;
        let tally = {
            let mut tallies = self.tallies().lock().unwrap_or_else(PoisonError::into_inner);
            tallies.remove(&outcome.stream).unwrap_or_default()
        };
        let StreamOutcomes { indexed, duplicate, quarantined } = tally;
        let read_before = self.find_other_reading(&acquired.sha256, &asked).await?;
        let rejected: u64 = outcome.rejected.values().sum();
        let sum = ImportSum {
            file: acquired.name,
            sha256: acquired.sha256,
            size_bytes: acquired.size_bytes,
            received: outcome.received,
            indexed,
            duplicate,
            quarantined,
            rejected: outcome.rejected,
            balanced: outcome.received == indexed + duplicate + quarantined + rejected,
            problem: outcome.problem,
            read_before,
        };
        self.enter_import(&sum, outcome.stream, by).await?;
        Ok(sum)
    }

    async fn enter_import(&self, sum: &ImportSum, stream: model::StreamId, by: &Actor) -> Result<(), IntakeError> {
        let detail = json!({
            "stream": stream,
            "sha256": sum.sha256,
            "size_bytes": sum.size_bytes,
            "received": sum.received,
            "indexed": sum.indexed,
            "duplicate": sum.duplicate,
            "quarantined": sum.quarantined,
            "rejected": sum.rejected,
            "problem": sum.problem,
        });
        // A file's name can name a person.
        let entry = NewEntry::new(EntryType::Custody, by.clone(), "file.import")
            .object("stream", stream)
            .detail(detail)
            .private("file", sum.file.clone());
        let ledger = self.ledger().clone();
        match tokio::task::spawn_blocking(move || ledger.append(entry)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(IntakeError::new(Stage::Ledger, error)),
            Err(error) => Err(IntakeError::new(Stage::Ledger, error)),
        }
    }
}
