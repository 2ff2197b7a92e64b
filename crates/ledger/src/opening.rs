//! Salted commitments and what opens them.

use std::fmt;

use seal::{Digest, sha256};

/// The prefix of what is hashed; ends the domain of this hash.
const FIELD_DOMAIN: &[u8] = b"ledgerline/custody/field/v1\n";

/// Random bytes that keep a short value from being guessed.
pub type Salt = [u8; 16];

/// What opens one commitment: the salt and the value that were hashed. Without it the commitment says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Opening {
    /// The commitment's own salt.
    pub salt: Salt,
    /// The value.
    pub value: String,
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opening").field("bytes", &self.value.len()).finish_non_exhaustive()
    }
}

impl Opening {
    /// The commitment that it opens, for the field of this name.
    #[must_use]
    pub fn commit(&self, field: &str) -> Digest {
        commit(field, &self.salt, self.value.as_bytes())
    }
}

/// SHA-256 of `ledgerline/custody/field/v1\n`, the salt, the field's name, a line feed and the value. Names hold no line
/// feed and salts have one length, so no two triples give the same bytes.
pub(crate) fn commit(field: &str, salt: &Salt, value: &[u8]) -> Digest {
    sha256(&[FIELD_DOMAIN, salt, field.as_bytes(), b"\n", value])
}

/// The bytes as lower-case hex digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
