//! The entries of an incident: cited events.

use std::collections::BTreeSet;

use model::{FrozenEvent, IncidentEntry, Retraction, Seq};
use rusqlite::{Connection, Row, params};
use seal::sha256;
use serde::{Deserialize, Serialize};
use serde_json::json;
use stamp::UtcNanos;

use crate::{
    Actor, EntryType, ErrorKind, Ledger, LedgerError, NewEntry,
    column::{number_at, to_column},
    incident::{check_text, select_incident},
    writing::Writing,
};

const SELECT_ENTRY: &str = "SELECT number, seq, event_json, event_sha256, reader, note, query, added_at, added_by,
    retracted_at, retracted_by, retracted_reason FROM incident_entry";

/// An event to cite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIncidentEntry {
    /// Which evidence.
    pub seq: Seq,
    /// The event as it is read now.
    pub event: FrozenEvent,
    /// A remark.
    pub note: Option<String>,
    /// The stored query that brought it, where one did.
    pub query: Option<u64>,
}

/// What became of events that were to be cited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddedEntries {
    /// The new entries, numbered on from the last one of the incident.
    pub added: Vec<IncidentEntry>,
    /// Those that the incident cites already; nothing was changed for them.
    pub present: Vec<Seq>,
}

/// What custody commits to of an entry: the event by its digest, the rest as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CitedEntry {
    pub(crate) number: u32,
    pub(crate) seq: Seq,
    pub(crate) sha256: String,
    pub(crate) reader: String,
    pub(crate) note: Option<String>,
    pub(crate) query: Option<u64>,
    pub(crate) added_at: UtcNanos,
    pub(crate) added_by: String,
    pub(crate) retraction: Option<Retraction>,
}

impl CitedEntry {
    pub(crate) fn of(entry: &IncidentEntry) -> Self {
        Self {
            number: entry.number,
            seq: entry.seq,
            sha256: entry.event.sha256.clone(),
            reader: entry.event.reader.clone(),
            note: entry.note.clone(),
            query: entry.query,
            added_at: entry.added_at,
            added_by: entry.added_by.clone(),
            retraction: entry.retraction.clone(),
        }
    }
}

impl Ledger {
    /// Cites events in a case, in this order. One that the case cites already (and did not take back) is not cited
    /// twice. One custody entry tells all of them; where nothing is new, there is none.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] where there is no such incident or query; [`ErrorKind::Invalid`] where an event's digest
    /// is not that of its JSON, or a note is beyond 100 000 bytes; what the disk refuses. Nothing was cited then.
    pub fn add_entries(
        &self,
        incident: u64,
        entries: Vec<NewIncidentEntry>,
        by: &Actor,
    ) -> Result<AddedEntries, LedgerError> {
        let doing = "add entries to an incident";
        for entry in &entries {
            check_text(doing, "note", entry.note.as_deref().unwrap_or_default())?;
            if sha256(&[entry.event.json.as_bytes()]).to_string() != entry.event.sha256 {
                let said = format!("the digest of the event {} is not that of its JSON", entry.seq);
                return Err(LedgerError::new(ErrorKind::Invalid, doing, said));
            }
        }
        self.transact(doing, |writing| {
            check_references(&writing.tx, doing, incident, &entries)?;
            let (mut cited, mut number) = select_cited(&writing.tx, incident)?;
            let mut done = AddedEntries::default();
            for new in entries {
                if !cited.insert(new.seq) {
                    done.present.push(new.seq);
                    continue;
                }
                number = number.saturating_add(1);
                let entry = IncidentEntry {
                    number,
                    seq: new.seq,
                    event: new.event,
                    note: new.note,
                    query: new.query,
                    added_at: writing.now,
                    added_by: by.id.clone(),
                    retraction: None,
                };
                insert_entry(writing, incident, &entry)?;
                done.added.push(entry);
            }
            if let (Some(first), Some(last)) = (done.added.first(), done.added.last()) {
                let after: Vec<CitedEntry> = done.added.iter().map(CitedEntry::of).collect();
                let entry = NewEntry::new(EntryType::Admin, by.clone(), "incident.add_entries")
                    .object("incident", incident)
                    .detail(json!({ "first_number": first.number, "last_number": last.number }))
                    .private("after", json!(after).to_string());
                writing.append(entry)?;
            }
            Ok(done)
        })
    }

