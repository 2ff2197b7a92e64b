//! From bytes to a timeline: the recorded incident, sent, searched, opened as a case, and held against the truth.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::{
    daemon::Daemon,
    incident::{Incident, Line},
    program::Place,
};

#[test]
fn the_recorded_incident_becomes_its_true_timeline() {
    let (place, incident) = (Place::new(), Incident::read());
    let daemon = Daemon::start(&place);
    incident.tell(&place, &daemon);
    let (id, hits) = incident.open_case(&daemon);
    for (search, hits) in incident.searches().iter().zip(hits) {
        assert_eq!(search["hits"].as_integer(), i64::try_from(hits).ok(), "{}", search["about"]);
    }
    let target = format!("/api/v1/incidents/{id}/timeline");
    let timeline = daemon.ask_for("GET", &target, b"", Some("application/json")).expect_status(200).json();
    let entries = timeline["entries"].as_array().expect("entries");
    let lines: Vec<_> = entries.iter().map(|entry| find_line(&daemon, &incident, entry)).collect();
    check_entries(&incident, &lines);
    check_times(&incident, entries, &lines);
    check_order(&incident, entries, &lines);
    check_exhibits(entries);
    check_findings(&timeline);
    check_shapes(&daemon, &target, entries.len());
    check_sums(&daemon, &incident);
    assert!(daemon.stop().success());
    assert_eq!(place.verify().0, 0);
}

fn find_line(daemon: &Daemon, incident: &Incident, entry: &Json) -> Line {
    incident.find_line(&daemon.raw(entry["seq"].as_u64().expect("a record"))).clone()
}

/// The entries are the ones that the truth names, no more and no fewer.
pub(crate) fn check_entries(incident: &Incident, lines: &[Line]) {
    let expected: BTreeSet<_> =
        incident.truth.iter().filter(|(_, event)| event["entry"] == true).map(|(line, _)| line).collect();
    assert_eq!(lines.iter().collect::<BTreeSet<_>>(), expected);
    assert_eq!(lines.len(), expected.len(), "none twice");
}

/// What is said of a stamp's time holds the true time, also where the clock was seven minutes slow. Where the clock was
/// right, so does the time as read: precision, zone and year of each sender are as they should be. (fgt1 writes when its
/// sessions began, and the truth when they were written down.)
fn check_times(incident: &Incident, entries: &[Json], lines: &[Line]) {
    for (entry, line) in entries.iter().zip(lines) {
        let truth = incident.truth[line]["time"].as_str().expect("a time");
        let observer = entry["observer"].as_str().expect("an observer");
        let names: &[_] = match observer {
            "asa1" | "fgt1" => &["stamped", "happened"],
            _ => &["stamped", "happened", "read"],
        };
        for name in names {
            let interval = &entry["time"][*name];
            let [earliest, latest] = ["earliest", "latest"].map(|end| interval[end].as_str());
            assert!(
                earliest.is_none_or(|earliest| sortable(earliest) <= sortable(truth)),
                "{line:?}: {name} {interval} begins after {truth}"
            );
            assert!(
                latest.is_none_or(|latest| sortable(latest) >= sortable(truth)),
                "{line:?}: {name} {interval} ends before {truth}"
            );
        }
    }
}

/// An RFC 3339 moment in UTC so that the order of texts is that of times.
pub(crate) fn sortable(moment: &str) -> String {
    let moment = moment.strip_suffix('Z').expect("UTC");
    let (whole, fraction) = moment.split_once('.').unwrap_or((moment, ""));
    format!("{whole}.{fraction:0<9}")
}

/// Where `before` is stated it is true. A counter speaks of one stream only; across observers only intervals that lie
/// apart, or a quotation, prove an order.
fn check_order(incident: &Incident, entries: &[Json], lines: &[Line]) {
    let rank = |line: &Line| incident.truth[line]["rank"].as_u64().expect("a rank");
    let mut stated = Vec::new();
    for (entry, line) in entries.windows(2).zip(lines.windows(2)) {
        let link = &entry[0]["towards_next"];
        match link["relation"].as_str() {
            Some("before") => {
                if !matches!(link["why"].as_str(), Some("quoted" | "intervals_disjoint")) {
                    assert_eq!(entry[0]["observer"], entry[1]["observer"], "{link}");
                    assert_eq!(line[0].0, line[1].0, "one file is one stream: {link}");
                }
                assert!(rank(&line[0]) < rank(&line[1]), "{line:?}: {link}");
                if link["why"] == "counter_grows" {
                    stated.push(incident.truth[&line[0]]["key"].clone());
                }
            }
            Some("undetermined") => assert_ne!(link["why"], "counter_grows"),
            other => panic!("{other:?} is no relation"),
        }
        assert!(link["sentence"].as_str().is_some_and(|sentence| !sentence.is_empty()));
    }
    assert!(!stated.is_empty(), "jump1 numbers its login and its session: that can be stated");
    assert_eq!(entries.last().expect("entries")["towards_next"], Json::Null);
    let times: Vec<_> = entries.iter().map(|entry| sortable(entry["time"]["at"].as_str().expect("a time"))).collect();
    assert!(times.is_sorted(), "{times:#?}");
}

