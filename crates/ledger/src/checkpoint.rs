//! Checkpoints: the signed heads of custody.

use std::sync::PoisonError;

use rusqlite::{Connection, OptionalExtension as _, params};
use seal::{Digest, Frontier};

use crate::{EntryNumber, Ledger, LedgerError, NewEntry, SignedCheckpoint, column::to_column, writing::read_leaves};

impl Ledger {
    /// Signs the present head and keeps the note. The same head signed again gives the same note.
    ///
    /// # Errors
    /// [`crate::ErrorKind::HistoryRewritten`]: custody does not extend the head that this signer signed last, or the signer
    /// has lost it. Nothing is signed then, now or later; the caller goes on without publishing and raises an alarm.
    pub fn checkpoint(&self) -> Result<SignedCheckpoint, LedgerError> {
        let side = self.writer_side()?;
        let mut signer = side.signer.lock().unwrap_or_else(PoisonError::into_inner);
        let (size, root) = side.door.head();
        let signed = signer.sign_head(size, root, |at| self.read_with(|connection| root_at(connection, at)))?;
        if self.latest_checkpoint()?.is_none_or(|latest| latest != signed.note) {
            side.door.transact("keep a checkpoint", |writing| {
                let (size, now) = (to_column(size)?, writing.now.0);
                let sql = "INSERT OR REPLACE INTO checkpoint (size, note, signed_at) VALUES (?1, ?2, ?3)";
                let kept = writing.tx.execute(sql, params![size, signed.note, now]);
                kept.map_err(LedgerError::database("keep a checkpoint"))
            })?;
        }
        Ok(signed)
    }

    /// Appends the `stop` entry and signs the head over it, as the last thing that a process does.
    ///
    /// # Errors
    /// As [`Ledger::append`] and [`Ledger::checkpoint`]; after [`crate::ErrorKind::HistoryRewritten`] the entry stands.
    pub fn stop(&self, entry: NewEntry) -> Result<(EntryNumber, SignedCheckpoint), LedgerError> {
        let number = self.append(entry)?;
        Ok((number, self.checkpoint()?))
    }

    /// The note of the newest checkpoint that was signed; none before the first.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn latest_checkpoint(&self) -> Result<Option<String>, LedgerError> {
        self.read("read the latest checkpoint", |connection| {
            let sql = "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1";
            connection.query_row(sql, [], |row| row.get(0)).optional()
        })
    }
}

/// The root over the first so many entries; none where there are fewer.
fn root_at(connection: &Connection, size: u64) -> Result<Option<Digest>, LedgerError> {
    let mut tree = Frontier::new();
    read_leaves(connection, 0, &mut |leaf| {
        if tree.len() < size {
            tree.push(leaf);
        }
    })?;
    Ok((tree.len() == size).then(|| tree.root()))
}
