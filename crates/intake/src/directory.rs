//! The data directory: one process at a time, one version.

use std::{
    fs::{self, File},
    io::Write,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use crate::error::{DirectoryError, DirectoryErrorKind};

/// The version of the layout that this build writes. A newer one is refused.
pub const LAYOUT_VERSION: u32 = 1;

/// A data directory, held: nobody else writes to it until this is dropped.
#[derive(Debug)]
pub struct DataDirectory {
    path: PathBuf,
    // Holds the lock: an advisory lock ends with its file, so a killed process leaves none behind.
    _lock: File,
}

impl DataDirectory {
    /// Makes the directory where it is missing, and takes its lock.
    ///
    /// # Errors
    /// Another process holds it, it was written by a newer version, or it cannot be written.
    pub fn open(path: &Path) -> Result<Self, DirectoryError> {
        let fail = |kind| DirectoryError { path: path.to_owned(), kind };
        let io = |error| fail(DirectoryErrorKind::Io(error));
        fs::create_dir_all(path).map_err(io)?;
        // What lies here is evidence: nobody but its owner reads it.
        fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(io)?;
        let lock = File::options().create(true).truncate(false).write(true).open(path.join("lock")).map_err(io)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(fail(DirectoryErrorKind::Held)),
            Err(fs::TryLockError::Error(error)) => return Err(io(error)),
        }
        check_version(path)?;
        let version = path.join("version");
        if !version.exists() {
            write_durably(path, &version, format!("ledgerline {LAYOUT_VERSION}\n").as_bytes()).map_err(io)?;
        }
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the vault's segments lie.
    #[must_use]
    pub fn vault(path: &Path) -> PathBuf {
        path.join("vault")
    }

    /// Where the ledger lies.
    #[must_use]
    pub fn ledger(path: &Path) -> PathBuf {
        path.join("ledger")
    }

    /// Where the index lies. It can be deleted.
    #[must_use]
    pub fn index(path: &Path) -> PathBuf {
        path.join("index")
    }

    /// The socket of the process that holds it.
    #[must_use]
    pub fn socket(path: &Path) -> PathBuf {
        path.join("socket")
    }
}

/// Checks that this build can read what lies there. A directory without a version is new.
///
/// # Errors
/// It was written by a newer version, or its version cannot be read.
pub fn check_version(path: &Path) -> Result<(), DirectoryError> {
    let fail = |kind| DirectoryError { path: path.to_owned(), kind };
    match fs::read_to_string(path.join("version")) {
        Ok(text) => {
            let found = text.trim().strip_prefix("ledgerline ").and_then(|number| number.parse::<u32>().ok());
            match found {
                Some(version) if version <= LAYOUT_VERSION => Ok(()),
                Some(version) => Err(fail(DirectoryErrorKind::Newer { found: version, known: LAYOUT_VERSION })),
                None => Err(fail(DirectoryErrorKind::Foreign)),
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(fail(DirectoryErrorKind::Io(error))),
    }
}

fn write_durably(folder: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_process_holds_it_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let held = DataDirectory::open(folder.path()).unwrap();
        let second = DataDirectory::open(folder.path()).unwrap_err();
        assert!(matches!(second.kind, DirectoryErrorKind::Held), "{second}");
        drop(held);
        DataDirectory::open(folder.path()).unwrap();
    }

    #[test]
    fn a_newer_or_foreign_directory_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for (text, expected) in [
            ("ledgerline 2\n", "was written by version 2, this build knows up to 1"),
            ("something else\n", "its version file is not ours"),
        ] {
            fs::write(folder.path().join("version"), text).unwrap();
            let error = DataDirectory::open(folder.path()).unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
        }
    }
}
