//! What searches see: the last commit, unchanging.

use std::sync::{Arc, PoisonError, RwLock};

use model::Seq;
use tantivy::{Searcher, SegmentReader};

use crate::{
    IndexError, IndexErrorKind,
    payload::Payload,
    schema::{AT, SEQ},
};

/// The index as of one commit.
#[derive(Clone)]
pub(crate) struct Snapshot {
    /// Oldest first.
    pub(crate) generations: Vec<View>,
    pub(crate) payload: Payload,
}

/// One generation as of one commit.
#[derive(Clone)]
pub(crate) struct View {
    pub(crate) searcher: Searcher,
    pub(crate) segments: Vec<SegmentBounds>,
}

/// Between which times and numbers a segment's documents lie.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SegmentBounds {
    pub(crate) at: (i64, i64),
    pub(crate) seq: (u64, u64),
}

impl View {
    pub(crate) fn new(searcher: Searcher) -> Result<Self, IndexError> {
        let bounds = |segment: &SegmentReader| -> tantivy::Result<SegmentBounds> {
            let at = segment.fast_fields().i64(AT)?;
            let seq = segment.fast_fields().u64(SEQ)?;
            Ok(SegmentBounds { at: (at.min_value(), at.max_value()), seq: (seq.min_value(), seq.max_value()) })
        };
        let segments = searcher.segment_readers().iter().map(bounds).collect::<tantivy::Result<Vec<_>>>();
        let segments = segments.map_err(|error| IndexError::new("open the columns", IndexErrorKind::from(error)))?;
        Ok(Self { searcher, segments })
    }
}

impl Snapshot {
    pub(crate) fn documents(&self) -> u64 {
        self.generations.iter().map(|view| view.searcher.num_docs()).sum()
    }

    pub(crate) const fn through(&self) -> Seq {
        self.payload.through
    }
}

/// The snapshot that serves, shared between the thread that feeds and all readers.
#[derive(Clone)]
pub(crate) struct Shelf(Arc<RwLock<Arc<Snapshot>>>);

impl Shelf {
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(snapshot))))
    }

    pub(crate) fn current(&self) -> Arc<Snapshot> {
        // Only a whole snapshot is ever put in, so one that a panicking thread left is whole.
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn publish(&self, snapshot: Snapshot) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
    }
}
