//! Which record comes before which, as far as it is proven.
//!
//! Records are ordered by their device ([`axis`]), by quotes, and by intervals that do not touch ([`closure`]); closed
//! through any number of steps. Nothing is stated where both directions can be proven.

mod agree;
mod axis;
mod carry;
mod closure;
mod explain;
mod graph;
mod insert;
mod join;
mod line;
mod search;
mod sweep;

use crate::{
    Assumption, AssumptionSet, EventId, EvidenceFinding, FindingKind, Observation, Timing, Why,
    anchor::{Keyed, Quote},
    settings::at,
};
use axis::Axes;
use closure::Closure;
use graph::Graph;
use search::{Quotes, Way};

pub(crate) use insert::Placed;

/// Contradictions are resolved by taking records off their axes, in so many rounds at most.
const ROUNDS_MAX: usize = 4;
/// So many of a kind are reported.
const REPORTED_MAX: usize = 1_000;

/// The whole order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    axes: Axes,
    quotes: Quotes,
    closure: Closure,
    /// Contradictions, and quotes that were refused.
    withdrawn: Vec<EvidenceFinding>,
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
    ) -> Self {
        let mut axes = Axes::find(observations, repeats, assume);
        let quotes = if relies_on_quotes(assume) { keyed.quotes.as_slice() } else { &[] };
        let id = |index: u32| observations.get(index as usize).map(|of| of.id).unwrap_or_default();
        let mut withdrawn = Vec::new();
        let (mut graph, mut closure) = walk(&axes, quotes, timings, observations);
        for _ in 0..ROUNDS_MAX {
            let wrong = closure.contradictions(timings, &axes);
            if wrong.is_empty() {
                break;
            }
            for (one, other) in &wrong {
                axes.remove(*one);
                axes.remove(*other);
            }
            withdrawn.extend(report(FindingKind::OrderAgainstTimes, wrong.iter().map(|of| [id(of.0), id(of.1)])));
            (graph, closure) = walk(&axes, quotes, timings, observations);
        }
        let refused = graph.refused.iter().map(|quote| [id(quote.one), id(quote.other)]);
        withdrawn.extend(report(FindingKind::QuotesCircle, refused));
        let quotes = Quotes::build(&graph.quotes, observations, &axes, &closure);
        Self { axes, quotes, closure, withdrawn }
    }

    /// What was noticed of the order.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &EvidenceFinding> {
        self.axes.axes.iter().filter_map(|axis| axis.breach.as_ref()).chain(&self.withdrawn)
    }

    /// What proves that the one was stamped before the other (by quotes: not after it).
    pub(crate) fn prove_stamped(&self, one: u32, other: u32, timings: &[Timing]) -> Option<Proof> {
        if self.axes.precedes(one, other) {
            return Some(Proof::Axis(self.axes.why(one)));
        }
        self.prove_apart(one, other, 0, timings).or_else(|| {
            let way = self.quotes.find_way(one, other, &self.axes, &self.closure);
            matches!(way, Way::Legs(_)).then_some(Proof::Quotes)
        })
    }

    /// What proves that what the one tells happened before what the other, of this lag, tells.
    pub(crate) fn prove_happened(&self, one: u32, other: u32, lag: i64, timings: &[Timing]) -> Option<Proof> {
        self.prove_apart(one, other, lag, timings)
    }

    /// The intervals that show that the one ends before the other, less its lag, begins: their own where these do.
    fn prove_apart(&self, one: u32, other: u32, lag: i64, timings: &[Timing]) -> Option<Proof> {
        let (latest, earliest) = (self.closure.latest_of(one), self.closure.earliest_of(other));
        let is_apart = earliest.nanos != i64::MIN && latest.nanos < earliest.nanos.saturating_sub(lag);
        is_apart.then(|| {
            let is_own = at(timings, one as usize).latest == latest.nanos;
            let last = if is_own { one } else { latest.from };
            let is_own = at(timings, other as usize).earliest == earliest.nanos;
            Proof::Intervals(last, if is_own { other } else { earliest.from })
        })
    }
}

/// True where quotes may be relied on.
fn relies_on_quotes(assume: AssumptionSet) -> bool {
    assume.includes(AssumptionSet::of(&[Assumption::QuotesFollow, Assumption::AnchorKeysUnique]))
}

fn walk(axes: &Axes, quotes: &[Quote], timings: &[Timing], observations: &[Observation]) -> (Graph, Closure) {
    let places = axes.axes.iter().map(|axis| axis.places);
    let graph = Graph::build(places, &axes.spots, quotes.to_vec());
    let closure = Closure::build(&graph, timings, observations);
    (graph, closure)
}

/// The first findings of a kind, by the records that they are of.
fn report(kind: FindingKind, of: impl Iterator<Item = [EventId; 2]>) -> Vec<EvidenceFinding> {
    let mut of: Vec<[EventId; 2]> = of.collect();
    of.sort_unstable();
    of.iter().take(REPORTED_MAX).map(|events| EvidenceFinding::of_events(kind, events)).collect()
}
