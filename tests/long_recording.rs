//! A long recording of a host whose clock is hours off, and a short log of what else saw its flows: whichever came first,
//! and however much lies between what is asked and what says how late it is.

use std::ops::Range;

use serde_json::{Value as Json, json};

use crate::{
    daemon::{CONFIGURATION, Daemon},
    program::Place,
};

/// 2026-11-17T08:00:00Z.
const BEGIN: i64 = 1_794_902_400;
const AHEAD: i64 = 7 * 3_600;
/// A recording of as many flows is longer than what was once read around a record.
const LONG_FLOWS: i64 = 205;
const FLOWS: i64 = 30;
/// The host writes so many records for each one of its flows.
const RECORDS_OF_FLOW: i64 = 100;
/// Between two flows.
const FLOW_SECONDS: i64 = 20;

fn rfc3339(seconds: i64, nanos: i64) -> String {
    stamp::UtcNanos(seconds * 1_000_000_000 + nanos).to_string()
}

/// A sensor's flows as Zeek counts them.
fn sensor(flows: i64) -> String {
    let line = |n: i64| {
        json!({"ts": (BEGIN + FLOW_SECONDS * n) as f64 + 0.25, "uid": format!("Cq{n}"), "id.orig_h": "192.0.2.18",
               "id.orig_p": 20_000 + n, "id.resp_h": "198.51.100.21", "id.resp_p": 443, "proto": "tcp",
               "conn_state": "SF", "duration": 1.5, "@system": "sensor.example.com", "_path": "conn"})
        .to_string()
            + "\n"
    };
    (0..flows).map(line).collect()
}

/// What a sensor noticed of these ends, so many seconds after the beginning.
fn notice(second: i64, address: &str, port: i64) -> String {
    json!({"ts": (BEGIN + second) as f64 + 0.5, "uid": format!("Cw{second}p{port}"), "id.orig_h": address,
           "id.orig_p": port, "id.resp_h": "198.51.100.21", "id.resp_p": 443, "name": "window_recision",
           "notice": false, "peer": "zeek", "@system": "sensor.example.com", "_path": "weird"})
    .to_string()
        + "\n"
}

/// What a host recorded from this flow to that one, its clock hours ahead though it claims `Z`.
fn host(name: &str, flows: Range<i64>) -> String {
    let line = |n: i64| {
        let (flow, step) = (n.div_euclid(RECORDS_OF_FLOW), n.rem_euclid(RECORDS_OF_FLOW));
        let at = BEGIN + FLOW_SECONDS * flow + AHEAD;
        let nanos = 260_000_000 + step * (FLOW_SECONDS * 1_000_000_000 / RECORDS_OF_FLOW);
        let mut row = json!({"EventID": 7, "Hostname": name, "TimeCreated": rfc3339(at, nanos), "ProcessId": "648",
            "Channel": "Microsoft-Windows-Sysmon/Operational", "SourceName": "Microsoft-Windows-Sysmon",
            "Image": "C:\\beacon.exe", "ImageLoaded": format!("C:\\module{n}.dll")});
        if step == 0 {
            row["EventID"] = json!(3);
            let members = json!({"Protocol": "tcp", "Initiated": "true", "SourceIp": "192.0.2.18",
                "SourcePort": (20_000 + flow).to_string(), "DestinationIp": "198.51.100.21", "DestinationPort": "443"});
            row.as_object_mut().expect("an object").extend(members.as_object().cloned().expect("an object"));
        }
        row.to_string() + "\n"
    };
    (flows.start * RECORDS_OF_FLOW..flows.end * RECORDS_OF_FLOW).map(line).collect()
}

