//! The columns behind those that every type has, by type.

use model::Field;

use super::columns::{
    Column,
    Means::{Address, Both, Country, Ip, Is, IsNoted, Noted, Own, Port, Seconds, When},
    Slot,
};

/// Sessions.
#[rustfmt::skip] // Rows of several columns.
pub(super) static TRAFFIC: &[Column] = &[
    ("src", Ip(Field::SourceIp)), ("dst", Ip(Field::DestinationIp)), ("natsrc", Noted(Slot::NatSource)),
    ("natdst", Noted(Slot::NatDestination)), ("rule", Is(Field::RuleName)),
    ("srcuser", Both(Field::SourceUserName, Field::UserName)), ("dstuser", Is(Field::DestinationUserName)),
    ("app", IsNoted(Field::NetworkApplication, Slot::Application)), ("vsys", Own),
    ("from", Is(Field::ObserverIngressZone)), ("to", Is(Field::ObserverEgressZone)),
    ("inbound_if", Is(Field::ObserverIngressInterfaceName)), ("outbound_if", Is(Field::ObserverEgressInterfaceName)),
    ("logset", Own), ("time_logged", Own), ("sessionid", Is(Field::SessionId)), ("repeatcnt", Own),
    ("sport", Is(Field::SourcePort)), ("dport", Is(Field::DestinationPort)), ("natsport", Port(Field::SourceNatPort)),
    ("natdport", Port(Field::DestinationNatPort)), ("flags", Noted(Slot::Flags)), ("proto", Noted(Slot::Protocol)),
    ("action", Noted(Slot::Action)), ("bytes", Is(Field::NetworkBytes)), ("bytes_sent", Is(Field::SourceBytes)),
    ("bytes_received", Is(Field::DestinationBytes)), ("packets", Is(Field::NetworkPackets)),
    ("start", When(Slot::Start)), ("elapsed", Seconds(Field::EventDuration)), ("category", Own), ("future_use", Own),
    ("seqno", Own), ("actionflags", Own), ("srcloc", Country(Field::SourceGeoCountryName)),
    ("dstloc", Country(Field::DestinationGeoCountryName)), ("future_use", Own),
    ("pkts_sent", Is(Field::SourcePackets)), ("pkts_received", Is(Field::DestinationPackets)),
    ("session_end_reason", Is(Field::EventReason)), ("dg_hier_level_1", Own), ("dg_hier_level_2", Own),
    ("dg_hier_level_3", Own), ("dg_hier_level_4", Own), ("vsys_name", Own),
    ("device_name", Both(Field::ObserverHostname, Field::ObserverName)), ("action_source", Own), ("src_uuid", Own),
    ("dst_uuid", Own), ("tunnel_id", Own), ("monitor_tag", Own), ("parent_session_id", Own),
    ("parent_start_time", Own), ("tunnel", Own), ("assoc_id", Own), ("chunks", Own), ("chunks_sent", Own),
    ("chunks_received", Own), ("rule_uuid", Is(Field::RuleUuid)), ("http2_connection", Own),
    ("link_change_count", Own), ("policy_id", Own), ("link_switches", Own), ("sdwan_cluster", Own),
    ("sdwan_device_type", Own), ("sdwan_cluster_type", Own), ("sdwan_site", Own), ("dynusergroup_name", Own),
    ("xff_ip", Address(Field::ClientIp)), ("src_category", Own), ("src_profile", Own), ("src_model", Own),
    ("src_vendor", Own), ("src_osfamily", Own), ("src_osversion", Own), ("src_host", Is(Field::SourceDomain)),
    ("src_mac", Is(Field::SourceMac)), ("dst_category", Own), ("dst_profile", Own), ("dst_model", Own),
    ("dst_vendor", Own), ("dst_osfamily", Own), ("dst_osversion", Own), ("dst_host", Is(Field::DestinationDomain)),
    ("dst_mac", Is(Field::DestinationMac)), ("container_id", Is(Field::ContainerId)), ("pod_namespace", Own),
    ("pod_name", Own), ("src_edl", Own), ("dst_edl", Own), ("hostid", Own), ("serialnumber", Own), ("src_dag", Own),
    ("dst_dag", Own), ("session_owner", Own), ("high_res_timestamp", When(Slot::Exact)), ("nssai_sst", Own),
    ("nssai_sd", Own), ("subcategory_of_app", Own), ("category_of_app", Own), ("technology_of_app", Own),
    ("risk_of_app", Own), ("characteristic_of_app", Own), ("container_of_app", Own), ("tunneled_app", Own),
    ("is_saas_of_app", Own), ("sanctioned_state_of_app", Own), ("offloaded", Own), ("flow_type", Own),
    ("cluster_name", Own),
];

