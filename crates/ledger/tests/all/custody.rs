//! Appending and reading.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use ledger::{Actor, EntryNumber, EntryType, ErrorKind, LINE_BYTES_MAX, Ledger, Line, NewEntry, Outcome};
use proptest::prelude::*;
use serde_json::json;

use crate::site::{START, Site, viewed};

#[test]
fn a_line_says_who_what_when_where_and_how_it_ended() {
    let site = Site::new();
    let ledger = site.open();
    site.clock.0.store(START + 1_500_000_000, Ordering::SeqCst);
    let number = ledger.append(viewed(42).outcome(Outcome::Denied)).unwrap();
    let entry = ledger.entry(number).unwrap().unwrap();
    let line = entry.parse().unwrap();
    assert_eq!((line.v, line.n, line.at.as_str()), (1, EntryNumber(2), "2026-11-20T10:00:01.500Z"));
    assert_eq!(
        (line.entry_type, line.action.as_str(), line.outcome),
        (EntryType::View, "evidence.view", Outcome::Denied)
    );
    assert_eq!((line.actor.id.as_str(), line.object.unwrap().id.as_str()), ("token-1", "42"));
    assert_eq!(line.detail.get("bytes"), Some(&json!(312)));
    // What names a person or was written freely stands there as a commitment only.
    assert_eq!(line.private.keys().collect::<Vec<_>>(), ["actor.name", "peer", "reason"]);
    for secret in ["Doe", "192.0.2.7", "quoted"] {
        assert!(!entry.line.contains(secret), "{secret} stands in {}", entry.line);
    }
    for (field, committed) in &line.private {
        assert_eq!(entry.openings[field].commit(field).to_string(), *committed);
    }
    assert_eq!(entry.openings["reason"].value, "Grüße, \u{1f512} \"quoted\"");
    assert_eq!(entry.openings["peer"].value, "192.0.2.7:50123");
}

#[test]
fn entries_are_read_in_pages_and_by_type() {
    let site = Site::new();
    let ledger = site.open();
    let last = ledger.append_all((1..=1_200).map(viewed).collect()).unwrap();
    assert_eq!(last, Some(EntryNumber(1_201)));
    assert_eq!(ledger.append_all(Vec::new()).unwrap(), None);
    ledger.append(NewEntry::new(EntryType::Loss, Actor::system(), "loss.declare")).unwrap();
    let numbers: Vec<u64> = ledger.iterate_entries(&[]).map(|entry| entry.unwrap().number.0).collect();
    assert_eq!(numbers, (1..=1_202).collect::<Vec<_>>());
    let page = ledger.entries(EntryNumber(1_200), 10, &[EntryType::View, EntryType::Loss]).unwrap();
    assert_eq!(page.iter().map(|entry| entry.number.0).collect::<Vec<_>>(), [1_201, 1_202]);
    let kinds = [EntryType::Loss, EntryType::Redact, EntryType::Retention];
    assert_eq!(ledger.iterate_entries(&kinds).map(|entry| entry.unwrap().number.0).collect::<Vec<_>>(), [1_202]);
    assert!(ledger.entry(EntryNumber(0)).unwrap().is_none());
    assert!(ledger.entry(EntryNumber(1_203)).unwrap().is_none());
}

#[test]
fn a_long_member_leaves_the_line_and_the_line_says_so() {
    let site = Site::new();
    let ledger = site.open();
    let long = "x".repeat(40_000);
    let entry = NewEntry::new(EntryType::Export, Actor::system(), "export.make")
        .detail(json!({ "a": long, "b": format!("{long}y"), "small": 7 }));
    let number = ledger.append(entry).unwrap();
    let entry = ledger.entry(number).unwrap().unwrap();
    assert!(entry.line.len() <= LINE_BYTES_MAX);
    let line = entry.parse().unwrap();
    assert_eq!(line.moved, ["b"], "the longest leaves, and no more than must");
    assert_eq!(line.detail.keys().collect::<Vec<_>>(), ["a", "small"]);
    assert_eq!(entry.openings["detail.b"].value, json!(format!("{long}y")).to_string());
    assert!(site.verify().is_intact());
}

#[test]
fn the_longest_line_fits_and_one_byte_more_moves() {
    let site = Site::new();
    let ledger = site.open();
    let append = |length: usize| {
        let entry =
            NewEntry::new(EntryType::Export, Actor::system(), "export.make").detail(json!({ "a": "x".repeat(length) }));
        let number = ledger.append(entry).unwrap();
        ledger.entry(number).unwrap().unwrap()
    };
    let room = LINE_BYTES_MAX - append(0).line.len();
    let full = append(room);
    assert_eq!((full.line.len(), full.openings.len()), (LINE_BYTES_MAX, 0));
    assert_eq!(append(room + 1).parse().unwrap().moved, ["a"]);
}

