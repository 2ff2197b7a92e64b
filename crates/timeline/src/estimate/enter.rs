//! What was placed anew is entered: copies follow, and a guess is made where nothing bounds a clock.

use std::collections::{BTreeMap, BTreeSet};

use super::{Arrival, Estimate, ROUNDS, bound_unread, guess_by_stamp, side_of};
use crate::{ObserverId, Timing, clock::Clock, settings::at};

impl Estimate {
    /// Enters the times that were placed, each record's once, and their copies'; gives the records whose times are others
    /// now, and the new one. None where a clock is not bounded any more that was.
    pub(super) fn enter(&mut self, mut placed: Vec<(u32, Timing)>, of: Arrival<'_>) -> Option<Vec<u32>> {
        let copies = placed.iter().filter_map(|(index, timing)| Some((self.copies.get(index)?, *timing)));
        let copies: Vec<(u32, Timing)> =
            copies.flat_map(|(copies, timing)| copies.iter().map(move |copy| (*copy, timing))).collect();
        placed.extend(copies);
        for side in self.count_again(&placed, of) {
            self.place_side(side, &mut placed, of)?;
        }
        let mut changed = vec![of.index];
        for (index, mut timing) in placed {
            // Where one is bounded its side is.
            if timing.earliest == i64::MIN {
                guess_by_stamp(of.observations.get(index as usize)?, &mut timing, &self.bounded);
            }
            if let Some(known) = self.timings.get_mut(index as usize).filter(|known| **known != timing) {
                *known = timing;
                changed.push(index);
            }
        }
        changed.sort_unstable();
        changed.dedup();
        Some(changed)
    }

    /// Counts anew how many records of each side are bounded; gives those of which any or none is now.
    fn count_again(&mut self, placed: &[(u32, Timing)], of: Arrival<'_>) -> BTreeSet<(ObserverId, bool)> {
        let mut flipped = BTreeSet::new();
        for (index, timing) in placed {
            let Some(own) = of.observations.get(*index as usize) else { continue };
            let before = at(&self.timings, *index as usize).earliest != i64::MIN;
            let is_bounded = timing.earliest != i64::MIN;
            if before == is_bounded {
                continue;
            }
            let count = self.bounded.entry(side_of(own)).or_default();
            let was_bounded = *count > 0;
            *count = if is_bounded { *count + 1 } else { count.saturating_sub(1) };
            if was_bounded != (*count > 0) {
                flipped.insert(side_of(own));
            }
        }
        flipped
    }

    /// Places all records of a side of which any or none is bounded now: what is not is guessed otherwise. None where
    /// other clocks bound it.
    fn place_side(&self, side: (ObserverId, bool), placed: &mut Vec<(u32, Timing)>, of: Arrival<'_>) -> Option<()> {
        let number = self.numbers.get(&side).map(|number| *number as usize);
        if self.is_open(side.0) || number.and_then(|number| self.clocks.get(number)).is_some_and(Clock::is_open) {
            return None;
        }
        let known: BTreeMap<u32, Timing> = placed.iter().copied().collect();
        for (index, _) in (0_u32..).zip(of.observations).filter(|(_, own)| side_of(own) == side) {
            if known.contains_key(&index) {
                continue;
            }
            let first = at(of.repeats, index as usize).unwrap_or(index);
            let timing = known.get(&first).copied();
            placed.push((index, timing.map_or_else(|| self.place_again(first, of), Some)?));
        }
        Some(())
    }

    /// The time of a record by its clock as it stands.
    pub(super) fn place_again(&self, index: u32, of: Arrival<'_>) -> Option<Timing> {
        let own = of.observations.get(index as usize)?;
        let Some(home) = at(&self.homes, index as usize) else { return Some(bound_unread(own, of.settings)) };
        let clock = self.clocks.get(home.clock as usize)?;
        let (sample, slot) = (clock.samples.get(home.place as usize)?, at(&clock.slots, home.place as usize));
        Some(clock.place_with(at(&clock.offsets, slot as usize), sample, ROUNDS, of.settings))
    }
}
