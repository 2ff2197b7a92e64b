//! What is reported.

use model::{EventTime, Incident, IncidentEntry, Seq};
use serde_json::Value;
use stamp::{Interval, UtcNanos};
use timeline::{Assumption, AssumptionSet, Finding, FindingKind, Link};

/// One entry of a timeline, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportEntry {
    /// The entry: exhibit, evidence, frozen event, retraction.
    pub entry: IncidentEntry,
    /// The frozen event's JSON.
    pub event: Value,
    /// When it happened, as far as it is known.
    pub time: EventTime,
    /// The likeliest moment of its stamp, inside of [`EventTime::stamped`].
    pub best: UtcNanos,
    /// What its intervals rest on.
    pub rests_on: AssumptionSet,
    /// Records that tell the same once more, by another way.
    pub copies: Vec<Seq>,
    /// Other records of the same happening: an alert in two outputs of its sensor, a session in two logs.
    pub retellings: Vec<Retelling>,
    /// The name of the feed that brought it.
    pub feed: String,
    /// How its stamp stands to the next entry's; none for the last one, and for a retracted one that stands in no line.
    pub towards_next: Option<Link>,
    /// What that rests on.
    pub towards_next_rests_on: AssumptionSet,
    /// True where what it tells happened before what the next one tells: surer than the order of stamps, which a late
    /// report can reverse.
    pub happened_before_next: bool,
}

/// Another record of an entry's happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retelling {
    /// Which.
    pub seq: Seq,
    /// The number of the exhibit that cites it, where one does.
    pub exhibit: Option<u32>,
}

/// What was noticed of a clock, of some records, or of a time without any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockFinding {
    /// What was noticed.
    pub kind: FindingKind,
    /// Whose clock it is about, where it is about one.
    pub observer: Option<String>,
    /// When, where it can be dated.
    pub at: Option<Interval>,
    /// How much: nanoseconds of a step, an offset or of batching; parts per million of drift; a count of records.
    pub amount: Option<i64>,
    /// The exhibits that show it.
    pub exhibits: Vec<u32>,
    /// The records that show it, cited or not.
    pub records: Vec<Seq>,
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
    /// Made from what had been received by then alone, where that was asked for.
    pub known_at: Option<UtcNanos>,
    /// What intervals and statements rest on.
    pub assumptions: Vec<Assumption>,
    /// What it may rest on.
    pub assume: AssumptionSet,
    /// How many records the clocks were modelled from.
    pub records: usize,
    /// What was noticed of the entries.
    pub findings: Vec<Finding>,
    /// What was noticed of their clocks, and where the observers told of nothing.
    pub clock_findings: Vec<ClockFinding>,
    /// What it was made from.
    pub generated_from: GeneratedFrom,
}
