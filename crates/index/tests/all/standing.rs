//! Where an index stands when it is opened: after a crash, behind, ahead, damaged, fed by another reader.

use std::{fs, path::PathBuf};

use index::{Index, IndexReader, Outcome, Outcomes, Restart};
use model::Seq;
use query::{Query, parse};
use tempfile::TempDir;

use crate::events::{Told, feed, open, options, request};

fn telling(seqs: std::ops::RangeInclusive<u64>) -> Vec<Told> {
    seqs.map(|seq| Told::new(seq, seq as i64).with_text("word")).collect()
}

fn seqs(reader: &IndexReader) -> Vec<u64> {
    let query = parse("word").unwrap();
    reader.search_all(&request(&query)).unwrap().hits.iter().map(|hit| hit.seq.0).collect()
}

fn builds(root: &TempDir) -> Vec<PathBuf> {
    let entries = fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().path());
    let mut builds: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    builds.sort();
    builds
}

#[test]
fn what_was_not_committed_is_gone() {
    let root = tempfile::tempdir().unwrap();
    let (mut writer, reader, standing) = open(&root, 0);
    assert_eq!(
        (standing.through, standing.state.as_str(), standing.restart, standing.swap_due),
        (Seq(0), "", None, false)
    );
    feed(&mut writer, &telling(1..=25), 4);
    writer.count_outcome("tcp", Outcome::Duplicate).unwrap();
    writer.commit(Seq(26), "half").unwrap();
    for told in telling(27..=40) {
        writer.add(&told.event, &told.raw, told.feed).unwrap();
    }
    writer.count_outcome("tcp", Outcome::Quarantined).unwrap();
    writer.wait().unwrap();
    assert_eq!(reader.documents(), 25);
    drop(writer);

    let (mut writer, reader, standing) = open(&root, 40);
    assert_eq!((standing.through, standing.state.as_str(), standing.restart), (Seq(26), "half", None));
    assert_eq!(seqs(&reader), (1..=25).collect::<Vec<_>>());
    assert_eq!(reader.counts()["tcp"], Outcomes { indexed: 25, duplicate: 1, quarantined: 0 });
    feed(&mut writer, &telling(27..=40), 5);
    assert_eq!(seqs(&reader), (1..=25).chain(27..=40).collect::<Vec<_>>());
    assert_eq!(reader.counts()["tcp"], Outcomes { indexed: 39, duplicate: 1, quarantined: 0 });
    assert_eq!(reader.through(), Seq(40));
}

#[test]
fn a_generation_begun_and_not_committed_is_gone() {
    let root = tempfile::tempdir().unwrap();
    let (mut writer, _reader, _) = open(&root, 0);
    feed(&mut writer, &telling(1..=10), 10);
    // The eleventh opens the second generation.
    let late = telling(11..=11);
    writer.add(&late[0].event, &late[0].raw, "tcp").unwrap();
    writer.wait().unwrap();
    let second = builds(&root)[0].join("gen-000002");
    assert!(second.exists());
    drop(writer);
    let (_writer, reader, standing) = open(&root, 11);
    assert_eq!(standing.through, Seq(10));
    assert_eq!(seqs(&reader), (1..=10).collect::<Vec<_>>());
    assert!(!second.exists());
}

#[test]
fn generations_close_by_size_and_by_day() {
    let root = tempfile::tempdir().unwrap();
    let (mut writer, reader, _) = open(&root, 0);
    let mut telling = telling(1..=24);
    // The day turns after the third event, where the generation is too small to close, and after the 17th.
    for told in &mut telling {
        let day = i64::from(told.event.receipt.seq.0 > 3) + i64::from(told.event.receipt.seq.0 > 17);
        told.event.receipt.received_at = stamp::UtcNanos(day * 86_400_000_000_000);
    }
    feed(&mut writer, &telling, 1);
    let generations = fs::read_dir(&builds(&root)[0]).unwrap().count();
    // Events 1 to 4 (the fourth is of the next day, but three are too few to close), 5 to 14 (ten are enough),
    // 15 to 18 (as the first), and the rest.
    assert_eq!(generations, 4);
    assert_eq!(seqs(&reader), (1..=24).collect::<Vec<_>>());
}

#[test]
fn an_index_ahead_of_the_vault_is_discarded() {
    let root = tempfile::tempdir().unwrap();
    let (mut writer, _reader, _) = open(&root, 0);
    feed(&mut writer, &telling(1..=5), 5);
    drop(writer);
    let (_writer, reader, standing) = open(&root, 4);
    assert_eq!(standing.restart, Some(Restart::AheadOfVault(Seq(5))));
    assert_eq!((standing.through, standing.swap_due, reader.documents()), (Seq(0), false, 0));
    assert_eq!(builds(&root).len(), 1);
}

