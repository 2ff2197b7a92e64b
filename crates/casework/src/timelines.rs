//! A case's timeline.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Actor, EntryType, NewEntry};
use model::{EventTime, IncidentEntry, Reason, Reasons, Seq};
use report::{
    CheckpointHead, ClockFinding, GeneratedFrom, OrderReport, OrderedExhibit, ReportEntry, Retelling, TimelineReport,
};
use serde_json::{Value as Json, json};
use stamp::{Interval, UtcNanos};
use timeline::{Assumption, AssumptionSet, EventId, Finding, FindingKind, Link, Moment, Precedence, Relation};

use crate::{
    Casework, Chronicle,
    error::{CaseworkError, CaseworkErrorKind, During},
};

/// How a timeline is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineRequest {
    /// With entries that were taken back.
    pub include_retracted: bool,
    /// What its intervals and statements may rest on; each of them names what it does rest on.
    pub assume: AssumptionSet,
    /// From what had been received by then alone; entries received later are left out, with a finding that names them.
    pub known_at: Option<UtcNanos>,
}

impl Default for TimelineRequest {
    fn default() -> Self {
        Self { include_retracted: false, assume: AssumptionSet::DEFAULT, known_at: None }
    }
}

/// Findings about clocks that one timeline shows.
const FINDINGS_MAX: usize = 100;

