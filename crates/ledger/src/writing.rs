//! One transaction: entries, and what changes with them.

use std::sync::{Arc, Mutex, PoisonError};

use model::Clock;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use seal::{Digest, Frontier, leaf_hash};
use stamp::UtcNanos;

use crate::{EntryNumber, ErrorKind, LedgerError, NewEntry, Randomness, column::to_column, line::write_line};

/// The connection that writes, with the head of the tree over what it has committed.
pub(crate) struct Writer {
    connection: Connection,
    tree: Frontier,
}

/// What may be done inside of a transaction.
pub(crate) struct Writing<'a> {
    /// For the tables beside custody.
    pub(crate) tx: Transaction<'a>,
    /// The moment of the transaction, by the wall clock.
    pub(crate) now: UtcNanos,
    tree: Frontier,
    randomness: &'a dyn Randomness,
}

/// The writer behind its lock, with what it takes in from outside.
pub(crate) struct WriterDoor {
    writer: Mutex<Writer>,
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
}

impl Writer {
    /// The connection, and the tree over all that it holds.
    pub(crate) const fn new(connection: Connection, tree: Frontier) -> Self {
        Self { connection, tree }
    }
}

impl WriterDoor {
    pub(crate) fn new(writer: Writer, clock: Arc<dyn Clock>, randomness: Arc<dyn Randomness>) -> Self {
        Self { writer: Mutex::new(writer), clock, randomness }
    }

    /// The moment, by the wall clock.
    pub(crate) fn now(&self) -> UtcNanos {
        self.clock.now()
    }

    /// Random bytes.
    pub(crate) fn draw<const N: usize>(&self) -> Result<[u8; N], LedgerError> {
        let mut bytes = [0; N];
        self.randomness.fill(&mut bytes).map_err(LedgerError::io("draw random bytes"))?;
        Ok(bytes)
    }

    /// How many entries are committed, and the root over them.
    pub(crate) fn head(&self) -> (u64, Digest) {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        (writer.tree.len(), writer.tree.root())
    }

    /// Does the work in one transaction that is durable on return; undoes all of it where it fails.
    pub(crate) fn transact<T>(
        &self,
        doing: &str,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        // After a panic the transaction was rolled back and the tree not yet replaced: both still fit.
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let Writer { connection, tree } = &mut *writer;
        let tx = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(LedgerError::database(format!("begin to {doing}")))?;
        let grown = catch_up(&tx, tree)?;
        let mut writing = Writing { tx, now: self.clock.now(), tree: grown, randomness: &*self.randomness };
        let done = work(&mut writing)?;
        let Writing { tx, tree: grown, .. } = writing;
        tx.commit().map_err(LedgerError::database(doing))?;
        *tree = grown;
        Ok(done)
    }
}

impl Writing<'_> {
    /// Adds an entry at the end of custody.
    pub(crate) fn append(&mut self, entry: NewEntry) -> Result<EntryNumber, LedgerError> {
        let number = EntryNumber(self.tree.len().saturating_add(1));
        let entry_type = entry.entry_type;
        let written = write_line(entry, number, self.now, self.randomness)?;
        let leaf = leaf_hash(&[&written.line]);
        let column = to_column(number.0)?;
        self.tx
            .prepare_cached("INSERT INTO custody (number, type, line, leaf) VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut insert| {
                insert.execute(params![column, entry_type.name(), written.line, leaf.as_bytes().as_slice()])
            })
            .map_err(LedgerError::database("append a custody entry"))?;
        for (field, opening) in &written.openings {
            self.tx
                .prepare_cached("INSERT INTO opening (entry, field, salt, value) VALUES (?1, ?2, ?3, ?4)")
                .and_then(|mut insert| insert.execute(params![column, field, opening.salt.as_slice(), opening.value]))
                .map_err(LedgerError::database("keep an opening"))?;
        }
        self.tree.push(leaf);
        Ok(number)
    }
}

/// The tree over what is stored. It differs from the one in memory only after a commit that failed as seen from here
/// and yet reached the disk.
fn catch_up(connection: &Connection, tree: &Frontier) -> Result<Frontier, LedgerError> {
    let stored: i64 = connection
        .query_row("SELECT ifnull(max(number), 0) FROM custody", [], |row| row.get(0))
        .map_err(LedgerError::database("find the last custody entry"))?;
    let mut grown = tree.clone();
    let known = to_column(tree.len())?;
    if stored < known {
        let said = format!("{known} entries were written, {stored} are there");
        return Err(LedgerError::new(ErrorKind::Corrupt, "append to custody", said));
    }
    if stored > known {
        read_leaves(connection, tree.len(), &mut |leaf| grown.push(leaf))?;
    }
    Ok(grown)
}

/// Hashes every stored line after the first `skip`, in order.
pub(crate) fn read_leaves(connection: &Connection, skip: u64, each: &mut dyn FnMut(Digest)) -> Result<(), LedgerError> {
    let failed = || LedgerError::database("read custody");
    let mut select =
        connection.prepare_cached("SELECT line FROM custody WHERE number > ?1 ORDER BY number").map_err(failed())?;
    let mut rows = select.query([to_column(skip)?]).map_err(failed())?;
    while let Some(row) = rows.next().map_err(failed())? {
        let line = row.get_ref(0).and_then(|line| Ok(line.as_blob()?)).map_err(failed())?;
        each(leaf_hash(&[line]));
    }
    Ok(())
}
