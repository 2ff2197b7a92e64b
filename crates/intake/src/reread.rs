//! Reading a file again under another zone or year than it was imported with.
//!
//! Whoever imports a file by the wrong zone finds out later. Its bytes and their numbers stay as they are, and so does
//! all that cites them; only how its times are read changes, and custody says who changed it and why.

use std::sync::PoisonError;

use ledger::{Actor, EntryNumber, EntryType, LedgerError, NewEntry};
use model::{Feed, FeedId, FeedKind, StreamIdentity};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::task;

use crate::{
    duplicate::BroughtBy,
    error::{IntakeError, Stage},
    file_readings::REREAD,
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
    /// The zone of times that state none; what is not named stays as it is.
    pub zone: Option<Option<String>>,
    /// The year of times that state none; likewise.
    pub year: Option<Option<i32>>,
    /// Why, in words. It is committed to.
    pub reason: String,
}

/// A file that is read otherwise now.
#[derive(Clone, Debug)]
pub struct Reread {
    /// The custody entry that says so.
    pub entry: EntryNumber,
    /// How it was read: by more than one reading where an import was cut off and done again by another.
    pub was: Vec<ReadAs>,
    /// How it is read.
    pub now: ReadAs,
    /// Its records, each counted once however many times it came.
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
    /// No record came from it.
    #[error("no file with this SHA-256 was imported")]
    UnknownFile,
    /// Neither zone nor year was named.
    #[error("say by which zone or year it is to be read")]
    Unnamed,
    /// What stays differs between its parts.
    #[error("parts of it are read by different {0}: say which one it is to be")]
    Parted(&'static str),
    /// It is read so already, all of it.
    #[error("it is read so already")]
    ReadSo,
    /// A store failed. Where the entry was made before it, the next start reads the file by it.
    #[error("{0}")]
    Intake(#[from] IntakeError),
}

/// What was entered.
struct Entered {
    entry: EntryNumber,
    was: Vec<ReadAs>,
    now: ReadAs,
}

impl Intake {
    /// Lets a file be read otherwise: enters it in custody, then feeds the index again. Until that is done a search finds
    /// by the old reading and shows by the new one.
    ///
    /// # Errors
    /// See [`RereadError`].
    pub async fn reread_file(&self, request: RereadRequest, by: &Actor) -> Result<Reread, RereadError> {
        let (intake, by) = (self.clone(), by.clone());
        // Whoever asked may go: what custody says by then must come into the index all the same.
        let rereading = task::spawn(async move {
            let file = StreamIdentity::of_file(&request.sha256);
            let brought = intake.trace_file(file).await?;
            let records = brought.values().sum();
            let (enterer, by_whom) = (intake.clone(), by.clone());
            let entering = task::spawn_blocking(move || enterer.enter_reread(&request, &brought, by_whom)).await;
            let entered = entering.map_err(|error| IntakeError::new(Stage::Ledger, error))?;
            let Entered { entry, was, now } = entered?;
            let rebuilt = intake.rebuild_index(&by).await?;
            Ok(Reread { entry, was, now, records, rebuilt })
        });
        rereading.await.map_err(|error| IntakeError::new(Stage::Index, error))?
    }

    fn enter_reread(&self, request: &RereadRequest, brought: &BroughtBy, by: Actor) -> Result<Entered, RereadError> {
        // Two at once would each tell of the reading before both.
        let _alone = self.rereading().lock().unwrap_or_else(PoisonError::into_inner);
        let ways = self.list_readings(&request.sha256, brought)?;
        let name = ways.first().map(|(_, feed)| feed.name.clone()).ok_or(RereadError::UnknownFile)?;
        let (was_ids, read_as): (Vec<FeedId>, Vec<ReadAs>) =
            ways.into_iter().map(|(id, feed)| (id, ReadAs::of(feed))).unzip();
        let mut was: Vec<ReadAs> = Vec::with_capacity(read_as.len());
        for way in read_as {
            // Two feeds may read alike.
            if !was.contains(&way) {
                was.push(way);
            }
        }
        let now = request.read_on(&was)?;
        let ReadAs { zone, year } = now.clone();
        let id = self.register_feed(&Feed { name, kind: FeedKind::Import, zone, year });
        let id = id.map_err(|error| match error.stage {
            Stage::Feed => RereadError::Request(error),
            _ => RereadError::Intake(error),
        })?;
        if was.iter().all(|was| *was == now) {
            return Err(RereadError::ReadSo);
        }
        let entry = NewEntry::new(EntryType::Feed, by, REREAD)
            .object("file", &request.sha256)
            .detail(json!({ "feed": id, "was": was_ids }))
            .private("reason", request.reason.clone());
        let entry = self.ledger().append(entry).map_err(of_ledger)?;
        self.events().learn_readings()?;
        Ok(Entered { entry, was, now })
    }

    /// How a file that was imported is read, where that is not how this import asked for: what came before is not read
    /// anew by being imported again.
    pub(crate) async fn find_other_reading(&self, sha256: &str, asked: &ReadAs) -> Result<Option<ReadAs>, IntakeError> {
        if *asked == (ReadAs { zone: None, year: None }) {
            return Ok(None);
        }
        let brought = self.trace_file(StreamIdentity::of_file(sha256)).await?;
        let (intake, sha256, asked) = (self.clone(), sha256.to_owned(), asked.clone());
        let listing = task::spawn_blocking(move || {
            let ways = intake.list_readings(&sha256, &brought)?;
            Ok(ways.into_iter().map(|(_, feed)| ReadAs::of(feed)).find(|way| *way != asked))
        });
        listing.await.map_err(|error| IntakeError::new(Stage::Ledger, error))?
    }

    /// The feeds that a file's records are read under now; none where no record came from it.
    fn list_readings(&self, sha256: &str, brought: &BroughtBy) -> Result<Vec<(FeedId, Feed)>, IntakeError> {
        if brought.is_empty() {
            return Ok(Vec::new());
        }
        let said = self.events().said_of(&StreamIdentity::of_file(sha256), None);
        let ids = said.map_or_else(|| brought.keys().copied().collect(), |said| vec![said]);
        let known = ids.into_iter().map(|id| Ok(self.ledger().feed(id).map_err(of_ledger)?.map(|feed| (id, feed))));
        known.filter_map(Result::transpose).collect()
    }
}

impl RereadRequest {
    /// How a file is read from now on that is read so, or in parts so.
    fn read_on(&self, was: &[ReadAs]) -> Result<ReadAs, RereadError> {
        if self.zone.is_none() && self.year.is_none() {
            return Err(RereadError::Unnamed);
        }
        let zone = keep_or(self.zone.as_ref(), was.iter().map(|was| &was.zone), "zones")?;
        let year = keep_or(self.year.as_ref(), was.iter().map(|was| &was.year), "years")?;
        Ok(ReadAs { zone, year })
    }
}

/// What is named, else what all parts have.
fn keep_or<'a, T: Clone + Default + PartialEq + 'a>(
    named: Option<&T>,
    mut parts: impl Iterator<Item = &'a T>,
    what: &'static str,
) -> Result<T, RereadError> {
    if let Some(named) = named {
        return Ok(named.clone());
    }
    let first = parts.next().cloned().unwrap_or_default();
    if parts.all(|part| *part == first) { Ok(first) } else { Err(RereadError::Parted(what)) }
}

impl ReadAs {
    fn of(feed: Feed) -> Self {
        Self { zone: feed.zone, year: feed.year }
    }
}

fn of_ledger(error: LedgerError) -> IntakeError {
    IntakeError::new(Stage::Ledger, error)
}
