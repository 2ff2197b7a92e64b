//! Bounds on a clock from anchors: happenings that another observer told as well.

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
#[derive(Clone, Debug)]
struct Ring {
    /// Place and key, oldest first.
    kept: Vec<(i64, i64)>,
    /// The third-smallest of the nearest keys, once asked.
    third: Option<i64>,
    /// The same of all around, by their own rank.
    around: Option<i64>,
}

impl Ring {
    fn new() -> Self {
        Self { kept: Vec::with_capacity(AROUND + 1), third: None, around: None }
    }

    fn push(&mut self, place: i64, key: i64) {
        let too_far = |first: &(i64, i64)| place.saturating_sub(first.0) > AROUND_REACH;
        while self.kept.len() >= AROUND || self.kept.len() >= NEAREST && self.kept.first().is_some_and(too_far) {
            self.kept.remove(0);
        }
        self.kept.push((place, key));
        (self.third, self.around) = (None, None);
    }

    fn forget(&mut self, too_far: impl Fn(i64) -> bool) {
        while self.kept.first().is_some_and(|(place, _)| too_far(*place)) {
            self.kept.remove(0);
            (self.third, self.around) = (None, None);
        }
    }

    fn third(&mut self) -> i64 {
        if self.kept.len() < ANCHORS_MIN {
            return i64::MAX;
        }
        *self.third.get_or_insert_with(|| {
            let mut keys: Vec<i64> = self.kept.iter().rev().take(NEAREST).map(|(_, key)| *key).collect();
            keys.sort_unstable();
            keys.get(RANK).copied().unwrap_or(i64::MAX)
        })
    }

    /// What all around say, where there are more than the nearest.
    fn around(&mut self) -> i64 {
        if self.kept.len() <= NEAREST {
            return i64::MAX;
        }
        *self.around.get_or_insert_with(|| {
            let mut keys: Vec<i64> = self.kept.iter().map(|(_, key)| *key).collect();
            let rank = (keys.len() / AROUND_RANK).max(RANK);
            let rank = rank.min(keys.len() - 1);
            let (_, key, _) = keys.select_nth_unstable(rank);
            *key
        })
    }
}

/// Bounds from the anchors on both sides of each slot. Anchors are sorted by slot.
///
/// A live slot leaves its own anchors out, as it does its own receipts; an imported record is a slot of its own, and
/// its own anchor stands on both sides.
pub(crate) fn bound_by_anchors(
    places: &[Place],
    anchors: &[AnchorBound],
    live: bool,
    settings: &Settings,
) -> Vec<Sides> {
    let mut sides = vec![Sides::default(); places.len()];
    if anchors.len() < ANCHORS_MIN {
        return sides;
    }
    let base = places.first().map_or(0, |place| place.first);
    let end = places.last().map_or(0, |place| place.last);
    let forward = |place: Place| [place.first.saturating_sub(base), place.last.saturating_sub(base)];
    let backward = |place: Place| [end.saturating_sub(place.last), end.saturating_sub(place.first)];
    let slots = (0..places.len()).map(|slot| (slot, forward(at(places, slot))));
    sweep(slots, anchors.iter(), live, settings, |slot, side| {
        if let Some(sides) = sides.get_mut(slot) {
            sides.left = side;
        }
    });
    let slots = (0..places.len()).rev().map(|slot| (slot, backward(at(places, slot))));
    sweep(slots, anchors.iter().rev(), live, settings, |slot, side| {
        if let Some(sides) = sides.get_mut(slot) {
            sides.right = side;
        }
    });
    sides
}

/// Goes over the slots in one direction and hands out what the anchors behind say.
fn sweep<'a>(
    slots: impl Iterator<Item = (usize, [i64; 2])>,
    anchors: impl Iterator<Item = &'a AnchorBound>,
    live: bool,
    settings: &Settings,
    mut hand_out: impl FnMut(usize, Side),
) {
    let mut anchors = anchors.peekable();
    let (mut lows, mut highs) = (Ring::new(), Ring::new());
    for (slot, [near, far]) in slots {
        let mut own = Vec::new();
        while let Some(anchor) = anchors.next_if(|anchor| anchor.slot as usize == slot) {
            own.push(*anchor);
        }
        if !live {
            own.drain(..).for_each(|anchor| take(&mut lows, &mut highs, anchor, near, settings));
        } else {
            lows.forget(|place| near.saturating_sub(place) > LIVE_REACH);
            highs.forget(|place| near.saturating_sub(place) > LIVE_REACH);
        }
        let drift = settings.drift(far);
        let side = |low: i64, high: i64| Side {
            low: if low == i64::MAX { i64::MIN } else { low.saturating_neg().saturating_sub(drift) },
            high: shift(high, drift),
        };
        let nearest = side(lows.third(), highs.third());
        // Where those around say otherwise, the clock was set between them.
        let (narrowed, agrees) = nearest.intersect(side(lows.around(), highs.around()));
        hand_out(slot, if agrees { narrowed } else { nearest });
        own.into_iter().for_each(|anchor| take(&mut lows, &mut highs, anchor, near, settings));
    }
}

/// Both ends are kept as keys of which a smaller one is tighter.
fn take(lows: &mut Ring, highs: &mut Ring, anchor: AnchorBound, place: i64, settings: &Settings) {
    let drift = settings.drift(place);
    if anchor.low != i64::MIN {
        lows.push(place, anchor.low.saturating_add(drift).saturating_neg());
    }
    if anchor.high != i64::MAX {
        highs.push(place, anchor.high.saturating_sub(drift));
    }
}
