//! Whose clock wrote the times that stand in a record.

use intake::ReadEvent;
use model::{Event, Fact, Field, Name, Reason, StreamOrigin};

/// Formats that read lines of any program: two files of one are not one writer's.
const GENERAL: [&str; 3] = ["json.lines", "logfmt.lines", "unknown"];
/// Names that many hosts write of themselves: what they stamp is told apart by the way by which it came.
pub(crate) const NOBODY: [&str; 6] = ["localhost", "localhost.localdomain", "127.0.0.1", "::1", "-", ""];
/// The fields that name who stamped a record, the surest first.
pub(crate) const HOST_FIELDS: [Field; 5] =
    [Field::ObserverName, Field::ObserverHostname, Field::HostName, Field::HostHostname, Field::LogSyslogHostname];

/// Whose clock wrote a stamp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Whose {
    /// The name of a host or device as it is written, or of the way by which its records came.
    pub(crate) name: String,
    /// True where the name is a host's or device's, which others may write in another spelling.
    pub(crate) is_host: bool,
    /// Which of its clocks.
    pub(crate) which: Which,
}

/// Which of the clocks that stand under one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Which {
    /// The one that stamps what happens.
    Own,
    /// The same read without a zone, so that it stands off by one.
    Local,
    /// The one that wrote the header of the same record.
    Header,
    /// The one of who collected the record.
    Collector,
    /// The one that entered into a log what another had seen.
    Entered,
    /// None: what counts records is numbered like a clock.
    Counter,
}

impl Which {
    /// Of the time that an event is told to have.
    pub(crate) const fn of(event: &Event) -> Self {
        if event.time.reasons.contains(Reason::ZoneUnknown) { Self::Local } else { Self::Own }
    }

    /// What is put behind the name.
    const fn suffix(self) -> &'static str {
        match self {
            Self::Own => "",
            Self::Local => " (no zone)",
            Self::Header => " (header)",
            Self::Collector => " (collector)",
            Self::Entered => " (entered)",
            Self::Counter => " (count)",
        }
    }
}

impl Whose {
    /// Another clock under the same name.
    pub(crate) fn with(&self, which: Which) -> Self {
        Self { which, ..self.clone() }
    }

    /// What it is called.
    pub(crate) fn text(&self) -> String {
        format!("{}{}", self.name, self.which.suffix())
    }

    /// What two spellings of one clock have in common: host names know no case (RFC 4343), and a dot may end them.
    pub(crate) fn key(&self) -> ClockKey {
        let name = if self.is_host { self.name.trim_end_matches('.').to_lowercase() } else { self.name.clone() };
        ClockKey { name, is_host: self.is_host, which: self.which }
    }
}

/// What the spellings of one clock have in common. A host and a way of one name are two.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ClockKey {
    /// In small letters, where it is a host's.
    pub(crate) name: String,
    /// True where it is a host's or device's.
    pub(crate) is_host: bool,
    /// Which of its clocks.
    pub(crate) which: Which,
}

/// Whose clock wrote the record's time: the observer or host that it names, else the way by which it came.
pub(crate) fn name_observer(read: &ReadEvent, origin: &StreamOrigin) -> Whose {
    let (event, raw) = (&read.event, read.raw.as_ref());
    if has_collectors_time(event, raw) {
        return name_collector(read);
    }
    let which = Which::of(event);
    if let Some(name) = find_host(event, raw) {
        return Whose { name, is_host: true, which };
    }
    let name = match (origin.peer_ip(), origin) {
        (Some(peer), _) => format!("{} from {peer}", read.feed.name),
        (None, StreamOrigin::File { name, .. }) if GENERAL.contains(&event.format.name) => {
            let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
            format!("{} {last}", read.feed.name)
        }
        (None, _) => format!("{} {}", read.feed.name, event.format.name),
    };
    Whose { name, is_host: false, which }
}

/// The name of who stamped a record, where it stands there.
pub(crate) fn find_host(event: &Event, raw: &[u8]) -> Option<String> {
    find_host_field(event, raw).map(|(_, name)| name)
}

/// The same with the field that it stands in.
pub(crate) fn find_host_field(event: &Event, raw: &[u8]) -> Option<(Field, String)> {
    let named = HOST_FIELDS.into_iter().filter_map(|field| Some((field, event.first(field)?.text(raw).into_owned())));
    named.into_iter().find(|(_, name)| !NOBODY.iter().any(|nobody| name.eq_ignore_ascii_case(nobody)))
}

fn name_collector(read: &ReadEvent) -> Whose {
    let name = format!("{} {}", read.feed.name, read.event.format.name);
    Whose { name, is_host: false, which: Which::Collector }
}

/// True where the only time with a date and a zone is the collector's, and the host's own stands beside it.
fn has_collectors_time(event: &Event, raw: &[u8]) -> bool {
    event.header.is_some() && event.first(Field::EventCreated).is_none() && has_collectors_stamp(event, raw)
}

/// True where the record bears a collector's stamp beside the host's own: NXLog and Logstash put `@timestamp` on what
/// they take in.
pub(crate) fn has_collectors_stamp(event: &Event, raw: &[u8]) -> bool {
    let is_stamp = |fact: &Fact| match &fact.name {
        Name::Known(name) => *name == "@timestamp",
        Name::Span(span) => span.of(raw) == b"@timestamp",
        Name::Path(path) => &**path == "@timestamp",
    };
    event.format.name == "windows.nxlog" && event.facts.iter().any(is_stamp)
}
