//! The signer's files: the key, what verifies it, and the head that was signed last.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::Path,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use seal::{Origin, SigningKey, VerifyingKey};

use crate::{ErrorKind, LedgerError, opening::hex};

/// The secret key, readable by its owner alone.
pub(crate) const KEY_FILE: &str = "custody.key";
/// The key that verifies, `name+hash+base64` (C2SP signed-note).
pub(crate) const VKEY_FILE: &str = "custody.vkey";
/// The note that was signed last.
pub(crate) const HEAD_FILE: &str = "custody.head";

/// Type byte of an Ed25519 key (C2SP signed-note, "Signature types").
const ED25519: u8 = 0x01;
/// More than any of the files can have, in bytes.
const FILE_BYTES_MAX: u64 = 16 << 10;

/// The secret key as text: `PRIVATE+KEY+name+hash+base64(type ‖ seed)`, the form of Go's `sumdb/note`.
pub(crate) fn write_secret(key: &SigningKey, seed: &[u8; 32]) -> String {
    let mut bytes = vec![ED25519];
    bytes.extend_from_slice(seed);
    format!("PRIVATE+KEY+{}+{}+{}\n", key.origin(), hex(&key.verifying_key().id()), STANDARD.encode(bytes))
}

/// Reads what [`write_secret`] wrote.
pub(crate) fn read_secret(text: &str) -> Result<SigningKey, LedgerError> {
    let refuse = |said: &str| LedgerError::new(ErrorKind::Key, "read the signing key", said);
    let mut parts = text.trim_end().strip_prefix("PRIVATE+KEY+").unwrap_or_default().splitn(3, '+');
    let (Some(name), Some(id), Some(encoded)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(refuse("not of the form PRIVATE+KEY+name+hash+base64"));
    };
    let origin: Origin = name.parse().map_err(|_| refuse("its name is none"))?;
    let bytes = STANDARD.decode(encoded).map_err(|_| refuse("not base64"))?;
    let seed: [u8; 32] = match bytes.split_first() {
        Some((&ED25519, seed)) => seed.try_into().map_err(|_| refuse("not 32 bytes long"))?,
        _ => return Err(refuse("not an Ed25519 key")),
    };
    let key = SigningKey::from_seed(origin, &seed);
    if hex(&key.verifying_key().id()) == id { Ok(key) } else { Err(refuse("it does not match its hash")) }
}

/// The key that verifies, as it stands in a signer's directory; none where there is none.
pub(crate) fn read_vkey(dir: &Path) -> Result<Option<VerifyingKey>, LedgerError> {
    let Some(text) = read_file(&dir.join(VKEY_FILE))? else { return Ok(None) };
    let key = text.trim_end().parse();
    key.map(Some).map_err(|error| LedgerError::new(ErrorKind::Key, "read the verifying key", error))
}

/// A file's text; none where there is no such file.
pub(crate) fn read_file(path: &Path) -> Result<Option<String>, LedgerError> {
    let doing = || format!("read {}", path.display());
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(LedgerError::io(doing())(error)),
    };
    let mut text = String::new();
    file.take(FILE_BYTES_MAX).read_to_string(&mut text).map_err(LedgerError::io(doing()))?;
    Ok(Some(text))
}

/// Puts a file in place as a whole, durably: after a crash the old or the new one stands there.
pub(crate) fn replace_file(dir: &Path, name: &str, mode: u32, text: &str) -> Result<(), LedgerError> {
    let path = dir.join(name);
    let fresh = dir.join(format!("{name}.new"));
    let write = || {
        // One left by a crash could have other permissions.
        match fs::remove_file(&fresh) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(&fresh)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&fresh, &path)?;
        File::open(dir)?.sync_all()
    };
    write().map_err(LedgerError::io(format!("write {}", path.display())))
}

/// Makes the signer's directory, for its owner alone.
pub(crate) fn make_dir(dir: &Path) -> Result<(), LedgerError> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .map_err(LedgerError::io(format!("make {}", dir.display())))
}
