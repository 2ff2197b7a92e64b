//! Bounds on a live clock from its receipts.

use super::{
    groups::Group,
    side::{Side, Sides},
    tree::MinTree,
};
use crate::{
    Assumption, Settings,
    settings::{SECOND, at, shift},
};

/// A window has at least so many groups and lasts so long.
const WINDOW_GROUPS: usize = 8;
const WINDOW_NANOS: i64 = 60 * SECOND;

/// What the receipts around each group say, and which groups' sides contradicted themselves.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReceiptBounds {
    pub(crate) sides: Vec<Sides>,
    pub(crate) disputed: Vec<u32>,
}

/// Everything in one observer's receipts that ranges are asked of.
///
/// A bound of group x carried to group i is widened by ρ·|distance|; to keep it one number, ρ times the place of x
/// goes into the key and ρ times the place of i is added when asked. Places are counted from the first receipt.
struct Keys {
    base: i64,
    /// The last group of the window that begins at each group, as long as there is one.
    ends: Vec<usize>,
    /// The smallest and the greatest window, for asking from the right of it (it is on the left) and from its left.
    least_left: MinTree,
    most_left: MinTree,
    least_right: MinTree,
    most_right: MinTree,
    /// The greatest stamp − receipt, negated.
    low_left: MinTree,
    low_right: MinTree,
}

impl Keys {
    fn build(groups: &[Group], settings: &Settings) -> Self {
        let base = groups.first().map_or(0, |group| group.first);
        let place = |at: i64| settings.drift(at.saturating_sub(base));
        let ends = find_windows(groups);
        // Negated, so that a window's greatest is the least of its range.
        let high_left = MinTree::build(groups.iter().map(|of| negate(shift(of.high, -place(of.first)))));
        let high_right = MinTree::build(groups.iter().map(|of| negate(shift(of.high, place(of.last)))));
        let windows = |of: &MinTree| -> Vec<i64> {
            ends.iter().enumerate().map(|(start, end)| negate(of.min(start..end + 1))).collect()
        };
        let (left, right) = (windows(&high_left), windows(&high_right));
        Self {
            base,
            least_left: MinTree::build(left.iter().copied()),
            most_left: MinTree::build(left.iter().map(|of| negate(*of))),
            least_right: MinTree::build(right.iter().copied()),
            most_right: MinTree::build(right.iter().map(|of| negate(*of))),
            low_left: MinTree::build(groups.iter().map(|of| negate(shift(of.low, place(of.first))))),
            low_right: MinTree::build(groups.iter().map(|of| negate(shift(of.low, -place(of.last))))),
            ends,
        }
    }
}

/// Turns a greatest into a least; unknown stays unknown.
const fn negate(value: i64) -> i64 {
    match value {
        i64::MIN => i64::MAX,
        i64::MAX => i64::MIN,
        known => -known,
    }
}

/// The smallest run of groups from each one on that is a window.
fn find_windows(groups: &[Group]) -> Vec<usize> {
    let mut ends = Vec::with_capacity(groups.len());
    let mut end = 0;
    for (start, group) in groups.iter().enumerate() {
        end = end.max(start + WINDOW_GROUPS - 1);
        while groups.get(end).is_some_and(|last| last.first.saturating_sub(group.first) < WINDOW_NANOS) {
            end += 1;
        }
        if end >= groups.len() {
            break;
        }
        ends.push(end);
    }
    ends
}

/// Bounds from both sides of each group, its own records left out; `delay` is what at least one record of a window did
/// not exceed (δ with what was measured of batching).
pub(crate) fn bound_by_receipts(groups: &[Group], delay: i64, settings: &Settings) -> ReceiptBounds {
    let assume = settings.assume;
    let mut bounds = ReceiptBounds { sides: vec![Sides::default(); groups.len()], disputed: Vec::new() };
    if !assume.contains(Assumption::Drift) || !assume.contains(Assumption::OneStepPerReach) {
        return bounds;
    }
    let keys = Keys::build(groups, settings);
    let slack = if assume.contains(Assumption::MinDelay) { delay } else { i64::MAX };
    for (index, sides) in bounds.sides.iter_mut().enumerate() {
        let group = at(groups, index);
        let left = bound_left(groups, &keys, index, group, slack, settings);
        let right = bound_right(groups, &keys, index, group, slack, settings);
        *sides = Sides { left: left.0, right: right.0 };
        if left.1 || right.1 {
            bounds.disputed.push(u32::try_from(index).unwrap_or(u32::MAX));
        }
    }
    bounds
}

/// One side's bounds, and whether they contradicted each other.
type Bounded = (Side, bool);

fn bound_left(groups: &[Group], keys: &Keys, index: usize, group: Group, slack: i64, settings: &Settings) -> Bounded {
    let place = settings.drift(group.last.saturating_sub(keys.base));
    let reach = group.last.saturating_sub(settings.step_reach);
    let first = groups.partition_point(|of| of.first < reach).min(index);
    let low = shift(negate(keys.low_left.min(first..index)), -place);
    let wholly = keys.ends.partition_point(|end| *end < index);
    let range = first.min(wholly.saturating_sub(1))..wholly;
    let least = shift(keys.least_left.min(range.clone()), place);
    settle(low, least, || shift(negate(keys.most_left.min(range)), place), slack)
}

fn bound_right(groups: &[Group], keys: &Keys, index: usize, group: Group, slack: i64, settings: &Settings) -> Bounded {
    let place = settings.drift(group.first.saturating_sub(keys.base));
    let reach = group.first.saturating_add(settings.step_reach);
    let next = index + 1;
    let end = groups.partition_point(|of| of.last <= reach).max(next);
    let low = shift(negate(keys.low_right.min(next..end)), place);
    let within = keys.ends.partition_point(|last| *last < end).max(next + 1);
    let least = shift(keys.least_right.min(next..within), -place);
    settle(low, least, || shift(negate(keys.most_right.min(next..within)), -place), slack)
}

/// Bounds from the greatest proven low end and the least window's high end. Where they contradict each other, there is
/// a step on this side or a queue that drains: only the loosest window is safe.
fn settle(low: i64, least: i64, most: impl FnOnce() -> i64, slack: i64) -> Bounded {
    if slack == i64::MAX || least == i64::MAX || least == i64::MIN {
        return (Side { low, high: i64::MAX }, false);
    }
    let high = least.saturating_add(slack);
    if low <= high {
        return (Side { low, high }, false);
    }
    let most = most().saturating_add(slack);
    (Side { low, high: if low <= most { most } else { i64::MAX } }, true)
}
