//! One record more: only what it can change is estimated anew.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{Estimate, Home, Known, ROUNDS, bound_by_partners, bound_unread, is_live, read_sample};
use crate::{
    Assumption, AssumptionSet, Channel, Observation, ObserverId, Settings, Timing,
    anchor::Keyed,
    clock::{Clock, Grown, Sample},
    settings::at,
};

/// What a record more is estimated from: itself and all others.
#[derive(Clone, Copy)]
pub(crate) struct Arrival<'a> {
    pub(crate) index: u32,
    pub(crate) observations: &'a [Observation],
    pub(crate) repeats: &'a [Option<u32>],
    pub(crate) keyed: &'a Keyed,
    /// Records that have got or lost partners by it.
    pub(crate) rematched: &'a [u32],
    pub(crate) settings: &'a Settings,
}

/// What a record more changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Estimated {
    /// The records whose times are others, and its own.
    pub(crate) records: Vec<u32>,
    /// The clocks of which something is known otherwise.
    pub(crate) clocks: BTreeSet<usize>,
}

/// Slots that are to be placed anew, by clock.
type Touched = BTreeMap<usize, Vec<usize>>;

/// Of each clock that was touched, whether its statements were believed before and after each round.
type Believed = BTreeMap<usize, [bool; ROUNDS + 1]>;

impl Estimate {
    /// Takes in the last record. None where its place among the others is such that all must be estimated anew: where it
    /// touches what clocks that nothing else bounds are compared by, where it makes what its clock says of itself worth
    /// belief or not, where its observer sends again what was kept, or where a file's order is another with it.
    pub(crate) fn insert(&mut self, of: Arrival<'_>) -> Option<Estimated> {
        let own = of.observations.get(of.index as usize)?;
        if self.is_compared_by(own) {
            return None;
        }
        let unread = bound_unread(own, of.settings);
        self.timings.push(unread);
        self.known.iter_mut().for_each(|known| known.push((unread.earliest, unread.latest)));
        self.homes.push(None);
        let mut estimated = Estimated::default();
        // Each record once.
        let mut placed: Vec<(u32, Timing)> = Vec::new();
        if let Some(first) = at(of.repeats, of.index as usize) {
            self.copies.entry(first).or_default().push(of.index);
            // As its first was left: the guess is made anew.
            placed.push((first, self.place_again(first, of)?));
        } else {
            let mut believed = Believed::new();
            // What bounds no clock can still take partners from others.
            let grown = match read_sample(of.index, own, of.settings) {
                Some(sample) => Some(self.grow(own, sample, of.settings, &mut believed)?),
                None => None,
            };
            if grown.is_none() {
                placed.push((of.index, unread));
            }
            estimated.clocks.extend(grown.as_ref().map(|(number, _)| *number));
            let changed = grown.as_ref().map(|(number, grown)| self.place_first(*number, grown, of));
            self.run_rounds(grown.as_ref(), changed.unwrap_or_default(), of, &mut placed, &mut believed)?;
            for (number, before) in believed {
                if self.clocks.get(number)?.beliefs() != before {
                    return None;
                }
                estimated.clocks.insert(number);
            }
        }
        estimated.records = self.enter(placed, of)?;
        let are_linked = estimated.records.iter().any(|index| self.peers.linked.contains(index));
        (!are_linked).then_some(estimated)
    }

    /// True where clocks that nothing else bounds are compared by what this observer's records say of their clock.
    fn is_compared_by(&self, own: &Observation) -> bool {
        let collects = own.clock.collects && !self.peers.rests_on.contains(Assumption::MinDelay);
        self.peers.compared.contains(&own.observer) || !self.peers.compared.is_empty() && collects
    }

    /// True where nothing bounds what this observer's records say but other clocks that are compared with it.
    pub(crate) fn is_open(&self, observer: ObserverId) -> bool {
        [true, false].iter().all(|live| {
            let side = (observer, *live);
            let number = self.numbers.get(&side).map(|number| *number as usize);
            number.and_then(|number| self.clocks.get(number)).is_some_and(Clock::is_open)
                || self.bounded.get(&side).is_none_or(|count| *count == 0)
        })
    }

    /// Gives a clock its number, by which its records find it.
    pub(super) fn enter_clock(&mut self, number: usize) {
        if let (Some(clock), Ok(to)) = (self.clocks.get(number), u32::try_from(number)) {
            self.numbers.insert((clock.observer, clock.channel == Channel::Live), to);
        }
    }

    /// Notes where the samples of a clock stand, from one on.
    pub(super) fn settle_from(&mut self, number: usize, place: usize) {
        let (Some(clock), Ok(number)) = (self.clocks.get(number), u32::try_from(number)) else { return };
        for (place, sample) in clock.samples.iter().enumerate().skip(place) {
            if let (Some(home), Ok(place)) = (self.homes.get_mut(sample.index as usize), u32::try_from(place)) {
                *home = Some(Home { clock: number, place });
            }
        }
    }