#[test]
fn a_damaged_index_is_discarded() {
    let damages: [fn(&PathBuf); 4] = [
        |generation| fs::write(generation.join("meta.json"), "{").unwrap(),
        |generation| {
            let meta = fs::read_to_string(generation.join("meta.json")).unwrap();
            fs::write(generation.join("meta.json"), meta.replace("fed_len", "fed_length")).unwrap();
        },
        |generation| fs::remove_dir_all(generation).unwrap(),
        |generation| {
            for entry in fs::read_dir(generation).unwrap().map(Result::unwrap) {
                if entry.path().extension().is_some_and(|it| it == "fast") {
                    fs::remove_file(entry.path()).unwrap();
                }
            }
        },
    ];
    for damage in damages {
        let root = tempfile::tempdir().unwrap();
        let (mut writer, _reader, _) = open(&root, 0);
        feed(&mut writer, &telling(1..=15), 5);
        drop(writer);
        damage(&builds(&root)[0].join("gen-000001"));
        let (mut writer, reader, standing) = open(&root, 15);
        assert!(matches!(standing.restart, Some(Restart::Damaged(_))), "{standing:?}");
        assert_eq!(standing.through, Seq(0));
        feed(&mut writer, &telling(1..=15), 5);
        assert_eq!(seqs(&reader), (1..=15).collect::<Vec<_>>());
    }
}

#[test]
fn another_reader_feeds_beside_and_swaps() {
    let root = tempfile::tempdir().unwrap();
    let (mut writer, _reader, _) = open(&root, 0);
    feed(&mut writer, &telling(1..=15), 5);
    drop(writer);

    let other = || Index::open(root.path(), "reader-2", Seq(15), &options()).unwrap();
    let (mut writer, reader, standing) = other();
    assert_eq!((standing.through, standing.restart, standing.swap_due), (Seq(0), Some(Restart::OtherReader), true));
    feed(&mut writer, &telling(1..=6), 6);
    // The old one serves.
    assert_eq!(reader.documents(), 15);
    drop(writer);

    // A start in between goes on with what was begun.
    let (mut writer, reader, standing) = other();
    assert_eq!((standing.through, standing.swap_due, reader.documents()), (Seq(6), true, 15));
    feed(&mut writer, &telling(7..=12), 6);
    writer.swap().unwrap();
    assert_eq!(seqs(&reader), (1..=12).collect::<Vec<_>>());
    assert_eq!(builds(&root).len(), 1);
    feed(&mut writer, &telling(13..=14), 1);
    assert_eq!(reader.documents(), 14);
    drop(writer);

    let (_writer, reader, standing) = other();
    assert_eq!((standing.through, standing.restart, standing.swap_due), (Seq(14), None, false));
    assert_eq!(reader.documents(), 14);
}

#[test]
fn one_process_feeds() {
    let root = tempfile::tempdir().unwrap();
    let (mut writer, _reader, _) = open(&root, 0);
    feed(&mut writer, &telling(1..=1), 1);
    let error = Index::open(root.path(), "reader-1", Seq(1), &options()).unwrap_err();
    assert!(error.to_string().starts_with("write the index "), "{error}");
    assert_eq!(Index::read(root.path()).unwrap().unwrap().documents(), 1);
}

#[test]
fn nothing_to_read() {
    let root = tempfile::tempdir().unwrap();
    assert!(Index::read(&root.path().join("none")).unwrap().is_none());
    assert!(Index::read(root.path()).unwrap().is_none());
    let (_writer, reader, _) = open(&root, 0);
    assert_eq!(reader.search_all(&request(&Query::All)).unwrap().hits, []);
}

#[test]
fn order_is_kept() {
    let root = tempfile::tempdir().unwrap();
    let (mut writer, _reader, _) = open(&root, 0);
    let told = Told::new(5, 0);
    writer.add(&told.event, b"", "tcp").unwrap();
    assert!(writer.add(&told.event, b"", "tcp").is_err());
    assert!(writer.commit(Seq(4), "").is_err());
    writer.commit(Seq(5), "").unwrap();
    writer.close().unwrap();
}

#[test]
fn a_failure_comes_back() {
    let root = tempfile::tempdir().unwrap();
    let (mut writer, _reader, _) = open(&root, 0);
    // A file stands where the first generation's folder would be made.
    fs::write(builds(&root)[0].join("gen-000001"), "").unwrap();
    let told = Told::new(1, 0);
    writer.add(&told.event, b"", "tcp").unwrap();
    let error = writer.wait().unwrap_err();
    assert!(error.to_string().starts_with("create "), "{error}");
    assert!(writer.commit(Seq(1), "").is_err());
}
