//! Merkle trees, proofs and signed checkpoints (RFC 6962, C2SP).
