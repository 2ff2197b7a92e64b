//! What SFOS's keys mean, those of both formats side by side.

use model::Field;

use crate::syntax::{
    keyed::{
        Says::{self, Address, AddressIfAny, Both, Is, IsNoted, Noted, NumberIfAny, Seconds, Severity},
        slots,
    },
    names::Names,
};

slots! {
    Date Time Zone Timestamp StartTime LogId LogType Component Subtype Status Action Reason ConnectionEvent Message Protocol
    Signature SignatureName Threat Virus FirewallRule FirewallRuleName TlsRule TlsRuleName
    RemoteInterface LocalInterface LeasedIp RemoteIp FileSource FileDestination
}

/// By key. What is not here stays under its own name.
#[rustfmt::skip] // One key a row, the newer name beside the older.
pub(super) static KEYS: Names<Says<Slot>, 172> = Names::new([
    // When, and by whom.
    ("date", Noted(Slot::Date)),
    ("time", Noted(Slot::Time)),
    ("timezone", Noted(Slot::Zone)),
    ("timestamp", Noted(Slot::Timestamp)),
    ("start_time", Noted(Slot::StartTime)), ("starttime", Noted(Slot::StartTime)),
    ("device_name", Is(Field::ObserverName)),
    ("device_id", Is(Field::ObserverSerialNumber)), ("device_serial_id", Is(Field::ObserverSerialNumber)),
    ("log_id", IsNoted(Field::EventCode, Slot::LogId)),
    ("log_type", Noted(Slot::LogType)),
    ("log_component", Noted(Slot::Component)),
    ("log_subtype", Noted(Slot::Subtype)),
    ("priority", Severity), ("severity", Severity),
    ("status", Noted(Slot::Status)),
    ("action", Noted(Slot::Action)), ("spamaction", Noted(Slot::Action)), ("spam_action", Noted(Slot::Action)),
    ("message", Noted(Slot::Message)),
    ("reason", IsNoted(Field::EventReason, Slot::Reason)),
    // The flow.
    ("src_ip", Address(Field::SourceIp)), ("sourceip", Address(Field::SourceIp)),
    ("dst_ip", Address(Field::DestinationIp)), ("destinationip", Address(Field::DestinationIp)),
    ("src_port", Is(Field::SourcePort)),
    ("dst_port", Is(Field::DestinationPort)),
    ("src_mac", Is(Field::SourceMac)), ("client_physical_address", Is(Field::SourceMac)),
    ("dst_mac", Is(Field::DestinationMac)),
    ("src_domainname", Is(Field::SourceDomain)), ("src_domain_name", Is(Field::SourceDomain)),
    ("dst_domainname", Is(Field::DestinationDomain)), ("dst_domain_name", Is(Field::DestinationDomain)),
    ("protocol", Noted(Slot::Protocol)),
    ("connevent", Noted(Slot::ConnectionEvent)), ("con_event", Noted(Slot::ConnectionEvent)),
    ("connid", Is(Field::SessionId)), ("con_id", Is(Field::SessionId)), ("sessionid", Is(Field::SessionId)),
    ("duration", Seconds(Field::EventDuration)), ("con_duration", Seconds(Field::EventDuration)),
    ("sent_bytes", Is(Field::SourceBytes)), ("bytes_sent", Is(Field::SourceBytes)),
    ("recv_bytes", Is(Field::DestinationBytes)), ("bytes_received", Is(Field::DestinationBytes)),
    ("sent_pkts", Is(Field::SourcePackets)), ("packets_sent", Is(Field::SourcePackets)),
    ("recv_pkts", Is(Field::DestinationPackets)), ("packets_received", Is(Field::DestinationPackets)),
    ("tran_src_ip", AddressIfAny(Field::SourceNatIp)), ("src_trans_ip", AddressIfAny(Field::SourceNatIp)),
    ("tran_src_port", NumberIfAny(Field::SourceNatPort)), ("src_trans_port", NumberIfAny(Field::SourceNatPort)),
    ("tran_dst_ip", AddressIfAny(Field::DestinationNatIp)), ("dst_trans_ip", AddressIfAny(Field::DestinationNatIp)),
    ("tran_dst_port", NumberIfAny(Field::DestinationNatPort)), ("dst_trans_port", NumberIfAny(Field::DestinationNatPort)),
    ("in_interface", Is(Field::ObserverIngressInterfaceName)),
    ("out_interface", Is(Field::ObserverEgressInterfaceName)),
    ("srczone", Is(Field::ObserverIngressZone)), ("src_zone", Is(Field::ObserverIngressZone)),
    ("dstzone", Is(Field::ObserverEgressZone)), ("dst_zone", Is(Field::ObserverEgressZone)),
    ("vlan_id", NumberIfAny(Field::NetworkVlanId)),
    ("application", Is(Field::NetworkApplication)), ("app_name", Is(Field::NetworkApplication)), ("application_name", Is(Field::NetworkApplication)),
    // The rule.
    ("fw_rule_id", Noted(Slot::FirewallRule)),
    ("rule_id", Noted(Slot::TlsRule)), ("rule_name", Noted(Slot::TlsRuleName)),
    ("fw_rule_name", Noted(Slot::FirewallRuleName)), ("firewall_rule_name", Noted(Slot::FirewallRuleName)),
    ("fw_rule_section", Is(Field::RuleRuleset)),
    ("signature_id", Noted(Slot::Signature)),
    ("signature_msg", Noted(Slot::SignatureName)), ("signature_name", Noted(Slot::SignatureName)),
    ("classification", Is(Field::RuleCategory)),
    // Accounts.
    ("user_name", Is(Field::UserName)), ("user", Is(Field::UserName)), ("login_user", Is(Field::RelatedUser)),
    ("process_user", Is(Field::RelatedUser)), ("name", Is(Field::RelatedUser)),
    ("user_gp", Is(Field::GroupName)), ("usergroupname", Is(Field::GroupName)), ("user_group", Is(Field::GroupName)), ("user_group_name", Is(Field::GroupName)),
    // The web, and applications on it.
    ("url", Is(Field::UrlOriginal)), ("ftp_url", Is(Field::UrlOriginal)),
    ("domain", Both(Field::UrlDomain, Field::DestinationDomain)), ("domainname", Both(Field::UrlDomain, Field::DestinationDomain)),
    ("domain_name", Both(Field::UrlDomain, Field::DestinationDomain)), ("website", Both(Field::UrlDomain, Field::DestinationDomain)),
    ("server", Both(Field::UrlDomain, Field::DestinationDomain)), ("web_server_name", Both(Field::UrlDomain, Field::DestinationDomain)),
    ("category", Is(Field::RuleCategory)), ("site_category", Is(Field::RuleCategory)), ("http_category", Is(Field::RuleCategory)),
    ("user_agent", Is(Field::UserAgentOriginal)), ("http_user_agent", Is(Field::UserAgentOriginal)), ("useragent", Is(Field::UserAgentOriginal)),
    ("status_code", Is(Field::HttpResponseStatusCode)), ("httpstatus", Is(Field::HttpResponseStatusCode)), ("http_status", Is(Field::HttpResponseStatusCode)),
    ("httpresponsecode", Is(Field::HttpResponseStatusCode)), ("response_code", Is(Field::HttpResponseStatusCode)),
    ("method", Is(Field::HttpRequestMethod)), ("http_method", Is(Field::HttpRequestMethod)),
    ("referer", Is(Field::HttpRequestReferrer)), ("referrer", Is(Field::HttpRequestReferrer)),
    ("contenttype", Is(Field::HttpResponseMimeType)), ("content_type", Is(Field::HttpResponseMimeType)),
    ("querystring", Is(Field::UrlQuery)), ("query_string", Is(Field::UrlQuery)),
    ("localip", Address(Field::DestinationIp)), ("local_ip", Address(Field::DestinationIp)),
    ("bytessent", Is(Field::DestinationBytes)), ("bytesrcv", Is(Field::SourceBytes)), ("bytes_rcv", Is(Field::SourceBytes)),
    ("transactionid", Is(Field::HttpRequestId)), ("transaction_id", Is(Field::HttpRequestId)),
    ("sni", Is(Field::TlsClientServerName)), ("server_name", Is(Field::TlsClientServerName)),
    ("tls_version", Is(Field::TlsVersion)), ("cipher_suite", Is(Field::TlsCipher)),
    // Mail.
    ("from_email_address", Is(Field::EmailFromAddress)), ("sender", Is(Field::EmailFromAddress)),
    ("to_email_address", Is(Field::EmailToAddress)), ("recipient", Is(Field::EmailToAddress)), ("recepient", Is(Field::EmailToAddress)),
    ("email_subject", Is(Field::EmailSubject)), ("subject", Is(Field::EmailSubject)),
    ("mailid", Is(Field::EmailMessageId)), ("mail_id", Is(Field::EmailMessageId)), ("email_id", Is(Field::EmailMessageId)),
    // What was found.
    ("virus", Noted(Slot::Virus)), ("virus_name", Noted(Slot::Virus)), ("malware", Noted(Slot::Virus)),
    ("threatname", Noted(Slot::Threat)), ("threat", Noted(Slot::Threat)), ("threat_name", Noted(Slot::Threat)),
    ("eventid", Is(Field::EventId)), ("event_id", Is(Field::EventId)),
    ("execution_path", Is(Field::ProcessExecutable)), ("executable", Is(Field::ProcessExecutable)),
    ("filename", Is(Field::FileName)), ("file_name", Is(Field::FileName)), ("file_path", Is(Field::FilePath)),
    ("filesize", Is(Field::FileSize)), ("file_size", Is(Field::FileSize)),
    ("filetype", Is(Field::FileMimeType)), ("file_type", Is(Field::FileMimeType)),
    ("sha1sum", Is(Field::FileHashSha1)), ("sha256sum", Is(Field::FileHashSha256)), ("sha256", Is(Field::FileHashSha256)), ("sha1", Is(Field::FileHashSha1)),
    ("source", Noted(Slot::FileSource)), ("destination", Noted(Slot::FileDestination)),
    ("ep_name", Is(Field::RelatedHosts)), ("ep_ip", Address(Field::RelatedIp)),
    // Tunnels and access points.
    ("remoteinterfaceip", Noted(Slot::RemoteInterface)), ("remote_interface_ip", Noted(Slot::RemoteInterface)),
    ("localinterfaceip", Noted(Slot::LocalInterface)), ("local_interface_ip", Noted(Slot::LocalInterface)),
    ("ipaddress", Noted(Slot::LeasedIp)), ("ip_address", Noted(Slot::LeasedIp)), ("lease_ip", Noted(Slot::LeasedIp)),
    ("reported_ip", Noted(Slot::LeasedIp)), ("reported_host", Is(Field::SourceDomain)), ("client_host_name", Is(Field::SourceDomain)),
    ("remote_ip", Noted(Slot::RemoteIp)),
    ("ssid", Is(Field::NetworkName)),
]);
