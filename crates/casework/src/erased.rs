//! Which records were erased on purpose, as custody says. It says so before their bodies go, so from then on nothing is
//! told of them, whether or not their bytes still lie there.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

use ledger::{EntryNumber, EntryType, Ledger, LedgerError};
use model::Seq;

use crate::{
    Casework,
    error::{CaseworkError, During},
};

/// Entries that are read at once.
const PAGE_ENTRIES: usize = 256;

/// The records that `redact` and `retention` entries name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Erased {
    /// In the order of custody, each once.
    named: Vec<Seq>,
    sorted: BTreeSet<Seq>,
    /// The last entry that names any.
    through: EntryNumber,
}

/// What was known last, for everybody who asks.
pub(crate) type KnownErased = Mutex<Arc<Erased>>;

impl Erased {
    /// Takes in what custody says since.
    ///
    /// # Errors
    /// The ledger could not be read.
    pub(crate) fn read_on(known: &mut Arc<Self>, ledger: &Ledger) -> Result<(), LedgerError> {
        loop {
            let page = ledger.entries(known.through, PAGE_ENTRIES, &[EntryType::Redact, EntryType::Retention])?;
            let Some(last) = page.last() else { return Ok(()) };
            let erased = Arc::make_mut(known);
            for entry in &page {
                for seq in entry.parse()?.list_seqs() {
                    if erased.sorted.insert(seq) {
                        erased.named.push(seq);
                    }
                }
            }
            erased.through = last.number;
        }
    }

    /// True for a record that was erased.
    pub(crate) fn holds(&self, seq: Seq) -> bool {
        self.sorted.contains(&seq)
    }

    /// How many were named, by which [`Erased::since`] knows later ones.
    pub(crate) const fn count(&self) -> usize {
        self.named.len()
    }

    /// Those that were named after so many.
    pub(crate) fn since(&self, count: usize) -> &[Seq] {
        self.named.get(count..).unwrap_or_default()
    }
}

impl Casework {
    /// What is erased by now. To be asked once for each question; what it reads is held to that.
    pub(crate) fn list_erased(&self) -> Result<Arc<Erased>, CaseworkError> {
        let mut known = self.erased.lock().unwrap_or_else(PoisonError::into_inner);
        Erased::read_on(&mut known, &self.ledger).during("read what was erased")?;
        Ok(Arc::clone(&known))
    }

    /// True for a record that was erased when that was asked last.
    pub(crate) fn is_erased(&self, seq: Seq) -> bool {
        self.erased.lock().unwrap_or_else(PoisonError::into_inner).holds(seq)
    }
}
