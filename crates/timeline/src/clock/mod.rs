//! The model of one observer's clock: how far it stands from UTC, as bounds.
//!
//! A live clock is bounded by its receipts ([`receipts`]), every clock by anchors ([`anchors`]); the bounds of both
//! sides of a record are put together as a hull ([`side`]), so that one step needs no detection.

mod again;
mod anchors;
mod batching;
mod groups;
mod grow;
mod guess;
mod offset;
mod receipts;
mod side;
mod stated;
mod tree;

use std::ops::Range;

pub(crate) use again::is_sent_again;
pub(crate) use anchors::AnchorBound;
pub(crate) use groups::Sample;
pub(crate) use grow::{FileOrder, Grown};
pub(crate) use offset::Offset;
pub(crate) use side::Side;
pub(crate) use tree::MinTree;

use crate::{
    Assumption, AssumptionSet, Channel, ObserverId, Settings, Timing, peers::PeerBound, settings::at, work::count_work,
};
use again::{are_fast, count_fast};
use anchors::{Place, bound_by_anchors, find_reached, find_reached_live};
use batching::{Batching, round_up};
use groups::{Group, group_deliveries};
use guess::{guess_live, guess_stamped};
use offset::put_together;
use receipts::{Receipts, allow_delay, hear_receipts};
use side::Sides;
use stated::Statements;

/// What bounds partners is bounded by partners: the second round is the last that gains.
pub(crate) const ROUNDS: usize = 2;

/// One observer's clock, as its live records or its imported ones show it.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    pub(crate) observer: ObserverId,
    pub(crate) channel: Channel,
    /// Live: in the order of receipt. Imported: in the order of the files.
    pub(crate) samples: Vec<Sample>,
    /// Imported: what the samples are sorted by.
    orders: Vec<FileOrder>,
    /// For each sample the slot that it is bounded with: a group of deliveries, or itself.
    pub(crate) slots: Vec<u32>,
    pub(crate) groups: Vec<Group>,
    places: Vec<Place>,
    /// For each slot what the receipts around it say.
    receipts: Vec<Receipts>,
    /// δ with what was measured of batching.
    pub(crate) delay: i64,
    /// The same, rounded up further: what others are bounded by, so that they seldom are by another.
    delay_told: i64,
    /// The batching alone.
    pub(crate) batching: i64,
    measured: Batching,
    rounds: [Round; ROUNDS],
    pub(crate) offsets: Vec<Offset>,
    /// How far it stands off by the clocks that told of the same happenings.
    pub(crate) peers: Option<PeerBound>,
    /// What that, or what its anchors say, rests on beside them.
    peers_rest_on: Option<AssumptionSet>,
    statements: Statements,
    /// Live: how many deliveries run fast behind the one before them.
    fast: usize,
    /// What its receipts rest on, all together.
    rests_on: AssumptionSet,
}

/// What the anchors say in one round.
#[derive(Clone, Debug, Default)]
struct Round {
    /// Sorted by slot, of one slot by its samples.
    anchors: Vec<AnchorBound>,
    sides: Vec<Sides>,
}

impl Clock {
    /// A live clock; samples in the order of receipt.
    pub(crate) fn build_live(observer: ObserverId, samples: Vec<Sample>, settings: &Settings) -> Self {
        let (groups, slots) = group_deliveries(&samples);
        let measured = Batching::measure(&groups, settings);
        let receipts = hear_receipts(&groups, 0..groups.len(), settings);
        let places = groups.iter().map(place_group).collect();
        Self::build(
            Self {
                observer,
                channel: Channel::Live,
                rests_on: rest_on(&samples),
                statements: Statements::count(&samples),
                fast: count_fast(&groups),
                samples,
                orders: Vec::new(),
                slots,
                groups,
                places,
                receipts,
                delay: 0,
                delay_told: 0,
                batching: 0,
                measured,
                rounds: Default::default(),
                offsets: Vec::new(),
                peers: None,
                peers_rest_on: None,
            },
            settings,
        )
    }

