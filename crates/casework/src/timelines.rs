//! A case's timeline.

use std::collections::BTreeMap;

use ledger::{Actor, EntryType, NewEntry};
use model::{Event, EventTime, Field, IncidentEntry, Position, Reason, Reasons, StreamId};
use report::{CheckpointHead, GeneratedFrom, ReportEntry, TimelineReport};
use serde_json::{Value as Json, json};
use stamp::{Interval, UtcNanos};
use timeline::{Counter, Sighting, build_timeline};

use crate::{
    Casework,
    error::{CaseworkError, During},
};

impl Casework {
    /// A case's timeline: what is cited, lined up, from all evidence that is durable now.
    ///
    /// # Errors
    /// There is no such case, or a store could not be read.
    pub fn timeline(&self, id: u64, include_retracted: bool) -> Result<TimelineReport, CaseworkError> {
        let (incident, entries) = self.incident(id)?;
        let cut = self.events.vault().durable_through();
        let mut cited = BTreeMap::new();
        let (mut sightings, mut retracted) = (Vec::new(), Vec::new());
        for entry in entries {
            let (shown, sighting) = self.read_cited(entry)?;
            if shown.entry.retraction.is_some() {
                retracted.push(shown);
            } else {
                cited.insert(sighting.number, shown);
                sightings.push(sighting);
            }
        }
        let line = build_timeline(sightings, cut);
        let mut entries = Vec::with_capacity(cited.len());
        for at in &line.entries {
            if let Some(shown) = cited.remove(&at.sighting.number) {
                entries.push(ReportEntry { towards_next: at.towards_next, ..shown });
            }
        }
        if include_retracted {
            entries.extend(retracted);
        }
        Ok(TimelineReport {
            incident,
            entries,
            cut,
            assumptions: line.assumptions,
            findings: line.findings,
            generated_from: self.describe_source()?,
        })
    }

    /// The same to be given out: the export is in custody before this returns.
    ///
    /// # Errors
    /// As [`Casework::timeline`]; also where the export could not be entered. Then nothing is given out.
    pub fn export_timeline(
        &self,
        id: u64,
        include_retracted: bool,
        media: &str,
        by: &Actor,
    ) -> Result<TimelineReport, CaseworkError> {
        let report = self.timeline(id, include_retracted)?;
        let detail = json!({"media": media, "entries": report.entries.len(), "through_seq": report.cut});
        let entry =
            NewEntry::new(EntryType::Export, by.clone(), "timeline.export").object("incident", id).detail(detail);
        self.ledger.append(entry).during("enter an export")?;
        Ok(report)
    }

    /// A cited entry: its frozen form is what is shown, its times are read again. Where its evidence is not there any
    /// more (erased, lost), the citation stands and nothing is known of its time beyond what it says.
    fn read_cited(&self, entry: IncidentEntry) -> Result<(ReportEntry, Sighting), CaseworkError> {
        let event: Json = serde_json::from_str(&entry.event.json).unwrap_or(Json::Null);
        let read = self.read_event(entry.seq)?;
        let feed = read.as_ref().map_or_else(String::new, |read| read.feed.name.clone());
        let sighting = match read {
            Some(read) => Sighting {
                number: entry.number,
                seq: entry.seq,
                stream: read.event.receipt.stream,
                position: read.event.receipt.position,
                received_at: read.event.receipt.received_at,
                time: read.event.time,
                counter: read_counter(&read.event, &read.raw),
            },
            None => Sighting {
                number: entry.number,
                seq: entry.seq,
                // A stream of its own: nothing is stated about it.
                stream: StreamId(entry.seq.0),
                position: Position(0),
                received_at: entry.added_at,
                time: frozen_time(&event, entry.added_at),
                counter: None,
            },
        };
        Ok((ReportEntry { time: sighting.time, entry, event, feed, towards_next: None }, sighting))
    }

    fn describe_source(&self) -> Result<GeneratedFrom, CaseworkError> {
        let (size, root) = self.ledger.custody_root().during("read the head of custody")?;
        Ok(GeneratedFrom {
            checkpoint: Some(CheckpointHead { size, root: root.to_string() }),
            engine: concat!("ledgerline ", env!("CARGO_PKG_VERSION")).to_owned(),
        })
    }
}

/// What a frozen event says of its time, where its evidence cannot be read again.
fn frozen_time(event: &Json, added_at: UtcNanos) -> EventTime {
    let written = event.get("@timestamp").and_then(Json::as_str).and_then(|text| UtcNanos::parse_rfc3339(text).ok());
    let bounded = Interval { earliest: UtcNanos::MIN, latest: added_at };
    let mut reasons = Reasons::default();
    reasons.insert(Reason::TimeMissing);
    EventTime {
        at: written.unwrap_or(added_at),
        read: Interval::UNKNOWN,
        stamped: bounded,
        happened: bounded,
        reasons,
        text: None,
    }
}

/// The device's own count of its records: who counts is the observer, and the process where one is named.
fn read_counter(event: &Event, raw: &[u8]) -> Option<Counter> {
    let value = event.first(Field::EventSequence)?.number(raw)?;
    let name = [Field::ObserverName, Field::ObserverHostname, Field::HostName, Field::LogSyslogHostname]
        .into_iter()
        .find_map(|field| event.first(field))
        .map(|name| name.text(raw).into_owned())
        .unwrap_or_default();
    let process = event.first(Field::ProcessName).map(|process| process.text(raw).into_owned()).unwrap_or_default();
    Some(Counter { observer: format!("{name}/{process}"), value })
}
