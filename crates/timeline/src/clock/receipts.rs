//! Bounds on a live clock from its receipts.

use std::ops::Range;

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

/// Everything in one observer's receipts that ranges are asked of.
///
/// A bound of group x carried to group i is widened by ρ·|distance|; to keep it one number, ρ times the place of x
/// goes into the key and ρ times the place of i is added when asked.
struct Keys<'a> {
    groups: &'a [Group],
    settings: &'a Settings,
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

impl<'a> Keys<'a> {
    fn build(groups: &'a [Group], settings: &'a Settings) -> Self {
        let place = |at: i64| settings.drift_at(at);
        let ends = find_windows(groups);
        // Negated, so that a window's greatest is the least of its range.
        let high_left = MinTree::build(groups.iter().map(|of| negate(shift(of.high(), -place(of.first)))));
        let high_right = MinTree::build(groups.iter().map(|of| negate(shift(of.high(), place(of.last)))));
        let windows = |of: &MinTree| -> Vec<i64> {
            ends.iter().enumerate().map(|(start, end)| negate(of.min(start..end + 1))).collect()
        };
        let (left, right) = (windows(&high_left), windows(&high_right));
        Self {
            groups,
            settings,
            least_left: MinTree::build(left.iter().copied()),
            most_left: MinTree::build(left.iter().map(|of| negate(*of))),
            least_right: MinTree::build(right.iter().copied()),
            most_right: MinTree::build(right.iter().map(|of| negate(*of))),
            low_left: MinTree::build(groups.iter().map(|of| negate(shift(of.low(), place(of.first))))),
            low_right: MinTree::build(groups.iter().map(|of| negate(shift(of.low(), -place(of.last))))),
            ends,
        }
    }

    fn hear_left(&self, index: usize) -> Heard {
        let group = at(self.groups, index);
        let place = self.settings.drift_at(group.last);
        let reach = group.last.saturating_sub(self.settings.step_reach);
        let first = self.groups.partition_point(|of| of.first < reach).min(index);
        let low = shift(negate(self.low_left.min(first..index)), -place);
        let wholly = self.ends.partition_point(|end| *end < index);
        let range = first.min(wholly.saturating_sub(1))..wholly;
        let least = shift(self.least_left.min(range.clone()), place);
        Heard { low, least, most: shift(negate(self.most_left.min(range)), place) }
    }

    fn hear_right(&self, index: usize) -> Heard {
        let group = at(self.groups, index);
        let place = self.settings.drift_at(group.first);
        let reach = group.first.saturating_add(self.settings.step_reach);
        let next = index + 1;
        let end = self.groups.partition_point(|of| of.last <= reach).max(next);
        let low = shift(negate(self.low_right.min(next..end)), place);
        let within = self.ends.partition_point(|last| *last < end).max(next + 1);
        let least = shift(self.least_right.min(next..within), -place);
        Heard { low, least, most: shift(negate(self.most_right.min(next..within)), -place) }
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

/// What the receipts of one side say of the offset, whatever the least delay is taken to be: so another delay moves no
/// slot one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Heard {
    /// The greatest that is proven.
    low: i64,
    /// What the least and the greatest window do not exceed where nothing was delayed; unknown ends where there is none.
    least: i64,
    most: i64,
}

impl Heard {
    const NOTHING: Self = Self { low: i64::MIN, least: i64::MAX, most: i64::MAX };

    /// The bounds where at least one record of a window took no longer than this; [`i64::MAX`] where that is not assumed.
    /// Where they contradict each other, which is the second answer, there is a step on this side or a queue that drains:
    /// only the loosest window is safe.
    fn settle(self, delay: i64) -> (Side, bool) {
        let Self { low, least, most } = self;
        if delay == i64::MAX || least == i64::MAX || least == i64::MIN {
            return (Side { low, high: i64::MAX }, false);
        }
        let high = least.saturating_add(delay);
        if low <= high {
            return (Side { low, high }, false);
        }
        let most = most.saturating_add(delay);
        (Side { low, high: if low <= most { most } else { i64::MAX } }, true)
    }
}

/// What the receipts of both sides say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Receipts {
    left: Heard,
    right: Heard,
}

