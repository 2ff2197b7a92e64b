//! The hashes that stand for a record in custody.

use model::Receipt;
use seal::{Digest, leaf_hash, sha256};

/// Stands before salt and raw bytes, so that no other hash of ours can be taken for a body's.
const BODY_LABEL: &[u8] = b"ledgerline/body/v1\n";
/// Stands before the fields of a record.
const RECORD_LABEL: &[u8] = b"ledgerline/record/v1\n";

/// The digest of a record's bytes: `SHA-256("ledgerline/body/v1\n" ‖ salt ‖ raw)`.
#[must_use]
pub fn body_hash(salt: &[u8; 16], raw: &[u8]) -> Digest {
    sha256(&[BODY_LABEL, salt, raw])
}

/// The leaf of a record in its batch's tree: `SHA-256(0x00 ‖ "ledgerline/record/v1\n" ‖ seq ‖ received_ns ‖ feed ‖
/// stream ‖ position ‖ flags ‖ raw_len ‖ body)`, numbers big-endian as in the frame. `raw_len` is the length of the
/// bytes as received, also where they were erased.
#[must_use]
pub fn leaf_of(receipt: &Receipt, raw_len: u32, body: &Digest) -> Digest {
    leaf_hash(&[
        RECORD_LABEL,
        &receipt.seq.0.to_be_bytes(),
        &receipt.received_at.0.to_be_bytes(),
        &receipt.feed.0.to_be_bytes(),
        &receipt.stream.0.to_be_bytes(),
        &receipt.position.0.to_be_bytes(),
        &receipt.flags.0.to_be_bytes(),
        &raw_len.to_be_bytes(),
        body.as_ref(),
    ])
}
