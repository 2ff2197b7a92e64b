//! `ledgerline demo`: the recorded incident played at its own time, held against the truth.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    net::SocketAddr,
    process::{Command, Stdio},
    thread,
};

use serde_json::{Value as Json, json};

use crate::{
    http::Request,
    incident::{Incident, Line},
    path::{check_silence, sortable},
    program::Place,
};

/// Plays the demo until it shows how its API is asked, asks for the bytes of each entry, and ends it.
fn play() -> (Incident, Json, Vec<Line>) {
    let (place, incident) = (Place::new(), Incident::read());
    let mut child = place
        .command(&["--output", "json", "demo", "--listen", "127.0.0.1:0"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdout = child.stdout.take().expect("a pipe");
    let told = BufReader::new(child.stderr.take().expect("a pipe")).lines().map_while(Result::ok);
    let (mut token, mut http) = (None, None);
    // The timeline is printed before; its bytes wait in the pipe.
    let printed = thread::spawn(move || {
        let mut text = String::new();
        stdout.read_to_string(&mut text).expect("UTF-8");
        text
    });
    for line in told {
        token = token.or_else(|| Some(line.trim().strip_prefix("export TOKEN=")?.to_owned()));
        http = http.or_else(|| {
            let (_, rest) = line.split_once("http://")?;
            rest.split('/').next()?.parse::<SocketAddr>().ok()
        });
        if line.trim_start().starts_with("ledgerline verify") {
            break;
        }
    }
    let (token, http) = (token.expect("a token is shown"), http.expect("an address is shown"));
    let ask = |target: &str| {
        let request =
            Request { method: "GET", target, token: Some(&token), accept: Some("application/json"), body: b"" };
        request.send(http).expect("the demo answers").expect_status(200)
    };
    let timeline = ask("/api/v1/incidents/1/timeline").json();
    let entries = timeline["entries"].as_array().expect("entries");
    let raw = |entry: &Json| ask(&format!("/api/v1/events/{}/raw", entry["seq"])).body;
    let lines = entries.iter().map(|entry| incident.find_line(&raw(entry)).clone()).collect();
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(sent.success() && child.wait().expect("a child of ours").success());
    let printed: Json = serde_json::from_str(&printed.join().expect("read")).expect("JSON");
    assert_eq!(printed["entries"], timeline["entries"], "what is printed is what the API gives");
    (incident, timeline, lines)
}

#[test]
fn the_demo_tells_the_truth_and_finds_the_slow_clock_and_the_silent_hour() {
    let (incident, timeline, lines) = play();
    let entries = timeline["entries"].as_array().expect("entries");
    let mut widths = Vec::new();
    for (entry, line) in entries.iter().zip(&lines) {
        let truth = sortable(incident.truth[line]["time"].as_str().expect("a time"));
        for name in ["stamped", "happened"] {
            let interval = &entry["time"][name];
            let [earliest, latest] = ["earliest", "latest"].map(|end| interval[end].as_str().map(sortable));
            // fgt1 stamps a session with its beginning, and the truth is when the record was written.
            let is_session = line.0 == "logs/fgt1.log" && incident.truth[line]["key"] == "web-visit";
            assert!(is_session || earliest.is_none_or(|of| of <= truth), "{line:?}: {name} {interval}, {truth}");
            assert!(latest.is_none_or(|of| truth <= of), "{line:?}: {name} {interval}, {truth}");
        }
        if entry["observer"] == "asa1" {
            widths.push(entry["time"]["stamped"].clone());
        }
    }
    assert_eq!(widths.len(), 6, "all of asa1's entries are held to the truth");
    check_slow_clock(&timeline);
    let findings = timeline["clock_findings"].as_array().expect("findings");
    check_silence(&findings.iter().filter(|of| of["kind"] == "stream_silent").collect::<Vec<_>>());
}

/// asa1 is seven minutes slow, and no other clock of the story is off.
fn check_slow_clock(timeline: &Json) {
    let findings = timeline["clock_findings"].as_array().expect("findings");
    let off: Vec<_> = findings.iter().filter(|of| of["kind"] == "clock_off").collect();
    let [slow] = off.as_slice() else { panic!("{off:#?}") };
    assert_eq!(slow["observer"], "asa1");
    let seconds = slow["amount"].as_i64().expect("nanoseconds") / 1_000_000_000;
    assert!((-423..=-417).contains(&seconds), "{seconds} s");
    let wrong = ["clock_stepped", "clock_drifts", "deliveries_batched", "zone_mistaken", "receipts_contradict"];
    let others: Vec<_> = findings.iter().filter(|of| wrong.iter().any(|kind| of["kind"] == *kind)).collect();
    assert_eq!(others, Vec::<&Json>::new());
}

#[test]
fn what_the_demo_states_is_true_and_puts_the_end_of_the_session_after_the_rule() {
    let (incident, timeline, lines) = play();
    let entries = timeline["entries"].as_array().expect("entries");
    let rank = |line: &Line| incident.truth[line]["rank"].as_u64().expect("a rank");
    let mut stated = 0;
    for (entry, pair) in entries.iter().zip(lines.windows(2)) {
        if entry["towards_next"]["relation"] == "before" {
            assert!(rank(&pair[0]) < rank(&pair[1]), "{pair:?}");
            stated += 1;
        }
    }
    assert!(stated > 15, "{stated} neighbours are ordered");
    // By what asa1 wrote the VPN session ended before the rule was disabled.
    let at = |key: &str| lines.iter().position(|line| incident.truth[line]["key"] == key).expect("an entry");
    assert!(at("rule-closed") < at("vpn-logoff"));
    assert_eq!(timeline["findings"], json!([]));
}
