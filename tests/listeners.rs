//! Syslog over both transports, and what the daemon says when it can take nothing in.

use std::net::UdpSocket;

use serde_json::json;

use crate::{
    daemon::{CONFIGURATION, Daemon},
    program::Place,
};

#[test]
fn datagrams_and_connections_give_the_same_events() {
    let place = Place::new();
    // The daemon does not say where it listens for datagrams, so the port is one that was free a moment ago.
    let free = UdpSocket::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a free port");
    let udp = format!("\n[[syslog_udp]]\nname = \"syslog-udp\"\nlisten = \"{free}\"\nzone = \"UTC\"\n");
    place.configure(&format!("{CONFIGURATION}{udp}"));
    let daemon = Daemon::start(&place);
    let lines = [
        "<86>Nov 17 09:36:12 files1 sshd[7]: Failed password for root from 192.0.2.20 port 50010 ssh2",
        "<34>1 2026-11-17T07:36:12.118204Z jump1 sshd 41922 - - Accepted password for ops14 from 192.0.2.201 port 51514 ssh2",
        "nobody knows this line",
    ];
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a socket");
    for line in lines {
        socket.send_to(line.as_bytes(), free).expect("sent");
        daemon.send("syslog-tcp", format!("{line}\n").as_bytes());
    }
    let mut events = daemon.await_events("*", 2 * lines.len());
    for event in &mut events {
        let own = event["ledgerline"].as_object_mut().expect("what is ours");
        for of_the_way in ["seq", "stream", "position", "received_at"] {
            own.remove(of_the_way);
        }
        // Bounded by receipt, which differs.
        own["time"] = json!({"read": own["time"]["read"], "reasons": own["time"]["reasons"]});
        if own["time"]["reasons"].as_array().is_some_and(|reasons| reasons.contains(&json!("time_missing"))) {
            own.remove("time");
            event["@timestamp"] = json!(null);
        }
    }
    let mut texts: Vec<_> = events.iter().map(ToString::to_string).collect();
    texts.sort();
    for pair in texts.chunks(2) {
        assert_eq!(pair[0], pair[1]);
    }
    texts.dedup();
    assert_eq!(texts.len(), lines.len(), "{texts:#?}");
}

#[test]
fn a_full_disk_is_told_and_takes_nothing() {
    let place = Place::new();
    let full = format!("[intake]\ndisk_reserve_bytes = {}\n[intake.batch]", u64::MAX >> 2);
    place.configure(&CONFIGURATION.replace("[intake.batch]", &full));
    let daemon = Daemon::start(&place);
    let refused = daemon.ask("POST", "/api/v1/ingest/push", b"no room\n").expect_status(503);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert_eq!(refused.header("retry-after"), "5");
    daemon.ask("GET", "/healthz", b"").expect_status(200);
    assert_eq!(daemon.search("*").len(), 0, "questions are answered");
    daemon.kill();
    // With room again it goes on, and nothing of what was refused is there.
    place.configure(CONFIGURATION);
    let daemon = Daemon::start(&place);
    daemon.push(b"room again\n");
    assert_eq!(daemon.await_events("room", 1)[0]["message"], "room again");
    daemon.ask("GET", "/readyz", b"").expect_status(200);
    assert!(daemon.stop().success());
    assert_eq!(place.verify().0, 0);
}
