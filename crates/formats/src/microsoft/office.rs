//! `microsoft.office`: the unified audit log of Microsoft 365, as its Management Activity API gives it
//! (<https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema>) and
//! as rows of Microsoft Sentinel's table `OfficeActivity`
//! (<https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/officeactivity>). `event.id` is the record's
//! own id, which every product that passes it on keeps.

use model::{Field, Format, Record, TimeRole};

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Address, Both, Is, IsNoted, IsSays, Time},
            Sayings, Slot,
        },
        names::Names,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "microsoft.office", version: 1 },
    sign: Sign::AnyMembers(&[
        &["OfficeWorkload", "Operation", "TimeGenerated"],
        &["CreationTime", "Operation", "RecordType", "Workload"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect { find: |path| MEANINGS.find(path), wrappers: &[] };

/// How it ended.
const RESULTS: Sayings = &[
    ("Succeeded", &[(Field::EventOutcome, "success")]),
    ("Success", &[(Field::EventOutcome, "success")]),
    ("True", &[(Field::EventOutcome, "success")]),
    ("PartiallySucceeded", &[(Field::EventOutcome, "success")]),
    ("Failed", &[(Field::EventOutcome, "failure")]),
    ("Failure", &[(Field::EventOutcome, "failure")]),
    ("False", &[(Field::EventOutcome, "failure")]),
];

/// What each service's records are about.
const WORKLOADS: Sayings = &[
    ("Exchange", &[(Field::EventCategory, "email")]),
    ("SharePoint", &[(Field::EventCategory, "file")]),
    ("OneDrive", &[(Field::EventCategory, "file")]),
    ("AzureActiveDirectory", &[(Field::EventCategory, "iam")]),
    ("MicrosoftTeams", &[(Field::EventCategory, "web")]),
];

/// What was done, of the operations whose kind is plain.
const OPERATIONS: Sayings = &[
    ("MailItemsAccessed", &[(Field::EventType, "access")]),
    ("FileAccessed", &[(Field::EventType, "access")]),
    ("FileDownloaded", &[(Field::EventType, "access")]),
    ("FileUploaded", &[(Field::EventType, "creation")]),
    ("FileDeleted", &[(Field::EventType, "deletion")]),
    ("New-InboxRule", &[(Field::EventType, "creation")]),
    ("Set-InboxRule", &[(Field::EventType, "change")]),
    ("Add-MailboxPermission", &[(Field::EventType, "change")]),
    ("UserLoggedIn", &[(Field::EventType, "start")]),
    ("UserLoginFailed", &[(Field::EventType, "start"), (Field::EventOutcome, "failure")]),
];

static MEANINGS: Names<Means, 28> = Names::new([
    ("TimeGenerated", Time(TimeRole::Event)),
    ("CreationTime", Time(TimeRole::Event)),
    ("Operation", IsNoted(Field::EventCode, Slot::Action)),
    ("Id", Is(Field::EventId)),
    ("OfficeId", Is(Field::EventId)),
    ("OfficeWorkload", IsNoted(Field::EventProvider, Slot::Kind)),
    ("Workload", IsNoted(Field::EventProvider, Slot::Kind)),
    ("ResultStatus", IsSays(Field::EventReason, RESULTS)),
    ("UserId", Both(Field::UserName, Field::UserEmail)),
    ("LogonUserSid", Is(Field::UserId)),
    ("MailboxOwnerUPN", Is(Field::UserTargetName)),
    ("ClientIP", Address(Field::SourceIp, Field::SourceAddress)),
    ("ClientIPAddress", Address(Field::SourceIp, Field::SourceAddress)),
    ("Client_IPAddress", Address(Field::SourceIp, Field::SourceAddress)),
    ("ActorIpAddress", Address(Field::SourceIp, Field::SourceAddress)),
    ("ClientInfoString", Is(Field::UserAgentOriginal)),
    ("UserAgent", Is(Field::UserAgentOriginal)),
    ("OrganizationName", Is(Field::OrganizationName)),
    ("OrganizationId", Is(Field::OrganizationId)),
    ("SourceFileName", Is(Field::FileName)),
    ("SourceFileExtension", Is(Field::FileExtension)),
    ("OfficeObjectId", Is(Field::UrlOriginal)),
    ("ObjectId", Is(Field::UrlOriginal)),
    ("InternetMessageId", Is(Field::EmailMessageId)),
    ("Item.InternetMessageId", Is(Field::EmailMessageId)),
    ("Item.Subject", Is(Field::EmailSubject)),
    ("SessionId", Is(Field::SessionId)),
    ("ApplicationDisplayName", Is(Field::ServiceName)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut audit = Document::read(body, record, &DIALECT);
    if audit.text(Slot::Action).is_empty() {
        return false;
    }
    let origin = audit.origin;
    audit.conclude_observer("Microsoft", "Office 365", "");
    audit.conclude_kind("event");
    audit.conclude_action(Slot::Action);
    audit.conclude_sayings(Slot::Kind, WORKLOADS);
    audit.conclude_sayings(Slot::Action, OPERATIONS);
    if audit.record.first(Field::EventType).is_none() {
        audit.push_once(Field::EventType, "info", origin);
    }
    true
}
