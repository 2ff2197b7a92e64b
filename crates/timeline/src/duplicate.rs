//! What came by two ways is one record.

use std::collections::BTreeMap;

use stamp::UtcNanos;

use crate::{EventId, Observation, ObserverId, StreamOrder, settings::with_room, work::count_work};

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
    /// By what was said and who said it, then in the order in which it reached us.
    tellings: Vec<Telling>,
    /// What was judged of what was said by very many, so that one more is judged alone.
    crowds: BTreeMap<Words, Judged>,
}

/// A digest of what was said, who said it, and with which stamp.
type Words = (u64, ObserverId, Option<i64>);

/// What was said, when that reached us, and which record it is.
#[derive(Clone, Copy, Debug)]
struct Telling {
    words: Words,
    came: (UtcNanos, EventId),
    index: u32,
}

impl Telling {
    fn read((index, of): (u32, &Observation)) -> Option<Self> {
        let words = (of.digest?, of.observer, of.written.map(|written| written.at.0));
        Some(Self { words, came: (of.received_at, of.id), index })
    }
}

/// What was said alike by more than this is kept as it was judged.
const CROWD_MIN: usize = 32;

impl Said {
    /// Everything that was said, and for each record the one that it repeats.
    pub(crate) fn list(observations: &[Observation]) -> (Self, Vec<Option<u32>>) {
        let mut tellings: Vec<Telling> = (0_u32..).zip(observations).filter_map(Telling::read).collect();
        tellings.sort_unstable_by_key(|of| (of.words, of.came));
        let mut repeats = vec![None; observations.len()];
        for same in tellings.chunk_by(|one, other| one.words == other.words).filter(|same| same.len() > 1) {
            let mut judged = Judged::default();
            for of in same {
                let first = judged.judge(of.index, observations);
                repeats.iter_mut().skip(of.index as usize).take(1).for_each(|slot| *slot = first);
            }
        }
        (Self { tellings: with_room(tellings), crowds: BTreeMap::new() }, with_room(repeats))
    }

    /// Takes in the last record, and enters what it repeats. False where by it an older one repeats another than it did.
    pub(crate) fn insert(&mut self, index: u32, observations: &[Observation], repeats: &mut Vec<Option<u32>>) -> bool {
        repeats.push(None);
        let own = observations.get(index as usize).and_then(|of| Telling::read((index, of)));
        let Some(own) = own else { return true };
        let place = self.tellings.partition_point(|of| (of.words, of.came) < (own.words, own.came));
        self.tellings.insert(place, own);
        let from = self.tellings.partition_point(|of| of.words < own.words);
        let to = self.tellings.partition_point(|of| of.words <= own.words);
        // What came last changes nothing about what came before.
        if place + 1 == to
            && let Some(judged) = self.crowds.get_mut(&own.words)
        {
            repeats.iter_mut().skip(index as usize).for_each(|slot| *slot = judged.judge(index, observations));
            return true;
        }
        let same = self.tellings.get(from..to).unwrap_or_default();
        let mut judged = Judged::default();
        let mut stands = true;
        for of in same {
            let first = judged.judge(of.index, observations);
            match repeats.get_mut(of.index as usize) {
                Some(slot) if of.index == index => *slot = first,
                Some(slot) => stands &= *slot == first,
                None => stands = false,
            }
        }
        if same.len() > CROWD_MIN {
            self.crowds.insert(own.words, judged);
        }
        stands
    }
}

/// What was judged of records that say the same.
#[derive(Clone, Debug, Default)]
struct Judged {
    /// How often each stream told it.
    told: BTreeMap<u64, usize>,
    /// The first record with each count.
    counted: BTreeMap<(u64, u32, u64), u32>,
    /// The records that repeat none.
    firsts: Vec<u32>,
}

impl Judged {
    /// The record that the next one repeats, in the order in which they reached us.
    fn judge(&mut self, index: u32, observations: &[Observation]) -> Option<u32> {
        count_work(1);
        let of = observations.get(index as usize)?;
        let stream = of.stream.0;
        let count = match of.order {
            StreamOrder::Counted { chain, value } => Some((stream, chain, value)),
            _ => None,
        };
        if let Some(first) = count.and_then(|count| self.counted.get(&count)) {
            return Some(*first);
        }
        let times = self.told.entry(stream).or_default();
        let first = self.firsts.get(*times).copied();
        if first.is_none() {
            self.firsts.push(index);
        }
        // What repeats this one repeats what it repeats.
        self.counted.extend(count.map(|count| (count, first.unwrap_or(index))));
        *times += 1;
        first
    }
}
