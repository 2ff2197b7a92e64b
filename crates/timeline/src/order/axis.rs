//! Records of one device in an order of their own.
//!
//! An axis orders two records where a counter, a stream that keeps its order, or stamps and arrival together say so.
//! Each record has a place on it and a place from which on every other record comes after it: `a` is before `b`
//! exactly if `b.place >= a.clear`. A counter makes the next place clear; stamps that run back leave a gap.

use std::collections::BTreeMap;

use super::{
    agree::{Told, list_told},
    join::Joined,
};
use crate::{
    Assumption, AssumptionSet, Channel, EventId, EvidenceFinding, FindingKind, Observation, ObserverId, StreamOrder,
    Why,
    settings::{at, with_room},
};

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
    pub(crate) axes: Vec<Axis>,
    numbers: BTreeMap<Holder, u32>,
}

/// Records of one device in an order of their own.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    pub(super) holder: Holder,
    /// What its order rests on.
    pub(crate) why: Why,
    /// In its order.
    pub(crate) members: Vec<u32>,
    /// From which place on each is before all others, by that place.
    pub(crate) opens: Vec<(u32, u32)>,
    /// How many places it has.
    pub(crate) places: u32,
    /// What its members say, where stamps and arrival order them, in its order; and the smallest stamp from each place on.
    pub(super) told: Vec<Told>,
    pub(super) least: Vec<i64>,
    /// A counter that repeats or runs back orders nothing.
    pub(crate) breach: Option<EvidenceFinding>,
}

impl Axis {
    /// The members that stand at a place.
    pub(crate) fn members_at(&self, place: u32, spots: &[Option<Spot>]) -> &[u32] {
        let place_of = |index: &u32| at(spots, *index as usize).map_or(0, |spot| spot.place);
        let from = self.members.partition_point(|index| place_of(index) < place);
        let here = self.members.get(from..).unwrap_or_default();
        here.get(..here.iter().take_while(|index| place_of(index) == place).count()).unwrap_or_default()
    }

    /// The members that are before all from a place on, and not from an earlier one.
    pub(crate) fn opening(&self, place: u32) -> &[(u32, u32)] {
        let from = self.opens.partition_point(|(clear, _)| *clear < place);
        self.opens.get(from..self.opens.partition_point(|(clear, _)| *clear <= place)).unwrap_or_default()
    }
}

/// What a record more changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Inserted {
    pub(crate) axis: u32,
    /// The place that is new: what stood there, and all behind, moved up.
    pub(crate) room: Option<u32>,
    /// The members that are before all from another place on, with the place that it was; none where any may stand
    /// anywhere.
    pub(crate) moved: Option<Vec<(u32, u32)>>,
    /// True where its counter orders nothing any more.
    pub(crate) breaks: bool,
}

/// What holds records in one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holder {
    Counter(ObserverId, u64, u32),
    Stream(ObserverId, u64),
    Arrival(ObserverId),
    File(ObserverId, u64),
}

impl Holder {
    const fn why(self) -> Why {
        match self {
            Self::Counter(..) => Why::CounterGrows,
            Self::Stream(..) => Why::StreamKeepsOrder,
            Self::Arrival(..) | Self::File(..) => Why::StampsAndArrival,
        }
    }

    /// What its members are sorted by.
    const fn sort_key(self, of: &Observation) -> (i64, u64, u64, EventId) {
        match self {
            Self::Arrival(..) => (of.received_at.0, 0, 0, of.id),
            Self::Counter(..) | Self::Stream(..) | Self::File(..) => (0, of.stream.0, of.position.0, of.id),
        }
    }
}

impl Axes {
    /// Finds the axes; a counter that repeats or runs back orders nothing and is a finding.
    pub(crate) fn find(observations: &[Observation], repeats: &[Option<u32>], assume: AssumptionSet) -> Self {
        let mut members: BTreeMap<Holder, Vec<(_, u32)>> = BTreeMap::new();
        for ((index, of), repeat) in (0_u32..).zip(observations).zip(repeats) {
            if let (None, Some(holder)) = (repeat, find_holder(of, assume)) {
                members.entry(holder).or_default().push((holder.sort_key(of), index));
            }
        }
        let mut axes = Self { spots: with_room(vec![None; observations.len()]), ..Self::default() };
        for (holder, mut members) in members {
            members.sort_unstable();
            let number = axes.add_axis(holder);
            if let Some(axis) = axes.axes.get_mut(number as usize) {
                axis.members = members.into_iter().map(|(_, index)| index).collect();
            }
            axes.arrange(number, observations);
        }
        axes
    }

