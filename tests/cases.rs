//! Cases: entries by number and by query, and their taking back, which leaves everything where it was.

use serde_json::{Value as Json, json};

use crate::{daemon::Daemon, program::Place};

/// A case about three lines: its address, and the records.
fn open_case(daemon: &Daemon) -> (String, Vec<u64>) {
    daemon.push(b"gamma one\ngamma two\ngamma three\n");
    let events = daemon.await_events("gamma", 3);
    let seqs = events.iter().map(|event| event["ledgerline"]["seq"].as_u64().expect("a record")).collect();
    let made = daemon.ask("POST", "/api/v1/incidents", b"{\"title\":\"Gamma\"}").expect_status(201).json();
    (format!("/api/v1/incidents/{}", made["id"]), seqs)
}

fn add(daemon: &Daemon, case: &str, body: &Json) -> Json {
    daemon.ask("POST", &format!("{case}/entries"), body.to_string().as_bytes()).expect_status(201).json()
}

fn exhibits(daemon: &Daemon, target: &str) -> Vec<String> {
    let timeline = daemon.ask("GET", target, b"").expect_status(200).json();
    let entries = timeline["entries"].as_array().expect("entries").clone();
    entries.iter().map(|entry| entry["exhibit"].as_str().expect("an exhibit").to_owned()).collect()
}

#[test]
fn an_entry_that_is_taken_back_stays_and_can_be_shown() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let (case, seqs) = open_case(&daemon);
    let added = add(&daemon, &case, &json!({"seqs": seqs, "note": "all three"}));
    assert_eq!(added["added"].as_array().map(Vec::len), Some(3));
    let second = format!("{case}/entries/2");
    daemon.ask("DELETE", &second, b"").expect_status(400);
    daemon.ask("DELETE", &format!("{second}?reason=%20"), b"").expect_status(400);
    let taken = daemon.ask("DELETE", &format!("{second}?reason=not%20ours"), b"").expect_status(200).json();
    assert_eq!(taken["retraction"]["reason"], "not ours");
    daemon.ask("DELETE", &format!("{second}?reason=again"), b"").expect_status(409);
    daemon.ask("DELETE", &format!("{case}/entries/9?reason=none"), b"").expect_status(404);
    let timeline = format!("{case}/timeline");
    assert_eq!(exhibits(&daemon, &timeline), ["EX-0001", "EX-0003"]);
    let all = exhibits(&daemon, &format!("{timeline}?retracted=true"));
    assert_eq!(all.len(), 3, "{all:?}");
    let detail = daemon.ask("GET", &case, b"").expect_status(200).json();
    assert_eq!(detail["entries"].as_array().map(Vec::len), Some(3), "it stays in the case");
    assert!(daemon.stop().success());
    let daemon = Daemon::start(&place);
    assert_eq!(exhibits(&daemon, &timeline), ["EX-0001", "EX-0003"], "and after a restart");
}

#[test]
fn a_record_stands_in_a_case_once() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let (case, seqs) = open_case(&daemon);
    add(&daemon, &case, &json!({"seqs": [seqs[1]]}));
    let added = add(&daemon, &case, &json!({"query": "gamma"}));
    assert_eq!(added["added"].as_array().map(Vec::len), Some(2));
    assert_eq!(added["already"], json!([seqs[1]]));
    assert!(added["query"].is_u64(), "the query is kept: {added}");
    daemon.ask("POST", &format!("{case}/entries"), b"{\"seqs\":[999999]}").expect_status(404);
    daemon.ask("POST", &format!("{case}/entries"), b"{\"query\":\"a )\"}").expect_status(400);
    daemon.ask("POST", &format!("{case}/entries"), b"{}").expect_status(400);
    assert_eq!(exhibits(&daemon, &format!("{case}/timeline")).len(), 3);
}

#[test]
fn a_frozen_event_has_the_digest_that_it_says() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let (case, seqs) = open_case(&daemon);
    add(&daemon, &case, &json!({"seqs": seqs}));
    let timeline = daemon.ask("GET", &format!("{case}/timeline"), b"").expect_status(200).json();
    for entry in timeline["entries"].as_array().expect("entries") {
        // All ASCII and no large number: then serde_json's compact form with sorted keys is that of RFC 8785.
        let path = place.write("event.json", entry["event"].to_string());
        let ran = std::process::Command::new("sha256sum").arg(path).output().expect("sha256sum runs");
        let digest = String::from_utf8(ran.stdout).expect("text");
        assert!(digest.starts_with(entry["event_sha256"].as_str().expect("a digest")), "{digest} {entry}");
    }
}
