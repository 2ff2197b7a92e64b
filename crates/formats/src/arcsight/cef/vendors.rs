//! What vendors write beyond CEF's dictionary.

use model::{Field, Record};

use super::{
    edge::EDGE,
    keys::{
        Means::{self, IfAny, Is, IsNoted, Kept, Noted, Seconds, Unless},
        Slot,
    },
    palo_alto::{CORTEX, CORTEX_LABELS, PALO_ALTO, STRATA, name_palo_alto_kind, read_palo_alto},
};
use crate::{
    body::Body,
    mikrotik::routeros,
    syntax::{cef::Cef, kind_words::Kind, names::Sieve},
};

/// A vendor's ways.
pub(super) struct Vendor {
    /// How its name in the header begins.
    pub(super) name: &'static str,
    /// How the product's name begins, where others of its products have other ways.
    pub(super) product: &'static str,
    /// `observer.type`.
    pub(super) observer: &'static str,
    /// Its keys, which come before those of the dictionary.
    pub(super) keys: &'static [(&'static str, Means)],
    /// Most keys of a record are the dictionary's.
    pub(super) sieve: Sieve,
    /// What its labels of custom fields say, before those of all vendors; none where a label of theirs says another
    /// thing.
    pub(super) labels: Labels,
    /// What stands before a key of its own, where it writes those of its other logs so.
    pub(super) prefixes: &'static [&'static str],
    /// True where `in` counts what the source received, against the dictionary.
    pub(super) is_turned: bool,
    /// The kind of a record, where the vendor's words say it otherwise than most.
    pub(super) name_kind: NameKind,
    /// Reads the message (`msg`) where it says what no key does.
    pub(super) read_text: Option<ReadText>,
}

/// Reads the message of a record, of which the header and the category are known, and adds what it says; false where
/// the record is of another kind.
pub(super) type ReadText = fn(&Body<'_>, &Cef<'_>, &[u8], &[u8], &mut Record) -> bool;

/// Names a record's kind by its id, its name and its category; none where the words that all vendors use tell it.
type NameKind = fn(&[u8], &[u8], &[u8]) -> Option<Kind>;

/// Labels, whatever their case, and what the fields hold.
pub(super) type Labels = &'static [(&'static str, Option<Field>)];

impl Vendor {
    /// What a label says of its field.
    pub(super) fn find_label(&self, label: &[u8]) -> Option<Option<Field>> {
        let row = self.labels.iter().find(|(name, _)| label.eq_ignore_ascii_case(name.as_bytes()));
        row.map(|(_, field)| *field)
    }

    /// What a key means, whatever stands before it.
    pub(super) fn find(&self, key: &[u8]) -> Option<&'static (&'static str, Means)> {
        let bare = self.prefixes.iter().find_map(|prefix| key.strip_prefix(prefix.as_bytes())).unwrap_or(key);
        let is_bare = bare.len() == key.len();
        if !self.sieve.lets_through(bare) && (is_bare || !self.sieve.lets_through(key)) {
            return None;
        }
        self.keys.iter().find(|(known, _)| known.as_bytes() == bare || known.as_bytes() == key)
    }
}

/// The vendor that the header names.
pub(super) fn find_vendor(name: &[u8], product: &[u8]) -> Option<&'static Vendor> {
    let first = name.first()?.to_ascii_lowercase();
    VENDORS.iter().chain(&EDGE).find(|vendor| {
        // Its first letter tells most vendors from this one.
        let is_alike = vendor.name.as_bytes().first().is_some_and(|letter| letter.to_ascii_lowercase() == first);
        let begins = is_alike
            && name.get(..vendor.name.len()).is_some_and(|head| head.eq_ignore_ascii_case(vendor.name.as_bytes()));
        begins && product.starts_with(vendor.product.as_bytes())
    })
}

static VENDORS: [Vendor; 9] = [
    Vendor {
        prefixes: &["FTNTFGT", "FortinetFortiGate", "ad."],
        is_turned: true,
        ..name_vendor("Fortinet", "firewall", &FORTINET)
    },
    name_vendor("Check Point", "firewall", &CHECK_POINT),
    Vendor {
        product: "LF",
        is_turned: true,
        name_kind: name_palo_alto_kind,
        read_text: Some(read_palo_alto),
        ..name_vendor("Palo Alto Networks", "firewall", &STRATA)
    },
    Vendor { product: "Cortex", labels: CORTEX_LABELS, ..name_vendor("Palo Alto Networks", "edr", &CORTEX) },
    Vendor {
        name_kind: name_palo_alto_kind,
        read_text: Some(read_palo_alto),
        ..name_vendor("Palo Alto Networks", "firewall", &PALO_ALTO)
    },
    name_vendor("Ubiquiti", "firewall", &UBIQUITI),
    Vendor { name_kind: name_deep_security_kind, ..name_vendor("Trend Micro", "hids", &TREND_MICRO) },
    Vendor { is_turned: true, ..name_vendor("SonicWALL", "firewall", &SONICWALL) },
    Vendor { read_text: Some(read_routeros), ..name_vendor("MikroTik", "router", &MIKROTIK) },
];

/// A vendor whose products all write the dictionary's counts and its keys without a prefix.
pub(super) const fn name_vendor(
    name: &'static str,
    observer: &'static str,
    keys: &'static [(&'static str, Means)],
) -> Vendor {
    Vendor {
        name,
        product: "",
        observer,
        keys,
        sieve: Sieve::new(keys),
        labels: &[],
        prefixes: &[],
        is_turned: false,
        name_kind: |_, _, _| None,
        read_text: None,
    }
}

