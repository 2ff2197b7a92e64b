//! What Check Point's fields mean (sk144192).

use model::Field;

use crate::syntax::{
    keyed::{
        Says::{self, Address, AddressIfAny, Both, Is, IsNoted, Noted, NumberIfAny, Seconds},
        slots,
    },
    names::Names,
};

slots! {
    Time Product Action LogUid Protocol Service ServiceId Application Protection ProtectionId Attack RuleName Rule MatchId
    Direction Interface ClientIp Machine PeerGateway Origin Operation Subject AuditStatus Severity Status Packets
}

/// By name. What is not here stays under its own name.
#[rustfmt::skip] // One field or a few of one meaning a row.
pub(super) static KEYS: Names<Says<Slot>, 151> = Names::new([
    // When, where, by whom.
    ("time", Noted(Slot::Time)),
    ("product", IsNoted(Field::ObserverProduct, Slot::Product)), ("ProductName", IsNoted(Field::ObserverProduct, Slot::Product)),
    ("action", Noted(Slot::Action)), ("Action", Noted(Slot::Action)),
    ("loguid", IsNoted(Field::EventId, Slot::LogUid)), ("UUid", IsNoted(Field::EventId, Slot::LogUid)),
    ("sequencenum", Is(Field::EventSequence)),
    ("origin", Noted(Slot::Origin)), ("orig", Noted(Slot::Origin)),
    ("hostname", Is(Field::ObserverHostname)),
    ("severity", Noted(Slot::Severity)),
    ("status", Noted(Slot::Status)),
    ("reason", Is(Field::EventReason)), ("reject_category", Is(Field::EventReason)), ("action_reason", Is(Field::EventReason)), ("message_info", Is(Field::EventReason)), ("description", Is(Field::EventReason)),
    ("risk", Is(Field::EventRiskScore)),
    // The flow.
    ("src", Address(Field::SourceIp)),
    ("s_port", Is(Field::SourcePort)), ("sport_svc", Is(Field::SourcePort)),
    ("dst", Address(Field::DestinationIp)),
    ("service", Noted(Slot::Service)), ("svc", Noted(Slot::Service)), ("d_port", Is(Field::DestinationPort)),
    ("service_id", Noted(Slot::ServiceId)),
    ("proto", Noted(Slot::Protocol)),
    ("protocol", Is(Field::NetworkProtocol)),
    ("xlatesrc", AddressIfAny(Field::SourceNatIp)),
    ("xlatesport", NumberIfAny(Field::SourceNatPort)), ("xlatesport_svc", NumberIfAny(Field::SourceNatPort)),
    ("xlatedst", AddressIfAny(Field::DestinationNatIp)),
    ("xlatedport", NumberIfAny(Field::DestinationNatPort)), ("xlatedport_svc", NumberIfAny(Field::DestinationNatPort)),
    ("inzone", Is(Field::ObserverIngressZone)),
    ("outzone", Is(Field::ObserverEgressZone)),
    ("ifdir", Noted(Slot::Direction)), ("i/f_dir", Noted(Slot::Direction)),
    ("ifname", Noted(Slot::Interface)), ("i/f_name", Noted(Slot::Interface)),
    ("client_outbound_interface", Is(Field::ObserverEgressInterfaceName)),
    ("server_outbound_interface", Is(Field::ObserverEgressInterfaceName)),
    ("sent_bytes", Is(Field::SourceBytes)), ("client_outbound_bytes", Is(Field::SourceBytes)),
    ("received_bytes", Is(Field::DestinationBytes)), ("server_outbound_bytes", Is(Field::DestinationBytes)),
    ("client_outbound_packets", Is(Field::SourcePackets)), ("server_outbound_packets", Is(Field::DestinationPackets)),
    ("bytes", Is(Field::NetworkBytes)), ("packets", Noted(Slot::Packets)),
    ("elapsed", Seconds(Field::EventDuration)), ("duration", Seconds(Field::EventDuration)),
    ("session_id", Is(Field::SessionId)), ("connection_uid", Is(Field::SessionId)),
    ("vlan", NumberIfAny(Field::NetworkVlanId)),
    ("proxy_src_ip", Address(Field::RelatedIp)), ("mac_source_address", Is(Field::SourceMac)), ("src_mac", Is(Field::SourceMac)), ("mac_destination_address", Is(Field::DestinationMac)),
    ("src_country", Is(Field::SourceGeoCountryName)), ("dst_country", Is(Field::DestinationGeoCountryName)),
    ("src_machine_name", Is(Field::SourceDomain)), ("dst_machine_name", Is(Field::DestinationDomain)),
    ("dst_domain_name", Is(Field::DestinationDomain)), ("destination_dns_hostname", Is(Field::DestinationDomain)),
    // The rule.
    ("rule", Noted(Slot::Rule)), ("match_id", Noted(Slot::MatchId)),
    ("rule_name", Noted(Slot::RuleName)), ("malware_rule_name", Noted(Slot::RuleName)),
    ("rule_uid", Is(Field::RuleUuid)), ("malware_rule_id", Is(Field::RuleUuid)), ("policy_rule_uid", Is(Field::RuleUuid)),
    ("policy", Is(Field::RuleRuleset)), ("layer_name", Is(Field::RuleRuleset)), ("smartdefense_profile", Is(Field::RuleRuleset)),
    ("protection_name", Noted(Slot::Protection)), ("protection_id", Noted(Slot::ProtectionId)), ("signature", Noted(Slot::Protection)),
    ("attack", Noted(Slot::Attack)), ("attack_info", Is(Field::RuleDescription)), ("malware_action", Is(Field::RuleDescription)),
    ("protection_type", Is(Field::RuleCategory)), ("matched_category", Is(Field::RuleCategory)), ("app_category", Is(Field::RuleCategory)), ("malware_family", Is(Field::ThreatIndicatorName)),
    ("industry_reference", Is(Field::VulnerabilityId)), ("cve", Is(Field::VulnerabilityId)),
    ("mitre_initial_access", Is(Field::ThreatTechniqueName)), ("mitre_execution", Is(Field::ThreatTechniqueName)),
    ("appi_name", Noted(Slot::Application)), ("application", Noted(Slot::Application)),
    // Accounts.
    ("user", Is(Field::UserName)), ("usercheck_user", Is(Field::UserName)), ("endpointuser", Is(Field::UserName)),
    ("administrator", Is(Field::UserName)),
    ("src_user_name", Is(Field::SourceUserName)), ("dst_user_name", Is(Field::DestinationUserName)),
    ("domain_name", Is(Field::UserDomain)),
    ("user_group", Is(Field::GroupName)), ("src_user_group", Is(Field::GroupName)),
    ("client_ip", Noted(Slot::ClientIp)), ("machine", Noted(Slot::Machine)), ("src_ip", Address(Field::SourceIp)),
    ("operation", Noted(Slot::Operation)), ("subject", Noted(Slot::Subject)), ("audit_status", Noted(Slot::AuditStatus)),
    ("endpointname", Is(Field::HostName)), ("host_ip", Address(Field::HostIp)),
    ("os_name", Is(Field::HostOsName)), ("os_version", Is(Field::HostOsVersion)),
    ("peer_gateway", Noted(Slot::PeerGateway)), ("peer_ip", Noted(Slot::PeerGateway)), ("peer gateway", Noted(Slot::PeerGateway)),
    // What was inspected.
    ("resource", Is(Field::UrlOriginal)), ("url", Is(Field::UrlOriginal)),
    ("http_host", Both(Field::UrlDomain, Field::DestinationDomain)),
    ("method", Is(Field::HttpRequestMethod)), ("http_method", Is(Field::HttpRequestMethod)),
    ("http_status", Is(Field::HttpResponseStatusCode)), ("http_server", Is(Field::ServiceName)),
    ("user_agent", Is(Field::UserAgentOriginal)), ("referrer", Is(Field::HttpRequestReferrer)), ("http_referrer", Is(Field::HttpRequestReferrer)),
    ("content_type", Is(Field::HttpResponseMimeType)),
    ("dns_query", Is(Field::DnsQuestionName)), ("domain", Is(Field::DnsQuestionName)), ("dns_type", Is(Field::DnsQuestionType)), ("question_rdata", Is(Field::DnsQuestionName)), ("tid", Is(Field::DnsId)),
    ("file_name", Is(Field::FileName)), ("file_path", Is(Field::FilePath)), ("file_size", Is(Field::FileSize)), ("file_type", Is(Field::FileExtension)),
    ("file_md5", Is(Field::FileHashMd5)), ("file_sha1", Is(Field::FileHashSha1)), ("file_sha256", Is(Field::FileHashSha256)),
    ("process_name", Is(Field::ProcessName)), ("process_md5", Is(Field::ProcessHashMd5)), ("process_sha1", Is(Field::ProcessHashSha1)), ("process_args", Is(Field::ProcessCommandLine)),
    ("parent_process_name", Is(Field::ProcessParentName)), ("parent_process_args", Is(Field::ProcessParentCommandLine)),
    ("from", Is(Field::EmailFromAddress)), ("to", Is(Field::EmailToAddress)), ("email_subject", Is(Field::EmailSubject)), ("email_id", Is(Field::EmailLocalId)), ("email_message_id", Is(Field::EmailMessageId)), ("original_queue_id", Is(Field::EmailLocalId)),
    ("sni", Is(Field::TlsClientServerName)), ("tls_server_host_name", Is(Field::TlsClientServerName)),
]);
