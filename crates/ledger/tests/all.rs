//! The ledger at its own door, on a real SQLite in a temporary directory.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that fails says so by panicking, in its helpers too"
)]

#[path = "all/access.rs"]
mod access;
#[path = "all/batches.rs"]
mod batches;
#[path = "all/cases.rs"]
mod cases;
#[path = "all/custody.rs"]
mod custody;
#[path = "all/format.rs"]
mod format;
#[path = "all/signing.rs"]
mod signing;
#[path = "all/site.rs"]
mod site;
#[path = "all/tampering.rs"]
mod tampering;