/// What a security profile found: threats, URLs, files, data.
#[rustfmt::skip] // Rows of several columns.
pub(super) static THREAT: &[Column] = &[
    ("src", Ip(Field::SourceIp)), ("dst", Ip(Field::DestinationIp)), ("natsrc", Noted(Slot::NatSource)),
    ("natdst", Noted(Slot::NatDestination)), ("rule", Is(Field::RuleName)),
    ("srcuser", Both(Field::SourceUserName, Field::UserName)), ("dstuser", Is(Field::DestinationUserName)),
    ("app", IsNoted(Field::NetworkApplication, Slot::Application)), ("vsys", Own),
    ("from", Is(Field::ObserverIngressZone)), ("to", Is(Field::ObserverEgressZone)),
    ("inbound_if", Is(Field::ObserverIngressInterfaceName)), ("outbound_if", Is(Field::ObserverEgressInterfaceName)),
    ("logset", Own), ("time_logged", Own), ("sessionid", Is(Field::SessionId)), ("repeatcnt", Own),
    ("sport", Is(Field::SourcePort)), ("dport", Is(Field::DestinationPort)), ("natsport", Port(Field::SourceNatPort)),
    ("natdport", Port(Field::DestinationNatPort)), ("flags", Noted(Slot::Flags)), ("proto", Noted(Slot::Protocol)),
    ("action", Noted(Slot::Action)), ("misc", Noted(Slot::Misc)), ("threatid", Noted(Slot::ThreatId)),
    ("category", Noted(Slot::Category)), ("severity", Is(Field::LogLevel)), ("direction", Own), ("seqno", Own),
    ("actionflags", Own), ("srcloc", Country(Field::SourceGeoCountryName)),
    ("dstloc", Country(Field::DestinationGeoCountryName)), ("future_use", Own),
    ("contenttype", Is(Field::HttpResponseMimeType)), ("pcap_id", Own), ("filedigest", Noted(Slot::Digest)),
    ("cloud", Own), ("url_idx", Own), ("user_agent", Is(Field::UserAgentOriginal)), ("filetype", Own),
    ("xff", Address(Field::ClientIp)), ("referer", Is(Field::HttpRequestReferrer)),
    ("sender", Is(Field::EmailFromAddress)), ("subject", Is(Field::EmailSubject)),
    ("recipient", Is(Field::EmailToAddress)), ("reportid", Own), ("dg_hier_level_1", Own), ("dg_hier_level_2", Own),
    ("dg_hier_level_3", Own), ("dg_hier_level_4", Own), ("vsys_name", Own),
    ("device_name", Both(Field::ObserverHostname, Field::ObserverName)), ("future_use", Own), ("src_uuid", Own),
    ("dst_uuid", Own), ("http_method", Is(Field::HttpRequestMethod)), ("tunnel_id", Own), ("monitor_tag", Own),
    ("parent_session_id", Own), ("parent_start_time", Own), ("tunnel", Own),
    ("thr_category", Is(Field::RuleCategory)), ("contentver", Is(Field::RuleVersion)), ("future_use", Own),
    ("assoc_id", Own), ("ppid", Own), ("http_headers", Own), ("url_category_list", Own),
    ("rule_uuid", Is(Field::RuleUuid)), ("http2_connection", Own), ("dynusergroup_name", Own),
    ("xff_ip", Address(Field::ClientIp)), ("src_category", Own), ("src_profile", Own), ("src_model", Own),
    ("src_vendor", Own), ("src_osfamily", Own), ("src_osversion", Own), ("src_host", Is(Field::SourceDomain)),
    ("src_mac", Is(Field::SourceMac)), ("dst_category", Own), ("dst_profile", Own), ("dst_model", Own),
    ("dst_vendor", Own), ("dst_osfamily", Own), ("dst_osversion", Own), ("dst_host", Is(Field::DestinationDomain)),
    ("dst_mac", Is(Field::DestinationMac)), ("container_id", Is(Field::ContainerId)), ("pod_namespace", Own),
    ("pod_name", Own), ("src_edl", Own), ("dst_edl", Own), ("hostid", Own), ("serialnumber", Own),
    ("domain_edl", Own), ("src_dag", Own), ("dst_dag", Own), ("partial_hash", Own),
    ("high_res_timestamp", When(Slot::Exact)), ("reason", Is(Field::EventReason)), ("justification", Own),
    ("nssai_sst", Own), ("subcategory_of_app", Own), ("category_of_app", Own), ("technology_of_app", Own),
    ("risk_of_app", Own), ("characteristic_of_app", Own), ("container_of_app", Own), ("tunneled_app", Own),
    ("is_saas_of_app", Own), ("sanctioned_state_of_app", Own), ("cloud_reportid", Own), ("cluster_name", Own),
    ("flow_type", Own),
];

