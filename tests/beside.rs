//! One daemon, many hands: commands beside a running daemon go through its socket.

use std::{fs, os::unix::fs::PermissionsExt as _};

use serde_json::json;

use crate::{daemon::Daemon, program::Place};

#[test]
fn every_command_works_beside_a_daemon() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let path = place.write("a.log", "alpha one\nalpha two\n");
    let sum = place.import(&path);
    assert_eq!((&sum["indexed"], &sum["balanced"]), (&json!(2), &json!(true)), "{sum}");
    assert_eq!(place.search("alpha").len(), 2);
    assert_eq!(daemon.search("alpha").len(), 2, "the daemon took them in");
    let sum = place.run_with(&["--output", "json", "import", "-"], b"alpha three\n").expect_code(0).json();
    assert_eq!(sum[0]["indexed"], 1);
    daemon.push(b"alpha four\n");
    daemon.await_events("alpha", 4);
    assert_eq!(place.search("alpha").len(), 4, "and the command sees what the daemon took in");
    let secret = place.run(&["token", "create", "--role", "analyst", "--name", "beside"]).expect_code(0).out.clone();
    daemon.ask_with(Some(secret.trim()), "GET", "/api/v1/events", b"").expect_status(200);
    let rebuilt = place.run(&["--output", "json", "reindex"]).expect_code(0).json();
    assert_eq!((&rebuilt["same"], &rebuilt["documents"]), (&json!(true), &json!(4)), "{rebuilt}");
    assert_eq!(daemon.search("alpha").len(), 4, "the rebuilt index serves");
    daemon.push(b"alpha five\n");
    daemon.await_events("alpha", 5);
    assert_eq!(daemon.custody("start").len(), 1, "one process held the directory");
    assert!(daemon.stop().success());
    assert_eq!(place.search("alpha").len(), 5, "and without a daemon the same command answers, too");
    assert_eq!(place.verify().0, 0);
}

#[test]
fn one_process_holds_a_data_directory() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let second = place.run(&["serve"]);
    assert_ne!(second.code, 0);
    assert!(second.err.contains(place.data().to_str().expect("a plain path")), "{}", second.err);
    daemon.push(b"the first one goes on\n");
    daemon.await_events("first", 1);
}

#[test]
fn nobody_else_reads_a_data_directory() {
    let place = Place::new();
    let _daemon = Daemon::start(&place);
    let mode = |name: &str| {
        let path = place.data().join(name);
        fs::metadata(path).expect("it is there").permissions().mode() & 0o777
    };
    assert_eq!(format!("{:o}", mode("")), "700");
    assert_eq!(format!("{:o}", mode("socket")), "600");
}

#[test]
fn a_page_ends_and_its_cursor_goes_on_while_more_comes_in() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let lines: String = (0..25).map(|number| format!("<13>1 2026-11-17T07:36:12Z h a - - - beta {number}\n")).collect();
    daemon.push(lines.as_bytes());
    daemon.await_events("beta", 25);
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = daemon.ask("GET", &format!("/api/v1/events?q=beta&limit=10{cursor}"), b"").expect_status(200).json();
        seen.extend(page["events"].as_array().expect("events").iter().map(|event| event["ledgerline"]["seq"].as_u64()));
        // Between two pages: older than all that was shown.
        daemon.push(b"<13>1 2026-11-17T07:00:00Z h a - - - beta late\n");
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={}", crate::http::encode(next)),
            None => break,
        }
    }
    assert_eq!(seen.len(), 25, "pages do not move");
    assert!(seen.is_sorted(), "equal times are ordered by record: {seen:?}");
    let limited = place.run(&["--output", "json", "search", "beta", "--limit", "7"]).expect_code(0).lines();
    assert_eq!(limited.len(), 7);
    let window = ["--from", "2026-11-17T07:36:12Z", "--to", "2026-11-17T07:36:13Z"];
    let found = place.run(&[&["--output", "json", "search", "beta"][..], &window].concat()).expect_code(0).lines();
    assert_eq!(found.len(), 25, "a window in time");
    place.run(&["search", "beta", "--from", "yesterday"]).expect_code(64);
}
