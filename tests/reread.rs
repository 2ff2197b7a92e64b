//! A file that was imported by the wrong zone or year, read by the right one.

use serde_json::{Value as Json, json};

use crate::{
    daemon::Daemon,
    http::encode,
    program::{Place, Ran, await_answer, moment},
};

/// Written in Berlin, in winter.
const LINES: &[u8] = b"Nov 17 07:36:12 jump1 sshd[41922]: Accepted password for ops14 from 192.0.2.201 port 51514 ssh2
Nov 17 07:41:00 jump1 sshd[41922]: pam_unix(sshd:session): session closed for user ops14
";
const LOGIN: &str = "source.ip:192.0.2.201";

/// When the login happened, by what is found, and under which number.
#[track_caller]
fn find_login(events: &[Json]) -> (String, u64) {
    assert_eq!(events.len(), 1, "{events:#?}");
    let seq = events[0]["ledgerline"]["seq"].as_u64().expect("a number");
    (events[0]["@timestamp"].as_str().expect("a time").to_owned(), seq)
}

fn reread(place: &Place, sha256: &str, more: &[&str]) -> Ran {
    let arguments = ["--output", "json", "reread", sha256, "--reason", "the jump host writes local time"];
    place.run(&[&arguments, more].concat())
}

#[test]
fn a_file_is_read_by_another_zone_and_its_evidence_stays() {
    let place = Place::new();
    let path = place.write("auth.log", LINES);
    let path = path.to_str().expect("a plain path");
    let import = |more: &[&str]| {
        place.run(&[&["--output", "json", "import", path, "--year", "2026"], more].concat()).expect_code(0).json()
    };
    let daemon = Daemon::start(&place);
    let first = import(&["--zone", "UTC"]);
    let sha256 = first[0]["sha256"].as_str().expect("a digest");
    assert_eq!(first[0]["read_before"], Json::Null);
    let (at, seq) = find_login(&daemon.search(LOGIN));
    assert_eq!(at, "2026-11-17T07:36:12Z");
    let cited = daemon.ask("POST", "/api/v1/incidents", br#"{"title":"Login","summary":""}"#).expect_status(201).json();
    let incident = format!("/api/v1/incidents/{}", cited["id"]);
    let body = json!({ "query": LOGIN }).to_string();
    daemon.ask("POST", &format!("{incident}/entries"), body.as_bytes()).expect_status(201);
    let shown = || {
        let line = daemon.ask("GET", &format!("{incident}/timeline"), b"").expect_status(200).json();
        line["entries"][0]["time"]["at"].to_string()
    };
    assert!(shown().contains("2026-11-17T07:36:12"), "{}", shown());

    // Imported again by the right zone it is the same file still, and the import says that it is not read by it.
    let again = import(&["--zone", "Europe/Berlin"]);
    assert_eq!(again[0]["duplicate"], 2);
    assert_eq!(again[0]["read_before"], json!({"zone": "UTC", "year": 2026}));
    assert_eq!(find_login(&daemon.search(LOGIN)), (at, seq));

    let before = moment(0);
    await_answer("our clock's next tick", || (moment(0) > before).then_some(()));
    let answer = reread(&place, sha256, &["--zone", "Europe/Berlin"]).expect_code(0).json();
    assert_eq!(answer["was"], json!([{"zone": "UTC", "year": 2026}]));
    assert_eq!(answer["now"], json!({"zone": "Europe/Berlin", "year": 2026}));
    assert_eq!(answer["records"], 2);
    let right = ("2026-11-17T06:36:12Z".to_owned(), seq);
    assert_eq!(find_login(&daemon.search(LOGIN)), right);
    assert_eq!(daemon.raw(seq), LINES.split(|byte| *byte == b'\n').next().expect("a line"));
    assert!(shown().contains("2026-11-17T06:36:12"), "{}", shown());
    // As it was known before, it is read as it was then.
    let then = daemon.ask("GET", &format!("{incident}/timeline?known_at={}", encode(&before)), b"").expect_status(200);
    assert!(then.json()["entries"][0]["time"]["at"].to_string().contains("T07:36:12"), "{}", then.text());
    let told = daemon.ask("GET", "/api/v1/custody?type=feed", b"").expect_status(200).json();
    let told = told["entries"].as_array().expect("entries").last().expect("an entry").clone();
    assert_eq!(told["entry"]["action"], "file.reread");
    assert_eq!(told["entry"]["object"], json!({"kind": "file", "id": sha256}));
    assert_eq!(told["openings"]["reason"], "the jump host writes local time");

    // So it is for whoever opens the directory next, by the index and by the vault.
    daemon.stop();
    assert_eq!(find_login(&place.search(LOGIN)), right);
    let rebuilt = place.run(&["--output", "json", "reindex"]).expect_code(0).json();
    assert_eq!(rebuilt["same"], true, "{rebuilt}");
    place.run(&["verify", place.data().to_str().expect("a plain path")]).expect_code(0);
}

#[test]
fn a_file_brought_again_by_another_zone_is_no_second_witness() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let path = place.write("auth.log", LINES);
    let import = |more: &[&str]| {
        let path = path.to_str().expect("a plain path");
        place.run(&[&["--output", "json", "import", path], more].concat()).expect_code(0).json()
    };
    import(&["--zone", "Europe/Berlin", "--year", "2026"]);
    let observers = || daemon.ask("GET", "/api/v1/observers", b"").expect_status(200).json()["observers"].clone();
    let before = observers();
    daemon.ask("POST", "/api/v1/incidents", br#"{"title":"Login"}"#).expect_status(201);
    daemon.ask("POST", "/api/v1/incidents/1/entries", br#"{"query":"*"}"#).expect_status(201);
    for again in [&["--zone", "UTC"][..], &[]] {
        assert_eq!(import(again)[0]["duplicate"], 2);
    }
    let records = |of: &Json| of.as_array().expect("a list").iter().map(|of| of["records"].clone()).collect::<Vec<_>>();
    assert_eq!(records(&observers()), records(&before), "{before}");
    let line = daemon.ask("GET", "/api/v1/incidents/1/timeline", b"").expect_status(200).json();
    let entries = line["entries"].as_array().expect("entries");
    assert_eq!(entries.len(), 2);
    for of in entries {
        assert_eq!((&of["copies"], &of["retellings"]), (&json!([]), &json!([])), "{of}");
    }
}

#[test]
fn what_cannot_be_read_otherwise_is_refused() {
    let place = Place::new();
    let path = place.write("auth.log", LINES);
    let sum = place.run(&["--output", "json", "import", path.to_str().expect("a plain path"), "--zone", "UTC"]);
    let sum = sum.expect_code(0).json();
    let sha256 = sum[0]["sha256"].as_str().expect("a digest");
    let refused = |sha256: &str, more: &[&str], why: &str| {
        let ran = reread(&place, sha256, more);
        ran.expect_code(64);
        assert!(ran.err.contains(why), "{}", ran.err);
    };
    refused(sha256, &["--zone", "Europe/Atlantis"], "Atlantis");
    refused(sha256, &["--zone", "UTC"], "it is read so already");
    refused(&"0".repeat(64), &["--zone", "UTC"], "no file with this SHA-256 was imported");
    let silent = place.run(&["reread", sha256, "--zone", "+01:00", "--reason", " "]);
    silent.expect_code(64);
    refused(sha256, &[], "say by which zone or year");
    refused(sha256, &["--year", "20266"], "20266");
    // What is not named stays.
    let answer = reread(&place, sha256, &["--year", "2025"]).expect_code(0).json();
    assert_eq!(answer["now"], json!({"zone": "UTC", "year": 2025}));
    let answer = reread(&place, sha256, &["--no-zone", "--no-year"]).expect_code(0).json();
    assert_eq!(answer["now"], json!({"zone": null, "year": null}));
}
