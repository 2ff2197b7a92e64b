//! The names of an event's data, in Security's events and Sysmon's, and what each means.
//!
//! After Microsoft's pages of each event (<https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/advanced-security-audit-policy-settings>)
//! and Sysmon's schema (<https://learn.microsoft.com/en-us/sysinternals/downloads/sysmon>).

use Means::{Answers, Far, FarEnd, Found, Hashes, Is, Noted, Path, Text};
use model::Field;

use super::event::Slot;
use crate::syntax::names::Names;

/// What a datum means.
#[derive(Clone, Copy, Debug)]
pub(super) enum Means {
    /// The field.
    Is(Field),
    /// What it means follows from the event's number, or something else follows from it.
    Noted(Slot),
    /// A path, and the field of the file's name.
    Path(Field, Field),
    /// The far end of a session: its address, or that it is none.
    Far,
    /// The same, with a port behind it.
    FarEnd,
    /// Sysmon's list of hashes.
    Hashes,
    /// Sysmon's list of what a name was resolved to.
    Answers,
    /// A text in which more may stand.
    Text,
    /// A path, or what Defender found where.
    Found,
}

pub(super) static FIELDS: Names<Means, 111> = Names::new([
    ("SubjectUserName", Noted(Slot::SubjectName)),
    ("SubjectDomainName", Noted(Slot::SubjectDomain)),
    ("SubjectUserSid", Noted(Slot::SubjectId)),
    ("TargetUserName", Noted(Slot::TargetName)),
    ("TargetDomainName", Noted(Slot::TargetDomain)),
    ("TargetUserSid", Noted(Slot::TargetId)),
    ("TargetSid", Noted(Slot::TargetId)),
    ("MemberName", Noted(Slot::MemberName)),
    ("MemberSid", Noted(Slot::MemberId)),
    ("AccountName", Noted(Slot::SubjectName)),
    ("AccountDomain", Noted(Slot::SubjectDomain)),
    ("NewTargetUserName", Is(Field::UserChangesName)),
    ("OldTargetUserName", Noted(Slot::TargetName)),
    ("User", Is(Field::UserName)),
    ("UserName", Is(Field::UserName)),
    ("UserContext", Is(Field::UserName)),
    ("Detection User", Is(Field::UserName)),
    ("TargetUser", Is(Field::UserTargetName)),
    ("SourceUser", Is(Field::UserName)),
    ("IpAddress", Far),
    ("IpPort", Is(Field::SourcePort)),
    ("ClientAddress", Far),
    ("ClientIP", FarEnd),
    ("ClientName", Noted(Slot::ClientName)),
    ("CallingStationID", Noted(Slot::CallingStation)),
    ("Address", Far),
    ("WorkstationName", Is(Field::SourceDomain)),
    ("Workstation", Is(Field::SourceDomain)),
    ("SourceAddress", Is(Field::SourceIp)),
    ("SourceIp", Is(Field::SourceIp)),
    ("SourcePort", Is(Field::SourcePort)),
    ("SourceHostname", Is(Field::SourceDomain)),
    ("DestAddress", Is(Field::DestinationIp)),
    ("DestPort", Is(Field::DestinationPort)),
    ("DestinationIp", Is(Field::DestinationIp)),
    ("DestinationPort", Is(Field::DestinationPort)),
    ("DestinationHostname", Is(Field::DestinationDomain)),
    ("TargetServerName", Is(Field::DestinationDomain)),
    ("Protocol", Is(Field::NetworkTransport)),
    ("Direction", Noted(Slot::Direction)),
    ("Initiated", Noted(Slot::Initiated)),
    ("ProcessId", Noted(Slot::Pid)),
    ("ProcessID", Noted(Slot::Pid)),
    ("CallerProcessId", Noted(Slot::Pid)),
    ("SourceProcessId", Noted(Slot::Pid)),
    ("NewProcessId", Noted(Slot::NewPid)),
    ("ParentProcessId", Is(Field::ProcessParentPid)),
    ("ProcessName", Path(Field::ProcessExecutable, Field::ProcessName)),
    ("NewProcessName", Path(Field::ProcessExecutable, Field::ProcessName)),
    ("CallerProcessName", Path(Field::ProcessExecutable, Field::ProcessName)),
    ("Application", Path(Field::ProcessExecutable, Field::ProcessName)),
    ("Image", Path(Field::ProcessExecutable, Field::ProcessName)),
    ("SourceImage", Path(Field::ProcessExecutable, Field::ProcessName)),
    ("Process Name", Path(Field::ProcessExecutable, Field::ProcessName)),
    ("ParentProcessName", Path(Field::ProcessParentExecutable, Field::ProcessParentName)),
    ("ParentImage", Path(Field::ProcessParentExecutable, Field::ProcessParentName)),
    ("CommandLine", Is(Field::ProcessCommandLine)),
    ("ProcessCommandLine", Is(Field::ProcessCommandLine)),
    ("ParentCommandLine", Is(Field::ProcessParentCommandLine)),
    ("CurrentDirectory", Is(Field::ProcessWorkingDirectory)),
    ("ProcessGuid", Is(Field::ProcessEntityId)),
    ("SourceProcessGUID", Is(Field::ProcessEntityId)),
    ("SourceProcessGuid", Is(Field::ProcessEntityId)),
    ("SourceThreadId", Is(Field::ProcessThreadId)),
    ("ExitStatus", Is(Field::ProcessExitCode)),
    ("Hashes", Hashes),
    ("Hash", Hashes),
    ("TargetFilename", Path(Field::FilePath, Field::FileName)),
    ("ImageLoaded", Path(Field::FilePath, Field::FileName)),
    ("RelativeTargetName", Is(Field::FilePath)),
    ("Device", Is(Field::FilePath)),
    ("Path", Found),
    ("FullFilePath", Path(Field::FilePath, Field::FileName)),
    // Of what the background transfer service fetched.
    ("LocalName", Path(Field::FilePath, Field::FileName)),
    ("RemoteName", Is(Field::UrlOriginal)),
    ("TargetObject", Is(Field::RegistryPath)),
    ("ObjectName", Noted(Slot::ObjectName)),
    ("ObjectType", Noted(Slot::ObjectType)),
    ("ObjectValueName", Is(Field::RegistryValue)),
    ("QueryName", Is(Field::DnsQuestionName)),
    ("QueryResults", Answers),
    ("QueryStatus", Noted(Slot::QueryStatus)),
    ("ServiceName", Is(Field::ServiceName)),
    ("RuleName", Noted(Slot::RuleName)),
    ("RuleId", Is(Field::RuleId)),
    ("Threat Name", Is(Field::RuleName)),
    ("Threat ID", Is(Field::RuleId)),
    ("Category Name", Is(Field::RuleCategory)),
    // As Winlogbeat writes names with blanks.
    ("Detection_User", Is(Field::UserName)),
    ("Process_Name", Path(Field::ProcessExecutable, Field::ProcessName)),
    ("Threat_Name", Is(Field::RuleName)),
    ("Threat_ID", Is(Field::RuleId)),
    ("Category_Name", Is(Field::RuleCategory)),
    ("UtcTime", Noted(Slot::UtcTime)),
    ("Status", Noted(Slot::Status)),
    ("SubStatus", Noted(Slot::SubStatus)),
    // Remote Desktop's 1149 has numbers for names.
    ("Param1", Noted(Slot::SessionUser)),
    ("Param2", Noted(Slot::SessionDomain)),
    ("Param3", Noted(Slot::SessionAddress)),
    // The Network Policy Server's.
    ("ClientIPAddress", Is(Field::RelatedIp)),
    ("NASIPv4Address", Is(Field::RelatedIp)),
    ("param1", Text),
    ("param2", Text),
    ("param3", Text),
    ("ContextInfo", Text),
    ("ShareLocalPath", Is(Field::FileDirectory)),
    ("SessionID", Is(Field::SessionId)),
    ("LogonId", Noted(Slot::TargetSession)),
    ("LogonID", Noted(Slot::TargetSession)),
    ("SubjectLogonId", Noted(Slot::SubjectSession)),
    ("TargetLogonId", Noted(Slot::TargetSession)),
]);
