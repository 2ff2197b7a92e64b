//! The shown line.

use std::collections::BTreeMap;

use super::{
    Order,
    axis::Spot,
    graph::{Graph, Step},
};
use crate::{EventId, Observation, anchor::Quote, settings::at};

impl Order {
    /// Every record by best estimate, made monotone; those of one best estimate as the proven order has them.
    pub(crate) fn line_up(&self, observations: &[Observation]) -> Vec<u32> {
        let mut line: Vec<(i64, EventId, u32)> =
            (0_u32..).zip(observations).map(|(index, of)| (self.closure.best_of(index), of.id, index)).collect();
        line.sort_unstable();
        line.chunk_by(|one, other| one.0 == other.0).flat_map(|of| self.sort_alike(of)).collect()
    }

    /// Sorts records of one best estimate, given by id. Whatever stands between two of them in the proven order is one of
    /// them.
    fn sort_alike(&self, of: &[(i64, EventId, u32)]) -> Vec<u32> {
        let records: Vec<u32> = of.iter().map(|(.., index)| *index).collect();
        if records.len() < 2 {
            return records;
        }
        let numbers: BTreeMap<u32, u32> = records.iter().copied().zip(0_u32..).collect();
        // Their places alone, axis by axis; axes as they are met, for how they are numbered elsewhere says nothing.
        let spots: Vec<Option<Spot>> = records.iter().map(|index| at(&self.axes.spots, *index as usize)).collect();
        let mut axes: BTreeMap<u32, usize> = BTreeMap::new();
        let mut places: Vec<Vec<u32>> = Vec::new();
        for spot in spots.iter().flatten() {
            let axis = *axes.entry(spot.axis).or_insert(places.len());
            places.resize_with(places.len().max(axis + 1), Vec::new);
            places.iter_mut().skip(axis).take(1).for_each(|of| of.push(spot.place));
        }
        for of in &mut places {
            of.sort_unstable();
            of.dedup();
        }
        let number = |of: usize| u32::try_from(of).unwrap_or(u32::MAX);
        let narrow = |spot: Spot| {
            let axis = *axes.get(&spot.axis)?;
            let places = places.get(axis)?;
            let place = number(places.partition_point(|place| *place < spot.place));
            Some(Spot { axis: number(axis), place, clear: number(places.partition_point(|place| *place < spot.clear)) })
        };
        let spots: Vec<Option<Spot>> = spots.into_iter().map(|spot| narrow(spot?)).collect();
        let quotes = records.iter().zip(0_u32..).flat_map(|(index, other)| {
            let quoted = self.quotes.quoted_by(*index).iter().filter_map(|quoted| numbers.get(quoted));
            quoted.map(move |one| Quote { one: *one, other })
        });
        let graph = Graph::build(places.iter().map(|of| number(of.len())), &spots, quotes.collect());
        let walk = graph.walk.iter().filter_map(|step| match step {
            Step::Record(number) => records.get(*number as usize).copied(),
            Step::Gate(_) => None,
        });
        walk.collect()
    }
}
