//! Times that no clock should show, through the public door: findings, every record kept, and never a crash.

use serde_json::{Value as Json, json};

use crate::{daemon::Daemon, program::Place};

/// Imports lines and gives every observer's records and the kinds that were noticed of any.
fn import(place: &Place, lines: &str) -> (Vec<u64>, Vec<String>) {
    let path = place.write("bad.log", lines);
    let sum = place.import(&path);
    assert_eq!((&sum["received"], &sum["rejected"]), (&sum["indexed"], &json!({})), "{sum}");
    let answer = place.run(&["--output", "json", "observers"]).json();
    let observers = answer["observers"].as_array().expect("observers");
    let records = observers.iter().filter_map(|of| of["records"].as_u64()).collect();
    let findings = observers.iter().flat_map(|of| of["findings"].as_array().expect("findings"));
    let mut kinds: Vec<String> = findings.filter_map(|of| of["kind"].as_str().map(str::to_owned)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    (records, kinds)
}

fn lines<'a>(stamps: impl Iterator<Item = (&'a str, String)>) -> String {
    stamps.enumerate().map(|(n, (host, stamp))| format!("<14>1 {stamp} {host} app - - - theta {n}\n")).collect()
}

#[test]
fn times_at_the_ends_of_the_world_are_kept_and_stand_in_a_timeline() {
    let place = Place::new();
    let stamps = [
        "1970-01-01T00:00:00Z",
        "1970-01-01T00:00:00+23:59",
        "1969-12-31T23:59:59-23:59",
        "2106-02-07T06:28:15Z",
        "2106-02-07T06:28:15-23:59",
        "2261-12-31T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00+23:59",
        "2026-11-17T08:00:00-23:59",
    ];
    let (records, _) = import(&place, &lines(stamps.iter().map(|stamp| ("odd1", (*stamp).to_owned()))));
    assert_eq!(records.iter().sum::<u64>(), 7, "all but the two that no nanosecond counts have a point: {records:?}");
    let daemon = Daemon::start(&place);
    let case = daemon.ask("POST", "/api/v1/incidents", br#"{"title": "odd"}"#).expect_status(201).json();
    let target = format!("/api/v1/incidents/{}", case["id"]);
    daemon.ask("POST", &format!("{target}/entries"), br#"{"query": "theta"}"#).expect_status(201);
    let report = daemon.ask("GET", &format!("{target}/timeline"), b"").expect_status(200).json();
    assert_eq!(report["entries"].as_array().map(Vec::len), Some(stamps.len()));
    let raws: Vec<String> = (0..stamps.len())
        .filter_map(|n| {
            let seq = report["entries"].as_array()?.iter().find(|of| message(of).ends_with(&n.to_string()))?["seq"]
                .as_u64()?;
            String::from_utf8(daemon.raw(seq)).ok()
        })
        .collect();
    for (raw, stamp) in raws.iter().zip(stamps) {
        assert!(raw.contains(stamp), "what was written stays: {raw}");
    }
    assert!(daemon.stop().success());
}

fn message(entry: &Json) -> String {
    entry["event"]["message"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_year_back_and_a_clock_that_runs_backwards_are_found() {
    let place = Place::new();
    let year_back = (0..60).map(|n| ("jump1", format!("{}-11-17T08:00:{n:02}Z", if n < 30 { 2026 } else { 2025 })));
    let backwards = (0..60).map(|n| ("back1", format!("2026-11-17T08:00:{:02}Z", 59 - n)));
    let (records, kinds) = import(&place, &lines(year_back.chain(backwards)));
    assert_eq!((records, kinds), (vec![60, 60], vec!["stamps_run_back".to_owned()]));
}

#[test]
fn one_stamp_for_all_and_an_observer_for_each_are_only_records() {
    let place = Place::new();
    let same = (0..2_000).map(|_| ("same1", "2026-11-17T08:00:00Z".to_owned()));
    let (records, kinds) = import(&place, &lines(same));
    assert_eq!((records, kinds), (vec![2_000], Vec::new()));
    let place = Place::new();
    let names: Vec<String> = (0..2_000).map(|n| format!("host{n}")).collect();
    let each = names.iter().map(|name| (name.as_str(), "2026-11-17T08:00:00Z".to_owned()));
    let (records, kinds) = import(&place, &lines(each));
    assert_eq!((records, kinds), (vec![1; 2_000], Vec::new()));
}
