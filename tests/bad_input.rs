//! Foreign bytes on the wire, wrong configuration, wrong queries.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Read as _, Write as _},
};

use serde_json::json;

use crate::{
    daemon::{CONFIGURATION, Daemon},
    http::encode,
    program::{PATIENCE, Place, root},
};

/// The raw bytes of all records, in the order of their taking in.
fn raws(daemon: &Daemon, count: usize) -> Vec<Vec<u8>> {
    let mut events = daemon.await_events("*", count);
    events.sort_by_key(|event| event["ledgerline"]["seq"].as_u64());
    events.iter().map(|event| daemon.raw(event["ledgerline"]["seq"].as_u64().expect("a record"))).collect()
}

#[test]
fn counts_that_lie_lose_no_byte() {
    let table: [(&[u8], &[&[u8]]); 7] = [
        (b"5 <13>a5 <13>b", &[b"<13>a", b"<13>b"]),
        (b"5 <13>a999 <13>b and the stream ends\n", &[b"<13>a", b"999 <13>b and the stream ends"]),
        (b"5 <13>aX <13>b\n<13>c\n", &[b"<13>a", b"X <13>b", b"<13>c"]),
        (b"5 <13>a99999999999 <13>b\n", &[b"<13>a", b"99999999999 <13>b"]),
        (b"5 <13>a0 <13>b\n", &[b"<13>a", b"0 <13>b"]),
        (b"<13>a\n5 <13>b\n", &[b"<13>a", b"5 <13>b"]),
        (b"3 <13>too short\n", &[b"<13", b">too short"]),
    ];
    for (sent, expected) in table {
        let place = Place::new();
        let daemon = Daemon::start(&place);
        daemon.send("syslog-tcp", sent);
        assert_eq!(raws(&daemon, expected.len()), expected, "{}", String::from_utf8_lossy(sent));
    }
}

#[test]
fn a_tls_hello_on_the_plain_port_is_a_record_and_harms_nobody() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let hello = [&[0x16, 3, 1, 0, 52, 1, 0, 0, 48, 3, 3][..], &[b'\n'; 46]].concat();
    let mut connection = daemon.connect("syslog-tcp");
    connection.set_read_timeout(Some(PATIENCE)).expect("a bound");
    connection.write_all(&hello).expect("sent");
    // The sender waits for an answer in TLS that never comes: we close.
    let answered = connection.read(&mut [0; 1]);
    assert!(
        matches!(answered, Ok(0)) || answered.is_err_and(|error| error.kind() == std::io::ErrorKind::ConnectionReset)
    );
    assert_eq!(raws(&daemon, 1), [hello]);
    daemon.send("syslog-tcp", b"<13>in the clear\n");
    daemon.await_events("clear", 1);
}

#[test]
fn bodies_that_are_wrong_are_problems() {
    let place = Place::new();
    place.configure(&CONFIGURATION.replace("[http]", "[api]\npush_bytes_max = 1000\n[http]"));
    let daemon = Daemon::start(&place);
    let table: [(&str, &str, &[u8], u16); 9] = [
        ("POST", "/api/v1/ingest/push", &[b'x'; 1001], 413),
        ("POST", "/api/v1/incidents", b"{", 400),
        ("POST", "/api/v1/incidents", b"{\"title\":\" \"}", 400),
        ("POST", "/api/v1/incidents", b"{\"title\":\"a\",\"unknown\":1}", 400),
        ("POST", "/api/v1/incidents/7/entries", b"{\"seqs\":[1]}", 404),
        ("GET", "/api/v1/events?limit=0", b"", 400),
        ("GET", "/api/v1/events?unknown=1", b"", 400),
        ("GET", "/api/v1/events?cursor=nonsense", b"", 400),
        ("GET", "/api/v1/events/999999", b"", 404),
    ];
    for (method, target, body, status) in table {
        let answer = daemon.ask(method, target, body);
        assert_eq!(answer.status, status, "{method} {target}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json", "{method} {target}");
    }
    assert_eq!(daemon.search("*").len(), 0, "a refused body leaves nothing behind");
}

#[test]
fn a_wrong_query_says_where() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let table = [
        ("user.name:alice AND", 20),
        ("a )", 3),
        ("(a OR b", 8),
        ("source.ip:192.0.2.0/99", 11),
        ("\"open", 6),
        ("ä AND )", 7),
    ];
    for (query, column) in table {
        let answer = daemon.ask("GET", &format!("/api/v1/events?q={}", encode(query)), b"").expect_status(400);
        let problem = answer.json();
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(problem["column"], json!(column), "{query}: {problem}");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("expected")), "{problem}");
        let ran = place.run(&["search", query]);
        ran.expect_code(64);
        assert!(ran.err.contains(&format!("column {column}")), "{}", ran.err);
        let lines: Vec<_> = ran.err.lines().collect();
        let shown = lines.iter().position(|line| line.trim_start() == query).expect("the query is shown");
        let indent = lines[shown].chars().count() - query.chars().count();
        assert_eq!(lines[shown + 1].chars().position(|c| c == '^'), Some(indent + column - 1), "{}", ran.err);
    }
    assert!(!place.run(&["search", "a )"]).err.contains("Usage"), "the query is wrong, not the command");
}