/// Each entry is an exhibit with its own number, its frozen event and that event's digest.
fn check_exhibits(entries: &[Json]) {
    let exhibits: BTreeSet<_> = entries.iter().map(|entry| entry["exhibit"].as_str().expect("an exhibit")).collect();
    let expected: BTreeSet<_> = (1..=entries.len()).map(|number| format!("EX-{number:04}")).collect();
    assert_eq!(exhibits, expected.iter().map(String::as_str).collect());
    for entry in entries {
        assert_eq!(entry["event"]["ledgerline"]["seq"], entry["seq"]);
        assert_eq!(entry["event_sha256"].as_str().map(str::len), Some(64));
        assert!(entry["time"]["reasons"].as_array().is_some_and(|reasons| !reasons.is_empty()));
        assert_eq!(entry["retraction"], Json::Null);
    }
}

/// The sensor's silent hour is found in its file; what is sent in one go shows no clock to be slow.
fn check_findings(timeline: &Json) {
    assert_eq!(timeline["findings"], json!([]));
    let findings = timeline["clock_findings"].as_array().expect("findings");
    let of_kind = |kind: &str| findings.iter().filter(|of| of["kind"] == kind).collect::<Vec<_>>();
    assert_eq!(of_kind("clock_off"), Vec::<&Json>::new());
    check_silence(&of_kind("stream_silent"));
}

/// The one silence of the story: sensor1, between the two records that its file has on both sides of it.
pub(crate) fn check_silence(silences: &[&Json]) {
    let [silence] = silences else { panic!("{silences:#?}") };
    assert_eq!(silence["observer"], "sensor1");
    let [from, to] = ["earliest", "latest"].map(|end| silence["at"][end].as_str().expect("a moment"));
    assert!(from.starts_with("2026-11-17T07:42:48.945"), "{from}");
    assert!(to.starts_with("2026-11-17T08:50:12.00"), "{to}");
    assert_eq!(silence["records"].as_array().map(Vec::len), Some(2), "the records on both sides");
}

/// The same timeline as CSV and Markdown, and nothing else.
fn check_shapes(daemon: &Daemon, target: &str, entries: usize) {
    let csv = daemon.ask_for("GET", target, b"", Some("text/csv")).expect_status(200);
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(csv.text().matches("\r\n\"EX-0").count(), entries, "a row begins with its exhibit");
    assert!(csv.text().starts_with("\"exhibit\",\"seq\","), "{}", csv.text());
    let markdown = daemon.ask_for("GET", target, b"", Some("text/markdown")).expect_status(200);
    assert_eq!(markdown.header("content-type"), "text/markdown; charset=utf-8");
    let text = markdown.text();
    for number in 1..=entries {
        assert!(text.contains(&format!("EX-{number:04}")), "EX-{number:04} in {text}");
    }
    assert!(text.contains("A credential from a phishing mail reaches the storage segment"));
    let refused = daemon.ask_for("GET", target, b"", Some("text/html")).expect_status(406);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    // Reading custody is an export as well.
    let mut exports = daemon.custody("export");
    exports.retain(|entry| entry["action"] == "timeline.export");
    assert_eq!(exports.len(), 3, "each one given out is in custody: {exports:#?}");
}

/// What came is what can be found, by the sums of both sides.
fn check_sums(daemon: &Daemon, incident: &Incident) {
    daemon.await_sealed();
    let sums = daemon.ask("GET", "/api/v1/conservation", b"").expect_status(200).json();
    assert_eq!(sums["balanced"], true, "{sums}");
    let feeds = sums["feeds"].as_object().expect("feeds");
    for key in ["received", "stored", "indexed"] {
        let total: u64 = feeds.values().filter_map(|feed| feed[key].as_u64()).sum();
        assert_eq!(total, incident.lines_count() as u64, "{key}: {sums}");
    }
}
