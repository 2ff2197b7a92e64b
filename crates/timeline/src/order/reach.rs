//! Which records a record follows by quotes: a vector clock, kept only where a quote changes it.

use super::{
    axis::Axes,
    graph::{Graph, Step},
};
use crate::settings::at;

/// Sources of one axis in one clock, and of all axes, at most: beyond it the oldest are forgotten. That costs
/// statements, and bounds what hostile input can cost.
const SOURCES_OF_AXIS_MAX: usize = 64;
const SOURCES_MAX: usize = 1_024;

/// A record that others follow, with its axis (a number beyond all axes where it has none).
type Source = (u32, u32);

/// For each record the clock that it has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach {
    clocks: Vec<Vec<Source>>,
    /// 0 is the empty clock.
    of_record: Vec<u32>,
}

impl Reach {
    pub(crate) fn build(graph: &Graph, axes: &Axes) -> Self {
        let mut reach = Self { clocks: vec![Vec::new()], of_record: vec![0; graph.behind.len()] };
        if graph.quotes.is_empty() {
            return reach;
        }
        let mut gates = vec![0_u32; graph.follows.len()];
        for step in &graph.walk {
            match step {
                Step::Gate(gate) => {
                    if at(&graph.follows, *gate as usize) {
                        let before = at(&gates, *gate as usize - 1);
                        reach.join_into(&mut gates, *gate, before, axes);
                    }
                }
                Step::Record(index) => {
                    let mut clock = graph.behind.get(*index as usize).map_or(0, |gate| at(&gates, *gate as usize));
                    let quotes = graph.quotes_of(*index);
                    if !quotes.is_empty() {
                        let mut sources = reach.clocks.get(clock as usize).cloned().unwrap_or_default();
                        for quote in quotes {
                            sources.extend(reach.of(quote.one));
                            let axis = at(&axes.spots, quote.one as usize).map_or(u32::MAX, |spot| spot.axis);
                            sources.push((axis, quote.one));
                        }
                        clock = reach.keep(sources, axes);
                    }
                    if let Some(slot) = reach.of_record.get_mut(*index as usize) {
                        *slot = clock;
                    }
                    reach.join_into(&mut gates, at(&graph.before, *index as usize), clock, axes);
                }
            }
        }
        reach
    }

    /// True where the quotes say that `other` is not before `one`.
    pub(crate) fn follows(&self, one: u32, other: u32, axes: &Axes) -> bool {
        let clock = self.of(other);
        let Some(spot) = at(&axes.spots, one as usize) else {
            return clock.binary_search(&(u32::MAX, one)).is_ok();
        };
        let from = clock.partition_point(|(axis, _)| *axis < spot.axis);
        let sources = clock.iter().skip(from).take_while(|(axis, _)| *axis == spot.axis);
        sources.into_iter().any(|(_, source)| *source == one || axes.precedes(one, *source))
    }

    fn of(&self, index: u32) -> &[Source] {
        self.clocks.get(at(&self.of_record, index as usize) as usize).map_or(&[], Vec::as_slice)
    }

    fn join_into(&mut self, gates: &mut [u32], gate: u32, clock: u32, axes: &Axes) {
        let Some(slot) = gates.get_mut(gate as usize) else { return };
        if clock == 0 || *slot == clock {
            return;
        }
        if *slot == 0 {
            *slot = clock;
            return;
        }
        let of = |at: u32| self.clocks.get(at as usize).map_or(&[] as &[Source], Vec::as_slice);
        let mut sources = of(*slot).to_vec();
        sources.extend_from_slice(of(clock));
        let joined = Self::reduce(sources, axes);
        if joined == of(*slot) {
            return;
        }
        if joined == of(clock) {
            *slot = clock;
            return;
        }
        *slot = self.push(joined);
    }

    fn keep(&mut self, sources: Vec<Source>, axes: &Axes) -> u32 {
        let reduced = Self::reduce(sources, axes);
        self.push(reduced)
    }

    fn push(&mut self, clock: Vec<Source>) -> u32 {
        self.clocks.push(clock);
        u32::try_from(self.clocks.len() - 1).unwrap_or(0)
    }

    /// Sorted, each once, without those that another one of their axis follows anyway.
    fn reduce(mut sources: Vec<Source>, axes: &Axes) -> Vec<Source> {
        sources.sort_unstable();
        sources.dedup();
        let mut reduced: Vec<Source> = Vec::with_capacity(sources.len());
        let place = |of: &Source| at(&axes.spots, of.1 as usize).map_or(0, |spot| spot.place);
        for of_axis in sources.chunk_by(|one, other| one.0 == other.0 && one.0 != u32::MAX) {
            let top = of_axis.iter().map(place).max().unwrap_or(0);
            let stands = |of: &&Source| at(&axes.spots, of.1 as usize).is_none_or(|spot| spot.clear > top);
            let mut kept: Vec<Source> = of_axis.iter().filter(stands).copied().collect();
            if kept.len() > SOURCES_OF_AXIS_MAX {
                kept.sort_unstable_by_key(|of| (place(of), of.1));
                kept.drain(..kept.len() - SOURCES_OF_AXIS_MAX);
                kept.sort_unstable();
            }
            reduced.extend(kept);
        }
        reduced.truncate(SOURCES_MAX);
        reduced
    }
}