    /// An imported one. Distances are those of its own way, steps and all.
    pub(crate) fn build_import(observer: ObserverId, samples: Vec<(u64, u64, Sample)>, settings: &Settings) -> Self {
        let (orders, samples) = grow::merge_files(samples);
        let mut clock = Self {
            observer,
            channel: Channel::Import,
            slots: (0..u32::try_from(samples.len()).unwrap_or(u32::MAX)).collect(),
            receipts: vec![Default::default(); samples.len()],
            groups: Vec::new(),
            places: Vec::new(),
            delay: 0,
            delay_told: 0,
            batching: 0,
            measured: Batching::default(),
            rounds: Default::default(),
            offsets: Vec::new(),
            peers: None,
            peers_rest_on: None,
            statements: Statements::count(&samples),
            fast: 0,
            rests_on: rest_on(&samples),
            orders,
            samples,
        };
        clock.places = clock.place_files();
        Self::build(clock, settings)
    }

    fn build(mut clock: Self, settings: &Settings) -> Self {
        for round in &mut clock.rounds {
            round.sides = vec![Sides::default(); clock.places.len()];
        }
        if clock.channel == Channel::Live {
            clock.take_measured(settings);
        }
        clock.settle(0, settings);
        clock
    }

    /// Takes over what was measured of its deliveries.
    fn take_measured(&mut self, settings: &Settings) {
        self.batching = self.measured.nanos();
        self.delay = settings.min_delay.saturating_add(self.batching);
        self.delay_told = round_up(self.delay);
    }

    /// Works out what is known at each slot after so many rounds of anchors.
    pub(crate) fn settle(&mut self, after: usize, settings: &Settings) {
        self.offsets = (0..self.places.len()).map(|slot| self.offset(slot, after, settings)).collect();
        self.judge_statements(after);
    }

    /// δ as it is used after so many rounds: what is known in the end bounds nobody else.
    const fn delay_after(&self, after: usize) -> i64 {
        if after < ROUNDS { self.delay_told } else { self.delay }
    }

    fn place_files(&self) -> Vec<Place> {
        let mut way = 0_i64;
        let mut before = self.samples.first().map_or(0, |sample| sample.stamp);
        let places = self.samples.iter().map(|sample| {
            way = way.saturating_add(i64::try_from(sample.stamp.abs_diff(before)).unwrap_or(i64::MAX));
            before = sample.stamp;
            Place { first: way, last: way.saturating_add(sample.precision) }
        });
        places.collect()
    }

    /// What receipts and anchors say at a slot after so many rounds.
    pub(crate) fn offset(&self, slot: usize, after: usize, settings: &Settings) -> Offset {
        let delay = allow_delay(self.delay_after(after), settings);
        let (receipts, is_disputed) = at(&self.receipts, slot).settle(delay);
        let round = after.checked_sub(1).and_then(|round| self.rounds.get(round));
        let sides = round.map(|round| at(&round.sides, slot)).unwrap_or_default();
        // Receipts bound the newest record from one side; a file's edge is left open.
        let edge = self.channel == Channel::Live && settings.assume.contains(Assumption::NoStepAtEdge);
        Offset { is_disputed, ..put_together(receipts, sides, edge) }
    }

    /// Takes all anchors of a round, sorted by slot; those of an earlier one are forgotten.
    pub(crate) fn apply_anchors(&mut self, round: usize, anchors: Vec<AnchorBound>, settings: &Settings) {
        let live = self.channel == Channel::Live;
        if let Some(of) = self.rounds.get_mut(round) {
            of.anchors = anchors;
            of.sides = bound_by_anchors(&self.places, 0..self.places.len(), &of.anchors, live, settings);
        }
        self.settle(round + 1, settings);
    }

    /// Rests it on other clocks, as nothing else bounds it.
    pub(crate) const fn rest_on_peers(&mut self, bound: Option<PeerBound>, rests_on: AssumptionSet) {
        (self.peers, self.peers_rest_on) = (bound, Some(rests_on));
    }

    /// True where it rests on other clocks, or would if any told the same.
    pub(crate) const fn is_open(&self) -> bool {
        self.peers_rest_on.is_some()
    }

    /// True where its receipts follow one who sends again what was kept.
    pub(crate) const fn runs_fast(&self) -> bool {
        are_fast(self.fast, self.groups.len())
    }

