//! Microsoft Sentinel: incidents as its automation and API send them, and rows of `SecurityAlert` and
//! `SecurityIncident`.
//!
//! Written after <https://learn.microsoft.com/en-us/rest/api/securityinsights/incidents/get>, the schema of the
//! incident trigger, and <https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/securityalert>. The
//! time of an incident's record is that of its last change.

use model::{Field, Format, Name, Record, TimeRole};

use super::{defender::STATUSES, entities::read_entities};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Both, Is, IsNoted, IsSays, Noted, Severity, Tactics, Techniques, Time},
            Slot,
        },
        names::Names,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "microsoft.sentinel", version: 2 },
    sign: Sign::AnyMembers(&[
        &["object", "objectSchemaType"],
        &["id", "name", "type", "properties"],
        &["SystemAlertId", "AlertName", "TimeGenerated"],
        &["SystemAlertId", "AlertDisplayName"],
        &["IncidentName", "IncidentNumber", "Title", "Severity"],
        &["time", "category", "properties", "operationName", "resourceId"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect {
    find: |path| {
        let path = path.strip_prefix(b"object.").unwrap_or(path);
        let inner = path.strip_prefix(b"properties.").unwrap_or(path);
        if let Some(alert) = inner.strip_prefix(b"alerts.properties.") {
            return ALERT.find(alert);
        }
        let entity = inner.strip_prefix(b"relatedEntities.properties.").or_else(|| inner.strip_prefix(b"Entities."));
        match entity {
            Some(path) => ENTITY.find(path),
            None => MEANINGS.find(inner),
        }
    },
    wrappers: &[],
};

/// Of incidents and of rows, without `properties.`.
static MEANINGS: Names<Means, 73> = Names::new([
    ("lastModifiedTimeUtc", Time(TimeRole::Event)),
    ("createdTimeUtc", Time(TimeRole::Created)),
    ("firstActivityTimeUtc", Time(TimeRole::Start)),
    ("lastActivityTimeUtc", Time(TimeRole::End)),
    ("type", Noted(Slot::Proof)),
    ("objectSchemaType", Noted(Slot::Class)),
    ("objectEventType", Noted(Slot::Activity)),
    ("name", Is(Field::EventId)),
    ("title", Both(Field::RuleName, Field::Message)),
    ("description", Is(Field::RuleDescription)),
    ("severity", Severity),
    ("status", IsSays(Field::EventReason, STATUSES)),
    ("incidentNumber", Is(Field::EventSequence)),
    ("incidentUrl", Is(Field::EventUrl)),
    ("providerName", Is(Field::EventProvider)),
    ("additionalData.tactics", Tactics),
    ("additionalData.techniques", Techniques),
    ("relatedAnalyticRuleIds", Is(Field::RuleId)),
    ("labels.labelName", Is(Field::Tags)),
    ("workspaceInfo.SubscriptionId", Is(Field::CloudAccountId)),
    // Rows of SecurityAlert.
    ("TimeGenerated", Noted(Slot::Text)),
    ("SystemAlertId", IsNoted(Field::EventId, Slot::Name)),
    ("AlertName", Is(Field::RuleName)),
    ("DisplayName", Both(Field::RuleName, Field::Message)),
    ("AlertDisplayName", Both(Field::RuleName, Field::Message)),
    ("AlertType", Is(Field::RuleId)),
    ("AlertSeverity", Severity),
    ("AlertLink", Is(Field::EventUrl)),
    ("Description", Is(Field::RuleDescription)),
    ("ProviderName", Is(Field::EventProvider)),
    ("ProductName", Noted(Slot::Actor)),
    ("CompromisedEntity", Is(Field::HostName)),
    ("Status", IsSays(Field::EventReason, STATUSES)),
    ("Tactics", Tactics),
    ("Techniques", Techniques),
    ("SubTechniques", Is(Field::ThreatTechniqueSubtechniqueId)),
    ("StartTime", Time(TimeRole::Start)),
    ("StartTimeUtc", Time(TimeRole::Start)),
    ("EndTime", Time(TimeRole::End)),
    ("EndTimeUtc", Time(TimeRole::End)),
    ("ProcessingEndTime", Time(TimeRole::Created)),
    ("TimeGeneratedUtc", Time(TimeRole::Event)),
    ("Severity", Severity),
    ("WorkspaceSubscriptionId", Is(Field::CloudAccountId)),
    ("TenantId", Is(Field::OrganizationId)),
    ("RemediationSteps", Noted(Slot::Direction)),
    ("Entities", Noted(Slot::Target)),
    // Rows of SecurityIncident.
    ("IncidentName", IsNoted(Field::EventId, Slot::Outcome)),
    ("IncidentNumber", Is(Field::EventSequence)),
    ("IncidentUrl", Is(Field::EventUrl)),
    ("Title", Both(Field::RuleName, Field::Message)),
    ("FirstActivityTime", Time(TimeRole::Start)),
    ("LastActivityTime", Time(TimeRole::End)),
    ("CreatedTime", Time(TimeRole::Created)),
    ("LastModifiedTime", Time(TimeRole::Event)),
    ("AdditionalData.tactics", Tactics),
    ("AdditionalData.techniques", Techniques),
    ("RelatedAnalyticRuleIds", Is(Field::RuleId)),
    ("Labels.labelName", Is(Field::Tags)),
    ("alertDisplayName", Both(Field::RuleName, Field::Message)),
    ("alertSeverity", Severity),
    ("time", Noted(Slot::Text)),
    ("category", Noted(Slot::Kind)),
    ("systemAlertId", IsNoted(Field::EventId, Slot::Name)),
    ("timeGenerated", Time(TimeRole::Event)),
    ("tactics", Tactics),
    ("startTimeUtc", Time(TimeRole::Start)),
    ("endTimeUtc", Time(TimeRole::End)),
    ("processingEndTime", Time(TimeRole::Created)),
    ("alertType", Is(Field::RuleId)),
    ("alertLink", Is(Field::EventUrl)),
    ("productName", Is(Field::EventProvider)),
    ("compromisedEntity", Is(Field::HostName)),
]);

/// Of the alerts of an incident.
static ALERT: Names<Means, 9> = Names::new([
    ("systemAlertId", Noted(Slot::Number)),
    ("alertDisplayName", Is(Field::RuleName)),
    ("description", Is(Field::RuleDescription)),
    ("tactics", Tactics),
    ("additionalData.Techniques", Techniques),
    ("alertType", Is(Field::RuleId)),
    ("productName", Is(Field::EventProvider)),
    ("compromisedEntity", Is(Field::RelatedHosts)),
    ("alertLink", Is(Field::RuleReference)),
]);

/// Of the entities of an incident.
static ENTITY: Names<Means, 30> = Names::new([
    ("accountName", Is(Field::UserName)),
    ("upnSuffix", Is(Field::UserDomain)),
    ("ntDomain", Is(Field::UserDomain)),
    ("sid", Is(Field::UserId)),
    ("aadUserId", Is(Field::UserId)),
    ("displayName", Is(Field::UserFullName)),
    ("hostName", Is(Field::HostHostname)),
    ("dnsDomain", Is(Field::HostDomain)),
    ("netBiosName", Is(Field::HostName)),
    ("osFamily", Is(Field::HostOsName)),
    ("azureID", Is(Field::CloudInstanceId)),
    ("address", Is(Field::RelatedIp)),
    ("domainName", Is(Field::DnsQuestionName)),
    ("url", Is(Field::UrlFull)),
    ("fileName", Is(Field::FileName)),
    ("directory", Is(Field::FileDirectory)),
    ("hashValue", Means::Hash),
    ("processId", Is(Field::ProcessPid)),
    ("commandLine", Is(Field::ProcessCommandLine)),
    ("malwareName", Is(Field::ThreatSoftwareName)),
    ("key", Is(Field::RegistryKey)),
    ("valueName", Is(Field::RegistryValue)),
    ("recipient", Is(Field::EmailToAddress)),
    ("sender", Is(Field::EmailFromAddress)),
    ("p1Sender", Is(Field::EmailFromAddress)),
    ("subject", Is(Field::EmailSubject)),
    ("senderIP", Is(Field::SourceIp)),
    ("mailboxPrimaryAddress", Is(Field::UserEmail)),
    ("resourceId", Is(Field::CloudInstanceId)),
    ("appName", Is(Field::ServiceName)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut incident = Document::read(body, record, &DIALECT);
    let kind = incident.text(Slot::Proof);
    let is_row = incident.has(Slot::Name) || incident.has(Slot::Outcome);
    // Resources of Azure all have an id, a name, a type and properties.
    let is_resource =
        kind.len() > 26 && kind.get(..26).is_some_and(|head| head.eq_ignore_ascii_case(b"Microsoft.SecurityInsights"));
    if !is_resource && !is_row && !incident.text(Slot::Class).eq_ignore_ascii_case(b"Incident") {
        return false;
    }
    let origin = incident.origin;
    incident.conclude_observer("Microsoft", "Sentinel", "siem");
    incident.conclude_kind("alert");
    incident.push_once(Field::EventCategory, "intrusion_detection", origin);
    incident.push_once(Field::EventType, "info", origin);
    let is_alert = incident.has(Slot::Name);
    incident.push_once(Field::EventAction, if is_alert { "alert" } else { "incident" }, origin);
    let span = incident.span(Slot::Target);
    let entities = incident.record.facts.iter().find(|fact| fact.name == Name::Known("Entities"));
    if let Some(text) = entities.map(|fact| fact.value.text(body.raw).into_owned()) {
        read_entities(&text, span, incident.record);
    }
    // A row's time is that of its arrival where it has none of its own.
    if !incident.record.times.iter().any(|time| time.role == TimeRole::Event) && incident.has(Slot::Text) {
        let span = incident.span(Slot::Text);
        incident.record.push_time(TimeRole::Event, stamp::Form::Rfc3339, span);
    }
    true
}
