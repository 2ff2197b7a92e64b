//! Custody: appending to it and reading it.

use std::collections::{BTreeMap, VecDeque};

use rusqlite::{Connection, Row, params};
use seal::Digest;

use crate::{
    EntryNumber, EntryType, ErrorKind, Ledger, LedgerError, Line, NewEntry, Opening,
    column::{number_at, parsed_at, to_column, unreadable},
};

/// How many entries one page of an iteration reads.
const PAGE_ENTRIES: usize = 500;

/// A stored entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustodyEntry {
    /// Its number.
    pub number: EntryNumber,
    /// Its type.
    pub entry_type: EntryType,
    /// The line as it is stored and hashed: one JSON object in ASCII.
    pub line: String,
    /// What opens its commitments, by field; those that were erased are missing.
    pub openings: BTreeMap<String, Opening>,
}

impl CustodyEntry {
    /// What the line says.
    ///
    /// # Errors
    /// [`ErrorKind::Corrupt`]: the line is none of ours.
    pub fn parse(&self) -> Result<Line, LedgerError> {
        Line::parse(self.line.as_bytes())
            .map_err(|said| LedgerError::new(ErrorKind::Corrupt, format!("read custody entry {}", self.number), said))
    }
}

impl Ledger {
    /// Appends an entry. It is durable when this returns.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] and [`ErrorKind::EntryTooLong`] for an entry that breaks the rules of [`NewEntry`];
    /// what the disk refuses. Nothing was entered then.
    pub fn append(&self, entry: NewEntry) -> Result<EntryNumber, LedgerError> {
        self.transact("append to custody", |writing| writing.append(entry))
    }

    /// Appends entries in one transaction, all or none; the numbers follow each other. Gives the last, none where
    /// there were no entries.
    ///
    /// # Errors
    /// As [`Ledger::append`].
    pub fn append_all(&self, entries: Vec<NewEntry>) -> Result<Option<EntryNumber>, LedgerError> {
        if entries.is_empty() {
            return Ok(None);
        }
        self.transact("append to custody", |writing| {
            let mut last = None;
            for entry in entries {
                last = Some(writing.append(entry)?);
            }
            Ok(last)
        })
    }

    /// Up to `limit` entries after this number, in order; of these types only, where types are given.
    ///
    /// # Errors
    /// [`ErrorKind::Corrupt`] where a row cannot be one of ours; what the disk refuses.
    pub fn entries(
        &self,
        after: EntryNumber,
        limit: usize,
        types: &[EntryType],
    ) -> Result<Vec<CustodyEntry>, LedgerError> {
        self.read("read custody", |connection| select_entries(connection, after, limit, types))
    }

    /// One entry; none where there is none of this number.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn entry(&self, number: EntryNumber) -> Result<Option<CustodyEntry>, LedgerError> {
        let Some(before) = number.0.checked_sub(1) else { return Ok(None) };
        let found = self.entries(EntryNumber(before), 1, &[])?;
        Ok(found.into_iter().find(|entry| entry.number == number))
    }

    /// Every entry of these types (of every type, where none is given), in order, read in pages as it goes on.
    pub fn iterate_entries(&self, types: &[EntryType]) -> impl Iterator<Item = Result<CustodyEntry, LedgerError>> {
        EntryPages {
            ledger: self.clone(),
            types: types.to_vec(),
            after: EntryNumber(0),
            page: VecDeque::new(),
            is_done: false,
        }
    }

    /// How many entries there are, and the root over them (RFC 6962).
    ///
    /// # Errors
    /// [`ErrorKind::ReadOnly`]: only the writer keeps the tree at hand; [`crate::verify_custody`] computes it.
    pub fn custody_root(&self) -> Result<(u64, Digest), LedgerError> {
        Ok(self.writer_side()?.door.head())
    }

    /// True where the last process that wrote here entered its `stop`; none where none ever started.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn has_stopped_in_order(&self) -> Result<Option<bool>, LedgerError> {
        let Some(start) = self.last_entry_of(EntryType::Start)? else { return Ok(None) };
        let stop = self.last_entry_of(EntryType::Stop)?;
        Ok(Some(stop.is_some_and(|stop| stop.number > start.number)))
    }

    /// The newest entry of a type.
    pub(crate) fn last_entry_of(&self, entry_type: EntryType) -> Result<Option<CustodyEntry>, LedgerError> {
        self.read("read custody", |connection| {
            let sql = "SELECT ifnull(max(number), 0) FROM custody WHERE type = ?1";
            let number = connection.query_row(sql, [entry_type.name()], |row| number_at(row, 0))?;
            let Some(before) = number.checked_sub(1) else { return Ok(None) };
            Ok(select_entries(connection, EntryNumber(before), 1, &[entry_type])?.pop())
        })
    }
}

/// The openings of one entry.
pub(crate) fn select_openings(
    connection: &Connection,
    number: EntryNumber,
) -> rusqlite::Result<BTreeMap<String, Opening>> {
    let mut select = connection.prepare_cached("SELECT field, salt, value FROM opening WHERE entry = ?1")?;
    let column = i64::try_from(number.0).unwrap_or(i64::MAX);
    let rows =
        select.query_map([column], |row| Ok((row.get(0)?, Opening { salt: row.get(1)?, value: row.get(2)? })))?;
    rows.collect()
}

fn select_entries(
    connection: &Connection,
    after: EntryNumber,
    limit: usize,
    types: &[EntryType],
) -> rusqlite::Result<Vec<CustodyEntry>> {
    // The names of types are ours: a-z only.
    let names: Vec<String> = types.iter().map(|entry_type| format!("'{entry_type}'")).collect();
    let filter = if names.is_empty() { String::new() } else { format!("AND type IN ({})", names.join(",")) };
    let sql = format!("SELECT number, type, line FROM custody WHERE number > ?1 {filter} ORDER BY number LIMIT ?2");
    let mut select = connection.prepare_cached(&sql)?;
    let (Ok(after), limit) = (to_column(after.0), i64::try_from(limit).unwrap_or(i64::MAX)) else {
        return Ok(Vec::new());
    };
    let mut entries = Vec::new();
    let mut rows = select.query(params![after, limit])?;
    while let Some(row) = rows.next()? {
        let mut entry = read_entry(row)?;
        entry.openings = select_openings(connection, entry.number)?;
        entries.push(entry);
    }
    Ok(entries)
}

fn read_entry(row: &Row<'_>) -> rusqlite::Result<CustodyEntry> {
    let line = String::from_utf8(row.get(2)?).map_err(|error| unreadable(2, error.to_string()))?;
    Ok(CustodyEntry {
        number: EntryNumber(number_at(row, 0)?),
        entry_type: parsed_at(row, 1)?,
        line,
        openings: BTreeMap::new(),
    })
}

/// Reads entries page by page; ends after the first failure.
struct EntryPages {
    ledger: Ledger,
    types: Vec<EntryType>,
    after: EntryNumber,
    page: VecDeque<CustodyEntry>,
    is_done: bool,
}

impl Iterator for EntryPages {
    type Item = Result<CustodyEntry, LedgerError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.is_empty() && !self.is_done {
            match self.ledger.entries(self.after, PAGE_ENTRIES, &self.types) {
                Ok(page) => {
                    self.is_done = page.len() < PAGE_ENTRIES;
                    self.page = page.into();
                }
                Err(error) => {
                    self.is_done = true;
                    return Some(Err(error));
                }
            }
        }
        let entry = self.page.pop_front()?;
        self.after = entry.number;
        Some(Ok(entry))
    }
}
