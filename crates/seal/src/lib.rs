//! Merkle trees, proofs and signed checkpoints (RFC 6962, RFC 9162, C2SP signed-note and tlog-checkpoint).
//!
//! Leaves become a root, a path shows that a leaf stands under a root, another that one tree extends another, and a
//! checkpoint puts an Ed25519 signature under a root. It serves the vault (batch roots), the ledger (custody) and
//! whoever verifies. It is pure: it knows no SQLite, no file, no JSON, no clock and no randomness; a signing key is
//! made from 32 bytes that the caller brings.
//!
//! Begin at [`Frontier`] for a tree that grows, at [`Checkpoint`] for its signed head.

mod checkpoint;
mod digest;
mod frontier;
mod key;
mod note;
mod proof;

pub use checkpoint::Checkpoint;
pub use digest::{Digest, DigestError, leaf_hash, node_hash, sha256};
pub use frontier::{Frontier, root_of};
pub use key::{KeyError, Origin, SigningKey, VerifyingKey};
pub use note::{NoteError, sign, verify};
pub use proof::{consistency_proof, inclusion_proof, verify_consistency, verify_inclusion};
