//! Searching by true time: what happened in a window, however wrong the clock that wrote it.
//!
//! The index holds times as read. So the window is widened by how far the clocks stand off, and what is found in the
//! wide window is held to its own interval.

use std::sync::Arc;

use index::Hit;
use intake::ReadEvent;
use stamp::{Interval, UtcNanos};
use timeline::{AssumptionSet, LagKind, Moment};

use crate::{
    Casework, Chronicle, EventsRequest,
    chronicle::OffsetRange,
    error::{CaseworkError, During},
    observe::find_lag,
    spans::Asked,
    whose_clock::name_observer,
};

/// Where a clock's offset is not bounded, it is taken to be within this: further off is a year's error, and such a
/// window would be all that there is.
const UNBOUNDED_NANOS: i64 = 36 * 3_600 * 1_000_000_000;

/// How far our own clock is taken to be off where a record was received.
const OWN_CLOCK_NANOS: i64 = 60 * 1_000_000_000;

/// Where to look, and what to hold finds to.
pub(crate) struct Window {
    /// The earliest time as read.
    pub(crate) from: Option<UtcNanos>,
    /// The latest time as read.
    pub(crate) to: Option<UtcNanos>,
    /// Where true time is asked for: the window itself, and the clocks.
    within: Option<(Interval, Arc<Chronicle>)>,
}

impl Window {
    /// Whether what a hit tells can have happened in the window, as far as that is known without reading it: the model
    /// has an interval for each record that it was made from. None for the others.
    pub(crate) fn place_hit(&self, hit: Hit) -> Option<bool> {
        let Some((asked, chronicle)) = &self.within else { return Some(true) };
        let (happened, _) = chronicle.interval(hit.seq, Moment::Happened)?;
        // Where no clock bounds the early end, the time as read does, as far as clocks are off at all.
        let is_open = happened.earliest == UtcNanos::MIN;
        let earliest = if is_open { hit.at.saturating_sub(UNBOUNDED_NANOS) } else { happened.earliest };
        let bounded = Interval { earliest, latest: happened.latest };
        Some(bounded.overlaps(asked))
    }
}

impl Casework {
    /// The window of times as read that a question needs.
    pub(crate) fn find_window(&self, request: &EventsRequest) -> Result<Window, CaseworkError> {
        if !request.true_time || (request.from.is_none() && request.to.is_none()) {
            return Ok(Window { from: request.from, to: request.to, within: None });
        }
        let near = request.from.or(request.to).unwrap_or(UtcNanos::MIN);
        let from = request.from.map_or(UtcNanos::MIN, |from| from.saturating_sub(UNBOUNDED_NANOS));
        let to = request.to.map_or(UtcNanos::MAX, |to| to.saturating_add(UNBOUNDED_NANOS));
        let chronicle = self.model_clocks(Asked::Between(near, from, to), AssumptionSet::DEFAULT, None)?;
        let (mut behind, mut ahead) = (0_i64, 0_i64);
        // An observer of which no record was read may be off by whatever there is.
        if chronicle.left_out > 0 {
            (behind, ahead) = (-UNBOUNDED_NANOS, UNBOUNDED_NANOS);
        }
        for offset in chronicle.list_offsets().values() {
            let (low, high) = find_ends(Some(offset));
            (behind, ahead) = (behind.min(low), ahead.max(high));
        }
        let asked = Interval {
            earliest: request.from.unwrap_or(UtcNanos::MIN),
            latest: request.to.map_or(UtcNanos::MAX, |to| to.saturating_sub(1)),
        };
        Ok(Window {
            from: request.from.map(|from| from.saturating_add(behind)),
            // What happened in it may have been written later.
            to: request.to.map(|to| to.saturating_add(ahead).saturating_add(lag_max())),
            within: Some((asked, chronicle)),
        })
    }

    /// [`Window::place_hit`] of a record that the model was not made from: what is known of its clock elsewhere stands for
    /// there.
    pub(crate) fn is_within(&self, read: &ReadEvent, window: &Window) -> Result<bool, CaseworkError> {
        let Some((asked, chronicle)) = &window.within else { return Ok(true) };
        let receipt = read.event.receipt;
        let origin = self.events.origin(receipt.stream).during("search by true time")?;
        let clock = chronicle.find_clock(&name_observer(read, &origin));
        let (low, high) = find_ends(clock.and_then(|clock| chronicle.list_offsets().get(&clock)));
        let at = read.event.time.at;
        let received = receipt.received_at.saturating_add(OWN_CLOCK_NANOS);
        let earliest = at.saturating_sub(high).saturating_sub(find_lag(&read.event, &read.raw).nanos_max());
        Ok(Interval { earliest, latest: at.saturating_sub(low).min(received) }.overlaps(asked))
    }
}

/// How far a clock stood off at most, as far as it is known.
fn find_ends(offset: Option<&OffsetRange>) -> (i64, i64) {
    let (low, high) = offset.map_or((None, None), OffsetRange::whole_ends);
    (low.unwrap_or(-UNBOUNDED_NANOS), high.unwrap_or(UNBOUNDED_NANOS))
}

/// How much later than its happening anything is written.
fn lag_max() -> i64 {
    LagKind::TABLE.iter().map(|of| of.nanos_max).max().unwrap_or(0)
}
