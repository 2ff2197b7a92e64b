//! What is asked of the index, and its answer.

use std::collections::BinaryHeap;

use model::Seq;
use query::Query;
use serde::{Deserialize, Serialize};
use stamp::UtcNanos;
use tantivy::{SegmentReader, query::EnableScoring};

use crate::{
    IndexError, IndexErrorKind,
    compile::{Compiled, compile_query},
    schema::{AT, SEQ},
    snapshot::{SegmentBounds, Snapshot, View},
};

/// An event that was found: enough to read it again, and its place in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Hit {
    /// The time as read.
    pub at: UtcNanos,
    /// Which record.
    pub seq: Seq,
}

/// The place of the last hit of a page; the next page goes on after it.
pub type Cursor = Hit;

/// In which direction of (time as read, `seq`) hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The oldest first.
    #[default]
    Ascending,
    /// The newest first.
    Descending,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct SearchRequest<'a> {
    /// What hits must meet.
    pub query: &'a Query,
    /// The first moment of the window, by the time as read; none is open.
    pub from: Option<UtcNanos>,
    /// The moment after the window; none is open.
    pub to: Option<UtcNanos>,
    /// Only what comes after it in the order asked for.
    pub after: Option<Cursor>,
    /// Nothing that was indexed later, so that pages stay as they are while more comes in.
    pub through: Seq,
    /// How many hits at most.
    pub limit: usize,
    /// In which direction.
    pub order: Order,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchAnswer {
    /// In the order asked for.
    pub hits: Vec<Hit>,
    /// True where every hit meets the query. Else the index could not tell of all of them: none that meets it is
    /// missing up to the last hit, but each must be matched again in memory.
    pub exact: bool,
}

/// A hit's place in the order asked for; the first has the smallest.
type Rank = (i64, u64);

fn rank(order: Order, at: i64, seq: u64) -> Rank {
    match order {
        Order::Ascending => (at, seq),
        // The complement turns the order of integers round, without overflow.
        Order::Descending => (!at, !seq),
    }
}

fn hit_at(order: Order, rank: Rank) -> Hit {
    let (at, seq) = match order {
        Order::Ascending => rank,
        Order::Descending => (!rank.0, !rank.1),
    };
    Hit { at: UtcNanos(at), seq: Seq(seq) }
}

/// The first hits of a request, up to its limit.
pub(crate) fn search_first(snapshot: &Snapshot, request: &SearchRequest<'_>) -> Result<SearchAnswer, IndexError> {
    let mut first: BinaryHeap<Rank> = BinaryHeap::new();
    let limit = request.limit;
    let exact = visit(snapshot, request, |event| match event {
        Visited::Segment(best) => first.len() < limit || first.peek().is_some_and(|worst| best < *worst),
        Visited::Hit(rank) => {
            if first.len() < limit {
                first.push(rank);
            } else if let Some(mut worst) = first.peek_mut()
                && rank < *worst
            {
                *worst = rank;
            }
            true
        }
    })?;
    let hits = first.into_sorted_vec().into_iter().map(|rank| hit_at(request.order, rank)).collect();
    Ok(SearchAnswer { hits, exact })
}

/// Every hit of a request; its limit does not count.
pub(crate) fn search_all(snapshot: &Snapshot, request: &SearchRequest<'_>) -> Result<SearchAnswer, IndexError> {
    let mut all = Vec::new();
    let exact = visit(snapshot, request, |event| {
        if let Visited::Hit(rank) = event {
            all.push(rank);
        }
        true
    })?;
    all.sort_unstable();
    Ok(SearchAnswer { hits: all.into_iter().map(|rank| hit_at(request.order, rank)).collect(), exact })
}

/// How many hits a request has; its limit does not count.
pub(crate) fn count_hits(snapshot: &Snapshot, request: &SearchRequest<'_>) -> Result<(u64, bool), IndexError> {
    let mut count = 0;
    let exact = visit(snapshot, request, |event| {
        count += u64::from(matches!(event, Visited::Hit(_)));
        true
    })?;
    Ok((count, exact))
}

