//! Which record comes before which, as far as it is proven.
//!
//! Records are ordered by their device ([`axis`]), by quotes, and by intervals that do not touch ([`closure`]); closed
//! through any number of steps. Nothing is stated where both directions can be proven.

mod axis;
mod closure;
mod explain;
mod graph;
mod reach;

use crate::{
    Assumption, AssumptionSet, EvidenceFinding, FindingKind, Observation, Timing, Why, anchor::Keyed, settings::at,
};
use axis::Axes;
use closure::Closure;
use graph::Graph;
use reach::Reach;

/// Contradictions are resolved by taking records off their axes, in so many rounds at most.
const ROUNDS_MAX: usize = 4;
/// So many of a kind are reported.
const REPORTED_MAX: usize = 1_000;

/// The whole order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    pub(crate) axes: Axes,
    pub(crate) graph: Graph,
    pub(crate) closure: Closure,
    reach: Reach,
}

/// What proves an order of two records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// Their device's own order.
    Axis(Why),
    /// Quotes, with the devices' orders between them.
    Quotes,
    /// The intervals of these two, the first of which the one precedes and the second of which the other follows.
    Intervals(u32, u32),
}

impl Order {
    pub(crate) fn build(
        observations: &[Observation],
        repeats: &[Option<u32>],
        keyed: &Keyed,
        timings: &[Timing],
        assume: AssumptionSet,
        findings: &mut Vec<EvidenceFinding>,
    ) -> Self {
        let mut axes = Axes::find(observations, repeats, assume, findings);
        let used = AssumptionSet::of(&[Assumption::QuotesFollow, Assumption::AnchorKeysUnique]);
        let quotes = if assume.includes(used) { keyed.quotes.as_slice() } else { &[] };
        let id = |index: u32| observations.get(index as usize).map(|of| of.id).unwrap_or_default();
        let mut graph = Graph::build(&axes, quotes);
        let mut closure = Closure::build(&graph, timings);
        for _ in 0..ROUNDS_MAX {
            let wrong = closure.contradictions(timings, &axes);
            if wrong.is_empty() {
                break;
            }
            for (one, other) in &wrong {
                axes.remove(*one);
                axes.remove(*other);
            }
            let kind = FindingKind::OrderAgainstTimes;
            let found = wrong.iter().map(|(one, other)| EvidenceFinding::of_events(kind, &[id(*one), id(*other)]));
            findings.extend(found.take(REPORTED_MAX));
            graph = Graph::build(&axes, quotes);
            closure = Closure::build(&graph, timings);
        }
        let circles = graph.refused.iter().take(REPORTED_MAX);
        findings.extend(
            circles
                .map(|quote| EvidenceFinding::of_events(FindingKind::QuotesCircle, &[id(quote.one), id(quote.other)])),
        );
        let reach = Reach::build(&graph, &axes);
        Self { axes, graph, closure, reach }
    }

    /// What proves that the one was stamped before the other (by quotes: not after it).
    pub(crate) fn prove_stamped(&self, one: u32, other: u32) -> Option<Proof> {
        if self.axes.precedes(one, other) {
            let why = at(&self.axes.spots, one as usize).and_then(|spot| self.axes.axes.get(spot.axis as usize));
            return Some(Proof::Axis(why.map_or(Why::StampsAndArrival, |of| of.1)));
        }
        let (latest, earliest) = (at(&self.closure.latest, one as usize), at(&self.closure.earliest, other as usize));
        if latest.nanos < earliest.nanos {
            return Some(Proof::Intervals(latest.from, earliest.from));
        }
        self.reach.follows(one, other, &self.axes).then_some(Proof::Quotes)
    }

    /// What proves that what the one tells happened before what the other, of this lag, tells.
    pub(crate) fn prove_happened(&self, one: u32, other: u32, lag: i64) -> Option<Proof> {
        let (latest, earliest) = (at(&self.closure.latest, one as usize), at(&self.closure.earliest, other as usize));
        let known = earliest.nanos != i64::MIN;
        (known && latest.nanos < earliest.nanos.saturating_sub(lag))
            .then_some(Proof::Intervals(latest.from, earliest.from))
    }

    /// The shown line: records by best estimate, made monotone, then by their rank in the proven order.
    pub(crate) fn line_up(&self) -> Vec<u32> {
        let mut line: Vec<u32> = (0..u32::try_from(self.closure.best.len()).unwrap_or(u32::MAX)).collect();
        line.sort_by_key(|index| (at(&self.closure.best, *index as usize), at(&self.closure.rank, *index as usize)));
        line
    }
}
