//! Whose clock wrote the times that stand in a record.

use intake::ReadEvent;
use model::{Event, Fact, Field, Name, StreamOrigin, Value};
use stamp::UtcNanos;
use timeline::WrittenStamp;

use crate::observe::stamp_of;

/// Formats that read lines of any program: two files of one are not one writer's.
const GENERAL: [&str; 3] = ["json.lines", "logfmt.lines", "unknown"];
/// Collectors write milliseconds.
const COLLECTED_NANOS: i128 = 1_000_000;

/// A stamp of the collector through which a record came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Collector {
    /// Whose clock.
    pub(crate) name: String,
    /// What it wrote.
    pub(crate) written: WrittenStamp,
}

/// Whose clock wrote the record's time: the observer or host that it names, else the way by which it came.
pub(crate) fn name_observer(read: &ReadEvent, origin: &StreamOrigin) -> String {
    const NAMES: [Field; 5] =
        [Field::ObserverName, Field::ObserverHostname, Field::HostName, Field::HostHostname, Field::LogSyslogHostname];
    let (event, raw) = (&read.event, read.raw.as_ref());
    if has_collectors_time(event, raw) {
        return name_collector(read);
    }
    let named = NAMES.into_iter().find_map(|field| event.first(field)).map(|name| name.text(raw).into_owned());
    match (named, origin.peer_ip(), origin) {
        (Some(name), ..) => name,
        (None, Some(peer), _) => format!("{} from {peer}", read.feed.name),
        (None, None, StreamOrigin::File { name, .. }) if GENERAL.contains(&event.format.name) => {
            let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
            format!("{} {last}", read.feed.name)
        }
        (None, None, _) => format!("{} {}", read.feed.name, event.format.name),
    }
}

/// The collector's stamp beside the host's own, where the record bears both.
///
/// NXLog and Logstash put `@timestamp` on what they take in; Sysmon's `UtcTime` in the same record is the host's.
pub(crate) fn find_collector(read: &ReadEvent, origin: &StreamOrigin) -> Option<Collector> {
    let (event, raw) = (&read.event, read.raw.as_ref());
    if origin.is_live() || !is_forwarded(event, raw) {
        return None;
    }
    match event.first(Field::EventCreated)? {
        Value::Number { number, .. } => {
            let at = UtcNanos(i64::try_from(*number).ok()?);
            Some(Collector { name: name_collector(read), written: stamp_of(at, COLLECTED_NANOS) })
        }
        _ => None,
    }
}

fn name_collector(read: &ReadEvent) -> String {
    format!("{} {} (collector)", read.feed.name, read.event.format.name)
}

/// True where the only time with a date and a zone is the collector's, and the host's own stands beside it.
fn has_collectors_time(event: &Event, raw: &[u8]) -> bool {
    event.header.is_some() && event.first(Field::EventCreated).is_none() && is_forwarded(event, raw)
}

fn is_forwarded(event: &Event, raw: &[u8]) -> bool {
    let is_stamp = |fact: &Fact| match &fact.name {
        Name::Known(name) => *name == "@timestamp",
        Name::Span(span) => span.of(raw) == b"@timestamp",
        Name::Path(path) => &**path == "@timestamp",
    };
    event.format.name == "windows.nxlog" && event.facts.iter().any(is_stamp)
}
