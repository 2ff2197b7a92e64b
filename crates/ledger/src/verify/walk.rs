//! The walk over all entries, from the first to the last.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter::Peekable,
    vec,
};

use rusqlite::{Connection, Row};
use seal::{Checkpoint, Digest, Frontier, VerifyingKey, leaf_hash, verify};
use serde::Deserialize;

use super::{Claims, CustodyVerdict, Faults, Halt, Place, state::State};
use crate::{
    BatchRecords, EntryNumber, EntryType, LedgerError, Line, Opening, column::number_at, custody::select_openings,
};

/// An opening that was erased on purpose, as the `openings` of a `redact` or `retention` entry's detail name it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct OpeningName {
    entry: EntryNumber,
    field: String,
}

/// What has been read so far.
pub(super) struct Walk {
    /// The number that comes next.
    next: EntryNumber,
    /// The tree over the lines as they stand there.
    tree: Frontier,
    /// The same over the leaf hashes as they were entered, once a line does not fit its own.
    entered: Option<Frontier>,
    /// An entry is missing: no root over what follows can be made.
    has_holes: bool,
    /// A root was not the signed one: those that follow tell nothing more.
    is_off: bool,
    /// Every entry was read and is right.
    pub(super) is_complete: bool,
    checkpoints: Peekable<vec::IntoIter<(i64, String)>>,
    head: Option<Checkpoint>,
    /// The key that the newest `key` entry so far names.
    key: Option<VerifyingKey>,
    read: u64,
    sound: u64,
    checked: u64,
    unproven: u64,
    signed: u64,
    missing: BTreeSet<OpeningName>,
    erased: u64,
    excused: BTreeSet<OpeningName>,
    claims: Claims,
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
            next: EntryNumber(1),
            tree: Frontier::new(),
            entered: None,
            has_holes: false,
            is_off: false,
            is_complete: true,
            checkpoints: checkpoints.into_iter().peekable(),
            head,
            key: None,
            read: 0,
            sound: 0,
            checked: 0,
            unproven: 0,
            signed: 0,
            missing: BTreeSet::new(),
            erased: 0,
            excused: BTreeSet::new(),
            claims: Claims::default(),
            state: State::default(),
        }
    }

    /// Writes down how far it came.
    pub(super) fn report(self, verdict: &mut CustodyVerdict) {
        verdict.entries = self.sound;
        verdict.entries_read = self.read;
        verdict.root = self.tree.root();
        verdict.checkpoints = self.checked;
        verdict.checkpoints_unproven = self.unproven;
        verdict.signed_entries = self.signed;
        verdict.erased_openings = self.erased;
        verdict.tables_checked = self.is_complete;
        verdict.key = self.key;
        verdict.claims = self.claims;
        verdict.claims.erased.sort_unstable();
    }

    /// Checks every entry, and every checkpoint at the entry that it ends with.
    pub(super) fn check_entries(&mut self, connection: &Connection, faults: &mut Faults) -> Result<(), Halt> {
        let failed = || LedgerError::database("verify custody");
        let sql = "SELECT number, type, line, leaf FROM custody ORDER BY number";
        let mut select = connection.prepare(sql).map_err(failed())?;
        let mut rows = select.query([]).map_err(failed())?;
        while let Some(row) = rows.next().map_err(failed())? {
            let stored = read_stored(row).map_err(failed())?;
            self.read = self.read.saturating_add(1);
            if stored.number != self.next.0 {
                faults.add(Place::Entry(self.next), "an entry", format!("none; the next is {}", stored.number));
                (self.has_holes, self.is_complete) = (true, false);
            }
            self.next = EntryNumber(stored.number.saturating_add(1));
            let leaf = leaf_hash(&[&stored.line]);
            let checked = self.check_entry(connection, &stored, leaf, faults);
            let is_sound = faults.note(checked)?;
            if !is_sound {
                self.is_complete = false;
                self.claims.batches_unread += u64::from(stored.entry_type == EntryType::Batch.name());
            }
            self.push_leaf(leaf, &stored.leaf);
            self.check_signatures(faults)?;
        }
        Ok(())
    }

    /// Checks an entry by itself and takes in what it tells. Nothing is taken from a line that is not as it was entered.
    fn check_entry(
        &mut self,
        connection: &Connection,
        stored: &Stored,
        leaf: Digest,
        faults: &mut Faults,
    ) -> Result<(), Halt> {
        let number = EntryNumber(stored.number);
        let place = || Place::Entry(number);
        if leaf.as_bytes().as_slice() != stored.leaf {
            let kept = crate::opening::hex(&stored.leaf);
            return Err(Halt::wrong(place(), format!("the line with the leaf hash {kept}"), leaf));
        }
        let line = Line::parse(&stored.line)
            .map_err(|said| Halt::wrong(place(), "a line as crates/ledger/FORMAT.md has it", said))?;
        if line.n != number {
            return Err(Halt::wrong(place(), format!("number {number} in its line"), line.n));
        }
        if line.entry_type.name() != stored.entry_type {
            return Err(Halt::wrong(place(), format!("type {}", line.entry_type), &stored.entry_type));
        }
        let openings = select_openings(connection, number).map_err(LedgerError::database("verify custody"))?;
        let fits = faults.note(self.check_openings(&line, &openings))?;
        self.take_key(&line)?;
        let sealed = self.state.take(&line, &openings)?;
        self.take_claims(line, sealed);
        self.is_complete &= fits;
        self.sound = self.sound.saturating_add(u64::from(fits));
        Ok(())
    }

    /// Puts the entry into the tree. A line that does not fit its leaf hash has two: one of them is the entered one.
    fn push_leaf(&mut self, leaf: Digest, stored: &[u8]) {
        let kept = <[u8; 32]>::try_from(stored).map_or(leaf, Digest::from);
        if kept != leaf && self.entered.is_none() {
            self.entered = Some(self.tree.clone());
        }
        if let Some(entered) = &mut self.entered {
            entered.push(kept);
        }
        self.tree.push(leaf);
    }

    fn take_claims(&mut self, line: Line, sealed: Option<BatchRecords>) {
        self.claims.batches.extend(sealed.map(|records| (line.n, records)));
        match line.entry_type {
            EntryType::Loss => self.claims.losses.push((line.n, line)),
            EntryType::Redact | EntryType::Retention => self.claims.erased.extend(line.list_seqs()),
            _ => {}
        }
    }

    /// Checks what the end of the walk tells: nothing that was signed may lie beyond it.
    pub(super) fn check_end(
        &mut self,
        connection: &Connection,
        key: Option<&VerifyingKey>,
        faults: &mut Faults,
    ) -> Result<(), Halt> {
        let entries = self.next.0.saturating_sub(1);
        let found = format!("{entries} entries");
        if let Some((size, _)) = self.checkpoints.peek() {
            let place = Place::Checkpoint(u64::try_from(*size).unwrap_or_default());
            faults.add(place, format!("{size} entries"), &found);
            self.unproven += self.checkpoints.by_ref().count() as u64;
        }
        if let Some(head) = self.head.as_ref().filter(|head| head.size > entries) {
            faults.add(Place::SignerHead, format!("{} entries", head.size), &found);
        }
        if let Some(key) = key.filter(|key| self.key.as_ref() != Some(*key)) {
            let entered = self.key.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
            faults.add(Place::Key, key, entered);
        }
        self.erased = self.missing.intersection(&self.excused).count() as u64;
        for OpeningName { entry, field } in self.missing.difference(&self.excused) {
            let place = Place::Opening { entry: *entry, field: field.clone() };
            faults.add(place, "an opening, or a redact or retention entry that names it", "neither");
        }
        let last: i64 = connection
            .query_row("SELECT ifnull(max(entry), 0) FROM opening", [], |row| row.get(0))
            .map_err(LedgerError::database("verify custody"))?;
        if !u64::try_from(last).is_ok_and(|last| last <= entries) {
            faults.add(Place::Database, "openings of entries", format!("one of entry {last}"));
        }
        Ok(())
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
    fn check_signatures(&mut self, faults: &mut Faults) -> Result<(), Halt> {
        let size = self.next.0.saturating_sub(1);
        if let Some(head) = self.head.take_if(|head| head.size == size) {
            let place = Place::SignerHead;
            self.check_root(place, head.root, faults);
        }
        let is_due = |(at, _): &(i64, String)| u64::try_from(*at).is_ok_and(|at| at <= size);
        // A checkpoint over no entries, or fewer than none, is not one of ours: it fails by its size.
        while let Some((at, note)) = self.checkpoints.next_if(|next| is_due(next) || next.0 < 0) {
            let outcome = self.read_checkpoint(at, &note, size);
            match outcome {
                Ok(checkpoint) => {
                    let is_signed = self.check_root(Place::Checkpoint(size), checkpoint.root, faults);
                    self.checked = self.checked.saturating_add(u64::from(is_signed));
                    self.unproven = self.unproven.saturating_add(u64::from(!is_signed));
                }
                Err(halt) => {
                    faults.note(Err(halt))?;
                }
            }
        }
        Ok(())
    }

    /// The checkpoint of a row, its signature checked.
    fn read_checkpoint(&self, at: i64, note: &str, size: u64) -> Result<Checkpoint, Halt> {
        let place = || Place::Checkpoint(u64::try_from(at).unwrap_or_default());
        let Some(key) = &self.key else {
            return Err(Halt::wrong(place(), "a key entry before it", "none"));
        };
        let checkpoint =
            verify(note, key).map_err(|error| Halt::wrong(place(), format!("a note signed by {key}"), error))?;
        if i64::try_from(checkpoint.size) != Ok(at) || (checkpoint.size != size && !self.has_holes) {
            return Err(Halt::wrong(place(), format!("size {at}"), checkpoint.size));
        }
        Ok(checkpoint)
    }

    /// Holds a signed root against the entries so far; true where it is theirs. Behind a missing entry no root can be
    /// made, and behind a changed one each is another: that is told once.
    fn check_root(&mut self, place: Place, root: Digest, faults: &mut Faults) -> bool {
        if self.has_holes {
            return false;
        }
        let is_theirs = self.tree.root() == root || self.entered.as_ref().is_some_and(|tree| tree.root() == root);
        if is_theirs {
            self.signed = self.sound;
        } else if !self.is_off {
            let expected = match place {
                Place::SignerHead => format!("root {root} of {} entries", self.tree.len()),
                _ => format!("root {root}"),
            };
            faults.add(place, expected, self.tree.root());
        }
        self.is_off = !is_theirs;
        is_theirs
    }
}

fn read_stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored { number: number_at(row, 0)?, entry_type: row.get(1)?, line: row.get(2)?, leaf: row.get(3)? })
}
