//! One sample or one anchor more: what that changes of a clock, and no more, is worked out anew.

use std::ops::Range;

use super::{
    AnchorBound, Clock, Offset, Sample, bound_by_anchors, find_reached, find_reached_live, groups::regroup,
    hear_receipts, place_group,
};
use crate::{
    Channel, EventId, Settings,
    clock::receipts::{allow_delay, find_touched},
    settings::at,
};

/// Where a sample stands among those of one observer's files: each file keeps its own order, and they are merged by the
/// latest stamp so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FileOrder {
    latest: i64,
    stream: u64,
    position: u64,
    id: EventId,
    told_later: bool,
}

/// Several files of one observer in one order. What a record tells of an earlier moment stands where that is.
pub(super) fn merge_files(mut samples: Vec<(u64, u64, Sample)>) -> (Vec<FileOrder>, Vec<Sample>) {
    samples.sort_by_key(|(stream, position, sample)| (*stream, *position, sample.id));
    let mut latest = i64::MIN;
    let mut before = None;
    let mut merged: Vec<(FileOrder, Sample)> = Vec::with_capacity(samples.len());
    for (stream, position, sample) in samples {
        if before != Some(stream) {
            latest = i64::MIN;
        }
        before = Some(stream);
        let stands = if sample.told_later { sample.stamp } else { latest.max(sample.stamp) };
        if !sample.told_later {
            latest = stands;
        }
        let (id, told_later) = (sample.id, sample.told_later);
        merged.push((FileOrder { latest: stands, stream, position, id, told_later }, sample));
    }
    merged.sort_by_key(|(order, _)| *order);
    merged.into_iter().unzip()
}

/// What one sample more changed of a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grown {
    /// The place of the sample.
    pub(crate) place: usize,
    /// The slots that stand where others stood, or elsewhere on the clock's own way.
    pub(crate) moved: Range<usize>,
    /// The slots whose samples are to be placed anew, sorted.
    pub(crate) slots: Vec<usize>,
    /// True where in the end all are, as its deliveries took longer or less long than was known.
    pub(crate) all: bool,
}

impl Clock {
    /// Takes in one more live sample, with what its receipt rests on.
    pub(crate) fn insert_live(&mut self, sample: Sample, settings: &Settings) -> Grown {
        let place = self.samples.partition_point(|of| (of.received, of.id) < (sample.received, sample.id));
        self.samples.insert(place, sample);
        self.statements.count_one(&sample);
        let of = regroup(&mut self.groups, &mut self.slots, &self.samples, place);
        self.fast = (self.fast + of.fast_after).saturating_sub(of.fast_before);
        self.measured.measure_again(&self.groups, &of, settings);
        let fresh = self.groups.get(of.after.clone()).unwrap_or_default();
        self.places.splice(of.before.clone(), fresh.iter().map(place_group));
        self.receipts.splice(of.before.clone(), vec![Default::default(); of.after.len()]);
        self.make_room(&of.before, of.after.len());
        let before = (self.batching, self.delay_told, self.rests_on);
        self.rests_on = self.rests_on.union(sample.rests_on);
        self.take_measured(settings);
        let is_told_other = self.delay_told != before.1;
        let touched = find_touched(&self.groups, &of.changed, settings);
        let heard = hear_receipts(&self.groups, touched.clone(), settings);
        let mut slots = Vec::new();
        // What others are bounded by, and what is known in the end.
        let delays = [self.delay_told, self.delay].map(|delay| allow_delay(delay, settings));
        for (slot, heard) in touched.zip(heard) {
            let Some(known) = self.receipts.get_mut(slot) else { break };
            // Every record that makes the newest delivery longer moves the greatest window of all in reach, and hardly
            // any bound rests on that one.
            if delays.iter().any(|delay| known.settle(*delay) != heard.settle(*delay)) || of.after.contains(&slot) {
                slots.push(slot);
            }
            *known = heard;
        }
        if is_told_other {
            slots = (0..self.groups.len()).collect();
        }
        let all = before != (self.batching, self.delay_told, self.rests_on);
        Grown { place, moved: of.after, slots, all }
    }

