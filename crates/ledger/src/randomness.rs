//! The door to randomness.

use std::io;

/// Gives random bytes: salts, tokens, the signing key. Passed in, so that tests can repeat themselves.
pub trait Randomness: Send + Sync + 'static {
    /// Fills the bytes with random ones that nobody can foresee.
    ///
    /// # Errors
    /// The source gives none.
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()>;
}

/// The randomness of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()> {
        getrandom::fill(bytes).map_err(io::Error::other)
    }
}