impl Casework {
    /// A case's timeline: what is cited, lined up, from all evidence that is durable now.
    ///
    /// # Errors
    /// There is no such case, or a store could not be read.
    pub fn timeline(&self, id: u64, request: TimelineRequest) -> Result<TimelineReport, CaseworkError> {
        let TimelineRequest { include_retracted, assume, known_at } = request;
        let (incident, entries) = self.incident(id)?;
        self.list_erased()?;
        let mut cut = self.events.vault().durable_through();
        let (mut cited, mut retracted, mut findings) = (Vec::new(), Vec::new(), Vec::new());
        for entry in entries {
            if entry.seq > cut {
                findings.push(Finding { kind: FindingKind::BeyondCut, exhibits: vec![entry.number] });
            }
            let shown = self.read_cited(entry, known_at)?;
            if is_later(&shown, known_at) {
                findings.push(Finding { kind: FindingKind::BeyondCut, exhibits: vec![shown.entry.number] });
                continue;
            }
            if shown.entry.retraction.is_some() { retracted.push(shown) } else { cited.push(shown) }
        }
        let seqs: Vec<Seq> = cited.iter().map(|of| of.entry.seq).collect();
        let chronicle = self.chronicle_known_at(&seqs, assume, known_at)?;
        if known_at.is_some() {
            cut = chronicle.chronology.cut();
        }
        if chronicle.left_out > 0 {
            findings.push(Finding { kind: FindingKind::EvidenceLeftOut, exhibits: Vec::new() });
        }
        let mut entries = line_up(cited, &chronicle);
        state_links(&mut entries, &chronicle);
        let clock_findings = self.list_clock_findings(&entries, &chronicle)?;
        if include_retracted {
            entries.extend(retracted);
        }
        Ok(TimelineReport {
            incident,
            assumptions: list_assumptions(&entries, assume),
            entries,
            cut,
            known_at,
            assume,
            records: chronicle.records,
            findings,
            clock_findings,
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
        request: TimelineRequest,
        media: &str,
        by: &Actor,
    ) -> Result<TimelineReport, CaseworkError> {
        let report = self.timeline(id, request)?;
        let detail = json!({
            "media": media,
            "entries": report.entries.len(),
            "through_seq": report.cut,
            "assume": request.assume.to_string(),
            "known_at": request.known_at.map(|at| at.to_string()),
        });
        let entry =
            NewEntry::new(EntryType::Export, by.clone(), "timeline.export").object("incident", id).detail(detail);
        self.ledger.append(entry).during("enter an export")?;
        Ok(report)
    }

    /// How one exhibit of a case stands to another, of when they were stamped and of when they happened.
    ///
    /// # Errors
    /// There is no such case or exhibit, or a store could not be read.
    pub fn order_of(&self, id: u64, a: u32, b: u32, assume: AssumptionSet) -> Result<OrderReport, CaseworkError> {
        let (_, entries) = self.incident(id)?;
        let find = |number: u32| {
            let entry = entries.iter().find(|entry| entry.number == number && entry.retraction.is_none());
            entry.map(|entry| (entry.exhibit(), entry.seq)).ok_or_else(|| {
                CaseworkError::new(
                    "say an order",
                    CaseworkErrorKind::NotFound(format!("exhibit {number} in case {id}")),
                )
            })
        };
        let (a, b) = (find(a)?, find(b)?);
        let standing = || entries.iter().filter(|of| of.retraction.is_none());
        let seqs: Vec<Seq> = standing().map(|of| of.seq).collect();
        let chronicle = self.chronicle(&seqs, assume)?;
        let statements = [Moment::Stamped, Moment::Happened].map(|moment| (moment, chronicle.relate(a.1, b.1, moment)));
        let [a, b] = [a, b].map(|(exhibit, seq)| {
            let at = |moment| chronicle.interval(seq, moment).map_or(Interval::UNKNOWN, |(interval, _)| interval);
            OrderedExhibit { exhibit, seq, stamped: at(Moment::Stamped), happened: at(Moment::Happened) }
        });
        let exhibits = standing().map(|of| (of.seq, of.exhibit())).collect();
        Ok(OrderReport { statements: statements.into(), exhibits, cut: chronicle.chronology.cut(), a, b })
    }

    /// A cited entry: its frozen form is what is shown, its times are read again. Where its evidence is not there any
    /// more (erased, lost), the citation stands and nothing is known of its time beyond what it says.
    fn read_cited(&self, entry: IncidentEntry, known_at: Option<UtcNanos>) -> Result<ReportEntry, CaseworkError> {
        let event: Json = serde_json::from_str(&entry.event.json).unwrap_or(Json::Null);
        let read = self.read_event_known_at(entry.seq, known_at)?;
        let feed = read.as_ref().map_or_else(String::new, |read| read.feed.name.clone());
        let time = read.map_or_else(|| frozen_time(&event, entry.added_at), |read| read.event.time);
        Ok(ReportEntry {
            time,
            best: time.at,
            rests_on: AssumptionSet::NONE,
            copies: Vec::new(),
            retellings: Vec::new(),
            entry,
            event,
            feed,
            towards_next: None,
            towards_next_rests_on: AssumptionSet::NONE,
            happened_before_next: false,
        })
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

/// The entries in the order of the line, each with the intervals that its clock's model gives. Entries without evidence
/// stand where their written time would have them.
fn line_up(mut cited: Vec<ReportEntry>, chronicle: &Chronicle) -> Vec<ReportEntry> {
    let chronology = &chronicle.chronology;
    let line = chronology.line();
    let ranks: BTreeMap<Seq, usize> = line.iter().enumerate().map(|(rank, id)| (id.seq, rank)).collect();
    let (copies, retellings) = (chronology.copies(), chronology.retellings());
    let numbers: BTreeMap<Seq, u32> = cited.iter().map(|of| (of.entry.seq, of.entry.number)).collect();
    for of in &mut cited {
        let id = EventId::of(of.entry.seq);
        for moment in [Moment::Stamped, Moment::Happened] {
            let Some((interval, rests_on)) = chronology.interval(id, moment) else { continue };
            match moment {
                Moment::Stamped => of.time.stamped = interval,
                Moment::Happened => of.time.happened = interval,
            }
            of.rests_on = of.rests_on.union(rests_on);
            if rests_on.contains(Assumption::OwnClockRight) {
                of.time.reasons.insert(Reason::OwnClockUnsynchronised);
            }
        }
        if let Some(timing) = chronology.timing(id) {
            of.best = UtcNanos(timing.best);
        }
        let list = |of: &BTreeMap<EventId, Vec<EventId>>| -> Vec<Seq> {
            of.get(&id).map(|ids| ids.iter().map(|id| id.seq).collect()).unwrap_or_default()
        };
        of.copies = list(&copies);
        let tell = |seq: Seq| Retelling { seq, exhibit: numbers.get(&seq).copied() };
        of.retellings = list(&retellings).into_iter().map(tell).collect();
    }
    let rank_of = |of: &ReportEntry| {
        let id = EventId::of(of.entry.seq);
        let first = chronology.repeats(id).unwrap_or(id);
        ranks.get(&first.seq).map(|rank| 2 * rank + 1).unwrap_or_else(|| {
            let later = |id: &EventId| chronology.timing(*id).is_some_and(|timing| timing.best > of.time.at.0);
            2 * line.iter().position(later).unwrap_or(line.len())
        })
    };
    cited.sort_by_cached_key(|of| (rank_of(of), of.entry.seq, of.entry.number));
    cited
}

/// Says of each entry how its stamp stands to the next one's, and whether the same is proven of what happened.
fn state_links(entries: &mut [ReportEntry], chronicle: &Chronicle) {
    let next: Vec<Seq> = entries.iter().skip(1).map(|of| of.entry.seq).collect();
    for (of, next) in entries.iter_mut().zip(next) {
        let happened = chronicle.relate(of.entry.seq, next, Moment::Happened);
        of.happened_before_next = happened.is_some_and(|of| of.precedence == Precedence::Before);
        let Some(statement) = chronicle.relate(of.entry.seq, next, Moment::Stamped) else {
            of.towards_next = Some(Link { relation: Relation::Undetermined, why: timeline::Why::TimeUnknown });
            continue;
        };
        let relation = match statement.precedence {
            Precedence::Before => Relation::Before,
            Precedence::After | Precedence::Undetermined => Relation::Undetermined,
        };
        of.towards_next = Some(Link { relation, why: statement.why });
        of.towards_next_rests_on = statement.assumptions;
    }
}

/// Everything that an interval or a statement rests on, each once.
fn list_assumptions(entries: &[ReportEntry], assume: AssumptionSet) -> Vec<Assumption> {
    let read = entries.iter().flat_map(|of| of.time.reasons.iter()).filter_map(Assumption::of_reason);
    // Of a receipt that is not to be relied on nothing is made.
    let is_used =
        |of: &Assumption| !matches!(of, Assumption::OwnClock | Assumption::OwnClockRight) || assume.contains(*of);
    let read: Vec<Assumption> = read.filter(is_used).collect();
    let all =
        entries.iter().fold(AssumptionSet::of(&read), |all, of| all.union(of.rests_on).union(of.towards_next_rests_on));
    let is_retold = entries.iter().any(|of| !of.retellings.is_empty());
    let all = if is_retold { all.with(Assumption::AnchorKeysUnique) } else { all };
    all.iter().collect()
}

/// True for what was received after the moment that is asked for.
fn is_later(of: &ReportEntry, known_at: Option<UtcNanos>) -> bool {
    let received = of.event.pointer("/ledgerline/received_at").and_then(Json::as_str);
    let received = received.and_then(|text| UtcNanos::parse_rfc3339(text).ok());
    known_at.is_some_and(|known_at| received.is_some_and(|received| received > known_at))
}

/// From the first to the last entry, by their likeliest moments.
fn find_span(entries: &[ReportEntry]) -> Option<Interval> {
    let best = || entries.iter().map(|of| of.best);
    Some(Interval { earliest: best().min()?, latest: best().max()? })
}

impl Casework {
    /// What was noticed of the clocks that wrote the entries, of the entries themselves, and where one who wrote any of
    /// them told of nothing in between.
    fn list_clock_findings(
        &self,
        entries: &[ReportEntry],
        chronicle: &Chronicle,
    ) -> Result<Vec<ClockFinding>, CaseworkError> {
        let chronology = &chronicle.chronology;
        let numbers: BTreeMap<Seq, u32> = entries.iter().map(|of| (of.entry.seq, of.entry.number)).collect();
        let cited = chronology.observations().filter(|of| numbers.contains_key(&of.id.seq));
        let clocks: BTreeSet<_> = cited.map(|of| of.observer).collect();
        let concerns = |finding: &&timeline::EvidenceFinding| {
            finding.observer.is_some_and(|observer| clocks.contains(&observer))
                || finding.events.iter().any(|id| numbers.contains_key(&id.seq))
        };
        let shown = chronology.findings().iter().filter(concerns).take(FINDINGS_MAX);
        let mut findings: Vec<_> = shown
            .map(|finding| ClockFinding {
                kind: finding.kind,
                observer: finding.observer.map(|id| chronicle.name_observer(id).to_owned()),
                at: finding.at,
                amount: finding.amount,
                exhibits: finding.events.iter().filter_map(|id| numbers.get(&id.seq).copied()).collect(),
                records: finding.events.iter().map(|id| id.seq).collect(),
            })
            .collect();
        if let Some(span) = find_span(entries) {
            findings.extend(self.list_gaps(chronicle, &clocks, span)?.into_iter().take(FINDINGS_MAX));
        }
        Ok(findings)
    }
}
