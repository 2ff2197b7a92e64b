//! What `verify` finds, what `reindex` shows, and what stands in custody before an answer is given.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use serde_json::Value as Json;

use crate::{
    daemon::{CONFIGURATION, Daemon},
    program::Place,
};

/// A place whose daemon took some lines in and ended in order: all is sealed.
fn sealed_place() -> Place {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    daemon.push(b"first line\nsecond line\nthird line\nfourth line\n");
    assert!(daemon.stop().success());
    assert_eq!(place.verify().0, 0);
    place
}

fn segments(place: &Place) -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(place.data().join("vault"))
        .expect("a vault")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "seg"))
        .collect();
    found.sort();
    found
}

/// Where these bytes stand in a file.
fn find(bytes: &[u8], wanted: &[u8]) -> usize {
    let found = bytes.windows(wanted.len()).position(|window| window == wanted);
    found.unwrap_or_else(|| panic!("{} is not there", String::from_utf8_lossy(wanted)))
}

#[track_caller]
fn expect_broken(place: &Place, named: &str) {
    let (code, report) = place.verify();
    assert_eq!(code, 2, "{report}");
    assert_eq!(report["verdict"], "broken");
    let wrong = report["first_wrong"].as_str().expect("the first thing wrong");
    assert!(wrong.contains(named), "{named} in {wrong}");
    let table = place.run(&["verify", place.data().to_str().expect("a plain path")]);
    assert!(table.expect_code(2).out.starts_with(&format!("BROKEN: {wrong}")), "{}", table.out);
}

#[test]
fn what_is_intact_verifies_beside_a_daemon_and_after_it() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let pushing = scope.spawn(|| {
            let mut pushed = 0;
            while !done.load(Ordering::Relaxed) {
                daemon.push(b"one line\nand another\n");
                pushed += 2;
            }
            pushed
        });
        for _ in 0..8 {
            let (code, report) = place.verify();
            assert_eq!(code, 0, "{report}");
        }
        done.store(true, Ordering::Relaxed);
        assert!(pushing.join().expect("pushed") > 0);
    });
    assert!(daemon.stop().success());
    let (code, report) = place.verify();
    assert_eq!((code, &report["verdict"]), (0, &"intact".into()));
    assert_eq!(report["unsealed_records"], 0, "{report}");
    assert!(report["checkpoints"].as_u64() > Some(0), "{report}");
    let table = place.run(&["verify", place.data().to_str().expect("a plain path")]);
    assert!(table.expect_code(0).out.starts_with("intact\n"), "{}", table.out);
}

#[test]
fn a_flipped_bit_in_a_record_is_found() {
    let place = sealed_place();
    let path = segments(&place).remove(0);
    let mut bytes = fs::read(&path).expect("a segment");
    let at = find(&bytes, b"third line");
    bytes[at] ^= 1;
    fs::write(&path, &bytes).expect("a segment");
    // 1 opens the stream of the pushes.
    expect_broken(&place, "record 4");
}

#[test]
fn what_is_still_good_is_told_beside_what_is_not() {
    let place = sealed_place();
    let daemon = Daemon::start(&place);
    daemon.push(b"fifth line\nsixth line\n");
    assert!(daemon.stop().success());
    let (code, whole) = place.verify();
    assert_eq!(code, 0, "{whole}");
    let count = |report: &Json, name: &str| report[name].as_u64().unwrap_or_else(|| panic!("{name} in {report}"));
    let sealed = count(&whole, "sealed_records");

    // One record of the first batch: the others of that batch fit their checksums, the second batch is proven.
    let path = segments(&place).remove(0);
    let bytes = fs::read(&path).expect("a segment");
    let mut flipped = bytes.clone();
    flipped[find(&bytes, b"third line")] ^= 1;
    fs::write(&path, &flipped).expect("a segment");
    let (code, report) = place.verify();
    assert_eq!((code, count(&report, "damaged_records"), count(&report, "wrong_count")), (2, 1, 1), "{report}");
    assert!(count(&report, "sealed_records") >= 2 && report["sealed_through_seq"] == whole["sealed_through_seq"]);
    let there = ["sealed_records", "unproven_records", "damaged_records"].map(|name| count(&report, name));
    assert_eq!(there.iter().sum::<u64>(), sealed, "{report}");
    for same in ["custody_entries", "signed_entries", "checkpoints", "custody_root", "verifying_key"] {
        assert_eq!(report[same], whole[same], "{same}");
    }

    // A byte where nothing was written, after an end in order.
    let mut flipped = bytes.clone();
    *flipped.last_mut().expect("a byte") ^= 1;
    fs::write(&path, &flipped).expect("a segment");
    let (code, report) = place.verify();
    assert_eq!((code, count(&report, "sealed_records")), (2, sealed), "{report}");
    let table = place.run(&["verify", place.data().to_str().expect("a plain path")]);
    assert!(table.out.starts_with("BROKEN: behind the last record, after an end in order"), "{}", table.out);

    // An entry of custody: the evidence is whole all the same.
    fs::write(&path, &bytes).expect("a segment");
    let database = place.data().join("ledger/ledger.sqlite3");
    let mut bytes = fs::read(&database).expect("the database");
    let at = find(&bytes, b"\"type\":\"stop\"");
    bytes[at + 9] = b'q';
    fs::write(&database, &bytes).expect("the database");
    let (code, report) = place.verify();
    assert_eq!((code, count(&report, "wrong_count")), (2, 1), "{report}");
    assert_eq!(count(&report, "sealed_records"), sealed, "{report}");
    assert_eq!(count(&report, "custody_entries") + 1, count(&whole, "custody_entries"), "{report}");
    assert_eq!(report["checkpoints"], whole["checkpoints"], "the signatures still hold over the others: {report}");
}

