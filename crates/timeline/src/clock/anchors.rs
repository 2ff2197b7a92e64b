//! Bounds on a clock from anchors: happenings that another observer told as well.

use std::{collections::VecDeque, ops::Range};

use super::side::{Side, Sides};
use crate::{
    Settings,
    settings::{SECOND, at, shift},
};

/// How many anchors of a side are nearest, how many there must be, and which of their bounds is taken: with the
/// third-tightest two false ones do no harm.
const NEAREST: usize = 8;
const ANCHORS_MIN: usize = 5;
const RANK: usize = 2;
/// So many more, not further away than this, often hold a tighter one. Of these one in six may be false.
const AROUND: usize = 64;
const AROUND_REACH: i64 = 1_800 * SECOND;
const AROUND_RANK: usize = 6;
/// A live clock takes anchors within this distance only: it has its receipts.
const LIVE_REACH: i64 = 3_600 * SECOND;

/// What one anchor says of the offset at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AnchorBound {
    /// The slot of the record that it anchors.
    pub(crate) slot: u32,
    /// The record.
    pub(crate) own: u32,
    pub(crate) low: i64,
    pub(crate) high: i64,
}

/// Where a slot lies on its clock's own way, for distances: first and last moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) first: i64,
    pub(crate) last: i64,
}

/// The nearest bounds on one end of the offset, as keys that hold for any slot further on.
#[derive(Clone, Debug, Default)]
struct Ring {
    /// Mark and key, oldest first.
    kept: VecDeque<(i64, i64)>,
    /// The keys alone, smallest first, from the first question on: most are passed before it.
    sorted: Option<Vec<i64>>,
    /// The third-smallest of the nearest keys, once asked.
    third: Option<i64>,
}

impl Ring {
    fn push(&mut self, mark: i64, key: i64) {
        let too_far = |first: &(i64, i64)| mark.saturating_sub(first.0) > AROUND_REACH;
        while self.kept.len() >= AROUND || self.kept.len() >= NEAREST && self.kept.front().is_some_and(too_far) {
            self.drop_first();
        }
        self.kept.push_back((mark, key));
        if let Some(sorted) = &mut self.sorted {
            sorted.insert(sorted.partition_point(|of| *of < key), key);
        }
        self.third = None;
    }

    fn forget(&mut self, too_far: impl Fn(i64) -> bool) {
        while self.kept.front().is_some_and(|(mark, _)| too_far(*mark)) {
            self.drop_first();
        }
    }

    fn drop_first(&mut self) {
        if let (Some((_, key)), Some(sorted)) = (self.kept.pop_front(), &mut self.sorted)
            && let Ok(place) = sorted.binary_search(&key)
        {
            sorted.remove(place);
        }
        self.third = None;
    }

    fn third(&mut self) -> i64 {
        if self.kept.len() < ANCHORS_MIN {
            return i64::MAX;
        }
        *self.third.get_or_insert_with(|| {
            let mut least = [i64::MAX; RANK + 1];
            for (_, key) in self.kept.iter().rev().take(NEAREST) {
                // What is pushed out of the least ones is the greatest of them.
                least.iter_mut().fold(*key, |key, of| {
                    let greater = key.max(*of);
                    *of = key.min(*of);
                    greater
                });
            }
            least.last().copied().unwrap_or(i64::MAX)
        })
    }

    /// What all around say, where there are more than the nearest.
    fn around(&mut self) -> i64 {
        if self.kept.len() <= NEAREST {
            return i64::MAX;
        }
        let rank = (self.kept.len() / AROUND_RANK).max(RANK);
        let sorted = self.sorted.get_or_insert_with(|| {
            let mut keys: Vec<i64> = self.kept.iter().map(|(_, key)| *key).collect();
            keys.sort_unstable();
            keys
        });
        sorted.get(rank.min(self.kept.len() - 1)).copied().unwrap_or(i64::MAX)
    }
}

