//! Exact time through the public door: clocks, order, durations, coverage, known-at, search by true time.

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::{
    daemon::Daemon,
    http::encode,
    program::{Place, await_answer, moment},
};

/// Sends records one by one, each with the time that its sender's clock shows, until `count` can be found.
///
/// They are spread over more than a second, so that they are more than one delivery.
fn send_live(daemon: &Daemon, host: &str, clock_off_seconds: i64, count: usize) {
    for number in 0..count {
        let line = format!("<86>1 {} {host} sshd 77 - - beacon {number}\n", moment(clock_off_seconds));
        daemon.send("syslog-tcp", line.as_bytes());
        daemon.await_events(&format!("host.hostname:{host}"), number + 1);
    }
}

/// Two hosts of which one is seven hours ahead, though it claims `Z`.
fn start(place: &Place) -> Daemon {
    let daemon = Daemon::start(place);
    send_live(&daemon, "right1", 0, 12);
    send_live(&daemon, "ahead1", 25_200, 12);
    daemon
}

fn ask(daemon: &Daemon, target: &str) -> Json {
    daemon.ask("GET", target, b"").expect_status(200).json()
}

fn open_case(daemon: &Daemon, query: &str) -> String {
    let made = daemon.ask("POST", "/api/v1/incidents", b"{\"title\":\"Clocks\"}").expect_status(201).json();
    let case = format!("/api/v1/incidents/{}", made["id"]);
    let body = json!({"query": query}).to_string();
    daemon.ask("POST", &format!("{case}/entries"), body.as_bytes()).expect_status(201);
    case
}

#[test]
fn a_clock_that_claims_z_and_is_seven_hours_ahead_is_found_and_searched_by_true_time() {
    let place = Place::new();
    let begun = moment(-1);
    let daemon = start(&place);
    let observers = ask(&daemon, "/api/v1/observers");
    let of = |name: &str| {
        let found = observers["observers"].as_array().expect("observers").iter().find(|of| of["name"] == name);
        found.unwrap_or_else(|| panic!("{name} in {observers}")).clone()
    };
    let low = of("ahead1")["offset_min_nanos"].as_i64().expect("bounded by its receipts");
    // A clock is ahead by no less than its stamp less its receipt.
    assert!((25_190_000_000_000..=25_200_000_000_000).contains(&low), "{low}");
    let low = of("right1")["offset_min_nanos"].as_i64().expect("bounded by its receipts");
    assert!((-10_000_000_000..=0).contains(&low), "{low}");

    let found = |from: &str, to: &str, how: &str| {
        let target = format!("/api/v1/events?limit=100&q=beacon&from={}&to={}{how}", encode(from), encode(to));
        let page = ask(&daemon, &target);
        let events = page["events"].as_array().expect("events").clone();
        let ahead = events.iter().filter(|of| of["host"]["hostname"] == "ahead1").count();
        (events.len() - ahead, ahead)
    };
    let until = moment(1);
    assert_eq!(found(&begun, &until, ""), (12, 0), "by the time as read only what was read so");
    assert_eq!(found(&begun, &until, "&time=true"), (12, 12), "by true time all that happened then");
    let (late, later) = (moment(24_000), moment(26_000));
    assert_eq!(found(&late, &later, "").1, 12);
    assert_eq!(found(&late, &later, "&time=true"), (0, 0), "nothing happened in the future");
    let ran = place.run(&[
        "--output",
        "json",
        "search",
        "beacon",
        "--true-time",
        "--from",
        &begun,
        "--to",
        &until,
        "--limit",
        "1000",
    ]);
    assert_eq!(ran.expect_code(0).out.lines().count(), 24, "and on the command line");
    assert!(daemon.stop().success());
}

#[test]
fn a_clock_is_shown_as_json_and_as_a_picture() {
    let place = Place::new();
    let daemon = start(&place);
    let clock = ask(&daemon, "/api/v1/observers/ahead1/clock");
    assert_eq!((&clock["observer"], &clock["records"]), (&json!("ahead1"), &json!(12)));
    let points = clock["points"].as_array().expect("points");
    assert_eq!(points.len(), 12);
    for point in points {
        let number = |key: &str| point[key].as_i64().unwrap_or_else(|| panic!("{key} in {point}"));
        assert!(number("offset_min_nanos") <= 25_200_000_000_000, "{point}");
        assert!(number("apparent_nanos") <= 25_200_000_000_000, "{point}");
    }
    let picture =
        daemon.ask_for("GET", "/api/v1/observers/ahead1/clock", b"", Some("image/svg+xml")).expect_status(200);
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    assert!(picture.text().starts_with("<svg "), "{}", picture.text());
    assert_eq!(picture.text().matches("<circle").count(), 12);
    daemon.ask("GET", "/api/v1/observers/nobody/clock", b"").expect_status(404);
    daemon.ask("GET", "/api/v1/observers?assume=hope", b"").expect_status(400);
    let ran = place.run(&["observers"]);
    assert!(ran.expect_code(0).out.contains("ahead1"));
    assert!(daemon.stop().success());
}

