//! A case of four entries: a counted pair, one hostile and retracted, one without a readable time.

use model::{EventTime, FrozenEvent, Incident, IncidentEntry, IncidentStatus, Reason, Reasons, Retraction, Seq};
use report::{CheckpointHead, ClockFinding, GeneratedFrom, ReportEntry, TimelineReport};
use serde_json::{Value, json};
use stamp::{Interval, UtcNanos};
use timeline::{Assumption, AssumptionSet, Finding, FindingKind, Why};

/// 2026-11-17T07:52:03Z.
const START: i64 = 1_794_901_923_000_000_000;

/// What a log line may hold to do harm where it is shown.
pub(crate) const HOSTILE: &str = "=cmd|'/c calc'!A1 ``` `x` | [a](http://example.com) ![b](c) <script>alert(1)</script> \u{1b}[2J\u{9b}31m\u{202e}gnp\n# head \"q\"";

fn time(offset_nanos: i64, precision_nanos: i64, reasons: &[Reason]) -> EventTime {
    let at = UtcNanos(START + offset_nanos);
    let mut set = Reasons::default();
    reasons.iter().for_each(|reason| set.insert(*reason));
    let read = Interval { earliest: at, latest: at.saturating_add(precision_nanos - 1) };
    let stamped = Interval { earliest: UtcNanos::MIN, latest: UtcNanos(START + 600_000_000_000) };
    EventTime { at, read, stamped, happened: stamped, reasons: set, text: None }
}

fn entry(number: u32, event: Value, time: EventTime, why: Option<Why>) -> ReportEntry {
    let frozen = FrozenEvent {
        json: event.to_string(),
        sha256: format!("{number:064x}"),
        reader: format!("{}/1", event.pointer("/ledgerline/format").and_then(Value::as_str).unwrap_or("unknown")),
    };
    let entry = IncidentEntry {
        number,
        seq: Seq(u64::from(number) * 11),
        event: frozen,
        note: None,
        query: Some(1),
        added_at: UtcNanos(START + 3_600_000_000_000),
        added_by: "tok-7f3a".to_owned(),
        retraction: None,
    };
    ReportEntry {
        happened_before_next: false,
        best: time.at,
        rests_on: AssumptionSet::of(&[Assumption::StampsTruncate]),
        copies: Vec::new(),
        retellings: Vec::new(),
        entry,
        event,
        time,
        feed: "harbour-tcp".to_owned(),
        towards_next: why.map(Into::into),
        towards_next_rests_on: why.map_or(AssumptionSet::NONE, |why| AssumptionSet::of(why.assumptions())),
    }
}

pub(crate) fn make_report() -> TimelineReport {
    let written = [Reason::Precision, Reason::ZoneWritten, Reason::YearWritten, Reason::ReceiptBound];
    let configured = [Reason::Precision, Reason::ZoneConfigured, Reason::YearConfigured];
    let login = json!({
        "@timestamp": "2026-11-17T07:52:03.120Z",
        "event": {"action": "login", "category": ["authentication"], "outcome": "success"},
        "host": {"hostname": "jump1"}, "process": {"name": "sshd"},
        "source": {"ip": "192.0.2.10", "port": 50222}, "user": {"name": "svc-backup"},
        "ledgerline": {"format": "openssh.sshd", "seq": 11, "time": {"written": "2026-11-17T07:52:03.120Z"}},
    });
    let flow = json!({
        "@timestamp": "2026-11-17T07:52:04Z",
        "event": {"action": "deny", "category": ["network"], "type": ["connection", "denied"], "outcome": "failure"},
        "observer": {"name": "fw1"}, "network": {"transport": "tcp"}, "rule": {"id": "7", "name": "temp-any"},
        "source": {"ip": "198.51.100.7", "port": 40000}, "destination": {"ip": "192.0.2.22", "port": 22},
        "ledgerline": {"format": "fortinet.fortigate", "seq": 22, "time": {"reasons": ["zone_configured"]}},
    });
    let hostile = json!({"message": HOSTILE, "host": {"name": "\u{1b}]0;x\u{7}"}});
    let unread = json!({"event": {"original": "no time here"}, "ledgerline": {"time": {"reasons": ["time_missing"]}}});
    let mut third = entry(3, hostile, time(2_000_000_000, 60_000_000_000, &configured), Some(Why::TimeUnknown));
    third.entry.note = Some(HOSTILE.to_owned());
    third.entry.retraction =
        Some(Retraction { at: UtcNanos(START), by: "tok-7f3a".to_owned(), reason: "=not | ours`".to_owned() });
    TimelineReport {
        incident: Incident {
            id: 1,
            title: "Harbour `|` [title](x)".to_owned(),
            summary: "A summary\u{1b}[31m.".to_owned(),
            status: IncidentStatus::Open,
            created_at: UtcNanos(START),
            created_by: "tok-7f3a".to_owned(),
        },
        entries: vec![
            entry(1, login, time(120_000_000, 1_000_000, &written), Some(Why::CounterGrows)),
            entry(2, flow, time(1_000_000_000, 1_000_000_000, &configured), Some(Why::IntervalsOverlap)),
            third,
            entry(4, unread, time(9_000_000_000, 1, &[Reason::TimeMissing]), None),
        ],
        cut: Seq(300),
        known_at: Some(UtcNanos(START + 3_600_000_000_000)),
        assumptions: vec![Assumption::StampsTruncate, Assumption::CounterGrows],
        assume: AssumptionSet::DEFAULT,
        records: 4,
        clock_findings: vec![
            ClockFinding {
                kind: FindingKind::ClockStepped,
                observer: Some("fw1\u{1b}[2J".to_owned()),
                at: Some(Interval { earliest: UtcNanos(START), latest: UtcNanos(START + 60_000_000_000) }),
                amount: Some(-95_000_000_000),
                exhibits: vec![2],
                records: vec![Seq(22)],
            },
            ClockFinding {
                kind: FindingKind::StreamSilent,
                observer: Some("sensor|`1`".to_owned()),
                at: Some(Interval {
                    earliest: UtcNanos(START + 500_000_000),
                    latest: UtcNanos(START + 3_600_000_000_000),
                }),
                amount: None,
                exhibits: vec![],
                records: vec![Seq(21), Seq(40)],
            },
        ],
        findings: vec![Finding { kind: FindingKind::CounterRunsBack, exhibits: vec![1, 2] }],
        generated_from: GeneratedFrom {
            checkpoint: Some(CheckpointHead { size: 12, root: "ab".repeat(32) }),
            engine: "ledgerline 0.1.0".to_owned(),
        },
    }
}
