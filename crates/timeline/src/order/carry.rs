//! Bounds carried on from what changed, as far as they change others.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Order,
    axis::{Inserted, Spot},
    closure::{Carried, Lane, pick},
    insert::Placed,
};
use crate::{settings::at, work::count_work};

/// How often each record may be looked at, on average, before everything is worked out anew.
const LOOKS_MAX: usize = 64;

/// Where more than this begins on an axis, it is worked out place by place.
const BEGUN_MAX: usize = 256;

/// The axis of a record that stands on none.
const NO_AXIS: u32 = u32::MAX;

/// Which bounds are carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Earliest,
    Latest,
    Best,
}

impl Kind {
    pub(super) const fn is_forward(self) -> bool {
        !matches!(self, Self::Latest)
    }

    /// A place as the walk in its direction meets it, and back.
    pub(super) const fn turn(self, place: u32) -> u32 {
        if self.is_forward() { place } else { u32::MAX - place }
    }
}

/// A record or a gate that is to be looked at, sorted as the walk meets them: axis, place, whether it is the second that
/// is met at its place (forward the gate is the first, else the record), and which record.
pub(super) type Look = (u32, u32, bool, u32);

impl Order {
    /// Carries one kind of bounds on from these records, and along an axis whose places are others. Gives the records
    /// whose bounds are others, with what they were. None where it comes to no end.
    pub(super) fn carry(
        &mut self,
        kind: Kind,
        on: Option<&Inserted>,
        begins: &[u32],
        of: &Placed<'_>,
    ) -> Option<Vec<(u32, i64)>> {
        let (mut looks, mut changed) = (BTreeSet::new(), Vec::new());
        let mut begun: Vec<Look> = begins.iter().map(|index| self.look_at(kind, *index)).collect();
        let mut swept: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        match on {
            Some(Inserted { axis, room, moved: Some(moved), .. }) => {
                self.make_room(kind, *axis, *room);
                begun.extend(self.look_at_moved(kind, *axis, *room, moved));
            }
            Some(Inserted { axis, .. }) => {
                swept.insert(*axis, self.clear_gates(kind, *axis));
            }
            None => {}
        }
        for axis in find_crowded(&begun) {
            swept.entry(axis).or_default();
        }
        for look in begun {
            match swept.get_mut(&look.0) {
                Some(places) => places.insert(look.1),
                None => looks.insert(look),
            };
        }
        for (axis, places) in swept {
            self.sweep(kind, axis, places, of, &mut looks, &mut changed);
        }
        let mut left = of.observations.len().saturating_mul(LOOKS_MAX);
        while let Some((axis, place, is_second, index)) = looks.pop_first() {
            left = left.checked_sub(1)?;
            if is_second == kind.is_forward() {
                if self.settle(kind, index, of, &mut looks, &mut changed) {
                    looks.extend(self.look_beyond(kind, index));
                }
            } else {
                self.settle_gate(kind, axis, kind.turn(place), of, &mut looks);
            }
        }
        Some(changed)
    }

    /// Makes room on an axis for the gate of a place that is new.
    fn make_room(&mut self, kind: Kind, axis: u32, room: Option<u32>) {
        if let (Some(gates), Some(room)) = (self.lane_mut(kind).gates.get_mut(axis as usize), room) {
            gates.insert(gates.len().min(room as usize), Carried::default());
        }
    }

    /// Forgets what stood at the gates of an axis whose places are others; gives them all, as the walk meets them.
    fn clear_gates(&mut self, kind: Kind, axis: u32) -> BTreeSet<u32> {
        let of = self.axes.axes.get(axis as usize).filter(|of| of.breach.is_none());
        let places = of.map_or(0, |of| of.places);
        if let Some(gates) = self.lane_mut(kind).gates.get_mut(axis as usize) {
            *gates = vec![Carried::default(); places as usize];
        }
        (0..places).map(|place| kind.turn(place)).collect()
    }

    /// What members that moved have left and come to, and the gate that is new.
    fn look_at_moved(&self, kind: Kind, axis: u32, room: Option<u32>, moved: &[(u32, u32)]) -> Vec<Look> {
        let places = self.axes.axes.get(axis as usize).map_or(0, |axis| axis.places);
        let gate = |place: u32| (place < places).then(|| (axis, kind.turn(place), !kind.is_forward(), 0));
        let mut looks = Vec::from_iter(room.and_then(gate));
        for (index, before) in moved {
            if kind.is_forward() {
                looks.extend(gate(*before));
                looks.extend(self.look_beyond(kind, *index));
            } else {
                looks.push(self.look_at(kind, *index));
            }
        }
        looks
    }

    pub(super) const fn lane(&self, kind: Kind) -> &Lane {
        match kind {
            Kind::Earliest => &self.closure.earliest,
            Kind::Latest => &self.closure.latest,
            Kind::Best => &self.closure.best,
        }
    }

    const fn lane_mut(&mut self, kind: Kind) -> &mut Lane {
        match kind {
            Kind::Earliest => &mut self.closure.earliest,
            Kind::Latest => &mut self.closure.latest,
            Kind::Best => &mut self.closure.best,
        }
    }

