//! Keys of a log, and the name they go by.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::Signer as _;

use crate::sha256;

/// Type byte of an Ed25519 key (C2SP signed-note, "Signature types").
const ED25519: u8 = 0x01;

/// The name of a log and of its key: not empty, without blanks, control characters and `+` (C2SP signed-note). By
/// custom a URL without its scheme, `ledger.example.com/site-1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(String);

/// A key or a name that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The name breaks the rules of [`Origin`].
    #[error("key name empty, or with a blank, a control character or a plus sign")]
    Name,
    /// Not of the form `name+hash+base64`.
    #[error("not a verifier key of the form name+hash+base64")]
    Form,
    /// Another kind of key than Ed25519.
    #[error("not an Ed25519 key")]
    Algorithm,
    /// The hash is not that of name and key: a digit was mistaken.
    #[error("key does not match its hash")]
    Hash,
    /// The bytes are no point of the curve, or a weak one.
    #[error("not a usable Ed25519 public key")]
    Point,
}

impl Origin {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let is_bad = |c: char| c.is_whitespace() || c.is_control() || c == '+';
        if text.is_empty() || text.contains(is_bad) { Err(KeyError::Name) } else { Ok(Self(text.to_owned())) }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An Ed25519 key that signs checkpoints. Its secret is wiped when it is dropped, and never shown.
pub struct SigningKey {
    origin: Origin,
    secret: ed25519_dalek::SigningKey,
}

impl SigningKey {
    /// The key of the name that these 32 random bytes make (RFC 8032 §5.1.5).
    #[must_use]
    pub fn from_seed(origin: Origin, seed: &[u8; 32]) -> Self {
        Self { origin, secret: ed25519_dalek::SigningKey::from_bytes(seed) }
    }

    /// Whose key it is.
    #[must_use]
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The key that verifies what this one signs.
    #[must_use]
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey { origin: self.origin.clone(), point: self.secret.verifying_key() }
    }

    pub(crate) fn sign_text(&self, text: &str) -> [u8; 64] {
        self.secret.sign(text.as_bytes()).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("origin", &self.origin).finish_non_exhaustive()
    }
}

/// An Ed25519 key that verifies checkpoints. Shown and read as `name+hash+base64` (C2SP signed-note, "vkey").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey {
    origin: Origin,
    point: ed25519_dalek::VerifyingKey,
}

impl VerifyingKey {
    /// Whose key it is.
    #[must_use]
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The first four bytes of SHA-256 of name, line feed, type and key: stands in each signature.
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        let hash = sha256(&[self.origin.0.as_bytes(), b"\n", &[ED25519], self.point.as_bytes()]);
        let [a, b, c, d, ..] = hash.0;
        [a, b, c, d]
    }

    pub(crate) fn verify_text(&self, text: &str, signature: &[u8; 64]) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.point.verify_strict(text.as_bytes(), &signature).is_ok()
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![ED25519];
        key.extend_from_slice(self.point.as_bytes());
        write!(f, "{}+{:08x}+{}", self.origin, u32::from_be_bytes(self.id()), STANDARD.encode(key))
    }
}

impl FromStr for VerifyingKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        // The base64 part can hold a plus sign, the others cannot.
        let mut parts = text.splitn(3, '+');
        let mut next = || parts.next().ok_or(KeyError::Form);
        let (name, id, key) = (next()?, next()?, next()?);
        let origin = name.parse()?;
        let key = STANDARD.decode(key).map_err(|_| KeyError::Form)?;
        let (algorithm, key) = key.split_first().ok_or(KeyError::Form)?;
        if *algorithm != ED25519 {
            return Err(KeyError::Algorithm);
        }
        let key = key.try_into().map_err(|_| KeyError::Form)?;
        let point = ed25519_dalek::VerifyingKey::from_bytes(key).map_err(|_| KeyError::Point)?;
        if point.is_weak() {
            return Err(KeyError::Point);
        }
        let vkey = Self { origin, point };
        if format!("{:08x}", u32::from_be_bytes(vkey.id())) == id { Ok(vkey) } else { Err(KeyError::Hash) }
    }
}
