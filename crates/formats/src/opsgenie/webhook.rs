//! Opsgenie's webhook: an action on an alert.
//!
//! Written after <https://support.atlassian.com/opsgenie/docs/opsgenie-edge-connector-alert-action-data/>.

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

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "opsgenie.webhook", version: 1 },
    sign: Sign::AnyMembers(&[&["action", "alert", "integrationId"], &["action", "alert", "integrationName"]]),
    read,
};

const DIALECT: Dialect = Dialect { find: |path| MEANINGS.find(path), wrappers: &[] };

static MEANINGS: Names<Means, 15> = Names::new([
    ("action", IsNoted(Field::EventCode, Slot::Action)),
    ("alert.updatedAt", Time(TimeRole::Event)),
    ("alert.createdAt", Time(TimeRole::Start)),
    ("alert.alertId", Is(Field::EventId)),
    ("alert.tinyId", Is(Field::EventSequence)),
    ("alert.alias", Is(Field::RuleId)),
    ("alert.message", Is(Field::Message)),
    ("alert.description", Is(Field::RuleDescription)),
    ("alert.entity", Is(Field::HostName)),
    ("alert.source", Is(Field::EventProvider)),
    ("alert.priority", Severity),
    ("alert.username", Is(Field::UserName)),
    ("alert.tags", Is(Field::Tags)),
    ("alert.userId", Is(Field::UserId)),
    ("integrationName", Noted(Slot::Text)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Document::read(body, record, &DIALECT);
    event.conclude_observer("Atlassian", "Opsgenie", "");
    event.conclude_kind("alert");
    event.conclude_action(Slot::Action);
    let (action, span) = (event.text(Slot::Action), event.span(Slot::Action));
    event.push_once(Field::EventCategory, "host", span);
    let word = match action {
        b"Create" => "start",
        b"Close" => "end",
        b"Delete" => "deletion",
        _ => "change",
    };
    event.push_once(Field::EventType, word, span);
    if !event.record.times.iter().any(|time| time.role == TimeRole::Event)
        && let Some(time) = event.record.times.first().copied()
    {
        event.record.push_time(TimeRole::Event, time.form, time.span);
    }
    true
}
