//! What vendors write beyond CEF's dictionary, and what they label its custom fields with.

use model::Field;

use super::keys::{
    Means::{self, IfAny, Is, IsNoted, Kept, Noted, Seconds},
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
    /// What stands before a key of its own, where it writes those of its other logs so.
    pub(super) prefixes: &'static [&'static str],
    /// True where `in` counts what the source received, against the dictionary.
    pub(super) is_turned: bool,
}

impl Vendor {
    /// What a key means, whatever stands before it.
    pub(super) fn find(&self, key: &[u8]) -> Option<&'static (&'static str, Means)> {
        let bare = self.prefixes.iter().find_map(|prefix| key.strip_prefix(prefix.as_bytes())).unwrap_or(key);
        self.keys.iter().find(|(known, _)| known.as_bytes() == bare)
    }
}

/// The vendor that the header names.
pub(super) fn find_vendor(name: &[u8]) -> Option<&'static Vendor> {
    VENDORS.iter().find(|vendor| {
        name.get(..vendor.name.len()).is_some_and(|head| head.eq_ignore_ascii_case(vendor.name.as_bytes()))
    })
}

static VENDORS: [Vendor; 12] = [
    Vendor {
        name: "Fortinet",
        observer: "firewall",
        keys: &FORTINET,
        prefixes: &["FTNTFGT", "FortinetFortiGate", "ad."],
        is_turned: true,
    },
    Vendor { name: "Check Point", observer: "firewall", keys: &CHECK_POINT, prefixes: &[], is_turned: false },
    Vendor { name: "Palo Alto Networks", observer: "firewall", keys: &PALO_ALTO, prefixes: &[], is_turned: false },
    Vendor { name: "Ubiquiti", observer: "firewall", keys: &UBIQUITI, prefixes: &[], is_turned: false },
    Vendor { name: "Trend Micro", observer: "hids", keys: &TREND_MICRO, prefixes: &[], is_turned: false },
    Vendor { name: "FORCEPOINT", observer: "firewall", keys: &[], prefixes: &[], is_turned: false },
    Vendor { name: "FireEye", observer: "ids", keys: &[], prefixes: &[], is_turned: false },
    Vendor { name: "Trellix", observer: "ids", keys: &[], prefixes: &[], is_turned: false },
    Vendor { name: "Infoblox", observer: "dns", keys: &INFOBLOX, prefixes: &[], is_turned: false },
    Vendor { name: "SonicWALL", observer: "firewall", keys: &SONICWALL, prefixes: &[], is_turned: true },
    Vendor { name: "Imperva", observer: "waf", keys: &[], prefixes: &[], is_turned: false },
    Vendor { name: "Incapsula", observer: "waf", keys: &INCAPSULA, prefixes: &[], is_turned: false },
];

