//! Cases: opened, cited into, corrected.

use ledger::{Actor, AddedEntries, NewIncidentEntry, StoredQuery};
use model::{Incident, IncidentEntry, Seq};

use crate::{
    Casework,
    error::{CaseworkError, CaseworkErrorKind, During},
    freeze::freeze_event,
    search::EventsRequest,
};

/// What was cited.
#[derive(Clone, Debug)]
pub struct Added {
    /// The new entries.
    pub entries: Vec<IncidentEntry>,
    /// Records that stand in the case already.
    pub already: Vec<Seq>,
    /// The number under which the query is kept, where a query brought them.
    pub query: Option<u64>,
}

impl Casework {
    /// Every case, oldest first.
    ///
    /// # Errors
    /// The ledger could not be read.
    pub fn incidents(&self) -> Result<Vec<Incident>, CaseworkError> {
        self.ledger.incidents().during("list cases")
    }

    /// A case and its entries, those taken back included.
    ///
    /// # Errors
    /// There is no such case, or the ledger could not be read.
    pub fn incident(&self, id: u64) -> Result<(Incident, Vec<IncidentEntry>), CaseworkError> {
        let incident = self.find_incident(id)?;
        let entries = self.ledger.incident_entries(id, true).during("read a case")?;
        Ok((incident, entries))
    }

    /// Opens a case.
    ///
    /// # Errors
    /// The ledger could not be written.
    pub fn create_incident(&self, title: &str, summary: &str, by: &Actor) -> Result<Incident, CaseworkError> {
        self.ledger.create_incident(title, summary, by).during("open a case")
    }

    /// Cites records by number.
    ///
    /// # Errors
    /// There is no such case or record, the case would grow beyond its bound, or a store failed.
    pub fn add_by_seqs(&self, id: u64, seqs: &[Seq], note: Option<&str>, by: &Actor) -> Result<Added, CaseworkError> {
        const DOING: &str = "cite records";
        self.check_room(id, seqs.len())?;
        self.list_erased()?;
        let mut entries = Vec::with_capacity(seqs.len());
        for seq in seqs {
            let read = self
                .read_event(*seq)?
                .ok_or_else(|| CaseworkError::new(DOING, CaseworkErrorKind::NotFound(format!("record {seq}"))))?;
            let event = freeze_event(&read);
            entries.push(NewIncidentEntry { seq: *seq, event, note: note.map(str::to_owned), query: None });
        }
        let AddedEntries { added, present } = self.ledger.add_entries(id, entries, by).during(DOING)?;
        Ok(Added { entries: added, already: present, query: None })
    }

    /// Cites every event that a query finds. The query is kept as evidence: its text, the engine's version, what it
    /// could see, how many hits it had and their digest.
    ///
    /// # Errors
    /// As [`Casework::add_by_seqs`]; also where it finds more than fits the case, or evidence began to be read otherwise
    /// meanwhile.
    pub fn add_by_query(
        &self,
        id: u64,
        text: &str,
        request: &EventsRequest,
        note: Option<&str>,
        by: &Actor,
    ) -> Result<Added, CaseworkError> {
        const DOING: &str = "cite what a query finds";
        self.find_incident(id)?;
        let mut request = request.clone();
        let mut found = Vec::new();
        let engine = self.describe_engine();
        let through = loop {
            let page = self.find_events(&request)?;
            found.extend(page.events);
            self.check_room(id, found.len())?;
            match page.next {
                Some(next) => request.cursor = Some(next),
                None => break page.through,
            }
        };
        if self.describe_engine() != engine {
            let text = "evidence began to be read otherwise while the query went through it; ask it again";
            return Err(CaseworkError::new(DOING, CaseworkErrorKind::Conflict(text.to_owned())));
        }
        let seqs: Vec<u8> = found.iter().flat_map(|read| read.event.receipt.seq.0.to_be_bytes()).collect();
        let (checkpoint_size, _) = self.ledger.custody_root().during(DOING)?;
        let stored = StoredQuery {
            text: text.to_owned(),
            from: request.from,
            to: request.to,
            engine_version: engine,
            checkpoint_size,
            through_seq: through,
            hit_count: found.len() as u64,
            hits_digest: seal::sha256(&[&seqs]),
        };
        let query = self.ledger.store_query(&stored, by).during(DOING)?;
        let entries = found.iter().map(|read| NewIncidentEntry {
            seq: read.event.receipt.seq,
            event: freeze_event(read),
            note: note.map(str::to_owned),
            query: Some(query),
        });
        let AddedEntries { added, present } = self.ledger.add_entries(id, entries.collect(), by).during(DOING)?;
        Ok(Added { entries: added, already: present, query: Some(query) })
    }

    /// Takes an entry back, with a reason. It stays in the case and in custody.
    ///
    /// # Errors
    /// There is no such entry, it was taken back already, or the ledger could not be written.
    pub fn retract_entry(
        &self,
        id: u64,
        number: u32,
        reason: &str,
        by: &Actor,
    ) -> Result<IncidentEntry, CaseworkError> {
        const DOING: &str = "take an entry back";
        self.find_incident(id)?;
        let entries = self.ledger.incident_entries(id, true).during(DOING)?;
        if let Some(retraction) = entries.into_iter().find(|e| e.number == number).and_then(|e| e.retraction) {
            let text = format!("entry {number} was taken back at {}", retraction.at);
            return Err(CaseworkError::new(DOING, CaseworkErrorKind::Conflict(text)));
        }
        self.ledger.retract_entry(id, number, reason, by).during(DOING)
    }

    /// Which reader a query finds by and which one shows what it found: two, until the index has been fed again.
    fn describe_engine(&self) -> String {
        let (found, shown) = (self.index.current().fingerprint(), self.events.fingerprint());
        if found == shown { shown } else { format!("{shown} over an index by {found}") }
    }

    pub(crate) fn find_incident(&self, id: u64) -> Result<Incident, CaseworkError> {
        const DOING: &str = "find a case";
        let found = self.ledger.incident(id).during(DOING)?;
        found.ok_or_else(|| CaseworkError::new(DOING, CaseworkErrorKind::NotFound(format!("case {id}"))))
    }

    fn check_room(&self, id: u64, more: usize) -> Result<(), CaseworkError> {
        self.find_incident(id)?;
        let max = self.config.case_entries_max;
        let there = self.ledger.incident_entries(id, true).during("read a case")?.len();
        if there.saturating_add(more) > max {
            let text = format!("a case holds at most {max} entries (case_entries_max); narrow the query");
            return Err(CaseworkError::new("cite records", CaseworkErrorKind::Conflict(text)));
        }
        Ok(())
    }
}
