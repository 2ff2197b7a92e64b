//! The recorded incident of `fixtures/incidents/harbour`, sent and imported through the public door.

use std::{collections::BTreeMap, fs, path::PathBuf};

use serde_json::{Value as Json, json};

use crate::{
    daemon::Daemon,
    program::{Place, root},
};

/// A line of a file, counted from 1 as the truth counts.
pub(crate) type Line = (String, usize);

/// The incident as it is written down.
pub(crate) struct Incident {
    description: toml::Table,
    /// Each key event by its line.
    pub(crate) truth: BTreeMap<Line, Json>,
    /// Where each line's bytes stand. No line stands twice.
    lines: BTreeMap<Vec<u8>, Line>,
}

fn folder() -> PathBuf {
    root().join("fixtures/incidents/harbour")
}

impl Incident {
    pub(crate) fn read() -> Self {
        let text = fs::read_to_string(folder().join("incident.toml")).expect("the incident");
        let description: toml::Table = text.parse().expect("TOML");
        let truth = fs::read_to_string(folder().join("truth.jsonl")).expect("the truth");
        let truth = truth.lines().map(|line| {
            let event: Json = serde_json::from_str(line).expect("the truth is JSON lines");
            let at = event["line"].as_u64().and_then(|at| usize::try_from(at).ok()).expect("a line");
            ((event["file"].as_str().expect("a file").to_owned(), at), event)
        });
        let mut incident = Self { truth: truth.collect(), lines: BTreeMap::new(), description };
        for file in incident.files() {
            let path = file["path"].as_str().expect("a path").to_owned();
            for (line, at) in read_lines(&path).into_iter().zip(1..) {
                let twice = incident.lines.insert(line, (path.clone(), at));
                assert_eq!(twice, None, "a line stands once, so that its bytes name it");
            }
        }
        incident
    }

    fn files(&self) -> Vec<toml::Table> {
        self.tables("files")
    }

    /// The searches, each with `about`, `query` and `hits`.
    pub(crate) fn searches(&self) -> Vec<toml::Table> {
        self.tables("searches")
    }

    fn tables(&self, name: &str) -> Vec<toml::Table> {
        let array = self.description[name].as_array().expect("tables");
        array.iter().map(|table| table.as_table().expect("a table").clone()).collect()
    }

    /// How many lines all files have.
    pub(crate) fn lines_count(&self) -> usize {
        self.lines.len()
    }

    /// The line whose bytes these are.
    pub(crate) fn find_line(&self, raw: &[u8]) -> &Line {
        self.lines.get(raw).unwrap_or_else(|| panic!("no line reads {}", String::from_utf8_lossy(raw)))
    }

    /// Sends and imports every file, and waits until every line can be found.
    pub(crate) fn tell(&self, place: &Place, daemon: &Daemon) {
        for file in self.files() {
            let text = |key: &str| file.get(key).and_then(toml::Value::as_str);
            let (path, feed) = (text("path").expect("a path"), text("feed").expect("a feed"));
            match (text("way"), text("framing")) {
                (Some("tcp"), Some("octet")) => {
                    let framed = read_lines(path).into_iter().flat_map(|line| {
                        let count = format!("{} ", line.len()).into_bytes();
                        [count, line].concat()
                    });
                    daemon.send(feed, &framed.collect::<Vec<_>>());
                }
                (Some("tcp"), Some("lf")) => {
                    daemon.send(feed, &fs::read(folder().join(path)).expect("a log"));
                }
                (Some("import"), None) => {
                    let year = file.get("year").map(ToString::to_string);
                    let whole = folder().join(path);
                    let mut arguments = vec!["--output", "json", "import", whole.to_str().expect("a plain path")];
                    arguments.extend(["--feed", feed]);
                    arguments.extend(text("zone").into_iter().flat_map(|zone| ["--zone", zone]));
                    arguments.extend(year.iter().flat_map(|year| ["--year", year]));
                    let ran = place.run(&arguments);
                    assert_eq!(ran.expect_code(0).json()[0]["balanced"], true, "{path}");
                }
                other => panic!("{path}: {other:?}"),
            }
        }
        daemon.await_events("*", self.lines_count());
    }

    /// Opens the case and adds entries by its searches; gives its number and the hits of each search.
    pub(crate) fn open_case(&self, daemon: &Daemon) -> (u64, Vec<usize>) {
        let body = json!({"title": self.description["title"], "summary": self.description["summary"]}).to_string();
        let made = daemon.ask("POST", "/api/v1/incidents", body.as_bytes()).expect_status(201).json();
        let id = made["id"].as_u64().expect("a number");
        let target = format!("/api/v1/incidents/{id}/entries");
        let hits = self.searches().into_iter().map(|search| {
            let body = json!({"query": search["query"], "note": search["about"]}).to_string();
            let added = daemon.ask("POST", &target, body.as_bytes()).expect_status(201).json();
            assert_eq!(added["already"], json!([]), "{}: no two searches bring the same", search["about"]);
            added["added"].as_array().expect("entries").len()
        });
        (id, hits.collect())
    }
}

/// The lines of a file, without their ends.
fn read_lines(path: &str) -> Vec<Vec<u8>> {
    let content = fs::read(folder().join(path)).expect("a log");
    let content = content.strip_suffix(b"\n").unwrap_or(&content);
    content.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}
