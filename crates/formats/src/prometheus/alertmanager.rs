//! Prometheus Alertmanager's webhook, version 4: a group of alerts in one object; and Grafana's, which has the same
//! members and some more.
//!
//! Written after <https://prometheus.io/docs/alerting/latest/configuration/#webhook_config> and
//! <https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/>.
//! The group has no time of its own: its record's time is the first alert's start, or its end once it is resolved.

use model::{Field, Format, Name, Record, TimeRole};

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{HostPort, Is, IsNoted, Noted, Severity, Techniques, Time},
            Slot,
        },
        names::Names,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "prometheus.alertmanager", version: 2 },
    sign: Sign::AnyMembers(&[
        &["receiver", "status", "alerts"],
        &["groupKey", "status", "alerts"],
        &["labels", "annotations", "startsAt"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect {
    find: |path| MEANINGS.find(path).or_else(|| ALERT.find(path.strip_prefix(b"alerts.").unwrap_or(path))),
    wrappers: &[],
};

/// Of the group.
static MEANINGS: Names<Means, 11> = Names::new([
    ("status", Noted(Slot::Status)),
    ("groupKey", IsNoted(Field::EventId, Slot::Proof)),
    ("commonLabels.alertname", IsNoted(Field::RuleName, Slot::Name)),
    ("groupLabels.alertname", Noted(Slot::Text)),
    ("commonLabels.severity", Severity),
    ("commonAnnotations.summary", IsNoted(Field::Message, Slot::Activity)),
    ("commonAnnotations.description", Is(Field::RuleDescription)),
    ("commonAnnotations.runbook_url", Is(Field::RuleReference)),
    ("externalURL", Is(Field::EventUrl)),
    ("title", Noted(Slot::Text)),
    ("orgId", Is(Field::OrganizationId)),
]);

/// Of each alert.
static ALERT: Names<Means, 27> = Names::new([
    ("status", Noted(Slot::Status)),
    ("startsAt", Time(TimeRole::Start)),
    ("endsAt", Noted(Slot::Outcome)),
    ("fingerprint", IsNoted(Field::EventId, Slot::Proof)),
    ("generatorURL", IsNoted(Field::RuleReference, Slot::Proof)),
    ("labels.alertname", IsNoted(Field::RuleName, Slot::Name)),
    ("labels.severity", Noted(Slot::Number)),
    ("labels.instance", HostPort(Field::HostIp, Field::HostName)),
    ("labels.host", Is(Field::HostName)),
    ("labels.hostname", Is(Field::HostName)),
    ("labels.node", Is(Field::HostName)),
    ("labels.job", Is(Field::ServiceName)),
    ("labels.service", Is(Field::ServiceName)),
    ("labels.namespace", Is(Field::OrchestratorNamespace)),
    ("labels.cluster", Is(Field::OrchestratorClusterName)),
    ("labels.pod", Is(Field::OrchestratorResourceName)),
    ("labels.container", Is(Field::ContainerName)),
    ("labels.image", Is(Field::ContainerImageName)),
    ("labels.user", Is(Field::UserName)),
    ("labels.mitre", Techniques),
    ("annotations.summary", IsNoted(Field::Message, Slot::Activity)),
    ("annotations.message", IsNoted(Field::Message, Slot::Activity)),
    ("annotations.description", Is(Field::RuleDescription)),
    ("annotations.runbook_url", Is(Field::RuleReference)),
    ("silenceURL", Noted(Slot::Text)),
    ("dashboardURL", Noted(Slot::Text)),
    ("panelURL", Noted(Slot::Text)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut group = Document::read(body, record, &DIALECT);
    if !group.has(Slot::Status) && !group.has(Slot::Proof) {
        return false;
    }
    group.conclude_observer("Prometheus", "Alertmanager", "");
    group.conclude_kind("alert");
    let (status, span) = (group.text(Slot::Status), group.span(Slot::Status));
    let is_resolved = status == b"resolved";
    group.push_once(Field::EventCategory, "host", span);
    group.push_once(Field::EventAction, if is_resolved { "resolve" } else { "fire" }, span);
    group.push_once(Field::EventType, if is_resolved { "end" } else { "start" }, span);
    conclude_severity(&mut group, body.raw);
    conclude_time(&mut group, is_resolved, body.raw);
    true
}

/// The group's severity is that of all its alerts; without one, the first alert's.
fn conclude_severity(group: &mut Document<'_, '_>, raw: &[u8]) {
    if group.record.first(Field::LogLevel).is_none() && group.has(Slot::Number) {
        group.settle(Slot::Number, Field::LogLevel);
        let span = group.span(Slot::Number);
        if let Some(number) = crate::syntax::gravity::find_gravity(span.of(raw)) {
            group.record.push_number(Field::EventSeverity, number, span);
        }
    }
}

/// `endsAt` is in the year 1 while nobody knows the end, and in the future where it is a guess.
fn conclude_time(group: &mut Document<'_, '_>, is_resolved: bool, raw: &[u8]) {
    let end = group.record.facts.iter().find_map(|fact| {
        let is_end = matches!(fact.name, Name::Known("endsAt")) && !fact.value.span().of(raw).starts_with(b"0001-");
        is_end.then(|| fact.value.span())
    });
    let start = group.record.times.iter().find(|time| time.role == TimeRole::Start).map(|time| time.span);
    let end = end.filter(|_| is_resolved);
    if let Some(span) = end {
        group.record.push_time(TimeRole::End, stamp::Form::Rfc3339, span);
    }
    if let Some(span) = end.or(start) {
        group.record.push_time(TimeRole::Event, stamp::Form::Rfc3339, span);
    }
}
