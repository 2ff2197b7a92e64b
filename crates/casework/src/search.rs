//! Questions about events.

use std::{fmt, str::FromStr, time::Duration};

use index::{Hit, Order, SearchRequest};
use intake::ReadEvent;
use ledger::Actor;
use model::Seq;
use query::{MatchContext, Query};
use stamp::UtcNanos;

use crate::{
    Casework,
    error::{CaseworkError, During},
};

/// A question about events, read from text already.
#[derive(Clone, Debug)]
pub struct EventsRequest {
    /// What to look for.
    pub query: Query,
    /// True where `from` and `to` are true time, and not as read.
    pub true_time: bool,
    /// The earliest time, inclusive.
    pub from: Option<UtcNanos>,
    /// The latest time, exclusive.
    pub to: Option<UtcNanos>,
    /// Where the page before ended.
    pub cursor: Option<Cursor>,
    /// Events on a page, at most [`PAGE_EVENTS_MAX`].
    pub limit: usize,
    /// In which order.
    pub order: Order,
}

/// Events on a page, at most.
pub const PAGE_EVENTS_MAX: usize = 10_000;

/// The place between two pages: (time, `seq`) of the last event, and what the first page could see, so that pages do
/// not move while data comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Time as read of the last event.
    pub at: UtcNanos,
    /// Its number.
    pub seq: Seq,
    /// The newest record that the first page could see.
    pub through: Seq,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.at.0, self.seq, self.through)
    }
}

/// A cursor that we did not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a cursor is what an earlier page gave as `next`")]
pub struct CursorError;

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let mut parts = text.split('.');
        let mut next = || parts.next().ok_or(CursorError);
        let at = next()?.parse().map_err(|_| CursorError)?;
        let seq = next()?.parse().map_err(|_| CursorError)?;
        let through = next()?.parse().map_err(|_| CursorError)?;
        if parts.next().is_some() {
            return Err(CursorError);
        }
        Ok(Self { at: UtcNanos(at), seq: Seq(seq), through: Seq(through) })
    }
}

/// A page of events, in order of (time, `seq`).
#[derive(Clone, Debug)]
pub struct EventsPage {
    /// The events.
    pub events: Vec<ReadEvent>,
    /// Where the next page begins; none where this is the last.
    pub next: Option<Cursor>,
    /// The newest record that this answer could see.
    pub through: Seq,
    /// False where the time allowed ran out: the page is short, and [`EventsPage::next`] goes on.
    pub complete: bool,
}

impl Casework {
    /// Answers a question, a page at a time. The asking is entered in custody with the next minute's batch.
    ///
    /// # Errors
    /// The index, the vault or the ledger could not be read.
    pub fn search_events(&self, request: &EventsRequest, asker: &Actor) -> Result<EventsPage, CaseworkError> {
        let page = self.find_events(request)?;
        self.note_search(asker, request, page.events.len());
        Ok(page)
    }

    /// The same without an entry: for what is entered as a whole elsewhere.
    pub(crate) fn find_events(&self, request: &EventsRequest) -> Result<EventsPage, CaseworkError> {
        let started = self.clock.monotonic();
        let allowed = Duration::from_millis(self.config.query_milliseconds_max);
        let limit = request.limit.clamp(1, PAGE_EVENTS_MAX);
        self.list_erased()?;
        let window = self.find_window(request)?;
        let reader = self.index.current();
        // A cursor comes from outside: it sees no further than the index does.
        let through = request.cursor.map_or_else(|| reader.through(), |cursor| cursor.through.min(reader.through()));
        let mut after = request.cursor.map(|cursor| Hit { at: cursor.at, seq: cursor.seq });
        let mut events = Vec::new();
        loop {
            // One more than fits tells whether there is another page.
            let asked = limit - events.len() + 1;
            let answer = reader.search(&SearchRequest {
                query: &request.query,
                from: window.from,
                to: window.to,
                after,
                through,
                limit: asked,
                order: request.order,
            });
            let answer = answer.during("search")?;
            let last_page = answer.hits.len() < asked;
            for hit in answer.hits {
                if events.len() == limit {
                    return Ok(EventsPage { events, next: cursor_at(after, through), through, complete: true });
                }
                after = Some(hit);
                // Erased since it was indexed, or set aside: not there to be shown.
                let Some(read) = self.read_event(hit.seq)? else { continue };
                let context = MatchContext { feed: &read.feed.name };
                let is_asked_for = answer.exact || request.query.matches(&read.event, &read.raw, &context);
                if is_asked_for && self.is_within(&read, &window)? {
                    events.push(read);
                }
            }
            if last_page {
                return Ok(EventsPage { events, next: None, through, complete: true });
            }
            if self.clock.monotonic().saturating_sub(started) > allowed {
                return Ok(EventsPage { events, next: cursor_at(after, through), through, complete: false });
            }
        }
    }
}

fn cursor_at(after: Option<Hit>, through: Seq) -> Option<Cursor> {
    after.map(|hit| Cursor { at: hit.at, seq: hit.seq, through })
}