    /// The slots at which the receipts of one side contradict themselves.
    pub(crate) fn disputed(&self) -> impl Iterator<Item = usize> {
        self.offsets.iter().enumerate().filter(|(_, of)| of.is_disputed).map(|(slot, _)| slot)
    }

    /// The samples of a range of slots.
    pub(crate) fn samples_of(&self, slots: &Range<usize>) -> Range<usize> {
        let from = self.slots.partition_point(|slot| (*slot as usize) < slots.start);
        from..self.slots.partition_point(|slot| (*slot as usize) < slots.end)
    }

    /// The samples of some slots in ascending order, each with what stands beside its slot.
    pub(crate) fn samples_at<'a, T: Copy>(&'a self, slots: &'a [(usize, T)]) -> impl Iterator<Item = (&'a Sample, T)> {
        let mut end = 0;
        slots.iter().flat_map(move |(slot, beside)| {
            let is_at = |place: usize| self.slots.get(place).is_some_and(|of| *of as usize == *slot);
            // Most often the next slot is asked for next.
            let from = if is_at(end) { end } else { self.samples_of(&(*slot..*slot + 1)).start };
            end = from + (from..).take_while(|place| is_at(*place)).count();
            self.samples.get(from..end).unwrap_or_default().iter().map(move |sample| (sample, *beside))
        })
    }

    /// When a sample was stamped, in true time, by an offset and what is known after so many rounds.
    pub(crate) fn place_with(&self, mut offset: Offset, sample: &Sample, after: usize, settings: &Settings) -> Timing {
        count_work(1);
        if let Some(peers) = self.peers {
            offset.narrow(peers.side_at(sample.stamp, settings));
        }
        if let Some(rests_on) = self.peers_rest_on {
            offset.used = offset.used.union(AssumptionSet::ANCHORS).union(rests_on);
        }
        let exact = self.channel == Channel::Import || self.peers.is_some();
        let received = sample.received.saturating_add(sample.error);
        let hull = offset.hull;
        let mut timing = Timing::up_to(received, sample.rests_on);
        let own_low = sample.stamp.saturating_sub(received);
        if hull.high != i64::MAX && (exact || hull.high >= own_low) {
            // Its own delay lies between its receipt and the moment that its neighbours' receipts are compared to.
            let apart = hull.high.saturating_sub(own_low).saturating_add(self.delay_after(after));
            let slop = if exact { 0 } else { settings.drift(apart) };
            timing.earliest = sample.stamp.saturating_sub(hull.high).saturating_sub(slop);
            timing.used_earliest = offset.used.union(self.rests_on);
        }
        // Receipts say nothing of how late a record came; what others told does.
        let low = if exact { hull.low } else { offset.anchored_low };
        if low != i64::MIN {
            let latest = sample.stamp.saturating_add(sample.precision - 1).saturating_sub(low);
            // The bound is of its receipt; the clock may have drifted while the record waited.
            let waited = received.saturating_sub(latest).max(0);
            let latest = if exact { latest } else { latest.saturating_add(settings.drift(waited)) };
            if latest < timing.latest {
                timing.latest = latest;
                timing.used_latest = offset.used.union(self.rests_on);
            }
        }
        if timing.earliest > timing.latest {
            timing.earliest = i64::MIN;
            timing.used_earliest = AssumptionSet::NONE;
            timing.disputed = true;
        }
        timing.disputed |= !exact && hull.high < own_low;
        let guess = if exact { guess_stamped(sample, &offset) } else { guess_live(sample, &offset, self.batching) };
        timing.best = guess.clamp(timing.earliest, timing.latest);
        if let Some(off_max) = sample.stated.filter(|_| self.statements.are_believed(after)) {
            stated::take_stated(&mut timing, sample.stamp, sample.precision, off_max, settings);
        }
        timing
    }
}

const fn place_group(group: &Group) -> Place {
    Place { first: group.first, last: group.last }
}

fn rest_on(samples: &[Sample]) -> AssumptionSet {
    samples.iter().fold(AssumptionSet::NONE, |all, sample| all.union(sample.rests_on))
}
