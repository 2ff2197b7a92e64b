//! What is known of a clock at one place.

use super::side::{Side, Sides};
use crate::{Assumption, AssumptionSet, settings::SECOND};

/// Where the two sides' bounds or guesses differ by more than this, a step lies between them.
pub(super) const SIDES_APART: i64 = 2 * SECOND;

/// What is known of a clock at one slot.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Offset {
    pub(crate) hull: Side,
    pub(super) sides: Sides,
    pub(super) used: AssumptionSet,
    /// The least offset that the anchors of both sides allow, where the receipts bear them out and both sides agree; else
    /// [`i64::MIN`].
    pub(super) anchored_low: i64,
    /// Anchors and receipts of one side contradict each other.
    pub(crate) contradicts: bool,
    /// The receipts of one side contradict themselves.
    pub(crate) is_disputed: bool,
}

impl Offset {
    /// Takes in what other clocks say of it; where this place's own anchors say otherwise, they are nearer.
    pub(super) fn narrow(&mut self, side: Side) {
        let (hull, agrees) = self.hull.intersect(side);
        if agrees {
            self.hull = hull;
            let (left, _) = self.sides.left.intersect(side);
            let (right, _) = self.sides.right.intersect(side);
            self.sides = Sides { left, right };
        }
    }

    /// What each side says.
    pub(crate) const fn sides(&self) -> (Side, Side) {
        (self.sides.left, self.sides.right)
    }
}

/// Both sides' receipts and anchors, and what they rest on.
pub(super) fn put_together(receipts: Sides, anchors: Sides, edge: bool) -> Offset {
    let (left, left_agrees) = receipts.left.intersect(anchors.left);
    let (right, right_agrees) = receipts.right.intersect(anchors.right);
    let sides = Sides { left, right };
    let hull = sides.hull(edge);
    let one_sided = left.high == i64::MAX || right.high == i64::MAX;
    let mut used = AssumptionSet::of(&[Assumption::StampsTruncate, Assumption::Drift, Assumption::OneStepPerReach]);
    if one_sided {
        used = used.with(Assumption::NoStepAtEdge);
    }
    if receipts.left.high != i64::MAX || receipts.right.high != i64::MAX {
        used = used.with(Assumption::MinDelay);
    }
    if anchors != Sides::default() {
        used = used.union(AssumptionSet::ANCHORS);
    }
    let is_anchored = left_agrees && right_agrees && anchors.left.low != i64::MIN && anchors.right.low != i64::MIN;
    let is_steady = left.low.abs_diff(right.low) <= SIDES_APART.unsigned_abs();
    let anchored_low = if is_anchored && is_steady { left.low.min(right.low) } else { i64::MIN };
    Offset { hull, sides, used, anchored_low, contradicts: !(left_agrees && right_agrees), is_disputed: false }
}
