//! What the keys of CEF's dictionary mean. A key that is not here is kept under its own name.

use model::{Field, TimeRole};

use crate::syntax::names::Names;

/// What a key means.
#[derive(Clone, Copy)]
pub(super) enum Means {
    /// The field.
    Is(Field),
    /// The field, and a conclusion needs it.
    IsNoted(Field, Slot),
    /// No field by itself: a conclusion needs it.
    Noted(Slot),
    /// The field, and a conclusion needs it, unless another key has told it.
    Unless(Field, Slot),
    /// The field, where no other key tells it.
    Otherwise(Field),
    /// The field, and a conclusion needs it: an account, behind which an address of mail may stand in brackets.
    Account(Field, Slot),
    /// The field, and a conclusion needs it: an account, or the place where a directory has it: `LDAP://…/vera`.
    Directory(Field, Slot),
    /// `TLSv1.3 TLS_AES_128_GCM_SHA256`: the version, and the cipher.
    Tls,
    /// The status of a web server's answer, where it is one.
    Status,
    /// Nothing: what the dictionary says of the key does not hold here.
    Kept,
    /// The field, where an address stands there that is not all zeros: that stands for "none".
    IfAny(Field),
    /// A hash, whose kind its length tells.
    Hash,
    /// The field, unless a number stands there: SonicOS numbers applications by its own list.
    Named(Field),
    /// A host's name, or its address, which some senders write in the name's place.
    Host(Field, Field),
    /// A time that is told under its role.
    Time(TimeRole),
    /// A count of seconds; the field holds nanoseconds.
    Seconds(Field),
}

/// A value that a conclusion needs.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    Action,
    Direction,
    Outcome,
    Protocol,
    Category,
    WrittenTime,
    ReceiptTime,
    StartTime,
    EndTime,
    VendorTime,
    Zone,
    SourceUser,
    TargetUser,
    /// The account by itself, where the user is written as a directory knows it.
    Login,
    SourceUserDomain,
    TargetUserDomain,
    SourceProcess,
    TargetProcess,
    SourcePid,
    TargetPid,
    Behaviour,
    ExternalId,
    BytesIn,
    BytesOut,
    Signature,
    SignatureName,
    Policy,
    PolicyName,
    FarUser,
    Text,
}

impl Slot {
    /// How many there are.
    pub(super) const COUNT: usize = Self::Text as usize + 1;
}

use Means::{Hash, Host, Is, IsNoted, Named, Noted, Otherwise, Time};

