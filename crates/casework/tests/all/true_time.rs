//! Searches by true time: what is found, and that what lies elsewhere costs little.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use casework::{Casework, EventsPage, EventsRequest, Order, parse_query};
use ledger::Actor;
use model::{Clock, ClockDiscipline};
use stamp::UtcNanos;

use crate::world::{BEGIN, SECOND, StandingClock, World};

/// A page of what happened within a minute, so many seconds after the beginning.
fn search(casework: &Casework, from: i64, limit: usize, order: Order) -> EventsPage {
    let request = EventsRequest {
        query: parse_query("says").unwrap(),
        true_time: true,
        from: Some(BEGIN.saturating_add(from * SECOND)),
        to: Some(BEGIN.saturating_add((from + 60) * SECOND)),
        cursor: None,
        limit,
        order,
    };
    let mut page = casework.search_events(&request, &Actor::system()).unwrap();
    let mut next = page.next;
    while next.is_some() && page.events.len() < 100 {
        let more =
            casework.search_events(&EventsRequest { cursor: next, ..request.clone() }, &Actor::system()).unwrap();
        assert!(more.events.len() <= limit && more.complete);
        page.events.extend(more.events);
        next = more.next;
    }
    page
}

#[tokio::test]
async fn what_lies_elsewhere_is_not_looked_at_one_by_one() {
    let world = World::new();
    let mut opened = world.open();
    // The hour that the clock is ahead lies between the window as asked and the stamps of what happened in it.
    opened.take_in("gate", 3_600, (0..4_000).map(|n| (n * 3, format!("gate says {n}")))).await;
    let looks = Arc::<AtomicUsize>::default();
    let casework = opened.casework_by(Arc::new(CountingClock(Arc::clone(&looks))), 500_000);
    let all = search(&casework, 6_000, 100, Order::Ascending);
    assert!((20..=24).contains(&all.events.len()) && all.next.is_none(), "{} found", all.events.len());
    let seqs = |page: &EventsPage| page.events.iter().map(|read| read.event.receipt.seq).collect::<Vec<_>>();
    for limit in [1, 2, 7] {
        for order in [Order::Ascending, Order::Descending] {
            looks.store(0, Ordering::SeqCst);
            let mut paged = seqs(&search(&casework, 6_000, limit, order));
            // A page asks the index once or twice, however many stamps lie between.
            let (pages, looks) = (all.events.len() / limit + 2, looks.load(Ordering::SeqCst));
            assert!(looks <= pages * 4, "{looks} looks at the clock for {pages} pages");
            if order == Order::Descending {
                paged.reverse();
            }
            assert_eq!(paged, seqs(&all), "{limit} {order:?}");
        }
    }
    opened.intake.stop().unwrap();
}

/// A clock that counts who looks at it.
struct CountingClock(Arc<AtomicUsize>);

impl Clock for CountingClock {
    fn now(&self) -> UtcNanos {
        StandingClock.now()
    }

    fn monotonic(&self) -> Duration {
        self.0.fetch_add(1, Ordering::SeqCst);
        StandingClock.monotonic()
    }

    fn discipline(&self) -> ClockDiscipline {
        StandingClock.discipline()
    }
}
