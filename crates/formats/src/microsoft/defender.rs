//! Microsoft Defender XDR: incidents with their alerts, single alerts, and rows of advanced hunting.
//!
//! Written after "Incidents API" and "Streaming API" of Defender XDR and "Alerts API" of Defender for Endpoint:
//! <https://learn.microsoft.com/en-us/defender-xdr/api-list-incidents>,
//! <https://learn.microsoft.com/en-us/defender-xdr/streaming-api>,
//! <https://learn.microsoft.com/en-us/defender-endpoint/api/alerts>. An incident is a state that changes: the time of
//! its record is that of its last change, the time of what it tells of is `event.start` to `event.end`.

mod additional;
mod columns;
mod hunting;

use model::{Field, Format, Record, TimeRole};

use self::{additional::ADDITIONAL, columns::HUNTING};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Address, Both, Is, IsNoted, IsSays, Noted, Severity, Techniques, Time},
            Sayings, Slot,
        },
        names::Names,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "microsoft.defender", version: 5 },
    sign: Sign::AnyMembers(&[
        &["incidentId", "incidentName"],
        &["alertId", "incidentId", "serviceSource"],
        &["alertId", "serviceSource", "detectionSource"],
        &["incidentId", "machineId", "detectionSource"],
        &["alertCreationTime", "machineId"],
        &["category", "operationName", "properties", "tenantId"],
        &["category", "operationName", "properties", "Tenant"],
        &["Timestamp", "ActionType"],
        &["TimeGenerated", "ActionType", "Type"],
        &["TimeGenerated", "DeviceId", "Type"],
        &["TimeGenerated", "AlertId", "Type"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect { find: find_row, wrappers: &["properties."] };

/// An incident's own members stand at its top; alerts stand in `alerts` or alone, their entities in them.
fn find_row(path: &[u8]) -> Option<&'static (&'static str, Means)> {
    if let Some(member) = path.strip_prefix(b"AdditionalFields.") {
        return ADDITIONAL.find(member);
    }
    let inner = path.strip_prefix(b"alerts.").unwrap_or(path);
    let evidence = inner.strip_prefix(b"entities.").or_else(|| inner.strip_prefix(b"evidence."));
    match evidence {
        Some(path) => EVIDENCE.find(path),
        // What the incident says of itself as a whole.
        None if inner.len() < path.len()
            && matches!(inner, b"creationTime" | b"lastUpdatedTime" | b"severity" | b"status") =>
        {
            None
        }
        None if inner.len() < path.len() => ALERT.find(inner),
        None => INCIDENT.find(path).or_else(|| ALERT.find(path)).or_else(|| HUNTING.find(path)),
    }
}

/// `status` of an alert or incident.
pub(super) const STATUSES: Sayings = &[
    ("New", &[(Field::EventType, "info")]),
    ("Active", &[(Field::EventType, "info")]),
    ("InProgress", &[(Field::EventType, "info")]),
    ("Resolved", &[(Field::EventType, "end")]),
    ("Closed", &[(Field::EventType, "end")]),
    ("Redirected", &[(Field::EventType, "end")]),
];

/// The category of an alert: a tactic of ATT&CK, or one of Microsoft's own words.
pub(super) const CATEGORIES: Sayings = &[
    ("Malware", &[(Field::EventCategory, "malware")]),
    ("Ransomware", &[(Field::EventCategory, "malware")]),
    ("UnwantedSoftware", &[(Field::EventCategory, "malware")]),
    ("InitialAccess", &[(Field::ThreatTacticName, "Initial Access")]),
    ("Execution", &[(Field::ThreatTacticName, "Execution")]),
    ("Persistence", &[(Field::ThreatTacticName, "Persistence")]),
    ("PrivilegeEscalation", &[(Field::ThreatTacticName, "Privilege Escalation")]),
    ("DefenseEvasion", &[(Field::ThreatTacticName, "Defense Evasion")]),
    ("CredentialAccess", &[(Field::ThreatTacticName, "Credential Access")]),
    ("Discovery", &[(Field::ThreatTacticName, "Discovery")]),
    ("Reconnaissance", &[(Field::ThreatTacticName, "Reconnaissance")]),
    ("LateralMovement", &[(Field::ThreatTacticName, "Lateral Movement")]),
    ("Collection", &[(Field::ThreatTacticName, "Collection")]),
    ("CommandAndControl", &[(Field::ThreatTacticName, "Command and Control")]),
    ("Exfiltration", &[(Field::ThreatTacticName, "Exfiltration")]),
    ("Impact", &[(Field::ThreatTacticName, "Impact")]),
];

static INCIDENT: Names<Means, 6> = Names::new([
    ("id", Is(Field::EventId)),
    ("lastUpdateTime", Time(TimeRole::Event)),
    ("createdTime", Time(TimeRole::Created)),
    ("incidentName", IsNoted(Field::Message, Slot::Name)),
    ("incidentUri", Is(Field::EventUrl)),
    ("tags", Is(Field::Tags)),
]);

static ALERT: Names<Means, 46> = Names::new([
    ("alertId", IsNoted(Field::EventId, Slot::Proof)),
    ("alertCreationTime", Time(TimeRole::Created)),
    ("creationTime", Time(TimeRole::Created)),
    ("lastUpdatedTime", Time(TimeRole::Event)),
    ("lastUpdateTime", Time(TimeRole::Event)),
    ("firstActivity", Time(TimeRole::Start)),
    ("lastActivity", Time(TimeRole::End)),
    ("firstEventTime", Time(TimeRole::Start)),
    ("lastEventTime", Time(TimeRole::End)),
    ("title", Both(Field::RuleName, Field::Message)),
    ("description", Is(Field::RuleDescription)),
    ("category", IsSays(Field::RuleCategory, CATEGORIES)),
    ("severity", Severity),
    ("status", IsSays(Field::EventReason, STATUSES)),
    ("serviceSource", Both(Field::EventProvider, Field::ObserverName)),
    ("detectorId", Is(Field::RuleId)),
    ("alertUri", Is(Field::EventUrl)),
    ("actorName", Is(Field::ThreatGroupName)),
    ("threatFamilyName", Is(Field::ThreatSoftwareName)),
    ("threatName", Is(Field::ThreatSoftwareName)),
    ("mitreTechniques", Techniques),
    ("machineId", Is(Field::HostId)),
    ("computerDnsName", Both(Field::HostHostname, Field::HostName)),
    ("relatedUser.userName", Is(Field::UserName)),
    ("relatedUser.domainName", Is(Field::UserDomain)),
    ("loggedOnUsers.accountName", Is(Field::RelatedUser)),
    ("devices.mdatpDeviceId", Is(Field::HostId)),
    ("devices.deviceId", Is(Field::HostId)),
    ("devices.deviceDnsName", Both(Field::HostHostname, Field::HostName)),
    ("devices.osPlatform", Is(Field::HostOsName)),
    ("devices.version", Is(Field::HostOsVersion)),
    ("devices.lastIpAddress", Is(Field::HostIp)),
    ("devices.lastExternalIpAddress", Is(Field::HostIp)),
    ("devices.loggedOnUsers.accountName", Is(Field::RelatedUser)),
    ("devices.loggedOnUsers.domainName", Is(Field::UserDomain)),
    ("evidence.url", Is(Field::UrlFull)),
    // What an alert of advanced hunting calls the same.
    ("AlertId", IsNoted(Field::EventId, Slot::Proof)),
    ("Title", Both(Field::RuleName, Field::Message)),
    ("Category", IsSays(Field::RuleCategory, CATEGORIES)),
    ("Categories", Is(Field::RuleCategory)),
    ("Severity", Severity),
    ("AttackTechniques", Techniques),
    ("ServiceSource", Both(Field::EventProvider, Field::ObserverName)),
    ("MachineGroup", Is(Field::GroupName)),
    ("ThreatFamily", Is(Field::ThreatSoftwareName)),
    ("operationName", Noted(Slot::Activity)),
]);

/// The entities or evidence of an alert: users, files, processes, addresses, and so on.
static EVIDENCE: Names<Means, 38> = Names::new([
    ("fileName", Is(Field::FileName)),
    ("filePath", Is(Field::FilePath)),
    ("sha1", Is(Field::FileHashSha1)),
    ("sha256", Is(Field::FileHashSha256)),
    ("md5", Is(Field::FileHashMd5)),
    ("processId", Is(Field::ProcessPid)),
    ("processCommandLine", Is(Field::ProcessCommandLine)),
    ("parentProcessId", Is(Field::ProcessParentPid)),
    ("parentProcessFileName", Is(Field::ProcessParentName)),
    ("parentProcessFilePath", Is(Field::ProcessParentExecutable)),
    ("accountName", Is(Field::UserName)),
    ("domainName", Is(Field::UserDomain)),
    ("userSid", Is(Field::UserId)),
    ("aadUserId", Is(Field::UserId)),
    ("userPrincipalName", Is(Field::UserEmail)),
    ("mailboxDisplayName", Is(Field::UserFullName)),
    ("mailboxAddress", Is(Field::UserEmail)),
    ("ipAddress", Address(Field::RelatedIp, Field::RelatedHosts)),
    ("url", Is(Field::UrlFull)),
    ("deviceId", Is(Field::HostId)),
    ("hostName", Both(Field::HostHostname, Field::HostName)),
    ("registryKey", Is(Field::RegistryKey)),
    ("registryHive", Is(Field::RegistryPath)),
    ("registryValueName", Is(Field::RegistryValue)),
    ("registryValue", Is(Field::RegistryValue)),
    ("senderAddress", Is(Field::EmailFromAddress)),
    ("sender", Is(Field::EmailFromAddress)),
    ("recipient", Is(Field::EmailToAddress)),
    ("recipients", Is(Field::EmailToAddress)),
    ("subject", Is(Field::EmailSubject)),
    ("senderIP", Is(Field::SourceIp)),
    ("senderIp", Is(Field::SourceIp)),
    ("internetMessageId", Is(Field::EmailMessageId)),
    ("networkMessageId", Is(Field::EmailLocalId)),
    ("deliveryAction", Is(Field::EventReason)),
    ("cloudResourceId", Is(Field::CloudInstanceId)),
    ("applicationName", Is(Field::ServiceName)),
    ("entityType", Noted(Slot::Target)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut document = Document::read(body, record, &DIALECT);
    let table = hunting::name_table(document.record, body.raw);
    // A row that a query gave does not say of which table.
    let table = table.or_else(|| document.has(Slot::Action).then(|| (b"".as_slice(), document.span(Slot::Action))));
    if (document.has(Slot::Activity) || document.has(Slot::Kind)) && table.is_none() {
        // An export of another Azure service has the same members at its top.
        return false;
    }
    document.conclude_observer("Microsoft", "Defender XDR", "edr");
    match table {
        Some(table) => hunting::conclude(&mut document, body, table),
        None => {
            let origin = document.origin;
            document.conclude_kind("alert");
            document.push_once(Field::EventCategory, "intrusion_detection", origin);
            let is_incident = document.has(Slot::Name);
            document.push_once(Field::EventAction, if is_incident { "incident" } else { "alert" }, origin);
            document.conclude_time();
        }
    }
    true
}
