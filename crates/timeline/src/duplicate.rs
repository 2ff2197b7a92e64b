//! What came by two ways is one record.

use std::collections::BTreeMap;

use crate::{Observation, ObserverId, StreamOrder};

/// For each observation the one that it repeats: the same observer said the same with the same stamp, and it came by
/// another way, or with the same count. The first to reach us counts; a late copy changes nothing about it.
///
/// What one stream says twice without a count was written twice, as far as anybody can tell: it is two records. So of
/// each stream the first telling repeats the first of the others, the second the second.
#[must_use]
pub fn find_duplicates(observations: &[Observation]) -> Vec<Option<u32>> {
    let mut tellings: BTreeMap<(ObserverId, u64, Option<i64>), Vec<u32>> = BTreeMap::new();
    for (index, of) in (0_u32..).zip(observations) {
        if let Some(digest) = of.digest {
            let stamp = of.written.map(|written| written.at.0);
            tellings.entry((of.observer, digest, stamp)).or_default().push(index);
        }
    }
    let mut repeats = vec![None; observations.len()];
    for mut same in tellings.into_values().filter(|same| same.len() > 1) {
        let of = |index: &u32| observations.get(*index as usize);
        same.sort_by_key(|index| of(index).map(|of| (of.received_at, of.id)));
        let mut told: BTreeMap<u64, usize> = BTreeMap::new();
        let mut counted: BTreeMap<(u64, u32, u64), u32> = BTreeMap::new();
        let mut firsts: Vec<u32> = Vec::new();
        for index in same {
            let Some(observation) = of(&index) else { continue };
            let stream = observation.stream.0;
            if let StreamOrder::Counted { chain, value } = observation.order
                && let Some(first) = counted.insert((stream, chain, value), index)
            {
                counted.insert((stream, chain, value), first);
                set(&mut repeats, index, first);
                continue;
            }
            let times = told.entry(stream).or_default();
            match firsts.get(*times) {
                Some(first) => set(&mut repeats, index, *first),
                None => firsts.push(index),
            }
            *times += 1;
        }
    }
    repeats
}

fn set(repeats: &mut [Option<u32>], index: u32, first: u32) {
    if let Some(slot) = repeats.get_mut(index as usize) {
        *slot = Some(first);
    }
}
