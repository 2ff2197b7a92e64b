//! Records of one device in an order of their own.
//!
//! An axis orders two records where a counter, a stream that keeps its order, or stamps and arrival together say so.
//! Each record has a place on it and a place from which on every other record comes after it: `a` is before `b`
//! exactly if `b.place >= a.clear`. A counter makes the next place clear; stamps that run back leave a gap.

use std::collections::BTreeMap;

use crate::{
    Assumption, AssumptionSet, Channel, EvidenceFinding, FindingKind, Observation, ObserverId, StreamOrder, Why,
    clock::MinTree,
    settings::{SECOND, at},
};

/// Records that are received within this can come from one queue, of which the slowest datagrams take so long.
const FLUSH_NANOS: i64 = 30 * SECOND;
/// Stamps of which one is so much further beyond its receipt than another waited for each other.
const LEAP_NANOS: i64 = 2 * SECOND;

/// Where a record stands on its axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) axis: u32,
    pub(crate) place: u32,
    /// From this place on the axis' records come after it; [`u32::MAX`] where none does.
    pub(crate) clear: u32,
}

/// All axes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Axes {
    /// For each record its spot, where it has one.
    pub(crate) spots: Vec<Option<Spot>>,
    /// For each axis how many places it has, and what its order rests on.
    pub(crate) axes: Vec<(u32, Why)>,
}

/// What holds records in one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Holder {
    Counter(ObserverId, u64, u32),
    Stream(ObserverId, u64),
    Arrival(ObserverId),
    File(ObserverId, u64),
}

impl Axes {
    /// Finds the axes; a counter that repeats or runs back orders nothing and is a finding.
    pub(crate) fn find(
        observations: &[Observation],
        repeats: &[Option<u32>],
        assume: AssumptionSet,
        findings: &mut Vec<EvidenceFinding>,
    ) -> Self {
        let mut members: BTreeMap<Holder, Vec<u32>> = BTreeMap::new();
        for ((index, of), repeat) in (0_u32..).zip(observations).zip(repeats) {
            // What is told again later has no place of its own among the records.
            let holder = find_holder(of, assume).filter(|_| !of.clock.told_later);
            if let (None, Some(holder)) = (repeat, holder) {
                members.entry(holder).or_default().push(index);
            }
        }
        let mut axes = Self { spots: vec![None; observations.len()], axes: Vec::new() };
        for (holder, mut members) in members {
            match holder {
                Holder::Counter(..) => {
                    sort_by_position(&mut members, observations);
                    if check_counter(&members, observations, findings) {
                        axes.add_chain(&members, Why::CounterGrows);
                    }
                }
                Holder::Stream(..) => {
                    sort_by_position(&mut members, observations);
                    axes.add_chain(&members, Why::StreamKeepsOrder);
                }
                Holder::Arrival(..) => {
                    let key = |index: &u32| observations.get(*index as usize).map(|of| (of.received_at, of.id));
                    members.sort_by_key(key);
                    axes.add_agreeing(&members, observations, |one, other| one.received_at == other.received_at);
                    axes.clear_flushes(&members, observations);
                }
                Holder::File(..) => {
                    sort_by_position(&mut members, observations);
                    axes.add_agreeing(&members, observations, |one, other| one.position == other.position);
                }
            }
        }
        axes
    }

    /// True where one comes before the other on their axis.
    pub(crate) fn precedes(&self, one: u32, other: u32) -> bool {
        match (at(&self.spots, one as usize), at(&self.spots, other as usize)) {
            (Some(one), Some(other)) => one.axis == other.axis && other.place >= one.clear,
            _ => false,
        }
    }

    /// Takes a record off its axis: it orders nothing and nothing orders it.
    pub(crate) fn remove(&mut self, index: u32) {
        if let Some(spot) = self.spots.get_mut(index as usize) {
            *spot = None;
        }
    }

    fn set(&mut self, index: u32, spot: Spot) {
        if let Some(slot) = self.spots.get_mut(index as usize) {
            *slot = Some(spot);
        }
    }

    fn next_axis(&self) -> u32 {
        u32::try_from(self.axes.len()).unwrap_or(u32::MAX)
    }

    fn add_chain(&mut self, members: &[u32], why: Why) {
        let axis = self.next_axis();
        for (place, index) in (0_u32..).zip(members) {
            self.set(*index, Spot { axis, place, clear: place + 1 });
        }
        self.axes.push((u32::try_from(members.len()).unwrap_or(u32::MAX), why));
    }

