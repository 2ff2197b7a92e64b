//! Import of files and streams of bytes: plain, gzip, zstd.
//!
//! A file is acquired first ([`acquire`], [`acquire_stream`]): its bytes are hashed as they are, before anything reads
//! them. Then [`Importer::import`] reads it, from the file or from any reader that brings the same bytes, decompresses,
//! cuts lines and delivers them. The position of a line is the offset of its first byte in the decompressed content.
//! Empty lines are frames as well.

mod acquire;
mod hash;
mod import;
mod limits;
mod reader;

pub use acquire::{Acquired, Compression, acquire, acquire_stream};
pub use import::{ImportOutcome, Importer, Progress};
pub use limits::ImportLimits;
