//! Hits of Sigma rules on Windows events, as Chainsaw and Hayabusa write them in JSON lines.
//!
//! Written after <https://github.com/WithSecureLabs/chainsaw> (`hunt --jsonl`) and
//! <https://github.com/Yamato-Security/hayabusa> (`json-timeline -L`, its profiles).

use model::{Field, Format, Record, TimeRole};

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Both, Is, IsNoted, Noted, PathAndName, Severity, Tactics, Techniques, Time},
            Slot,
        },
        names::Names,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "sigma.hit", version: 1 },
    sign: Sign::AnyMembers(&[
        &["group", "kind", "document", "name"],
        &["Timestamp", "RuleTitle", "Level"],
        &["Timestamp", "RuleTitle", "Channel"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect {
    find: |path| {
        let data = path.strip_prefix(b"document.data.Event.EventData.").or_else(|| path.strip_prefix(b"Details."));
        let data =
            data.or_else(|| path.strip_prefix(b"AllFieldInfo.")).or_else(|| path.strip_prefix(b"ExtraFieldInfo."));
        match data {
            Some(data) => DATA.find(data),
            None => MEANINGS.find(path),
        }
    },
    wrappers: &[],
};

static MEANINGS: Names<Means, 33> = Names::new([
    // Chainsaw.
    ("timestamp", Time(TimeRole::Event)),
    ("name", Both(Field::RuleName, Field::Message)),
    ("id", Is(Field::RuleUuid)),
    ("group", Is(Field::RuleRuleset)),
    ("level", Severity),
    ("tags", Techniques),
    ("references", Is(Field::RuleReference)),
    ("kind", Noted(Slot::Kind)),
    ("source", Noted(Slot::Text)),
    ("document.path", Is(Field::LogFilePath)),
    ("document.data.Event.System.EventID", Is(Field::EventCode)),
    ("document.data.Event.System.EventID.#text", Is(Field::EventCode)),
    ("document.data.Event.System.Channel", Is(Field::EventDataset)),
    ("document.data.Event.System.Computer", Both(Field::HostName, Field::HostHostname)),
    ("document.data.Event.System.EventRecordID", Is(Field::EventSequence)),
    ("document.data.Event.System.Provider_attributes.Name", Is(Field::EventProvider)),
    ("document.data.Event.System.Provider.#attributes.Name", Is(Field::EventProvider)),
    ("document.data.Event.System.Security_attributes.UserID", Is(Field::UserId)),
    // Hayabusa.
    ("Timestamp", Time(TimeRole::Event)),
    ("RuleTitle", Both(Field::RuleName, Field::Message)),
    ("RuleID", Is(Field::RuleUuid)),
    ("RuleFile", Is(Field::RuleRuleset)),
    ("RuleAuthor", Noted(Slot::Actor)),
    ("Level", Severity),
    ("Computer", Both(Field::HostName, Field::HostHostname)),
    ("Channel", Is(Field::EventDataset)),
    ("Provider", Is(Field::EventProvider)),
    ("EventID", Is(Field::EventCode)),
    ("RecordID", Is(Field::EventSequence)),
    ("MitreTactics", Tactics),
    ("MitreTags", Techniques),
    ("EvtxFile", Is(Field::LogFilePath)),
    ("Details", Noted(Slot::Target)),
]);

/// Of the event itself: the names of Windows, and Hayabusa's short ones.
static DATA: Names<Means, 48> = Names::new([
    ("Image", PathAndName(Field::ProcessExecutable, Field::ProcessName)),
    ("NewProcessName", PathAndName(Field::ProcessExecutable, Field::ProcessName)),
    ("Proc", PathAndName(Field::ProcessExecutable, Field::ProcessName)),
    ("CommandLine", Is(Field::ProcessCommandLine)),
    ("Cmdline", Is(Field::ProcessCommandLine)),
    ("ProcessId", Is(Field::ProcessPid)),
    ("NewProcessId", Is(Field::ProcessPid)),
    ("PID", Is(Field::ProcessPid)),
    ("ProcessGuid", Is(Field::ProcessEntityId)),
    ("PGUID", Is(Field::ProcessEntityId)),
    ("ParentImage", PathAndName(Field::ProcessParentExecutable, Field::ProcessParentName)),
    ("ParentProcessName", PathAndName(Field::ProcessParentExecutable, Field::ProcessParentName)),
    ("ParentCommandLine", Is(Field::ProcessParentCommandLine)),
    ("ParentCmdline", Is(Field::ProcessParentCommandLine)),
    ("ParentProcessId", Is(Field::ProcessParentPid)),
    ("ParentPID", Is(Field::ProcessParentPid)),
    ("CurrentDirectory", Is(Field::ProcessWorkingDirectory)),
    ("OriginalFileName", Is(Field::ProcessPeOriginalFileName)),
    ("User", Is(Field::UserName)),
    ("SubjectUserName", Is(Field::UserName)),
    ("SubjectDomainName", Is(Field::UserDomain)),
    ("SubjectUserSid", Is(Field::UserId)),
    ("SrcUser", Is(Field::UserName)),
    ("TargetUserName", Is(Field::UserTargetName)),
    ("TargetDomainName", Is(Field::UserTargetDomain)),
    ("TargetUserSid", Is(Field::UserTargetId)),
    ("TgtUser", Is(Field::UserTargetName)),
    ("IpAddress", Is(Field::SourceIp)),
    ("IpPort", Is(Field::SourcePort)),
    ("WorkstationName", Is(Field::SourceDomain)),
    ("SrcComp", Is(Field::SourceDomain)),
    ("SourceIp", Is(Field::SourceIp)),
    ("SrcIP", Is(Field::SourceIp)),
    ("SourcePort", Is(Field::SourcePort)),
    ("SrcPort", Is(Field::SourcePort)),
    ("DestinationIp", Is(Field::DestinationIp)),
    ("TgtIP", Is(Field::DestinationIp)),
    ("DestinationPort", Is(Field::DestinationPort)),
    ("TgtPort", Is(Field::DestinationPort)),
    ("DestinationHostname", Is(Field::DestinationDomain)),
    ("Protocol", Is(Field::NetworkTransport)),
    ("Proto", Is(Field::NetworkTransport)),
    ("QueryName", Is(Field::DnsQuestionName)),
    ("TargetFilename", PathAndName(Field::FilePath, Field::FileName)),
    ("TargetObject", Is(Field::RegistryPath)),
    ("ServiceName", Is(Field::ServiceName)),
    ("LogonId", Is(Field::SessionId)),
    ("LID", IsNoted(Field::SessionId, Slot::Text)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut hit = Document::read(body, record, &DIALECT);
    let origin = hit.origin;
    let is_chainsaw = hit.has(Slot::Kind);
    if is_chainsaw {
        hit.conclude_observer("WithSecure", "Chainsaw", "");
    } else {
        hit.conclude_observer("Yamato Security", "Hayabusa", "");
    }
    hit.conclude_kind("alert");
    hit.push_once(Field::EventCategory, "intrusion_detection", origin);
    hit.push_once(Field::EventType, "info", origin);
    true
}