#[test]
fn order_has_its_proof_and_falls_with_its_assumptions() {
    let place = Place::new();
    let daemon = start(&place);
    let case = open_case(&daemon, "beacon");
    let order = ask(&daemon, &format!("{case}/timeline/order?a=EX-0001&b=EX-0002"));
    assert_eq!(order["stamped"]["precedence"], "before", "{order}");
    let steps = order["stamped"]["steps"].as_array().expect("steps");
    assert!(!steps.is_empty() && steps.iter().all(|step| step["why"].is_string()), "{order}");
    assert!(!order["stamped"]["assumptions"].as_array().expect("assumptions").is_empty(), "{order}");
    assert!(order["through_seq"].is_u64());
    let turned = ask(&daemon, &format!("{case}/timeline/order?a=2&b=1"));
    assert_eq!(turned["stamped"]["precedence"], "after");
    let bare = ask(&daemon, &format!("{case}/timeline/order?a=1&b=2&assume=none"));
    for moment in ["stamped", "happened"] {
        assert_eq!(bare[moment]["precedence"], "undetermined", "{bare}");
        assert_eq!(bare[moment]["assumptions"], json!([]));
    }
    daemon.ask("GET", &format!("{case}/timeline/order?a=1&b=99"), b"").expect_status(404);
    daemon.ask("GET", &format!("{case}/timeline/order?a=1&b=last"), b"").expect_status(400);
    let ran = place.run(&["order", "1", "EX-0001", "EX-0002"]);
    assert!(ran.expect_code(0).out.contains("stamped: EX-0001 is before EX-0002."), "{}", ran.out);
    let bare = ask(&daemon, &format!("{case}/timeline?assume=none"));
    assert_eq!(bare["assume"], "none");
    let names = bare["assumptions"].as_array().expect("assumptions").iter().map(|of| of["name"].clone());
    assert_eq!(names.collect::<Vec<_>>(), ["stamps_truncate"], "a time as read names a whole step");
    assert!(bare["entries"].as_array().expect("entries").iter().all(|of| of["time"]["assumptions"] == json!([])));
    assert!(daemon.stop().success());
}

#[test]
fn durations_are_intervals_between_two_exhibits() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    daemon.push(concat!(
        "{\"@timestamp\":\"2026-11-17T08:00:00.000Z\",\"event\":{\"kind\":\"event\"},\"host\":{\"name\":\"web1\"},\"message\":\"delta one\"}\n",
        "{\"@timestamp\":\"2026-11-17T08:20:00.000Z\",\"event\":{\"kind\":\"alert\"},\"host\":{\"name\":\"web1\"},\"message\":\"delta two\"}\n",
        "{\"@timestamp\":\"2026-11-17T09:00:00.000Z\",\"event\":{\"kind\":\"event\"},\"host\":{\"name\":\"web1\"},\"message\":\"delta three\"}\n",
    ).as_bytes());
    daemon.await_events("delta", 3);
    let case = open_case(&daemon, "delta");
    let target = format!("{case}/timeline/durations");
    let answer = ask(&daemon, &format!("{target}?contained=EX-0003"));
    let milestones: Vec<_> = answer["milestones"].as_array().expect("milestones").iter().collect();
    let told: Vec<_> = milestones.iter().map(|of| (of["milestone"].as_str(), of["named"].as_bool())).collect();
    let first_alert = milestones.iter().find(|of| of["milestone"] == "first_alert").map(|of| of["exhibit"].clone());
    assert_eq!(first_alert, Some(json!("EX-0002")), "{answer}");
    assert_eq!(told.first(), Some(&(Some("first_sign"), Some(false))));
    assert_eq!(told.last(), Some(&(Some("contained"), Some(true))));
    let durations = answer["durations"].as_array().expect("durations");
    assert_eq!(durations.len(), 3, "each to the next, and the whole: {answer}");
    for duration in durations {
        assert!(duration["from"]["exhibit"].is_string() && duration["to"]["exhibit"].is_string(), "{duration}");
        for moment in ["stamped", "happened"] {
            let bounds = &duration[moment];
            let (shortest, longest) = (bounds["shortest_nanos"].as_i64(), bounds["longest_nanos"].as_i64());
            assert!(shortest.zip(longest).is_none_or(|(shortest, longest)| shortest <= longest), "{duration}");
        }
    }
    daemon.ask("GET", &format!("{target}?contained=EX-0009"), b"").expect_status(404);
    daemon.ask("GET", &format!("{target}?contained=last"), b"").expect_status(400);
    let ran = place.run(&["durations", "1", "--contained", "3"]);
    assert!(ran.expect_code(0).out.contains("first_alert → contained: "), "{}", ran.out);
    assert!(daemon.stop().success());
}