    fn look_at(&self, kind: Kind, index: u32) -> Look {
        let spot = at(&self.axes.spots, index as usize);
        let (axis, place) = spot.map_or((NO_AXIS, index), |spot| (spot.axis, kind.turn(spot.place)));
        (axis, place, kind.is_forward(), index)
    }

    /// The gate that a record's bound goes on to.
    fn look_beyond(&self, kind: Kind, index: u32) -> Option<Look> {
        let spot = at(&self.axes.spots, index as usize)?;
        let gate = if kind.is_forward() { spot.clear } else { spot.place };
        let places = self.axes.axes.get(spot.axis as usize)?.places;
        (gate < places).then(|| (spot.axis, kind.turn(gate), !kind.is_forward(), 0))
    }

    pub(super) fn gate(&self, kind: Kind, axis: u32, place: u32) -> Carried {
        self.lane(kind).gates.get(axis as usize).map_or_else(Carried::default, |gates| at(gates, place as usize))
    }

    /// Works out the bound of a record; true where it is another.
    pub(super) fn settle(
        &mut self,
        kind: Kind,
        index: u32,
        of: &Placed<'_>,
        looks: &mut BTreeSet<Look>,
        changed: &mut Vec<(u32, i64)>,
    ) -> bool {
        count_work(1);
        let timing = at(of.timings, index as usize);
        let mut value = match kind {
            Kind::Earliest => Carried { nanos: timing.earliest, from: index },
            Kind::Latest => Carried { nanos: timing.latest.saturating_neg(), from: index },
            Kind::Best => self.closure.own_best(index, &timing),
        };
        if let Some(Spot { axis, place, clear }) = at(&self.axes.spots, index as usize) {
            let gate = self.gate(kind, axis, if kind.is_forward() { place } else { clear });
            value = pick(value, gate, of.observations);
        }
        let forward = kind.is_forward();
        let behind = if forward { self.quotes.quoted_by(index) } else { self.quotes.quoting(index) };
        for other in behind {
            value = pick(value, at(&self.lane(kind).records, *other as usize), of.observations);
        }
        let Some(known) = self.lane_mut(kind).records.get_mut(index as usize).filter(|known| **known != value) else {
            return false;
        };
        changed.push((index, known.nanos));
        *known = value;
        let beyond = if forward { self.quotes.quoting(index) } else { self.quotes.quoted_by(index) };
        looks.extend(beyond.iter().map(|other| self.look_at(kind, *other)));
        true
    }

    /// Works out the bound at a gate; where it is another, the next gate and the records behind are to be looked at.
    fn settle_gate(&mut self, kind: Kind, axis: u32, place: u32, of: &Placed<'_>, looks: &mut BTreeSet<Look>) {
        let Some(on) = self.axes.axes.get(axis as usize) else { return };
        let forward = kind.is_forward();
        let before = if forward { place.checked_sub(1) } else { place.checked_add(1) };
        let mut value = before.map_or_else(Carried::default, |place| self.gate(kind, axis, place));
        let here = on.members_at(place, &self.axes.spots);
        let records = &self.lane(kind).records;
        if forward {
            for (_, index) in on.opening(place) {
                value = pick(value, at(records, *index as usize), of.observations);
            }
        } else {
            for index in here {
                value = pick(value, at(records, *index as usize), of.observations);
            }
        }
        count_work(1 + here.len());
        if self.gate(kind, axis, place) == value {
            return;
        }
        let next = if forward { place.checked_add(1) } else { place.checked_sub(1) };
        looks.extend(next.filter(|next| *next < on.places).map(|next| (axis, kind.turn(next), !forward, 0)));
        if forward {
            looks.extend(here.iter().map(|index| self.look_at(kind, *index)));
        } else {
            looks.extend(on.opening(place).iter().map(|(_, index)| self.look_at(kind, *index)));
        }
        let gates = self.lane_mut(kind).gates.get_mut(axis as usize);
        if let Some(gate) = gates.and_then(|gates| gates.get_mut(place as usize)) {
            *gate = value;
        }
    }

    /// Enters the bound at a gate; true where it was another.
    pub(super) fn set_gate(&mut self, kind: Kind, axis: u32, place: u32, value: Carried) -> bool {
        let gates = self.lane_mut(kind).gates.get_mut(axis as usize);
        let gate = gates.and_then(|gates| gates.get_mut(place as usize)).filter(|gate| **gate != value);
        gate.map(|gate| *gate = value).is_some()
    }
}

/// The axes on which so much begins that it is worked out place by place.
fn find_crowded(begun: &[Look]) -> Vec<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    if begun.len() > BEGUN_MAX {
        begun.iter().filter(|(axis, ..)| *axis != NO_AXIS).for_each(|of| *counts.entry(of.0).or_default() += 1);
    }
    counts.into_iter().filter(|(_, count)| *count > BEGUN_MAX).map(|(axis, _)| axis).collect()
}
