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
    Said::list(observations).1
}

/// Who said what, so that a record more finds what it repeats.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    /// By what was said and who said it, sorted.
    tellings: Vec<Telling>,
}

/// A digest of what was said, who said it, with which stamp, and which record it is.
type Telling = (u64, ObserverId, Option<i64>, u32);

fn read_telling((index, of): (u32, &Observation)) -> Option<Telling> {
    Some((of.digest?, of.observer, of.written.map(|written| written.at.0), index))
}

impl Said {
    /// Everything that was said, and for each record the one that it repeats.
    pub(crate) fn list(observations: &[Observation]) -> (Self, Vec<Option<u32>>) {
        let mut tellings: Vec<Telling> = (0_u32..).zip(observations).filter_map(read_telling).collect();
        tellings.sort_unstable();
        let mut repeats = vec![None; observations.len()];
        for same in tellings.chunk_by(|one, other| (one.0, one.1, one.2) == (other.0, other.1, other.2)) {
            for (index, first) in judge(same, observations) {
                if let Some(slot) = repeats.get_mut(index as usize) {
                    *slot = Some(first);
                }
            }
        }
        (Self { tellings }, repeats)
    }

    /// Takes in the last record, and enters what it repeats. False where by it an older one repeats another than it did.
    pub(crate) fn insert(&mut self, index: u32, observations: &[Observation], repeats: &mut Vec<Option<u32>>) -> bool {
        repeats.push(None);
        let Some(own) = observations.get(index as usize).and_then(|of| read_telling((index, of))) else { return true };
        let place = self.tellings.partition_point(|of| *of < own);
        self.tellings.insert(place, own);
        let from = self.tellings.partition_point(|of| (of.0, of.1, of.2) < (own.0, own.1, own.2));
        let to = self.tellings.partition_point(|of| (of.0, of.1, of.2) <= (own.0, own.1, own.2));
        let same = self.tellings.get(from..to).unwrap_or_default();
        let judged: BTreeMap<u32, u32> = judge(same, observations).into_iter().collect();
        same.iter().all(|(.., of)| {
            let first = judged.get(of).copied();
            match repeats.get_mut(*of as usize) {
                Some(slot) if *of == index => {
                    *slot = first;
                    true
                }
                Some(slot) => *slot == first,
                None => false,
            }
        })
    }
}

/// Of what was said alike, the records that repeat others, each with the one that it repeats.
fn judge(same: &[Telling], observations: &[Observation]) -> Vec<(u32, u32)> {
    let mut repeating = Vec::new();
    if same.len() < 2 {
        return repeating;
    }
    let mut same: Vec<(u32, &Observation)> =
        same.iter().filter_map(|(.., index)| Some((*index, observations.get(*index as usize)?))).collect();
    same.sort_by_key(|(_, of)| (of.received_at, of.id));
    let mut told: BTreeMap<u64, usize> = BTreeMap::new();
    let mut counted: BTreeMap<(u64, u32, u64), u32> = BTreeMap::new();
    let mut firsts: Vec<u32> = Vec::new();
    for (index, of) in same {
        let stream = of.stream.0;
        let count = match of.order {
            StreamOrder::Counted { chain, value } => Some((stream, chain, value)),
            _ => None,
        };
        if let Some(first) = count.and_then(|count| counted.get(&count)) {
            repeating.push((index, *first));
            continue;
        }
        let times = told.entry(stream).or_default();
        let first = firsts.get(*times).copied();
        match first {
            Some(first) => repeating.push((index, first)),
            None => firsts.push(index),
        }
        // What repeats this one repeats what it repeats.
        counted.extend(count.map(|count| (count, first.unwrap_or(index))));
        *times += 1;
    }
    repeating
}