#[test]
fn the_expected_key_can_be_given() {
    let place = sealed_place();
    let data = place.data();
    let data = data.to_str().expect("a plain path");
    let key = place.verify().1["verifying_key"].as_str().expect("the key of the signatures").to_owned();
    let held = place.run(&["verify", data, "--key", &key]);
    assert!(held.expect_code(0).out.contains(&format!("{key} (as expected)")), "{}", held.out);
    let other = sealed_place().verify().1["verifying_key"].as_str().expect("another key").to_owned();
    let refused = place.run(&["verify", data, "--key", &other]);
    let out = &refused.expect_code(2).out;
    assert!(
        out.contains(&format!("verifying key: expected {other}")) && out.contains("(not the one expected)"),
        "{out}"
    );
    place.run(&["verify", data, "--key", "no key"]).expect_code(64);
}

#[test]
fn a_change_whose_checksum_was_mended_is_found_by_the_root() {
    let place = sealed_place();
    let path = segments(&place).remove(0);
    let mut bytes = fs::read(&path).expect("a segment");
    let at = find(&bytes, b"third line");
    // FORMAT.md: the bytes begin 69 behind the frame's length; its checksum follows the length.
    let frame = at - 69;
    let length = usize::try_from(u32::from_be_bytes(bytes[frame..frame + 4].try_into().expect("four"))).expect("fits");
    bytes[at..at + 5].copy_from_slice(b"THIRD");
    let checksum = crc32c(&bytes[frame + 8..frame + 8 + length]);
    bytes[frame + 4..frame + 8].copy_from_slice(&checksum.to_be_bytes());
    fs::write(&path, &bytes).expect("a segment");
    expect_broken(&place, "expected the root");
}

/// CRC-32C (RFC 3720 §B.4), bit by bit: a forger knows it, too.
fn crc32c(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0x82f6_3b78 } else { sum >> 1 };
        }
    }
    !sum
}

#[test]
fn a_cut_segment_is_found() {
    let place = sealed_place();
    let path = segments(&place).remove(0);
    let bytes = fs::read(&path).expect("a segment");
    let at = find(&bytes, b"fourth line");
    fs::write(&path, &bytes[..at - 69]).expect("a segment");
    expect_broken(&place, "record 5");
    fs::write(&path, &bytes[..at + 3]).expect("a segment");
    expect_broken(&place, "record 5");
}

#[test]
fn a_missing_segment_is_found() {
    let place = Place::new();
    place.configure(&CONFIGURATION.replace("[intake.batch]", "[intake]\nsegment_bytes_max = 65536\n[intake.batch]"));
    let daemon = Daemon::start(&place);
    let line = [&[b'x'; 999][..], b"\n"].concat();
    for _ in 0..6 {
        daemon.push(&line.repeat(40));
    }
    assert!(daemon.stop().success());
    assert_eq!(place.verify().0, 0);
    let segments = segments(&place);
    assert!(segments.len() >= 3, "{segments:?}");
    let first: u64 = segments[1].file_stem().and_then(|stem| stem.to_str()?.parse().ok()).expect("a number");
    fs::remove_file(&segments[1]).expect("a segment");
    expect_broken(&place, &format!("record {first}"));
}