/// The firewall itself.
#[rustfmt::skip] // Rows of several columns.
pub(super) static SYSTEM: &[Column] = &[
    ("vsys", Own), ("eventid", IsNoted(Field::EventCode, Slot::EventId)), ("object", Own), ("future_use", Own),
    ("future_use", Own), ("module", Own), ("severity", Is(Field::LogLevel)), ("opaque", Noted(Slot::Description)),
    ("seqno", Own), ("actionflags", Own), ("dg_hier_level_1", Own), ("dg_hier_level_2", Own),
    ("dg_hier_level_3", Own), ("dg_hier_level_4", Own), ("vsys_name", Own),
    ("device_name", Both(Field::ObserverHostname, Field::ObserverName)), ("future_use", Own), ("future_use", Own),
    ("high_res_timestamp", When(Slot::Exact)),
];

/// Changes of the configuration, with what stood before and after.
#[rustfmt::skip] // Rows of several columns.
pub(super) static CONFIG: &[Column] = &[
    ("host", Address(Field::SourceIp)), ("vsys", Own), ("cmd", Noted(Slot::Action)), ("admin", Is(Field::UserName)),
    ("client", Own), ("result", Noted(Slot::Status)), ("path", Own), ("before_change_detail", Own),
    ("after_change_detail", Own), ("seqno", Own), ("actionflags", Own), ("dg_hier_level_1", Own),
    ("dg_hier_level_2", Own), ("dg_hier_level_3", Own), ("dg_hier_level_4", Own), ("vsys_name", Own),
    ("device_name", Both(Field::ObserverHostname, Field::ObserverName)), ("dg_id", Own), ("comment", Own),
    ("future_use", Own), ("high_res_timestamp", When(Slot::Exact)),
];

/// The same without what stood before and after.
#[rustfmt::skip] // Rows of several columns.
pub(super) static CONFIG_SHORT: &[Column] = &[
    ("host", Address(Field::SourceIp)), ("vsys", Own), ("cmd", Noted(Slot::Action)), ("admin", Is(Field::UserName)),
    ("client", Own), ("result", Noted(Slot::Status)), ("path", Own), ("seqno", Own), ("actionflags", Own),
    ("dg_hier_level_1", Own), ("dg_hier_level_2", Own), ("dg_hier_level_3", Own), ("dg_hier_level_4", Own),
    ("vsys_name", Own), ("device_name", Both(Field::ObserverHostname, Field::ObserverName)), ("dg_id", Own),
    ("comment", Own), ("future_use", Own), ("high_res_timestamp", When(Slot::Exact)),
];