    /// Takes in one more imported sample; none where it puts others of its file in another order.
    pub(crate) fn insert_import(&mut self, stream: u64, position: u64, sample: Sample) -> Option<Grown> {
        if !self.rests_on.includes(sample.rests_on) {
            return None;
        }
        let mut latest = sample.stamp;
        if !sample.told_later {
            let of_file = self.orders.iter().filter(|of| of.stream == stream && !of.told_later);
            let (before, after): (Vec<&FileOrder>, Vec<&FileOrder>) =
                of_file.partition(|of| (of.position, of.id) < (position, sample.id));
            latest = before.iter().map(|of| of.latest).max().unwrap_or(i64::MIN).max(latest);
            if after.iter().any(|of| of.latest < latest) {
                return None;
            }
        }
        let order = FileOrder { latest, stream, position, id: sample.id, told_later: sample.told_later };
        let place = self.orders.partition_point(|of| *of < order);
        self.orders.insert(place, order);
        self.samples.insert(place, sample);
        self.statements.count_one(&sample);
        self.slots.push(u32::try_from(self.slots.len()).unwrap_or(u32::MAX));
        self.receipts.insert(place, Default::default());
        self.make_room(&(place..place), 1);
        let places = self.place_files();
        let is_same = places.get(place + 1..) == self.places.get(place..);
        self.places = places;
        let moved = place..if is_same { place + 1 } else { self.places.len() };
        Some(Grown { place, moved, slots: vec![place], all: false })
    }

    fn make_room(&mut self, before: &Range<usize>, count: usize) {
        for round in &mut self.rounds {
            round.sides.splice(before.clone(), vec![Default::default(); count]);
        }
        self.offsets.splice(before.clone(), vec![Offset::default(); count]);
    }

    /// Tells the anchors of a round where their records stand after some moved. Gives the slots that this reaches.
    pub(crate) fn move_anchors(
        &mut self,
        round: usize,
        grown: &Grown,
        place_of: impl Fn(u32) -> usize,
    ) -> Range<usize> {
        let Some(of) = self.rounds.get_mut(round) else { return 0..0 };
        // Slots before the moved ones have kept their numbers, and anchors are in the order of their samples.
        let from = of.anchors.partition_point(|anchor| (anchor.slot as usize) < grown.moved.start);
        for anchor in of.anchors.iter_mut().skip(from) {
            anchor.slot = at(&self.slots, place_of(anchor.own));
        }
        let to = of.anchors.partition_point(|anchor| (anchor.slot as usize) < grown.moved.end);
        if from == to {
            return grown.moved.clone();
        }
        join(&self.reach(round, from..to, &grown.moved), &grown.moved)
    }

    /// Sets what anchors a record in a round. Gives the slots that this reaches; none where nothing changes.
    pub(crate) fn set_anchor(
        &mut self,
        round: usize,
        own: u32,
        bound: Option<(i64, i64)>,
        place_of: impl Fn(u32) -> usize,
    ) -> Option<Range<usize>> {
        let place = place_of(own);
        let slot = at(&self.slots, place);
        let anchors = &mut self.rounds.get_mut(round)?.anchors;
        let index = anchors.partition_point(|of| of.slot < slot || of.slot == slot && place_of(of.own) < place);
        let known = anchors.get(index).filter(|of| of.own == own).copied();
        let bound = bound.map(|(low, high)| AnchorBound { slot, own, low, high });
        let changed = match (known, bound) {
            (None, None) => return None,
            (Some(known), Some(bound)) if known == bound => return None,
            (Some(_), Some(bound)) => {
                anchors.iter_mut().skip(index).take(1).for_each(|of| *of = bound);
                index..index + 1
            }
            (None, Some(bound)) => {
                anchors.insert(index, bound);
                index..index + 1
            }
            (Some(_), None) => {
                anchors.remove(index);
                index..index
            }
        };
        let slot = slot as usize;
        Some(self.reach(round, changed, &(slot..slot + 1)))
    }

    /// The slots that anchors reach which changed in this range of their list and lie in these slots.
    fn reach(&self, round: usize, changed: Range<usize>, slots: &Range<usize>) -> Range<usize> {
        let anchors = self.rounds.get(round).map(|of| of.anchors.as_slice()).unwrap_or_default();
        if self.channel == Channel::Live {
            find_reached_live(&self.places, anchors, &changed, slots)
        } else {
            find_reached(anchors, &changed, self.places.len())
        }
    }

    /// Works out anew what the anchors of a round say at these slots; gives those at which it is another.
    pub(crate) fn bound_again(&mut self, round: usize, slots: Vec<Range<usize>>, settings: &Settings) -> Vec<usize> {
        let live = self.channel == Channel::Live;
        let mut changed = Vec::new();
        let Some(of) = self.rounds.get_mut(round) else { return changed };
        for range in merge(slots) {
            let sides = bound_by_anchors(&self.places, range.clone(), &of.anchors, live, settings);
            for (slot, sides) in range.zip(sides) {
                if let Some(known) = of.sides.get_mut(slot).filter(|known| **known != sides) {
                    *known = sides;
                    changed.push(slot);
                }
            }
        }
        changed
    }
}

/// From the first to the last of both.
fn join(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}

/// The same slots, each once.
fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|of| of.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
