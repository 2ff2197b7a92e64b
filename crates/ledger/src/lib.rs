//! Custody, feeds, batches, tokens, incidents and stored queries, in SQLite.
//!
//! Custody is one append-only RFC 6962 tree: each entry is one line of ASCII JSON that says who did what to evidence
//! and cases, hashed as it is stored; its head is signed as a checkpoint. On the path it stands beside the vault: the
//! vault's writer seals its batches here, the way back keeps incidents and their entries here, and every change is one
//! transaction with the entry that tells it. `FORMAT.md` has the byte formats and a test vector.
//!
//! It never parses evidence, never searches, never speaks HTTP, and knows no present moment and no randomness of its
//! own: both are passed in. It does not keep a second process out; the caller's lock does.
//!
//! Begin at [`Ledger`]; at [`NewEntry`] for what an entry says, at [`verify_custody`] for the check.

mod batch;
mod checkpoint;
mod column;
mod connection;
mod custody;
mod entry;
mod error;
mod feed;
mod incident;
mod incident_entry;
mod key_file;
mod ledger;
mod line;
mod opening;
mod randomness;
mod schema;
mod signer;
mod stored_query;
mod sums;
mod token;
mod verify;
mod writing;

pub use custody::CustodyEntry;
pub use entry::{Actor, ActorKind, EntryNumber, EntryType, NewEntry, Object, Outcome};
pub use error::{ErrorKind, LedgerError};
pub use incident_entry::{AddedEntries, NewIncidentEntry};
pub use ledger::{Ledger, LedgerOptions};
pub use line::{LINE_BYTES_MAX, Line, LineActor};
pub use opening::{Opening, Salt};
pub use randomness::{Randomness, SystemRandomness};
pub use signer::SignedCheckpoint;
pub use stored_query::StoredQuery;
pub use sums::{Batch, BatchRecords, Moment, NewBatch, Sums};
pub use token::{NewToken, Principal, Token, TokenId, TokenSecret};
pub use verify::{Claims, CustodyVerdict, Place, VerifyOptions, Wrong, verify_custody};