#[test]
fn a_timeline_can_be_asked_for_as_it_was_known() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    daemon.push(b"2026-11-17T08:00:00Z web1 epsilon one\n");
    let first = daemon.await_events("epsilon", 1);
    let known_at = first[0]["ledgerline"]["received_at"].as_str().expect("a receipt").to_owned();
    // The next one is received later by our own clock.
    await_answer("our clock's next tick", || (moment(0) > known_at).then_some(()));
    std::thread::sleep(Duration::from_millis(1));
    daemon.push(b"2026-11-17T07:00:00Z web1 epsilon two\n");
    daemon.await_events("epsilon", 2);
    let case = open_case(&daemon, "epsilon");
    let whole = ask(&daemon, &format!("{case}/timeline"));
    assert_eq!((whole["entries"].as_array().map(Vec::len), &whole["known_at"]), (Some(2), &Json::Null));
    let then = ask(&daemon, &format!("{case}/timeline?known_at={}", encode(&known_at)));
    let entries = then["entries"].as_array().expect("entries");
    assert_eq!(entries.len(), 1, "{then}");
    assert_eq!(entries[0]["event"]["ledgerline"]["seq"], first[0]["ledgerline"]["seq"]);
    assert_eq!((&then["findings"][0]["kind"], &then["known_at"]), (&json!("beyond_cut"), &json!(known_at)));
    assert!(then["through_seq"].as_u64() < whole["through_seq"].as_u64(), "{then}");
    daemon.ask("GET", &format!("{case}/timeline?known_at=yesterday"), b"").expect_status(400);
    let ran = place.run(&["timeline", "1", "--known-at", &known_at]);
    assert!(ran.expect_code(0).out.contains("As it could be known at "), "{}", ran.out);
    assert!(daemon.stop().success());
}

#[test]
fn coverage_tells_silence_and_missing_counts_from_quiet() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    // A record a minute, but none between 10:30 and 12:00; and a device that counts and lost three.
    let minutes = (0..180).filter(|minute| !(30..120).contains(minute));
    let quiet: String = minutes
        .map(|minute| format!("2026-11-17T{:02}:{:02}:00Z cam1 zeta: tick {minute}\n", 10 + minute / 60, minute % 60))
        .collect();
    let counted: String = [1, 2, 3, 7, 8]
        .map(|n| format!("<14>1 2026-11-17T11:0{n}:00Z count1 app - - [meta sequenceId=\"{n}\"] zeta counted\n"))
        .concat();
    for (name, text) in [("quiet.log", &quiet), ("counted.log", &counted)] {
        let path = place.write(name, text);
        place.run(&["import", path.to_str().expect("a plain path")]).expect_code(0);
    }
    daemon.await_events("zeta", 95);
    let target = "/api/v1/coverage?from=2026-11-17T10:00:00Z&to=2026-11-17T14:00:00Z";
    let coverage = ask(&daemon, target);
    let of = |name: &str| {
        let found = coverage["observers"].as_array().expect("observers").iter().find(|of| of["observer"] == name);
        found.unwrap_or_else(|| panic!("{name} in {coverage}")).clone()
    };
    let cam = of("cam1");
    let spans = cam["spans"].as_array().expect("spans");
    let kinds: Vec<_> = spans.iter().filter_map(|span| span["kind"].as_str()).collect();
    assert_eq!(kinds, ["observed_quiet", "source_silent", "observed_quiet", "not_listening"], "{cam}");
    assert!(spans[1]["from"].as_str().is_some_and(|from| from.starts_with("2026-11-17T10:29:00")), "{cam}");
    let missing = of("count1")["missing"].clone();
    assert_eq!((missing.as_array().map(Vec::len), &missing[0]["records"]), (Some(1), &json!(3)), "{missing}");
    daemon.ask("GET", "/api/v1/coverage?from=2026-11-17T10:00:00Z", b"").expect_status(400);
    daemon.ask("GET", "/api/v1/coverage?from=2026-11-17T10:00:00Z&to=2026-11-16T10:00:00Z", b"").expect_status(400);
    let ran = place.run(&["coverage", "--from", "2026-11-17T10:00:00Z", "--to", "2026-11-17T14:00:00Z"]);
    assert!(ran.expect_code(0).out.contains("source silent"), "{}", ran.out);
    assert!(daemon.stop().success());
}
