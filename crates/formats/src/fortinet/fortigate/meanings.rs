//! What FortiOS's keys mean. A key that is not here is kept under its own name.

use model::Field;

use crate::syntax::names::Names;

/// What a key means.
#[derive(Clone, Copy)]
pub(super) enum Means {
    /// The field.
    Is(Field),
    /// Both fields, and a conclusion needs it.
    IsBothNoted(Field, Field, Slot),
    /// The field, where one address stands there and not a list or a name.
    IsAddress(Field),
    /// As above, and a conclusion needs it.
    IsAddressNoted(Field, Slot),
    /// The field, and a conclusion needs it.
    IsNoted(Field, Slot),
    /// No field by itself: a conclusion needs it.
    Noted(Slot),
    /// A part of the record's time.
    When(Slot),
    /// Seconds; the field holds nanoseconds.
    Seconds(Field),
}

/// A value that a conclusion needs.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    Date,
    Time,
    Zone,
    EventTime,
    LogId,
    Type,
    Subtype,
    Action,
    Status,
    Protocol,
    Service,
    Direction,
    PolicyId,
    PolicyName,
    Attack,
    AttackId,
    RemoteIp,
    RemotePort,
    LocalIp,
    LocalPort,
    Init,
    Interface,
    TunnelUser,
    From,
    To,
    Account,
    Operation,
    ConfigPath,
    DhcpMessage,
    Address,
    Mac,
    HostName,
    Name,
    Method,
    Text,
}

impl Slot {
    /// How many there are.
    pub(super) const COUNT: usize = Self::Text as usize + 1;
}

use Means::{Is, IsAddress, IsAddressNoted, IsBothNoted, IsNoted, Noted, Seconds, When};

