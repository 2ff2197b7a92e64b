//! Two firewalls, one behind the other: the inner one translates addresses, so the outer one sees other ends of the
//! same flows. By them the clock of the one is known from that of the other.

use serde_json::json;

use crate::{
    daemon::Daemon,
    program::{Place, moment},
};

const FLOWS: u32 = 12;
/// How far the inner firewall's clock is ahead.
const AHEAD_SECONDS: i64 = 420;

/// How the inner firewall tells that it built a flow: its own client's end, and what it made of it.
fn built(at: &str, number: u32, translated: &str) -> String {
    format!(
        "<166>{at} fw1 : %ASA-6-302013: Built outbound TCP connection {number} for outside:198.51.100.21/443 \
         (198.51.100.21/443) to inside:192.0.2.18/{} ({translated}/{})\n",
        49_152 + number,
        61_000 + number,
    )
}

/// How the outer one tells that it let the flow's first packet pass.
fn passed(at: &str, number: u32) -> String {
    format!(
        "<4>1 {at} edge1 kernel - - - [UFW ALLOW] IN=eth0 OUT=eth1 SRC=203.0.113.5 DST=198.51.100.21 LEN=60 TTL=63 \
         ID=1 DF PROTO=TCP SPT={} DPT=443 WINDOW=64240 SYN\n",
        61_000 + number,
    )
}

/// What is known of the inner firewall's clock, in seconds, where the outer one reports live and the inner one's log
/// comes as a file.
fn find_bounds(translated: &str) -> (Option<i64>, Option<i64>) {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let mut log = String::new();
    for number in 0..FLOWS {
        log += &built(&moment(AHEAD_SECONDS), number, translated);
        daemon.send("syslog-tcp", passed(&moment(0), number).as_bytes());
        daemon.await_events("observer.hostname:edge1", number as usize + 1);
    }
    let sum = place.import(&place.write("fw1.log", &log));
    assert_eq!(sum["indexed"], json!(FLOWS));
    let answer = daemon.ask("GET", "/api/v1/observers", b"").expect_status(200).json();
    let of = answer["observers"].as_array().expect("observers").iter().find(|of| of["name"] == "fw1").cloned();
    let of = of.unwrap_or_else(|| panic!("fw1 in {answer}"));
    assert!(daemon.stop().success());
    let bound = |key: &str| of[key].as_i64().map(|nanos| nanos.div_euclid(1_000_000_000));
    (bound("offset_min_nanos"), bound("offset_max_nanos"))
}

#[test]
fn flows_seen_on_both_sides_of_a_translation_tie_two_clocks() {
    let (low, high) = find_bounds("203.0.113.5");
    let low = low.expect("bounded below by the flows");
    let high = high.expect("bounded above by the flows");
    assert!(low <= AHEAD_SECONDS && AHEAD_SECONDS <= high, "{low} {high}");
    assert!(high - low < 30, "{low} {high}");
}

#[test]
fn flows_that_were_translated_to_another_address_tie_nothing() {
    let (_, high) = find_bounds("203.0.113.77");
    // Its stamps lie ahead of its receipts, which bounds it below; nothing else told of its flows.
    assert!(high.is_none_or(|high| high - AHEAD_SECONDS > 30), "{high:?}");
}
