//! A file read again under another zone than it came by.

use connectors::Sink as _;
use intake::{Intake, ReadAs, Reading, RereadError, RereadRequest};
use ledger::{Actor, EntryNumber};
use model::{Feed, FeedId, FeedKind, Seq, StreamId, StreamOrigin};

use crate::world::{World, delivery};

/// SHA-256 of the file of these tests, as acquired.
fn sha256() -> String {
    "aa".repeat(32)
}

fn read_as(zone: &str) -> ReadAs {
    ReadAs { zone: Some(zone.to_owned()), year: Some(2026) }
}

fn request(zone: &str) -> RereadRequest {
    RereadRequest {
        sha256: sha256(),
        zone: Some(Some(zone.to_owned())),
        year: None,
        reason: "the host writes local time".to_owned(),
    }
}

/// Brings the first lines of the file in by a feed.
async fn bring(world: &World, intake: &Intake, name: &str, zone: &str, lines: u64) -> StreamId {
    let feed = Feed { name: name.into(), kind: FeedKind::Import, zone: Some(zone.into()), year: Some(2026) };
    let id: FeedId = intake.register_feed(&feed).unwrap();
    let origin = StreamOrigin::File {
        name: "a.log".into(),
        size_bytes: 60,
        modified_at: None,
        sha256: sha256(),
        compression: None,
    };
    let stream = intake.sink().open_stream(id, origin, world.now()).await.unwrap();
    let line = |n| delivery(id, stream, n * 40, format!("Jul  4 10:00:0{n} host1 app: line {n}"));
    intake.sink().deliver((0..lines).map(line).collect()).await.unwrap().durable().await.unwrap();
    intake.flush().await.unwrap();
    stream
}

/// When a record was written, as it is read, and the feed that it is said to have come by.
fn show(intake: &Intake, seq: u64) -> (String, String) {
    let Some(Reading::Event(read)) = intake.events().read(Seq(seq), None).unwrap() else { panic!("no event {seq}") };
    (read.event.time.at.to_string(), read.feed.name.clone())
}

#[tokio::test]
async fn a_file_of_which_parts_came_by_two_zones_is_read_by_one() {
    let world = World::new();
    let first = world.open();
    bring(&world, &first, "early", "UTC", 2).await;
    // The process ends before the import does: no entry tells of it.
    let left = world.copy_as_a_crash_would_leave_it();
    first.stop().unwrap();
    let intake = left.open();
    bring(&left, &intake, "late", "+02:00", 4).await;
    assert_eq!(show(&intake, 2), ("2026-07-04T10:00:00Z".to_owned(), "early".to_owned()));
    assert_eq!(show(&intake, 7).0, "2026-07-04T08:00:02Z", "two of the four came before");

    let parted = RereadRequest { zone: None, year: Some(Some(2025)), ..request("UTC") };
    let parted = intake.reread_file(parted, &Actor::system()).await.unwrap_err();
    assert!(matches!(parted, RereadError::Parted("zones")), "{parted:?}");
    let reread = intake.reread_file(request("UTC"), &Actor::system()).await.unwrap();
    assert_eq!(reread.was, [read_as("UTC"), read_as("+02:00")]);
    assert_eq!((reread.records, reread.now), (4, read_as("UTC")));
    assert_eq!(show(&intake, 7), ("2026-07-04T10:00:02Z".to_owned(), "late".to_owned()), "the feed's name stays");
    let unnamed = RereadRequest { zone: None, ..request("UTC") };
    let unnamed = intake.reread_file(unnamed, &Actor::system()).await.unwrap_err();
    assert!(matches!(unnamed, RereadError::Unnamed), "{unnamed:?}");
    let again = intake.reread_file(request("UTC"), &Actor::system()).await.unwrap_err();
    assert!(matches!(again, RereadError::ReadSo), "{again:?}");
    intake.stop().unwrap();
}

#[tokio::test]
async fn two_at_once_are_one_after_the_other() {
    let world = World::new();
    let intake = world.open();
    bring(&world, &intake, "files", "UTC", 3).await;
    let by = Actor::system();
    let (one, other) =
        tokio::join!(intake.reread_file(request("+01:00"), &by), intake.reread_file(request("+02:00"), &by));
    let mut both = [one.unwrap(), other.unwrap()];
    both.sort_by_key(|reread| reread.entry);
    assert_eq!(both[0].was, [read_as("UTC")]);
    assert_eq!(both[1].was, [both[0].now.clone()]);
    let at = if both[1].now == read_as("+01:00") { "2026-07-04T09:00:00Z" } else { "2026-07-04T08:00:00Z" };
    assert_eq!(show(&intake, 2).0, at, "the last entry counts");
    assert_eq!(intake.index().current().fingerprint(), intake.events().fingerprint());
    intake.stop().unwrap();
}

#[tokio::test]
async fn what_was_begun_is_done_though_nobody_waits_for_it() {
    let world = World::new();
    let intake = world.open();
    bring(&world, &intake, "files", "UTC", 3).await;
    let by = Actor::system();
    tokio::select! {
        biased;
        _ = intake.reread_file(request("+02:00"), &by) => panic!("it waits for the index"),
        // Whoever asked goes away.
        () = std::future::ready(()) => {}
    }
    let is_fed = || intake.index().current().fingerprint() == intake.events().fingerprint();
    while intake.events().readings_said() == EntryNumber(0) || !is_fed() {
        tokio::task::yield_now().await;
    }
    assert_eq!(show(&intake, 2).0, "2026-07-04T08:00:00Z");
    intake.stop().unwrap();
}