    /// Members in the order of arrival; those that arrived together share a place. A record is clear from the place on
    /// from which every later one also has a stamp beyond its own.
    fn add_agreeing(
        &mut self,
        members: &[u32],
        observations: &[Observation],
        together: impl Fn(&Observation, &Observation) -> bool,
    ) {
        let axis = self.next_axis();
        let records: Vec<(u32, &Observation)> =
            members.iter().filter_map(|index| Some((*index, observations.get(*index as usize)?))).collect();
        let mut places = Vec::with_capacity(records.len());
        // The smallest stamp at each place, then from each place on.
        let mut least: Vec<i64> = Vec::new();
        let mut before: Option<&Observation> = None;
        for (_, of) in &records {
            let stamp = of.written.map_or(i64::MAX, |written| written.at.0);
            match least.last_mut().filter(|_| before.is_some_and(|before| together(before, of))) {
                Some(last) => *last = stamp.min(*last),
                None => least.push(stamp),
            }
            places.push(least.len() - 1);
            before = Some(of);
        }
        let mut smallest = i64::MAX;
        for stamp in least.iter_mut().rev() {
            smallest = smallest.min(*stamp);
            *stamp = smallest;
        }
        for ((index, of), place) in records.iter().zip(places) {
            let end = of.written.map_or(i64::MAX, |written| written.at.0.saturating_add(written.precision));
            let clear = least.partition_point(|stamp| *stamp < end).max(place + 1);
            let clear = if clear >= least.len() { u32::MAX } else { u32::try_from(clear).unwrap_or(u32::MAX) };
            self.set(*index, Spot { axis, place: u32::try_from(place).unwrap_or(u32::MAX), clear });
        }
        self.axes.push((u32::try_from(least.len()).unwrap_or(u32::MAX), Why::StampsAndArrival));
    }

    /// Takes back what arrival says within one flush of a queue: there datagrams overtake each other, and where the clock
    /// was set back while they waited, stamps and arrival can agree and both be wrong. A flush shows itself by stamps
    /// that lie further apart than their receipts.
    fn clear_flushes(&mut self, members: &[u32], observations: &[Observation]) {
        // For each place when it was received, and the most that a stamp there is beyond its receipt, negated.
        let mut received: Vec<i64> = Vec::new();
        let mut beyond: Vec<i64> = Vec::new();
        let records: Vec<(u32, i64, i64)> = members
            .iter()
            .filter_map(|index| {
                let of = observations.get(*index as usize)?;
                Some((*index, of.received_at.0, of.written?.at.0.saturating_sub(of.received_at.0)))
            })
            .collect();
        for (index, at_receipt, apparent) in &records {
            let Some(spot) = at(&self.spots, *index as usize) else { continue };
            let place = spot.place as usize;
            if received.len() <= place {
                received.resize(place + 1, *at_receipt);
                beyond.resize(place + 1, i64::MAX);
            }
            if let Some(most) = beyond.get_mut(place) {
                *most = (*most).min(apparent.saturating_neg());
            }
        }
        let tree = MinTree::build(beyond.iter().copied());
        for (index, at_receipt, apparent) in records {
            let Some(mut spot) = at(&self.spots, index as usize) else { continue };
            let end = received.partition_point(|of| *of <= at_receipt.saturating_add(FLUSH_NANOS));
            let leaps = apparent.saturating_add(LEAP_NANOS).saturating_neg();
            if let Some(last) = find_last_below(&tree, spot.place as usize + 1..end, leaps) {
                spot.clear = spot.clear.max(u32::try_from(last + 1).unwrap_or(u32::MAX));
                self.set(index, spot);
            }
        }
    }
}

/// The last place in a range whose value is below another.
fn find_last_below(tree: &MinTree, mut range: std::ops::Range<usize>, value: i64) -> Option<usize> {
    if range.is_empty() || tree.min(range.clone()) >= value {
        return None;
    }
    while range.len() > 1 {
        let middle = range.start.midpoint(range.end);
        range = if tree.min(middle..range.end) < value { middle..range.end } else { range.start..middle };
    }
    Some(range.start)
}

fn find_holder(of: &Observation, assume: AssumptionSet) -> Option<Holder> {
    match of.order {
        StreamOrder::Counted { chain, .. } if assume.contains(Assumption::CounterGrows) => {
            Some(Holder::Counter(of.observer, of.stream.0, chain))
        }
        StreamOrder::Kept if assume.contains(Assumption::StreamKeepsOrder) => {
            Some(Holder::Stream(of.observer, of.stream.0))
        }
        _ if !assume.contains(Assumption::StampsAndArrivalAgree) || of.written.is_none() => None,
        _ if of.channel == Channel::Import => Some(Holder::File(of.observer, of.stream.0)),
        _ => Some(Holder::Arrival(of.observer)),
    }
}

fn sort_by_position(members: &mut [u32], observations: &[Observation]) {
    members.sort_by_key(|index| observations.get(*index as usize).map(|of| (of.stream, of.position, of.id)));
}

/// True where the counter grows in the order of arrival all along.
fn check_counter(members: &[u32], observations: &[Observation], findings: &mut Vec<EvidenceFinding>) -> bool {
    let count = |index: &u32| match observations.get(*index as usize).map(|of| (of.id, of.order)) {
        Some((id, StreamOrder::Counted { value, .. })) => Some((value, id)),
        _ => None,
    };
    let counts: Vec<_> = members.iter().filter_map(count).collect();
    let breach = counts.windows(2).find_map(|pair| match pair {
        [(one, first), (other, second)] if one >= other => {
            let kind = if one == other { FindingKind::CounterRepeats } else { FindingKind::CounterRunsBack };
            Some(EvidenceFinding::of_events(kind, &[*first, *second]))
        }
        _ => None,
    });
    let stands = breach.is_none();
    findings.extend(breach);
    stands
}
