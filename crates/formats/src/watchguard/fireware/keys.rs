//! What the keys of traffic messages mean: Fireware Log Catalog, "Traffic log messages".

use model::Field;

use crate::syntax::{
    keyed::{Says, slots},
    names::Names,
};

slots! {
    Text SourceUser Account User Host Question Signature SignatureName Virus Level Sent
}

use Says::{Address, AddressIfAny, Is, IsNoted, Noted, NumberIfAny, Seconds};

/// By key.
pub(super) static KEYS: Names<Says<Slot>, 74> = Names::new([
    ("msg", Noted(Slot::Text)),
    ("proc_id", Is(Field::ProcessName)),
    ("msg_id", Is(Field::EventCode)),
    // The flow.
    ("sent_bytes", IsNoted(Field::SourceBytes, Slot::Sent)),
    ("rcvd_bytes", Is(Field::DestinationBytes)),
    ("sent_pkts", Is(Field::SourcePackets)),
    ("rcvd_pkts", Is(Field::DestinationPackets)),
    ("duration", Seconds(Field::EventDuration)),
    ("src_ip_nat", AddressIfAny(Field::SourceNatIp)),
    ("src_port_nat", NumberIfAny(Field::SourceNatPort)),
    ("dst_ip_nat", AddressIfAny(Field::DestinationNatIp)),
    ("dst_port_nat", NumberIfAny(Field::DestinationNatPort)),
    ("src_ip", Address(Field::SourceIp)),
    ("dst_ip", Address(Field::DestinationIp)),
    ("src_port", Is(Field::SourcePort)),
    ("dst_port", Is(Field::DestinationPort)),
    ("src_intf", Is(Field::ObserverIngressInterfaceName)),
    ("dst_intf", Is(Field::ObserverEgressInterfaceName)),
    ("in_if", Is(Field::ObserverIngressInterfaceName)),
    ("out_if", Is(Field::ObserverEgressInterfaceName)),
    ("mac", Is(Field::SourceMac)),
    ("src_mac", Is(Field::SourceMac)),
    ("dst_mac", Is(Field::DestinationMac)),
    ("vlan", Is(Field::NetworkVlanId)),
    ("ipaddress", Address(Field::RelatedIp)),
    ("bounce_ip", Address(Field::RelatedIp)),
    ("Protocol", Is(Field::NetworkProtocol)),
    ("protocol", Is(Field::NetworkProtocol)),
    ("app_name", Is(Field::NetworkApplication)),
    // Accounts: of the firewall, of its list, of the proxied protocol.
    ("src_user", Noted(Slot::SourceUser)),
    ("dst_user", Is(Field::DestinationUserName)),
    ("authenticated_user", Noted(Slot::Account)),
    ("user", Noted(Slot::User)),
    // HTTP and TLS.
    ("op", Is(Field::HttpRequestMethod)),
    ("method", Is(Field::HttpRequestMethod)),
    ("dstname", IsNoted(Field::UrlDomain, Slot::Host)),
    ("host", IsNoted(Field::UrlDomain, Slot::Host)),
    ("arg", Is(Field::UrlOriginal)),
    ("path", Is(Field::UrlOriginal)),
    ("referer", Is(Field::HttpRequestReferrer)),
    ("referrer", Is(Field::HttpRequestReferrer)),
    ("user_agent", Is(Field::UserAgentOriginal)),
    ("content_type", Is(Field::HttpResponseMimeType)),
    ("status_code", Is(Field::HttpResponseStatusCode)),
    ("sni", Is(Field::TlsClientServerName)),
    ("cert_issuer", Is(Field::TlsServerIssuer)),
    ("cert_subject", Is(Field::TlsServerSubject)),
    ("server_ssl", Is(Field::TlsCipher)),
    ("tls_version", Is(Field::TlsVersion)),
    // DNS.
    ("question", IsNoted(Field::DnsQuestionName, Slot::Question)),
    ("query_type", Is(Field::DnsQuestionType)),
    ("record_type", Is(Field::DnsQuestionType)),
    // Mail.
    ("sender", Is(Field::EmailFromAddress)),
    ("from", Is(Field::EmailFromAddress)),
    ("mailfrom", Is(Field::EmailFromAddress)),
    ("recipient", Is(Field::EmailToAddress)),
    ("recipients", Is(Field::EmailToAddress)),
    ("to", Is(Field::EmailToAddress)),
    ("rcptto", Is(Field::EmailToAddress)),
    ("subject", Is(Field::EmailSubject)),
    ("message_id", Is(Field::EmailMessageId)),
    // Files.
    ("file", Is(Field::FileName)),
    ("file_name", Is(Field::FileName)),
    ("filename", Is(Field::FileName)),
    ("attachment", Is(Field::FileName)),
    ("md5", Is(Field::FileHashMd5)),
    ("sha1", Is(Field::FileHashSha1)),
    ("sha256", Is(Field::FileHashSha256)),
    // What the inspection saw.
    ("signature_id", Noted(Slot::Signature)),
    ("signature_name", Noted(Slot::SignatureName)),
    ("signature_cat", Is(Field::RuleCategory)),
    ("virus", Noted(Slot::Virus)),
    ("threat_level", Noted(Slot::Level)),
    ("error", Is(Field::ErrorMessage)),
]);
