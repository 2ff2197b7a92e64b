//! The timeline as JSON: what the API answers and the command line prints.

use serde_json::{Value, json};
use timeline::{Assumption, AssumptionSet, Finding, Link, Relation};

use crate::{
    ClockFinding, ReportEntry, Retelling, TimelineReport,
    moment::{find_precision, list_reasons, render_interval},
    phrase::{name_observer, summarize_event},
};

/// The timeline as JSON. Every key is always there, null where there is nothing to say; keys are sorted.
///
/// `event_sha256` is over the RFC 8785 form of `event`. Ends of intervals are RFC 3339 in UTC, null where unknown.
#[must_use]
pub fn render_json(report: &TimelineReport) -> Value {
    let incident = &report.incident;
    let checkpoint = report.generated_from.checkpoint.as_ref();
    json!({
        "incident": {
            "id": incident.id,
            "title": incident.title,
            "summary": incident.summary,
            "status": incident.status,
            "created_at": incident.created_at.to_string(),
            "created_by": incident.created_by,
        },
        "entries": report.entries.iter().map(render_entry).collect::<Vec<_>>(),
        "through_seq": report.cut,
        "known_at": report.known_at.map(|at| at.to_string()),
        "assumptions": report.assumptions.iter().map(render_assumption).collect::<Vec<_>>(),
        "assume": report.assume.to_string(),
        "records_modelled": report.records,
        "findings": report.findings.iter().map(render_finding).collect::<Vec<_>>(),
        "clock_findings": report.clock_findings.iter().map(render_clock_finding).collect::<Vec<_>>(),
        "generated_from": {
            "checkpoint": checkpoint.map(|head| json!({"size": head.size, "root": head.root})),
            "engine": report.generated_from.engine,
        },
    })
}

fn render_entry(of: &ReportEntry) -> Value {
    let (entry, time) = (&of.entry, &of.time);
    json!({
        "exhibit": entry.exhibit(),
        "number": entry.number,
        "seq": entry.seq,
        "feed": of.feed,
        "observer": name_observer(&of.event),
        "summary": summarize_event(&of.event),
        "time": {
            "at": time.at.to_string(),
            "precision_nanos": find_precision(time),
            "written": of.event.pointer("/ledgerline/time/written"),
            "read": render_interval(time.read),
            "stamped": render_interval(time.stamped),
            "happened": render_interval(time.happened),
            "best": of.best.to_string(),
            "reasons": list_reasons(time.reasons),
            "assumptions": list_names(of.rests_on),
        },
        "copies": of.copies,
        "retellings": of.retellings.iter().map(render_retelling).collect::<Vec<_>>(),
        "event": of.event,
        "event_sha256": entry.event.sha256,
        "reader": entry.event.reader,
        "note": entry.note,
        "query": entry.query,
        "added_at": entry.added_at.to_string(),
        "added_by": entry.added_by,
        "retraction": entry.retraction.as_ref().map(|retraction| json!({
            "at": retraction.at.to_string(),
            "by": retraction.by,
            "reason": retraction.reason,
        })),
        "towards_next": of.towards_next.map(|link| render_link(link, of)),
    })
}

fn render_retelling(of: &Retelling) -> Value {
    json!({"seq": of.seq, "exhibit": of.exhibit.map(|number| format!("EX-{number:04}"))})
}

fn render_link(link: Link, of: &ReportEntry) -> Value {
    json!({
        "relation": link.relation.name(),
        "why": link.why.name(),
        "sentence": link.why.sentence(),
        "assumptions": list_names(of.towards_next_rests_on),
        "happened": if of.happened_before_next { Relation::Before.name() } else { Relation::Undetermined.name() },
    })
}

fn render_assumption(assumption: &Assumption) -> Value {
    json!({"name": assumption.name(), "sentence": assumption.sentence(), "source": assumption.source().name()})
}

fn render_finding(finding: &Finding) -> Value {
    json!({
        "kind": finding.kind.name(),
        "sentence": finding.kind.sentence(),
        "exhibits": list_exhibits(finding),
    })
}

/// A finding about a clock, as the API gives it.
fn render_clock_finding(finding: &ClockFinding) -> Value {
    json!({
        "kind": finding.kind.name(),
        "sentence": finding.kind.sentence(),
        "observer": finding.observer,
        "at": finding.at.map(render_interval),
        "amount": finding.amount,
        "exhibits": finding.exhibits.iter().map(|number| format!("EX-{number:04}")).collect::<Vec<_>>(),
        "records": finding.records,
    })
}

/// The names of assumptions, in their order.
pub(crate) fn list_names(of: AssumptionSet) -> Vec<&'static str> {
    of.iter().map(Assumption::name).collect()
}

/// The exhibits that a finding is about, as they are cited.
pub(crate) fn list_exhibits(finding: &Finding) -> Vec<String> {
    finding.exhibits.iter().map(|number| format!("EX-{number:04}")).collect()
}
