//! `microsoft.entra`: the audit log of Entra ID (Azure Active Directory), as Microsoft Graph gives it
//! (<https://learn.microsoft.com/en-us/graph/api/resources/directoryaudit>) and as rows of Microsoft Sentinel's table
//! `AuditLogs` (<https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/auditlogs>), where who did it and
//! to what stand as JSON in a text.

use model::{Fact, Field, Format, Name, Record, Span, TimeRole, Value};

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Address, Is, IsNoted, Noted, Says, Time},
            Sayings, Slot,
        },
        json::{Kind, Leaves},
        names::Names,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "microsoft.entra", version: 1 },
    sign: Sign::AnyMembers(&[
        &["OperationName", "LoggedByService", "InitiatedBy"],
        &["activityDisplayName", "loggedByService", "initiatedBy"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect { find: |path| MEANINGS.find(path), wrappers: &[] };

/// How it ended.
const RESULTS: Sayings = &[
    ("success", &[(Field::EventOutcome, "success")]),
    ("failure", &[(Field::EventOutcome, "failure")]),
    ("timeout", &[(Field::EventOutcome, "failure")]),
];

/// What was done to its object.
const OPERATIONS: Sayings = &[
    ("Add", &[(Field::EventType, "creation")]),
    ("Assign", &[(Field::EventType, "change")]),
    ("Update", &[(Field::EventType, "change")]),
    ("Delete", &[(Field::EventType, "deletion")]),
    ("Unassign", &[(Field::EventType, "change")]),
];

static MEANINGS: Names<Means, 33> = Names::new([
    ("TimeGenerated", Noted(Slot::Text)),
    ("ActivityDateTime", Time(TimeRole::Event)),
    ("activityDateTime", Time(TimeRole::Event)),
    ("OperationName", IsNoted(Field::EventCode, Slot::Action)),
    ("activityDisplayName", IsNoted(Field::EventCode, Slot::Action)),
    ("ActivityDisplayName", Is(Field::Message)),
    ("Id", Is(Field::EventId)),
    ("id", Is(Field::EventId)),
    ("CorrelationId", Is(Field::TraceId)),
    ("correlationId", Is(Field::TraceId)),
    ("Result", Says(RESULTS)),
    ("result", Says(RESULTS)),
    ("ResultDescription", Is(Field::EventReason)),
    ("resultReason", Is(Field::EventReason)),
    ("ResultReason", Is(Field::EventReason)),
    ("LoggedByService", Is(Field::EventProvider)),
    ("loggedByService", Is(Field::EventProvider)),
    ("Category", Is(Field::EventDataset)),
    ("category", Is(Field::EventDataset)),
    ("AADOperationType", IsNoted(Field::Tags, Slot::Class)),
    ("operationType", IsNoted(Field::Tags, Slot::Class)),
    ("AADTenantId", Is(Field::OrganizationId)),
    ("Identity", Is(Field::UserFullName)),
    ("UserAgent", Is(Field::UserAgentOriginal)),
    ("InitiatedBy", Noted(Slot::Actor)),
    ("TargetResources", Noted(Slot::Target)),
    ("initiatedBy.user.id", Is(Field::UserId)),
    ("initiatedBy.user.userPrincipalName", Is(Field::UserName)),
    ("initiatedBy.user.ipAddress", Address(Field::SourceIp, Field::SourceAddress)),
    ("initiatedBy.app.displayName", Is(Field::ServiceName)),
    ("targetResources.displayName", Noted(Slot::Name)),
    ("targetResources.userPrincipalName", Is(Field::UserTargetName)),
    ("targetResources.id", Noted(Slot::Number)),
]);

/// What stands within a text: below which member, and what it means.
const WITHIN: [(&str, &str, Option<Field>); 6] = [
    ("InitiatedBy", "user.userPrincipalName", Some(Field::UserName)),
    ("InitiatedBy", "user.id", Some(Field::UserId)),
    ("InitiatedBy", "user.ipAddress", Some(Field::SourceIp)),
    ("InitiatedBy", "app.displayName", Some(Field::ServiceName)),
    ("TargetResources", "userPrincipalName", Some(Field::UserTargetName)),
    ("TargetResources", "displayName", None),
];

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut audit = Document::read(body, record, &DIALECT);
    if audit.text(Slot::Action).is_empty() {
        return false;
    }
    let origin = audit.origin;
    audit.conclude_observer("Microsoft", "Entra ID", "");
    audit.conclude_kind("event");
    audit.push_once(Field::EventCategory, "iam", origin);
    audit.conclude_action(Slot::Action);
    audit.conclude_sayings(Slot::Class, OPERATIONS);
    if audit.record.first(Field::EventType).is_none() {
        audit.push_once(Field::EventType, "change", origin);
    }
    if !audit.record.times.iter().any(|time| time.role == TimeRole::Event) && audit.has(Slot::Text) {
        let span = audit.span(Slot::Text);
        audit.record.push_time(TimeRole::Event, stamp::Form::Rfc3339, span);
    }
    for (slot, member) in [(Slot::Actor, "InitiatedBy"), (Slot::Target, "TargetResources")] {
        if audit.has(slot) {
            let span = audit.span(slot);
            take_within(body.raw, span, member, audit.record);
        }
    }
    true
}

/// Takes what a member says in the JSON that stands in its text. Its place is that of the whole text.
fn take_within(raw: &[u8], span: Span, member: &str, record: &mut Record) {
    let is_member = |fact: &&Fact| fact.value.span() == span && fact.field.is_none();
    let Some(text) = record.facts.iter().find(is_member).map(|fact| fact.value.text(raw).into_owned()) else { return };
    let bytes = text.as_bytes();
    let leaves = Leaves::read(bytes, Span::new(0, bytes.len()));
    for leaf in leaves.iter(bytes) {
        let meant = WITHIN.iter().find(|(of, path, _)| *of == member && path.as_bytes() == leaf.path);
        let Some((_, path, field)) = meant.filter(|_| leaf.kind != Kind::Null && leaf.is_whole) else { continue };
        let value = Value::Text { text: leaf.value.text(bytes).into_owned().into(), span };
        let name = Name::Path(format!("{member}.{path}").into());
        record.facts.push(Fact { name, field: *field, value });
    }
}
