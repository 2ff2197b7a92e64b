//! Acquiring: what a file is, before anything reads it.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

use model::StreamOrigin;
use serde::{Deserialize, Serialize};
use stamp::UtcNanos;

use super::hash::Hashed;
use crate::ConnectorError;

const READ_BYTES: usize = 256 * 1024;

/// What is known of a file as acquired. It travels as JSON where the bytes are sent to a running daemon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acquired {
    /// Its name as given; `-` for standard input.
    pub name: String,
    /// Its size in bytes, compressed where it is.
    pub size_bytes: u64,
    /// When it was last modified; none for standard input.
    pub modified_at: Option<UtcNanos>,
    /// SHA-256 of its bytes, in lower-case hex.
    pub sha256: String,
    /// How it is compressed, told from its first bytes and not from its name.
    pub compression: Option<Compression>,
}

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compression {
    /// RFC 1952, one member or several.
    Gzip,
    /// RFC 8878, one frame or several.
    Zstd,
}

impl Compression {
    /// Its name in a [`StreamOrigin`].
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }

    /// Told from the first four bytes.
    fn sniff(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            // A frame, or a skippable frame in front of one (RFC 8878 §3.1.1 and §3.1.2).
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            _ => None,
        }
    }
}

impl Acquired {
    /// What stands in the record that opens the file's stream.
    #[must_use]
    pub fn origin(&self) -> StreamOrigin {
        StreamOrigin::File {
            name: self.name.clone(),
            size_bytes: self.size_bytes,
            modified_at: self.modified_at,
            sha256: self.sha256.clone(),
            compression: self.compression.map(|compression| compression.name().to_owned()),
        }
    }
}

/// Acquires a file: reads it once to its end, and gives it back open at its beginning. It blocks.
///
/// # Errors
/// The file cannot be opened or read, or is none that can be read twice (a pipe: use [`acquire_stream`]).
pub fn acquire(path: &Path) -> Result<(Acquired, File), ConnectorError> {
    let failed = |error: io::Error| ConnectorError::new(format!("acquire {}", path.display()), error);
    let mut file = File::open(path).map_err(failed)?;
    let modified = file.metadata().map_err(failed)?.modified().ok();
    let mut acquired = read_through(&mut file, &mut io::sink(), &path.to_string_lossy()).map_err(failed)?;
    acquired.modified_at = modified.and_then(|at| {
        let nanos = at.duration_since(UNIX_EPOCH).ok()?.as_nanos();
        i64::try_from(nanos).ok().map(UtcNanos)
    });
    file.rewind().map_err(failed)?;
    Ok((acquired, file))
}

/// Acquires what can be read only once (standard input, a body): writes it to `spool`, an empty file of the caller's,
/// which is then open at its beginning. It blocks.
///
/// # Errors
/// The reader or the file fails.
pub fn acquire_stream(reader: impl Read, spool: &mut File, name: &str) -> Result<Acquired, ConnectorError> {
    let failed = |error: io::Error| ConnectorError::new(format!("acquire {name}"), error);
    let acquired = read_through(reader, spool, name).map_err(failed)?;
    spool.rewind().map_err(failed)?;
    Ok(acquired)
}

fn read_through(reader: impl Read, copy: &mut impl Write, name: &str) -> io::Result<Acquired> {
    let mut hashed = Hashed::new(reader);
    let mut buffer = vec![0; READ_BYTES];
    let mut first = Vec::with_capacity(4);
    loop {
        let count = match hashed.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let bytes = buffer.get(..count).unwrap_or_default();
        first.extend(bytes.iter().take(4 - first.len()));
        copy.write_all(bytes)?;
    }
    Ok(Acquired {
        name: name.to_owned(),
        size_bytes: hashed.bytes_read(),
        modified_at: None,
        sha256: hashed.hex(),
        compression: Compression::sniff(&first),
    })
}
