//! The index that serves now: a rebuilt one takes its place while questions are asked.

use std::{
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};

use index::{Digests, Index, IndexError, IndexOptions, IndexReader, IndexWriter};
use model::Seq;

/// The reader that serves. Clones are the same handle.
#[derive(Clone, Debug)]
pub struct IndexHandle(Arc<RwLock<IndexReader>>);

impl IndexHandle {
    pub(crate) fn new(reader: IndexReader) -> Self {
        Self(Arc::new(RwLock::new(reader)))
    }

    /// The reader that serves now.
    #[must_use]
    pub fn current(&self) -> IndexReader {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set(&self, reader: IndexReader) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = reader;
    }
}

/// Where the index lies, and how it is opened.
#[derive(Clone, Debug)]
pub(crate) struct IndexFolder {
    pub(crate) path: PathBuf,
    pub(crate) fingerprint: String,
    pub(crate) options: IndexOptions,
}

impl IndexFolder {
    pub(crate) fn rebuild(&self) -> Result<(IndexWriter, IndexReader), IndexError> {
        let (writer, reader, _) = Index::rebuild(&self.path, &self.fingerprint, &self.options)?;
        Ok((writer, reader))
    }
}

/// An index that was fed again, against the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// Up to which record.
    pub through: Seq,
    /// How many events.
    pub documents: u64,
    /// The digests of the index before.
    pub before: Digests,
    /// The digests of the rebuilt one.
    pub after: Digests,
}

impl Rebuilt {
    /// True where both digests are the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.before == self.after
    }
}
