//! Incidents. Every change is one transaction with its entry in custody.

use model::{Incident, IncidentStatus};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde_json::json;
use stamp::UtcNanos;

use crate::{
    Actor, EntryType, ErrorKind, Ledger, LedgerError, NewEntry,
    column::{number_at, to_column, unreadable},
};

/// The longest title, in bytes.
const TITLE_BYTES_MAX: usize = 1_000;
/// The longest summary, note or reason, in bytes.
pub(crate) const TEXT_BYTES_MAX: usize = 100_000;

const SELECT_INCIDENT: &str = "SELECT id, title, summary, status, created_at, created_by FROM incident";

impl Ledger {
    /// Opens a case.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] for an empty title, one beyond 1 000 bytes, or a summary beyond 100 000; what the disk
    /// refuses.
    pub fn create_incident(&self, title: &str, summary: &str, by: &Actor) -> Result<Incident, LedgerError> {
        let doing = "create an incident";
        if title.trim().is_empty() || title.len() > TITLE_BYTES_MAX {
            let said = format!("its title is empty or longer than {TITLE_BYTES_MAX} bytes");
            return Err(LedgerError::new(ErrorKind::Invalid, doing, said));
        }
        check_text(doing, "summary", summary)?;
        self.transact(doing, |writing| {
            let failed = || LedgerError::database(doing);
            let next = "SELECT ifnull(max(id), 0) + 1 FROM incident";
            let incident = Incident {
                id: writing.tx.query_row(next, [], |row| number_at(row, 0)).map_err(failed())?,
                title: title.to_owned(),
                summary: summary.to_owned(),
                status: IncidentStatus::Open,
                created_at: writing.now,
                created_by: by.id.clone(),
            };
            let sql = "INSERT INTO incident (id, title, summary, status, created_at, created_by)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let values = params![
                to_column(incident.id)?,
                title,
                summary,
                status_name(incident.status),
                incident.created_at.0,
                incident.created_by
            ];
            writing.tx.execute(sql, values).map_err(failed())?;
            let entry = NewEntry::new(EntryType::Admin, by.clone(), "incident.create")
                .object("incident", incident.id)
                .private("after", json!(incident).to_string());
            writing.append(entry)?;
            Ok(incident)
        })
    }

    /// A case; none where there is none of this number.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn incident(&self, id: u64) -> Result<Option<Incident>, LedgerError> {
        self.read_with(|connection| select_incident(connection, id))
    }

    /// Every case, by number.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn incidents(&self) -> Result<Vec<Incident>, LedgerError> {
        self.read("read the incidents", select_incidents)
    }
}

/// Every case, by number.
pub(crate) fn select_incidents(connection: &Connection) -> rusqlite::Result<Vec<Incident>> {
    let mut select = connection.prepare_cached(&format!("{SELECT_INCIDENT} ORDER BY id"))?;
    select.query_map([], read_incident)?.collect()
}

/// A case; none where there is none of this number.
pub(crate) fn select_incident(connection: &Connection, id: u64) -> Result<Option<Incident>, LedgerError> {
    let column = to_column(id)?;
    connection
        .query_row(&format!("{SELECT_INCIDENT} WHERE id = ?1"), [column], read_incident)
        .optional()
        .map_err(LedgerError::database("read an incident"))
}

/// Refuses a text that is too long.
pub(crate) fn check_text(doing: &str, what: &str, text: &str) -> Result<(), LedgerError> {
    if text.len() <= TEXT_BYTES_MAX {
        return Ok(());
    }
    let said = format!("the {what} has {} bytes, at most {TEXT_BYTES_MAX}", text.len());
    Err(LedgerError::new(ErrorKind::Invalid, doing, said))
}

const fn status_name(status: IncidentStatus) -> &'static str {
    match status {
        IncidentStatus::Open => "open",
        IncidentStatus::Closed => "closed",
    }
}

fn read_incident(row: &Row<'_>) -> rusqlite::Result<Incident> {
    let status: String = row.get(3)?;
    Ok(Incident {
        id: number_at(row, 0)?,
        title: row.get(1)?,
        summary: row.get(2)?,
        status: match status.as_str() {
            "open" => IncidentStatus::Open,
            "closed" => IncidentStatus::Closed,
            _ => return Err(unreadable(3, format!("{status:?} is no status"))),
        },
        created_at: UtcNanos(row.get(4)?),
        created_by: row.get(5)?,
    })
}