/// By key, then by the dictionary's full names, which some senders write in place of the keys. Of the source's and the
/// destination's process only one is told in practice.
pub(super) static KEYS: Names<Means, 101> = Names::new([
    ("act", IsNoted(Field::EventAction, Slot::Action)),
    ("app", Named(Field::NetworkProtocol)),
    ("art", Time(TimeRole::Created)),
    ("cat", Noted(Slot::Category)),
    ("categoryBehavior", Noted(Slot::Behaviour)),
    ("categoryOutcome", Noted(Slot::Outcome)),
    ("deviceAction", IsNoted(Field::EventAction, Slot::Action)),
    ("deviceDirection", Noted(Slot::Direction)),
    ("deviceEventCategory", Noted(Slot::Category)),
    ("deviceExternalId", Is(Field::ObserverName)),
    ("deviceInboundInterface", Is(Field::ObserverIngressInterfaceName)),
    ("deviceOutboundInterface", Is(Field::ObserverEgressInterfaceName)),
    ("deviceProcessName", Is(Field::ProcessName)),
    ("deviceReceiptTime", Noted(Slot::ReceiptTime)),
    ("destinationServiceName", Is(Field::ServiceName)),
    ("destinationTranslatedAddress", Is(Field::DestinationNatIp)),
    ("destinationTranslatedPort", Is(Field::DestinationNatPort)),
    ("sourceTranslatedAddress", Is(Field::SourceNatIp)),
    ("sourceTranslatedPort", Is(Field::SourceNatPort)),
    ("dhost", Host(Field::DestinationDomain, Field::DestinationIp)),
    ("dmac", Is(Field::DestinationMac)),
    ("dpid", Noted(Slot::TargetPid)),
    ("dpriv", Is(Field::GroupName)),
    ("dproc", Noted(Slot::TargetProcess)),
    ("dpt", Is(Field::DestinationPort)),
    ("destinationDnsDomain", Otherwise(Field::DestinationDomain)),
    ("dntdom", IsNoted(Field::DestinationUserDomain, Slot::TargetUserDomain)),
    ("dst", Is(Field::DestinationIp)),
    ("dtz", Noted(Slot::Zone)),
    ("duid", Is(Field::UserTargetId)),
    ("duser", IsNoted(Field::DestinationUserName, Slot::TargetUser)),
    ("dvc", Is(Field::ObserverIp)),
    ("dvchost", Is(Field::ObserverHostname)),
    ("dvcmac", Is(Field::ObserverMac)),
    ("dvcpid", Is(Field::ProcessPid)),
    ("end", Noted(Slot::EndTime)),
    ("eventId", Is(Field::EventId)),
    ("externalId", Noted(Slot::ExternalId)),
    ("fileHash", Hash),
    ("filePath", Is(Field::FilePath)),
    ("fname", Is(Field::FileName)),
    ("fsize", Is(Field::FileSize)),
    ("in", Noted(Slot::BytesIn)),
    ("msg", Noted(Slot::Text)),
    ("oldFileHash", Is(Field::RelatedHash)),
    ("out", Noted(Slot::BytesOut)),
    ("outcome", Noted(Slot::Outcome)),
    ("proto", Noted(Slot::Protocol)),
    ("rawEvent", Is(Field::EventOriginal)),
    ("reason", Is(Field::EventReason)),
    ("request", Is(Field::UrlOriginal)),
    ("requestClientApplication", Is(Field::UserAgentOriginal)),
    ("requestContext", Is(Field::HttpRequestReferrer)),
    ("requestMethod", Is(Field::HttpRequestMethod)),
    ("rt", Noted(Slot::ReceiptTime)),
    ("shost", Host(Field::SourceDomain, Field::SourceIp)),
    ("smac", Is(Field::SourceMac)),
    ("sntdom", IsNoted(Field::SourceUserDomain, Slot::SourceUserDomain)),
    ("sourceDnsDomain", Otherwise(Field::SourceDomain)),
    ("spid", IsNoted(Field::ProcessPid, Slot::SourcePid)),
    ("sproc", IsNoted(Field::ProcessName, Slot::SourceProcess)),
    ("spt", Is(Field::SourcePort)),
    ("src", Is(Field::SourceIp)),
    ("start", Noted(Slot::StartTime)),
    ("suid", Is(Field::UserId)),
    ("suser", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    // Full names.
    ("applicationProtocol", Named(Field::NetworkProtocol)),
    ("agentReceiptTime", Time(TimeRole::Created)),
    ("bytesIn", Noted(Slot::BytesIn)),
    ("bytesOut", Noted(Slot::BytesOut)),
    ("destinationAddress", Is(Field::DestinationIp)),
    ("destinationHostName", Host(Field::DestinationDomain, Field::DestinationIp)),
    ("destinationMacAddress", Is(Field::DestinationMac)),
    ("destinationNtDomain", IsNoted(Field::DestinationUserDomain, Slot::TargetUserDomain)),
    ("destinationPort", Is(Field::DestinationPort)),
    ("destinationProcessId", Noted(Slot::TargetPid)),
    ("destinationProcessName", Noted(Slot::TargetProcess)),
    ("destinationUserId", Is(Field::UserTargetId)),
    ("destinationUserName", IsNoted(Field::DestinationUserName, Slot::TargetUser)),
    ("destinationUserPrivileges", Is(Field::GroupName)),
    ("deviceAddress", Is(Field::ObserverIp)),
    ("deviceHostName", Is(Field::ObserverHostname)),
    ("deviceMacAddress", Is(Field::ObserverMac)),
    ("deviceProcessId", Is(Field::ProcessPid)),
    ("deviceTimeZone", Noted(Slot::Zone)),
    ("endTime", Noted(Slot::EndTime)),
    ("eventOutcome", Noted(Slot::Outcome)),
    ("fileName", Is(Field::FileName)),
    ("fileSize", Is(Field::FileSize)),
    ("requestUrl", Is(Field::UrlOriginal)),
    ("sourceAddress", Is(Field::SourceIp)),
    ("sourceHostName", Host(Field::SourceDomain, Field::SourceIp)),
    ("sourceMacAddress", Is(Field::SourceMac)),
    ("sourceNtDomain", IsNoted(Field::SourceUserDomain, Slot::SourceUserDomain)),
    ("sourcePort", Is(Field::SourcePort)),
    ("sourceProcessId", IsNoted(Field::ProcessPid, Slot::SourcePid)),
    ("sourceProcessName", IsNoted(Field::ProcessName, Slot::SourceProcess)),
    ("sourceUserId", Is(Field::UserId)),
    ("sourceUserName", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    ("startTime", Noted(Slot::StartTime)),
    ("transportProtocol", Noted(Slot::Protocol)),
]);
