//! What could be seen when, per observer: silence told apart from quiet, from our own absence and from what was dropped.

use std::collections::{BTreeMap, BTreeSet};

use ledger::EntryType;
use model::{Seq, StreamId};
use report::ClockFinding;
use stamp::{Interval, UtcNanos};
use timeline::{
    AssumptionSet, Channel, CountHole, CoverageInput, CoverageKind, CoverageSpan, FindingKind, ObserverId, StreamOrder,
    cover, find_count_holes, measure_habit, silence_allowed,
};

use crate::{
    Casework, Chronicle,
    error::{CaseworkError, During},
};

/// What could be seen of one observer.
#[derive(Clone, Debug)]
pub struct ObserverCoverage {
    /// Its name.
    pub name: String,
    /// The span in pieces, in order and without holes, and how many records stand in each.
    pub spans: Vec<(CoverageSpan, u64)>,
    /// Where its own count shows that records are missing.
    pub holes: Vec<CountHole>,
}

/// What could be seen in a span.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The span that is answered for: what was asked, but nothing of what is still to come.
    pub span: Interval,
    /// One row an observer, by name.
    pub observers: Vec<ObserverCoverage>,
    /// How many records were not looked at: observers that only they tell of are not listed.
    pub records_left_out: u64,
}

/// Counts of one observer in one stream, in the order of arrival, each with its moment.
type Counts = Vec<(UtcNanos, u64)>;

impl Casework {
    /// What could be seen of each observer in a span of true time, as far as the records tell that clocks are modelled from.
    ///
    /// # Errors
    /// The vault or the ledger could not be read.
    pub fn coverage(&self, from: UtcNanos, to: UtcNanos) -> Result<Coverage, CaseworkError> {
        let chronicle = self.chronicle_of_clocks(AssumptionSet::DEFAULT)?;
        // What was read in a row up to the newest: what was left out before it may tell of what looks like silence.
        let since = chronicle.spans.last().map_or(Seq(0), |(from, _)| *from);
        let heard = Heard::gather(&chronicle, since);
        let (now, records_left_out) = (self.clock.now(), chronicle.left_out);
        let span = Interval { earliest: from.min(now), latest: to.min(now) };
        if from > now {
            return Ok(Coverage { observers: Vec::new(), span, records_left_out });
        }
        let downtimes = self.list_downtimes()?;
        let observers = heard.into_iter().map(|(id, mut heard)| {
            heard.is_part = records_left_out > 0;
            heard.cover(chronicle.name_observer(id), span, &downtimes)
        });
        let mut observers: Vec<_> = observers.collect();
        observers.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(Coverage { observers, span, records_left_out })
    }

    /// Where some observers told of nothing, or of less than they counted, within a span of true time.
    pub(crate) fn list_gaps(
        &self,
        chronicle: &Chronicle,
        clocks: &BTreeSet<ObserverId>,
        span: Interval,
    ) -> Result<Vec<ClockFinding>, CaseworkError> {
        let mut heard = Heard::gather(chronicle, Seq(0));
        // Looked at whole, so that a gap is told with its true ends.
        let first = heard.values().filter_map(|of| of.moments.first()).map(|(at, _)| *at).min();
        let last = heard.values().filter_map(|of| of.moments.last()).map(|(at, _)| *at).max();
        let whole = Interval {
            earliest: first.unwrap_or(span.earliest).min(span.earliest),
            latest: last.unwrap_or(span.latest).max(span.latest),
        };
        heard.retain(|id, _| clocks.contains(id));
        let downtimes = self.list_downtimes()?;
        let mut gaps = Vec::new();
        for (id, heard) in heard {
            let covered = heard.cover(chronicle.name_observer(id), whole, &downtimes);
            let finding = |kind, at, amount| ClockFinding {
                kind,
                observer: Some(covered.name.clone()),
                at: Some(at),
                amount,
                exhibits: Vec::new(),
                records: heard.list_edges(at),
            };
            let was_read = |at: Interval| match heard.list_edges(at)[..] {
                [before, after] => chronicle.is_whole_between(before, after),
                _ => chronicle.left_out == 0,
            };
            let seen = covered.spans.iter().map(|(of, _)| of).filter(|of| of.at.overlaps(&span) && was_read(of.at));
            gaps.extend(seen.filter_map(|of| match of.kind {
                CoverageKind::SourceSilent => Some(finding(FindingKind::StreamSilent, of.at, None)),
                CoverageKind::NotListening => Some(finding(FindingKind::NotListening, of.at, None)),
                // Told below with how many there were.
                CoverageKind::Dropped | CoverageKind::ObservedQuiet | CoverageKind::NotKnown => None,
            }));
            let holes = covered.holes.iter().filter(|hole| hole.at.overlaps(&span) && was_read(hole.at));
            gaps.extend(holes.map(|hole| {
                finding(FindingKind::CountsMissing, hole.at, Some(i64::try_from(hole.missing()).unwrap_or(i64::MAX)))
            }));
        }
        Ok(gaps)
    }

