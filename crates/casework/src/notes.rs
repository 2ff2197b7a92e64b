//! Searches and refused tokens, entered in custody in minute batches: so custody grows with time, not with questions.

use std::sync::{Mutex, PoisonError};

use ledger::{Actor, EntryType, NewEntry, Outcome};
use model::Seq;
use serde_json::json;

use crate::{
    Casework,
    error::{CaseworkError, During},
    search::EventsRequest,
};

/// Notes that wait, at most; beyond it they are entered at once.
const NOTES_MAX: usize = 1000;

/// What waits for the next minute.
#[derive(Debug, Default)]
pub(crate) struct SearchNotes(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    entries: Vec<NewEntry>,
    refused: u64,
}

impl Casework {
    /// Enters what was asked since the last time. To be called once a minute and before the end.
    ///
    /// # Errors
    /// The ledger could not be written; what waits stays.
    pub fn enter_notes(&self) -> Result<(), CaseworkError> {
        let mut waiting = self.notes.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut entries = waiting.entries.clone();
        if waiting.refused > 0 {
            let refused = NewEntry::new(EntryType::Authn, Actor::anonymous(), "token.refuse");
            entries.push(refused.outcome(Outcome::Denied).detail(json!({"count": waiting.refused})));
        }
        self.ledger.append_all(entries).during("enter searches in custody")?;
        *waiting = Waiting::default();
        Ok(())
    }

    /// Notes a token that was not let in.
    pub fn note_refused(&self) {
        self.notes.0.lock().unwrap_or_else(PoisonError::into_inner).refused += 1;
    }

    /// Notes that something was read, or that a token that is known was not let in to it.
    pub fn note_request(&self, asker: &Actor, route: &str, outcome: Outcome) {
        let entry = NewEntry::new(EntryType::Access, asker.clone(), "api.request").outcome(outcome);
        self.note(entry.object("route", route));
    }

    pub(crate) fn note_view(&self, asker: &Actor, seq: Seq) {
        self.note(NewEntry::new(EntryType::Access, asker.clone(), "events.show").object("evidence", seq));
    }

    pub(crate) fn note_search(&self, asker: &Actor, request: &EventsRequest, events: usize) {
        let mut detail = json!({"events": events, "from": request.from, "to": request.to});
        if let Some(map) = detail.as_object_mut() {
            map.retain(|_, value| !value.is_null());
        }
        // What is looked for can name persons.
        let entry = NewEntry::new(EntryType::Access, asker.clone(), "events.search")
            .detail(detail)
            .private("query", request.query.to_string());
        self.note(entry);
    }

    fn note(&self, entry: NewEntry) {
        let full = {
            let mut waiting = self.notes.0.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.entries.push(entry);
            waiting.entries.len() >= NOTES_MAX
        };
        if full && let Err(error) = self.enter_notes() {
            tracing::error!(%error, "searches wait to be entered in custody");
        }
    }
}
