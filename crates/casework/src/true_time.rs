//! Searching by true time: what happened in a window, however wrong the clock that wrote it.
//!
//! The index holds times as read. So the window is widened by how far the clocks stand off, and what is found in the
//! wide window is held to its own interval.

use std::sync::Arc;

use intake::ReadEvent;
use stamp::{Interval, UtcNanos};
use timeline::{AssumptionSet, Moment};

use crate::{
    Casework, Chronicle, EventsRequest,
    error::{CaseworkError, During},
    whose_clock::name_observer,
};

/// Where a clock's offset is not bounded, it is taken to be within this: further off is a year's error, and such a
/// window would be all that there is.
const UNBOUNDED_NANOS: i64 = 36 * 3_600 * 1_000_000_000;

/// Where to look, and what to hold finds to.
pub(crate) struct Window {
    /// The earliest time as read.
    pub(crate) from: Option<UtcNanos>,
    /// The latest time as read.
    pub(crate) to: Option<UtcNanos>,
    /// Where true time is asked for: the window itself, and the clocks.
    within: Option<(Interval, Arc<Chronicle>)>,
}

impl Casework {
    /// The window of times as read that a question needs.
    pub(crate) fn find_window(&self, request: &EventsRequest) -> Result<Window, CaseworkError> {
        if !request.true_time || (request.from.is_none() && request.to.is_none()) {
            return Ok(Window { from: request.from, to: request.to, within: None });
        }
        let chronicle = self.newest_chronicle(AssumptionSet::DEFAULT)?;
        let (mut behind, mut ahead) = (0_i64, 0_i64);
        for points in chronicle.list_clocks().values() {
            let low = points.iter().map(|point| point.offset_min.unwrap_or(-UNBOUNDED_NANOS)).min();
            let high = points.iter().map(|point| point.offset_max.unwrap_or(UNBOUNDED_NANOS)).max();
            behind = behind.min(low.unwrap_or(-UNBOUNDED_NANOS));
            ahead = ahead.max(high.unwrap_or(UNBOUNDED_NANOS));
        }
        let asked = Interval {
            earliest: request.from.unwrap_or(UtcNanos::MIN),
            latest: request.to.map_or(UtcNanos::MAX, |to| to.saturating_sub(1)),
        };
        Ok(Window {
            from: request.from.map(|from| from.saturating_add(behind)),
            to: request.to.map(|to| to.saturating_add(ahead)),
            within: Some((asked, chronicle)),
        })
    }

    /// True where what the record tells can have happened in the window.
    pub(crate) fn is_within(&self, read: &ReadEvent, window: &Window) -> Result<bool, CaseworkError> {
        let Some((asked, chronicle)) = &window.within else { return Ok(true) };
        let receipt = read.event.receipt;
        if let Some((happened, _)) = chronicle.interval(receipt.seq, Moment::Happened) {
            // Where no clock bounds the early end, the time as read does, as far as clocks are off at all.
            let bounded = Interval { earliest: happened.earliest.max(floor_of(read)), latest: happened.latest };
            return Ok(bounded.overlaps(asked));
        }
        // Older than what the clocks were modelled from: what is known of its clock now stands for then.
        let origin = self.events.origin(receipt.stream).during("search by true time")?;
        let name = chronicle.find_clock(&name_observer(read, &origin)).map(|clock| chronicle.name_observer(clock));
        let clocks = chronicle.list_clocks();
        let points = name.and_then(|name| clocks.get(name)).map(Vec::as_slice).unwrap_or_default();
        let low = points.iter().filter_map(|point| point.offset_min).min().unwrap_or(-UNBOUNDED_NANOS);
        let high = points.iter().filter_map(|point| point.offset_max).max().unwrap_or(UNBOUNDED_NANOS);
        let at = read.event.time.at;
        let happened =
            Interval { earliest: at.saturating_sub(high), latest: at.saturating_sub(low).min(receipt.received_at) };
        Ok(happened.overlaps(asked))
    }
}

fn floor_of(read: &ReadEvent) -> UtcNanos {
    read.event.time.at.saturating_sub(UNBOUNDED_NANOS)
}
