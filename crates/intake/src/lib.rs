//! The way in: one writer, batches, acknowledgements, back-pressure; the indexer behind it.
//!
//! Connectors and pushes deliver into [`IntakeSink`]. One thread writes what lies in its queue as a group, syncs once,
//! and only then answers; it seals batches into custody. A second thread follows the durable end of the vault, reads
//! records into events and feeds the index: so the index is a function of the vault, and evidence never waits for it.
//!
//! It never opens a socket, speaks HTTP or writes SQL, and it never looks into a record before it is durable. Begin at
//! [`Intake::open`].

mod batch;
mod command;
mod config;
mod directory;
mod duplicate;
mod error;
mod event_reader;
mod file_readings;
mod housekeeping;
mod import;
mod index_handle;
mod indexer;
mod intake;
mod open;
mod own_clock;
mod reading;
mod reread;
mod sink;
mod taking_over;
mod writer;

pub use batch::BatchLimits;
pub use config::IntakeConfig;
pub use directory::{DataDirectory, LAYOUT_VERSION, check_version};
pub use error::{DirectoryError, DirectoryErrorKind, IntakeError, Stage};
pub use event_reader::{EventReader, KnownFeed, ReadEvent, Reading};
pub use import::{ImportError, ImportRequest, ImportSum};
pub use index_handle::{IndexHandle, Rebuilt};
pub use indexer::StreamOutcomes;
pub use intake::Intake;
pub use open::Surroundings;
pub use reread::{ReadAs, Reread, RereadError, RereadRequest};
pub use sink::IntakeSink;
