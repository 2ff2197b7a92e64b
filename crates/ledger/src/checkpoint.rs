//! Checkpoints: the signed heads of custody.

use std::sync::PoisonError;

use rusqlite::{Connection, OptionalExtension as _, params};
use seal::{Digest, Frontier};
use serde_json::json;

use crate::{
    Actor, EntryNumber, EntryType, ErrorKind, Ledger, LedgerError, NewEntry, SignedCheckpoint, column::to_column,
    ledger::WriterSide, signer::Signer, writing::read_leaves,
};

impl Ledger {
    /// Signs the present head and keeps the note. The same head signed again gives the same note.
    ///
    /// # Errors
    /// [`crate::ErrorKind::HistoryRewritten`]: custody does not extend the head that this signer signed last, or the signer
    /// has lost it. Nothing is signed then until that is admitted ([`Ledger::admit_set_back`]); the caller goes on
    /// without publishing and raises an alarm ([`Ledger::signing_trouble`]).
    pub fn checkpoint(&self) -> Result<SignedCheckpoint, LedgerError> {
        let side = self.writer_side()?;
        let mut signer = side.signer.lock().unwrap_or_else(PoisonError::into_inner);
        let signed = self.sign_head(side, &mut signer)?;
        self.keep_checkpoint(side, &signed)?;
        Ok(signed)
    }

    /// Why no checkpoint is signed; none where the last one was.
    #[must_use]
    pub fn signing_trouble(&self) -> Option<String> {
        let side = self.writer_side().ok()?;
        side.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Declares that custody does not extend what was signed last, as after a restore from a backup, and signs it from
    /// here on. The `loss` entry names the head that is given up, so that whoever holds it finds it declared; what it
    /// covered and is not here is lost, and `verify` says so ever after.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Conflict`] where custody extends the last signed head; [`crate::ErrorKind::Invalid`] without
    /// a reason; what the disk refuses.
    pub fn admit_set_back(&self, reason: &str, by: &Actor) -> Result<(EntryNumber, SignedCheckpoint), LedgerError> {
        let doing = "admit that custody was set back";
        if reason.trim().is_empty() {
            return Err(LedgerError::new(ErrorKind::Invalid, doing, "a reason is needed"));
        }
        let side = self.writer_side()?;
        let mut signer = side.signer.lock().unwrap_or_else(PoisonError::into_inner);
        match self.sign_head(side, &mut signer) {
            Ok(_) => return Err(LedgerError::new(ErrorKind::Conflict, doing, "custody extends what was signed last")),
            Err(error) if error.kind() == ErrorKind::HistoryRewritten => {}
            Err(error) => return Err(error),
        }
        let tell = |size: u64, root: Digest| json!({ "size": size, "root": root.to_string() });
        let (size, root) = side.door.head();
        let last = signer.last_head().map(|last| tell(last.size, last.root));
        let detail = json!({ "kind": "custody", "last_signed": last, "found": tell(size, root) });
        let entry = NewEntry::new(EntryType::Loss, by.clone(), "custody.admit_set_back");
        // The entry first: a head signed without it would hide what it gives up.
        let number = self.append(entry.detail(detail).private("reason", reason))?;
        let (size, root) = side.door.head();
        let signed = signer.sign_any(size, root)?;
        self.keep_checkpoint(side, &signed)?;
        self.sign_head(side, &mut signer)?;
        Ok((number, signed))
    }

    /// Signs the present head, and notes whether that went well.
    fn sign_head(&self, side: &WriterSide, signer: &mut Signer) -> Result<SignedCheckpoint, LedgerError> {
        let (size, root) = side.door.head();
        let signed = signer.sign_head(size, root, |at| self.read_with(|connection| root_at(connection, at)));
        let trouble = signed.as_ref().err().map(LedgerError::cause);
        *side.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
        signed
    }

    fn keep_checkpoint(&self, side: &WriterSide, signed: &SignedCheckpoint) -> Result<(), LedgerError> {
        if self.latest_checkpoint()?.is_none_or(|latest| latest != signed.note) {
            side.door.transact("keep a checkpoint", |writing| {
                let (size, now) = (to_column(signed.checkpoint.size)?, writing.now.0);
                let sql = "INSERT OR REPLACE INTO checkpoint (size, note, signed_at) VALUES (?1, ?2, ?3)";
                let kept = writing.tx.execute(sql, params![size, signed.note, now]);
                kept.map_err(LedgerError::database("keep a checkpoint"))
            })?;
        }
        Ok(())
    }

    /// Appends the `stop` entry and signs the head over it, as the last thing that a process does. Where nothing can be
    /// signed the entry stands without: that alarm was raised already.
    ///
    /// # Errors
    /// As [`Ledger::append`], and what [`Ledger::checkpoint`] meets beside [`crate::ErrorKind::HistoryRewritten`].
    pub fn stop(&self, entry: NewEntry) -> Result<(EntryNumber, Option<SignedCheckpoint>), LedgerError> {
        let number = self.append(entry)?;
        match self.checkpoint() {
            Ok(signed) => Ok((number, Some(signed))),
            Err(error) if error.kind() == ErrorKind::HistoryRewritten => Ok((number, None)),
            Err(error) => Err(error),
        }
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
