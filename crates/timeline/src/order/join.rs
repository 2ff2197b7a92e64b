//! One member more on an axis: those behind it move up, and of those before it only what it stands against is cleared
//! anew. Looking over the members once is a few nanoseconds each.

use std::collections::BTreeSet;

use super::{
    agree::{FLUSH_NANOS, Told},
    axis::{Axes, Axis, Holder, Spot, find_breach},
};
use crate::{Observation, settings::at};

/// What a member more changed on its axis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Joined {
    /// The place that is new: what stood there, and all behind, moved up.
    pub(super) room: Option<u32>,
    /// The members that were before all from another place on, with that place as places are numbered now.
    pub(super) moved: Vec<(u32, u32)>,
}

impl Axes {
    /// Gives the member that was inserted at this place among the members its spot. None where all must be arranged anew.
    pub(super) fn join(&mut self, number: u32, member: usize, observations: &[Observation]) -> Option<Joined> {
        let axis = self.axes.get_mut(number as usize)?;
        let (joined, spot) = match axis.holder {
            Holder::Counter(..) | Holder::Stream(..) => {
                axis.join_chain(number, member, &mut self.spots, observations)?
            }
            Holder::Arrival(..) | Holder::File(..) => axis.join_told(number, member, &mut self.spots, observations)?,
        };
        let index = *axis.members.get(member)?;
        axis.places += u32::from(joined.room.is_some());
        axis.open_anew(&joined, index, &self.spots, spot);
        self.set(index, spot);
        Some(joined)
    }
}

impl Axis {
    /// Joins a chain, in which each member is before the next.
    fn join_chain(
        &self,
        number: u32,
        member: usize,
        spots: &mut [Option<Spot>],
        observations: &[Observation],
    ) -> Option<(Joined, Spot)> {
        let around = self.members.get(member.saturating_sub(1)..self.members.len().min(member + 2))?;
        let is_counter = matches!(self.holder, Holder::Counter(..));
        if self.breach.is_some() || is_counter && find_breach(around, observations).is_some() {
            return None;
        }
        let place = u32::try_from(member).ok()?;
        for (later, index) in (place + 1..).zip(self.members.iter().skip(member + 1)) {
            let slot = spots.get_mut(*index as usize)?;
            *slot = Some(Spot { axis: number, place: later, clear: later + 1 });
        }
        // The last one was before none.
        let last = around.first().filter(|_| member > 0 && member + 1 == self.members.len());
        let moved = last.map(|before| (*before, place)).into_iter().collect();
        Some((Joined { room: Some(place), moved }, Spot { axis: number, place, clear: place + 1 }))
    }

    /// Joins those that stamps and arrival order.
    fn join_told(
        &mut self,
        number: u32,
        member: usize,
        spots: &mut [Option<Spot>],
        observations: &[Observation],
    ) -> Option<(Joined, Spot)> {
        let index = *self.members.get(member)?;
        let of = observations.get(index as usize)?;
        let by_arrival = matches!(self.holder, Holder::Arrival(..));
        let is_with = |other: &&Told| {
            let other = observations.get(other.index as usize);
            other.is_some_and(|other| {
                if by_arrival { other.received_at == of.received_at } else { other.position == of.position }
            })
        };
        let before = member.checked_sub(1).and_then(|before| self.told.get(before));
        let with = before.filter(is_with).or_else(|| self.told.get(member).filter(is_with));
        let place = with.map_or_else(|| before.map_or(0, |before| before.place + 1), |with| with.place);
        let is_room = with.is_none();
        let mut own = Told::read(index, of, place);
        self.lower(own, is_room);
        own.agree(&self.least);
        if by_arrival {
            let end = own.received.saturating_add(FLUSH_NANOS);
            let flushed = self.told.iter().skip(member).take_while(|later| later.received <= end);
            let waits = flushed.filter(|later| own.received < later.received && own.waits_for(later)).last();
            // As they are numbered when they have moved up.
            own.waits = waits.map_or(0, |last| last.place + u32::from(is_room) + 1);
        }
        let places = u32::try_from(self.least.len()).unwrap_or(u32::MAX);
        let mut moved = Vec::new();
        for other in &mut self.told {
            let was = *other;
            if is_room {
                other.move_up(place);
            }
            let known = other.spot(number).clear;
            let opens = other.stand_against(&own, is_room && place + 1 == places, places, by_arrival);
            let spot = other.spot(number);
            if spot.clear != known || opens {
                moved.push((other.index, known));
            }
            if *other != was {
                *spots.get_mut(other.index as usize)? = Some(spot);
            }
        }
        self.told.insert(member, own);
        Some((Joined { room: is_room.then_some(place), moved }, own.spot(number)))
    }