/// What a visit comes by.
enum Visited {
    /// A segment whose first possible hit is this; an answer of false leaves it out.
    Segment(Rank),
    /// A hit.
    Hit(Rank),
}

/// Visits every hit, segments that can hold the first ones before the others. Says whether hits need no further match.
fn visit(
    snapshot: &Snapshot,
    request: &SearchRequest<'_>,
    mut visited: impl FnMut(Visited) -> bool,
) -> Result<bool, IndexError> {
    let window = Window::new(request);
    let mut exact = true;
    let mut parts: Vec<(Rank, &View, &SegmentReader, usize)> = Vec::new();
    let mut compiled: Vec<Compiled> = Vec::new();
    for view in &snapshot.generations {
        let segments = view.searcher.segment_readers().iter().zip(&view.segments);
        let touched: Vec<_> = segments.filter_map(|(reader, bounds)| Some((window.best_of(bounds)?, reader))).collect();
        if touched.is_empty() {
            continue;
        }
        let plan = compile_query(request.query, &view.searcher)?;
        exact &= plan.exact;
        parts.extend(touched.into_iter().map(|(best, reader)| (best, view, reader, compiled.len())));
        compiled.push(plan);
    }
    parts.sort_by_key(|(best, ..)| *best);
    for (best, view, reader, plan) in parts {
        let Some(plan) = compiled.get(plan) else { continue };
        if visited(Visited::Segment(best)) {
            visit_segment(plan, view, reader, &window, &mut visited)
                .map_err(|error| IndexError::new("search a segment", IndexErrorKind::from(error)))?;
        }
    }
    Ok(exact)
}

fn visit_segment(
    plan: &Compiled,
    view: &View,
    reader: &SegmentReader,
    window: &Window,
    visited: &mut impl FnMut(Visited) -> bool,
) -> tantivy::Result<()> {
    let weight = plan.query.weight(EnableScoring::disabled_from_searcher(&view.searcher))?;
    let at = reader.fast_fields().i64(AT)?.first_or_default_col(0);
    let seq = reader.fast_fields().u64(SEQ)?.first_or_default_col(0);
    weight.for_each_no_score(reader, &mut |documents| {
        for document in documents {
            if let Some(rank) = window.rank_inside(at.get_val(*document), || seq.get_val(*document)) {
                visited(Visited::Hit(rank));
            }
        }
    })
}

/// The part of a request that the columns decide.
struct Window {
    from: i64,
    /// The last moment inside; none where there is no moment inside.
    last: Option<i64>,
    after: Option<Rank>,
    through: u64,
    order: Order,
}

impl Window {
    fn new(request: &SearchRequest<'_>) -> Self {
        Self {
            from: request.from.map_or(i64::MIN, |from| from.0),
            last: request.to.map_or(Some(i64::MAX), |to| to.0.checked_sub(1)),
            after: request.after.map(|hit| rank(request.order, hit.at.0, hit.seq.0)),
            through: request.through.0,
            order: request.order,
        }
    }

    fn rank_inside(&self, at: i64, seq: impl FnOnce() -> u64) -> Option<Rank> {
        if at < self.from || at > self.last? {
            return None;
        }
        let seq = seq();
        let rank = rank(self.order, at, seq);
        (seq <= self.through && self.after.is_none_or(|after| rank > after)).then_some(rank)
    }

    /// The first rank that a segment can have a hit at; none where it can have none.
    fn best_of(&self, bounds: &SegmentBounds) -> Option<Rank> {
        let (first, last) = (bounds.at.0.max(self.from), bounds.at.1.min(self.last?));
        if first > last || bounds.seq.0 > self.through {
            return None;
        }
        let (best, worst) = match self.order {
            Order::Ascending => ((first, bounds.seq.0), (last, bounds.seq.1)),
            Order::Descending => ((!last, !bounds.seq.1), (!first, !bounds.seq.0)),
        };
        self.after.is_none_or(|after| worst > after).then_some(best)
    }
}