/// Hosts that match a profile of GlobalProtect.
#[rustfmt::skip] // Rows of several columns.
pub(super) static HIPMATCH: &[Column] = &[
    ("srcuser", Both(Field::SourceUserName, Field::UserName)), ("vsys", Own), ("machinename", Is(Field::HostName)),
    ("os", Is(Field::HostOsName)), ("src", Address(Field::SourceIp)), ("matchname", Is(Field::RuleName)),
    ("repeatcnt", Own), ("matchtype", Own), ("future_use", Own), ("future_use", Own), ("seqno", Own),
    ("actionflags", Own), ("dg_hier_level_1", Own), ("dg_hier_level_2", Own), ("dg_hier_level_3", Own),
    ("dg_hier_level_4", Own), ("vsys_name", Own), ("device_name", Both(Field::ObserverHostname, Field::ObserverName)),
    ("vsys_id", Own), ("srcipv6", Address(Field::SourceIp)), ("hostid", Is(Field::HostId)), ("serialnumber", Own),
    ("mac", Is(Field::HostMac)), ("high_res_timestamp", When(Slot::Exact)), ("cluster_name", Own),
];

/// Accounts and the addresses that they came from.
#[rustfmt::skip] // Rows of several columns.
pub(super) static USERID: &[Column] = &[
    ("vsys", Own), ("ip", Address(Field::SourceIp)), ("user", Both(Field::SourceUserName, Field::UserName)),
    ("datasourcename", Own), ("eventid", Is(Field::EventCode)), ("repeatcnt", Own), ("timeout", Own),
    ("beginport", Port(Field::SourcePort)), ("endport", Own), ("datasource", Own), ("datasourcetype", Own),
    ("seqno", Own), ("actionflags", Own), ("dg_hier_level_1", Own), ("dg_hier_level_2", Own),
    ("dg_hier_level_3", Own), ("dg_hier_level_4", Own), ("vsys_name", Own),
    ("device_name", Both(Field::ObserverHostname, Field::ObserverName)), ("vsys_id", Own), ("factortype", Own),
    ("factorcompletiontime", Own), ("factorno", Own), ("ugflags", Own), ("userbysource", Own), ("tag_name", Own),
    ("high_res_timestamp", When(Slot::Exact)), ("origindatasource", Own), ("future_use", Own), ("cluster_name", Own),
];

/// Remote access; from 9.1 on.
#[rustfmt::skip] // Rows of several columns.
pub(super) static GLOBALPROTECT: &[Column] = &[
    ("vsys", Own), ("eventid", IsNoted(Field::EventCode, Slot::EventId)), ("stage", Noted(Slot::Stage)),
    ("auth_method", Own), ("tunnel_type", Own), ("srcuser", Both(Field::SourceUserName, Field::UserName)),
    ("srcregion", Country(Field::SourceGeoCountryName)), ("machinename", Is(Field::HostName)),
    ("public_ip", Address(Field::SourceIp)), ("public_ipv6", Address(Field::SourceIp)),
    ("private_ip", Address(Field::SourceNatIp)), ("private_ipv6", Address(Field::SourceNatIp)),
    ("hostid", Is(Field::HostId)), ("serialnumber", Own), ("client_ver", Own), ("client_os", Is(Field::HostOsName)),
    ("client_os_ver", Is(Field::HostOsVersion)), ("repeatcnt", Own), ("reason", Is(Field::EventReason)),
    ("error", Is(Field::ErrorMessage)), ("opaque", Own), ("status", Noted(Slot::Status)), ("location", Own),
    ("login_duration", Seconds(Field::EventDuration)), ("connect_method", Own), ("error_code", Is(Field::ErrorCode)),
    ("portal", Own), ("seqno", Own), ("actionflags", Own), ("high_res_timestamp", When(Slot::Exact)),
    ("selection_type", Own), ("response_time", Own), ("priority", Own), ("attempted_gateways", Own), ("gateway", Own),
    ("dg_hier_level_1", Own), ("dg_hier_level_2", Own), ("dg_hier_level_3", Own), ("dg_hier_level_4", Own),
    ("vsys_name", Own), ("device_name", Both(Field::ObserverHostname, Field::ObserverName)), ("vsys_id", Own),
    ("cluster_name", Own),
];