/// These files in this order.
fn list_files(names: &[&'static str]) -> Vec<(&'static str, String)> {
    let text = |name: &str| match name {
        "conn.log" => sensor(FLOWS),
        // A month ago the sensor noticed much of the same ends; and now much of others, all the time.
        "old.log" => (0..FLOWS * 20).map(|n| notice(n - 30 * 86_400, "192.0.2.18", 20_000 + n % FLOWS)).collect(),
        "weird.log" => (-100..FLOWS * FLOW_SECONDS + 100).map(|n| notice(n, "192.0.2.77", 30_000 + n)).collect(),
        // Nobody saw its flows, so it takes no part but by its size.
        "pc2.json" => host("pc2", 1_000..1_000 + FLOWS),
        _ => host("pc1", 0..FLOWS),
    };
    names.iter().map(|name| (*name, text(name))).collect()
}

fn import(place: &Place, files: &[(&str, String)]) {
    let paths: Vec<_> = files.iter().map(|(name, text)| place.write(name, text)).collect();
    let mut command = vec!["import"];
    command.extend(paths.iter().map(|path| path.to_str().expect("a plain path")));
    place.run(&command).expect_code(0);
}

fn ask(place: &Place, arguments: &[&str]) -> Json {
    place.run(&[&["--output", "json"], arguments].concat()).json()
}

/// The bounds of an observer's offset, in whole seconds.
fn bound(place: &Place, name: &str) -> (i64, i64) {
    let answer = ask(place, &["observers"]);
    let of = answer["observers"].as_array().expect("observers").iter().find(|of| of["name"] == name);
    let of = of.unwrap_or_else(|| panic!("{name} in {answer}"));
    let bound = |key: &str| of[key].as_i64().unwrap_or_else(|| panic!("{key} in {of}")).div_euclid(1_000_000_000);
    (bound("offset_min_nanos"), bound("offset_max_nanos"))
}

/// How many records of a host happened around this flow, by true time.
fn count_around(place: &Place, name: &str, flow: i64) -> usize {
    let at = BEGIN + FLOW_SECONDS * flow;
    let (from, to) = (rfc3339(at - 30, 0), rfc3339(at + 30, 0));
    let query = format!("host.name:{name}");
    let window = ["--true-time", "--from", &from, "--to", &to, "--limit", "10000"];
    let ran = place.run(&[&["--output", "json", "search", &query][..], &window[..]].concat());
    ran.expect_code(0);
    ran.lines().len()
}

fn expect_found(place: &Place, case: &str, name: &str, flows: &[i64]) {
    let (low, high) = bound(place, name);
    assert!(low <= AHEAD && AHEAD <= high && high - low < 10, "{case}: {low} to {high}");
    for flow in flows {
        let found = count_around(place, name, *flow);
        // A minute of the host's records, and what lies within the width of an interval at both ends.
        assert!((290..=360).contains(&found), "{case}: {found} around flow {flow}");
    }
}

/// The sensor's and the host's record of a flow stand beside each other on a timeline.
fn expect_lined_up(place: &Place, case: &str, flow: i64) -> Json {
    let daemon = Daemon::start(place);
    let made = daemon.ask("POST", "/api/v1/incidents", b"{\"title\":\"Flows\"}").expect_status(201).json();
    let entries = format!("/api/v1/incidents/{}/entries", made["id"]);
    let query = json!({"query": (20_000 + flow).to_string()}).to_string();
    daemon.ask("POST", &entries, query.as_bytes()).expect_status(201);
    assert!(daemon.stop().success());
    let timeline = ask(place, &["timeline", &made["id"].to_string()]);
    let nanos = |of: &Json| {
        let text = of["time"]["best"].as_str().unwrap_or_else(|| panic!("a moment in {of}"));
        stamp::UtcNanos::parse_rfc3339(text).expect("RFC 3339").0
    };
    let moments: Vec<i64> = timeline["entries"].as_array().expect("entries").iter().map(nanos).collect();
    let at = (BEGIN + FLOW_SECONDS * flow) * 1_000_000_000;
    assert!(moments.len() == 2 && moments.iter().all(|of| of.abs_diff(at) < 10_000_000_000), "{case}: {moments:?}");
    timeline
}

#[test]
fn a_long_recording_is_timed_by_a_short_log_that_came_before_it() {
    let place = Place::new();
    import(&place, &[("conn.log", sensor(LONG_FLOWS)), ("pc1.json", host("pc1", 0..LONG_FLOWS))]);
    expect_found(&place, "long", "pc1", &[10]);
}

#[test]
fn a_recording_is_timed_over_its_whole_length_whichever_came_first() {
    for order in [&["conn.log", "pc1.json"], &["pc1.json", "conn.log"]] {
        let (place, case) = (Place::new(), format!("{order:?}"));
        import(&place, &list_files(order));
        expect_found(&place, &case, "pc1", &[3, 15, 27]);
        let timeline = expect_lined_up(&place, &case, 20);
        assert_eq!(timeline["findings"], json!([]), "{case}: all was read");
    }
}

#[test]
fn of_a_vault_that_is_too_large_to_be_read_whole_what_says_how_late_it_was_is_found() {
    for order in [
        &["conn.log", "pc1.json"][..],
        &["pc1.json", "conn.log"],
        &["conn.log", "pc1.json", "pc2.json"],
        &["pc1.json", "pc2.json", "conn.log"],
    ] {
        let (place, case) = (Place::new(), format!("{order:?}"));
        place.configure(&format!("{CONFIGURATION}\n[casework]\nclock_records_max = 800\n"));
        import(&place, &list_files(order));
        expect_found(&place, &case, "pc1", &[26]);
        let left_out = ask(&place, &["observers"])["records_left_out"].as_u64().expect("a count");
        assert!(left_out > 1_500, "{case}: {left_out}");
        let timeline = expect_lined_up(&place, &case, 4);
        assert_eq!(timeline["findings"][0]["kind"], "evidence_left_out", "{case}");
    }
}

#[test]
fn who_told_the_same_is_found_behind_much_that_was_told_of_the_same_ends() {
    let place = Place::new();
    place.configure(&format!("{CONFIGURATION}\n[casework]\nclock_records_max = 4000\n"));
    import(&place, &list_files(&["old.log", "conn.log", "pc2.json", "weird.log", "pc1.json"]));
    expect_found(&place, "behind", "pc1", &[26]);
}

/// What is said of every clock.
fn list_clocks(observers: &Json) -> Vec<Json> {
    observers["observers"].as_array().expect("observers").clone()
}

#[test]
fn clocks_that_take_in_what_comes_are_those_of_a_restart() {
    for records_max in [500_000, 800] {
        let place = Place::new();
        place.configure(&format!("{CONFIGURATION}\n[casework]\nclock_records_max = {records_max}\n"));
        // Of a vault that is read in part what comes then is not many either.
        import(&place, &[("pc1.json", host("pc1", 0..10)), ("conn.log", sensor(12))]);
        let daemon = Daemon::start(&place);
        let ask = || daemon.ask("GET", "/api/v1/observers", b"").expect_status(200).json();
        let mut grown = ask();
        for flow in 10..14 {
            let lines = host("pc1", flow..flow + 1);
            for (number, line) in lines.lines().take(5).enumerate() {
                daemon.push(format!("{line}\n").as_bytes());
                let pushed = usize::try_from((flow - 10) * 5).expect("few") + number + 1;
                daemon.await_events("ledgerline.feed:push", pushed);
                grown = ask();
            }
        }
        assert!(daemon.stop().success());
        let again = place.run(&["--output", "json", "observers"]).json();
        assert_eq!(grown["through_seq"], again["through_seq"], "{records_max}");
        assert_eq!(grown["records"], again["records"], "{records_max}");
        assert_eq!(list_clocks(&grown), list_clocks(&again), "{records_max}");
        let last = list_clocks(&again).into_iter().find(|of| of["name"] == "pc1").expect("the host");
        assert!(last["records"].as_u64().is_some_and(|records| records >= 600), "{last}");
    }
}
