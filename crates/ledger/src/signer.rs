//! The signer: it keeps the head that it signed last and signs nothing that does not extend it.

use std::path::{Path, PathBuf};

use seal::{Checkpoint, Digest, Origin, SigningKey, VerifyingKey, sign, verify};

use crate::{
    ErrorKind, LedgerError,
    key_file::{
        HEAD_FILE, KEY_FILE, VKEY_FILE, make_dir, read_file, read_secret, read_vkey, replace_file, write_secret,
    },
};

/// Signs heads of custody.
pub(crate) struct Signer {
    dir: PathBuf,
    key: SigningKey,
    /// The last signed head that the ledger at hand was shown to extend, or was shown not to.
    known: Option<(Checkpoint, Extension)>,
}

/// Whether the ledger at hand extends a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extension {
    Proven,
    Refuted,
}

/// A checkpoint with the signed note that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// Origin, size and root.
    pub checkpoint: Checkpoint,
    /// The C2SP note: the checkpoint's text and its signature.
    pub note: String,
}

impl Signer {
    /// Opens the signer of this directory. Where it has no key yet, one is made of the seed, for an empty history;
    /// where custody has `entered` a key, only that one will do.
    pub(crate) fn open(
        dir: &Path,
        origin: Option<&Origin>,
        entered: Option<&VerifyingKey>,
        draw_seed: impl FnOnce() -> Result<[u8; 32], LedgerError>,
    ) -> Result<Self, LedgerError> {
        let found = read_file(&dir.join(KEY_FILE))?.map(|secret| read_secret(&secret)).transpose()?;
        if let Some(entered) = entered {
            expect_signer(dir, entered, found.as_ref())?;
        }
        make_dir(dir)?;
        let key = match found {
            Some(key) => key,
            None => make_key(dir, origin, &draw_seed()?)?,
        };
        if let Some(origin) = origin.filter(|origin| *origin != key.origin()) {
            let said = format!("the key is that of {}, the configured origin is {origin}", key.origin());
            return Err(LedgerError::new(ErrorKind::Key, "open the signing key", said));
        }
        if read_vkey(dir)?.is_none_or(|found| found != key.verifying_key()) {
            replace_file(dir, VKEY_FILE, 0o644, &format!("{}\n", key.verifying_key()))?;
        }
        Ok(Self { dir: dir.to_owned(), key, known: None })
    }

    /// Where the key and the last head lie.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Signs a head, whether or not it extends the last one. One that is not shown to is signed only over the entry that
    /// declares so.
    pub(crate) fn sign_any(&mut self, size: u64, root: Digest) -> Result<SignedCheckpoint, LedgerError> {
        let checkpoint = Checkpoint { origin: self.key.origin().clone(), size, root };
        let note = sign(&checkpoint, &self.key);
        // Remembered before anybody sees it: what was published can never be forgotten by the signer.
        replace_file(&self.dir, HEAD_FILE, 0o600, &note)?;
        self.known = Some((checkpoint.clone(), Extension::Proven));
        Ok(SignedCheckpoint { checkpoint, note })
    }

    /// The head that was signed last; none where the signer has lost it.
    pub(crate) fn last_head(&self) -> Option<Checkpoint> {
        read_head(&self.dir, &self.verifying_key()).ok()
    }

    /// The key that verifies what is signed here.
    pub(crate) fn verifying_key(&self) -> VerifyingKey {
        self.key.verifying_key()
    }

    /// Signs this head, once the last one that was signed is shown to be a beginning of it. `root_at` gives the root
    /// over the first so many entries of the ledger, none where it has fewer.
    pub(crate) fn sign_head(
        &mut self,
        size: u64,
        root: Digest,
        root_at: impl FnOnce(u64) -> Result<Option<Digest>, LedgerError>,
    ) -> Result<SignedCheckpoint, LedgerError> {
        let last = read_head(&self.dir, &self.verifying_key())?;
        let extension = match &self.known {
            Some((checkpoint, extension)) if *checkpoint == last => *extension,
            _ if last.size <= size && root_at(last.size)? == Some(last.root) => Extension::Proven,
            _ => Extension::Refuted,
        };
        self.known = Some((last.clone(), extension));
        // The known extension holds for what this process read; a head that shrank since then is caught here.
        if extension == Extension::Refuted || last.size > size || (last.size == size && last.root != root) {
            self.known = Some((last.clone(), Extension::Refuted));
            let said = if last.size > size {
                format!("the data directory was set back: custody has {size} entries, {} were signed", last.size)
            } else {
                format!(
                    "the data directory was set back, or changed: custody does not begin with the {} entries that were \
                     signed, root {}",
                    last.size, last.root
                )
            };
            return Err(LedgerError::new(ErrorKind::HistoryRewritten, "sign a checkpoint", said));
        }
        if last.size == size {
            // The same head, which is remembered already.
            let note = sign(&last, &self.key);
            return Ok(SignedCheckpoint { checkpoint: last, note });
        }
        self.sign_any(size, root)
    }
}

/// Refuses any other key than the one that custody has entered: signatures of two keys would not verify as one history.
fn expect_signer(dir: &Path, entered: &VerifyingKey, found: Option<&SigningKey>) -> Result<(), LedgerError> {
    let signs = entered.origin();
    let said = match found {
        Some(key) if key.verifying_key() == *entered => return Ok(()),
        Some(key) => {
            format!("this vault is signed by {signs}; the key in {} is another, {}", dir.display(), key.origin())
        }
        None => format!("this vault is signed by {signs}, whose key is not in {}", dir.display()),
    };
    Err(LedgerError::new(ErrorKind::OtherSigner, "open the signing key", said))
}

/// Makes the key. The head comes first: a key without one would sign any history.
fn make_key(dir: &Path, origin: Option<&Origin>, seed: &[u8; 32]) -> Result<SigningKey, LedgerError> {
    let refuse = |error| LedgerError::new(ErrorKind::Key, "make the signing key", error);
    let origin = match origin {
        Some(origin) => origin.clone(),
        None => {
            // A name that nobody else has: it comes from the public half, which is as random as the seed.
            let unnamed = SigningKey::from_seed("ledgerline".parse().map_err(refuse)?, seed);
            let id = crate::opening::hex(&unnamed.verifying_key().id());
            format!("ledgerline/{id}").parse().map_err(refuse)?
        }
    };
    let key = SigningKey::from_seed(origin.clone(), seed);
    let empty = Checkpoint { origin, size: 0, root: Digest::EMPTY_TREE };
    replace_file(dir, HEAD_FILE, 0o600, &sign(&empty, &key))?;
    replace_file(dir, KEY_FILE, 0o600, &write_secret(&key, seed))?;
    Ok(key)
}

/// The head that was signed last.
pub(crate) fn read_head(dir: &Path, key: &VerifyingKey) -> Result<Checkpoint, LedgerError> {
    let refuse = |said: String| LedgerError::new(ErrorKind::HistoryRewritten, "read the last signed head", said);
    let path = dir.join(HEAD_FILE);
    let note = read_file(&path)?.ok_or_else(|| refuse(format!("{} is missing", path.display())))?;
    verify(&note, key).map_err(|error| refuse(format!("{}: {error}", path.display())))
}