/// FortiOS Log Message Reference, "CEF support": FortiOS's own keys with `FTNTFGT` before them;
/// FortiAnalyzer forwards them with `ad.`.
static FORTINET: [(&str, Means); 46] = [
    ("deviceExternalId", Is(Field::ObserverSerialNumber)),
    ("externalId", Is(Field::SessionId)),
    // The interface by which an administrator came: `GUI(192.0.2.5)`.
    ("sproc", Kept),
    ("attack", Is(Field::RuleName)),
    ("attackid", Is(Field::RuleId)),
    ("catdesc", Is(Field::RuleCategory)),
    ("dstcountry", Is(Field::DestinationGeoCountryName)),
    ("dstintf", Is(Field::ObserverEgressInterfaceName)),
    ("duration", Seconds(Field::EventDuration)),
    ("eventtime", Noted(Slot::VendorTime)),
    ("filehash", Means::Hash),
    ("group", Is(Field::GroupName)),
    ("hostname", Is(Field::UrlDomain)),
    ("httpmethod", Is(Field::HttpRequestMethod)),
    ("level", Is(Field::LogLevel)),
    ("logdesc", Is(Field::RuleDescription)),
    ("logid", Is(Field::EventCode)),
    ("policyid", Is(Field::RuleId)),
    ("policyname", Is(Field::RuleName)),
    ("poluuid", Is(Field::RuleUuid)),
    ("profile", Is(Field::RuleRuleset)),
    ("qname", Is(Field::DnsQuestionName)),
    ("qtype", Is(Field::DnsQuestionType)),
    ("rcvdpkt", Is(Field::DestinationPackets)),
    ("referralurl", Is(Field::HttpRequestReferrer)),
    ("sentpkt", Is(Field::SourcePackets)),
    ("service", Is(Field::NetworkProtocol)),
    ("sessionid", Is(Field::SessionId)),
    ("srccountry", Is(Field::SourceGeoCountryName)),
    ("srcintf", Is(Field::ObserverIngressInterfaceName)),
    ("transip", Is(Field::SourceNatIp)),
    ("transport", Is(Field::SourceNatPort)),
    ("tunnelip", Is(Field::SourceNatIp)),
    ("srcmac", Is(Field::SourceMac)),
    ("dstmac", Is(Field::DestinationMac)),
    ("srcname", Is(Field::SourceDomain)),
    ("tranip", Is(Field::DestinationNatIp)),
    ("tranport", Is(Field::DestinationNatPort)),
    ("remip", Is(Field::SourceIp)),
    ("remport", Is(Field::SourcePort)),
    ("locip", Is(Field::DestinationIp)),
    ("locport", Is(Field::DestinationPort)),
    ("url", Is(Field::UrlOriginal)),
    ("user", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    ("analyticscksum", Means::Hash),
    ("virus", Is(Field::ThreatIndicatorName)),
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
static PALO_ALTO: [(&str, Means); 16] = [
    ("PanOSPacketsReceived", Is(Field::DestinationPackets)),
    ("PanOSPacketsSent", Is(Field::SourcePackets)),
    ("PanOSRuleUUID", Is(Field::RuleUuid)),
    ("PanOSSourceLocation", Is(Field::SourceGeoCountryName)),
    ("PanOSDestinationLocation", Is(Field::DestinationGeoCountryName)),
    ("PanOSThreatCategory", Is(Field::RuleCategory)),
    ("PanOSSessionID", Is(Field::SessionId)),
    ("PanOSBytes", Is(Field::NetworkBytes)),
    ("PanOSThreatID", Is(Field::RuleId)),
    ("PanOSFileHash", Means::Hash),
    ("PanOSFileDigest", Means::Hash),
    // "LF", the cloud's log forwarding, has several of each.
    ("suser0", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    ("duser0", IsNoted(Field::DestinationUserName, Slot::TargetUser)),
    ("sourceTranslatedAddress", IfAny(Field::SourceNatIp)),
    ("destinationTranslatedAddress", IfAny(Field::DestinationNatIp)),
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

/// SonicOS, "Log Events Reference Guide", "ArcSight": `out` and `in` as FortiOS counts them.
static SONICWALL: [(&str, Means); 4] = [
    ("susr", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    ("usr", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    ("fw_action", Noted(Slot::Action)),
    ("sid", Is(Field::RuleId)),
];

/// Imperva's cloud WAF, "CEF log file structure".
static INCAPSULA: [(&str, Means); 5] = [
    ("sip", Is(Field::DestinationIp)),
    // The client's port and the server's.
    ("cpt", Is(Field::SourcePort)),
    ("spt", Is(Field::DestinationPort)),
    ("cn1", Is(Field::HttpResponseStatusCode)),
    ("ver", Is(Field::TlsVersion)),
];

/// What a label of a custom field says that the field holds, whatever the label's case.
pub(super) fn find_label(label: &[u8]) -> Option<Field> {
    let row = LABELS.iter().find(|(name, _)| label.eq_ignore_ascii_case(name.as_bytes()));
    row.map(|(_, field)| *field)
}

static LABELS: [(&str, Field); 39] = [
    ("Rule", Field::RuleName),
    ("Rule Name", Field::RuleName),
    ("RuleName", Field::RuleName),
    ("Rule ID", Field::RuleId),
    ("RuleID", Field::RuleId),
    ("sid", Field::RuleId),
    ("sname", Field::RuleName),
    ("Signature", Field::RuleName),
    ("Protection Name", Field::RuleName),
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