/// Users that were asked who they are.
#[rustfmt::skip] // Rows of several columns.
pub(super) static AUTHENTICATION: &[Column] = &[
    ("vsys", Own), ("ip", Address(Field::SourceIp)), ("user", Both(Field::SourceUserName, Field::UserName)),
    ("normalize_user", Own), ("object", Own), ("authpolicy", Is(Field::RuleName)), ("repeatcnt", Own),
    ("authid", Own), ("vendor", Own), ("logset", Own), ("serverprofile", Own), ("desc", Noted(Slot::Description)),
    ("clienttype", Own), ("event", Noted(Slot::Status)), ("factorno", Own), ("seqno", Own), ("actionflags", Own),
    ("dg_hier_level_1", Own), ("dg_hier_level_2", Own), ("dg_hier_level_3", Own), ("dg_hier_level_4", Own),
    ("vsys_name", Own), ("device_name", Both(Field::ObserverHostname, Field::ObserverName)), ("vsys_id", Own),
    ("authproto", Own), ("rule_uuid", Is(Field::RuleUuid)), ("high_res_timestamp", When(Slot::Exact)),
    ("src_category", Own), ("src_profile", Own), ("src_model", Own), ("src_vendor", Own), ("src_osfamily", Own),
    ("src_osversion", Own), ("src_host", Is(Field::SourceDomain)), ("src_mac", Is(Field::SourceMac)),
    ("region", Country(Field::SourceGeoCountryName)), ("future_use", Own),
    ("user_agent", Is(Field::UserAgentOriginal)), ("sessionid", Is(Field::SessionId)), ("cluster_name", Own),
];

/// TLS; from 10.0 on.
#[rustfmt::skip] // Rows of several columns.
pub(super) static DECRYPTION: &[Column] = &[
    ("src", Ip(Field::SourceIp)), ("dst", Ip(Field::DestinationIp)), ("natsrc", Noted(Slot::NatSource)),
    ("natdst", Noted(Slot::NatDestination)), ("rule", Is(Field::RuleName)),
    ("srcuser", Both(Field::SourceUserName, Field::UserName)), ("dstuser", Is(Field::DestinationUserName)),
    ("app", IsNoted(Field::NetworkApplication, Slot::Application)), ("vsys", Own),
    ("from", Is(Field::ObserverIngressZone)), ("to", Is(Field::ObserverEgressZone)),
    ("inbound_if", Is(Field::ObserverIngressInterfaceName)), ("outbound_if", Is(Field::ObserverEgressInterfaceName)),
    ("logset", Own), ("time_logged", Own), ("sessionid", Is(Field::SessionId)), ("repeatcnt", Own),
    ("sport", Is(Field::SourcePort)), ("dport", Is(Field::DestinationPort)), ("natsport", Port(Field::SourceNatPort)),
    ("natdport", Port(Field::DestinationNatPort)), ("flags", Noted(Slot::Flags)), ("proto", Noted(Slot::Protocol)),
    ("action", Noted(Slot::Action)), ("tunnel", Own), ("future_use", Own), ("future_use", Own), ("src_uuid", Own),
    ("dst_uuid", Own), ("rule_uuid", Is(Field::RuleUuid)), ("hs_stage_c2f", Own), ("hs_stage_f2s", Own),
    ("tls_version", Noted(Slot::TlsVersion)), ("tls_keyxchg", Own), ("tls_enc", Own), ("tls_auth", Own),
    ("policy_name", Own), ("ec_curve", Own), ("err_index", Own), ("root_status", Own), ("chain_status", Own),
    ("proxy_type", Own), ("cert_serial", Own), ("fingerprint", Own), ("notbefore", Own), ("notafter", Own),
    ("cert_ver", Own), ("cert_size", Own), ("cn_len", Own), ("issuer_len", Own), ("rootcn_len", Own),
    ("sni_len", Own), ("cert_flags", Own), ("cn", Is(Field::TlsServerSubject)),
    ("issuer_cn", Is(Field::TlsServerIssuer)), ("root_cn", Own), ("sni", Is(Field::TlsClientServerName)),
    ("error", Is(Field::ErrorMessage)), ("container_id", Is(Field::ContainerId)), ("pod_namespace", Own),
    ("pod_name", Own), ("src_edl", Own), ("dst_edl", Own), ("src_dag", Own), ("dst_dag", Own),
    ("high_res_timestamp", When(Slot::Exact)), ("src_category", Own), ("src_profile", Own), ("src_model", Own),
    ("src_vendor", Own), ("src_osfamily", Own), ("src_osversion", Own), ("src_host", Is(Field::SourceDomain)),
    ("src_mac", Is(Field::SourceMac)), ("dst_category", Own), ("dst_profile", Own), ("dst_model", Own),
    ("dst_vendor", Own), ("dst_osfamily", Own), ("dst_osversion", Own), ("dst_host", Is(Field::DestinationDomain)),
    ("dst_mac", Is(Field::DestinationMac)), ("seqno", Own), ("actionflags", Own), ("dg_hier_level_1", Own),
    ("dg_hier_level_2", Own), ("dg_hier_level_3", Own), ("dg_hier_level_4", Own), ("vsys_name", Own),
    ("device_name", Both(Field::ObserverHostname, Field::ObserverName)), ("vsys_id", Own),
    ("subcategory_of_app", Own), ("category_of_app", Own), ("technology_of_app", Own), ("risk_of_app", Own),
    ("characteristic_of_app", Own), ("container_of_app", Own), ("tunneled_app", Own), ("is_saas_of_app", Own),
    ("sanctioned_state_of_app", Own), ("cluster_name", Own),
];