    /// Takes an entry back. It keeps its number and can be shown.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] where there is no such entry; [`ErrorKind::Invalid`] where it was taken back already, or
    /// the reason is empty or beyond 100 000 bytes; what the disk refuses.
    pub fn retract_entry(
        &self,
        incident: u64,
        number: u32,
        reason: &str,
        by: &Actor,
    ) -> Result<IncidentEntry, LedgerError> {
        let doing = "retract an entry";
        check_text(doing, "reason", reason)?;
        if reason.trim().is_empty() {
            return Err(LedgerError::new(ErrorKind::Invalid, doing, "no reason is given"));
        }
        self.transact(doing, |writing| {
            let mut entry = select_entries(&writing.tx, incident)
                .map_err(LedgerError::database(doing))?
                .into_iter()
                .find(|entry| entry.number == number)
                .ok_or_else(|| LedgerError::new(ErrorKind::NotFound, doing, "there is none of this number"))?;
            if let Some(retraction) = &entry.retraction {
                let said = format!("it was retracted at {}", retraction.at);
                return Err(LedgerError::new(ErrorKind::Invalid, doing, said));
            }
            let before = json!([CitedEntry::of(&entry)]).to_string();
            entry.retraction = Some(Retraction { at: writing.now, by: by.id.clone(), reason: reason.to_owned() });
            let sql = "UPDATE incident_entry SET retracted_at = ?3, retracted_by = ?4, retracted_reason = ?5
                       WHERE incident = ?1 AND number = ?2";
            writing
                .tx
                .execute(sql, params![to_column(incident)?, number, writing.now.0, by.id, reason])
                .map_err(LedgerError::database(doing))?;
            let told = NewEntry::new(EntryType::Admin, by.clone(), "incident.retract_entry")
                .object("incident", incident)
                .detail(json!({ "number": number }))
                .private("before", before)
                .private("after", json!([CitedEntry::of(&entry)]).to_string());
            writing.append(told)?;
            Ok(entry)
        })
    }

    /// The entries of a case, by number; those taken back only where asked for. Empty where there is no such case.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn incident_entries(&self, incident: u64, include_retracted: bool) -> Result<Vec<IncidentEntry>, LedgerError> {
        let mut entries = self.read("read an incident's entries", |connection| select_entries(connection, incident))?;
        entries.retain(|entry| include_retracted || entry.retraction.is_none());
        Ok(entries)
    }
}

/// Every entry of a case, by number.
pub(crate) fn select_entries(connection: &Connection, incident: u64) -> rusqlite::Result<Vec<IncidentEntry>> {
    let mut select = connection.prepare_cached(&format!("{SELECT_ENTRY} WHERE incident = ?1 ORDER BY number"))?;
    // Beyond 2^63 there is no incident.
    select.query_map([i64::try_from(incident).unwrap_or(-1)], read_entry)?.collect()
}

fn read_entry(row: &Row<'_>) -> rusqlite::Result<IncidentEntry> {
    let retraction = match row.get::<_, Option<i64>>(9)? {
        Some(at) => Some(Retraction { at: UtcNanos(at), by: row.get(10)?, reason: row.get(11)? }),
        None => None,
    };
    Ok(IncidentEntry {
        number: row.get(0)?,
        seq: Seq(number_at(row, 1)?),
        event: FrozenEvent { json: row.get(2)?, sha256: row.get(3)?, reader: row.get(4)? },
        note: row.get(5)?,
        query: row.get::<_, Option<i64>>(6)?.and_then(|query| u64::try_from(query).ok()),
        added_at: UtcNanos(row.get(7)?),
        added_by: row.get(8)?,
        retraction,
    })
}

/// What a case cites now, and its last number.
fn select_cited(connection: &Connection, incident: u64) -> Result<(BTreeSet<Seq>, u32), LedgerError> {
    let entries = select_entries(connection, incident).map_err(LedgerError::database("read an incident's entries"))?;
    let last = entries.last().map_or(0, |entry| entry.number);
    Ok((entries.into_iter().filter(|entry| entry.retraction.is_none()).map(|entry| entry.seq).collect(), last))
}

fn check_references(
    connection: &Connection,
    doing: &str,
    incident: u64,
    entries: &[NewIncidentEntry],
) -> Result<(), LedgerError> {
    if select_incident(connection, incident)?.is_none() {
        return Err(LedgerError::new(ErrorKind::NotFound, doing, format!("there is no incident {incident}")));
    }
    for query in entries.iter().filter_map(|entry| entry.query).collect::<BTreeSet<_>>() {
        let sql = "SELECT EXISTS (SELECT 1 FROM stored_query WHERE id = ?1)";
        let is_stored: bool =
            connection.query_row(sql, [to_column(query)?], |row| row.get(0)).map_err(LedgerError::database(doing))?;
        if !is_stored {
            return Err(LedgerError::new(ErrorKind::NotFound, doing, format!("there is no stored query {query}")));
        }
    }
    Ok(())
}

fn insert_entry(writing: &Writing<'_>, incident: u64, entry: &IncidentEntry) -> Result<(), LedgerError> {
    let sql = "INSERT INTO incident_entry (incident, number, seq, event_json, event_sha256, reader, note, query,
                   added_at, added_by)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let values = params![
        to_column(incident)?,
        entry.number,
        to_column(entry.seq.0)?,
        entry.event.json,
        entry.event.sha256,
        entry.event.reader,
        entry.note,
        entry.query.map(to_column).transpose()?,
        entry.added_at.0,
        entry.added_by,
    ];
    writing
        .tx
        .prepare_cached(sql)
        .and_then(|mut insert| insert.execute(values))
        .map(|_| ())
        .map_err(LedgerError::database("add entries to an incident"))
}
