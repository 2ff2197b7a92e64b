//! PagerDuty's webhooks, versions 2 (`messages`) and 3 (`event`). What is sent to it is read in [`super::events`].
//!
//! Written after <https://developer.pagerduty.com/docs/webhooks-overview> and
//! <https://developer.pagerduty.com/docs/webhooks-v2-overview>.

use model::{Field, Format, Record, TimeRole};

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Is, IsNoted, Noted, Severity, Time},
            Slot,
        },
        names::Names,
    },
};

/// Its name and version.
pub(super) const FORMAT: Format = Format { name: "pagerduty.webhook", version: 2 };

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: FORMAT, sign: Sign::AnyMembers(&[&["event"], &["messages"]]), read };

const DIALECT: Dialect = Dialect { find: |path| MEANINGS.find(path), wrappers: &["event.", "messages."] };

static MEANINGS: Names<Means, 29> = Names::new([
    ("occurred_at", Time(TimeRole::Event)),
    ("created_on", Time(TimeRole::Event)),
    ("id", Is(Field::EventId)),
    ("event_type", IsNoted(Field::EventCode, Slot::Kind)),
    ("event", IsNoted(Field::EventCode, Slot::Kind)),
    ("resource_type", Noted(Slot::Proof)),
    ("agent.summary", Is(Field::UserFullName)),
    ("agent.id", Is(Field::UserId)),
    ("client.name", Noted(Slot::Text)),
    ("data.title", Is(Field::Message)),
    ("data.html_url", Is(Field::EventUrl)),
    ("data.created_at", Time(TimeRole::Start)),
    ("data.status", Is(Field::EventReason)),
    ("data.incident_key", Noted(Slot::Number)),
    ("data.service.summary", Is(Field::ServiceName)),
    ("data.priority.summary", Severity),
    ("data.urgency", Noted(Slot::Class)),
    ("data.assignees.summary", Noted(Slot::Target)),
    ("incident.title", Is(Field::Message)),
    ("incident.id", IsNoted(Field::RuleUuid, Slot::Proof)),
    ("incident.incident_number", IsNoted(Field::EventSequence, Slot::Proof)),
    ("incident.html_url", Is(Field::EventUrl)),
    ("incident.created_at", Time(TimeRole::Start)),
    ("incident.status", Is(Field::EventReason)),
    ("incident.service.name", Is(Field::ServiceName)),
    ("incident.service.summary", Noted(Slot::Text)),
    ("incident.urgency", Noted(Slot::Class)),
    ("incident.priority.summary", Severity),
    ("incident.description", Is(Field::RuleDescription)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Document::read(body, record, &DIALECT);
    // "incident.triggered", "service.updated": the kind of a resource and what became of it.
    let (kind, span) = (event.text(Slot::Kind), event.span(Slot::Kind));
    if !event.has(Slot::Proof) || !kind.contains(&b'.') {
        return false;
    }
    event.conclude_observer("PagerDuty", "PagerDuty", "");
    let is_incident = kind.starts_with(b"incident.");
    event.conclude_kind(if is_incident { "alert" } else { "event" });
    event.conclude_action(Slot::Kind);
    event.push_once(Field::EventCategory, if is_incident { "host" } else { "configuration" }, span);
    let verb = kind.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    let word = match verb {
        b"triggered" | b"trigger" | b"reopened" => "start",
        b"resolved" | b"resolve" => "end",
        b"created" => "creation",
        b"deleted" => "deletion",
        _ => "change",
    };
    event.push_once(Field::EventType, word, span);
    event.settle(Slot::Class, Field::LogLevel);
    if event.record.first(Field::EventSeverity).is_none()
        && let Some(number) = crate::syntax::gravity::find_gravity(event.text(Slot::Class))
    {
        let span = event.span(Slot::Class);
        event.record.push_number(Field::EventSeverity, number, span);
    }
    true
}
