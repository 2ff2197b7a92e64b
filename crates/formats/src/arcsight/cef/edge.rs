//! What the vendors of gateways, proxies, filters and analysers write beyond CEF's dictionary.

use model::Field;

use super::{
    keys::{
        Means::{self, Account, Directory, IfAny, Is, IsNoted, Kept, Noted, Otherwise, Status, Tls},
        Slot,
    },
    vendors::{Labels, Vendor, name_vendor},
};

/// By vendor; a product with ways of its own before the others of its vendor.
pub(super) static EDGE: [Vendor; 26] = [
    Vendor { product: "Security", is_turned: true, ..name_vendor("FORCEPOINT", "proxy", &FORCEPOINT_WEB) },
    name_vendor("FORCEPOINT", "firewall", &[]),
    name_vendor("FireEye", "ids", &[]),
    Vendor { product: "ESM", ..name_vendor("Trellix", "siem", &MCAFEE_ESM) },
    name_vendor("Trellix", "ids", &[]),
    Vendor { product: "ESM", ..name_vendor("McAfee", "siem", &MCAFEE_ESM) },
    Vendor { labels: INFOBLOX_LABELS, ..name_vendor("Infoblox", "dns", &INFOBLOX) },
    Vendor { labels: IMPERVA_LABELS, ..name_vendor("Imperva", "waf", &[]) },
    name_vendor("Incapsula", "waf", &INCAPSULA),
    Vendor { labels: F5_LABELS, ..name_vendor("F5", "waf", &F5) },
    Vendor { labels: AKAMAI_LABELS, ..name_vendor("Akamai", "waf", &AKAMAI) },
    name_vendor("Barracuda", "waf", &[]),
    name_vendor("Citrix", "waf", &CITRIX),
    Vendor { is_turned: true, labels: ZSCALER_LABELS, ..name_vendor("Zscaler", "proxy", &ZSCALER) },
    Vendor { product: "Firepower", labels: FIREPOWER_LABELS, ..name_vendor("Cisco", "firewall", &FIREPOWER) },
    Vendor { labels: ESA_LABELS, ..name_vendor("Cisco", "", &ESA) },
    name_vendor("CyberArk", "", &CYBERARK),
    name_vendor("Cyber-Ark", "", &CYBERARK),
    Vendor { labels: KASPERSKY_LABELS, ..name_vendor("KasperskyLab", "epp", &[]) },
    Vendor { labels: KASPERSKY_LABELS, ..name_vendor("Kaspersky", "epp", &[]) },
    Vendor { labels: TIPPING_POINT_LABELS, ..name_vendor("TippingPoint", "ips", &[]) },
    name_vendor("Vectra", "ids", &[]),
    Vendor { labels: DARKTRACE_LABELS, ..name_vendor("Darktrace", "ids", &[]) },
    name_vendor("ExtraHop", "ids", &[]),
    Vendor { product: "ATA", ..name_vendor("Microsoft", "ids", &[]) },
    Vendor { product: "Azure ATP", ..name_vendor("Microsoft", "ids", &[]) },
];

/// Forcepoint, "Web protection: SIEM integration": `suser` is where the directory has the account, `in` what was
/// received.
static FORCEPOINT_WEB: [(&str, Means); 4] = [
    ("suser", Directory(Field::SourceUserName, Slot::SourceUser)),
    ("loginID", Noted(Slot::Login)),
    ("destinationTranslatedPort", IfAny(Field::DestinationNatPort)),
    ("refererUrl", Is(Field::HttpRequestReferrer)),
];

/// McAfee ESM, "Event forwarding: ArcSight format": the address of the device that reported to it.
static MCAFEE_ESM: [(&str, Means); 1] = [("deviceTranslatedAddress", Otherwise(Field::ObserverIp))];

