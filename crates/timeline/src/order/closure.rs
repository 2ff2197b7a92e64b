//! Bounds carried along the proven order: no record is before what precedes it, none after what follows it.

use super::{
    axis::Axes,
    graph::{Graph, Step},
};
use crate::{Timing, settings::at};

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

/// For each record the greatest earliest of all that precede it and the smallest latest of all that follow it, itself
/// included; and its best estimate made monotone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Closure {
    pub(crate) earliest: Vec<Carried>,
    pub(crate) latest: Vec<Carried>,
    pub(crate) best: Vec<i64>,
    /// The rank of each record in the walk.
    pub(crate) rank: Vec<u32>,
}

impl Closure {
    pub(crate) fn build(graph: &Graph, timings: &[Timing]) -> Self {
        let earliest: Vec<Carried> =
            timings.iter().zip(0..).map(|(of, from)| Carried { nanos: of.earliest, from }).collect();
        // Negated, so that both are carried as greatest ones.
        let latest: Vec<Carried> =
            timings.iter().zip(0..).map(|(of, from)| Carried { nanos: of.latest.saturating_neg(), from }).collect();
        let mut closure = Self { rank: vec![0; timings.len()], ..Self::default() };
        closure.earliest = carry_forward(graph, earliest);
        closure.latest = carry_backward(graph, latest);
        for of in &mut closure.latest {
            of.nanos = of.nanos.saturating_neg();
        }
        let best = timings.iter().enumerate().map(|(index, of)| {
            let (earliest, latest) = (at(&closure.earliest, index).nanos, at(&closure.latest, index).nanos);
            let nanos = if earliest <= latest { of.best.clamp(earliest, latest) } else { of.best };
            Carried { nanos, from: 0 }
        });
        closure.best = carry_forward(graph, best.collect()).into_iter().map(|of| of.nanos).collect();
        let records = graph.walk.iter().filter_map(|step| match step {
            Step::Record(index) => Some(*index),
            Step::Gate(_) => None,
        });
        for (rank, index) in (0..).zip(records) {
            if let Some(slot) = closure.rank.get_mut(index as usize) {
                *slot = rank;
            }
        }
        closure
    }

    /// Records whose carried bounds stand against their own, with the record that the bound comes from.
    pub(crate) fn contradictions(&self, timings: &[Timing], axes: &Axes) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        for (index, timing) in (0_u32..).zip(timings) {
            let earliest = at(&self.earliest, index as usize);
            let latest = at(&self.latest, index as usize);
            if earliest.nanos > timing.latest && earliest.from != index {
                found.push((earliest.from, index));
            }
            if latest.nanos < timing.earliest && latest.from != index {
                found.push((index, latest.from));
            }
        }
        found.retain(|(one, other)| {
            at(&axes.spots, *one as usize).is_some() || at(&axes.spots, *other as usize).is_some()
        });
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn raise(of: &mut [Carried], index: u32, by: Carried) {
    if let Some(value) = of.get_mut(index as usize)
        && by.nanos > value.nanos
    {
        *value = by;
    }
}

/// Carries the greatest value along the walk.
fn carry_forward(graph: &Graph, mut records: Vec<Carried>) -> Vec<Carried> {
    let mut gates = vec![Carried::default(); graph.follows.len()];
    for step in &graph.walk {
        match step {
            Step::Gate(gate) => {
                if at(&graph.follows, *gate as usize) {
                    let before = at(&gates, *gate as usize - 1);
                    raise(&mut gates, *gate, before);
                }
            }
            Step::Record(index) => {
                let behind = graph.behind.get(*index as usize).map(|gate| at(&gates, *gate as usize));
                raise(&mut records, *index, behind.unwrap_or_default());
                for quote in graph.quotes_of(*index) {
                    let quoted = at(&records, quote.one as usize);
                    raise(&mut records, *index, quoted);
                }
                let value = at(&records, *index as usize);
                raise(&mut gates, at(&graph.before, *index as usize), value);
            }
        }
    }
    records
}

/// Carries the greatest value against the walk.
fn carry_backward(graph: &Graph, mut records: Vec<Carried>) -> Vec<Carried> {
    let mut gates = vec![Carried::default(); graph.follows.len()];
    for step in graph.walk.iter().rev() {
        match step {
            Step::Gate(gate) => {
                if at(&graph.follows, *gate as usize) {
                    let value = at(&gates, *gate as usize);
                    raise(&mut gates, *gate - 1, value);
                }
            }
            Step::Record(index) => {
                let before = graph.before.get(*index as usize).map(|gate| at(&gates, *gate as usize));
                raise(&mut records, *index, before.unwrap_or_default());
                let value = at(&records, *index as usize);
                for quote in graph.quotes_of(*index) {
                    raise(&mut records, quote.one, value);
                }
                raise(&mut gates, at(&graph.behind, *index as usize), value);
            }
        }
    }
    records
}