#[test]
fn what_breaks_a_rule_is_refused_and_nothing_is_entered() {
    let site = Site::new();
    let ledger = site.open();
    let entry = |action: &str| NewEntry::new(EntryType::Admin, Actor::system(), action);
    let many = (0..900).map(|n| (format!("field.{n}"), "v".to_owned()));
    let crowded = many.fold(entry("ok"), |entry, (field, value)| entry.private(field, value));
    for (case, kind) in [
        (entry("No Action"), ErrorKind::Invalid),
        (entry(""), ErrorKind::Invalid),
        (entry("ok").detail(json!(["no object"])), ErrorKind::Invalid),
        (entry("ok").detail(json!({ "Bad Name": 1 })), ErrorKind::Invalid),
        (entry("ok").private("detail.a", "stands in for a moved member"), ErrorKind::Invalid),
        (entry("ok").private("line\nfeed", ""), ErrorKind::Invalid),
        (entry("ok").object("kind", "x".repeat(257)), ErrorKind::Invalid),
        (NewEntry::new(EntryType::Admin, Actor::token("x".repeat(129)), "ok"), ErrorKind::Invalid),
        (crowded, ErrorKind::EntryTooLong),
    ] {
        let before = ledger.custody_root().unwrap();
        let error = ledger.append_all(vec![viewed(1), case.clone()]).unwrap_err();
        assert_eq!(error.kind(), kind, "{case:?}: {error}");
        assert_eq!(ledger.custody_root().unwrap(), before);
    }
    assert_eq!(ledger.entries(EntryNumber(0), 10, &[]).unwrap().len(), 1);
    assert!(site.verify().is_intact());
}

#[test]
fn readers_see_whole_transactions_while_somebody_writes() {
    let site = Site::new();
    let ledger = site.open();
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for seq in 0..150 {
                ledger.append_all(vec![viewed(seq), viewed(seq)]).unwrap();
            }
            is_done.store(true, Ordering::SeqCst);
        });
        for _ in 0..6 {
            scope.spawn(|| {
                while !is_done.load(Ordering::SeqCst) {
                    let count = ledger.iterate_entries(&[]).map(Result::unwrap).count();
                    let listed = ledger.entries(EntryNumber(0), 10_000, &[]).unwrap();
                    assert!(listed.len() >= count, "entries went away");
                    assert_eq!(listed.len() % 2, 1, "half of a transaction was seen");
                }
            });
        }
        // The check may run beside the writer, and a second ledger may read.
        let reader = Ledger::open_read_only(&site.dir()).unwrap();
        assert!(site.verify().is_intact());
        assert!(!reader.entries(EntryNumber(0), 1, &[]).unwrap().is_empty());
        assert_eq!(reader.append(viewed(1)).unwrap_err().kind(), ErrorKind::ReadOnly);
    });
    assert_eq!(ledger.custody_root().unwrap().0, 301);
    assert!(site.verify().is_intact());
}

#[test]
fn appended_is_there_after_a_crash() {
    let site = Site::new();
    let ledger = site.open();
    for seq in 0..20 {
        ledger.append(viewed(seq)).unwrap();
    }
    let head = ledger.custody_root().unwrap();
    // What a crash leaves: the files as they are, the write-ahead log not folded in.
    crate::site::copy_dir(&site.dir(), &site.path("crashed"));
    assert!(site.path("crashed/ledger.sqlite3-wal").metadata().unwrap().len() > 0);
    let clock = site.clock.clone();
    let reopened = Ledger::open(&site.path("crashed"), &site.options, clock, site.randomness.clone()).unwrap();
    assert_eq!(reopened.custody_root().unwrap(), head);
    assert_eq!(reopened.append(viewed(20)).unwrap(), EntryNumber(22));
}

#[test]
fn a_torn_write_ahead_log_loses_only_the_unfinished_transaction() {
    let site = Site::new();
    let ledger = site.open();
    for seq in 0..5 {
        ledger.append(viewed(seq)).unwrap();
    }
    let before = ledger.custody_root().unwrap();
    let wal = |dir: &str| site.path(dir).join("ledger.sqlite3-wal");
    let whole = wal("ledger").metadata().unwrap().len();
    ledger.append(viewed(5)).unwrap();
    crate::site::copy_dir(&site.dir(), &site.path("torn"));
    let file = std::fs::OpenOptions::new().write(true).open(wal("torn")).unwrap();
    file.set_len(whole + 100).unwrap();
    std::fs::remove_file(site.path("torn/ledger.sqlite3-shm")).unwrap();
    let reopened =
        Ledger::open(&site.path("torn"), &site.options, site.clock.clone(), site.randomness.clone()).unwrap();
    assert_eq!(reopened.custody_root().unwrap(), before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_is_one_ascii_line_and_comes_back(texts in proptest::collection::vec(any::<String>(), 1..6)) {
        let site = Site::new();
        let ledger = site.open();
        let mut entry = NewEntry::new(EntryType::Review, Actor::system(), "custody.review").detail(json!({ "texts": texts }));
        for (n, text) in texts.iter().enumerate() {
            entry = entry.private(format!("field.{n}"), text);
        }
        let number = ledger.append(entry).unwrap();
        let stored = ledger.entry(number).unwrap().unwrap();
        prop_assert!(stored.line.bytes().all(|byte| (0x20..0x80).contains(&byte)));
        prop_assert_eq!(&Line::parse(stored.line.as_bytes()).unwrap().detail["texts"], &json!(texts));
        for (n, text) in texts.iter().enumerate() {
            prop_assert_eq!(&stored.openings[&format!("field.{n}")].value, text);
        }
        prop_assert_eq!(site.wrong(), "");
    }
}
