//! CrowdStrike Falcon: its event stream, its data replicator (FDR), and the detections and alerts of its APIs.
//!
//! Written after "Streaming API Event Dictionary", "Events Full Reference (Falcon Data Replicator)" and the reference of
//! the Alerts and Detects APIs: <https://developer.crowdstrike.com/>. Process ids of Falcon are its own, unique within
//! a host; `RawProcessId` is that of the operating system. `ContextTimeStamp` is when the sensor saw it, `timestamp` when
//! the cloud received that.

mod api;
mod kinds;
mod meanings;
mod own;

use model::{Fact, Field, Format, Name, Record, Span, TimeRole};
use stamp::Form;

use self::{
    api::API,
    kinds::{FDR, STREAM, VULNERABILITY},
    meanings::MEANINGS,
    own::{conclude_context, conclude_parent, conclude_process},
};
use crate::{
    body::Body,
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::{
        cut::{is_ip, read_number},
        document::{Dialect, Document, Slot},
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "crowdstrike.falcon", version: 5 },
    sign: Sign::AnyMembers(&[
        &["metadata", "event"],
        &["event_simpleName"],
        &["fdr_event_type"],
        &["cid", "ExternalApiType"],
        &["cid", "PatternDispositionValue"],
        &["cid", "unknown_payload"],
        &["cid", "aid", "aip"],
        &["SensorId", "DetectName"],
        &["cid", "aid", "vulnerability_id"],
        &["composite_id", "agent_id"],
        &["composite_id", "severity_name"],
        &["detection_id", "behaviors"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect {
    find: |path| {
        // A vertex of the graph has what it is told of below its properties.
        let path = path.strip_prefix(b"properties.").unwrap_or(path);
        MEANINGS.find(path).or_else(|| API.find(path.strip_prefix(b"behaviors.").unwrap_or(path)))
    },
    wrappers: &["event.", "metadata.", "unknown_payload."],
};

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Document::read(body, record, &DIALECT);
    // Many a service writes `metadata` and `event`; a customer's id and a kind of event stand in none of theirs.
    if !event.has(Slot::Proof) {
        return false;
    }
    event.conclude_observer("CrowdStrike", "Falcon", "edr");
    if event.has(Slot::Class) {
        // FDR calls the version of a kind of event its name.
        let is_version = |fact: &&mut Fact| fact.name == Name::Known("name") && fact.field == Some(Field::RuleName);
        event.record.facts.iter_mut().filter(is_version).for_each(|fact| fact.field = None);
    }
    if event.has(Slot::Outcome) {
        conclude_vulnerability(&mut event);
    } else {
        conclude_kind(&mut event);
        conclude_severity(&mut event);
    }
    conclude_process(event.record, body.raw);
    conclude_parent(event.record, body.raw);
    conclude_flow(&mut event);
    conclude_audit(&mut event, body.raw);
    conclude_answers(&mut event);
    conclude_context(event.record, body.raw, body.span);
    event.conclude_time();
    true
}

/// A vulnerability is a state that changes: the time of its record is that of its last change.
fn conclude_vulnerability(event: &mut Document<'_, '_>) {
    event.conclude_kind("state");
    VULNERABILITY.push(event.span(Slot::Outcome), event.record);
    let is_change = |fact: &&Fact| fact.name == Name::Known("updated_timestamp");
    if let Some(span) = event.record.facts.iter().find(is_change).map(|fact| fact.value.span()) {
        event.record.push_time(TimeRole::Event, Form::Rfc3339, span);
    }
}

fn conclude_kind(event: &mut Document<'_, '_>) {
    // An FDR event names its kind in `event_simpleName`, one of the stream in `eventType` or `ExternalApiType`.
    let slot = if event.has(Slot::Class) { Slot::Class } else { Slot::Kind };
    let name = event.text(slot);
    let name = name.strip_prefix(b"Event_").unwrap_or(name);
    let row = FDR.iter().chain(STREAM).find(|(kind, _)| kind.as_bytes() == name).map(|(_, meaning)| *meaning);
    let meaning = row.or_else(|| name.ends_with(b"Written").then_some(kinds::WRITTEN));
    // What is known of a host, beside the events of FDR, is of no kind.
    let is_host = |fact: &Fact| fact.name == Name::Known("aid");
    let is_inventory = name.is_empty() && !event.has(Slot::Name) && event.record.facts.iter().any(is_host);
    let is_alert = meaning.is_some_and(|meaning| matches!(meaning.action, "detection" | "incident" | "block_process"))
        || meaning.is_none() && event.has(Slot::Action)
        || !event.has(Slot::Class) && !event.has(Slot::Activity) && (event.has(Slot::Name) || name.is_empty());
    let is_alert = is_alert && !is_inventory;
    event.conclude_kind(if is_alert {
        "alert"
    } else if is_inventory {
        "state"
    } else {
        "event"
    });
    match meaning {
        // An audit's action is its operation's name.
        Some(meaning) if event.has(Slot::Activity) => {
            event.conclude_action(Slot::Activity);
            push_words(&meaning, event, slot);
        }
        Some(meaning) => meaning.push(event.span(slot), event.record),
        None if is_alert => kinds::DETECTION.push(event.span(slot), event.record),
        None if is_inventory => kinds::INVENTORY.push(event.origin, event.record),
        None => {
            event.conclude_action(slot);
            let span = event.span(slot);
            event.push_once(Field::EventCategory, "host", span);
            event.push_once(Field::EventType, "info", span);
        }
    }
    if is_alert {
        conclude_disposition(event);
    }
    if meaning.is_some_and(|meaning| meaning.category == ["process"]) {
        // The file is the process's own.
        for fact in &mut event.record.facts {
            fact.field = match fact.field {
                Some(Field::FileHashMd5) => Some(Field::ProcessHashMd5),
                Some(Field::FileHashSha1) => Some(Field::ProcessHashSha1),
                Some(Field::FileHashSha256) => Some(Field::ProcessHashSha256),
                other => other,
            };
        }
    }
}

/// A detection of today counts from 0 to 100 and does not always name what that means; those of old counted to 5, and
/// named it.
fn conclude_severity(event: &mut Document<'_, '_>) {
    if event.record.first(Field::EventSeverity).is_some() {
        return;
    }
    let (text, span) = (event.text(Slot::Number), event.span(Slot::Number));
    let (word, number) = match read_number(text) {
        Some(6..=19) => ("informational", 6),
        Some(20..=39) => ("low", 5),
        Some(40..=59) => ("medium", 4),
        Some(60..=79) => ("high", 3),
        Some(80..=100) => ("critical", 2),
        _ => return,
    };
    event.record.push_word(Field::LogLevel, word, span);
    event.record.push_number(Field::EventSeverity, number, span);
}

/// A meaning without its action and outcome.
fn push_words(meaning: &Meaning, event: &mut Document<'_, '_>, slot: Slot) {
    let span = event.span(slot);
    meaning.category.iter().for_each(|word| event.record.push_word(Field::EventCategory, word, span));
    meaning.kind.iter().for_each(|word| event.record.push_word(Field::EventType, word, span));
}

/// What the sensor did: "Prevention, process was blocked from execution.", "Detection, standard detection.".
fn conclude_disposition(event: &mut Document<'_, '_>) {
    let (text, span) = (event.text(Slot::Action), event.span(Slot::Action));
    let is_prevented = text.starts_with(b"Prevention");
    event.push_once(Field::EventType, if is_prevented { "denied" } else { "info" }, span);
    if is_prevented {
        event.push_once(Field::EventOutcome, "success", span);
    }
}

/// `ConnectionDirection`: 0 went out, 1 came in, 2 is neither; `RuleAction`: 1 allows, 2 blocks.
fn conclude_flow(event: &mut Document<'_, '_>) {
    let (direction, span) = (event.text(Slot::Direction), event.span(Slot::Direction));
    let class = event.text(Slot::Class);
    // Whoever signs in over the network comes from there.
    let is_incoming = matches!(direction, b"1" | b"Inbound")
        || class.starts_with(b"NetworkReceive")
        || class.starts_with(b"UserLogon");
    let word = match direction {
        b"0" | b"Outbound" => Some("egress"),
        b"1" | b"Inbound" => Some("ingress"),
        _ => None,
    };
    if let Some(word) = word {
        event.push_once(Field::NetworkDirection, word, span);
    }
    let ends = [(Field::SourceIp, Field::SourcePort), (Field::DestinationIp, Field::DestinationPort)];
    let [near, far] = if is_incoming { [ends[1], ends[0]] } else { ends };
    // Any event may tell the sensor's own address; only one of the network has it as an end.
    let is_flow = [Slot::NearPort, Slot::FarAddress, Slot::FarPort].into_iter().any(|slot| event.has(slot));
    event.settle(Slot::NearAddress, if is_flow { near.0 } else { Field::HostIp });
    event.settle(Slot::NearPort, near.1);
    event.settle(Slot::FarAddress, far.0);
    event.settle(Slot::FarPort, far.1);
    let (verdict, span) = (event.text(Slot::Status), event.span(Slot::Status));
    match verdict {
        b"1" => event.push_once(Field::EventType, "allowed", span),
        b"2" => event.push_once(Field::EventType, "denied", span),
        _ => {}
    }
}

/// `198.51.100.7;198.51.100.8;`: what a name resolved to.
fn conclude_answers(event: &mut Document<'_, '_>) {
    const ANSWERS_MAX: usize = 64;
    if !event.text(Slot::Class).ends_with(b"DnsRequest") {
        return;
    }
    for (name, slot) in [("IP4Records", Slot::Target), ("IP6Records", Slot::Actor)] {
        let records = event.span(slot);
        let mut start = records.start as usize;
        for part in event.text(slot).split(|byte| *byte == b';').take(ANSWERS_MAX) {
            if is_ip(part) {
                event.record.push(name, Some(Field::DnsResolvedIp), Span::new(start, start + part.len()));
            }
            start += part.len() + 1;
        }
    }
}

/// An audit's details are pairs of a key and its value: some name whom it was done to.
fn conclude_audit(event: &mut Document<'_, '_>, raw: &[u8]) {
    const KEYS: &[(&str, Field)] = &[
        ("target_name", Field::UserTargetName),
        ("target_user", Field::UserTargetName),
        ("target_user_uuid", Field::UserTargetId),
        ("actor_user_uuid", Field::UserId),
        ("group_name", Field::GroupName),
        ("group_id", Field::GroupId),
        ("detection_id", Field::EventId),
        ("device_id", Field::HostId),
        ("hostname", Field::HostName),
        ("trace_id", Field::TraceId),
        ("user_agent", Field::UserAgentOriginal),
    ];
    let mut field = None;
    for fact in &mut event.record.facts {
        match fact.name {
            Name::Known("AuditKeyValues.Key") => {
                let key = fact.value.span().of(raw);
                field = KEYS.iter().find(|(name, _)| name.as_bytes() == key).map(|(_, field)| *field);
            }
            Name::Known("AuditKeyValues.ValueString") => fact.field = field.take(),
            _ => {}
        }
    }
}