    /// When we did not listen: before the first start, from each end to the next start, and after the last end. Of an end
    /// that was not entered a loss tells since when nothing is known.
    fn list_downtimes(&self) -> Result<Vec<Interval>, CaseworkError> {
        let mut downtimes = Vec::new();
        let mut ended = Some(UtcNanos::MIN);
        for entry in self.ledger.iterate_entries(&[EntryType::Start, EntryType::Stop, EntryType::Loss]) {
            let entry = entry.during("read when we listened")?;
            let line = entry.parse().during("read when we listened")?;
            // Our own lines have times that can be read; one that has not says nothing of when.
            let Ok(at) = UtcNanos::parse_rfc3339(&line.at) else { continue };
            let absence = match entry.entry_type {
                EntryType::Stop => {
                    ended = Some(at);
                    None
                }
                EntryType::Start => ended.take(),
                _ => line.detail.get("since").and_then(|since| UtcNanos::parse_rfc3339(since.as_str()?).ok()),
            };
            downtimes.extend(absence.map(|from| Interval { earliest: from.min(at), latest: at }));
        }
        downtimes.extend(ended.map(|from| Interval { earliest: from, latest: UtcNanos::MAX }));
        Ok(downtimes)
    }
}

/// What was heard of one observer.
#[derive(Debug, Default)]
struct Heard {
    /// When each record was written, by the likeliest moment, and which it is; sorted.
    moments: Vec<(UtcNanos, Seq)>,
    /// False where files alone tell of it.
    is_live: bool,
    /// True where more of it may be in what was not looked at.
    is_part: bool,
    counts: BTreeMap<StreamId, Counts>,
    /// From the first to the last of its records in each file.
    files: BTreeMap<StreamId, Interval>,
}

impl Heard {
    /// Of every observer. A file's record without a readable time says nothing of when.
    fn gather(chronicle: &Chronicle, since: Seq) -> BTreeMap<ObserverId, Self> {
        let chronology = &chronicle.chronology;
        let mut heard: BTreeMap<ObserverId, Self> = BTreeMap::new();
        for of in chronology.observations().filter(|of| of.id.part == 0 && of.id.seq >= since) {
            let is_live = of.channel == Channel::Live;
            let Some(timing) = chronology.timing(of.id).filter(|_| is_live || of.written.is_some()) else { continue };
            let at = UtcNanos(timing.best);
            let own = heard.entry(of.observer).or_default();
            own.is_live |= is_live;
            own.moments.push((at, of.id.seq));
            if !is_live {
                let file = own.files.entry(of.stream).or_insert(Interval { earliest: at, latest: at });
                *file = Interval { earliest: file.earliest.min(at), latest: file.latest.max(at) };
            }
            if let StreamOrder::Counted { value, .. } = of.order {
                own.counts.entry(of.stream).or_default().push((at, value));
            }
        }
        heard.values_mut().for_each(|of| of.moments.sort_unstable());
        heard
    }