#[test]
fn a_changed_custody_entry_is_found() {
    let place = sealed_place();
    let ledger = fs::read_dir(place.data().join("ledger")).expect("a ledger");
    let databases: Vec<_> = ledger
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"SQLite format 3\0")))
        .collect();
    assert_eq!(databases.len(), 1, "{databases:?}");
    let mut bytes = fs::read(&databases[0]).expect("the database");
    // An entry is stored as it was hashed: one line of text, which SQLite keeps as it is.
    let wanted = b"\"type\":\"stop\"";
    let at = find(&bytes, wanted);
    bytes[at + wanted.len() - 2] = b'q';
    fs::write(&databases[0], &bytes).expect("the database");
    expect_broken(&place, "entry");
}

#[test]
fn what_cannot_be_read_is_no_verdict() {
    let place = sealed_place();
    let missing = place.path("nowhere");
    let foreign = place.path("foreign");
    fs::create_dir(&foreign).expect("a folder");
    let file = place.write("a-file", "not a folder");
    for path in [&missing, &foreign, &file] {
        let ran = place.run(&["verify", path.to_str().expect("a plain path")]);
        ran.expect_code(74);
        assert!(ran.err.contains(path.to_str().expect("a plain path")), "{}", ran.err);
    }
    assert!(!missing.exists(), "verify makes nothing");
    for wrong in [&["verify"][..], &["verify", "a", "b"], &["no-such-command"], &["verify", "--no-such-flag", "a"]] {
        place.run(wrong).expect_code(64);
    }
}

#[test]
fn a_newer_data_directory_is_refused() {
    let place = sealed_place();
    fs::write(place.data().join("version"), "ledgerline 99\n").expect("the version");
    let before = snapshot(&place.data());
    for arguments in [&["serve"][..], &["search", "*"], &["reindex"], &["token", "list"]] {
        let ran = place.run(arguments);
        assert!(ran.code != 0, "{ran:#?}");
        assert!(ran.err.contains("99"), "the version is named: {}", ran.err);
    }
    assert_eq!(place.verify().0, 74);
    assert_eq!(snapshot(&place.data()), before, "nothing was touched");
}

/// Every file with its bytes, but the lock.
fn snapshot(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if !path.ends_with("lock") {
                let bytes = fs::read(&path).expect("a file");
                files.push((path, bytes));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_view_of_raw_bytes_is_in_custody_before_the_answer() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let seq = daemon.push(b"look at me\n")["first_seq"].as_u64().expect("a record");
    let (id, secret) = daemon.create_token("analyst", &[]);
    let raw = daemon.ask_with(Some(&secret), "GET", &format!("/api/v1/events/{seq}/raw"), b"").expect_status(200);
    daemon.kill();
    assert_eq!(raw.body, b"look at me");
    assert!(raw.header("repr-digest").starts_with("sha-256=:"));
    assert_eq!(raw.header("x-content-type-options"), "nosniff");
    let daemon = Daemon::start(&place);
    let views = daemon.custody("view");
    assert_eq!(views.len(), 1, "{views:#?}");
    let line = views[0].to_string();
    assert!(line.contains(&id) && line.contains(&seq.to_string()), "who and what: {line}");
}

#[test]
fn the_index_is_made_again_from_the_vault() {
    let place = sealed_place();
    let found = place.search("line");
    assert_eq!(found.len(), 4);
    let first = place.run(&["--output", "json", "reindex"]).expect_code(0).json();
    assert_eq!(first["same"], true, "{first}");
    assert_eq!(first["fed_before"], first["fed_after"]);
    assert_eq!(first["columns_before"], first["columns_after"]);
    assert_eq!(first["documents"], 4);
    fs::remove_dir_all(place.data().join("index")).expect("an index");
    assert_eq!(place.search("line"), found, "the same answers from a new index");
    let second = place.run(&["--output", "json", "reindex"]).expect_code(0).json();
    assert_eq!(second["same"], true, "{second}");
    for digest in ["fed_after", "columns_after", "documents", "through_seq"] {
        assert_eq!(first[digest], second[digest], "{digest}");
    }
    assert_eq!(place.verify().0, 0);
}