    /// Gives its clock the sample; that clock's beliefs before it are noted.
    fn grow(
        &mut self,
        own: &Observation,
        sample: Sample,
        settings: &Settings,
        believed: &mut Believed,
    ) -> Option<(usize, Grown)> {
        let live = is_live(own, &sample);
        let (stream, position) = (own.stream.0, own.position.0);
        if live && self.sent_again.binary_search(&own.observer).is_ok() {
            return None;
        }
        let number = self.numbers.get(&(own.observer, live)).map(|number| *number as usize);
        if let Some((number, clock)) = number.and_then(|number| Some((number, self.clocks.get(number)?))) {
            believed.insert(number, clock.beliefs());
        }
        let (number, grown) = match number.and_then(|number| Some((number, self.clocks.get_mut(number)?))) {
            Some((_, clock)) if clock.peers.is_some() => return None,
            Some((number, clock)) if live => (number, clock.insert_live(sample, settings)),
            Some((number, clock)) => (number, clock.insert_import(stream, position, sample)?),
            // It would be one of those that are compared.
            None if !self.peers.bounds.is_empty() => return None,
            None => {
                self.clocks.push(if live {
                    Clock::build_live(own.observer, vec![sample], settings)
                } else {
                    Clock::build_import(own.observer, vec![(stream, position, sample)], settings)
                });
                self.enter_clock(self.clocks.len() - 1);
                (self.clocks.len() - 1, Grown { place: 0, moved: 0..1, slots: vec![0], all: false })
            }
        };
        self.settle_from(number, grown.place);
        (!self.clocks.get(number)?.runs_fast()).then_some((number, grown))
    }

    /// Places what the receipts place otherwise; gives the records that are known otherwise.
    fn place_first(&mut self, number: usize, grown: &Grown, of: Arrival<'_>) -> Vec<u32> {
        let Some(clock) = self.clocks.get_mut(number) else { return Vec::new() };
        let [known, ..] = &mut self.known;
        let mut changed = Vec::new();
        let offset = |slot: &usize| (*slot, clock.offset(*slot, 0, of.settings));
        let offsets: Vec<_> = grown.slots.iter().map(offset).collect();
        clock.judge_slots(0, &offsets);
        for (sample, offset) in clock.samples_at(&offsets) {
            let timing = clock.place_with(offset, sample, 0, of.settings);
            note(known, sample.index, &timing, &mut changed);
        }
        changed
    }

    /// Lets what is known otherwise bound its partners anew, round by round. What is placed otherwise in the end goes into
    /// `placed`. None where that reaches a clock that rests on others which are compared with it.
    fn run_rounds(
        &mut self,
        grown: Option<&(usize, Grown)>,
        mut changed: Vec<u32>,
        of: Arrival<'_>,
        placed: &mut Vec<(u32, Timing)>,
        believed: &mut Believed,
    ) -> Option<()> {
        let anchored = of.settings.assume.includes(AssumptionSet::ANCHORS);
        for round in 0..ROUNDS {
            let is_last = round + 1 == ROUNDS;
            let mut touched = Touched::new();
            if let Some((number, grown)) = grown {
                let all = 0..self.clocks.get(*number)?.offsets.len();
                touched.insert(*number, if is_last && grown.all { all.collect() } else { grown.slots.clone() });
            }
            if anchored {
                let mut owns: BTreeSet<u32> = of.rematched.iter().copied().collect();
                owns.extend(changed.iter().flat_map(|index| of.keyed.partners_of(*index)));
                for (number, ranges) in self.set_anchors(round, grown, &owns, of) {
                    let Some(clock) = self.clocks.get_mut(number) else { continue };
                    touched.entry(number).or_default().extend(clock.bound_again(round, ranges, of.settings));
                }
            }
            changed = Vec::new();
            let mut no_more = Vec::new();
            let known = self.known.get_mut(round + 1).unwrap_or(&mut no_more);
            for (number, mut slots) in touched {
                slots.sort_unstable();
                slots.dedup();
                let clock = self.clocks.get_mut(number).filter(|clock| clock.peers.is_none())?;
                believed.entry(number).or_insert_with(|| clock.beliefs());
                let offset = |slot| (slot, clock.offset(slot, round + 1, of.settings));
                let offsets: Vec<_> = slots.into_iter().map(offset).collect();
                clock.judge_slots(round + 1, &offsets);
                for (sample, offset) in clock.samples_at(&offsets) {
                    let timing = clock.place_with(offset, sample, round + 1, of.settings);
                    if is_last {
                        placed.push((sample.index, timing));
                    } else {
                        note(known, sample.index, &timing, &mut changed);
                    }
                }
                if is_last {
                    for (slot, offset) in offsets {
                        clock.offsets.iter_mut().skip(slot).take(1).for_each(|known| *known = offset);
                    }
                }
            }
        }
        Some(())
    }

    /// Sets what anchors these records; gives for each clock the slots that this reaches.
    fn set_anchors(
        &mut self,
        round: usize,
        grown: Option<&(usize, Grown)>,
        owns: &BTreeSet<u32>,
        of: Arrival<'_>,
    ) -> BTreeMap<usize, Vec<Range<usize>>> {
        let mut reached: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        let homes = &self.homes;
        let place_of = |own: u32| at(homes, own as usize).map_or(0, |home| home.place as usize);
        if let Some((number, grown)) = grown
            && let Some(clock) = self.clocks.get_mut(*number)
        {
            reached.entry(*number).or_default().push(clock.move_anchors(round, grown, place_of));
        }
        let Some(known) = self.known.get(round) else { return reached };
        for own in owns {
            let Some(home) = at(homes, *own as usize) else { continue };
            let known = |index: u32| known.get(index as usize).copied().unwrap_or((i64::MIN, i64::MAX));
            let bound = bound_by_partners(*own, of.observations, of.keyed, known, of.settings);
            let number = home.clock as usize;
            if let Some(clock) = self.clocks.get_mut(number)
                && let Some(range) = clock.set_anchor(round, *own, bound, place_of)
            {
                reached.entry(number).or_default().push(range);
            }
        }
        reached
    }
}

/// Notes what is known of a record before a round, and that it is known otherwise.
fn note(known: &mut [Known], index: u32, timing: &Timing, changed: &mut Vec<u32>) {
    let now = (timing.earliest, timing.latest);
    if let Some(known) = known.get_mut(index as usize).filter(|known| **known != now) {
        *known = now;
        changed.push(index);
    }
}
