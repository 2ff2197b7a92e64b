//! Exit codes: `sysexits.h` where it has one, and the verdicts of `verify`.

use std::fmt;

/// All went well; `verify`: intact.
pub(crate) const OK: u8 = 0;
/// Something failed.
pub(crate) const FAILED: u8 = 1;
/// `verify`: something was altered or is missing.
pub(crate) const BROKEN: u8 = 2;
/// Wrong usage or configuration (`EX_USAGE`).
pub(crate) const USAGE: u8 = 64;
/// A file could not be read (`EX_IOERR`).
pub(crate) const UNREADABLE: u8 = 74;

/// An error that says its exit code. Anything else exits with [`FAILED`].
#[derive(Debug)]
pub(crate) struct Coded {
    pub(crate) code: u8,
    pub(crate) message: String,
}

impl Coded {
    pub(crate) fn usage(message: impl fmt::Display) -> anyhow::Error {
        anyhow::Error::new(Self { code: USAGE, message: message.to_string() })
    }

    pub(crate) fn unreadable(message: impl fmt::Display) -> anyhow::Error {
        anyhow::Error::new(Self { code: UNREADABLE, message: message.to_string() })
    }
}

impl fmt::Display for Coded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Coded {}
