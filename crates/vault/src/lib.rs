//! Evidence in append-only segment files.
//!
//! Between framing and formats, every frame is written down here before anything interprets it, gets its number
//! [`model::Seq`] and its leaf hash, and is on the disk once [`VaultWriter::sync`] has returned. The index, the way
//! back and `verify` read it again. There is one writer and any number of readers; a reader sees what is durable.
//!
//! It never parses a log line, never alters a stored byte, and never drops one in silence: what a crash tore goes to
//! `quarantine/`, what is damaged stays where it is, and both are told in [`Recovery`]. It knows no HTTP and no SQLite; batches, roots and the custody entries of
//! losses are the caller's. Bytes and hashes are laid down in `FORMAT.md`.
//!
//! Begin at [`Vault::open`]; at [`inspect`] for a look at a directory that another process may be using.

mod catalog;
mod cold;
mod damage;
mod disk;
mod error;
mod frame;
mod hash;
mod inspect;
mod offsets;
mod options;
mod quarantine;
mod reader;
mod recovery;
mod salt;
mod scan;
mod segment;
mod source;
mod walk;
mod writer;

pub use cold::Compressed;
pub use damage::{Damage, DamageKind};
pub use disk::{Disk, SystemDisk};
pub use error::{VaultError, VaultErrorKind};
pub use frame::RAW_BYTES_MAX;
pub use hash::{body_hash, leaf_of};
pub use inspect::{Inspect, Inspected, InspectedFrame, inspect};
pub use options::VaultOptions;
pub use reader::VaultReader;
pub use recovery::{Loss, Recovery, Vault};
pub use salt::{SaltSource, SystemSalt};
pub use scan::{Scan, ScanLeaves};
pub use writer::{Appended, NewFrame, VaultWriter};
