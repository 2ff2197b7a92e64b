//! The way in: one writer, batches, acknowledgements, the indexer.
