//! What vendors write beyond CEF's dictionary, and what they label its custom fields with.

use model::Field;

use super::keys::{
    Means::{self, Is, IsNoted, Noted, Seconds},
    Slot,
};

/// A vendor's ways.
pub(super) struct Vendor {
    /// How its name in the header begins.
    pub(super) name: &'static str,
    /// `observer.type`.
    pub(super) observer: &'static str,
    /// Its keys, which come before those of the dictionary.
    pub(super) keys: &'static [(&'static str, Means)],
    /// True where `in` counts what the source received, against the dictionary.
    pub(super) is_turned: bool,
}

/// The vendor that the header names.
pub(super) fn find_vendor(name: &[u8]) -> Option<&'static Vendor> {
    VENDORS.iter().find(|vendor| {
        name.get(..vendor.name.len()).is_some_and(|head| head.eq_ignore_ascii_case(vendor.name.as_bytes()))
    })
}

static VENDORS: [Vendor; 11] = [
    Vendor { name: "Fortinet", observer: "firewall", keys: &FORTINET, is_turned: true },
    Vendor { name: "Check Point", observer: "firewall", keys: &CHECK_POINT, is_turned: false },
    Vendor { name: "Palo Alto Networks", observer: "firewall", keys: &PALO_ALTO, is_turned: false },
    Vendor { name: "Ubiquiti", observer: "firewall", keys: &UBIQUITI, is_turned: false },
    Vendor { name: "Trend Micro", observer: "hids", keys: &TREND_MICRO, is_turned: false },
    Vendor { name: "FORCEPOINT", observer: "firewall", keys: &[], is_turned: false },
    Vendor { name: "FireEye", observer: "ids", keys: &[], is_turned: false },
    Vendor { name: "Trellix", observer: "ids", keys: &[], is_turned: false },
    Vendor { name: "Infoblox", observer: "dns", keys: &INFOBLOX, is_turned: false },
    Vendor { name: "Imperva", observer: "waf", keys: &[], is_turned: false },
    Vendor { name: "Incapsula", observer: "waf", keys: &INCAPSULA, is_turned: false },
];

/// FortiOS Log Message Reference, "CEF support": FortiOS's own keys with `FTNTFGT` before them.
static FORTINET: [(&str, Means); 34] = [
    ("deviceExternalId", Is(Field::ObserverSerialNumber)),
    ("externalId", Is(Field::SessionId)),
    ("FTNTFGTattack", Is(Field::RuleName)),
    ("FTNTFGTattackid", Is(Field::RuleId)),
    ("FTNTFGTcatdesc", Is(Field::RuleCategory)),
    ("FTNTFGTdstcountry", Is(Field::DestinationGeoCountryName)),
    ("FTNTFGTdstintf", Is(Field::ObserverEgressInterfaceName)),
    ("FTNTFGTduration", Seconds(Field::EventDuration)),
    ("FTNTFGTeventtime", Noted(Slot::VendorTime)),
    ("FTNTFGTfilehash", Means::Hash),
    ("FTNTFGTgroup", Is(Field::GroupName)),
    ("FTNTFGThostname", Is(Field::UrlDomain)),
    ("FTNTFGThttpmethod", Is(Field::HttpRequestMethod)),
    ("FTNTFGTlevel", Is(Field::LogLevel)),
    ("FTNTFGTlogdesc", Is(Field::RuleDescription)),
    ("FTNTFGTlogid", Is(Field::EventCode)),
    ("FTNTFGTpolicyid", Is(Field::RuleId)),
    ("FTNTFGTpolicyname", Is(Field::RuleName)),
    ("FTNTFGTpoluuid", Is(Field::RuleUuid)),
    ("FTNTFGTprofile", Is(Field::RuleRuleset)),
    ("FTNTFGTqname", Is(Field::DnsQuestionName)),
    ("FTNTFGTqtype", Is(Field::DnsQuestionType)),
    ("FTNTFGTrcvdpkt", Is(Field::DestinationPackets)),
    ("FTNTFGTreferralurl", Is(Field::HttpRequestReferrer)),
    ("FTNTFGTsentpkt", Is(Field::SourcePackets)),
    ("FTNTFGTservice", Is(Field::NetworkProtocol)),
    ("FTNTFGTsessionid", Is(Field::SessionId)),
    ("FTNTFGTsrccountry", Is(Field::SourceGeoCountryName)),
    ("FTNTFGTsrcintf", Is(Field::ObserverIngressInterfaceName)),
    ("FTNTFGTsrcname", Is(Field::SourceDomain)),
    ("FTNTFGTtransip", Is(Field::SourceNatIp)),
    ("FTNTFGTtransport", Is(Field::SourceNatPort)),
    ("FTNTFGTtunnelip", Is(Field::SourceNatIp)),
    ("FTNTFGTvirus", Is(Field::ThreatIndicatorName)),
];