/// Events that a correlation object joined.
#[rustfmt::skip] // Rows of several columns.
pub(super) static CORRELATION: &[Column] = &[
    ("src", Address(Field::SourceIp)), ("srcuser", Both(Field::SourceUserName, Field::UserName)), ("vsys", Own),
    ("category", Is(Field::RuleCategory)), ("severity", Is(Field::LogLevel)), ("dg_hier_level_1", Own),
    ("dg_hier_level_2", Own), ("dg_hier_level_3", Own), ("dg_hier_level_4", Own), ("vsys_name", Own),
    ("device_name", Both(Field::ObserverHostname, Field::ObserverName)), ("vsys_id", Own),
    ("objectname", Is(Field::RuleName)), ("object_id", Is(Field::RuleId)), ("evidence", Is(Field::EventReason)),
];

/// SCTP associations.
#[rustfmt::skip] // Rows of several columns.
pub(super) static SCTP: &[Column] = &[
    ("src", Ip(Field::SourceIp)), ("dst", Ip(Field::DestinationIp)), ("future_use", Own), ("future_use", Own),
    ("rule", Is(Field::RuleName)), ("future_use", Own), ("future_use", Own), ("future_use", Own), ("vsys", Own),
    ("from", Is(Field::ObserverIngressZone)), ("to", Is(Field::ObserverEgressZone)),
    ("inbound_if", Is(Field::ObserverIngressInterfaceName)), ("outbound_if", Is(Field::ObserverEgressInterfaceName)),
    ("logset", Own), ("future_use", Own), ("sessionid", Is(Field::SessionId)), ("repeatcnt", Own),
    ("sport", Is(Field::SourcePort)), ("dport", Is(Field::DestinationPort)), ("future_use", Own), ("future_use", Own),
    ("future_use", Own), ("future_use", Own), ("proto", Noted(Slot::Protocol)), ("action", Noted(Slot::Action)),
    ("dg_hier_level_1", Own), ("dg_hier_level_2", Own), ("dg_hier_level_3", Own), ("dg_hier_level_4", Own),
    ("vsys_name", Own), ("device_name", Both(Field::ObserverHostname, Field::ObserverName)), ("seqno", Own),
    ("future_use", Own), ("assoc_id", Own), ("ppid", Own), ("severity", Is(Field::LogLevel)),
    ("sctp_chunk_type", Own), ("future_use", Own), ("verif_tag_1", Own), ("verif_tag_2", Own),
    ("sctp_cause_code", Own), ("diam_app_id", Own), ("diam_cmd_code", Own), ("diam_avp_code", Own),
    ("stream_id", Own), ("assoc_end_reason", Is(Field::EventReason)), ("op_code", Own), ("sccp_calling_ssn", Own),
    ("sccp_calling_gt", Own), ("sctp_filter", Own), ("chunks", Own), ("chunks_sent", Own), ("chunks_received", Own),
    ("packets", Is(Field::NetworkPackets)), ("pkts_sent", Is(Field::SourcePackets)),
    ("pkts_received", Is(Field::DestinationPackets)), ("rule_uuid", Is(Field::RuleUuid)),
    ("high_res_timestamp", When(Slot::Exact)),
];