#[test]
fn a_wrong_configuration_names_key_and_line() {
    let table = [
        ("[http]\nlistne = \"127.0.0.1:0\"\n", "listne", 2),
        ("\n[nowhere]\n", "nowhere", 2),
        ("[http]\nlisten = 7600\n", "listen", 2),
        ("[http]\nlisten = \"nowhere\"\n", "listen", 2),
        ("[api]\n\npush_bytes_max = \"many\"\n", "push_bytes_max", 3),
        ("[api]\npush_bytes_max = -1\n", "push_bytes_max", 2),
        ("[http]\nlisten = \"127.0.0.1:0\"\nlisten = \"127.0.0.1:0\"\n", "listen", 3),
        ("[http\n", "http", 1),
        ("[http]\nlisten = \"0.0.0.0:0\"\n", "listen", 2),
        ("[http]\nlisten = \"192.0.2.1:7600\"\n", "plain_beyond_loopback", 2),
        ("[http]\nlisten = \"127.0.0.1:0\"\n[[push]]\nname = \"a\"\nzone = \"Atlantis/Capital\"\n", "zone", 5),
        ("[http]\nlisten = \"127.0.0.1:0\"\n[[syslog_tcp]]\nlisten = \"127.0.0.1:0\"\nzone = \"+99:00\"\n", "zone", 5),
        ("[[syslog_tcp]]\nframing = \"guess\"\n", "framing", 2),
        ("[custody]\norigin = \"not an origin\"\n", "origin", 2),
    ];
    for (text, key, line) in table {
        let place = Place::new();
        place.configure(text);
        let ran = place.run(&["serve"]);
        assert_eq!(ran.code, 64, "{text}\n{}", ran.err);
        assert!(ran.err.contains(key), "{key}: {}", ran.err);
        assert!(ran.err.contains(&format!("line {line}")), "line {line}: {}", ran.err);
        assert!(ran.err.contains("ledgerline.toml"), "{}", ran.err);
    }
    let place = Place::new();
    let missing = place.path("no-such.toml");
    let ran = place.run(&["--config", missing.to_str().expect("a plain path"), "serve"]);
    ran.expect_code(74);
    assert!(ran.err.contains("no-such.toml"), "{}", ran.err);
}

#[test]
fn every_setting_stands_in_the_configuration_file() {
    let path = root().join("config/ledgerline.toml");
    let place = Place::new();
    place.run(&["--config", path.to_str().expect("a plain path"), "parse"]).expect_code(0);
    // A setting that most should leave alone stands there as a comment.
    let text = fs::read_to_string(&path).expect("the configuration").replace("\n# year = ", "\nyear = ");
    let file: toml::Table = text.parse().expect("TOML");
    let mut tables = BTreeMap::new();
    list_keys("", &file, &mut tables);
    assert!(tables.len() >= 8, "{tables:#?}");
    for (name, (is_array, keys)) in tables {
        let head = match (name.as_str(), is_array) {
            ("", _) => String::new(),
            (name, true) => format!("[[{name}]]\nname = \"a\"\n"),
            (name, false) => format!("[{name}]\n"),
        };
        place.configure(&format!("{head}no_such_key = 1\n"));
        // The complaint lists what could have stood there.
        let err = place.run(&["parse"]).expect_code(64).err.clone();
        let (_, expected) = err.split_once("expected ").unwrap_or_else(|| panic!("{err}"));
        let expected: BTreeSet<_> = expected.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        assert_eq!(expected, keys, "[{name}]");
    }
}

/// The keys of each table; whether there can be several of it.
fn list_keys(name: &str, table: &toml::Table, into: &mut BTreeMap<String, (bool, BTreeSet<String>)>) {
    into.entry(name.to_owned()).or_default().1.extend(table.keys().cloned());
    for (key, value) in table {
        let below = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
        match value {
            toml::Value::Table(table) => list_keys(&below, table, into),
            toml::Value::Array(tables) => {
                for table in tables.iter().filter_map(toml::Value::as_table) {
                    list_keys(&below, table, into);
                    into.entry(below.clone()).or_default().0 = true;
                }
            }
            _ => {}
        }
    }
}