/// Bounds from the anchors on both sides of each slot of a range. Anchors are sorted by slot.
///
/// A live slot leaves its own anchors out, as it does its own receipts; an imported record is a slot of its own, and
/// its own anchor stands on both sides.
pub(crate) fn bound_by_anchors(
    places: &[Place],
    range: Range<usize>,
    anchors: &[AnchorBound],
    live: bool,
    settings: &Settings,
) -> Vec<Sides> {
    let mut sides = vec![Sides::default(); range.len()];
    if anchors.len() < ANCHORS_MIN {
        return sides;
    }
    let base = range.start;
    let begins = anchors.partition_point(|of| (of.slot as usize) < range.start);
    let ends = anchors.partition_point(|of| (of.slot as usize) < range.end);
    let mark = |anchor: &AnchorBound| at(places, anchor.slot as usize).first;
    let anchors = anchors.get(find_kept_before(anchors, begins, mark)..find_kept_behind(anchors, ends, mark));
    let anchors = anchors.unwrap_or_default();
    let forward = |slot: usize| {
        let place = at(places, slot);
        Distance { near: place.first, far: place.last, mark: place.first }
    };
    let backward = |slot: usize| {
        let place = at(places, slot);
        let (first, last) = (place.first.saturating_neg(), place.last.saturating_neg());
        Distance { near: last, far: first, mark: first }
    };
    let before = anchors.partition_point(|of| (of.slot as usize) < range.start);
    let mut rings = Rings::new(live, settings);
    let (behind, along) = anchors.split_at(before);
    behind.iter().for_each(|anchor| rings.pass(*anchor, forward(anchor.slot as usize)));
    rings.sweep(range.clone(), along.iter(), forward, |slot, side| {
        if let Some(sides) = sides.get_mut(slot - base) {
            sides.left = side;
        }
    });
    let beyond = anchors.partition_point(|of| (of.slot as usize) < range.end);
    let mut rings = Rings::new(live, settings);
    let (along, ahead) = anchors.split_at(beyond);
    ahead.iter().rev().for_each(|anchor| rings.pass(*anchor, backward(anchor.slot as usize)));
    rings.sweep(range.rev(), along.iter().rev(), backward, |slot, side| {
        if let Some(sides) = sides.get_mut(slot - base) {
            sides.right = side;
        }
    });
    sides
}

/// The first anchor that is still kept when those before a place in their list were passed.
fn find_kept_before(anchors: &[AnchorBound], place: usize, mark: impl Fn(&AnchorBound) -> i64) -> usize {
    let Some(last) = place.checked_sub(1).and_then(|last| anchors.get(last)).map(&mark) else { return place };
    let from = anchors.partition_point(|of| last.saturating_sub(mark(of)) > AROUND_REACH);
    from.min(place.saturating_sub(NEAREST)).max(place.saturating_sub(AROUND))
}

/// The end of those that are still kept when all from the end of their list up to a place were passed.
fn find_kept_behind(anchors: &[AnchorBound], place: usize, mark: impl Fn(&AnchorBound) -> i64) -> usize {
    let Some(first) = anchors.get(place).map(&mark) else { return anchors.len() };
    let to = anchors.partition_point(|of| mark(of).saturating_sub(first) <= AROUND_REACH);
    to.max(place.saturating_add(NEAREST)).min(place.saturating_add(AROUND)).min(anchors.len())
}

/// The slots whose bounds may be others after the anchors in this range of their list changed: passing the next anchor
/// but so many, one forgets them.
pub(crate) fn find_reached(anchors: &[AnchorBound], changed: &Range<usize>, slots: usize) -> Range<usize> {
    let slot = |at: usize| anchors.get(at).map(|of| of.slot as usize);
    let from = changed.start.checked_sub(AROUND + 1).and_then(slot).unwrap_or(0);
    let to = slot(changed.end.saturating_add(AROUND + 1)).map_or(slots, |slot| slot + 1);
    from..to.min(slots)
}

