//! What could be seen when, per observer: silence told apart from quiet, from our own absence and from what was dropped.

use std::collections::BTreeMap;

use ledger::EntryType;
use stamp::{Interval, UtcNanos};
use timeline::{AssumptionSet, CountHole, CoverageInput, CoverageSpan, StreamOrder, cover, find_count_holes};

use crate::{
    Casework,
    error::{CaseworkError, During},
};

/// What could be seen of one observer.
#[derive(Clone, Debug)]
pub struct ObserverCoverage {
    /// Its name.
    pub name: String,
    /// The span in pieces, in order and without holes.
    pub spans: Vec<CoverageSpan>,
    /// Where its own count shows that records are missing.
    pub holes: Vec<CountHole>,
}

/// What could be seen in a span.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The span that is answered for: what was asked, from the first record on that was looked at.
    pub span: Interval,
    /// One row an observer, by name.
    pub observers: Vec<ObserverCoverage>,
}

/// Counts of one observer in one stream, in the order of arrival, each with its receipt.
type Counts = Vec<(UtcNanos, u64)>;

impl Casework {
    /// What could be seen of each observer in a span of receipt, as far as the newest records tell.
    ///
    /// # Errors
    /// The vault or the ledger could not be read.
    pub fn coverage(&self, from: UtcNanos, to: UtcNanos) -> Result<Coverage, CaseworkError> {
        let chronicle = self.newest_chronicle(AssumptionSet::DEFAULT)?;
        let mut receipts: BTreeMap<&str, Vec<UtcNanos>> = BTreeMap::new();
        let mut counts: BTreeMap<(&str, u64), Counts> = BTreeMap::new();
        for of in chronicle.chronology.observations().iter().filter(|of| of.id.part == 0) {
            let name = chronicle.name_observer(of.observer);
            receipts.entry(name).or_default().push(of.received_at);
            if let StreamOrder::Counted { value, .. } = of.order {
                counts.entry((name, of.stream.0)).or_default().push((of.received_at, value));
            }
        }
        let first = receipts.values().flatten().min().copied().unwrap_or(from);
        let span = Interval { earliest: from.max(first).min(to), latest: to };
        let downtimes = self.list_downtimes(span)?;
        let observers = receipts.into_iter().map(|(name, receipts)| {
            let of_name = counts.iter().filter(|((counted, _), _)| *counted == name);
            let holes: Vec<CountHole> = of_name.flat_map(|(_, counts)| find_holes(counts)).collect();
            let drops = holes.iter().map(|hole| hole.at).collect();
            let input = CoverageInput { receipts, downtimes: downtimes.clone(), drops };
            ObserverCoverage { name: name.to_owned(), spans: cover(span, &input), holes }
        });
        Ok(Coverage { observers: observers.collect(), span })
    }

    /// When we did not listen: from each end to the next start. An end that was not entered is told by a loss.
    fn list_downtimes(&self, span: Interval) -> Result<Vec<Interval>, CaseworkError> {
        let mut downtimes = Vec::new();
        let mut ended = None;
        for entry in self.ledger.iterate_entries(&[EntryType::Start, EntryType::Stop]) {
            let entry = entry.during("read when we listened")?;
            let line = entry.parse().during("read when we listened")?;
            // Our own lines have times that can be read; one that has not says nothing of when.
            let Ok(at) = UtcNanos::parse_rfc3339(&line.at) else { continue };
            match (entry.entry_type, ended) {
                (EntryType::Stop, _) => ended = Some(at),
                (_, Some(from)) => {
                    downtimes.push(Interval { earliest: from, latest: at });
                    ended = None;
                }
                (_, None) if downtimes.is_empty() => {
                    downtimes.push(Interval { earliest: span.earliest.min(at), latest: at });
                }
                (_, None) => {}
            }
        }
        Ok(downtimes)
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
    fn a_hole_is_told_of_one_counter_only() {
        let counts = |numbers: &[u64]| -> Counts { numbers.iter().map(|number| (UtcNanos(0), *number)).collect() };
        assert_eq!(find_holes(&counts(&[1, 2, 5])).len(), 1);
        assert_eq!(find_holes(&counts(&[1, 2, 3])).len(), 0);
        assert_eq!(find_holes(&counts(&[1, 900, 2, 901])).len(), 0);
    }
}
