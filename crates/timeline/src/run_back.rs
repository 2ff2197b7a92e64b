//! Files whose stamps run back: a clock that was set back or runs backwards, or records that are not in the order of
//! their writing. Nothing else tells of it, as a file's receipts say nothing.

use std::collections::BTreeMap;

use crate::{Channel, EventId, EvidenceFinding, FindingKind, Observation, clock::Clock, settings::SECOND};

/// A day: formats that write at a flow's end what began before it run back by less.
const RUN_BACK_REPORTED: i64 = 86_400 * SECOND;
/// Of so many neighbours most must run back for a clock that runs backwards.
const NEIGHBOURS_MIN: usize = 16;

/// What was seen of one file.
#[derive(Default)]
struct Way {
    latest: Option<(i64, EventId)>,
    before: Option<i64>,
    neighbours: usize,
    backwards: usize,
    /// The greatest distance back, and between which records.
    back: Option<(i64, EventId, EventId)>,
}

impl Way {
    fn go(&mut self, stamp: i64, id: EventId) {
        if let Some(before) = self.before.replace(stamp) {
            self.neighbours += 1;
            self.backwards += usize::from(stamp < before);
        }
        match self.latest {
            Some((latest, from)) if stamp < latest => {
                let distance = latest.saturating_sub(stamp);
                if self.back.is_none_or(|(farthest, ..)| farthest < distance) {
                    self.back = Some((distance, from, id));
                }
            }
            _ => self.latest = Some((stamp, id)),
        }
    }

    fn is_reported(&self, distance: i64) -> bool {
        distance >= RUN_BACK_REPORTED || self.neighbours >= NEIGHBOURS_MIN && self.backwards * 2 > self.neighbours
    }
}

/// The farthest that the stamps of each file of an observer run back, where that is worth a word.
pub(crate) fn find_run_back(clock: &Clock, observations: &[Observation]) -> Vec<EvidenceFinding> {
    if clock.channel == Channel::Live {
        return Vec::new();
    }
    let mut ways: BTreeMap<u64, Way> = BTreeMap::new();
    let records = clock.samples.iter().filter_map(|sample| Some((sample, observations.get(sample.index as usize)?)));
    let mut records: Vec<_> = records.filter(|(_, of)| !of.clock.told_later).collect();
    records.sort_by_key(|(_, of)| (of.stream, of.position, of.id));
    for (sample, of) in records {
        ways.entry(of.stream.0).or_default().go(sample.stamp, of.id);
    }
    let backs = ways.values().filter_map(|way| way.back.filter(|(distance, ..)| way.is_reported(*distance)));
    let report = |(distance, from, to)| EvidenceFinding {
        events: vec![from, to],
        ..EvidenceFinding::of_observer(FindingKind::StampsRunBack, clock.observer, None, distance)
    };
    backs.map(report).collect()
}
