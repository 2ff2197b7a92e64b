//! What Palo Alto Networks' firewalls and their cloud write beyond CEF's dictionary.

use model::{Field, Record, TimeRole};

use super::{
    keys::{
        Means::{self, IfAny, Is, IsNoted, Noted, Time, Unless},
        Slot,
    },
    vendors::Labels,
};
use crate::{
    body::Body,
    paloalto::panos::read_description,
    syntax::{cef::Cef, kind_words::Kind},
};

/// Palo Alto Networks, "CEF Configuration Guide", PAN-OS 7.1 to 11.
pub(super) static PALO_ALTO: [(&str, Means); 33] = [
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
    ("sourceTranslatedAddress", IfAny(Field::SourceNatIp)),
    ("destinationTranslatedAddress", IfAny(Field::DestinationNatIp)),
    ("deviceExternalId", Is(Field::ObserverSerialNumber)),
    ("msg", Noted(Slot::Text)),
    ("requestContext", Is(Field::HttpResponseMimeType)),
    ("PanOSReferer", Is(Field::HttpRequestReferrer)),
    ("PanOSXForwarderfor", IfAny(Field::ClientIp)),
    // Remote access.
    ("PanOSDeviceSN", Is(Field::ObserverSerialNumber)),
    ("PanOSSourceUserName", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    ("PanOSSourceRegion", Is(Field::SourceGeoCountryName)),
    ("PanOSEventID", IsNoted(Field::EventAction, Slot::Category)),
    ("PanOSEventStatus", Noted(Slot::Outcome)),
    ("PanOSPublicIPv4", IfAny(Field::SourceIp)),
    ("PanOSPublicIPv6", IfAny(Field::SourceIp)),
    ("PanOSPrivateIPv4", IfAny(Field::SourceNatIp)),
    ("PanOSPrivateIPv6", IfAny(Field::SourceNatIp)),
    ("PanOSEndpointDeviceName", Is(Field::HostName)),
    ("PanOSEndpointOSType", Is(Field::HostOsName)),
    ("PanOSEndpointOSVersion", Is(Field::HostOsVersion)),
    ("PanOSHostID", Is(Field::HostId)),
    ("PanOSConnectionError", Is(Field::ErrorMessage)),
    ("PanOSQuarantineReason", Is(Field::EventReason)),
];

/// "LF", the log forwarding of Palo Alto Networks' cloud: "Strata Logging Service Log Reference", the CEF fields of each
/// log (<https://docs.paloaltonetworks.com/strata-logging-service/log-reference>). `start` is when the firewall wrote the
/// record, `rt` when the cloud had it.
pub(super) static STRATA: [(&str, Means); 58] = [
    ("start", Noted(Slot::WrittenTime)),
    ("PanOSEventTime", Noted(Slot::WrittenTime)),
    ("msg", Noted(Slot::Text)),
    ("PanOSSessionStartTime", Time(TimeRole::Start)),
    ("deviceExternalId", Is(Field::ObserverSerialNumber)),
    ("PanOSDeviceSN", Is(Field::ObserverSerialNumber)),
    ("sourceTranslatedAddress", IfAny(Field::SourceNatIp)),
    ("destinationTranslatedAddress", IfAny(Field::DestinationNatIp)),
    // The account alone, its domain, and both in one.
    ("sntdom", Is(Field::SourceUserDomain)),
    ("dntdom", Is(Field::DestinationUserDomain)),
    ("suser0", Unless(Field::SourceUserName, Slot::SourceUser)),
    ("duser0", Unless(Field::DestinationUserName, Slot::TargetUser)),
    ("PanOSSourceUserName", IsNoted(Field::SourceUserName, Slot::SourceUser)),
    ("PanOSBytes", Is(Field::NetworkBytes)),
    ("PanOSPacketsReceived", Is(Field::DestinationPackets)),
    ("PanOSPacketsSent", Is(Field::SourcePackets)),
    ("PanOSRuleUUID", Is(Field::RuleUuid)),
    ("PanOSSessionID", Is(Field::SessionId)),
    ("PanOSSourceLocation", Is(Field::SourceGeoCountryName)),
    ("PanOSDestinationLocation", Is(Field::DestinationGeoCountryName)),
    ("PanOSSourceRegion", Is(Field::SourceGeoCountryName)),
    ("PanOSSourceDeviceHost", Is(Field::SourceDomain)),
    ("PanOSSourceDeviceMac", Is(Field::SourceMac)),
    ("PanOSDestinationDeviceHost", Is(Field::DestinationDomain)),
    ("PanOSDestinationDeviceMac", Is(Field::DestinationMac)),
    ("PanOSContainerID", Is(Field::ContainerId)),
    ("PanOSThreatCategory", Is(Field::RuleCategory)),
    ("PanOSThreatID", Is(Field::RuleId)),
    ("PanOSFileHash", Means::Hash),
    ("PanOSFileDigest", Means::Hash),
    // Remote access.
    ("PanOSEventIDValue", IsNoted(Field::EventAction, Slot::Category)),
    ("PanOSEventStatus", Noted(Slot::Outcome)),
    ("PanOSPublicIPv4", IfAny(Field::SourceIp)),
    ("PanOSPublicIPv6", IfAny(Field::SourceIp)),
    ("PanOSPrivateIPv4", IfAny(Field::SourceNatIp)),
    ("PanOSPrivateIPv6", IfAny(Field::SourceNatIp)),
    ("PanOSEndpointDeviceName", Is(Field::HostName)),
    ("PanOSEndpointOSType", Is(Field::HostOsName)),
    ("PanOSEndpointOSVersion", Is(Field::HostOsVersion)),
    ("PanOSHostID", Is(Field::HostId)),
    ("PanOSConnectionError", Is(Field::ErrorMessage)),
    ("PanOSConnectionErrorID", Is(Field::ErrorCode)),
    ("PanOSQuarantineReason", Is(Field::EventReason)),
    // Who logged in, by which rule; what a handshake showed; what a system record is about.
    ("PanOSSourceUserDomain", Is(Field::SourceUserDomain)),
    ("PanOSDestinationUserName", Unless(Field::DestinationUserName, Slot::TargetUser)),
    ("PanOSDestinationUserDomain", Is(Field::DestinationUserDomain)),
    ("PanOSUserAgentString", Is(Field::UserAgentOriginal)),
    ("PanOSRuleMatched", Is(Field::RuleName)),
    ("PanOSRuleMatchedUUID", Is(Field::RuleUuid)),
    ("PanOSServerNameIndication", Is(Field::TlsClientServerName)),
    ("PanOSCommonName", Is(Field::TlsServerSubject)),
    ("PanOSIssuerCommonName", Is(Field::TlsServerIssuer)),
    ("PanOSErrorMessage", Is(Field::ErrorMessage)),
    ("PanOSX-Forwarded-ForIP", IfAny(Field::ClientIp)),
    ("requestContext", Is(Field::HttpResponseMimeType)),
    ("PanOSReferer", Is(Field::HttpRequestReferrer)),
    ("PanOSURLDomain", Is(Field::UrlDomain)),
    ("PanOSEventID", Noted(Slot::Category)),
];

/// "Cortex XDR: alert notification format": the process that began it.
pub(super) static CORTEX: [(&str, Means); 2] =
    [("initiatorSha256", Is(Field::ProcessHashSha256)), ("initiatorPath", Is(Field::ProcessExecutable))];

/// The signature is that of the process's file.
pub(super) const CORTEX_LABELS: Labels = &[
    ("Initiated by", Some(Field::ProcessName)),
    ("Initiator CMD", Some(Field::ProcessCommandLine)),
    ("Signature", None),
];

/// A SYSTEM record says in words who did what; the firewall and the cloud write type and subtype in opposite places.
pub(super) fn read_palo_alto(
    body: &Body<'_>,
    cef: &Cef<'_>,
    category: &[u8],
    text: &[u8],
    record: &mut Record,
) -> bool {
    let [_, _, _, id, name, _] = cef.header;
    let is_system = (id == b"SYSTEM" || name == b"SYSTEM") && !text.is_empty();
    if is_system {
        record.push_word(Field::EventKind, "event", body.span_of(id));
        read_description(body, category, text, body.span_of(name), record);
    }
    is_system
}

/// By the log's type and subtype, and by the event of remote access.
pub(super) fn name_palo_alto_kind(log_type: &[u8], subtype: &[u8], event: &[u8]) -> Option<Kind> {
    match (log_type, subtype) {
        // What a profile saw pass, which is no threat by itself.
        (b"THREAT", b"url" | b"file" | b"data") => Some(Kind::Other),
        (b"AUTH" | b"AUTHENTICATION", _) => Some(Kind::Login),
        (b"GLOBALPROTECT", _) if event.ends_with(b"-logout") => Some(Kind::Logout),
        (b"GLOBALPROTECT", _) if [&b"-auth"[..], b"login"].iter().any(|end| event.ends_with(end)) => Some(Kind::Login),
        _ => None,
    }
}
