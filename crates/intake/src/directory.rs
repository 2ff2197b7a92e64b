//! The data directory: one process at a time, one version.

use std::{
    fs::{self, File},
    io::{self, Write as _},
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
    founded: Founded,
    // Holds the lock: an advisory lock ends with its file, so a killed process leaves none behind.
    _lock: File,
}

impl DataDirectory {
    /// Makes the directory where it is missing, and takes its lock.
    ///
    /// # Errors
    /// Another process holds it, it was written by a newer version, it holds something else, or it cannot be written.
    pub fn open(path: &Path) -> Result<Self, DirectoryError> {
        let fail = |kind| DirectoryError { path: path.to_owned(), kind };
        let io = |error| fail(DirectoryErrorKind::Io(error));
        let mut founded = look_at_ground(path).map_err(io)?;
        if founded == Founded::Occupied {
            return Err(fail(DirectoryErrorKind::Occupied));
        }
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
        if version.exists() {
            // Another process can have founded it since we looked.
            founded = Founded::Before;
        } else {
            write_durably(path, &version, format!("ledgerline {LAYOUT_VERSION}\n").as_bytes()).map_err(io)?;
        }
        Ok(Self { path: path.to_owned(), founded, _lock: lock })
    }

    /// True where a data directory lies here.
    #[must_use]
    pub fn is_founded(path: &Path) -> bool {
        path.join("version").exists()
    }

    /// Takes back what [`DataDirectory::open`] and those after it made of a directory that was not there, or was empty:
    /// half of one would only be in the way. One that was founded before stays as it is.
    pub(crate) fn unmake(self) {
        let undone = match self.founded {
            Founded::Before | Founded::Occupied => Ok(()),
            Founded::Made => fs::remove_dir_all(&self.path),
            Founded::InEmpty => ["ledger", "vault", "index", "version", "lock"].iter().try_for_each(|name| {
                let path = self.path.join(name);
                let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
                removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
            }),
        };
        if let Err(error) = undone {
            tracing::warn!(%error, "what a failed start made could not be removed");
        }
    }

    /// True where this process made a data directory of it.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.founded != Founded::Before
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

/// What a data directory was founded on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Founded {
    /// It was one already.
    Before,
    /// The directory was made.
    Made,
    /// The directory was there and empty.
    InEmpty,
    /// Something else lies there.
    Occupied,
}

/// What lies at a path. A lock is left by a process that ended while it founded; `lost+found` by who made the disk.
fn look_at_ground(path: &Path) -> io::Result<Founded> {
    if DataDirectory::is_founded(path) {
        return Ok(Founded::Before);
    }
    let list = match fs::read_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Founded::Made),
        list => list?,
    };
    for entry in list {
        let name = entry?.file_name();
        if name != "lock" && name != "lost+found" {
            return Ok(Founded::Occupied);
        }
    }
    Ok(Founded::InEmpty)
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
