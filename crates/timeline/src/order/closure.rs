//! Bounds carried along the proven order: no record is before what precedes it, none after what follows it.

use std::cmp::Ordering;

use super::{
    axis::Axes,
    graph::{Graph, Step},
};
use crate::{
    EventId, Observation, Timing,
    settings::{at, with_room},
};

/// A bound and the record that it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Carried {
    pub(crate) nanos: i64,
    pub(crate) from: u32,
}

impl Default for Carried {
    fn default() -> Self {
        Self { nanos: i64::MIN, from: u32::MAX }
    }
}

/// One kind of bound, of every record and at every gate, carried as greatest ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lane {
    pub(crate) records: Vec<Carried>,
    /// For each axis at each place.
    pub(crate) gates: Vec<Vec<Carried>>,
}

/// For each record the greatest earliest of all that precede it and the smallest latest of all that follow it, itself
/// included; and its best estimate made monotone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Closure {
    pub(crate) earliest: Lane,
    /// Negated, and so carried back as greatest ones.
    pub(crate) latest: Lane,
    pub(crate) best: Lane,
}

impl Closure {
    pub(crate) fn build(graph: &Graph, timings: &[Timing], observations: &[Observation]) -> Self {
        let earliest = (0_u32..).zip(timings).map(|(from, of)| Carried { nanos: of.earliest, from });
        let latest = (0_u32..).zip(timings).map(|(from, of)| Carried { nanos: of.latest.saturating_neg(), from });
        let mut closure = Self {
            earliest: carry_forward(graph, earliest.collect(), observations),
            latest: carry_backward(graph, latest.collect(), observations),
            best: Lane::default(),
        };
        let best = (0_u32..).zip(timings).map(|(index, of)| closure.own_best(index, of)).collect();
        closure.best = carry_forward(graph, best, observations);
        closure
    }

    /// The greatest earliest moment of all that precede a record.
    pub(crate) fn earliest_of(&self, index: u32) -> Carried {
        at(&self.earliest.records, index as usize)
    }

    /// The smallest latest moment of all that follow it.
    pub(crate) fn latest_of(&self, index: u32) -> Carried {
        let of = at(&self.latest.records, index as usize);
        Carried { nanos: of.nanos.saturating_neg(), from: of.from }
    }

    /// Its best estimate, no earlier than those of what precedes it.
    pub(crate) fn best_of(&self, index: u32) -> i64 {
        at(&self.best.records, index as usize).nanos
    }

    /// Its own best estimate, within its bounds.
    pub(crate) fn own_best(&self, index: u32, timing: &Timing) -> Carried {
        let (earliest, latest) = (self.earliest_of(index).nanos, self.latest_of(index).nanos);
        let nanos = if earliest <= latest { timing.best.clamp(earliest, latest) } else { timing.best };
        Carried { nanos, from: 0 }
    }

    /// Where the carried bounds of a record stand against its own: from which record to which.
    pub(crate) fn contradictions_of(&self, index: u32, timing: &Timing) -> impl Iterator<Item = (u32, u32)> {
        let (earliest, latest) = (self.earliest_of(index), self.latest_of(index));
        let before = (earliest.nanos > timing.latest && earliest.from != index).then_some((earliest.from, index));
        let after = (latest.nanos < timing.earliest && latest.from != index).then_some((index, latest.from));
        before.into_iter().chain(after)
    }

    /// All contradictions in which an axis has a part, each once.
    pub(crate) fn contradictions(&self, timings: &[Timing], axes: &Axes) -> Vec<(u32, u32)> {
        let of = (0_u32..).zip(timings).flat_map(|(index, timing)| self.contradictions_of(index, timing));
        let mut found: Vec<(u32, u32)> = of.filter(|pair| is_by_axis(*pair, axes)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// True where one of both stands on an axis.
pub(crate) fn is_by_axis((one, other): (u32, u32), axes: &Axes) -> bool {
    at(&axes.spots, one as usize).is_some() || at(&axes.spots, other as usize).is_some()
}

/// The greater one; of equal ones that of the smaller id.
pub(crate) fn pick(one: Carried, other: Carried, observations: &[Observation]) -> Carried {
    let id = |of: Carried| -> (bool, EventId) {
        observations.get(of.from as usize).map_or((true, EventId::default()), |of| (false, of.id))
    };
    match one.nanos.cmp(&other.nanos) {
        Ordering::Greater => one,
        Ordering::Less => other,
        Ordering::Equal if one.from == other.from || id(one) <= id(other) => one,
        Ordering::Equal => other,
    }
}

fn raise(of: &mut [Carried], index: u32, by: Carried, observations: &[Observation]) {
    if let Some(value) = of.get_mut(index as usize) {
        *value = pick(*value, by, observations);
    }
}

/// Carries the greatest value along the walk.
fn carry_forward(graph: &Graph, mut records: Vec<Carried>, observations: &[Observation]) -> Lane {
    let mut gates = vec![Carried::default(); graph.follows.len()];
    for step in &graph.walk {
        match step {
            Step::Gate(gate) => {
                if at(&graph.follows, *gate as usize) {
                    let before = at(&gates, *gate as usize - 1);
                    raise(&mut gates, *gate, before, observations);
                }
            }
            Step::Record(index) => {
                let behind = graph.behind.get(*index as usize).map(|gate| at(&gates, *gate as usize));
                raise(&mut records, *index, behind.unwrap_or_default(), observations);
                for quote in graph.quotes_of(*index) {
                    let quoted = at(&records, quote.one as usize);
                    raise(&mut records, *index, quoted, observations);
                }
                let value = at(&records, *index as usize);
                raise(&mut gates, at(&graph.before, *index as usize), value, observations);
            }
        }
    }
    Lane { records: with_room(records), gates: split_gates(graph, &gates) }
}

/// Carries the greatest value against the walk.
fn carry_backward(graph: &Graph, mut records: Vec<Carried>, observations: &[Observation]) -> Lane {
    let mut gates = vec![Carried::default(); graph.follows.len()];
    for step in graph.walk.iter().rev() {
        match step {
            Step::Gate(gate) => {
                if at(&graph.follows, *gate as usize) {
                    let value = at(&gates, *gate as usize);
                    raise(&mut gates, *gate - 1, value, observations);
                }
            }
            Step::Record(index) => {
                let before = graph.before.get(*index as usize).map(|gate| at(&gates, *gate as usize));
                raise(&mut records, *index, before.unwrap_or_default(), observations);
                let value = at(&records, *index as usize);
                for quote in graph.quotes_of(*index) {
                    raise(&mut records, quote.one, value, observations);
                }
                raise(&mut gates, at(&graph.behind, *index as usize), value, observations);
            }
        }
    }
    Lane { records: with_room(records), gates: split_gates(graph, &gates) }
}

fn split_gates(graph: &Graph, gates: &[Carried]) -> Vec<Vec<Carried>> {
    let of = |pair: &[u32]| match pair {
        [from, to] => gates.get(*from as usize..*to as usize).unwrap_or_default().to_vec(),
        _ => Vec::new(),
    };
    graph.bases.windows(2).map(of).collect()
}
