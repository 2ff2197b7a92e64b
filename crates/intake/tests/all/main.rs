//! The way in at its own door: real vault, real SQLite, real tantivy; the disk and the clock are passed in.

#[cfg(test)]
mod damaged;
#[cfg(test)]
mod reread;
#[cfg(test)]
mod world;

use connectors::Sink as _;
use model::{Feed, FeedKind, Seq, StreamOrigin};

use crate::world::{World, delivery, feed};

#[tokio::test]
async fn what_is_acknowledged_is_durable_found_and_sealed() {
    let world = World::new();
    let intake = world.open();
    let id = intake.register_feed(&feed("test")).unwrap();
    let stream = intake.sink().open_stream(id, world::connection(), world.now()).await.unwrap();
    let batch = (0..100).map(|n| delivery(id, stream, n, format!("line {n}"))).collect();
    let pending = intake.sink().deliver(batch).await.unwrap();
    let (first, last) = pending.durable().await.unwrap();
    assert_eq!((first, last), (Seq(2), Seq(101)), "the opening of the stream is record 1");
    assert_eq!(intake.events().vault().durable_through(), last);

    assert_eq!(intake.flush().await.unwrap(), last);
    assert_eq!(intake.index().current().documents(), 100);
    intake.seal().await;
    let sums = intake.ledger().conservation().unwrap();
    assert_eq!((sums["test"].received, sums["test"].stored), (100, 100));
    let batch = intake.ledger().last_batch().unwrap().unwrap();
    assert_eq!(batch.through_seq, last);
    let leaves = intake.events().vault().scan_leaves(Seq(1), last);
    let leaves: Vec<_> = leaves.map(|leaf| leaf.unwrap().1).collect();
    assert_eq!(batch.batch.records.unwrap().root, seal::root_of(&leaves));
    intake.stop().unwrap();
}

#[tokio::test]
async fn a_full_disk_refuses_and_resumes_in_order() {
    let world = World::new();
    let intake = world.open();
    let id = intake.register_feed(&feed("test")).unwrap();
    let stream = intake.sink().open_stream(id, world::connection(), world.now()).await.unwrap();
    let large = |range: std::ops::Range<u64>| -> Vec<_> {
        range.map(|n| delivery(id, stream, n, format!("{n} {}", "x".repeat(20_000)))).collect()
    };
    world.disk.set_full(true);
    let mut refused = Vec::new();
    let mut stored = 0;
    for start in (0..120).step_by(10) {
        let pending = intake.sink().deliver(large(start..start + 10)).await.unwrap();
        match pending.durable().await {
            Ok(_) => stored += 10,
            Err(error) => {
                assert_eq!(error.kind, connectors::SinkErrorKind::DiskFull);
                refused.push(start);
            }
        }
    }
    assert!(!refused.is_empty(), "the disk was full");
    let expected: Vec<_> = (stored..120).step_by(10).collect();
    assert_eq!(refused, expected, "nothing overtakes what was refused");

    world.disk.set_full(false);
    for start in refused {
        intake.sink().deliver(large(start..start + 10)).await.unwrap().durable().await.unwrap();
    }
    let through = intake.flush().await.unwrap();
    let records = intake.events().vault().scan(Seq(2), through);
    let positions: Vec<_> = records.map(|evidence| evidence.unwrap().receipt.position.0).collect();
    let mut told_once = positions.clone();
    told_once.sort_unstable();
    told_once.dedup();
    assert_eq!(told_once, (0..120).collect::<Vec<_>>(), "nothing is missing");
    let outcomes = intake.index().current().counts()["test"];
    assert_eq!(outcomes.indexed, 120);
    assert_eq!(outcomes.duplicate, positions.len() as u64 - 120, "what was told twice is indexed once");
    intake.stop().unwrap();
}

#[tokio::test]
async fn a_killed_process_leaves_what_the_next_one_seals_and_indexes() {
    let world = World::new();
    let killed = world.open();
    let id = killed.register_feed(&feed("test")).unwrap();
    let stream = killed.sink().open_stream(id, world::connection(), world.now()).await.unwrap();
    let batch = (0..10).map(|n| delivery(id, stream, n, format!("line {n}"))).collect();
    killed.sink().deliver(batch).await.unwrap().durable().await.unwrap();
    let copy = world.copy_as_a_crash_would_leave_it();
    killed.stop().unwrap();

    let next = copy.open();
    assert_eq!(next.flush().await.unwrap(), Seq(11));
    assert_eq!(next.index().current().counts()["test"].indexed, 10);
    next.seal().await;
    assert_eq!(next.ledger().last_sealed_seq().unwrap(), Seq(11));
    let losses = next.ledger().iterate_entries(&[ledger::EntryType::Loss]).map(|entry| entry.unwrap().line);
    let losses: Vec<_> = losses.collect();
    assert!(losses.len() == 1 && losses[0].contains("unknown_window"), "{losses:?}");
    next.stop().unwrap();
    drop(next);
    let third = copy.open();
    let losses = third.ledger().iterate_entries(&[ledger::EntryType::Loss]).count();
    assert_eq!(losses, 1, "after a clean stop nothing is unknown");
    third.stop().unwrap();
}