impl Default for Receipts {
    fn default() -> Self {
        Self { left: Heard::NOTHING, right: Heard::NOTHING }
    }
}

impl Receipts {
    /// The bounds of both sides, and whether one contradicts itself.
    pub(crate) fn settle(self, delay: i64) -> (Sides, bool) {
        let ((left, left_disputed), (right, right_disputed)) = (self.left.settle(delay), self.right.settle(delay));
        (Sides { left, right }, left_disputed || right_disputed)
    }
}

/// A delay as receipts are held to it: [`i64::MAX`] where no least one is assumed.
pub(crate) fn allow_delay(delay: i64, settings: &Settings) -> i64 {
    if settings.assume.contains(Assumption::MinDelay) { delay } else { i64::MAX }
}

/// What is heard on both sides of each group of a range, its own records left out.
pub(crate) fn hear_receipts(groups: &[Group], range: Range<usize>, settings: &Settings) -> Vec<Receipts> {
    let assume = settings.assume;
    if !assume.contains(Assumption::Drift) || !assume.contains(Assumption::OneStepPerReach) {
        return vec![Receipts::default(); range.len()];
    }
    let around = find_needed(groups, &range, settings);
    let base = around.start;
    let keys = Keys::build(groups.get(around).unwrap_or_default(), settings);
    range.map(|index| Receipts { left: keys.hear_left(index - base), right: keys.hear_right(index - base) }).collect()
}

/// The groups that the bounds of a range of groups are made from.
fn find_needed(groups: &[Group], range: &Range<usize>, settings: &Settings) -> Range<usize> {
    let Some(last) = range.end.checked_sub(1).filter(|_| !range.is_empty()) else { return 0..0 };
    let reach = at(groups, range.start).last.saturating_sub(settings.step_reach);
    let first = groups.partition_point(|of| of.first < reach).min(range.start);
    // The nearest window that ends before the range, however far it is.
    let ends = at(groups, range.start.saturating_sub(1)).first.saturating_sub(WINDOW_NANOS);
    let begins = groups.partition_point(|of| of.first <= ends).saturating_sub(1);
    let start = first.min(begins).min(range.start.saturating_sub(WINDOW_GROUPS));
    let reach = at(groups, last).first.saturating_add(settings.step_reach);
    let end = groups.partition_point(|of| of.last <= reach);
    // The nearest one that begins after it.
    let begins = at(groups, (last + 1).min(groups.len() - 1)).first.saturating_add(WINDOW_NANOS);
    let ends = groups.partition_point(|of| of.first < begins) + 1;
    start..groups.len().min(end.max(ends).max(last + 2 + WINDOW_GROUPS))
}

/// The groups whose bounds may be others after groups changed; a little more than these.
pub(crate) fn find_touched(groups: &[Group], changed: &Range<usize>, settings: &Settings) -> Range<usize> {
    // Groups that were there before can have lain one group's length further to each side.
    let reach = settings.step_reach.max(WINDOW_NANOS).saturating_add(2 * SECOND);
    let left = at(groups, changed.start.saturating_sub(1)).first.min(at(groups, changed.start).first);
    let start = groups.partition_point(|of| of.first < left.saturating_sub(reach));
    let start = start.min(changed.start.saturating_sub(WINDOW_GROUPS + 2)).saturating_sub(1);
    let right = at(groups, changed.end.min(groups.len().saturating_sub(1))).last;
    let end = groups.partition_point(|of| of.first <= right.saturating_add(reach));
    start..groups.len().min(end.max(changed.end + WINDOW_GROUPS + 2) + 1)
}