/// GTP tunnels of mobile networks.
#[rustfmt::skip] // Rows of several columns.
pub(super) static GTP: &[Column] = &[
    ("src", Ip(Field::SourceIp)), ("dst", Ip(Field::DestinationIp)), ("future_use", Own), ("future_use", Own),
    ("rule", Is(Field::RuleName)), ("future_use", Own), ("future_use", Own),
    ("app", IsNoted(Field::NetworkApplication, Slot::Application)), ("vsys", Own),
    ("from", Is(Field::ObserverIngressZone)), ("to", Is(Field::ObserverEgressZone)),
    ("inbound_if", Is(Field::ObserverIngressInterfaceName)), ("outbound_if", Is(Field::ObserverEgressInterfaceName)),
    ("logset", Own), ("future_use", Own), ("sessionid", Is(Field::SessionId)), ("repeatcnt", Own),
    ("sport", Is(Field::SourcePort)), ("dport", Is(Field::DestinationPort)), ("future_use", Own), ("future_use", Own),
    ("future_use", Own), ("proto", Noted(Slot::Protocol)), ("action", Noted(Slot::Action)), ("event_type", Own),
    ("msisdn", Own), ("apn", Own), ("rat", Own), ("msg_type", Own), ("end_ip_addr", Address(Field::RelatedIp)),
    ("teid1", Own), ("teid2", Own), ("gtp_interface", Own), ("cause_code", Own), ("severity", Is(Field::LogLevel)),
    ("mcc", Own), ("mnc", Own), ("area_code", Own), ("cell_id", Own), ("event_code", Is(Field::EventCode)),
    ("future_use", Own), ("future_use", Own), ("srcloc", Country(Field::SourceGeoCountryName)),
    ("dstloc", Country(Field::DestinationGeoCountryName)), ("future_use", Own), ("future_use", Own),
    ("future_use", Own), ("future_use", Own), ("future_use", Own), ("future_use", Own), ("future_use", Own),
    ("imsi", Own), ("imei", Own), ("future_use", Own), ("future_use", Own), ("future_use", Own), ("future_use", Own),
    ("future_use", Own), ("future_use", Own), ("future_use", Own), ("future_use", Own), ("future_use", Own),
    ("future_use", Own), ("future_use", Own), ("future_use", Own), ("future_use", Own), ("future_use", Own),
    ("future_use", Own), ("start", When(Slot::Start)), ("elapsed", Seconds(Field::EventDuration)),
    ("tunnel_insp_rule", Own), ("remote_user_ip", Address(Field::RelatedIp)), ("remote_user_id", Own),
    ("rule_uuid", Is(Field::RuleUuid)), ("pcap_id", Own), ("high_res_timestamp", When(Slot::Exact)),
];

