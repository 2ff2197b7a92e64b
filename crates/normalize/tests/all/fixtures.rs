//! Every `fixtures/<vendor>/<product>`: its lines become the events that stand beside them, and the facts that were
//! written by hand hold (DESIGN §10).
//!
//! `BLESS=1 cargo test -p normalize fixtures` writes `basic.expected.jsonl` anew; `about.toml` is never written.

#![expect(clippy::unwrap_used, reason = "clippy's leave for tests ends at functions that tests share")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use model::{Event, EventJson, Feed, FeedId, FeedKind, FrameFlags, Position, Receipt, Seq, StreamId, StreamOrigin};
use normalize::{FeedContext, read_event};
use serde_json::Value as Json;
use stamp::UtcNanos;

/// One folder.
struct Fixture {
    folder: PathBuf,
    /// `vendor.product`, which its format is named.
    format: String,
    about: toml::Table,
    feed: FeedContext,
    received_at: UtcNanos,
}

impl Fixture {
    fn open(folder: &Path) -> Self {
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        let format = format!("{}.{}", name(folder.parent().unwrap()), name(folder));
        let text = fs::read_to_string(folder.join("about.toml")).unwrap_or_else(|error| panic!("{format}: {error}"));
        let about: toml::Table = text.parse().unwrap_or_else(|error| panic!("{format}: about.toml: {error}"));
        let word = |key: &str| about.get(key).and_then(toml::Value::as_str);
        assert!(word("origin").is_some_and(|origin| !origin.is_empty()), "{format}: about.toml says no origin");
        let zone = word("zone").filter(|zone| !zone.is_empty()).map(str::to_owned);
        let feed = Feed { name: format.clone(), kind: FeedKind::SyslogTcp, zone, year: None };
        let received_at = word("received_at").unwrap_or_else(|| panic!("{format}: about.toml says no received_at"));
        Self {
            folder: folder.to_owned(),
            feed: FeedContext::new(&feed).unwrap(),
            received_at: UtcNanos::parse_rfc3339(received_at).unwrap(),
            format,
            about,
        }
    }

    fn read_lines(&self, file: &str) -> Vec<Vec<u8>> {
        let bytes = fs::read(self.folder.join(file)).unwrap_or_else(|error| panic!("{}: {file}: {error}", self.format));
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
        bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
    }

    /// The event of a line; its number stands for the receipt's.
    fn read_event(&self, number: usize, line: &[u8]) -> Event {
        let receipt = Receipt {
            seq: Seq(number as u64),
            feed: FeedId(1),
            stream: StreamId(1),
            position: Position(number as u64 - 1),
            received_at: self.received_at,
            flags: FrameFlags::default(),
        };
        let origin = StreamOrigin::Connection { peer: "192.0.2.250:40000".into(), local: "192.0.2.251:514".into() };
        read_event(line, receipt, &origin, &self.feed)
    }

    /// Every line of a file with its number from 1, its event, and the event's JSON.
    fn read_all(&self, file: &str) -> Vec<(usize, Event, Json)> {
        let events = self.read_lines(file).into_iter().enumerate().map(|(at, line)| {
            let event = self.read_event(at + 1, &line);
            let json = EventJson { event: &event, raw: &line }.build();
            (at + 1, event, json)
        });
        events.collect()
    }
}

