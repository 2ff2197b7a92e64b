//! Files in as evidence: every shape of them, the sum, the same file again, and hostile content.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};
use serde_json::{Value as Json, json};

use crate::{
    daemon::Daemon,
    program::{Place, Running},
};

const LINES: &[u8] =
    b"<34>1 2026-11-17T07:36:12Z jump1 sshd 41922 - - Accepted password for ops14 from 192.0.2.201 port 51514 ssh2
nobody knows this line
{\"message\":\"a JSON line\",\"host\":{\"name\":\"relay1\"}}
the last line has no end";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// `received = indexed + duplicate + quarantined + rejected`, by the numbers themselves.
#[track_caller]
fn check_sum(sum: &Json, expected: [u64; 3]) {
    let number = |key: &str| sum[key].as_u64().unwrap_or_else(|| panic!("{key} in {sum}"));
    let rejected: u64 = sum["rejected"].as_object().expect("reasons").values().filter_map(Json::as_u64).sum();
    let [received, indexed, duplicate] = ["received", "indexed", "duplicate"].map(number);
    assert_eq!(received, indexed + duplicate + number("quarantined") + rejected, "{sum}");
    assert_eq!(sum["balanced"], true, "{sum}");
    assert_eq!([received, indexed, duplicate], expected, "{sum}");
}

#[test]
fn every_shape_of_a_file_gives_the_same_events() {
    let shapes = [
        ("plain.log", LINES.to_vec()),
        // Told from the content, not from the name.
        ("packed.log", gzip(LINES)),
        ("members.gz", [gzip(&LINES[..40]), gzip(&LINES[40..])].concat()),
        ("packed.zst", zstd::encode_all(LINES, 3).expect("memory takes it")),
    ];
    for (name, bytes) in shapes {
        let place = Place::new();
        let path = place.write(name, &bytes);
        let ran = place.run(&["--output", "json", "import", path.to_str().expect("a plain path")]);
        let sum = ran.expect_code(0).json()[0].clone();
        check_sum(&sum, [4, 4, 0]);
        assert_eq!(sum["size_bytes"], json!(bytes.len()), "{name}");
        assert_eq!(sum["sha256"], json!(sha256(&path)), "{name}: as acquired");
        assert_eq!(sum["problem"], Json::Null, "{name}");
        check_found(&place);
    }
    let place = Place::new();
    let sum = place.run_with(&["--output", "json", "import", "-"], LINES).expect_code(0).json()[0].clone();
    check_sum(&sum, [4, 4, 0]);
    assert_eq!(sum["file"], "-");
    check_found(&place);
}

fn check_found(place: &Place) {
    let mut messages: Vec<_> = place.search("*").iter().map(|event| event["message"].to_string()).collect();
    messages.sort();
    let expected = ["a JSON line", "nobody knows this line", "the last line has no end"];
    for text in expected {
        assert!(messages.iter().any(|message| message.contains(text)), "{text} in {messages:#?}");
    }
    assert_eq!(messages.len(), 4);
    assert_eq!(place.search("source.ip:192.0.2.201").len(), 1);
}

/// What another program says of the file.
fn sha256(path: &std::path::Path) -> String {
    let ran = std::process::Command::new("sha256sum").arg(path).output().expect("sha256sum runs");
    String::from_utf8(ran.stdout).expect("text").split(' ').next().expect("a digest").to_owned()
}

#[test]
fn the_same_file_again_is_counted_and_not_indexed_twice() {
    let place = Place::new();
    let path = place.write("a.log", LINES);
    check_sum(&place.import(&path), [4, 4, 0]);
    check_sum(&place.import(&path), [4, 0, 4]);
    let other = place.write("b.log", [LINES, b"\none more"].concat());
    check_sum(&place.import(&other), [5, 5, 0]);
    assert_eq!(place.search("*").len(), 9, "another file is another stream");
    // A third time, beside a daemon that started after the first two.
    let daemon = Daemon::start(&place);
    check_sum(&place.import(&path), [4, 0, 4]);
    assert_eq!(daemon.search("*").len(), 9);
    daemon.await_sealed();
    let sums = daemon.ask("GET", "/api/v1/conservation", b"").expect_status(200).json();
    assert_eq!(sums["balanced"], true, "{sums}");
    assert_eq!(sums["feeds"]["import"]["duplicate"], 8, "{sums}");
}

#[test]
fn a_bomb_is_stopped_and_what_was_read_is_kept() {
    let place = Place::new();
    let line = [b"every line is the same".as_slice(), &[b'!'; 1001], b"\n"].concat();
    let bytes = line.repeat(40_000);
    for (name, packed) in [("bomb.gz", gzip(&bytes)), ("bomb.zst", zstd::encode_all(&bytes[..], 19).expect("packed"))] {
        let path = place.write(name, packed);
        let ran = place.run(&["--output", "json", "import", path.to_str().expect("a plain path")]);
        ran.expect_code(1);
        let sum = ran.json()[0].clone();
        let received = sum["received"].as_u64().expect("a count");
        assert!((1..40_000).contains(&received), "{name}: {sum}");
        check_sum(&sum, [received, received, 0]);
        let problem = sum["problem"].as_str().expect("a problem");
        assert!(problem.contains("decompressed_ratio_max = 200"), "the bound is named: {problem}");
    }
}

#[test]
fn a_damaged_archive_keeps_what_came_before() {
    let place = Place::new();
    // What cannot be packed well, so that the cut falls behind many whole lines.
    let lines: String =
        (0_u64..5000).map(|n| format!("line {n} {:x}\n", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
    let whole = gzip(lines.as_bytes());
    let path = place.write("cut.gz", &whole[..whole.len() / 2]);
    let ran = place.run(&["--output", "json", "import", path.to_str().expect("a plain path")]);
    ran.expect_code(1);
    let sum = ran.json()[0].clone();
    let received = sum["received"].as_u64().expect("a count");
    assert!((1000..5000).contains(&received), "{sum}");
    check_sum(&sum, [received, received, 0]);
    assert!(sum["problem"].is_string());
}

#[test]
fn a_file_that_is_not_there_does_not_hold_up_the_others() {
    let place = Place::new();
    let path = place.write("a.log", LINES);
    let ran = place.run(&["--output", "json", "import", "no-such-file", path.to_str().expect("a plain path")]);
    ran.expect_code(74);
    assert!(ran.err.contains("no-such-file"), "{}", ran.err);
    let sums = ran.json();
    assert_eq!(sums.as_array().map(Vec::len), Some(1));
    check_sum(&sums[0], [4, 4, 0]);
}

#[test]
fn bad_lines_are_events_like_others() {
    let place = Place::new();
    let lines: [&[u8]; 9] = [
        b"",
        b"<13>",
        b"no priority",
        b"a \0 b",
        b"<34>\xff\xfe\xc3\x28",
        b"<999>too large a priority",
        b"<34>1 - - - - - -",
        b"{\"not\": closed",
        b"",
    ];
    let path = place.write("bad.log", [lines.join(&b'\n').as_slice(), b"\n"].concat());
    let daemon = Daemon::start(&place);
    check_sum(&place.import(&path), [9, 9, 0]);
    let mut events = daemon.await_events("*", lines.len());
    events.sort_by_key(|event| event["ledgerline"]["position"].as_u64());
    for (event, line) in events.iter().zip(lines) {
        assert_eq!(daemon.raw(event["ledgerline"]["seq"].as_u64().expect("a record")), line, "byte by byte");
    }
    for (at, kind) in [(0, "empty"), (3, "nul"), (4, "not_utf8")] {
        let diagnostics = events[at]["ledgerline"]["diagnostics"].as_array().cloned().unwrap_or_default();
        assert!(diagnostics.iter().any(|diagnostic| diagnostic["kind"] == kind), "{kind}: {}", events[at]);
    }
}

#[test]
fn a_line_beyond_the_bound_is_kept_in_parts() {
    let place = Place::new();
    let long: Vec<u8> = (0..1 << 20).map(|at: u32| b'a' + u8::try_from(at % 23).expect("a letter")).collect();
    let path = place.write("long.log", [b"before\n", long.as_slice(), b"\nafter\n"].concat());
    let daemon = Daemon::start(&place);
    check_sum(&place.import(&path), [6, 6, 0]);
    let mut events = daemon.await_events("*", 6);
    events.sort_by_key(|event| event["ledgerline"]["position"].as_u64());
    let raws: Vec<_> =
        events.iter().map(|event| daemon.raw(event["ledgerline"]["seq"].as_u64().expect("a record"))).collect();
    assert_eq!(raws[0], b"before");
    assert!(raws[1..5].concat() == long, "the parts together are the line");
    assert!(raws.iter().all(|raw| raw.len() <= 262_144));
    assert_eq!(raws[5], b"after");
    for (part, before) in events[2..5].iter().zip(&events[1..4]) {
        assert_eq!(part["ledgerline"]["stream"], before["ledgerline"]["stream"]);
        let [at, earlier] = [part, before].map(|event| event["ledgerline"]["position"].as_u64().expect("a position"));
        assert_eq!(at - earlier, 262_144, "linked by stream and position");
    }
}

#[test]
fn what_is_interrupted_is_kept_said_so_and_goes_on_with_the_next_try() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let whole = b"alpha one\nalpha two\nalpha three\n";
    let target = format!(
        "/api/v1/imports?name=a.log&feed=import&size_bytes={}&sha256={}",
        whole.len(),
        "e1e8ba0e3f1e1ff2d1b1c8a1a1fbb5f4b26a1b5d8b7fb9d0ab0a5d0f7a6f3c21"
    );
    // In the middle of the third line.
    let sum = daemon.ask("POST", &target, &whole[..25]).expect_status(200).json();
    assert_eq!((&sum["received"], &sum["indexed"], &sum["balanced"]), (&json!(2), &json!(2), &json!(true)), "{sum}");
    assert_eq!(sum["problem"], "interrupted after 25 of 32 bytes");
    let entry = daemon.custody("custody").pop().expect("the import stands in custody");
    assert_eq!(entry["detail"]["problem"], "interrupted after 25 of 32 bytes", "{entry}");
    let sum = daemon.ask("POST", &target, whole).expect_status(200).json();
    assert_eq!((&sum["received"], &sum["indexed"], &sum["duplicate"]), (&json!(3), &json!(1), &json!(2)), "{sum}");
    assert_eq!(daemon.search("three").len(), 1);
}

#[test]
fn ctrl_c_ends_an_import_in_one_line() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    // More than fits into a socket: the sending waits for a daemon that stands still.
    let lines = format!("{}\n", "a long line ".repeat(5_000)).repeat(256);
    let path = place.write("long.log", &lines);
    daemon.signal("STOP");
    let import = place.command(&["import", path.to_str().expect("a plain path")]);
    let import = Running::start(import);
    import.await_open(&path);
    import.signal("INT");
    daemon.signal("CONT");
    let (code, err) = import.finish();
    assert_eq!(code, Some(130), "{err}");
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(err.starts_with("ledgerline: interrupted, ") && err.ends_with(" kept, run again\n"), "{err}");
    let sum = place.import(&path);
    assert_eq!((&sum["received"], &sum["balanced"], &sum["problem"]), (&json!(256), &json!(true), &Json::Null));
    assert!(daemon.stop().success());
    assert_eq!(place.verify().0, 0);
}
