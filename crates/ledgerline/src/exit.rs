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
/// Ended by Ctrl-C or SIGTERM before the end, as shells have it for the former.
pub(crate) const INTERRUPTED: u8 = 130;

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

/// An error with its causes, in one line, each told once: many an error's own words end with those of its cause.
pub(crate) fn describe(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain() {
        let said = cause.to_string();
        if told.is_empty() {
            told = said;
        } else if !told.ends_with(&said) {
            told = format!("{told}: {said}");
        }
    }
    told
}

impl fmt::Display for Coded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Coded {}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    /// Its own words end with its cause, and it names the cause as well.
    #[derive(Debug)]
    struct Outer(std::io::Error);

    impl fmt::Display for Outer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "failed to make a folder: {}", self.0)
        }
    }

    impl std::error::Error for Outer {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn a_cause_is_told_once() {
        let inner = || std::io::Error::other("no space");
        let error = anyhow::Error::new(Outer(inner()));
        assert_eq!(describe(&error), "failed to make a folder: no space");
        let error = Err::<(), _>(error).context("failed to start").unwrap_err();
        assert_eq!(describe(&error), "failed to start: failed to make a folder: no space");
        assert_eq!(describe(&anyhow::Error::new(inner())), "no space");
    }
}