/// Infoblox NIOS, "CEF" of its response policy zones and threat protection, and its Data Connector.
static INFOBLOX: [(&str, Means); 14] = [
    ("fqdn", Is(Field::DnsQuestionName)),
    ("qtype", Is(Field::DnsQuestionType)),
    ("CAT", Noted(Slot::Category)),
    ("destinationDnsDomain", Is(Field::DnsQuestionName)),
    ("InfobloxDNSQType", Is(Field::DnsQuestionType)),
    ("InfobloxDNSRCode", Is(Field::DnsResponseCode)),
    ("InfobloxB1PolicyName", Is(Field::RuleName)),
    ("InfobloxHostID", Is(Field::HostId)),
    // Of a subscriber's session, as RADIUS named it.
    ("User-Name", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    ("Acct-Session-Id", Is(Field::SessionId)),
    // Its cloud's first connector.
    ("InfobloxAtcQname", Is(Field::DnsQuestionName)),
    ("InfobloxAtcQtype", Is(Field::DnsQuestionType)),
    ("InfobloxAtcRcode", Is(Field::DnsResponseCode)),
    ("InfobloxAtcTimestamp", Noted(Slot::VendorTime)),
];
const INFOBLOX_LABELS: Labels =
    &[("InfobloxDNSQType", Some(Field::DnsQuestionType)), ("InfobloxDNSRCode", Some(Field::DnsResponseCode))];

/// SecureSphere, "CEF action sets".
const IMPERVA_LABELS: Labels = &[
    ("Policy", Some(Field::RuleRuleset)),
    ("HTTPHeaderRequest-URLMethod", Some(Field::HttpRequestMethod)),
    ("HTTPHeaderRequest-URLPath", Some(Field::UrlOriginal)),
];

/// Imperva's cloud WAF, "CEF log file structure".
static INCAPSULA: [(&str, Means); 16] = [
    ("sip", Is(Field::DestinationIp)),
    // The client's port and the server's.
    ("cpt", Is(Field::SourcePort)),
    ("spt", Is(Field::DestinationPort)),
    ("cn1", Status),
    ("ver", Tls),
    ("sourceServiceName", Is(Field::DestinationDomain)),
    ("qstr", Is(Field::UrlQuery)),
    ("xff", Is(Field::RelatedIp)),
    ("caIP", Is(Field::RelatedIp)),
    ("fileId", Is(Field::EventId)),
    // A kind of client (`Browser`).
    ("dproc", Kept),
    // The account of the site's owner.
    ("suid", Kept),
    ("deviceExternalId", Is(Field::HttpRequestId)),
    ("ref", Is(Field::HttpRequestReferrer)),
    ("ccode", Is(Field::SourceGeoCountryIsoCode)),
    ("cicode", Is(Field::SourceGeoCityName)),
];

/// F5, "ASM: storage format ArcSight": the id is that of a visitor's session.
static F5: [(&str, Means); 1] = [("suid", Is(Field::SessionId))];
const F5_LABELS: Labels = &[
    ("response_code", Some(Field::HttpResponseStatusCode)),
    ("policy_name", Some(Field::RuleRuleset)),
    ("attack_type", Some(Field::RuleCategory)),
    ("x_forwarded_for_header_value", Some(Field::RelatedIp)),
    ("device_address", Some(Field::ObserverIp)),
    ("source_address", Some(Field::SourceIp)),
    ("destination_address", Some(Field::DestinationIp)),
];

/// Citrix, "Application Firewall: CEF logging": its custom fields have no labels.
static CITRIX: [(&str, Means); 3] =
    [("method", Is(Field::HttpRequestMethod)), ("cs1", Is(Field::RuleRuleset)), ("cs3", Is(Field::SessionId))];

/// Akamai, "SIEM integration: CEF connector".
static AKAMAI: [(&str, Means); 2] =
    [("AkamaiSiemResponseStatus", Status), ("AkamaiSiemTLSVersion", Is(Field::TlsVersion))];
const AKAMAI_LABELS: Labels = &[
    ("Rules", Some(Field::RuleId)),
    ("Rule Messages", Some(Field::RuleName)),
    ("Rule Tags", Some(Field::RuleCategory)),
    ("ruleMessages", Some(Field::RuleName)),
    ("ruleTags", Some(Field::RuleCategory)),
    ("Firewall Policy Id", Some(Field::RuleRuleset)),
];

/// Zscaler, "NSS feed output formats": `in` is the answer's size, `outcome` its status.
static ZSCALER: [(&str, Means); 6] = [
    ("outcome", Status),
    ("rulelabel", Is(Field::RuleName)),
    ("devicehostname", Is(Field::HostName)),
    ("deviceHostName", Is(Field::HostName)),
    ("filename", Is(Field::FileName)),
    ("refererURL", Is(Field::HttpRequestReferrer)),
];
const ZSCALER_LABELS: Labels = &[
    ("md5hash", Some(Field::FileHashMd5)),
    ("threatname", Some(Field::ThreatIndicatorName)),
    ("dns_req", Some(Field::DnsQuestionName)),
    ("dns_reqtype", Some(Field::DnsQuestionType)),
    ("dns_resp", Some(Field::DnsAnswersData)),
    ("reqrulelabel", Some(Field::RuleName)),
];

/// Cisco, "eStreamer eNcore CEF": the pid is the number of a sensor.
static FIREPOWER: [(&str, Means); 1] = [("dvcpid", Kept)];
const FIREPOWER_LABELS: Labels = &[
    ("fwRule", Some(Field::RuleName)),
    ("fwPolicy", Some(Field::RuleRuleset)),
    ("ingressZone", Some(Field::ObserverIngressZone)),
    ("egressZone", Some(Field::ObserverEgressZone)),
];

/// Cisco, "AsyncOS for secure email gateways: consolidated event logs". Its users are the envelope's addresses.
static ESA: [(&str, Means); 4] = [
    ("ESAMID", Is(Field::EmailLocalId)),
    ("ESAFriendlyFrom", Is(Field::EmailFromAddress)),
    ("ESAHeloDomain", Otherwise(Field::SourceDomain)),
    ("ESASDRThreatCategory", Is(Field::RuleCategory)),
];
const ESA_LABELS: Labels = &[("ExternalMsgID", Some(Field::EmailMessageId)), ("MailPolicy", Some(Field::RuleName))];

/// CyberArk, "Vault: syslog messages" and "Privileged Threat Analytics": `name(name@example.com)`.
static CYBERARK: [(&str, Means); 2] = [
    ("suser", Account(Field::SourceUserName, Slot::SourceUser)),
    ("duser", Account(Field::DestinationUserName, Slot::TargetUser)),
];

/// Kaspersky Security Center, "Exporting events to SIEM systems".
const KASPERSKY_LABELS: Labels =
    &[("VirusName", Some(Field::ThreatIndicatorName)), ("ProcessName", Some(Field::ProcessName))];

/// TippingPoint SMS, "Remote syslog: ArcSight CEF format".
const TIPPING_POINT_LABELS: Labels =
    &[("Profile Name", Some(Field::RuleRuleset)), ("Signature UUID", Some(Field::RuleUuid))];

/// Darktrace, "CEF syslog": the model that was breached.
const DARKTRACE_LABELS: Labels = &[("Model", Some(Field::RuleName)), ("Category", Some(Field::RuleCategory))];
