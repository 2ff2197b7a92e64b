//! Questions about events.

use std::{fmt, panic::resume_unwind, str::FromStr, thread, time::Duration};

use index::{Hit, Order, SearchAnswer, SearchRequest};
use intake::ReadEvent;
use ledger::Actor;
use model::Seq;
use query::{MatchContext, Query};
use stamp::UtcNanos;

use crate::{
    Casework,
    error::{CaseworkError, During},
    gather::THREADS,
    true_time::Window,
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

/// Hits that the index is asked for at once: at first no fewer, and no more however few of them are asked for.
const HITS_MIN: usize = 1_024;
const HITS_MAX: usize = 1 << 16;
/// Records that are read at once: at first, and at most.
const READ_MIN: usize = 64;
const READ_MAX: usize = 4_096;

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
        let is_late = || self.clock.monotonic().saturating_sub(started) > allowed;
        self.list_erased()?;
        let window = self.find_window(request)?;
        let reader = self.index.current();
        // A cursor comes from outside: it sees no further than the index does.
        let through = request.cursor.map_or_else(|| reader.through(), |cursor| cursor.through.min(reader.through()));
        let after = request.cursor.map(|cursor| Hit { at: cursor.at, seq: cursor.seq });
        let mut page = Page { limit: request.limit.clamp(1, PAGE_EVENTS_MAX), events: Vec::new(), after };
        // One more than fits tells whether there is another page.
        let mut hits_max = (page.limit + 1).max(HITS_MIN);
        loop {
            let answer = reader.search(&SearchRequest {
                query: &request.query,
                from: window.from,
                to: window.to,
                after: page.after,
                through,
                limit: hits_max,
                order: request.order,
            });
            let answer = answer.during("search")?;
            let is_full = self.fill_page(&mut page, &answer, request, &window, &is_late)?;
            let is_last = answer.hits.len() < hits_max && page.after == answer.hits.last().copied().or(page.after);
            if is_full || is_last || is_late() {
                let next = if is_last && !is_full { None } else { cursor_at(page.after, through) };
                return Ok(EventsPage { events: page.events, next, through, complete: is_full || is_last });
            }
            // What is asked for may be rare among what the index finds, and each search looks at all of that.
            hits_max = (hits_max * 2).min(HITS_MAX);
        }
    }

    /// Reads hits and takes those that are asked for, until the page is full or it is late. True where it is full and
    /// there is more.
    fn fill_page(
        &self,
        page: &mut Page,
        answer: &SearchAnswer,
        request: &EventsRequest,
        window: &Window,
        is_late: &impl Fn() -> bool,
    ) -> Result<bool, CaseworkError> {
        let placed = answer.hits.iter().map(|hit| (*hit, window.place_hit(*hit)));
        let possible: Vec<(Hit, Option<bool>)> = placed.filter(|(_, is_in)| *is_in != Some(false)).collect();
        let mut rest = possible.as_slice();
        let mut count = (page.limit - page.events.len() + 1).max(READ_MIN);
        while !rest.is_empty() {
            let (part, more) = rest.split_at(rest.len().min(count));
            for ((hit, is_in), read) in part.iter().zip(self.read_hits(part)?) {
                if page.events.len() == page.limit {
                    return Ok(true);
                }
                page.after = Some(*hit);
                // Erased since it was indexed, or set aside: not there to be shown.
                let Some(read) = read else { continue };
                let context = MatchContext { feed: &read.feed.name };
                let is_asked_for = answer.exact || request.query.matches(&read.event, &read.raw, &context);
                if is_asked_for && (is_in.is_some() || self.is_within(&read, window)?) {
                    page.events.push(read);
                }
            }
            rest = more;
            if !rest.is_empty() && is_late() {
                return Ok(false);
            }
            count = (count * 2).min(READ_MAX);
        }
        page.after = answer.hits.last().copied().or(page.after);
        Ok(false)
    }

    /// Reads hits again on several threads: reading a line takes far longer than finding it.
    fn read_hits(&self, hits: &[(Hit, Option<bool>)]) -> Result<Vec<Option<ReadEvent>>, CaseworkError> {
        let read = |part: &[(Hit, Option<bool>)]| -> Result<Vec<_>, CaseworkError> {
            part.iter().map(|(hit, _)| self.read_event(hit.seq)).collect()
        };
        if hits.len() <= READ_MIN {
            return read(hits);
        }
        let parts: Vec<Result<Vec<_>, _>> = thread::scope(|scope| {
            let parts = hits.chunks(hits.len().div_ceil(THREADS)).map(|part| scope.spawn(move || read(part)));
            let parts: Vec<_> = parts.collect();
            parts.into_iter().map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
        });
        let mut all = Vec::with_capacity(hits.len());
        for part in parts {
            all.extend(part?);
        }
        Ok(all)
    }
}

/// A page that is being filled.
struct Page {
    limit: usize,
    events: Vec<ReadEvent>,
    /// The last hit that was looked at.
    after: Option<Hit>,
}

fn cursor_at(after: Option<Hit>, through: Seq) -> Option<Cursor> {
    after.map(|hit| Cursor { at: hit.at, seq: hit.seq, through })
}
