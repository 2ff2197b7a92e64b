//! Bounds of many records of one axis, worked out place by place: in one go where records one by one would cost more.

use std::{collections::BTreeSet, ops::Range};

use super::{
    Order,
    axis::Spot,
    carry::{Kind, Look},
    closure::{Carried, pick},
    insert::Placed,
};
use crate::{settings::at, work::count_work};

/// The places of an axis that are to be worked out, and its lists, lent out meanwhile.
struct Swept {
    kind: Kind,
    axis: u32,
    places: u32,
    members: Vec<u32>,
    opens: Vec<(u32, u32)>,
    /// As the walk meets them: what changes marks only what is met later.
    marked: BTreeSet<u32>,
    /// Where in the lists the last place was found.
    members_near: Range<usize>,
    opens_near: Range<usize>,
}

impl Swept {
    fn mark(&mut self, place: Option<u32>) {
        self.marked.extend(place.filter(|place| *place < self.places).map(|place| self.kind.turn(place)));
    }

    /// The members at a place.
    fn find_members(&mut self, place: u32, spots: &[Option<Spot>]) -> Range<usize> {
        let place_of = |index: &u32| at(spots, *index as usize).map_or(0, |spot| spot.place);
        self.members_near = find_run(&self.members, &self.members_near, place_of, place);
        self.members_near.clone()
    }

    /// The members that are before all from a place on, and not from an earlier one.
    fn find_opening(&mut self, place: u32) -> Range<usize> {
        self.opens_near = find_run(&self.opens, &self.opens_near, |(clear, _)| *clear, place);
        self.opens_near.clone()
    }
}

/// Where a key stands in a list that is sorted by it: most often beside the one that was asked for before.
fn find_run<T>(list: &[T], near: &Range<usize>, key_of: impl Fn(&T) -> u32, key: u32) -> Range<usize> {
    let key_at = |at: usize| list.get(at).map(&key_of);
    let begins = |at: usize| {
        at.checked_sub(1).is_none_or(|before| key_at(before).is_some_and(|of| of < key))
            && key_at(at).is_none_or(|of| of >= key)
    };
    let mut start = near.start;
    while start > 0 && key_at(start - 1) == Some(key) {
        start -= 1;
    }
    let start = [near.end, start].into_iter().find(|at| begins(*at));
    let start = start.unwrap_or_else(|| list.partition_point(|of| key_of(of) < key));
    let here = list.get(start..).unwrap_or_default();
    start..start + here.iter().take_while(|of| key_of(of) == key).count()
}

impl Order {
    /// Works out the bounds at these places of an axis, as the walk meets them, and from there on as far as they change
    /// others.
    pub(super) fn sweep(
        &mut self,
        kind: Kind,
        number: u32,
        marked: BTreeSet<u32>,
        of: &Placed<'_>,
        looks: &mut BTreeSet<Look>,
        changed: &mut Vec<(u32, i64)>,
    ) {
        let Some(axis) = self.axes.axes.get_mut(number as usize) else { return };
        // Lent out while the bounds are worked out, which does not change them.
        let mut on = Swept {
            kind,
            axis: number,
            places: axis.places,
            members: std::mem::take(&mut axis.members),
            opens: std::mem::take(&mut axis.opens),
            marked,
            members_near: 0..0,
            opens_near: 0..0,
        };
        while let Some(turned) = on.marked.pop_first() {
            if kind.is_forward() {
                self.sweep_forward(&mut on, kind.turn(turned), of, looks, changed);
            } else {
                self.sweep_backward(&mut on, kind.turn(turned), of, looks, changed);
            }
        }
        if let Some(axis) = self.axes.axes.get_mut(number as usize) {
            (axis.members, axis.opens) = (on.members, on.opens);
        }
    }

    /// The gate of a place, then its members; those whose bounds are others go on to the gates that they open.
    fn sweep_forward(
        &mut self,
        on: &mut Swept,
        place: u32,
        of: &Placed<'_>,
        looks: &mut BTreeSet<Look>,
        changed: &mut Vec<(u32, i64)>,
    ) {
        let (here, opening) = (on.find_members(place, &self.axes.spots), on.find_opening(place));
        count_work(1 + here.len() + opening.len());
        let before = place.checked_sub(1);
        let mut value = before.map_or_else(Carried::default, |before| self.gate(on.kind, on.axis, before));
        let records = &self.lane(on.kind).records;
        for (_, index) in on.opens.get(opening).unwrap_or_default() {
            value = pick(value, at(records, *index as usize), of.observations);
        }
        if self.set_gate(on.kind, on.axis, place, value) {
            on.mark(place.checked_add(1));
        }
        for member in here {
            let index = at(&on.members, member);
            if self.settle(on.kind, index, of, looks, changed) {
                on.mark(at(&self.axes.spots, index as usize).map(|spot| spot.clear));
            }
        }
    }

    /// The members of a place, then its gate; where that is another, those that it bounds are met later.
    fn sweep_backward(
        &mut self,
        on: &mut Swept,
        place: u32,
        of: &Placed<'_>,
        looks: &mut BTreeSet<Look>,
        changed: &mut Vec<(u32, i64)>,
    ) {
        let here = on.find_members(place, &self.axes.spots);
        count_work(1 + here.len());
        let behind = place.checked_add(1);
        let mut value = behind.map_or_else(Carried::default, |behind| self.gate(on.kind, on.axis, behind));
        for member in here {
            let index = at(&on.members, member);
            self.settle(on.kind, index, of, looks, changed);
            value = pick(value, at(&self.lane(on.kind).records, index as usize), of.observations);
        }
        if self.set_gate(on.kind, on.axis, place, value) {
            on.mark(place.checked_sub(1));
            let opening = on.find_opening(place);
            count_work(opening.len());
            for opened in opening {
                let (_, index) = at(&on.opens, opened);
                on.mark(at(&self.axes.spots, index as usize).map(|spot| spot.place));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find_run;

    #[test]
    fn a_run_is_found_from_wherever_it_is_looked_for() {
        let list = [1_u32, 1, 1, 3, 4, 4, 7, 7, 9];
        for key in 0..11 {
            let from = list.partition_point(|of| *of < key);
            let run = from..list.partition_point(|of| *of <= key);
            for start in 0..=list.len() {
                for end in start..=list.len() {
                    assert_eq!(find_run(&list, &(start..end), |of| *of, key), run, "{key} from {start}..{end}");
                }
            }
        }
    }
}
