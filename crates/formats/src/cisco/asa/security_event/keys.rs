//! What the keys of security events mean, and the words that stand for others.

use model::Field;

use crate::syntax::names::Names;

/// What a key means.
#[derive(Clone, Copy)]
pub(super) enum Means {
    Is(Field),
    Protocol,
    Verdict,
    Seconds,
    Start,
    RecordType,
    ResponseCode,
}

use Means::Is;

/// By key. A key that is not here is kept under its own name.
pub(super) static MEANINGS: Names<Means, 61> = Names::new([
    ("SrcIP", Is(Field::SourceIp)),
    ("DstIP", Is(Field::DestinationIp)),
    ("SrcPort", Is(Field::SourcePort)),
    ("DstPort", Is(Field::DestinationPort)),
    ("Protocol", Means::Protocol),
    ("NAT_InitiatorIP", Is(Field::SourceNatIp)),
    ("NAT_ResponderIP", Is(Field::DestinationNatIp)),
    ("NAT_InitiatorPort", Is(Field::SourceNatPort)),
    ("NAT_ResponderPort", Is(Field::DestinationNatPort)),
    ("IngressInterface", Is(Field::ObserverIngressInterfaceName)),
    ("EgressInterface", Is(Field::ObserverEgressInterfaceName)),
    ("IngressZone", Is(Field::ObserverIngressZone)),
    ("EgressZone", Is(Field::ObserverEgressZone)),
    ("ACPolicy", Is(Field::RuleRuleset)),
    ("AccessControlRuleName", Is(Field::RuleName)),
    ("AccessControlRuleAction", Means::Verdict),
    ("AccessControlRuleReason", Is(Field::EventReason)),
    ("InlineResult", Means::Verdict),
    ("SID", Is(Field::RuleId)),
    ("Revision", Is(Field::RuleVersion)),
    ("Message", Is(Field::RuleName)),
    ("Classification", Is(Field::RuleCategory)),
    ("User", Is(Field::UserName)),
    ("ApplicationProtocol", Is(Field::NetworkProtocol)),
    ("WebApplication", Is(Field::NetworkApplication)),
    ("UserAgent", Is(Field::UserAgentOriginal)),
    ("URL", Is(Field::UrlOriginal)),
    ("URI", Is(Field::UrlOriginal)),
    ("ReferencedHost", Is(Field::UrlDomain)),
    ("HTTPReferer", Is(Field::HttpRequestReferrer)),
    ("HTTPResponse", Is(Field::HttpResponseStatusCode)),
    ("DNSQuery", Is(Field::DnsQuestionName)),
    ("InitiatorPackets", Is(Field::SourcePackets)),
    ("ResponderPackets", Is(Field::DestinationPackets)),
    ("InitiatorBytes", Is(Field::SourceBytes)),
    ("ResponderBytes", Is(Field::DestinationBytes)),
    ("ConnectionDuration", Means::Seconds),
    ("FirstPacketSecond", Means::Start),
    ("FileSHA256", Is(Field::FileHashSha256)),
    ("ArchiveSHA256", Is(Field::FileHashSha256)),
    ("OriginalClientSrcIP", Is(Field::ClientIp)),
    ("originalClientSrcIP", Is(Field::ClientIp)),
    ("OriginalClientIP", Is(Field::ClientIp)),
    ("UserName", Is(Field::UserName)),
    ("Policy", Is(Field::RuleRuleset)),
    ("IntrusionPolicy", Is(Field::RuleRuleset)),
    ("IPSPolicy", Is(Field::RuleRuleset)),
    ("ReasonForBlock", Is(Field::EventReason)),
    ("WebApp", Is(Field::NetworkApplication)),
    ("URLRequested", Is(Field::UrlOriginal)),
    ("DNSRecordType", Means::RecordType),
    ("DNSResponseType", Means::ResponseCode),
    ("SSLServerName", Is(Field::TlsClientServerName)),
    ("TLSServerName", Is(Field::TlsClientServerName)),
    ("SSLVersion", Is(Field::TlsVersion)),
    ("SSLCipherSuite", Is(Field::TlsCipher)),
    ("SSSLCipherSuite", Is(Field::TlsCipher)),
    ("VLAN_ID", Is(Field::NetworkVlanId)),
    ("NetBIOSDomain", Is(Field::SourceDomain)),
    ("UserAgentString", Is(Field::UserAgentOriginal)),
    ("HTTP_Hostname", Is(Field::UrlDomain)),
]);

/// FTD's words for what RFC 1035, 2782 and 3596 give short names.
pub(super) static RECORD_TYPES: Names<&str, 9> = Names::new([
    ("a host address", "A"),
    ("ip6 address", "AAAA"),
    ("text strings", "TXT"),
    ("a domain name pointer", "PTR"),
    ("an authoritative name server", "NS"),
    ("the canonical name for an alias", "CNAME"),
    ("marks the start of a zone of authority", "SOA"),
    ("mail exchange", "MX"),
    ("server selection", "SRV"),
]);

/// The same for the codes of answers.
pub(super) static RESPONSE_CODES: Names<&str, 4> = Names::new([
    ("non-existent domain", "NXDOMAIN"),
    ("server failure", "SERVFAIL"),
    ("query refused", "REFUSED"),
    ("no error", "NOERROR"),
]);

/// What keys say of the kind of event that has them, the surest first: intrusion events name a rule of access control,
/// too, and malware events a file.
pub(super) static KINDS: Names<u32, 24> = Names::new([
    ("FileSHA256", 430_004),
    ("FileDirection", 430_004),
    ("FileAction", 430_004),
    ("FilePolicy", 430_004),
    ("FileStorageStatus", 430_004),
    ("SperoDisposition", 430_004),
    ("ThreatName", 430_005),
    ("ThreatScore", 430_005),
    ("SID", 430_001),
    ("GID", 430_001),
    ("Classification", 430_001),
    ("IntrusionPolicy", 430_001),
    ("InlineResult", 430_001),
    ("Message", 430_001),
    ("HTTPResponse", 430_001),
    ("AccessControlRuleAction", 430_002),
    ("AccessControlRuleReason", 430_002),
    ("ConnectType", 430_002),
    ("FileCount", 430_002),
    ("IPSCount", 430_002),
    ("URLCategory", 430_002),
    ("TCPFlags", 430_002),
    ("SecIntMatchingIP", 430_002),
    ("ConnectionDuration", 430_003),
]);

/// Keys that only file and malware events have; FTD writes other things under the same names elsewhere.
pub(super) static FILE_MEANINGS: Names<Field, 3> = Names::new([
    ("FileName", Field::FileName),
    ("FileSize", Field::FileSize),
    ("ThreatName", Field::ThreatIndicatorName),
]);