    fn cover(&self, name: &str, span: Interval, downtimes: &[Interval]) -> ObserverCoverage {
        let holes: Vec<CountHole> = self.counts.values().flat_map(find_holes).collect();
        let moments: Vec<_> = self.moments.iter().map(|(at, _)| *at).collect();
        let input = CoverageInput {
            absences: self.list_absences(downtimes, &moments),
            moments,
            not_looked_at: if self.is_part { self.list_outside() } else { Vec::new() },
            drops: holes.iter().map(|hole| hole.at).collect(),
        };
        let spans = cover(span, &input).into_iter().map(|of| (of, self.list_within(of.at).len() as u64)).collect();
        ObserverCoverage { name: name.to_owned(), spans, holes }
    }

    /// Our downtimes, but for the part of which its records came later all the same; of files what lies outside of them
    /// and between them, where all of them were looked at.
    fn list_absences(&self, downtimes: &[Interval], moments: &[UtcNanos]) -> Vec<Interval> {
        let allowed = || silence_allowed(measure_habit(moments));
        match (self.is_live, self.is_part) {
            (true, _) => {
                let allowed = allowed();
                downtimes.iter().flat_map(|of| self.cut_out_heard(*of, allowed)).collect()
            }
            (false, true) => Vec::new(),
            (false, false) => [self.list_outside(), self.list_between_files(allowed())].concat(),
        }
    }

    /// What lies between its files, where the next one goes on later than it may be silent: a log that is begun anew each
    /// day is one.
    fn list_between_files(&self, allowed: i64) -> Vec<Interval> {
        let mut files: Vec<Interval> = self.files.values().copied().collect();
        files.sort_unstable_by_key(|file| (file.earliest, file.latest));
        let (mut between, mut end) = (Vec::new(), None::<UtcNanos>);
        for file in files {
            if let Some(end) = end.filter(|end| file.earliest.0.saturating_sub(end.0) > allowed) {
                between.push(Interval { earliest: end.saturating_add(1), latest: file.earliest.saturating_sub(1) });
            }
            end = Some(end.map_or(file.latest, |end| end.max(file.latest)));
        }
        between
    }

    /// What lies before the first record, and behind the last.
    fn list_outside(&self) -> Vec<Interval> {
        let (Some((first, _)), Some((last, _))) = (self.moments.first(), self.moments.last()) else {
            return Vec::new();
        };
        vec![
            Interval { earliest: UtcNanos::MIN, latest: first.saturating_sub(1) },
            Interval { earliest: last.saturating_add(1), latest: UtcNanos::MAX },
        ]
    }

    /// A downtime without the stretches whose records came later all the same: those that stand no further apart than the
    /// observer's silence may be.
    fn cut_out_heard(&self, downtime: Interval, allowed: i64) -> Vec<Interval> {
        let (mut absences, mut earliest, mut before) = (Vec::new(), downtime.earliest, None::<UtcNanos>);
        for (at, _) in self.list_within(downtime) {
            if before.is_none_or(|before| at.0.saturating_sub(before.0) > allowed) {
                absences.push(Interval { earliest, latest: at.saturating_sub(1) });
            }
            (earliest, before) = (at.saturating_add(1), Some(*at));
        }
        absences.push(Interval { earliest, latest: downtime.latest });
        absences.retain(|of| of.earliest <= of.latest);
        absences
    }

    fn list_within(&self, span: Interval) -> &[(UtcNanos, Seq)] {
        let begin = self.moments.partition_point(|(at, _)| *at < span.earliest);
        let end = self.moments.partition_point(|(at, _)| *at <= span.latest);
        self.moments.get(begin..end).unwrap_or_default()
    }

    /// The last record before a gap and the first one after it.
    fn list_edges(&self, gap: Interval) -> Vec<Seq> {
        let before = self.moments.partition_point(|(at, _)| *at < gap.earliest).checked_sub(1);
        let after = self.moments.partition_point(|(at, _)| *at <= gap.latest);
        let edges = [before.and_then(|before| self.moments.get(before)), self.moments.get(after)];
        edges.into_iter().flatten().map(|(_, seq)| *seq).collect()
    }
}

