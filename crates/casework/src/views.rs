//! One event, and its bytes.

use bytes::Bytes;
use intake::{ReadEvent, Reading};
use ledger::{Actor, EntryType, NewEntry};
use model::{EvidenceKind, Seq};
use stamp::UtcNanos;

use crate::{
    Casework,
    error::{CaseworkError, During},
};

impl Casework {
    /// One event, read again from its evidence; none where there is none of this number. The asking is entered with
    /// the next minute's batch.
    ///
    /// # Errors
    /// The vault or the ledger could not be read.
    pub fn show_event(&self, seq: Seq, asker: &Actor) -> Result<Option<ReadEvent>, CaseworkError> {
        self.list_erased()?;
        let found = self.read_event(seq)?;
        if found.is_some() {
            self.note_view(asker, seq);
        }
        Ok(found)
    }

    /// The bytes of a record, exactly as received. The view is in custody before this returns.
    ///
    /// # Errors
    /// The vault could not be read or the view not entered; then nothing is shown.
    pub fn view_raw(&self, seq: Seq, asker: &Actor) -> Result<Option<Bytes>, CaseworkError> {
        const DOING: &str = "show raw evidence";
        if self.list_erased()?.holds(seq) {
            return Ok(None);
        }
        let Some(evidence) = self.events.read_evidence_of(seq).during(DOING)? else { return Ok(None) };
        if evidence.kind != EvidenceKind::Record {
            return Ok(None);
        }
        let entry = NewEntry::new(EntryType::View, asker.clone(), "evidence.view_raw").object("evidence", seq);
        self.ledger.append(entry).during(DOING)?;
        Ok(Some(evidence.raw))
    }

    /// An event without an entry: for what is entered as a whole elsewhere. What is erased must have been asked before.
    pub(crate) fn read_event(&self, seq: Seq) -> Result<Option<ReadEvent>, CaseworkError> {
        self.read_event_known_at(seq, None)
    }

    /// As [`Casework::read_event`], as it was read at a moment.
    pub(crate) fn read_event_known_at(
        &self,
        seq: Seq,
        known_at: Option<UtcNanos>,
    ) -> Result<Option<ReadEvent>, CaseworkError> {
        if self.is_erased(seq) {
            return Ok(None);
        }
        match self.events.read(seq, known_at).during("read an event")? {
            Some(Reading::Event(read)) => Ok(Some(*read)),
            // Erased, or set aside: there is nothing to be shown.
            Some(Reading::Panicked) | None => Ok(None),
        }
    }
}
