//! A host whose own records name the client's end of a connection alone, beside a sensor and a firewall that saw the
//! connections: by the ends of its logins its clock is known.

use serde_json::{Value, json};

use crate::{
    daemon::{CONFIGURATION, Daemon},
    program::{Place, moment},
};

const LOGINS: i64 = 12;
/// Clocks are modelled from so many records at once.
const RECORDS_MAX: i64 = 400;
/// How far the host's clock is ahead of what its file claims: it stands two hours behind, which no receipt shows.
const AHEAD_SECONDS: i64 = -7_200;

/// When the connection of a login began, in seconds from now.
fn begin(number: i64) -> i64 {
    -400 + number * 20
}

/// How the host tells a login, so many seconds after the connection began.
fn logged_in(number: i64, port: i64) -> String {
    let at = moment(begin(number) + AHEAD_SECONDS + 4);
    format!("{at} web02 sshd[{}]: Accepted password for ada from 203.0.113.9 port {port} ssh2\n", 4_000 + number)
}

/// How the sensor tells the connection, after it has been silent for long.
fn flow(number: i64, port: i64) -> String {
    let [start, end, told] = [begin(number), begin(number) + 40, 0].map(moment);
    let record = json!({
        "timestamp": told, "flow_id": number, "event_type": "flow", "src_ip": "203.0.113.9", "src_port": port,
        "dest_ip": "192.0.2.4", "dest_port": 22, "proto": "TCP", "host": "sensor1",
        "flow": {"start": start, "end": end, "age": 40, "state": "closed", "reason": "timeout"},
    });
    format!("{record}\n")
}

/// How the firewall tells that it let the connection pass.
fn built(number: i64, port: i64) -> String {
    let at = moment(begin(number));
    format!(
        "<166>{at} fw1 : %ASA-6-302013: Built inbound TCP connection {number} for outside:203.0.113.9/{port} \
         (203.0.113.9/{port}) to inside:192.0.2.4/22 (192.0.2.4/22)\n"
    )
}

/// What is known of the host's clock, in seconds, from the files of all, where `seen` makes the ports that the others saw
/// of the host's.
fn find_clock(others: &[fn(i64, i64) -> String], seen: impl Fn(i64) -> i64) -> (Option<i64>, Option<i64>, Value) {
    find_clock_among(others, seen, &|_| String::new())
}

/// The same, with what else came before and behind that of the others.
fn find_clock_among(
    others: &[fn(i64, i64) -> String],
    seen: impl Fn(i64) -> i64,
    tell_else: &dyn Fn(i64) -> String,
) -> (Option<i64>, Option<i64>, Value) {
    let place = Place::new();
    place.configure(&format!("{CONFIGURATION}\n[casework]\nclock_records_max = {RECORDS_MAX}\n"));
    let daemon = Daemon::start(&place);
    let port = |number: i64| 49_152 + number;
    let logins: String = (0..LOGINS).map(|number| logged_in(number, port(number))).collect();
    assert_eq!(place.import(&place.write("web02.log", &logins))["indexed"], json!(LOGINS));
    let import_else = |from: i64| {
        let told: String = (from..from + 2 * RECORDS_MAX).map(tell_else).collect();
        if !told.is_empty() {
            place.import(&place.write(&format!("else{from}.log"), &told));
        }
    };
    import_else(0);
    for (at, tell) in others.iter().enumerate() {
        let told: String = (0..LOGINS).map(|number| tell(number, seen(port(number)))).collect();
        assert_eq!(place.import(&place.write(&format!("other{at}.log"), &told))["indexed"], json!(LOGINS));
    }
    import_else(2 * RECORDS_MAX);
    let answer = daemon.ask("GET", "/api/v1/observers", b"").expect_status(200).json();
    let of = answer["observers"].as_array().expect("observers").iter().find(|of| of["name"] == "web02").cloned();
    let of = of.unwrap_or_else(|| panic!("web02 in {answer}"));
    assert!(daemon.stop().success());
    let bound = |key: &str| of[key].as_i64().map(|nanos| nanos.div_euclid(1_000_000_000));
    (bound("offset_min_nanos"), bound("offset_max_nanos"), of)
}

fn noticed(of: &Value, kind: &str) -> bool {
    of["findings"].as_array().expect("findings").iter().any(|of| of["kind"] == kind)
}

#[test]
fn a_host_is_known_by_the_ends_of_its_logins() {
    let (low, high, of) = find_clock(&[flow, built], |port| port);
    let (low, high) = (low.unwrap_or_else(|| panic!("{of}")), high.unwrap_or_else(|| panic!("{of}")));
    assert!(low <= AHEAD_SECONDS && AHEAD_SECONDS <= high, "{low} {high}");
    // A login may take two minutes.
    assert!(high - low < 180, "{low} {high}");
    assert!(noticed(&of, "clock_off"), "{of}");
}

#[test]
fn who_saw_a_login_is_found_in_a_vault_that_is_too_large_to_be_read_whole() {
    let tell = |number: i64| {
        let at = moment(2);
        let (port, sensor) = (20_000 + number, 5_000 + number);
        let record = json!({
            "timestamp": at, "flow_id": sensor, "event_type": "flow", "src_ip": "198.51.100.7", "src_port": port,
            "dest_ip": "192.0.2.5", "dest_port": 443, "proto": "TCP", "host": "sensor1",
        });
        format!(
            "{record}\n<166>{at} fw1 : %ASA-6-302013: Built inbound TCP connection {sensor} for \
             outside:198.51.100.8/{port} (198.51.100.8/{port}) to inside:192.0.2.6/443 (192.0.2.6/443)\n"
        )
    };
    let (low, high, of) = find_clock_among(&[flow, built], |port| port, &tell);
    let (low, high) = (low.unwrap_or_else(|| panic!("{of}")), high.unwrap_or_else(|| panic!("{of}")));
    assert!(low <= AHEAD_SECONDS && AHEAD_SECONDS <= high && high - low < 180, "{low} {high}");
}

#[test]
fn beside_one_other_nothing_says_which_is_wrong() {
    let (_, high, of) = find_clock(&[flow], |port| port);
    assert!(high.is_none() && noticed(&of, "zones_apart"), "{of}");
}

#[test]
fn logins_that_nobody_else_saw_tie_nothing() {
    let (_, high, of) = find_clock(&[flow, built], |port| port + 1_000);
    assert!(high.is_none() && of["findings"] == json!([]), "{of}");
}