/// Tunnels whose content was inspected.
#[rustfmt::skip] // Rows of several columns.
pub(super) static TUNNEL: &[Column] = &[
    ("src", Ip(Field::SourceIp)), ("dst", Ip(Field::DestinationIp)), ("natsrc", Noted(Slot::NatSource)),
    ("natdst", Noted(Slot::NatDestination)), ("rule", Is(Field::RuleName)),
    ("srcuser", Both(Field::SourceUserName, Field::UserName)), ("dstuser", Is(Field::DestinationUserName)),
    ("app", IsNoted(Field::NetworkApplication, Slot::Application)), ("vsys", Own),
    ("from", Is(Field::ObserverIngressZone)), ("to", Is(Field::ObserverEgressZone)),
    ("inbound_if", Is(Field::ObserverIngressInterfaceName)), ("outbound_if", Is(Field::ObserverEgressInterfaceName)),
    ("logset", Own), ("time_logged", Own), ("sessionid", Is(Field::SessionId)), ("repeatcnt", Own),
    ("sport", Is(Field::SourcePort)), ("dport", Is(Field::DestinationPort)), ("natsport", Port(Field::SourceNatPort)),
    ("natdport", Port(Field::DestinationNatPort)), ("flags", Noted(Slot::Flags)), ("proto", Noted(Slot::Protocol)),
    ("action", Noted(Slot::Action)), ("severity", Is(Field::LogLevel)), ("seqno", Own), ("actionflags", Own),
    ("srcloc", Country(Field::SourceGeoCountryName)), ("dstloc", Country(Field::DestinationGeoCountryName)),
    ("dg_hier_level_1", Own), ("dg_hier_level_2", Own), ("dg_hier_level_3", Own), ("dg_hier_level_4", Own),
    ("vsys_name", Own), ("device_name", Both(Field::ObserverHostname, Field::ObserverName)), ("tunnel_id", Own),
    ("monitor_tag", Own), ("parent_session_id", Own), ("parent_start_time", Own), ("tunnel", Own),
    ("bytes", Is(Field::NetworkBytes)), ("bytes_sent", Is(Field::SourceBytes)),
    ("bytes_received", Is(Field::DestinationBytes)), ("packets", Is(Field::NetworkPackets)),
    ("pkts_sent", Is(Field::SourcePackets)), ("pkts_received", Is(Field::DestinationPackets)), ("max_encap", Own),
    ("unknown_proto", Own), ("strict_check", Own), ("tunnel_fragment", Own), ("sessions_created", Own),
    ("sessions_closed", Own), ("session_end_reason", Is(Field::EventReason)), ("action_source", Own),
    ("start", When(Slot::Start)), ("elapsed", Seconds(Field::EventDuration)), ("tunnel_insp_rule", Own),
    ("remote_user_ip", Address(Field::RelatedIp)), ("remote_user_id", Own), ("rule_uuid", Is(Field::RuleUuid)),
    ("pcap_id", Own), ("dynusergroup_name", Own), ("src_edl", Own), ("dst_edl", Own),
    ("high_res_timestamp", When(Slot::Exact)), ("nssai_sd", Own), ("nssai_sst", Own), ("pdu_session_id", Own),
    ("subcategory_of_app", Own), ("category_of_app", Own), ("technology_of_app", Own), ("risk_of_app", Own),
    ("characteristic_of_app", Own), ("container_of_app", Own), ("is_saas_of_app", Own),
    ("sanctioned_state_of_app", Own), ("cluster_name", Own),
];

/// Tags of addresses.
#[rustfmt::skip] // Rows of several columns.
pub(super) static IPTAG: &[Column] = &[
    ("vsys", Own), ("ip", Address(Field::SourceIp)), ("tag_name", Own), ("eventid", Noted(Slot::EventId)),
    ("repeatcnt", Own), ("timeout", Own), ("datasourcename", Own), ("datasource_type", Own),
    ("datasource_subtype", Own), ("seqno", Own), ("actionflags", Own), ("dg_hier_level_1", Own),
    ("dg_hier_level_2", Own), ("dg_hier_level_3", Own), ("dg_hier_level_4", Own), ("vsys_name", Own),
    ("device_name", Both(Field::ObserverHostname, Field::ObserverName)), ("vsys_id", Own), ("ip_subnet_range", Own),
    ("high_res_timestamp", When(Slot::Exact)),
];