/// Check Point, "Log Exporter: field mapping" (sk122323, sk144192).
static CHECK_POINT: [(&str, Means); 20] = [
    ("origin", Is(Field::ObserverIp)),
    ("loguid", Is(Field::EventId)),
    ("sequencenum", Is(Field::EventSequence)),
    ("ifname", Is(Field::ObserverIngressInterfaceName)),
    ("inzone", Is(Field::ObserverIngressZone)),
    ("outzone", Is(Field::ObserverEgressZone)),
    ("rule_uid", Is(Field::RuleUuid)),
    ("rule_name", Is(Field::RuleName)),
    ("rule", Is(Field::RuleId)),
    ("service_id", Is(Field::NetworkApplication)),
    ("cp_severity", Is(Field::LogLevel)),
    ("protection_name", Is(Field::RuleName)),
    ("protection_id", Is(Field::RuleId)),
    ("malware_family", Is(Field::ThreatIndicatorName)),
    ("src_user_name", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    ("administrator", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    ("client_ip", Is(Field::SourceIp)),
    ("sendtotrackerasadvancedauditlog", Noted(Slot::Category)),
    ("src_machine_name", Is(Field::SourceDomain)),
    ("dst_machine_name", Is(Field::DestinationDomain)),
];

/// Palo Alto Networks, "CEF Configuration Guide", PAN-OS 7.1 to 11.
static PALO_ALTO: [(&str, Means); 8] = [
    ("PanOSPacketsReceived", Is(Field::DestinationPackets)),
    ("PanOSPacketsSent", Is(Field::SourcePackets)),
    ("PanOSRuleUUID", Is(Field::RuleUuid)),
    ("PanOSSourceLocation", Is(Field::SourceGeoCountryName)),
    ("PanOSDestinationLocation", Is(Field::DestinationGeoCountryName)),
    ("PanOSThreatCategory", Is(Field::RuleCategory)),
    ("PanOSSessionID", Is(Field::SessionId)),
    ("deviceExternalId", Is(Field::ObserverSerialNumber)),
];

/// Ubiquiti, "UniFi System Logs & SIEM Integration": the host is the console that reports.
static UBIQUITI: [(&str, Means); 16] = [
    ("UNIFIadmin", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    ("UNIFIhost", Is(Field::ObserverHostname)),
    ("UNIFIdeviceIp", Is(Field::ObserverIp)),
    ("UNIFIdeviceMac", Is(Field::ObserverMac)),
    ("UNIFIbytesSent", Is(Field::SourceBytes)),
    ("UNIFIbytesReceived", Is(Field::DestinationBytes)),
    ("UNIFIpacketsSent", Is(Field::SourcePackets)),
    ("UNIFIpacketsReceived", Is(Field::DestinationPackets)),
    ("UNIFIipsSignature", Is(Field::RuleName)),
    ("UNIFIipsSignatureId", Is(Field::RuleId)),
    ("UNIFIutcTime", Noted(Slot::VendorTime)),
    ("UNIFIdirection", Noted(Slot::Direction)),
    ("UNIFIclientIp", Is(Field::SourceIp)),
    ("UNIFIclientMac", Is(Field::SourceMac)),
    ("UNIFIsrcZone", Is(Field::ObserverIngressZone)),
    ("UNIFIdstZone", Is(Field::ObserverEgressZone)),
];

/// Trend Micro, "Deep Security: syslog message formats".
static TREND_MICRO: [(&str, Means); 5] = [
    ("TrendMicroDsFileMD5", Is(Field::FileHashMd5)),
    ("TrendMicroDsFileSHA1", Is(Field::FileHashSha1)),
    ("TrendMicroDsFileSHA256", Is(Field::FileHashSha256)),
    ("TrendMicroDsProcess", Is(Field::ProcessExecutable)),
    ("TrendMicroDsProcessPid", Is(Field::ProcessPid)),
];

/// Infoblox NIOS, "CEF" of its response policy zones and threat protection.
static INFOBLOX: [(&str, Means); 3] =
    [("fqdn", Is(Field::DnsQuestionName)), ("qtype", Is(Field::DnsQuestionType)), ("CAT", Noted(Slot::Category))];

/// Imperva's cloud WAF, "CEF log file structure".
static INCAPSULA: [(&str, Means); 3] =
    [("sip", Is(Field::DestinationIp)), ("cn1", Is(Field::HttpResponseStatusCode)), ("ver", Is(Field::TlsVersion))];

/// What a label of a custom field says that the field holds, whatever the label's case.
pub(super) fn find_label(label: &[u8]) -> Option<Field> {
    let row = LABELS.iter().find(|(name, _)| label.eq_ignore_ascii_case(name.as_bytes()));
    row.map(|(_, field)| *field)
}

static LABELS: [(&str, Field); 38] = [
    ("Rule", Field::RuleName),
    ("Rule Name", Field::RuleName),
    ("RuleName", Field::RuleName),
    ("Rule ID", Field::RuleId),
    ("RuleID", Field::RuleId),
    ("sid", Field::RuleId),
    ("sname", Field::RuleName),
    ("Signature", Field::RuleName),
    ("Threat Name", Field::ThreatIndicatorName),
    ("Malware Name", Field::ThreatIndicatorName),
    ("Source IPv6 Address", Field::SourceIp),
    ("Source IPv6", Field::SourceIp),
    ("Destination IPv6 Address", Field::DestinationIp),
    ("Destination IPv6", Field::DestinationIp),
    ("Device IPv6 Address", Field::ObserverIp),
    ("Source Zone", Field::ObserverIngressZone),
    ("Destination Zone", Field::ObserverEgressZone),
    ("SessionID", Field::SessionId),
    ("Session ID", Field::SessionId),
    ("Packets", Field::NetworkPackets),
    ("Total bytes", Field::NetworkBytes),
    ("sha1", Field::FileHashSha1),
    ("SHA-1", Field::FileHashSha1),
    ("sha256", Field::FileHashSha256),
    ("SHA-256", Field::FileHashSha256),
    ("md5", Field::FileHashMd5),
    ("vlan", Field::NetworkVlanId),
    ("Vlan ID", Field::NetworkVlanId),
    ("cncHost", Field::DestinationAddress),
    ("Subject", Field::EmailSubject),
    ("Email Subject", Field::EmailSubject),
    ("CVE", Field::VulnerabilityId),
    ("Command Line", Field::ProcessCommandLine),
    ("CommandLine", Field::ProcessCommandLine),
    ("Parent Process", Field::ProcessParentExecutable),
    ("User Agent", Field::UserAgentOriginal),
    ("Host Name", Field::HostName),
    ("Agent ID", Field::HostId),
];
