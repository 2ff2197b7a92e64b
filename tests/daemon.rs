//! A running daemon, and how it ends.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Write as _},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    process::{Child, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
};

use serde_json::{Value as Json, json};

use crate::{
    http::{Answer, Request, encode},
    program::{PATIENCE, Place, await_answer, send_signal},
};

/// Free ports, a feed for each way in, batches that are sealed soon.
pub(crate) const CONFIGURATION: &str = r#"
[http]
listen = "127.0.0.1:0"

[[push]]
name = "push"
zone = "UTC"

[[push]]
name = "other"

[[syslog_tcp]]
name = "syslog-tcp"
listen = "127.0.0.1:0"
zone = "UTC"

[intake.batch]
batch_seconds_max = 1
"#;

/// A daemon on a place's data directory. It is killed when this is dropped.
pub(crate) struct Daemon {
    child: Child,
    socket: PathBuf,
    pub(crate) http: SocketAddr,
    syslog_tcp: BTreeMap<String, SocketAddr>,
    /// What it logged before it was ready.
    log: Vec<String>,
}

impl Daemon {
    /// Starts one, with [`CONFIGURATION`] where the place has none, and waits until it is ready.
    pub(crate) fn start(place: &Place) -> Self {
        if !place.path("ledgerline.toml").exists() {
            place.configure(CONFIGURATION);
        }
        let mut child = place
            .command(&["serve"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let stderr = child.stderr.take().expect("a pipe");
        let (sender, log) = mpsc::channel();
        // Read to its end, so that a daemon that logs much never waits for us.
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let (fields, log) = match read_ready(&log) {
            Ok(ready) => ready,
            Err(told) => {
                let _ = child.kill();
                panic!("the daemon is not ready: {told:#?}");
            }
        };
        let text = |name: &str| fields[name].as_str().expect("a field of the line `ready`").to_owned();
        let http = text("http").parse().expect("an address");
        let syslog_tcp = read_listeners(&text("syslog_tcp"));
        Self { child, socket: place.data().join("socket"), http, syslog_tcp, log }
    }

    /// The lines that it logged before it was ready and that hold these words.
    pub(crate) fn told(&self, words: &str) -> Vec<&str> {
        self.log.iter().map(String::as_str).filter(|line| line.contains(words)).collect()
    }

    /// Sends SIGTERM and waits for the end.
    pub(crate) fn stop(mut self) -> ExitStatus {
        self.terminate();
        await_answer("the daemon's end", || self.child.try_wait().expect("a child of ours"))
    }

    /// Sends SIGTERM and does not wait.
    pub(crate) fn terminate(&self) {
        self.signal("TERM");
    }

    pub(crate) fn signal(&self, name: &str) {
        send_signal(self.child.id(), name);
    }

    /// Sends SIGKILL: no drain, no seal, no `stop`.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("a child of ours");
        self.child.wait().expect("a child of ours");
    }

    /// Asks through the socket: as an administrator.
    pub(crate) fn ask(&self, method: &str, target: &str, body: &[u8]) -> Answer {
        self.ask_for(method, target, body, None)
    }

    /// The same with an `Accept`.
    pub(crate) fn ask_for(&self, method: &str, target: &str, body: &[u8], accept: Option<&str>) -> Answer {
        let request = Request { method, target, accept, body, token: None };
        request.send_to_socket(&self.socket).expect("the daemon answers")
    }

    /// Asks over the network with a token.
    pub(crate) fn ask_with(&self, token: Option<&str>, method: &str, target: &str, body: &[u8]) -> Answer {
        Request { method, target, token, body, accept: None }.send(self.http).expect("the daemon answers")
    }

    /// A new token: its public id and its secret.
    pub(crate) fn create_token(&self, role: &str, feeds: &[&str]) -> (String, String) {
        let body = json!({"name": format!("a {role}"), "role": role, "feeds": feeds}).to_string();
        let made = self.ask("POST", "/api/v1/tokens", body.as_bytes()).expect_status(201).json();
        let text = |key: &str| made[key].as_str().expect("a new token").to_owned();
        (text("id"), text("secret"))
    }

    /// Pushes lines to the feed `push`.
    pub(crate) fn push(&self, lines: &[u8]) -> Json {
        self.ask("POST", "/api/v1/ingest/push", lines).expect_status(200).json()
    }

    /// What a query finds now; the first ten thousand.
    pub(crate) fn search(&self, query: &str) -> Vec<Json> {
        let target = format!("/api/v1/events?limit=10000&q={}", encode(query));
        let mut page = self.ask("GET", &target, b"").expect_status(200).json();
        match page["events"].take() {
            Json::Array(events) => events,
            other => panic!("events: {other}"),
        }
    }

    /// What a query finds once there is so much.
    pub(crate) fn await_events(&self, query: &str, count: usize) -> Vec<Json> {
        await_answer(&format!("{count} events of {query}"), || {
            let found = self.search(query);
            assert!(found.len() <= count, "{} events of {query}, more than {count}", found.len());
            (found.len() == count).then_some(found)
        })
    }

    /// The bytes of a record.
    pub(crate) fn raw(&self, seq: u64) -> Vec<u8> {
        self.ask("GET", &format!("/api/v1/events/{seq}/raw"), b"").expect_status(200).body
    }

    /// Custody entries of a type, as they are stored.
    pub(crate) fn custody(&self, entry_type: &str) -> Vec<Json> {
        let target = format!("/api/v1/custody?limit=1000&type={entry_type}");
        let page = self.ask("GET", &target, b"").expect_status(200).json();
        page["entries"].as_array().expect("entries").iter().map(|entry| entry["entry"].clone()).collect()
    }

    /// Waits until every record that was acknowledged stands under a batch root.
    pub(crate) fn await_sealed(&self) {
        await_answer("the seal over what is durable", || {
            let sums = self.ask("GET", "/api/v1/conservation", b"").expect_status(200).json();
            (sums["sealed_through_seq"] == sums["durable_through_seq"]).then_some(())
        });
    }

    /// A connection to a syslog listener.
    pub(crate) fn connect(&self, feed: &str) -> TcpStream {
        TcpStream::connect(self.syslog_tcp[feed]).expect("the listener accepts")
    }

    /// Sends bytes over a syslog connection of their own.
    pub(crate) fn send(&self, feed: &str, bytes: &[u8]) {
        self.connect(feed).write_all(bytes).expect("the listener reads");
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The fields of the line `ready` and what was logged before it, or all that was logged instead.
fn read_ready(log: &Receiver<String>) -> Result<(Json, Vec<String>), Vec<String>> {
    let mut told = Vec::new();
    while let Ok(line) = log.recv_timeout(PATIENCE) {
        let entry: Json = serde_json::from_str(&line).unwrap_or_default();
        if entry["fields"]["message"] == "ready" {
            return Ok((entry["fields"].clone(), told));
        }
        told.push(line);
    }
    Err(told)
}

/// Reads `syslog-tcp 127.0.0.1:40001, …`.
fn read_listeners(text: &str) -> BTreeMap<String, SocketAddr> {
    let listeners = text.split(", ").filter(|one| !one.is_empty());
    let pairs = listeners.map(|one| one.rsplit_once(' ').expect("a feed and an address"));
    pairs.map(|(name, address)| (name.to_owned(), address.parse().expect("an address"))).collect()
}
