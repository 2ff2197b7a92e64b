//! Which observers are met in a vault that is too large to be read whole.

use crate::world::{Opened, World, list_clocks};

/// So many records are modelled at once.
const RECORDS_MAX: u64 = 400;

/// The names of the clocks that are met.
fn list_names(opened: &Opened) -> Vec<String> {
    list_clocks(&opened.casework(RECORDS_MAX)).into_iter().map(|(name, _)| name).collect()
}

/// Lines of a host, one every two seconds.
fn lines(host: &str, from: i64, count: i64) -> impl Iterator<Item = (i64, String)> {
    (from..from + count).map(move |n| (n * 2, format!("{host} says {n}")))
}

#[tokio::test]
async fn a_record_without_a_host_hides_no_other_of_its_feed_and_format() {
    let world = World::new();
    let mut opened = world.open();
    opened.take_in("gate", 420, lines("gate", 0, 300)).await;
    opened.take_in("spare", -60, lines("spare", 300, 300)).await;
    // No host by name, by two ways; the newest stamp that there is, so that it is found first.
    opened.take_in_from("192.0.2.8", "-", 0, lines("one", 600, 300)).await;
    opened.take_in_from("192.0.2.9", "-", 0, lines("two", 600, 300)).await;
    opened.take_in("filler", 0, lines("filler", 900, 1_200)).await;
    let names = list_names(&opened);
    assert_eq!(names, ["filler", "gate", "spare", "test from 192.0.2.8", "test from 192.0.2.9"]);
    opened.intake.stop().unwrap();
}

#[tokio::test]
async fn what_is_erased_hides_nobody() {
    let world = World::new();
    let mut opened = world.open();
    opened.take_in("gate", 0, lines("gate", 0, 300)).await;
    let spare = opened.take_in("spare", 0, lines("spare", 300, 300)).await;
    opened.take_in("filler", 0, lines("filler", 600, 1_200)).await;
    // The nearest of its host, and then all that it wrote.
    for erased in [spare[299..].to_vec(), spare[..299].to_vec()] {
        opened.enter_erasure(&erased);
        let names = list_names(&opened);
        let expected = if erased.len() == 1 { vec!["filler", "gate", "spare"] } else { vec!["filler", "gate"] };
        assert_eq!(names, expected);
    }
    opened.intake.stop().unwrap();
}

#[tokio::test]
async fn as_many_observers_as_are_looked_for_are_found_at_once() {
    let world = World::new();
    let mut opened = world.open();
    for host in 0..60 {
        let name = format!("host{host:02}");
        opened.take_in(&name, 0, lines(&name, host * 20, 20)).await;
    }
    let names = list_names(&opened);
    assert_eq!(names.len(), 60, "{names:?}");
    opened.intake.stop().unwrap();
}