/// The holes in a count. Where several programs count for themselves in one stream, their numbers do not grow together,
/// and a number that is not there is no loss: then nothing is said.
fn find_holes(counts: &Counts) -> Vec<CountHole> {
    let is_one_counter = counts.is_sorted_by_key(|(_, count)| *count);
    if is_one_counter { find_count_holes(counts) } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_late_records_do_not_vouch_for_what_lies_between_them() {
        let at = |minutes: i64| UtcNanos(minutes * 60_000_000_000);
        let heard = |minutes: &[i64]| Heard {
            moments: minutes.iter().map(|minute| (at(*minute), Seq(1))).collect(),
            is_live: true,
            ..Heard::default()
        };
        let downtime = Interval { earliest: at(0), latest: at(600) };
        let kept = |minutes: &[i64]| -> Vec<(i64, i64)> {
            let heard = heard(minutes);
            let moments: Vec<_> = heard.moments.iter().map(|(at, _)| *at).collect();
            let absences = heard.list_absences(&[downtime], &moments);
            absences.iter().map(|of| (of.earliest.0 / 60_000_000_000, of.latest.0 / 60_000_000_000)).collect()
        };
        assert_eq!(kept(&[5, 595]), [(0, 4), (5, 594), (595, 600)]);
        // Those that follow each other closely do.
        assert_eq!(kept(&[5, 6, 7]), [(0, 4), (7, 600)]);
        assert_eq!(kept(&[]), [(0, 600)]);
    }

    #[test]
    fn what_was_not_looked_at_is_no_absence() {
        let at = |seconds: i64| UtcNanos(seconds * 1_000_000_000);
        let span = Interval { earliest: at(0), latest: at(1_000) };
        let kinds = |is_part| {
            let moments = (400..500).map(|second| (at(second), Seq(1))).collect();
            let heard = Heard { moments, is_part, ..Heard::default() };
            heard.cover("web1", span, &[]).spans.iter().map(|(of, _)| of.kind).collect::<Vec<_>>()
        };
        use CoverageKind::{NotKnown, NotListening, ObservedQuiet};
        assert_eq!(kinds(false), [NotListening, ObservedQuiet, NotListening]);
        assert_eq!(kinds(true), [NotKnown, ObservedQuiet, NotKnown]);
    }

    #[test]
    fn between_files_nobody_listened() {
        let at = |seconds: i64| UtcNanos(seconds * 1_000_000_000);
        let file = |from, to| Interval { earliest: at(from), latest: at(to) };
        let kinds = |files: &[Interval]| {
            let files: BTreeMap<_, _> = (1..).map(StreamId).zip(files.iter().copied()).collect();
            let ends = files.values().flat_map(|file| [file.earliest, file.latest]);
            let mut moments: Vec<_> = ends.map(|at| (at, Seq(1))).collect();
            moments.sort_unstable();
            let heard = Heard { moments, files, ..Heard::default() };
            let spans = heard.cover("web1", file(400, 1_000), &[]).spans;
            spans.iter().map(|(of, _)| (of.kind, of.at.earliest.0 / 1_000_000_000)).collect::<Vec<_>>()
        };
        use CoverageKind::{NotListening, ObservedQuiet};
        assert_eq!(
            kinds(&[file(900, 1_000), file(400, 500)]),
            [(ObservedQuiet, 400), (NotListening, 500), (ObservedQuiet, 900)]
        );
        // One goes on where the other ends, and one lies within the other.
        assert_eq!(kinds(&[file(400, 500), file(501, 1_000)]), [(ObservedQuiet, 400)]);
        assert_eq!(kinds(&[file(400, 1_000), file(450, 500), file(900, 950)]), [(ObservedQuiet, 400)]);
    }

    #[test]
    fn a_hole_is_told_of_one_counter_only() {
        let counts = |numbers: &[u64]| -> Counts { numbers.iter().map(|number| (UtcNanos(0), *number)).collect() };
        assert_eq!(find_holes(&counts(&[1, 2, 5])).len(), 1);
        assert_eq!(find_holes(&counts(&[1, 2, 3])).len(), 0);
        assert_eq!(find_holes(&counts(&[1, 900, 2, 901])).len(), 0);
    }
}