/// Every folder that holds an `about.toml`, two below `fixtures`.
fn open_all() -> Vec<Fixture> {
    let list = |folder: &Path| -> Vec<PathBuf> {
        let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.retain(|path| path.is_dir());
        entries.sort();
        entries
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let vendors = list(&root).into_iter().filter(|vendor| !vendor.ends_with("incidents"));
    let fixtures: Vec<Fixture> =
        vendors.flat_map(|vendor| list(&vendor)).map(|folder| Fixture::open(&folder)).collect();
    assert!(!fixtures.is_empty());
    fixtures
}

#[test]
fn fixtures_belong_to_a_format() {
    for fixture in open_all() {
        assert!(formats::formats().iter().any(|format| format.name == fixture.format), "{}", fixture.format);
    }
}

#[test]
fn basic_lines_become_the_expected_events() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for fixture in open_all() {
        let events = fixture.read_all("basic.log");
        let unclaimed = events.iter().filter(|(_, event, _)| event.format.name != fixture.format);
        wrong.extend(unclaimed.map(|(number, event, _)| {
            format!("{}: basic.log:{number} is read as {}", fixture.format, event.format.name)
        }));
        let path = fixture.folder.join("basic.expected.jsonl");
        if bless {
            let text: String = events.iter().map(|(_, _, json)| format!("{json}\n")).collect();
            fs::write(&path, text).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let expected: Vec<Json> = expected.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        if expected.len() != events.len() {
            wrong.push(format!("{}: {} expected events for {} lines", fixture.format, expected.len(), events.len()));
        }
        for ((number, _, json), expected) in events.iter().zip(&expected) {
            if json != expected {
                wrong.push(format!("{}: basic.log:{number} is\n{json}\nexpected\n{expected}", fixture.format));
            }
        }
    }
    assert!(wrong.is_empty(), "BLESS=1 renews what is expected\n{}", wrong.join("\n"));
}

#[test]
fn facts_written_by_hand_hold() {
    let mut wrong = Vec::new();
    for fixture in open_all() {
        let events = fixture.read_all("basic.log");
        let facts = fixture.about.get("fact").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        assert!(facts.len() >= 5, "{}: five facts written by hand at the least", fixture.format);
        let times = facts.iter().filter(|fact| fact.get("field").and_then(toml::Value::as_str) == Some("@timestamp"));
        assert!(times.count() > 0, "{}: an @timestamp written by hand at the least", fixture.format);
        for fact in facts {
            let line = fact.get("line").and_then(toml::Value::as_integer).unwrap();
            let field = fact.get("field").and_then(toml::Value::as_str).unwrap();
            let value = serde_json::to_value(fact.get("value").unwrap()).unwrap();
            let (_, _, json) = &events[usize::try_from(line).unwrap() - 1];
            let found = find_path(json, field);
            let holds = match found {
                Some(Json::Array(list)) if !value.is_array() => list.contains(&value),
                Some(found) => is_same(found, &value),
                None => false,
            };
            if !holds {
                wrong.push(format!("{}: basic.log:{line}: {field} is {found:?}, by hand {value}", fixture.format));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// True for equal values, and for one moment written in two ways.
fn is_same(left: &Json, right: &Json) -> bool {
    let moment = |json: &Json| json.as_str().and_then(|text| UtcNanos::parse_rfc3339(text).ok());
    left == right || moment(left).is_some_and(|left| moment(right) == Some(left))
}

/// The value at a dotted path. A key may hold dots itself, as the devices' own names do.
fn find_path<'a>(json: &'a Json, path: &str) -> Option<&'a Json> {
    if let Some(value) = json.get(path) {
        return Some(value);
    }
    path.match_indices('.').find_map(|(at, _)| find_path(json.get(&path[..at])?, &path[at + 1..]))
}

#[test]
fn hostile_lines_become_as_many_events() {
    for fixture in open_all() {
        let lines = fixture.read_lines("hostile.log");
        for (at, line) in lines.iter().enumerate() {
            let event = fixture.read_event(at + 1, line);
            let place = format!("{}: hostile.log:{}", fixture.format, at + 1);
            let inside = |span: model::Span| span.end as usize <= line.len();
            assert!(event.facts.iter().all(|fact| inside(fact.value.span())), "{place}");
            let names = event.facts.iter().filter_map(|fact| match fact.name {
                model::Name::Span(span) => Some(span),
                _ => None,
            });
            names.for_each(|name| assert!(inside(name) && !name.is_empty(), "{place}: {name:?}"));
            assert!(event.diagnostics.iter().all(|diagnostic| inside(diagnostic.span)), "{place}");
            let of_time = event.diagnostics.iter().filter(|diagnostic| diagnostic.kind == model::DiagnosticKind::Time);
            of_time.for_each(|diagnostic| assert!(!diagnostic.span.is_empty(), "{place}: {diagnostic:?}"));
            let canonical = EventJson { event: &event, raw: line }.build_canonical();
            assert!(serde_json::from_str::<Json>(&canonical).is_ok(), "{place}");
        }
        assert!(lines.len() >= 5, "{}: hostile.log has {} lines", fixture.format, lines.len());
    }
}

#[test]
fn unrelated_lines_are_not_claimed() {
    let mut wrong = Vec::new();
    for fixture in open_all() {
        let events = fixture.read_all("unrelated.log");
        let claimed = events.iter().filter(|(_, event, _)| event.format.name == fixture.format);
        wrong.extend(claimed.map(|(number, ..)| format!("{}: unrelated.log:{number}", fixture.format)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn disagreements_name_a_reason_of_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let rows = fs::read_to_string(root.join("disagreements.csv")).unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    assert_eq!(rows.remove(0), "product,line,fact,reason");
    let count = rows.len();
    for row in &rows {
        let reason = row.rsplit(',').next().unwrap();
        assert!(row.matches(',').count() == 3 && readme.contains(&format!("\n| `{reason}` |")), "{row}");
    }
    rows.sort_unstable();
    rows.dedup();
    assert!(count > 0 && rows.len() == count, "no row twice");
}
