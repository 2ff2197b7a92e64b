//! Where the salts of bodies come from.

use std::io;

/// Gives unpredictable bytes. A salt keeps a short body from being guessed from its hash once it was erased.
pub trait SaltSource: Send {
    /// Fills a salt.
    ///
    /// # Errors
    /// Where the source fails; the frame is then not appended.
    fn fill(&mut self, salt: &mut [u8; 16]) -> io::Result<()>;
}

/// The operating system's random numbers, fetched 4 KiB at a time.
#[derive(Default)]
pub struct SystemSalt {
    /// Unused bytes stand at the end.
    pool: Vec<u8>,
}

impl SystemSalt {
    const POOL_BYTES: usize = 4096;
}

impl std::fmt::Debug for SystemSalt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SystemSalt").finish_non_exhaustive()
    }
}

impl SaltSource for SystemSalt {
    fn fill(&mut self, salt: &mut [u8; 16]) -> io::Result<()> {
        if self.pool.len() < salt.len() {
            self.pool.resize(Self::POOL_BYTES, 0);
            if let Err(error) = getrandom::fill(&mut self.pool) {
                self.pool.clear();
                return Err(io::Error::other(error.to_string()));
            }
        }
        let rest = self.pool.len().saturating_sub(salt.len());
        // What was given away leaves the pool: no salt is used twice.
        self.pool.drain(rest..).zip(salt.iter_mut()).for_each(|(from, to)| *to = from);
        Ok(())
    }
}
