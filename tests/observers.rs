//! Hosts that are hours off though their stamps claim `Z`, through the public door: found beside what else told of the
//! same, in every shape of a recording.

use serde_json::json;

use crate::{daemon::Daemon, http::encode, program::Place};

/// 2026-11-17T08:00:00Z.
const BEGIN: i64 = 1_794_902_400;
const HOUR: i64 = 3_600;

fn rfc3339(seconds: i64, nanos: i64) -> String {
    stamp::UtcNanos(seconds * 1_000_000_000 + nanos).to_string()
}

/// A sensor's flows as Zeek counts them, one every twenty seconds.
fn zeek(count: i64) -> String {
    let line = |n: i64| {
        json!({"ts": BEGIN as f64 + 20.0 * n as f64 + 0.25, "uid": format!("Cq{n}"), "id.orig_h": "192.0.2.18",
               "id.orig_p": 49_152 + n, "id.resp_h": "198.51.100.21", "id.resp_p": 443, "proto": "tcp",
               "conn_state": "SF", "duration": 1.5, "@system": "sensor.example.com", "_path": "conn"})
        .to_string()
            + "\n"
    };
    (0..count).map(line).collect()
}

/// How a recording writes its host's time.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// `TimeCreated` and Sysmon's `UtcTime`.
    Host,
    /// The collector's `@timestamp` in front of the host's `EventTime`, which claims `Z`.
    Collected,
    /// The same behind the host's `TimeCreated`.
    CollectedBehind,
    /// A row with its data as JSON in a text.
    Exported,
}

/// The host's connections of these flows, and a process every other one; its clock is so many seconds ahead.
fn host(shape: Shape, name: &str, ahead: i64, numbers: impl Iterator<Item = i64>) -> String {
    let line = |n: i64| {
        let (at, is_process) = (BEGIN + 20 * n, n % 2 == 1);
        let own = rfc3339(at + ahead, 260_000_000);
        let collected = rfc3339(at + 1 + n % 7, 500_000_000);
        let data = if is_process {
            json!({"Image": format!("C:\\tool{n}.exe"), "ProcessId": "648", "User": "EXAMPLE\\vera"})
        } else {
            json!({"Protocol": "tcp", "Initiated": "true", "SourceIp": "192.0.2.18",
                   "SourcePort": (49_152 + n).to_string(), "DestinationIp": "198.51.100.21",
                   "DestinationPort": "443", "Image": "C:\\beacon.exe", "ProcessId": "648"})
        };
        let mut row = json!({"EventID": if is_process { 1 } else { 3 }, "Hostname": name,
            "Channel": "Microsoft-Windows-Sysmon/Operational", "SourceName": "Microsoft-Windows-Sysmon"});
        let members = match shape {
            Shape::Host => json!({"TimeCreated": own, "UtcTime": own.replace('T', " ").trim_end_matches('Z')}),
            Shape::Collected => json!({"@timestamp": collected, "EventTime": own}),
            Shape::CollectedBehind => json!({"TimeCreated": own, "@timestamp": collected}),
            Shape::Exported => json!({"TimeGenerated": own, "EventData": data.to_string()}),
        };
        let row_members = row.as_object_mut().expect("an object");
        row_members.extend(members.as_object().cloned().expect("an object"));
        if !matches!(shape, Shape::Exported) {
            row_members.extend(data.as_object().cloned().expect("an object"));
        }
        row.to_string() + "\n"
    };
    numbers.map(line).collect()
}

fn import(place: &Place, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = place.write(name, text);
        place.run(&["import", path.to_str().expect("a plain path")]).expect_code(0);
    }
}

/// What is said of an observer: its offset's bounds in seconds, and what was noticed.
fn observer(place: &Place, name: &str) -> (Option<i64>, Option<i64>, Vec<String>) {
    let answer = place.run(&["--output", "json", "observers"]).json();
    let of = answer["observers"].as_array().expect("observers").iter().find(|of| of["name"] == name);
    let of = of.unwrap_or_else(|| panic!("{name} in {answer}"));
    let bound = |key: &str| of[key].as_i64().map(|nanos| nanos.div_euclid(1_000_000_000));
    let findings = of["findings"].as_array().expect("findings").iter();
    let named = findings.filter(|of| of["records"].as_array().is_some_and(|records| !records.is_empty()));
    let kinds = named.filter_map(|of| of["kind"].as_str().map(str::to_owned));
    (bound("offset_min_nanos"), bound("offset_max_nanos"), kinds.collect())
}

/// How many of a query's records happened within a minute around this one of the story, by true time.
fn count_around(place: &Place, query: &str, n: i64) -> usize {
    let (from, to) = (rfc3339(BEGIN + 20 * n - 30, 0), rfc3339(BEGIN + 20 * n + 30, 0));
    let window = ["--true-time", "--from", &from, "--to", &to, "--limit", "1000"];
    let ran = place.run(&[&["--output", "json", "search", query][..], &window[..]].concat());
    ran.expect_code(0);
    ran.lines().len()
}

