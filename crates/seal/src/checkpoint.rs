//! The head of a log, as it is signed.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{Digest, NoteError, Origin};

/// The head of a log at one size (C2SP tlog-checkpoint).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: Origin,
    /// How many leaves it has.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
}

impl Checkpoint {
    /// The text that is signed: three lines, the origin, the size in decimal, the root in base64.
    #[must_use]
    pub fn body(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// Reads what [`Checkpoint::body`] writes, and nothing else: each checkpoint has one text. Our logs write no
    /// extension lines, so a body that has some is not one of ours.
    ///
    /// # Errors
    /// [`NoteError::Body`] for any other text.
    pub fn parse(body: &str) -> Result<Self, NoteError> {
        let mut lines = body.split('\n');
        let mut next = || lines.next().ok_or(NoteError::Body);
        let origin = next()?.parse().map_err(|_| NoteError::Body)?;
        let size = next()?.parse().map_err(|_| NoteError::Body)?;
        let root = STANDARD.decode(next()?).map_err(|_| NoteError::Body)?;
        let root = Digest(root.try_into().map_err(|_| NoteError::Body)?);
        let checkpoint = Self { origin, size, root };
        // Refuses what reads the same but is written otherwise: `+7`, `07`, a fourth line, a missing end.
        if checkpoint.body() == body { Ok(checkpoint) } else { Err(NoteError::Body) }
    }
}
