//! Reading a file again under another zone or year than it was imported with.
//!
//! Whoever imports a file by the wrong zone finds out later. Its bytes and their numbers stay as they are, and so does
//! all that cites them; only how its times are read changes, and custody says who changed it and why.

use std::sync::PoisonError;

use ledger::{Actor, EntryNumber, EntryType, Ledger, LedgerError, NewEntry};
use model::{Feed, FeedId, FeedKind, Seq, StreamId};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use tokio::task;

use crate::{
    error::{IntakeError, Stage},
    file_readings::REREAD,
    import::IMPORT,
    index_handle::Rebuilt,
    intake::Intake,
};

/// How the times of a file are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadAs {
    /// The zone of times that state none.
    pub zone: Option<String>,
    /// The year of times that state none.
    pub year: Option<i32>,
}

/// A file to be read otherwise.
#[derive(Clone, Debug)]
pub struct RereadRequest {
    /// SHA-256 of its bytes as acquired, in hex: as its import said.
    pub sha256: String,
    /// How it is to be read, the whole of it: a zone that is not named is none.
    pub read_as: ReadAs,
    /// Why, in words. It is committed to.
    pub reason: String,
}

/// A file that is read otherwise now.
#[derive(Clone, Debug)]
pub struct Reread {
    /// The custody entry that says so.
    pub entry: EntryNumber,
    /// How it was read.
    pub was: ReadAs,
    /// How it is read.
    pub now: ReadAs,
    /// Its records that can be found.
    pub records: u64,
    /// The index, fed again.
    pub rebuilt: Rebuilt,
}

/// A file that was not read otherwise.
#[derive(Debug, thiserror::Error)]
pub enum RereadError {
    /// The zone is none.
    #[error("{0}")]
    Request(IntakeError),
    /// No import of it has ended.
    #[error("no file with this SHA-256 was imported")]
    UnknownFile,
    /// It is read so already.
    #[error("it is read so already")]
    ReadSo,
    /// A store failed. Where the entry was made before it, the next start reads the file by it.
    #[error("{0}")]
    Intake(#[from] IntakeError),
}

/// What custody says of the imports of one file.
struct Imported {
    /// The first stream of it.
    stream: StreamId,
    records: u64,
}

impl Intake {
    /// Lets a file be read otherwise: enters it in custody, then feeds the index again. Searching goes on meanwhile, with
    /// the old index.
    ///
    /// # Errors
    /// See [`RereadError`].
    pub async fn reread_file(&self, request: RereadRequest, by: &Actor) -> Result<Reread, RereadError> {
        let (intake, by) = (self.clone(), by.clone());
        // Whoever asked may go: what custody says by then must come into the index all the same.
        let rereading = task::spawn(async move {
            let (enterer, by_whom) = (intake.clone(), by.clone());
            let entering = task::spawn_blocking(move || enterer.enter_reread(&request, by_whom)).await;
            let entered = entering.map_err(|error| IntakeError::new(Stage::Ledger, error))?;
            let (entry, was, now, records) = entered?;
            let rebuilt = intake.rebuild_index(&by).await?;
            Ok(Reread { entry, was, now, records, rebuilt })
        });
        rereading.await.map_err(|error| IntakeError::new(Stage::Index, error))?
    }

    fn enter_reread(
        &self,
        request: &RereadRequest,
        by: Actor,
    ) -> Result<(EntryNumber, ReadAs, ReadAs, u64), RereadError> {
        // Two at once would each tell of the reading before both.
        let _alone = self.rereading().lock().unwrap_or_else(PoisonError::into_inner);
        let imported = find_import(self.ledger(), &request.sha256).map_err(of_ledger)?;
        let Imported { stream, records } = imported.ok_or(RereadError::UnknownFile)?;
        let (was_id, was) = self.find_reading(stream)?.ok_or(RereadError::UnknownFile)?;
        let ReadAs { zone, year } = request.read_as.clone();
        let now = Feed { name: was.name.clone(), kind: FeedKind::Import, zone, year };
        let now_id = self.register_feed(&now).map_err(|error| match error.stage {
            Stage::Feed => RereadError::Request(error),
            _ => RereadError::Intake(error),
        })?;
        if now_id == was_id {
            return Err(RereadError::ReadSo);
        }
        let entry = NewEntry::new(EntryType::Feed, by, REREAD)
            .object("file", &request.sha256)
            .detail(json!({ "feed": now_id, "was": was_id }))
            .private("reason", request.reason.clone());
        let entry = self.ledger().append(entry).map_err(of_ledger)?;
        self.events().learn_readings()?;
        Ok((entry, ReadAs::of(was), ReadAs::of(now), records))
    }

    /// How a file was read before, where that is not how it is asked to be read now: what came before is not read anew by
    /// being imported again.
    pub(crate) fn find_other_reading(&self, sha256: &str, asked: &ReadAs) -> Result<Option<ReadAs>, IntakeError> {
        if *asked == (ReadAs { zone: None, year: None }) {
            return Ok(None);
        }
        let Some(imported) = find_import(self.ledger(), sha256).map_err(of_ledger)? else { return Ok(None) };
        let read_as = self.find_reading(imported.stream)?.map(|(_, feed)| ReadAs::of(feed));
        Ok(read_as.filter(|read_as| read_as != asked))
    }

    /// The feed that a file's records are read under; none where its opening is lost.
    fn find_reading(&self, stream: StreamId) -> Result<Option<(FeedId, Feed)>, IntakeError> {
        let Some(opening) = self.events().read_evidence_of(Seq(stream.0))? else { return Ok(None) };
        let origin = self.events().origin(stream)?;
        let id = self.events().feed_of(opening.receipt, &origin);
        Ok(self.ledger().feed(id).map_err(of_ledger)?.map(|feed| (id, feed)))
    }
}

impl ReadAs {
    fn of(feed: Feed) -> Self {
        Self { zone: feed.zone, year: feed.year }
    }
}

/// What custody says of the imports of a file.
fn find_import(ledger: &Ledger, sha256: &str) -> Result<Option<Imported>, LedgerError> {
    let mut found: Option<Imported> = None;
    for entry in ledger.iterate_entries(&[EntryType::Custody]) {
        let line = entry?.parse()?;
        if line.action != IMPORT || line.detail.get("sha256").and_then(Json::as_str) != Some(sha256) {
            continue;
        }
        let number = |name: &str| line.detail.get(name).and_then(Json::as_u64);
        let records = number("indexed").unwrap_or_default();
        match (&mut found, number("stream")) {
            (Some(first), _) => first.records += records,
            (None, Some(stream)) => found = Some(Imported { stream: StreamId(stream), records }),
            (None, None) => {}
        }
    }
    Ok(found)
}

fn of_ledger(error: LedgerError) -> IntakeError {
    IntakeError::new(Stage::Ledger, error)
}
