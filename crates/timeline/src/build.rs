//! Lines sightings up.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use model::{Position, Reason, Seq, StreamId};
use stamp::UtcNanos;

use crate::{Assumption, Counter, Finding, FindingKind, Link, Sighting, Why};

/// A cited event at its place in the shown line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// The event.
    pub sighting: Sighting,
    /// How it stands to the next entry of the line; none for the last one.
    pub towards_next: Option<Link>,
}

/// Cited events in one line, which shows no proven order reversed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The line.
    pub entries: Vec<TimelineEntry>,
    /// The evidence it was made from: every record up to this one. Later evidence may withdraw a statement.
    pub cut: Seq,
    /// Everything that an interval or a statement in it rests on, each once, in the order of [`Assumption::ALL`].
    pub assumptions: Vec<Assumption>,
    /// What was noticed, sorted.
    pub findings: Vec<Finding>,
    /// Chains whose counter was found to contradict itself.
    withdrawn: BTreeSet<Chain>,
}

/// One device's records in one stream, as its own counter tells them apart.
type Chain = (StreamId, String);

/// A record: a delivery of the same place of the same stream is the same record.
type Place = (StreamId, Position);

/// Lines sightings up to the evidence cut, which is the last record considered.
///
/// The order depends on the sightings alone, not on the order they are handed over in. Sightings beyond the cut are
/// left out and reported as a finding. The line follows (time as read, `seq`) wherever no proven order says
/// otherwise. Takes O(n log n).
#[must_use]
pub fn build_timeline(sightings: Vec<Sighting>, cut: Seq) -> Timeline {
    let (mut within, mut beyond): (Vec<_>, Vec<_>) = sightings.into_iter().partition(|sighting| sighting.seq <= cut);
    within.sort_by_key(arrival);
    unify_counters(&mut within);
    beyond.sort_by_key(arrival);
    let mut findings: Vec<Finding> = beyond
        .iter()
        .map(|sighting| Finding { kind: FindingKind::BeyondCut, exhibits: vec![sighting.number] })
        .collect();
    let withdrawn = withdraw_chains(&within, &mut findings);
    let order = line_up(&within, &withdrawn, &mut findings);

    let mut timeline = Timeline { entries: Vec::with_capacity(order.len()), cut, withdrawn, ..Timeline::default() };
    let mut slots: Vec<Option<Sighting>> = within.into_iter().map(Some).collect();
    let line = order.into_iter().filter_map(|index| slots.get_mut(index).and_then(Option::take));
    timeline.entries.extend(line.map(|sighting| TimelineEntry { sighting, towards_next: None }));
    let links: Vec<Option<Link>> = (0..timeline.entries.len()).map(|at| timeline.link(at, at + 1)).collect();
    for (entry, link) in timeline.entries.iter_mut().zip(links) {
        entry.towards_next = link;
    }
    timeline.assumptions = list_assumptions(&timeline.entries);
    findings.sort();
    timeline.findings = findings;
    timeline
}

impl Timeline {
    /// How one entry stands to a later one of the line, by their places in it; none where `from` is not before `to`
    /// in the line or the line has no such place.
    ///
    /// `before` here is closed: it holds through any number of entries between the two.
    #[must_use]
    pub fn link(&self, from: usize, to: usize) -> Option<Link> {
        if from >= to {
            return None;
        }
        let (from, to) = (self.entries.get(from)?, self.entries.get(to)?);
        Some(self.relate(&from.sighting, &to.sighting).into())
    }

    /// A record has at most one counter and so stands in at most one chain. That makes the closure of the proven order
    /// the chains themselves: two records are ordered exactly if they are different records of one chain that stands.
    fn relate(&self, from: &Sighting, to: &Sighting) -> Why {
        if place(from) == place(to) {
            return Why::SameRecord;
        }
        let time_unknown = [from, to].iter().any(|sighting| sighting.time.reasons.contains(Reason::TimeMissing));
        match (from.stream == to.stream, &from.counter, &to.counter) {
            (true, Some(one), Some(other)) if one.observer == other.observer => {
                if self.withdrawn.contains(&(from.stream, one.observer.clone())) {
                    Why::CounterContradicts
                } else {
                    Why::CounterGrows
                }
            }
            (true, None, _) | (true, _, None) => Why::NoCounter,
            _ if time_unknown => Why::TimeUnknown,
            _ => Why::ClocksUnmodelled,
        }
    }
}

fn place(sighting: &Sighting) -> Place {
    (sighting.stream, sighting.position)
}

/// The order of arrival within each stream; the numbers make it total, so that nothing rests on the input's order.
fn arrival(sighting: &Sighting) -> (StreamId, Position, Seq, u32) {
    (sighting.stream, sighting.position, sighting.seq, sighting.number)
}

/// The order of the shown line where nothing is proven.
type Reading = (UtcNanos, Seq, u32);

fn reading(sighting: &Sighting) -> Reading {
    (sighting.time.at, sighting.seq, sighting.number)
}