/// The same of a live clock, where the changed ones lie in these slots: it takes none that is too far, and passing one
/// that is not so far but behind enough others it forgets them, too.
pub(crate) fn find_reached_live(
    places: &[Place],
    anchors: &[AnchorBound],
    changed: &Range<usize>,
    slots: &Range<usize>,
) -> Range<usize> {
    // A group can have been a second longer before.
    const MARGIN: i64 = 2 * SECOND;
    let reached = find_reached(anchors, changed, places.len());
    let first = at(places, slots.start).first.saturating_sub(MARGIN);
    let last = at(places, slots.end.saturating_sub(1)).last.saturating_add(MARGIN);
    let from = places.partition_point(|place| place.last < first.saturating_sub(LIVE_REACH));
    let to = places.partition_point(|place| place.first <= last.saturating_add(LIVE_REACH));
    let mark = |of: &AnchorBound| at(places, of.slot as usize).first;
    let slot = |at: usize| anchors.get(at).map(|of| of.slot as usize);
    let far = anchors.partition_point(|of| mark(of) < first.saturating_sub(AROUND_REACH));
    let before = far.checked_sub(1).zip(changed.start.checked_sub(NEAREST + 1)).map(|(far, near)| far.min(near));
    let far = anchors.partition_point(|of| mark(of) <= last.saturating_add(AROUND_REACH));
    let behind = far.max(changed.end.saturating_add(NEAREST + 1));
    let from = from.max(reached.start).max(before.and_then(slot).unwrap_or(0));
    let to = to.min(reached.end).min(slot(behind).map_or(places.len(), |slot| slot + 1));
    from..to.max(from)
}

/// Where a slot lies in one direction: the end that is met first, the other one, and the one that slots are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Distance {
    near: i64,
    far: i64,
    mark: i64,
}

/// The nearest bounds on both ends, in one direction.
struct Rings<'a> {
    lows: Ring,
    highs: Ring,
    live: bool,
    settings: &'a Settings,
}

impl<'a> Rings<'a> {
    fn new(live: bool, settings: &'a Settings) -> Self {
        Self { lows: Ring::default(), highs: Ring::default(), live, settings }
    }

    /// Goes by an anchor.
    fn pass(&mut self, anchor: AnchorBound, at: Distance) {
        self.forget(at);
        self.take(anchor, at);
    }

    fn forget(&mut self, at: Distance) {
        if self.live {
            self.lows.forget(|mark| at.mark.saturating_sub(mark) > LIVE_REACH);
            self.highs.forget(|mark| at.mark.saturating_sub(mark) > LIVE_REACH);
        }
    }

    /// Both ends are kept as keys of which a smaller one is tighter.
    fn take(&mut self, anchor: AnchorBound, at: Distance) {
        let drift = self.settings.drift_at(at.near);
        self.lows.push(at.mark, anchor.low.saturating_add(drift).saturating_neg());
        self.highs.push(at.mark, anchor.high.saturating_sub(drift));
    }

    /// What the anchors behind say at a place.
    fn side(&mut self, at: Distance) -> Side {
        let drift = self.settings.drift_at(at.far);
        let side = |low: i64, high: i64| Side {
            low: if low == i64::MAX { i64::MIN } else { low.saturating_neg().saturating_sub(drift) },
            high: shift(high, drift),
        };
        let nearest = side(self.lows.third(), self.highs.third());
        // Where those around say otherwise, the clock was set between them.
        let (narrowed, agrees) = nearest.intersect(side(self.lows.around(), self.highs.around()));
        if agrees { narrowed } else { nearest }
    }

    /// Goes over the slots in one direction and hands out what the anchors behind say.
    fn sweep<'b>(
        &mut self,
        slots: impl Iterator<Item = usize>,
        anchors: impl Iterator<Item = &'b AnchorBound>,
        place_of: impl Fn(usize) -> Distance,
        mut hand_out: impl FnMut(usize, Side),
    ) {
        let mut anchors = anchors.peekable();
        for slot in slots {
            let place = place_of(slot);
            self.forget(place);
            if self.live {
                hand_out(slot, self.side(place));
            }
            while let Some(anchor) = anchors.next_if(|anchor| anchor.slot as usize == slot) {
                self.take(*anchor, place);
            }
            if !self.live {
                hand_out(slot, self.side(place));
            }
        }
    }
}
