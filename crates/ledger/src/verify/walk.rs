//! The walk over all entries, from the first to the last.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter::Peekable,
    vec,
};

use rusqlite::{Connection, Row};
use seal::{Checkpoint, Frontier, VerifyingKey, leaf_hash, verify};
use serde::Deserialize;

use super::{CustodyVerdict, Halt, Place, state::State};
use crate::{EntryNumber, EntryType, LedgerError, Line, Opening, column::number_at, custody::select_openings};

/// An opening that was erased on purpose, as the `openings` of a `redact` or `retention` entry's detail name it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct OpeningName {
    entry: EntryNumber,
    field: String,
}

/// What has been read so far.
pub(super) struct Walk {
    tree: Frontier,
    checkpoints: Peekable<vec::IntoIter<(i64, String)>>,
    head: Option<Checkpoint>,
    /// The key that the newest `key` entry so far names.
    key: Option<VerifyingKey>,
    checked: u64,
    signed: u64,
    missing: BTreeSet<OpeningName>,
    erased: u64,
    excused: BTreeSet<OpeningName>,
    pub(super) state: State,
}

/// A row of the table as it stands there.
struct Stored {
    number: u64,
    entry_type: String,
    line: Vec<u8>,
    leaf: Vec<u8>,
}

impl Walk {
    pub(super) fn new(checkpoints: Vec<(i64, String)>, head: Option<Checkpoint>) -> Self {
        Self {
            tree: Frontier::new(),
            checkpoints: checkpoints.into_iter().peekable(),
            head,
            key: None,
            checked: 0,
            signed: 0,
            missing: BTreeSet::new(),
            erased: 0,
            excused: BTreeSet::new(),
            state: State::default(),
        }
    }

    /// Writes down how far it came.
    pub(super) fn report(&self, verdict: &mut CustodyVerdict) {
        verdict.entries = self.tree.len();
        verdict.root = self.tree.root();
        verdict.checkpoints = self.checked;
        verdict.signed_entries = self.signed;
        verdict.erased_openings = self.erased;
    }

    /// Checks every entry, and every checkpoint at the entry that it ends with.
    pub(super) fn check_entries(&mut self, connection: &Connection) -> Result<(), Halt> {
        let failed = || LedgerError::database("verify custody");
        let sql = "SELECT number, type, line, leaf FROM custody ORDER BY number";
        let mut select = connection.prepare(sql).map_err(failed())?;
        let mut rows = select.query([]).map_err(failed())?;
        while let Some(row) = rows.next().map_err(failed())? {
            let stored = read_stored(row).map_err(failed())?;
            let expected = EntryNumber(self.tree.len().saturating_add(1));
            let place = || Place::Entry(expected);
            if stored.number != expected.0 {
                return Err(Halt::wrong(place(), "an entry", format!("none; the next is {}", stored.number)));
            }
            let leaf = leaf_hash(&[&stored.line]);
            if leaf.as_bytes().as_slice() != stored.leaf {
                let kept = crate::opening::hex(&stored.leaf);
                return Err(Halt::wrong(place(), format!("the line with the leaf hash {kept}"), leaf));
            }
            let line = Line::parse(&stored.line)
                .map_err(|said| Halt::wrong(place(), "a line as crates/ledger/FORMAT.md has it", said))?;
            if line.n != expected {
                return Err(Halt::wrong(place(), format!("number {expected} in its line"), line.n));
            }
            if line.entry_type.name() != stored.entry_type {
                return Err(Halt::wrong(place(), format!("type {}", line.entry_type), stored.entry_type));
            }
            let openings = select_openings(connection, expected).map_err(failed())?;
            self.check_openings(&line, &openings)?;
            self.take_key(&line)?;
            self.state.take(&line, &openings)?;
            self.tree.push(leaf);
            self.check_signatures()?;
        }
        Ok(())
    }