/// FortiOS Log Message Reference, "CEF support": FortiOS's own keys with `FTNTFGT` before them;
/// FortiAnalyzer forwards them with `ad.`.
static FORTINET: [(&str, Means); 59] = [
    ("deviceExternalId", Is(Field::ObserverSerialNumber)),
    ("externalId", Is(Field::SessionId)),
    // The interface by which an administrator came: `GUI(192.0.2.5)`.
    ("sproc", Kept),
    ("action", IsNoted(Field::EventAction, Slot::Action)),
    // Without its prefix the key is the service.
    ("FTNTFGTapp", Is(Field::NetworkApplication)),
    ("FortinetFortiGateapp", Is(Field::NetworkApplication)),
    ("ad.app", Is(Field::NetworkApplication)),
    ("attack", Noted(Slot::SignatureName)),
    ("attackid", Noted(Slot::Signature)),
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
    ("outintf", Is(Field::ObserverEgressInterfaceName)),
    ("policyid", Noted(Slot::Policy)),
    ("policyname", Noted(Slot::PolicyName)),
    ("poluuid", Is(Field::RuleUuid)),
    ("profile", Is(Field::RuleRuleset)),
    ("qname", Is(Field::DnsQuestionName)),
    ("qtype", Is(Field::DnsQuestionType)),
    ("xid", Is(Field::DnsId)),
    ("ipaddr", IfAny(Field::DnsResolvedIp)),
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
    ("dstuser", Noted(Slot::FarUser)),
    ("sender", Is(Field::EmailFromAddress)),
    ("recipient", Is(Field::EmailToAddress)),
    ("subject", Is(Field::EmailSubject)),
    ("xauthuser", Unless(Field::SourceUserName, Slot::SourceUser)),
    ("eapuser", Unless(Field::SourceUserName, Slot::SourceUser)),
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

/// Ubiquiti, "UniFi System Logs & SIEM Integration": the host is the console that reports.
static UBIQUITI: [(&str, Means); 30] = [
    ("UNIFIadmin", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    ("UNIFIhost", Is(Field::ObserverHostname)),
    ("UNIFIdeviceIp", Is(Field::ObserverIp)),
    ("UNIFIdeviceMac", Is(Field::ObserverMac)),
    ("UNIFIbytesSent", Is(Field::SourceBytes)),
    ("UNIFIbytesReceived", Is(Field::DestinationBytes)),
    ("UNIFIpacketsSent", Is(Field::SourcePackets)),
    ("UNIFIpacketsReceived", Is(Field::DestinationPackets)),
    ("UNIFIipsSignature", Noted(Slot::SignatureName)),
    ("UNIFIipsSignatureId", Noted(Slot::Signature)),
    ("UNIFIpolicyName", Noted(Slot::PolicyName)),
    ("UNIFIpolicyType", Is(Field::RuleRuleset)),
    ("UNIFIutcTime", Noted(Slot::VendorTime)),
    ("UNIFIdirection", Noted(Slot::Direction)),
    ("UNIFIclientIp", Is(Field::SourceIp)),
    ("UNIFIclientMac", Is(Field::SourceMac)),
    ("UNIFIclientHostname", Is(Field::SourceDomain)),
    // Of a blocked flow the ends, where the gateway knows them as its clients or as a device.
    ("UNIFIsrcClientIp", Is(Field::SourceIp)),
    ("UNIFIsrcClientMac", Is(Field::SourceMac)),
    ("UNIFIsrcClientHostname", Is(Field::SourceDomain)),
    ("UNIFIdstClientIp", Is(Field::DestinationIp)),
    ("UNIFIdstClientMac", Is(Field::DestinationMac)),
    ("UNIFIdstClientHostname", Is(Field::DestinationDomain)),
    ("UNIFIdstDeviceIp", Is(Field::DestinationIp)),
    ("UNIFIdstDeviceMac", Is(Field::DestinationMac)),
    ("UNIFIdstDomain", Is(Field::DestinationDomain)),
    ("UNIFIwifiName", Is(Field::NetworkName)),
    ("UNIFInetworkVlan", Is(Field::NetworkVlanId)),
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

/// SonicOS, "Log Events Reference Guide", "ArcSight": `out` and `in` as FortiOS counts them.
/// What is translated stands under labels of others.
static SONICWALL: [(&str, Means); 12] = [
    ("snpt", Is(Field::SourceNatPort)),
    ("dnpt", Is(Field::DestinationNatPort)),
    ("cs1Label", Is(Field::SourceNatIp)),
    ("cs2Label", Is(Field::DestinationNatIp)),
    ("cs3Label", Is(Field::ObserverIngressZone)),
    ("cs4Label", Is(Field::ObserverEgressZone)),
    ("cs1", Is(Field::RuleName)),
    ("appName", Is(Field::NetworkApplication)),
    ("susr", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    ("usr", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    ("fw_action", Noted(Slot::Action)),
    ("sid", Is(Field::RuleId)),
];

/// RouterOS, "Log", `remote-log-format=cef`: the topics are the record's name, and the message says it all. Whom `duser`
/// names is who did it.
static MIKROTIK: [(&str, Means); 3] =
    [("msg", Noted(Slot::Text)), ("duser", Is(Field::UserName)), ("suser", Is(Field::UserName))];

/// The record's name holds the topics.
fn read_routeros(body: &Body<'_>, cef: &Cef<'_>, _category: &[u8], text: &[u8], record: &mut Record) -> bool {
    routeros::read_text(body, cef.header[4], text, record);
    true
}

/// Deep Security numbers what its protection against malware found from 4000000 on.
fn name_deep_security_kind(id: &[u8], _name: &[u8], _category: &[u8]) -> Option<Kind> {
    matches!(id, [b'4', b'0', b'0', b'0', b'0', _, _]).then_some(Kind::Malware)
}
