//! Evidence that was erased on purpose: nothing is told of it any more, nor concluded from it.

use casework::{Casework, EventsRequest, Order, TimelineRequest, parse_query};
use ledger::Actor;
use model::Seq;

use crate::world::{BEGIN, Opened, SECOND, World, erase_bodies, list_clocks};

/// Two hosts, one of them of few lines, with two records of a case.
struct Story {
    opened: Opened,
    gate: Vec<Seq>,
    spare: Vec<Seq>,
    case: u64,
}

impl Story {
    async fn tell(world: &World, casework: impl Fn(&Opened) -> Casework) -> (Self, Casework) {
        let mut opened = world.open();
        let gate = opened.take_in("gate", 420, (0..200).map(|n| (n * 5, format!("gate says {n}")))).await;
        let spare = opened.take_in("spare", -60, (0..20).map(|n| (n * 5, format!("spare says {n}")))).await;
        let casework = casework(&opened);
        let case = casework.create_incident("Erased", "", &Actor::system()).unwrap().id;
        casework.add_by_seqs(case, &[gate[3], gate[90], spare[4]], None, &Actor::system()).unwrap();
        (Self { opened, gate, spare, case }, casework)
    }

    /// All of one host's, and every other one of the first half of the other's.
    fn list_erased(&self) -> Vec<Seq> {
        self.gate[..100].iter().step_by(2).chain(&self.spare).copied().collect()
    }
}

/// The words of what happened about the first minute.
fn search(casework: &Casework) -> Vec<String> {
    let request = EventsRequest {
        query: parse_query("says").unwrap(),
        true_time: true,
        from: Some(BEGIN),
        to: Some(BEGIN.saturating_add(60 * SECOND)),
        cursor: None,
        limit: 1_000,
        order: Order::Ascending,
    };
    let page = casework.search_events(&request, &Actor::system()).unwrap();
    page.events.iter().map(|read| String::from_utf8_lossy(&read.raw).into_owned()).collect()
}

/// What a case's timeline says of the time of its entries, and of the clocks that wrote them.
fn list_times(casework: &Casework, case: u64) -> Vec<String> {
    let timeline = casework.timeline(case, TimelineRequest::default()).unwrap();
    let entry = |of: &report::ReportEntry| format!("{} {:?} {:?}", of.entry.number, of.time, of.rests_on);
    let finding = |of: &report::ClockFinding| format!("{of:?}");
    let entries = timeline.entries.iter().map(entry);
    entries.chain(timeline.clock_findings.iter().map(finding)).collect()
}

#[tokio::test]
async fn what_is_erased_leaves_a_model_that_is_kept() {
    for records_max in [500_000, 120] {
        let world = World::new();
        let (story, kept) = Story::tell(&world, |opened| opened.casework(records_max)).await;
        let before = (list_clocks(&kept), search(&kept), list_times(&kept, story.case));
        assert!(before.0.iter().any(|(name, _)| name == "spare"), "{:?}", before.0);
        story.opened.enter_erasure(&story.list_erased());
        let after = (list_clocks(&kept), search(&kept), list_times(&kept, story.case));
        assert!(!after.0.iter().any(|(name, _)| name == "spare"), "{records_max}");
        assert!(!after.1.iter().any(|line| line.contains("spare")), "{records_max}: {:?}", after.1);
        assert!(!after.1.iter().any(|line| line.ends_with("gate says 2")), "{records_max}: {:?}", after.1);
        let anew = story.opened.casework(records_max);
        assert_eq!(after, (list_clocks(&anew), search(&anew), list_times(&anew, story.case)), "{records_max}");
        // A model that is made when the bodies are gone is the same.
        story.opened.intake.seal().await;
        story.opened.intake.stop().unwrap();
        let (erased, case) = (story.list_erased(), story.case);
        drop((story, kept, anew));
        erase_bodies(&world.segment(), &erased);
        let opened = world.open();
        opened.intake.flush().await.unwrap();
        let again = opened.casework(records_max);
        assert_eq!(after, (list_clocks(&again), search(&again), list_times(&again, case)), "{records_max}");
        opened.intake.stop().unwrap();
    }
}

#[tokio::test]
async fn bytes_that_custody_says_are_erased_are_not_shown() {
    let world = World::new();
    let (story, casework) = Story::tell(&world, |opened| opened.casework(500_000)).await;
    let (gone, stays, by) = (story.gate[3], story.gate[4], Actor::system());
    assert!(casework.view_raw(gone, &by).unwrap().is_some());
    story.opened.enter_erasure(&[gone]);
    assert!(casework.view_raw(gone, &by).unwrap().is_none() && casework.show_event(gone, &by).unwrap().is_none());
    assert!(casework.view_raw(stays, &by).unwrap().is_some() && casework.show_event(stays, &by).unwrap().is_some());
    story.opened.intake.stop().unwrap();
}
