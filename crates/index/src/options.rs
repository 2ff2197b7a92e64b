//! What an index is given to work with.

/// What an index is given to work with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexOptions {
    /// Memory in which events wait to become a segment, for all threads together; tantivy needs 15 MB a thread.
    pub writer_memory_bytes: usize,
    /// Threads that write segments.
    pub writer_threads: usize,
    /// Events that may wait while a commit is under way; then [`crate::IndexWriter::add`] waits.
    pub queue_documents_max: usize,
    /// A generation of so many events is closed at the next commit.
    pub generation_documents_max: u64,
    /// A generation of so many events is closed at the first commit of another receipt day. Smaller ones go on: many
    /// tiny generations cost more than they save.
    pub generation_documents_min: u64,
}

impl Default for IndexOptions {
    /// 256 MB, 2 threads, 65 536 waiting, generations of 250 000 to 2 000 000 events.
    fn default() -> Self {
        Self {
            writer_memory_bytes: 256_000_000,
            writer_threads: 2,
            queue_documents_max: 65_536,
            generation_documents_max: 2_000_000,
            generation_documents_min: 250_000,
        }
    }
}
