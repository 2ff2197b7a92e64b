//! One alert in two outputs of its sensor, each quoted by an alert of the SIEM: the timeline says that it is one.

use serde_json::{Value as Json, json};

use crate::{daemon::Daemon, program::Place};

const SIGNATURE: u32 = 2_016_184;

fn quote(id: &str, location: &str, line: &str) -> String {
    let alert = json!({
        "timestamp": "2026-11-17T07:52:04.100+0000",
        "rule": {"level": 8, "description": "IDS alert", "id": id, "groups": ["ids"]},
        "agent": {"id": "000", "name": "siem1"},
        "manager": {"name": "siem1"},
        "id": format!("1794901924.{id}"),
        "full_log": line,
        "decoder": {"name": "ids"},
        "location": location,
    });
    format!("{alert}\n")
}

#[test]
fn two_outputs_of_one_alert_are_one_happening() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    // The sensor writes the one in local time without a zone, the other with it.
    let fast = format!(
        "11/17/2026-08:52:03.120455  [**] [1:{SIGNATURE}:5] Admin page [**] [Classification: Web Attack] [Priority: 1] \
         {{TCP}} 192.0.2.18:41410 -> 198.51.100.21:80"
    );
    let eve = json!({
        "timestamp": "2026-11-17T08:52:03.120455+0100", "flow_id": 7, "event_type": "alert",
        "src_ip": "192.0.2.18", "src_port": 41410, "dest_ip": "198.51.100.21", "dest_port": 80, "proto": "TCP",
        "alert": {"action": "allowed", "gid": 1, "signature_id": SIGNATURE, "rev": 5, "signature": "Admin page",
                  "category": "Web Attack", "severity": 1},
    });
    let other = fast.replace("41410", "41411");
    let lines = [
        quote("20100", "/var/log/suricata/fast.log", &fast),
        quote("86601", "/var/log/suricata/eve.json", &eve.to_string()),
        quote("20100", "/var/log/suricata/fast.log", &other),
    ];
    daemon.push(lines.concat().as_bytes());
    daemon.await_events("*", 3);
    let case = daemon.ask("POST", "/api/v1/incidents", br#"{"title": "web"}"#).expect_status(201).json();
    let target = format!("/api/v1/incidents/{}", case["id"]);
    daemon.ask("POST", &format!("{target}/entries"), br#"{"query": "*"}"#).expect_status(201);
    let report = daemon.ask("GET", &format!("{target}/timeline"), b"").expect_status(200).json();
    let entries = report["entries"].as_array().expect("entries");
    let port = |of: &Json| of.pointer("/event/event/original").map(|line| line.to_string().contains("41411"));
    for entry in entries {
        let others = entry["retellings"].as_array().expect("always there");
        let told = usize::from(port(entry) == Some(false));
        assert_eq!(others.len(), told, "{entry}");
        if let Some(other) = others.first() {
            let cited = entries.iter().find(|entry| entry["exhibit"] == other["exhibit"]).expect("it is cited");
            assert_ne!(cited["exhibit"], entry["exhibit"]);
            assert_eq!(cited["seq"], other["seq"]);
        }
    }
    assert!(report["assumptions"].as_array().expect("a list").iter().any(|of| of["name"] == "anchor_keys_unique"));
    assert_eq!(entries.len(), 3);
}