#[test]
fn a_host_that_is_hours_off_is_found_beside_one_sensor_in_every_shape_of_a_recording() {
    for (shape, ahead) in [
        (Shape::Host, 7 * HOUR),
        (Shape::Host, -(5 * HOUR + 1_800)),
        (Shape::Host, 24 * HOUR),
        (Shape::Collected, -8 * HOUR),
        (Shape::CollectedBehind, 4 * HOUR),
        (Shape::Exported, 4 * HOUR),
    ] {
        let place = Place::new();
        let events = host(shape, "PC1.example.com", ahead, 0..60);
        import(&place, &[("conn.log", &zeek(60)), ("events.json", &events)]);
        let (low, high, kinds) = observer(&place, "PC1.example.com");
        let (low, high) = (low.expect("bounded"), high.expect("bounded"));
        assert!(low <= ahead && ahead <= high && high - low < 10, "{shape:?} {ahead}: {low} to {high}");
        assert_eq!(kinds, ["zone_mistaken", "clock_off"], "{shape:?} {ahead}, with its evidence");
        let (_, _, kinds) = observer(&place, "sensor.example.com");
        assert_eq!(kinds, [""; 0], "{shape:?} {ahead}: the sensor is right");
        let found = count_around(&place, "host.name:PC1.example.com", 30);
        assert!((2..=4).contains(&found), "{shape:?} {ahead}: {found} in the minute in which they happened");
        assert_eq!(count_around(&place, "host.name:PC1.example.com", 30 + ahead / 20), 0, "{shape:?} {ahead}");
    }
}

#[test]
fn a_corrected_time_is_searched_over_http_too() {
    let place = Place::new();
    let events = host(Shape::Host, "PC1.example.com", 7 * HOUR, (0..60).step_by(3));
    import(&place, &[("conn.log", &zeek(60)), ("events.json", &events)]);
    let daemon = Daemon::start(&place);
    let (from, to) = (rfc3339(BEGIN + 590, 0), rfc3339(BEGIN + 610, 0));
    let target = format!("/api/v1/events?q=host.name:PC1.example.com&from={}&to={}", encode(&from), encode(&to));
    let count =
        |target: &str| daemon.ask("GET", target, b"").expect_status(200).json()["events"].as_array().map(Vec::len);
    assert_eq!((count(&target), count(&format!("{target}&time=true"))), (Some(0), Some(1)));
    assert!(daemon.stop().success());
}

#[test]
fn a_collector_alone_shows_that_its_host_is_off() {
    let place = Place::new();
    import(&place, &[("events.json", &host(Shape::Collected, "pc1", -8 * HOUR, 0..60))]);
    let (low, high, kinds) = observer(&place, "pc1");
    assert!(low.is_some_and(|low| low <= -8 * HOUR) && high.is_some_and(|high| -8 * HOUR <= high), "{low:?} {high:?}");
    assert_eq!(kinds, ["zone_mistaken", "clock_off"]);
}

#[test]
fn two_text_clocks_are_said_to_stand_apart_and_nobody_is_accused() {
    let place = Place::new();
    let other: String = host(Shape::Host, "srv1", 0, (0..60).step_by(2));
    import(&place, &[("one.json", &host(Shape::Host, "pc1", 7 * HOUR, 0..60)), ("other.json", &other)]);
    for name in ["pc1", "srv1"] {
        assert_eq!(observer(&place, name), (observer(&place, name).0, None, vec!["zones_apart".to_owned()]), "{name}");
    }
}

#[test]
fn a_recording_that_is_pushed_again_is_not_timed_by_its_receipts() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let events = host(Shape::Host, "pc1", 7 * HOUR, 0..60);
    daemon.push(zeek(60).as_bytes());
    daemon.push(events.as_bytes());
    daemon.await_events("*", 120);
    assert!(daemon.stop().success());
    let (low, high, kinds) = observer(&place, "pc1");
    assert_eq!(kinds, ["zone_mistaken", "clock_off"], "{low:?} {high:?}");
    assert!(low.is_some_and(|low| low <= 7 * HOUR) && high.is_some_and(|high| 7 * HOUR <= high), "{low:?} {high:?}");
    assert_eq!(count_around(&place, "host.name:pc1", 30).min(2), 2);
}

#[test]
fn a_flow_s_begin_in_the_record_of_its_end_ties_clocks() {
    let place = Place::new();
    let flow = |n: i64| {
        let at = |seconds: i64| rfc3339(BEGIN + 20 * n + seconds, 250_000_000).replace('Z', "+0000");
        json!({"timestamp": at(70), "flow_id": 7_000 + n, "event_type": "flow", "src_ip": "192.0.2.18",
               "src_port": 49_152 + n, "dest_ip": "198.51.100.21", "dest_port": 443, "proto": "TCP", "host": "ids1",
               "flow": {"pkts_toserver": 4, "pkts_toclient": 3, "bytes_toserver": 400, "bytes_toclient": 300,
                        "start": at(0), "end": at(5), "age": 5, "state": "closed", "reason": "timeout"}})
        .to_string()
            + "\n"
    };
    let flows: String = (0..60).map(flow).collect();
    let events = host(Shape::Host, "pc1", 7 * HOUR, 0..60);
    import(&place, &[("conn.log", &zeek(60)), ("eve.json", &flows), ("events.json", &events)]);
    let bounds = |name| observer(&place, name);
    assert_eq!(bounds("pc1").2, ["zone_mistaken", "clock_off"]);
    let (low, high, kinds) = bounds("ids1");
    assert!(low.is_some_and(|low| low >= -3) && high.is_some_and(|high| high <= 3), "{low:?} {high:?}");
    assert_eq!(kinds, [""; 0]);
}
