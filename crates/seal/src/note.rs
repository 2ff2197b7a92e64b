//! Signed notes: a checkpoint's text and the signatures under it (C2SP signed-note).

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{Checkpoint, SigningKey, VerifyingKey};

/// More signature lines than that are not read.
const SIGNATURES_MAX: usize = 100;

/// Why a note does not show that its log signed its checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not a text, an empty line and signature lines.
    #[error("not a signed note")]
    Form,
    /// The text is not a checkpoint as [`Checkpoint::body`] writes it.
    #[error("not a checkpoint")]
    Body,
    /// It is the checkpoint of another log than that of the key.
    #[error("checkpoint of another origin")]
    Origin,
    /// The key signed nothing here.
    #[error("no signature by this key")]
    Unsigned,
    /// A signature by the key does not fit the text.
    #[error("signature does not fit")]
    Signature,
}

/// The checkpoint with a signature: its text, an empty line, and `— name base64(id ‖ signature)`.
#[must_use]
pub fn sign(checkpoint: &Checkpoint, key: &SigningKey) -> String {
    let body = checkpoint.body();
    let mut signature = key.verifying_key().id().to_vec();
    signature.extend_from_slice(&key.sign_text(&body));
    format!("{body}\n\u{2014} {} {}\n", key.origin(), STANDARD.encode(signature))
}

/// The checkpoint of a note that this key signed. Signatures of other keys (witnesses) may stand beside it and are not
/// looked at; each by this key must fit.
///
/// # Errors
/// What of it does not fit; it then proves nothing.
pub fn verify(note: &str, key: &VerifyingKey) -> Result<Checkpoint, NoteError> {
    // The body has no empty line, so the first one ends it.
    let at = note.find("\n\n").ok_or(NoteError::Form)?;
    let (body, signatures) = note.split_at_checked(at + 1).ok_or(NoteError::Form)?;
    let signatures = signatures.strip_prefix('\n').and_then(|lines| lines.strip_suffix('\n'));
    let mut is_signed = false;
    for (count, line) in signatures.ok_or(NoteError::Form)?.split('\n').enumerate() {
        let (name, signature) = read_signature(line).ok_or(NoteError::Form)?;
        if count >= SIGNATURES_MAX {
            return Err(NoteError::Form);
        }
        let Some((id, signature)) = signature.split_first_chunk::<4>() else { return Err(NoteError::Form) };
        if name != key.origin().as_str() || *id != key.id() {
            continue;
        }
        let signature = signature.try_into().map_err(|_| NoteError::Signature)?;
        if !key.verify_text(body, signature) {
            return Err(NoteError::Signature);
        }
        is_signed = true;
    }
    if !is_signed {
        return Err(NoteError::Unsigned);
    }
    let checkpoint = Checkpoint::parse(body)?;
    if checkpoint.origin == *key.origin() { Ok(checkpoint) } else { Err(NoteError::Origin) }
}

/// Name and bytes of `— name base64`.
fn read_signature(line: &str) -> Option<(&str, Vec<u8>)> {
    let (name, signature) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
    Some((name, STANDARD.decode(signature).ok()?))
}
