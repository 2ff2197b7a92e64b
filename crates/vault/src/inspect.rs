//! A look at a vault's files, for `verify`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use model::{EvidenceKind, Receipt, Seq};
use seal::Digest;

use crate::{
    Damage, DamageKind, VaultError, VaultErrorKind,
    segment::{SegmentForm, hot_path, list_segments},
    source::Source,
    walk::{Walk, Walked},
};

/// What the look meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inspected {
    /// A frame that is as written.
    Frame(InspectedFrame),
    /// A place that is not. The look goes on behind it.
    Damage(Damage),
}

/// A stored frame, without its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InspectedFrame {
    /// What it is.
    pub kind: EvidenceKind,
    /// How it came.
    pub receipt: Receipt,
    /// How many bytes were received.
    pub raw_len: u32,
    /// The digest of salt and bytes.
    pub body: Digest,
    /// Its leaf in the batch's tree.
    pub leaf: Digest,
}

/// Goes through the files of a vault, whether a daemon is writing to it or not; alters nothing. Yields every frame in
/// order and every damage. Frames that the daemon wrote and did not sync yet are among them; a frame met half written
/// is a [`Damage`] with [`Damage::is_tail`].
///
/// # Errors
/// Where the directory cannot be listed. Items: [`VaultErrorKind::Io`] and [`VaultErrorKind::Newer`] end the look.
pub fn inspect(dir: &Path) -> Result<Inspect, VaultError> {
    let segments = list_segments(dir)?;
    Ok(Inspect { dir: dir.to_owned(), segments, walk: None, next: Seq(1), is_ended: false })
}

/// See [`inspect`].
pub struct Inspect {
    dir: PathBuf,
    /// Those not yet begun.
    segments: BTreeMap<Seq, SegmentForm>,
    walk: Option<Walk>,
    /// The number that comes next.
    next: Seq,
    is_ended: bool,
}

impl std::fmt::Debug for Inspect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inspect").field("dir", &self.dir).field("next", &self.next).finish_non_exhaustive()
    }
}

impl Iterator for Inspect {
    type Item = Result<Inspected, VaultError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_ended {
            match self.step() {
                Ok(Some(met)) => return Some(Ok(met)),
                Ok(None) => {}
                Err(error) => {
                    self.is_ended = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

impl Inspect {
    fn step(&mut self) -> Result<Option<Inspected>, VaultError> {
        let Some(walk) = &mut self.walk else { return self.begin_segment() };
        let walked = walk.step().map_err(VaultError::io("read", &self.dir))?;
        self.next = walk.expected();
        Ok(match walked {
            Walked::Frame(_, frame) => {
                let body = frame.body_digest();
                let leaf = crate::leaf_of(&frame.receipt, frame.raw_len, &body);
                let (kind, receipt, raw_len) = (frame.kind, frame.receipt, frame.raw_len);
                Some(Inspected::Frame(InspectedFrame { kind, receipt, raw_len, body, leaf }))
            }
            Walked::Damage(damage) => Some(Inspected::Damage(damage)),
            Walked::Newer(found) => {
                return Err(VaultError::new(VaultErrorKind::Newer { found }, "read", &self.dir));
            }
            Walked::End(_) => {
                self.walk = None;
                None
            }
        })
    }

    fn begin_segment(&mut self) -> Result<Option<Inspected>, VaultError> {
        let Some((first, form)) = self.segments.first_key_value().map(|(first, form)| (*first, *form)) else {
            self.is_ended = true;
            return Ok(None);
        };
        if first > self.next {
            // Holes between segments show at the end of the one before; this one is before the first.
            let damage = Damage {
                kind: DamageKind::Missing,
                segment: hot_path(Path::new(""), first).display().to_string(),
                offset: 0,
                seq: self.next,
                through: Some(Seq(first.0 - 1)),
                expected: format!("record {}", self.next),
                found: format!("record {first}"),
            };
            self.next = first;
            return Ok(Some(Inspected::Damage(damage)));
        }
        self.segments.remove(&first);
        let limit = self.segments.keys().next().map(|next| Seq(next.0.saturating_sub(1)));
        let source =
            Source::open(&self.dir, first, form).map_err(VaultError::io("open", &hot_path(&self.dir, first)))?;
        self.walk = Some(Walk::new(Arc::new(source), limit));
        Ok(None)
    }
}