/// Gives every citation of one record the counter of the first that has one: older readers may have overlooked it.
fn unify_counters(sightings: &mut [Sighting]) {
    for of in sightings.chunk_by_mut(|one, other| place(one) == place(other)).filter(|of| of.len() > 1) {
        let counter = of.iter().find_map(|sighting| sighting.counter.clone());
        of.iter_mut().for_each(|sighting| sighting.counter.clone_from(&counter));
    }
}

/// Finds the chains whose counter repeats or runs back in the order of arrival.
///
/// Such a counter was restarted, or the way in changed the order: from the records alone the two cannot be told apart,
/// and counts from before and after a restart compare to nothing. So the whole chain states no order, not just the
/// pair that shows it.
fn withdraw_chains(sightings: &[Sighting], findings: &mut Vec<Finding>) -> BTreeSet<Chain> {
    let mut withdrawn = BTreeSet::new();
    let mut last: BTreeMap<(StreamId, &str), &Sighting> = BTreeMap::new();
    for sighting in sightings {
        let Some(Counter { observer, value }) = &sighting.counter else { continue };
        let Some(before) = last.insert((sighting.stream, observer), sighting) else { continue };
        if place(before) == place(sighting) {
            continue;
        }
        let kind = match before.counter.as_ref().map(|counter| counter.value).cmp(&Some(*value)) {
            Ordering::Less => continue,
            Ordering::Equal => FindingKind::CounterRepeats,
            Ordering::Greater => FindingKind::CounterRunsBack,
        };
        findings.push(Finding { kind, exhibits: vec![before.number, sighting.number] });
        withdrawn.insert((sighting.stream, observer.clone()));
    }
    withdrawn
}

/// The records of the line: for each its sightings, as a range of `sightings`, and the record that must follow it.
struct Node {
    first: usize,
    end: usize,
    next: Option<usize>,
    waits: bool,
}

/// Gives the indices of `sightings` (in arrival order) in the order of the line: the first free record by reading
/// order is placed next, a record being free once the one before it in its chain is placed.
fn line_up(sightings: &[Sighting], withdrawn: &BTreeSet<Chain>, findings: &mut Vec<Finding>) -> Vec<usize> {
    let nodes = chain_records(sightings, withdrawn, findings);
    let key = |node: &Node| sightings.get(node.first..node.end).and_then(|of| of.iter().map(reading).min());
    let mut free: BinaryHeap<Reverse<(Option<Reading>, usize)>> = nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| !node.waits)
        .map(|(index, node)| Reverse((key(node), index)))
        .collect();
    let mut order = Vec::with_capacity(sightings.len());
    while let Some(Reverse((_, index))) = free.pop() {
        let Some(node) = nodes.get(index) else { continue };
        order.extend(node.first..node.end);
        if let Some((next, node)) = node.next.and_then(|next| Some((next, nodes.get(next)?))) {
            free.push(Reverse((key(node), next)));
        }
    }
    order
}

/// Groups sightings by record and links the records of each chain that stands.
fn chain_records(sightings: &[Sighting], withdrawn: &BTreeSet<Chain>, findings: &mut Vec<Finding>) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut last: BTreeMap<(StreamId, &str), usize> = BTreeMap::new();
    let mut first = 0;
    for of in sightings.chunk_by(|one, other| place(one) == place(other)) {
        let index = nodes.len();
        let mut node = Node { first, end: first + of.len(), next: None, waits: false };
        first = node.end;
        let counted = of.iter().find_map(|sighting| Some((sighting, sighting.counter.as_ref()?)));
        if let Some((sighting, counter)) = counted {
            let stands = !withdrawn.contains(&(sighting.stream, counter.observer.clone()));
            let before = last.insert((sighting.stream, &counter.observer), index).filter(|_| stands);
            if let Some(before) = before.and_then(|before| nodes.get_mut(before)) {
                before.next = Some(index);
                node.waits = true;
                findings.extend(sightings.get(before.first).and_then(|before| find_step_back(before, sighting)));
            }
        }
        nodes.push(node);
    }
    nodes
}

/// A proven order against which the written times stand, with nothing left open by zone or precision.
fn find_step_back(before: &Sighting, after: &Sighting) -> Option<Finding> {
    let missing = [before, after].iter().any(|sighting| sighting.time.reasons.contains(Reason::TimeMissing));
    let back = before.time.read.earliest > after.time.read.latest;
    (back && !missing)
        .then(|| Finding { kind: FindingKind::StampsRunBack, exhibits: vec![before.number, after.number] })
}

fn list_assumptions(entries: &[TimelineEntry]) -> Vec<Assumption> {
    let stated = entries.iter().filter_map(|entry| entry.towards_next).flat_map(|link| link.why.assumptions());
    let read = entries.iter().flat_map(|entry| entry.sighting.time.reasons.iter()).filter_map(Assumption::of_reason);
    stated.copied().chain(read).collect::<BTreeSet<_>>().into_iter().collect()
}
