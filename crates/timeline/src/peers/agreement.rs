//! How far two clocks stand apart, by what both told.

use crate::{EventId, Observation, ObserverId, Settings, Timing, anchor::Retold, settings::SECOND};

/// Fewer happenings than this are no evidence: one of them may be false, and two may be false alike.
const TELLINGS_MIN: usize = 3;
/// What is added to the lags of the table where they alone let no majority agree: senders that no table knows.
const SLACKS: [i64; 4] = [0, 2 * SECOND, 10 * SECOND, 60 * SECOND];
/// With so many a few narrow ones are asked again: alerts and session ends say little beside what is written at once.
pub(super) const NARROWEST: usize = 8;
/// So many records are named as evidence.
const SHOWN_MAX: usize = 8;

/// One happening that both told: how far the first clock can be ahead of the second by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Telling {
    /// What the first clock showed.
    stamp: i64,
    low: i64,
    high: i64,
    one: EventId,
    other: EventId,
}

impl Telling {
    /// From two records; each was stamped no later after the happening than the lag of its kind allows.
    pub(crate) fn read(one: &Observation, other: &Observation, pair: Retold) -> Option<Self> {
        let (first, second) = (one.written?, other.written?);
        let apart = first.at.0.saturating_sub(second.at.0);
        let low = apart.saturating_sub(second.precision).saturating_sub(one.lag.nanos_max());
        let high = apart.saturating_add(first.precision).saturating_add(other.lag.nanos_max());
        let told = Self { stamp: first.at.0, low, high, one: one.id, other: other.id };
        Some(told.widen(pair))
    }

    /// From a record and one whose true time is known: how far the first clock can be ahead of UTC by it.
    pub(crate) fn read_known(one: &Observation, other: &Observation, known: Timing, pair: Retold) -> Option<Self> {
        let first = one.written?;
        let low = first.at.0.saturating_sub(known.latest).saturating_sub(one.lag.nanos_max());
        let high = first.at.0.saturating_add(first.precision).saturating_sub(known.earliest);
        let high = high.saturating_add(other.lag.nanos_max());
        let told = Self { stamp: first.at.0, low, high, one: one.id, other: other.id };
        Some(told.widen(pair))
    }

    /// Allows for how long the happening may have gone on that the two tell of.
    fn widen(self, pair: Retold) -> Self {
        let (low, high) = (self.low.saturating_sub(pair.other_for), self.high.saturating_add(pair.one_for));
        Self { low, high, ..self }
    }
}

/// What the anchors of two clocks say together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Agreement {
    pub(crate) one: ObserverId,
    pub(crate) other: ObserverId,
    /// By how much the first clock is ahead of the second.
    pub(crate) low: i64,
    pub(crate) high: i64,
    /// What the first clock showed where this holds.
    pub(crate) stamp: i64,
    /// How many happenings say so.
    pub(crate) agreeing: usize,
    /// A few of their records.
    pub(crate) events: Vec<EventId>,
}

/// The offsets that more than half of the tellings allow, as an NTP client picks the servers that it believes
/// (Marzullo's intersection, RFC 5905 §11.2.1, with a majority in place of the smallest number of liars).
pub(crate) fn agree(
    one: ObserverId,
    other: ObserverId,
    mut told: Vec<Telling>,
    settings: &Settings,
) -> Option<Agreement> {
    // A record that shares several keys is one telling.
    told.sort_unstable_by_key(|of| (of.one, of.high.saturating_sub(of.low), *of));
    told.dedup_by_key(|of| of.one);
    told.sort_unstable_by_key(|of| (of.other, of.high.saturating_sub(of.low), *of));
    told.dedup_by_key(|of| of.other);
    told.sort_unstable();
    let stamp = told.get(told.len() / 2)?.stamp;
    let allowed = |of: &Telling, slack: i64| {
        let distance = i64::try_from(of.stamp.abs_diff(stamp)).unwrap_or(i64::MAX);
        let wider = settings.drift(distance).saturating_mul(2).saturating_add(slack);
        (of.low.saturating_sub(wider), of.high.saturating_add(wider))
    };
    SLACKS.into_iter().find_map(|slack| {
        let mut ranges: Vec<(i64, i64)> = told.iter().map(|of| allowed(of, slack)).collect();
        let coarse = find_covered(&ranges, (told.len() / 2 + 1).max(TELLINGS_MIN))?;
        let meets = |range: &(i64, i64)| range.0 <= coarse.1 && range.1 >= coarse.0;
        let events = told.iter().zip(&ranges).filter(|(_, range)| meets(range)).take(SHOWN_MAX / 2);
        let events = events.flat_map(|(of, _)| [of.one, of.other]).collect();
        ranges.retain(meets);
        let agreeing = ranges.len();
        let (low, high) = refine(ranges).unwrap_or(coarse);
        Some(Agreement { one, other, low, high, stamp, agreeing, events })
    })
}

/// What the narrowest ranges say, of which no more than a quarter may be false.
fn refine(mut ranges: Vec<(i64, i64)>) -> Option<(i64, i64)> {
    let width = |range: &(i64, i64)| range.1.saturating_sub(range.0);
    ranges.sort_unstable_by_key(|range| (width(range), *range));
    let narrow = width(ranges.get(NARROWEST - 1)?).saturating_mul(2);
    ranges.truncate(ranges.partition_point(|range| width(range) <= narrow));
    find_covered(&ranges, ranges.len() - ranges.len() / 4)
}

/// From the first to the last point that at least so many closed ranges cover.
pub(crate) fn find_covered(ranges: &[(i64, i64)], least: usize) -> Option<(i64, i64)> {
    if least == 0 || ranges.len() < least {
        return None;
    }
    let mut ends: Vec<(i64, bool)> = ranges.iter().flat_map(|(low, high)| [(*low, false), (*high, true)]).collect();
    // At one point beginnings come first: closed ranges that touch have that point in common.
    ends.sort_unstable();
    let (mut open, mut covered) = (0_usize, None);
    for (point, closes) in ends {
        if closes {
            if open >= least {
                covered = covered.map(|(first, _)| (first, point));
            }
            open = open.saturating_sub(1);
        } else {
            open += 1;
            if open >= least {
                covered = covered.or(Some((point, point)));
            }
        }
    }
    covered
}
