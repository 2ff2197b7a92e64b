//! What every question shares.

use std::sync::Arc;

use intake::{EventReader, IndexHandle};
use ledger::Ledger;
use model::Clock;
use serde::Deserialize;

use crate::{erased::KnownErased, kept::KeptModels, notes::SearchNotes};

/// Bounds of the way back.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CaseworkConfig {
    /// How long one page of a search may take, in milliseconds; then it is short, and its cursor goes on.
    pub query_milliseconds_max: u64,
    /// Entries of one case.
    pub case_entries_max: usize,
    /// Records that clocks are modelled from at once. A vault that holds no more is read whole. Models that are kept, and
    /// the one in the making, hold no more than twice as many together.
    pub clock_records_max: u64,
}

impl Default for CaseworkConfig {
    fn default() -> Self {
        Self { query_milliseconds_max: 10_000, case_entries_max: 10_000, clock_records_max: 500_000 }
    }
}

/// Answers questions. Clones share everything.
#[derive(Clone)]
pub struct Casework {
    pub(crate) events: EventReader,
    pub(crate) index: IndexHandle,
    pub(crate) ledger: Ledger,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) config: CaseworkConfig,
    pub(crate) notes: Arc<SearchNotes>,
    pub(crate) erased: Arc<KnownErased>,
    /// Pages and links of one timeline ask for the same model again and again.
    pub(crate) kept: Arc<KeptModels>,
}

impl Casework {
    /// The way back over what the way in opened.
    #[must_use]
    pub fn new(
        events: EventReader,
        index: IndexHandle,
        ledger: Ledger,
        clock: Arc<dyn Clock>,
        config: CaseworkConfig,
    ) -> Self {
        let kept = Arc::new(KeptModels::new(config.clock_records_max));
        let (notes, erased) = (Arc::default(), Arc::default());
        Self { events, index, ledger, clock, config, notes, erased, kept }
    }
}
