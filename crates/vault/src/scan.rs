//! Reading a whole range in order.

use std::{collections::VecDeque, sync::Arc};

use model::{Evidence, Seq};
use seal::Digest;

use crate::{
    Damage, VaultError,
    VaultErrorKind::{Damaged, Newer},
    catalog::{Bounded, Catalog},
    frame::Frame,
    segment::hot_path,
    walk::{Walk, Walked},
};

/// The records of a range, in order. Each number comes exactly once: as a record, or inside the range
/// (`seq` to `through`) of one [`crate::VaultErrorKind::Damaged`], after which the scan goes on. Any other error ends
/// it.
pub struct Scan(FrameScan);

/// The numbers and leaves of a range, in order; damage as in [`Scan`].
pub struct ScanLeaves(FrameScan);

struct FrameScan {
    catalog: Arc<Catalog>,
    /// Those not yet begun.
    segments: VecDeque<Bounded>,
    walk: Option<Walk>,
    /// The number that comes next.
    next: Seq,
    through: Seq,
}

impl Scan {
    pub(crate) fn new(catalog: Arc<Catalog>, from: Seq, through: Seq) -> Self {
        Self(FrameScan::new(catalog, from, through))
    }
}

impl Iterator for Scan {
    type Item = Result<Evidence, VaultError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.0.next_frame()?.map(Frame::into_evidence))
    }
}

impl ScanLeaves {
    pub(crate) fn new(catalog: Arc<Catalog>, from: Seq, through: Seq) -> Self {
        Self(FrameScan::new(catalog, from, through))
    }
}

impl Iterator for ScanLeaves {
    type Item = Result<(Seq, Digest), VaultError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.0.next_frame()?.map(|frame| (frame.receipt.seq, frame.leaf())))
    }
}

impl std::fmt::Debug for Scan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scan").field("next", &self.0.next).field("through", &self.0.through).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ScanLeaves {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScanLeaves").field("next", &self.0.next).finish_non_exhaustive()
    }
}

impl FrameScan {
    fn new(catalog: Arc<Catalog>, from: Seq, through: Seq) -> Self {
        let from = from.max(Seq(1));
        // The number first, the segments then: whatever is durable by now is in one of them.
        let through = through.min(catalog.durable_through());
        let segments = if from <= through { catalog.segments_of(from, through) } else { VecDeque::new() };
        Self { catalog, segments, walk: None, next: from, through }
    }

    fn next_frame(&mut self) -> Option<Result<Frame, VaultError>> {
        while self.next <= self.through {
            match self.step() {
                Ok(Some(frame)) => return Some(Ok(frame)),
                Ok(None) => {}
                Err(error) => {
                    if !matches!(error.kind, Damaged(_)) {
                        self.next = self.through.next();
                    }
                    return Some(Err(error));
                }
            }
        }
        None
    }

    /// One step of the walk; none where it led to no record of the range.
    fn step(&mut self) -> Result<Option<Frame>, VaultError> {
        let Some(walk) = &mut self.walk else {
            let Some(bounded) = self.segments.pop_front() else {
                return Err(self.report(&self.catalog.missing(self.next), self.through));
            };
            self.walk = Some(self.catalog.walk_from(&bounded, self.next)?);
            return Ok(None);
        };
        let walked = walk.step().map_err(VaultError::io("read", &self.catalog.dir))?;
        match walked {
            Walked::Frame(_, frame) if frame.receipt.seq >= self.next => {
                let seq = frame.receipt.seq;
                self.next = seq.next();
                Ok((seq <= self.through).then_some(frame))
            }
            Walked::Frame(..) => Ok(None),
            Walked::Damage(damage) => self.pass_damage(damage),
            Walked::Newer(found) => Err(VaultError::new(Newer { found }, "read", &self.catalog.dir)),
            Walked::End(_) => {
                self.walk = None;
                Ok(None)
            }
        }
    }

    /// Damage counts where records of the range are missing for it.
    fn pass_damage(&mut self, damage: Damage) -> Result<Option<Frame>, VaultError> {
        let through = damage.through.unwrap_or(self.through).min(self.through);
        if through < self.next || damage.seq > self.through {
            return Ok(None);
        }
        let path = hot_path(&self.catalog.dir, damage.seq);
        let path = path.with_file_name(&damage.segment);
        Err(self.report(&VaultError::new(Damaged(Box::new(damage)), "read", path), through))
    }

    /// Tells the damage for the numbers up to `through`, and goes on behind them.
    fn report(&mut self, error: &VaultError, through: Seq) -> VaultError {
        let mut kind = error.kind.clone();
        if let Damaged(damage) = &mut kind {
            damage.seq = self.next;
            damage.through = Some(through);
        }
        self.next = through.next();
        VaultError::new(kind, error.action, &error.path)
    }
}
