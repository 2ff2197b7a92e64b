//! Kill and terminate: what was acknowledged is there afterwards.

use std::{collections::BTreeSet, io::Write as _, sync::Mutex, thread};

use serde_json::Value as Json;

use crate::{
    daemon::Daemon,
    http::Request,
    program::{Place, await_answer},
};

/// How many times the daemon is killed, and how many acknowledgements come before each time.
const KILLS: usize = 5;
const ACKNOWLEDGED_MIN: usize = 15;

#[test]
fn nothing_acknowledged_is_lost_when_the_daemon_is_killed() {
    let place = Place::new();
    let mut secret = None;
    let mut acknowledged = Vec::new();
    for round in 0..KILLS {
        let daemon = Daemon::start(&place);
        let secret = secret.get_or_insert_with(|| daemon.create_token("sender", &["push"]).1);
        acknowledged.extend(push_until_killed(daemon, secret, round));
        let (code, report) = place.verify();
        assert_eq!(code, 0, "round {round}: {report}");
    }
    let daemon = Daemon::start(&place);
    await_answer("every acknowledged line", || {
        let found = messages(&daemon);
        acknowledged.iter().all(|line| found.contains(line)).then_some(())
    });
    let events = daemon.search("*");
    assert_eq!(messages(&daemon).len(), events.len(), "none twice");
    // At most one push was under way at each kill.
    assert!(events.len() <= acknowledged.len() + 2 * KILLS, "{} {}", events.len(), acknowledged.len());
    assert!(daemon.stop().success());
    let (code, report) = place.verify();
    assert_eq!(code, 0, "{report}");
    assert_eq!(report["unsealed_records"], 0, "{report}");
}

/// Pushes two lines at a time, kills the daemon amid it, and gives the lines that were acknowledged.
fn push_until_killed(daemon: Daemon, secret: &str, round: usize) -> Vec<String> {
    let acknowledged = Mutex::new(Vec::new());
    let address = daemon.http;
    thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0.. {
                let lines = [0, 1].map(|half| format!("round {round} push {number} half {half}"));
                let body = format!("{}\n{}\n", lines[0], lines[1]);
                let (token, body) = (Some(secret), body.as_bytes());
                let request = Request { method: "POST", target: "/api/v1/ingest/push", token, body, accept: None };
                match request.send(address) {
                    Ok(answer) if answer.status == 200 => acknowledged.lock().expect("no panic").extend(lines),
                    Ok(answer) => panic!("{}: {}", answer.status, answer.text()),
                    Err(_) => break,
                }
            }
        });
        await_answer("some acknowledgements", || {
            (acknowledged.lock().expect("no panic").len() >= ACKNOWLEDGED_MIN).then_some(())
        });
        daemon.kill();
    });
    acknowledged.into_inner().expect("no panic")
}

fn messages(daemon: &Daemon) -> BTreeSet<String> {
    let events = daemon.search("*");
    events.iter().map(|event| event["message"].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn a_terminated_daemon_drains_seals_and_says_that_it_stopped() {
    const LINES: usize = 500;
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let mut connection = daemon.connect("syslog-tcp");
    connection.write_all(b"<13>the connection is accepted\n").expect("sent");
    daemon.await_events("*", 1);
    // These lie in the kernel, some of them, when the signal comes; the connection stays open.
    let lines: String = (0..LINES).map(|number| format!("<13>line {number}\n")).collect();
    connection.write_all(lines.as_bytes()).expect("sent");
    assert!(daemon.stop().success());
    let (code, report) = place.verify();
    assert_eq!((code, &report["unsealed_records"]), (0, &Json::from(0)), "{report}");
    let daemon = Daemon::start(&place);
    daemon.await_events("*", LINES + 1);
    let [started, stopped] = ["start", "stop"].map(|entry_type| daemon.custody(entry_type).len());
    assert_eq!((started, stopped), (2, 1));
    drop(connection);
}

#[test]
fn a_killed_daemon_leaves_no_stop_and_the_next_one_starts_beside_its_socket() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    daemon.push(b"one line\n");
    daemon.kill();
    assert!(place.data().join("socket").exists(), "a killed process removes nothing");
    assert_eq!(place.search("line").len(), 1);
    let daemon = Daemon::start(&place);
    daemon.await_events("line", 1);
    // The command in between was a daemon for as long as it ran.
    let [started, stopped] = ["start", "stop"].map(|entry_type| daemon.custody(entry_type).len());
    assert_eq!((started, stopped), (3, 1));
}
