//! What LEEF's predefined attributes mean, and those that many senders add. Others are kept under their own names.

use model::Field;

use crate::syntax::names::Names;

/// What an attribute means.
#[derive(Clone, Copy)]
pub(super) enum Means {
    /// The field.
    Is(Field),
    /// Both fields.
    Both(Field, Field),
    /// Nothing, whatever others mean by it.
    Kept,
    /// The field, unless the value says that there is none: nothing was translated.
    Nat(Field),
    /// The field, and a conclusion needs it.
    IsNoted(Field, Slot),
    /// No field by itself: a conclusion needs it.
    Noted(Slot),
    /// A host's name, or its address.
    Host(Field, Field),
    /// The status of a web server's answer, where it is one.
    Status,
    /// A hash, whose kind its length tells.
    Hash,
}

/// A value that a conclusion needs.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    Time,
    TimeFormat,
    Protocol,
    Category,
    Policy,
    Login,
    Host,
    Start,
    End,
    Action,
    Outcome,
    IsLogin,
    IsLogout,
    Text,
}

impl Slot {
    /// How many there are.
    pub(super) const COUNT: usize = Self::Text as usize + 1;
}

use Means::{Hash, Host, Is, IsNoted, Nat, Noted, Status};

/// By name.
pub(super) static KEYS: Names<Means, 143> = Names::new([
    ("cat", Noted(Slot::Category)),
    ("devTime", Noted(Slot::Time)),
    ("devTimeFormat", Noted(Slot::TimeFormat)),
    ("proto", Noted(Slot::Protocol)),
    ("sev", Is(Field::EventSeverity)),
    ("src", Is(Field::SourceIp)),
    ("dst", Is(Field::DestinationIp)),
    ("srcPort", Is(Field::SourcePort)),
    ("dstPort", Is(Field::DestinationPort)),
    ("srcPostNAT", Nat(Field::SourceNatIp)),
    ("dstPostNAT", Nat(Field::DestinationNatIp)),
    ("srcPostNATPort", Nat(Field::SourceNatPort)),
    ("dstPostNATPort", Nat(Field::DestinationNatPort)),
    ("srcMAC", Is(Field::SourceMac)),
    ("dstMAC", Is(Field::DestinationMac)),
    ("usrName", Is(Field::UserName)),
    ("accountName", Is(Field::UserName)),
    ("domain", Is(Field::UserDomain)),
    ("groupID", Is(Field::GroupId)),
    ("identGrpName", Is(Field::GroupName)),
    ("identSrc", Is(Field::RelatedIp)),
    ("identSecondIp", Is(Field::RelatedIp)),
    ("identHostName", Is(Field::SourceDomain)),
    ("identMAC", Is(Field::SourceMac)),
    ("vSrc", Is(Field::ObserverIp)),
    ("vSrcName", Is(Field::ObserverHostname)),
    ("srcBytes", Is(Field::SourceBytes)),
    ("dstBytes", Is(Field::DestinationBytes)),
    ("srcPackets", Is(Field::SourcePackets)),
    ("dstPackets", Is(Field::DestinationPackets)),
    ("totalPackets", Is(Field::NetworkPackets)),
    ("totalBytes", Is(Field::NetworkBytes)),
    ("policy", IsNoted(Field::RuleName, Slot::Policy)),
    ("url", Is(Field::UrlOriginal)),
    ("URL", Is(Field::UrlOriginal)),
    ("isLoginEvent", Noted(Slot::IsLogin)),
    ("isLogoutEvent", Noted(Slot::IsLogout)),
    // Not predefined, but sent under these names by many.
    ("action", IsNoted(Field::EventAction, Slot::Action)),
    ("Action", IsNoted(Field::EventAction, Slot::Action)),
    ("act", IsNoted(Field::EventAction, Slot::Action)),
    // WatchGuard's.
    ("disp", IsNoted(Field::EventAction, Slot::Action)),
    ("in_if", Is(Field::ObserverIngressInterfaceName)),
    ("out_if", Is(Field::ObserverEgressInterfaceName)),
    ("reason", Is(Field::EventReason)),
    ("userAgent", Is(Field::UserAgentOriginal)),
    ("method", Is(Field::HttpRequestMethod)),
    ("hostName", Is(Field::HostName)),
    ("HostName", Is(Field::HostName)),
    ("fileName", Is(Field::FileName)),
    ("filePath", Is(Field::FilePath)),
    ("Path", Is(Field::FilePath)),
    ("Hash", Hash),
    ("FileDigest", Hash),
    ("RequestMethod", Is(Field::HttpRequestMethod)),
    ("msg", Noted(Slot::Text)),
    ("fileHash", Hash),
    ("RuleName", Is(Field::RuleName)),
    ("Application", Is(Field::NetworkApplication)),
    ("SourceUser", Is(Field::SourceUserName)),
    ("DestinationUser", Is(Field::DestinationUserName)),
    ("SourceZone", Is(Field::ObserverIngressZone)),
    ("DestinationZone", Is(Field::ObserverEgressZone)),
    ("IngressInterface", Is(Field::ObserverIngressInterfaceName)),
    ("EgressInterface", Is(Field::ObserverEgressInterfaceName)),
    ("SerialNumber", Is(Field::ObserverSerialNumber)),
    ("SessionID", Is(Field::SessionId)),
    ("SourceLocation", Is(Field::SourceGeoCountryName)),
    ("DestinationLocation", Is(Field::DestinationGeoCountryName)),
    ("start", Noted(Slot::Start)),
    ("startTime", Noted(Slot::Start)),
    ("end", Noted(Slot::End)),
    ("endTime", Noted(Slot::End)),
    // CEF's keys, which Trend Micro, CyberArk and others write here, too.
    ("dhost", Host(Field::DestinationDomain, Field::DestinationIp)),
    ("shost", Host(Field::SourceDomain, Field::SourceIp)),
    ("duser", Is(Field::DestinationUserName)),
    ("suser", Is(Field::SourceUserName)),
    ("dvc", Is(Field::ObserverIp)),
    ("dvchost", Is(Field::ObserverHostname)),
    ("fname", Is(Field::FileName)),
    ("fsize", Is(Field::FileSize)),
    ("request", Is(Field::UrlOriginal)),
    ("requestMethod", Is(Field::HttpRequestMethod)),
    ("app", Is(Field::NetworkProtocol)),
    ("TrendMicroDsFileMD5", Hash),
    ("TrendMicroDsFileSHA1", Hash),
    ("TrendMicroDsFileSHA256", Hash),
    ("deviceProcessName", Is(Field::ProcessName)),
    // Files and processes.
    ("md5", Hash),
    ("sha1", Hash),
    ("sha256", Hash),
    ("processName", Is(Field::ProcessName)),
    ("process_name", Is(Field::ProcessName)),
    ("process_path", Is(Field::ProcessExecutable)),
    ("pid", Is(Field::ProcessPid)),
    ("cmdline", Is(Field::ProcessCommandLine)),
    ("virusName", Is(Field::ThreatIndicatorName)),
    // Proxies and web application filters: Forcepoint, Zscaler, F5, Cisco.
    ("loginID", IsNoted(Field::UserName, Slot::Login)),
    ("hostname", Noted(Slot::Host)),
    ("useragent", Is(Field::UserAgentOriginal)),
    ("referer", Is(Field::HttpRequestReferrer)),
    ("reqmethod", Is(Field::HttpRequestMethod)),
    ("respcode", Status),
    ("respCode", Status),
    ("httpStatus", Status),
    ("proxyStatus-code", Status),
    ("appproto", Is(Field::NetworkProtocol)),
    ("threatname", Is(Field::ThreatIndicatorName)),
    // Check Point's.
    ("xlatesrc", Nat(Field::SourceNatIp)),
    ("xlatedst", Nat(Field::DestinationNatIp)),
    ("xlatesport", Nat(Field::SourceNatPort)),
    ("xlatedport", Nat(Field::DestinationNatPort)),
    ("origin", Is(Field::ObserverIp)),
    ("rule_name", Is(Field::RuleName)),
    ("rule_uid", Is(Field::RuleUuid)),
    ("ifname", Is(Field::ObserverIngressInterfaceName)),
    ("inzone", Is(Field::ObserverIngressZone)),
    ("outzone", Is(Field::ObserverEgressZone)),
    // The node of a Forcepoint firewall.
    ("sender", Is(Field::ObserverName)),
    // Stealthwatch's.
    ("sourceUser", Is(Field::SourceUserName)),
    ("targetUser", Is(Field::DestinationUserName)),
    ("targetHostname", Is(Field::DestinationDomain)),
    // Imperva's.
    ("Alert Description", Is(Field::RuleName)),
    ("Immediate Action", IsNoted(Field::EventAction, Slot::Action)),
    // Palo Alto Networks' cloud.
    ("Rule", Is(Field::RuleName)),
    ("RuleUUID", Is(Field::RuleUuid)),
    ("FromZone", Is(Field::ObserverIngressZone)),
    ("ToZone", Is(Field::ObserverEgressZone)),
    ("InboundInterface", Is(Field::ObserverIngressInterfaceName)),
    ("OutboundInterface", Is(Field::ObserverEgressInterfaceName)),
    ("DeviceSN", Is(Field::ObserverSerialNumber)),
    ("DeviceName", Is(Field::ObserverHostname)),
    ("SessionEndReason", Is(Field::EventReason)),
    ("ThreatCategory", Is(Field::RuleCategory)),
    ("UserAgent", Is(Field::UserAgentOriginal)),
    ("EventStatus", Noted(Slot::Outcome)),
    ("ConnectionError", Is(Field::ErrorMessage)),
    ("EndpointDeviceName", Is(Field::HostName)),
    ("EndpointOSType", Is(Field::HostOsName)),
    ("EndpointOSVersion", Is(Field::HostOsVersion)),
    ("PublicIPv4", Nat(Field::SourceIp)),
    ("PublicIPv6", Nat(Field::SourceIp)),
    ("PrivateIPv4", Nat(Field::SourceNatIp)),
    ("PrivateIPv6", Nat(Field::SourceNatIp)),
]);