/// By key.
pub(super) static MEANINGS: Names<Means, 120> = Names::new([
    // The header.
    ("date", When(Slot::Date)),
    ("time", When(Slot::Time)),
    ("tz", When(Slot::Zone)),
    ("eventtime", When(Slot::EventTime)),
    ("devname", Is(Field::ObserverName)),
    ("devhost", Is(Field::ObserverName)),
    ("devid", Is(Field::ObserverSerialNumber)),
    ("logid", IsNoted(Field::EventCode, Slot::LogId)),
    ("type", Noted(Slot::Type)),
    ("subtype", Noted(Slot::Subtype)),
    ("level", Is(Field::LogLevel)),
    ("logdesc", Is(Field::RuleDescription)),
    ("action", IsNoted(Field::EventAction, Slot::Action)),
    ("status", Noted(Slot::Status)),
    ("reason", Is(Field::EventReason)),
    // The flow.
    ("srcip", IsAddress(Field::SourceIp)),
    ("srcport", Is(Field::SourcePort)),
    ("srcmac", Is(Field::SourceMac)),
    ("srcname", Is(Field::SourceDomain)),
    ("srccountry", Is(Field::SourceGeoCountryName)),
    ("srcintf", Is(Field::ObserverIngressInterfaceName)),
    ("dstip", IsAddress(Field::DestinationIp)),
    ("dstport", Is(Field::DestinationPort)),
    ("dstmac", Is(Field::DestinationMac)),
    ("dstname", Is(Field::DestinationDomain)),
    ("dstcountry", Is(Field::DestinationGeoCountryName)),
    ("dstintf", Is(Field::ObserverEgressInterfaceName)),
    ("proto", IsNoted(Field::NetworkIanaNumber, Slot::Protocol)),
    ("service", Noted(Slot::Service)),
    ("direction", Noted(Slot::Direction)),
    ("dir", Noted(Slot::Direction)),
    ("transip", IsAddress(Field::SourceNatIp)),
    ("transport", Is(Field::SourceNatPort)),
    ("tranip", IsAddress(Field::DestinationNatIp)),
    ("tranport", Is(Field::DestinationNatPort)),
    ("sentbyte", Is(Field::SourceBytes)),
    ("rcvdbyte", Is(Field::DestinationBytes)),
    ("sentpkt", Is(Field::SourcePackets)),
    ("rcvdpkt", Is(Field::DestinationPackets)),
    ("duration", Seconds(Field::EventDuration)),
    ("vlan", Is(Field::NetworkVlanId)),
    ("app", Is(Field::NetworkApplication)),
    // The policy.
    ("policyid", Noted(Slot::PolicyId)),
    ("policyname", Noted(Slot::PolicyName)),
    ("poluuid", Is(Field::RuleUuid)),
    ("policytype", Is(Field::RuleRuleset)),
    // Accounts and administrators.
    ("user", Is(Field::UserName)),
    ("unauthuser", Is(Field::RelatedUser)),
    ("xauthuser", Noted(Slot::TunnelUser)),
    ("eapuser", Noted(Slot::TunnelUser)),
    ("group", Is(Field::GroupName)),
    ("xauthgroup", Is(Field::GroupName)),
    ("dstuser", Is(Field::DestinationUserName)),
    ("ui", Noted(Slot::Interface)),
    ("cfgpath", Noted(Slot::ConfigPath)),
    ("method", Noted(Slot::Method)),
    // Clients of DHCP, of the endpoint control and of a wireless network.
    ("dhcp_msg", Noted(Slot::DhcpMessage)),
    ("mac", Noted(Slot::Mac)),
    ("name", Noted(Slot::Name)),
    ("stamac", Is(Field::SourceMac)),
    ("msg", Noted(Slot::Text)),
    // Tunnels.
    ("remip", Noted(Slot::RemoteIp)),
    ("remport", Noted(Slot::RemotePort)),
    ("locip", Noted(Slot::LocalIp)),
    ("locport", Noted(Slot::LocalPort)),
    ("init", Noted(Slot::Init)),
    ("tunnelip", IsAddress(Field::RelatedIp)),
    ("assignip", IsAddress(Field::RelatedIp)),
    ("ip", IsAddressNoted(Field::RelatedIp, Slot::Address)),
    // What the inspection saw.
    ("attack", Noted(Slot::Attack)),
    ("attackid", Noted(Slot::AttackId)),
    ("virus", Noted(Slot::Attack)),
    ("virusid", Noted(Slot::AttackId)),
    ("cve", Is(Field::VulnerabilityId)),
    ("ref", Is(Field::RuleReference)),
    ("hostname", IsBothNoted(Field::UrlDomain, Field::DestinationDomain, Slot::HostName)),
    ("url", Is(Field::UrlOriginal)),
    ("referralurl", Is(Field::HttpRequestReferrer)),
    ("httpmethod", Is(Field::HttpRequestMethod)),
    ("agent", Is(Field::UserAgentOriginal)),
    ("httpagent", Is(Field::UserAgentOriginal)),
    ("catdesc", Is(Field::RuleCategory)),
    ("filename", Is(Field::FileName)),
    ("filesize", Is(Field::FileSize)),
    ("filehash", Is(Field::RelatedHash)),
    ("analyticscksum", Is(Field::FileHashSha256)),
    ("qname", Is(Field::DnsQuestionName)),
    ("qtype", Is(Field::DnsQuestionType)),
    ("xid", Is(Field::DnsId)),
    ("ipaddr", IsAddress(Field::DnsResolvedIp)),
    ("from", Noted(Slot::From)),
    ("to", Noted(Slot::To)),
    ("sender", Is(Field::EmailFromAddress)),
    ("recipient", Is(Field::EmailToAddress)),
    ("subject", Is(Field::EmailSubject)),
    ("scertcname", Is(Field::TlsServerSubject)),
    ("scertissuer", Is(Field::TlsServerIssuer)),
    ("cipher", Is(Field::TlsCipher)),
    ("sni", Is(Field::TlsClientServerName)),
    ("error", Is(Field::ErrorMessage)),
    ("errorcode", Is(Field::ErrorCode)),
    ("osname", Is(Field::HostOsName)),
    ("osversion", Is(Field::HostOsVersion)),
    ("session_id", Is(Field::SessionId)),
    ("process", Is(Field::ProcessName)),
    ("pid", Is(Field::ProcessPid)),
    ("login", Noted(Slot::Account)),
    ("command", Is(Field::ProcessCommandLine)),
    ("tlsver", Is(Field::TlsVersion)),
    ("cn", Is(Field::TlsServerSubject)),
    ("issuer", Is(Field::TlsServerIssuer)),
    ("certhash", Is(Field::RelatedHash)),
    ("forwardedfor", IsAddress(Field::RelatedIp)),
    ("srccity", Is(Field::SourceGeoCityName)),
    ("srcregion", Is(Field::SourceGeoRegionName)),
    // FortiManager's and FortiAnalyzer's own.
    ("log_id", IsNoted(Field::EventCode, Slot::LogId)),
    ("pri", Is(Field::LogLevel)),
    ("desc", Is(Field::RuleDescription)),
    ("userfrom", Noted(Slot::Interface)),
    ("operation", Noted(Slot::Operation)),
]);

/// ECS's word for a service of FortiOS; none for those that an administrator named and for `udp/12302`.
pub(super) fn find_service(service: &[u8]) -> Option<&'static str> {
    const WORDS: [&str; 34] = [
        "https", "http", "dns", "ssl", "ping", "ssh", "smb", "ntp", "snmp", "smtp", "smtps", "imap", "imaps", "pop3",
        "pop3s", "ftp", "tftp", "ldap", "ldaps", "kerberos", "rdp", "telnet", "dhcp", "syslog", "radius", "sip", "ike",
        "quic", "icmp", "mysql", "ms-sql", "nfs", "vnc", "bgp",
    ];
    WORDS.into_iter().find(|word| service.eq_ignore_ascii_case(word.as_bytes()))
}
