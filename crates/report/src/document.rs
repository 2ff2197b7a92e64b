//! What is reported.

use model::{EventTime, Incident, IncidentEntry, Seq};
use serde_json::Value;
use timeline::{Assumption, Finding, Link};

/// One entry of a timeline, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportEntry {
    /// The entry: exhibit, evidence, frozen event, retraction.
    pub entry: IncidentEntry,
    /// The frozen event's JSON.
    pub event: Value,
    /// When it happened, as far as it is known.
    pub time: EventTime,
    /// The name of the feed that brought it.
    pub feed: String,
    /// How it stands to the next entry; none for the last one, and for a retracted one that stands in no line.
    pub towards_next: Option<Link>,
}

/// A head of the custody tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckpointHead {
    /// How many custody entries it covers.
    pub size: u64,
    /// Its root hash, in hex.
    pub root: String,
}

/// What a report was made from, so that it can be made again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GeneratedFrom {
    /// The newest signed head of the custody tree, where there is one.
    pub checkpoint: Option<CheckpointHead>,
    /// Which program made it, name and version.
    pub engine: String,
}

/// An incident's timeline, ready to be written in any form.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineReport {
    /// The case.
    pub incident: Incident,
    /// The line, in order.
    pub entries: Vec<ReportEntry>,
    /// The evidence it was made from: every record up to this one.
    pub cut: Seq,
    /// What intervals and statements rest on.
    pub assumptions: Vec<Assumption>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// What it was made from.
    pub generated_from: GeneratedFrom,
}