    /// Enters a stamp among the smallest from each place on.
    fn lower(&mut self, own: Told, is_room: bool) {
        let place = own.place as usize;
        if is_room {
            let beyond = self.least.get(place).copied().unwrap_or(i64::MAX);
            self.least.insert(place, beyond);
        }
        let before = self.least.get_mut(..=place).unwrap_or_default().iter_mut().rev();
        before.take_while(|least| **least > own.stamp).for_each(|least| *least = own.stamp);
    }

    /// Lists from which places on members are before all, after one joined.
    fn open_anew(&mut self, joined: &Joined, index: u32, spots: &[Option<Spot>], own: Spot) {
        if let Some(room) = joined.room {
            self.opens.iter_mut().filter(|(clear, _)| *clear > room).for_each(|(clear, _)| *clear += 1);
        }
        let places = self.places;
        let gone: BTreeSet<(u32, u32)> = joined.moved.iter().map(|(index, clear)| (*clear, *index)).collect();
        if !gone.is_empty() {
            self.opens.retain(|of| !gone.contains(of));
        }
        let moved = joined.moved.iter().filter_map(|(index, _)| Some((at(spots, *index as usize)?.clear, *index)));
        self.opens.extend(moved.chain([(own.clear, index)]).filter(|(clear, _)| *clear < places));
        // All but a few are in order.
        self.opens.sort();
    }
}

impl Told {
    /// Makes room at a place.
    fn move_up(&mut self, room: u32) {
        self.place += u32::from(self.place >= room);
        self.clear += u32::from(self.clear > room && self.clear != u32::MAX);
        self.waits += u32::from(self.waits > room);
    }

    /// Holds it against one more of so many places, which may be alone behind all; true where it is before that one and
    /// was before none.
    fn stand_against(&mut self, own: &Self, is_behind_all: bool, places: u32, by_arrival: bool) -> bool {
        if self.place >= own.place {
            return false;
        }
        let opens = is_behind_all && self.clear.max(self.waits) == own.place;
        if self.clear <= own.place && own.stamp < self.end {
            self.clear = if own.place + 1 < places { own.place + 1 } else { u32::MAX };
        } else if self.clear == u32::MAX && is_behind_all && own.stamp >= self.end {
            self.clear = own.place;
        }
        if by_arrival && self.waits_for(own) {
            self.waits = self.waits.max(own.place + 1);
        }
        opens
    }
}

#[cfg(test)]
mod tests {
    use model::{Position, Seq, StreamId};
    use stamp::UtcNanos;

    use super::*;
    use crate::{
        AssumptionSet, Channel, ClockTraits, EventId, LagKind, ObserverId, ReceiptError, StreamOrder, WrittenStamp,
        settings::SECOND,
    };

    /// Numbers that look drawn, below a bound.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, bound: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % bound
        }
    }

    /// A few stamps, receipts and places, so that they meet.
    fn draw(seq: u64, kind: u64, numbers: &mut Numbers) -> Observation {
        let second = |of: u64| UtcNanos(i64::try_from(of).expect("small") * SECOND);
        let at = numbers.below(90);
        Observation {
            id: EventId::of(Seq(seq)),
            observer: ObserverId(0),
            stream: StreamId(0),
            position: Position(numbers.below(40)),
            channel: if kind == 1 { Channel::Import } else { Channel::Live },
            received_at: second(at + numbers.below(4)),
            receipt_error: ReceiptError::default(),
            written: Some(WrittenStamp {
                at: second(at + 20 * numbers.below(3)),
                precision: SECOND * [1, 10][usize::try_from(numbers.below(2)).expect("small")],
            }),
            clock: ClockTraits::default(),
            order: match kind {
                2 => StreamOrder::Kept,
                3 => StreamOrder::Counted { chain: 0, value: seq },
                _ => StreamOrder::Unknown,
            },
            lag: LagKind::Direct,
            digest: None,
            keys: Vec::new(),
        }
    }

    #[test]
    fn whoever_joins_stands_as_if_all_were_arranged() {
        let assume = AssumptionSet::DEFAULT.with(crate::Assumption::StreamKeepsOrder);
        for round in 0..400 {
            let mut numbers = Numbers(round);
            let all: Vec<Observation> = (0..40).map(|seq| draw(seq, round % 4, &mut numbers)).collect();
            let mut grown = Axes::default();
            for count in 1..=all.len() {
                let (some, repeats) = (&all[..count], vec![None; count]);
                let index = u32::try_from(count - 1).expect("few");
                grown.insert(index, some, &repeats, assume);
                let arranged = Axes::find(some, &repeats, assume);
                assert_eq!(grown.spots, arranged.spots, "{round} {count}");
                for (grown, arranged) in grown.axes.iter().zip(&arranged.axes) {
                    assert_eq!((&grown.members, &grown.opens), (&arranged.members, &arranged.opens), "{round} {count}");
                    assert_eq!((&grown.told, &grown.least), (&arranged.told, &arranged.least), "{round} {count}");
                    assert_eq!(grown.places, arranged.places, "{round} {count}");
                }
            }
        }
    }
}