    /// Checks what the end of the walk tells: nothing that was signed may lie beyond it.
    pub(super) fn check_end(&mut self, connection: &Connection, key: Option<&VerifyingKey>) -> Result<(), Halt> {
        let entries = self.tree.len();
        let found = || format!("{entries} entries");
        if let Some((size, _)) = self.checkpoints.peek() {
            let place = Place::Checkpoint(u64::try_from(*size).unwrap_or_default());
            return Err(Halt::wrong(place, format!("{size} entries"), found()));
        }
        if let Some(head) = self.head.as_ref().filter(|head| head.size > entries) {
            return Err(Halt::wrong(Place::SignerHead, format!("{} entries", head.size), found()));
        }
        if let Some(key) = key.filter(|key| self.key.as_ref() != Some(*key)) {
            let entered = self.key.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
            return Err(Halt::wrong(Place::Key, key, entered));
        }
        self.erased = self.missing.intersection(&self.excused).count() as u64;
        if let Some(OpeningName { entry, field }) = self.missing.difference(&self.excused).next() {
            let place = Place::Opening { entry: *entry, field: field.clone() };
            return Err(Halt::wrong(place, "an opening, or a redact or retention entry that names it", "neither"));
        }
        let last: i64 = connection
            .query_row("SELECT ifnull(max(entry), 0) FROM opening", [], |row| row.get(0))
            .map_err(LedgerError::database("verify custody"))?;
        match u64::try_from(last) {
            Ok(last) if last <= entries => Ok(()),
            _ => Err(Halt::wrong(Place::Database, "openings of entries", format!("one of entry {last}"))),
        }
    }

    fn check_openings(&mut self, line: &Line, openings: &BTreeMap<String, Opening>) -> Result<(), Halt> {
        for (field, opening) in openings {
            let place = || Place::Opening { entry: line.n, field: field.clone() };
            match line.private.get(field) {
                None => return Err(Halt::wrong(place(), "no opening, for nothing is committed to", "one")),
                Some(committed) if *committed != opening.commit(field).to_string() => {
                    return Err(Halt::wrong(place(), format!("commitment {committed}"), opening.commit(field)));
                }
                Some(_) => {}
            }
        }
        for field in line.private.keys().filter(|field| !openings.contains_key(*field)) {
            self.missing.insert(OpeningName { entry: line.n, field: field.clone() });
        }
        if matches!(line.entry_type, EntryType::Redact | EntryType::Retention)
            && let Some(erased) = line.member("openings", openings)
        {
            let erased: Vec<OpeningName> = serde_json::from_value(erased)
                .map_err(|error| Halt::wrong(Place::Entry(line.n), "openings as {entry, field}", error))?;
            self.excused.extend(erased);
        }
        Ok(())
    }

    fn take_key(&mut self, line: &Line) -> Result<(), Halt> {
        if line.entry_type != EntryType::Key {
            return Ok(());
        }
        let text = line.detail.get("vkey").and_then(|vkey| vkey.as_str()).unwrap_or_default();
        let key = text.parse().map_err(|error| Halt::wrong(Place::Entry(line.n), "a verifying key", error))?;
        self.key = Some(key);
        Ok(())
    }

    /// Holds the tree against the checkpoint and the signer's head of its present size, where there are such.
    fn check_signatures(&mut self) -> Result<(), Halt> {
        let (size, root) = (self.tree.len(), self.tree.root());
        if let Some(head) = self.head.as_ref().filter(|head| head.size == size) {
            if head.root != root {
                return Err(Halt::wrong(Place::SignerHead, format!("root {} of {size} entries", head.root), root));
            }
            self.signed = size;
        }
        let is_due = |(at, _): &(i64, String)| u64::try_from(*at).is_ok_and(|at| at <= size);
        // A checkpoint over no entries, or fewer than none, is not one of ours: it fails by its size.
        while let Some((at, note)) = self.checkpoints.next_if(|next| is_due(next) || next.0 < 0) {
            let place = || Place::Checkpoint(u64::try_from(at).unwrap_or_default());
            let Some(key) = &self.key else {
                return Err(Halt::wrong(place(), "a key entry before it", "none"));
            };
            let checkpoint =
                verify(&note, key).map_err(|error| Halt::wrong(place(), format!("a note signed by {key}"), error))?;
            if i64::try_from(checkpoint.size) != Ok(at) || checkpoint.size != size {
                return Err(Halt::wrong(place(), format!("size {at}"), checkpoint.size));
            }
            if checkpoint.root != root {
                return Err(Halt::wrong(place(), format!("root {}", checkpoint.root), root));
            }
            self.checked = self.checked.saturating_add(1);
            self.signed = size;
        }
        Ok(())
    }
}

fn read_stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored { number: number_at(row, 0)?, entry_type: row.get(1)?, line: row.get(2)?, leaf: row.get(3)? })
}