#[tokio::test]
async fn the_same_file_again_is_duplicate_and_what_was_cut_off_is_not() {
    let world = World::new();
    let intake = world.open();
    let id = intake.register_feed(&feed("files")).unwrap();
    let origin = StreamOrigin::File {
        name: "a.log".into(),
        size_bytes: 60,
        modified_at: None,
        sha256: "aa".repeat(32),
        compression: None,
    };
    for (lines, expected) in [(0..3, (3, 0)), (0..6, (6, 3)), (0..6, (6, 9))] {
        let stream = intake.sink().open_stream(id, origin.clone(), world.now()).await.unwrap();
        let batch = lines.map(|n| delivery(id, stream, n * 10, format!("line {n}"))).collect();
        intake.sink().deliver(batch).await.unwrap().durable().await.unwrap();
        intake.flush().await.unwrap();
        let outcomes = intake.index().current().counts()["files"];
        assert_eq!((outcomes.indexed, outcomes.duplicate), expected);
    }
    intake.stop().unwrap();
}

#[tokio::test]
async fn a_rebuilt_index_has_the_same_digests_and_serves() {
    let world = World::new();
    let intake = world.open();
    let id = intake.register_feed(&feed("test")).unwrap();
    let stream = intake.sink().open_stream(id, world::connection(), world.now()).await.unwrap();
    for n in 0..5 {
        let batch = vec![delivery(id, stream, n, format!("<34>1 2026-11-17T10:00:0{n}Z host app - - - hello {n}"))];
        intake.sink().deliver(batch).await.unwrap().durable().await.unwrap();
        intake.flush().await.unwrap();
    }
    let rebuilt = intake.rebuild_index(&ledger::Actor::system()).await.unwrap();
    assert!(rebuilt.is_same(), "{rebuilt:?}");
    assert_eq!((rebuilt.documents, rebuilt.through), (5, Seq(6)));
    let batch = vec![delivery(id, stream, 5, "one more".into())];
    intake.sink().deliver(batch).await.unwrap().durable().await.unwrap();
    intake.flush().await.unwrap();
    assert_eq!(intake.index().current().documents(), 6, "what comes in is found in the rebuilt one");
    intake.stop().unwrap();
}

#[test]
fn a_feed_with_a_zone_that_there_is_not_is_refused() {
    let world = World::new();
    let intake = world.open();
    let wrong = Feed { name: "x".into(), kind: FeedKind::Import, zone: Some("Mars/Olympus".into()), year: None };
    let error = intake.register_feed(&wrong).unwrap_err();
    assert_eq!(error.stage, intake::Stage::Feed);
    intake.stop().unwrap();
}

#[tokio::test]
async fn a_clock_that_is_set_back_is_told_and_reorders_nothing() {
    const BACK: i64 = -3_600_000_000_000;
    let world = World::new();
    world.clock.vouch(3);
    let intake = world.open();
    let id = intake.register_feed(&feed("test")).unwrap();
    let stream = intake.sink().open_stream(id, world::connection(), world.now()).await.unwrap();
    let deliver = async |position, text: &str| {
        let mut delivery = delivery(id, stream, position, text.to_owned());
        delivery.received_at = world.now();
        let pending = intake.sink().deliver(vec![delivery]).await.unwrap();
        pending.durable().await.unwrap().1
    };
    let first = deliver(0, "before").await;
    world.clock.set_by(BACK);
    let second = deliver(1, "after").await;
    intake.look_at_clock().unwrap();
    let third = deliver(2, "later").await;
    intake.look_at_clock().unwrap();

    assert_eq!((first, second, third), (Seq(2), Seq(3), Seq(4)));
    let texts = intake.events().vault().scan(first, third).map(|of| of.unwrap()).map(|of| {
        (String::from_utf8(of.raw.to_vec()).unwrap(), of.receipt.received_at < world.now().saturating_add(1))
    });
    let texts: Vec<_> = texts.collect();
    assert_eq!(texts, [("before".into(), false), ("after".into(), true), ("later".into(), true)]);
    let told = intake.ledger().iterate_entries(&[ledger::EntryType::Clock]).map(|entry| {
        let line = entry.unwrap().parse().unwrap();
        (line.action, serde_json::to_string(&line.detail).unwrap())
    });
    let told: Vec<_> = told.collect();
    let expected = [
        ("clock.state", r#"{"after_seq":0,"error_max_ns":4000000,"state":"synchronised","through_seq":0}"#),
        ("clock.step", r#"{"after_seq":0,"step_ns":"-3600000000000","through_seq":3}"#),
    ];
    assert_eq!(told, expected.map(|(action, detail)| (action.to_owned(), detail.to_owned())));
    intake.stop().unwrap();
}

#[tokio::test]
async fn a_start_says_nothing_that_is_said_already() {
    let world = World::new();
    let count = |intake: &intake::Intake| intake.ledger().iterate_entries(&[ledger::EntryType::Clock]).count();
    world.clock.vouch(3);
    let first = world.open();
    assert_eq!(count(&first), 1);
    first.stop().unwrap();
    drop(first);
    let second = world.open();
    assert_eq!(count(&second), 1, "as before");
    second.stop().unwrap();
    drop(second);
    world.clock.vouch(90);
    let third = world.open();
    assert_eq!(count(&third), 2, "worse than before");
    third.stop().unwrap();
}
