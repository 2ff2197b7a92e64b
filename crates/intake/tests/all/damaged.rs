//! A damaged record in the segment that is written: the start goes on, the others are read and sealed.

use std::{collections::BTreeSet, path::Path};

use connectors::Sink as _;
use intake::Intake;
use ledger::EntryType;
use model::Seq;
use serde_json::Value as Json;

use crate::world::{World, connection, delivery, feed};

/// Flips one byte of the only segment, inside of this text.
fn flip(vault: &Path, text: &str) {
    let path = vault.join(format!("{:020}.seg", 1));
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(text.len()).position(|window| window == text.as_bytes()).unwrap();
    bytes[at] ^= 1;
    std::fs::write(path, bytes).unwrap();
}

/// What custody tells of records that were lost: kind, first and last.
fn losses(intake: &Intake) -> Vec<(String, u64, u64)> {
    let lines = intake.ledger().iterate_entries(&[EntryType::Loss]).map(|entry| entry.unwrap().parse().unwrap());
    let told = lines.filter(|line| line.action == "vault.recover");
    let number = |field: &Json| field.as_u64().unwrap();
    let of = |detail: &serde_json::Map<String, Json>| {
        let kind = detail["kind"].as_str().unwrap().to_owned();
        (kind, number(&detail["first_seq"]), number(&detail["last_seq"]))
    };
    told.map(|line| of(&line.detail)).collect()
}

/// The root of each batch is over all records of its range, but for those that were sealed before they were damaged.
fn check_roots(intake: &Intake, damaged: u64) -> BTreeSet<u64> {
    let mut sealed = BTreeSet::new();
    for batch in intake.ledger().iterate_batches() {
        let Some(records) = batch.unwrap().batch.records else { continue };
        let range = records.first_seq.0..=records.last_seq.0;
        if !range.contains(&damaged) {
            let leaves = intake.events().vault().scan_leaves(records.first_seq, records.last_seq);
            let leaves: Vec<_> = leaves.map(|leaf| leaf.unwrap().1).collect();
            assert_eq!(records.root, seal::root_of(&leaves), "{range:?}");
        }
        sealed.extend(range);
    }
    sealed
}

#[tokio::test]
async fn damaged_records_are_told_once_and_cost_no_other() {
    let world = World::new();
    let killed = world.open();
    let id = killed.register_feed(&feed("test")).unwrap();
    let stream = killed.sink().open_stream(id, connection(), world.now()).await.unwrap();
    let lines = |range: std::ops::Range<u64>| range.map(|n| delivery(id, stream, n, format!("line {n:03}"))).collect();
    killed.sink().deliver(lines(0..10)).await.unwrap().durable().await.unwrap();
    killed.seal().await;
    killed.sink().deliver(lines(10..20)).await.unwrap().durable().await.unwrap();
    let copy = world.copy_as_a_crash_would_leave_it();
    killed.stop().unwrap();
    // Record 5 is sealed, record 15 is not; the opening of the stream is record 1.
    ["line 003", "line 013"].into_iter().for_each(|text| flip(&copy.vault(), text));

    let wanted = [("damaged_records".to_owned(), 5, 5), ("damaged_records".to_owned(), 15, 15)];
    for _ in 0..2 {
        let next = copy.open();
        assert_eq!(next.flush().await.unwrap(), Seq(21));
        assert_eq!(losses(&next), wanted, "told once");
        let is_read = |seq: &u64| next.events().read(Seq(*seq), None).unwrap().is_some();
        let expected: Vec<u64> = (2..=21).filter(|seq| ![5, 15].contains(seq)).collect();
        assert_eq!((2..=21).filter(is_read).collect::<Vec<_>>(), expected);
        next.seal().await;
        let mut sealed = check_roots(&next, 5);
        assert!(!sealed.contains(&15), "no root is made over a record that cannot be read");
        sealed.insert(15);
        assert_eq!(sealed, (1..=21).collect());
        next.stop().unwrap();
    }

    // Taking in goes on behind them, in a segment of its own.
    let next = copy.open();
    let stream = next.sink().open_stream(id, connection(), copy.now()).await.unwrap();
    assert_eq!(stream.0, 22);
    next.sink().deliver(vec![delivery(id, stream, 0, "more".into())]).await.unwrap().durable().await.unwrap();
    next.seal().await;
    assert_eq!(next.ledger().last_sealed_seq().unwrap(), Seq(23));
    check_roots(&next, 5);
    assert_eq!(losses(&next), wanted);
    next.stop().unwrap();
}
