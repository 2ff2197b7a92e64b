//! The recorded incident, as it lies in `fixtures/incidents/harbour/`, inside the binary.

use std::time::Duration;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use stamp::UtcNanos;

const DESCRIPTION: &str = include_str!("../../../../../fixtures/incidents/harbour/incident.toml");

/// When each line that was sent reached the collector: `received_at,path,line`.
const ARRIVALS: &str = include_str!("../../../../../fixtures/incidents/harbour/arrivals.csv");

macro_rules! logs {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../../../../fixtures/incidents/harbour/", $path)))),*]
    };
}

const LOGS: &[(&str, &[u8])] = logs![
    "logs/asa1.log",
    "logs/backup1-ufw.log",
    "logs/fgt1.log",
    "logs/files1-auth.log",
    "logs/jump1.log",
    "logs/mx1.log",
    "logs/relay1.log",
    "logs/sensor1-eve.json",
    "logs/siem1-alerts.json",
];

/// The incident: its files by the ways they come in, and the searches that make its timeline.
pub(super) struct Story {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) files: Vec<StoryFile>,
    pub(super) searches: Vec<Search>,
    pub(super) collector: Collector,
    /// In the order in which they came.
    pub(super) arrivals: Vec<Arrival>,
}

/// Where and when the recording was made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Collector {
    /// When it began to listen.
    pub(super) begins: UtcNanos,
    /// When it stopped.
    pub(super) ends: UtcNanos,
    /// How far its own clock stood from UTC at most.
    pub(super) clock_error_max: Duration,
}

/// One line that was sent, and when it came.
pub(super) struct Arrival {
    pub(super) received_at: UtcNanos,
    /// The file that it stands in.
    pub(super) path: String,
    /// Counted from 1.
    pub(super) line: usize,
}

/// One observer's log.
pub(super) struct StoryFile {
    pub(super) path: String,
    pub(super) content: &'static [u8],
    pub(super) way: Way,
    pub(super) feed: String,
    pub(super) zone: Option<String>,
    pub(super) year: Option<i32>,
}

/// By which way a log comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Tcp(Framing),
    Import,
}

/// How frames are told apart on a TCP connection (RFC 6587).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Framing {
    Octet,
    Lf,
}

/// A search whose hits become entries.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Search {
    pub(super) about: String,
    pub(super) query: String,
    /// How many hits the story has.
    #[serde(rename = "hits")]
    _hits: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    title: String,
    summary: String,
    collector: CollectorDescription,
    files: Vec<FileDescription>,
    searches: Vec<Search>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CollectorDescription {
    begins: String,
    ends: String,
    clock_error_max_ms: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileDescription {
    path: String,
    #[serde(rename = "observer")]
    _observer: String,
    way: WayName,
    framing: Option<Framing>,
    feed: String,
    zone: Option<String>,
    year: Option<i32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum WayName {
    Tcp,
    Import,
}

impl Story {
    /// Reads the incident inside the binary.
    pub(super) fn read() -> Result<Self> {
        let Description { title, summary, collector, files, searches } =
            toml::from_str(DESCRIPTION).context("failed to read the demo's incident.toml")?;
        let files = files.into_iter().map(StoryFile::find).collect::<Result<_>>()?;
        let moment = |text: &str| {
            UtcNanos::parse_rfc3339(text).map_err(|_| anyhow::anyhow!("{text:?} in incident.toml is no moment"))
        };
        let collector = Collector {
            begins: moment(&collector.begins)?,
            ends: moment(&collector.ends)?,
            clock_error_max: Duration::from_millis(collector.clock_error_max_ms),
        };
        let arrivals = ARRIVALS.lines().skip(1).map(Arrival::read).collect::<Result<_>>()?;
        Ok(Self { title, summary, files, searches, collector, arrivals })
    }

    /// The feeds that come over syslog, with their zones.
    pub(super) fn syslog_feeds(&self) -> Vec<(String, Option<String>)> {
        let mut feeds = Vec::new();
        for file in self.files.iter().filter(|file| matches!(file.way, Way::Tcp(_))) {
            let feed = (file.feed.clone(), file.zone.clone());
            if !feeds.contains(&feed) {
                feeds.push(feed);
            }
        }
        feeds
    }
}

impl Arrival {
    fn read(row: &str) -> Result<Self> {
        let read = || {
            let (received_at, rest) = row.split_once(',')?;
            let (path, line) = rest.split_once(',')?;
            let received_at = UtcNanos::parse_rfc3339(received_at).ok()?;
            Some(Self { received_at, path: path.to_owned(), line: line.parse().ok()? })
        };
        read().with_context(|| format!("{row:?} in arrivals.csv is no arrival"))
    }
}

impl StoryFile {
    fn find(description: FileDescription) -> Result<Self> {
        let FileDescription { path, way, framing, feed, zone, year, .. } = description;
        let found = LOGS.iter().find(|(name, _)| *name == path);
        let (_, content) = found.with_context(|| format!("{path} is not in the binary"))?;
        let way = match way {
            WayName::Tcp => Way::Tcp(framing.unwrap_or(Framing::Lf)),
            WayName::Import => Way::Import,
        };
        Ok(Self { path, content, way, feed, zone, year })
    }

    /// The last part of its path.
    pub(super) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Its lines.
    pub(super) fn lines(&self) -> impl Iterator<Item = &'static [u8]> {
        let content = self.content.strip_suffix(b"\n").unwrap_or(self.content);
        content.split(|byte| *byte == b'\n')
    }
}

impl Framing {
    /// The bytes that a sender puts on the wire for these messages.
    pub(super) fn frame<'a>(self, messages: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
        let mut bytes = Vec::new();
        for message in messages {
            match self {
                Self::Octet => {
                    bytes.extend(format!("{} ", message.len()).bytes());
                    bytes.extend(message);
                }
                Self::Lf => {
                    bytes.extend(message);
                    bytes.push(b'\n');
                }
            }
        }
        bytes
    }
}