    /// Takes in the last record, where it is no copy; gives its axis, where it has one. The spots of all on it may be
    /// others.
    pub(crate) fn insert(
        &mut self,
        index: u32,
        observations: &[Observation],
        repeats: &[Option<u32>],
        assume: AssumptionSet,
    ) -> Option<Inserted> {
        self.spots.push(None);
        let of = observations.get(index as usize).filter(|_| at(repeats, index as usize).is_none())?;
        let holder = find_holder(of, assume)?;
        let number = self.numbers.get(&holder).copied().unwrap_or_else(|| self.add_axis(holder));
        let axis = self.axes.get_mut(number as usize)?;
        let key = |index: u32| observations.get(index as usize).map(|of| holder.sort_key(of));
        let place = axis.members.partition_point(|of| key(*of) < key(index));
        axis.members.insert(place, index);
        let had_order = axis.breach.is_none();
        let Some(Joined { room, moved }) = self.join(number, place, observations) else {
            self.arrange(number, observations);
            let breaks = had_order && self.axes.get(number as usize).is_some_and(|axis| axis.breach.is_some());
            return Some(Inserted { axis: number, room: None, moved: None, breaks });
        };
        Some(Inserted { axis: number, room, moved: Some(moved), breaks: false })
    }

    /// Gives every member of an axis its spot.
    fn arrange(&mut self, number: u32, observations: &[Observation]) {
        let Some(axis) = self.axes.get_mut(number as usize) else { return };
        let members = std::mem::take(&mut axis.members);
        let holder = axis.holder;
        let (mut told, mut least) = (Vec::new(), Vec::new());
        let (mut breach, mut places) = (None, u32::try_from(members.len()).unwrap_or(u32::MAX));
        match holder {
            Holder::Counter(..) => {
                breach = find_breach(&members, observations);
                if breach.is_none() {
                    self.set_chain(number, &members);
                } else {
                    members.iter().for_each(|index| self.remove(*index));
                }
            }
            Holder::Stream(..) => self.set_chain(number, &members),
            Holder::Arrival(..) => {
                told = list_told(&members, observations, |one, other| one.received_at == other.received_at);
                places = self.set_agreeing(number, &mut told, &mut least);
                self.clear_flushes(number, &mut told);
            }
            Holder::File(..) => {
                told = list_told(&members, observations, |one, other| one.position == other.position);
                places = self.set_agreeing(number, &mut told, &mut least);
            }
        }
        let opens = members.iter().filter_map(|index| Some((at(&self.spots, *index as usize)?.clear, *index)));
        let mut opens: Vec<(u32, u32)> = opens.filter(|(clear, _)| *clear < places).collect();
        opens.sort();
        if let Some(axis) = self.axes.get_mut(number as usize) {
            *axis = Axis { members, opens, places, told, least, breach, ..*axis };
        }
    }

    /// True where one comes before the other on their axis.
    pub(crate) fn precedes(&self, one: u32, other: u32) -> bool {
        match (at(&self.spots, one as usize), at(&self.spots, other as usize)) {
            (Some(one), Some(other)) => one.axis == other.axis && other.place >= one.clear,
            _ => false,
        }
    }

    /// Why the order of a record's axis is stated.
    pub(crate) fn why(&self, index: u32) -> Why {
        let axis = at(&self.spots, index as usize).and_then(|spot| self.axes.get(spot.axis as usize));
        axis.map_or(Why::StampsAndArrival, |axis| axis.why)
    }

    /// Takes a record off its axis: it orders nothing and nothing orders it.
    pub(crate) fn remove(&mut self, index: u32) {
        if let Some(spot) = self.spots.get_mut(index as usize) {
            *spot = None;
        }
    }

    pub(super) fn set(&mut self, index: u32, spot: Spot) {
        if let Some(slot) = self.spots.get_mut(index as usize) {
            *slot = Some(spot);
        }
    }

    fn add_axis(&mut self, holder: Holder) -> u32 {
        let number = u32::try_from(self.axes.len()).unwrap_or(u32::MAX);
        self.axes.push(Axis {
            holder,
            why: holder.why(),
            members: Vec::new(),
            opens: Vec::new(),
            places: 0,
            told: Vec::new(),
            least: Vec::new(),
            breach: None,
        });
        self.numbers.insert(holder, number);
        number
    }

    fn set_chain(&mut self, axis: u32, members: &[u32]) {
        for (place, index) in (0_u32..).zip(members) {
            self.set(*index, Spot { axis, place, clear: place + 1 });
        }
    }
}

fn find_holder(of: &Observation, assume: AssumptionSet) -> Option<Holder> {
    match of.order {
        // What is told again later has no place of its own among the records.
        _ if of.clock.told_later => None,
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

/// Where a counter does not grow in the order of arrival.
pub(super) fn find_breach(members: &[u32], observations: &[Observation]) -> Option<EvidenceFinding> {
    let count = |index: &u32| match observations.get(*index as usize).map(|of| (of.id, of.order)) {
        Some((id, StreamOrder::Counted { value, .. })) => Some((value, id)),
        _ => None,
    };
    let mut counts = members.iter().filter_map(count);
    let (mut before, mut first) = counts.next()?;
    for (value, id) in counts {
        if before >= value {
            let kind = if before == value { FindingKind::CounterRepeats } else { FindingKind::CounterRunsBack };
            return Some(EvidenceFinding::of_events(kind, &[first, id]));
        }
        (before, first) = (value, id);
    }
    None
}
