//! What the members of Zeek's logs mean. A member that is not here is kept under its own name.

use model::Field;

use crate::syntax::names::Names;

/// What a member means.
#[derive(Clone, Copy)]
pub(super) enum Means {
    /// The field.
    Is(Field),
    /// Both fields.
    IsBoth(Field, Field),
    /// No field by itself: a conclusion needs it.
    Noted(Slot),
    /// The field, and a conclusion needs it.
    IsNoted(Field, Slot),
    /// Seconds with a fraction; `event.duration` holds nanoseconds.
    Seconds,
    /// `TLSv12`, `SSLv3`.
    TlsVersion,
    /// An address of mail, `<` and `>` around it dropped.
    Mailbox(Field),
    /// A hash, whose kind its length tells.
    Hash,
    /// The field, where the log does not name the ends of a connection.
    End(Field),
    /// `alice/EXAMPLE.COM`: an account and its realm.
    Principal,
    /// What a name was resolved to: a name, or an address, which is one that it has.
    Answers,
}

/// A member that a conclusion needs.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    Transport,
    ConnState,
    LocalOrig,
    LocalResp,
    Success,
    LdapResult,
    Failure,
    ReplyCode,
    Dropped,
    SipPath,
    SignatureSource,
    AlertAction,
    Command,
    Argument,
}

impl Slot {
    /// How many there are.
    pub(super) const COUNT: usize = Self::Argument as usize + 1;
}

use Means::{Answers, End, Hash, Is, IsBoth, IsNoted, Mailbox, Noted, Principal, Seconds, TlsVersion};

/// Members that mean the same in every log.
pub(super) static COMMON: Names<Means, 41> = Names::new([
    ("uid", IsBoth(Field::EventId, Field::SessionId)),
    ("uids", Is(Field::SessionId)),
    ("conn_uids", Is(Field::SessionId)),
    ("id.orig_h", Is(Field::SourceIp)),
    ("id.orig_p", Is(Field::SourcePort)),
    ("id.resp_h", Is(Field::DestinationIp)),
    ("id.resp_p", Is(Field::DestinationPort)),
    ("id_orig_h", Is(Field::SourceIp)),
    ("id_orig_p", Is(Field::SourcePort)),
    ("id_resp_h", Is(Field::DestinationIp)),
    ("id_resp_p", Is(Field::DestinationPort)),
    ("id.vlan", Is(Field::NetworkVlanId)),
    ("vlan", Is(Field::NetworkVlanId)),
    ("proto", Noted(Slot::Transport)),
    ("local_orig", Noted(Slot::LocalOrig)),
    ("local_resp", Noted(Slot::LocalResp)),
    ("community_id", Is(Field::NetworkCommunityId)),
    ("duration", Seconds),
    ("orig_l2_addr", Is(Field::SourceMac)),
    ("resp_l2_addr", Is(Field::DestinationMac)),
    ("md5", Is(Field::FileHashMd5)),
    ("sha1", Is(Field::FileHashSha1)),
    ("sha256", Is(Field::FileHashSha256)),
    ("ja3", Is(Field::TlsClientJa3)),
    ("ja3s", Is(Field::TlsServerJa3s)),
    ("peer", Is(Field::ObserverName)),
    ("peer_descr", Is(Field::ObserverName)),
    ("_system_name", Is(Field::ObserverName)),
    ("@system", Is(Field::ObserverName)),
    ("agent.name", Is(Field::ObserverName)),
    ("log.file.path", Is(Field::LogFilePath)),
    ("event.dataset", Is(Field::EventDataset)),
    ("host.name", Is(Field::HostName)),
    ("orig_cc", Is(Field::SourceGeoCountryName)),
    ("resp_cc", Is(Field::DestinationGeoCountryName)),
    ("file_mime_type", Is(Field::FileMimeType)),
    ("server_name", IsBoth(Field::TlsClientServerName, Field::DestinationDomain)),
    ("user_agent", Is(Field::UserAgentOriginal)),
    ("host_name", Is(Field::SourceDomain)),
    ("success", Noted(Slot::Success)),
    ("fuid", Is(Field::EventId)),
]);

/// A log's own members, in no order.
pub(super) type Members = &'static [(&'static str, Means)];

pub(super) static CONN: Members = &[
    ("service", Is(Field::NetworkProtocol)),
    ("conn_state", Noted(Slot::ConnState)),
    ("orig_pkts", Is(Field::SourcePackets)),
    ("orig_ip_bytes", Is(Field::SourceBytes)),
    ("resp_pkts", Is(Field::DestinationPackets)),
    ("resp_ip_bytes", Is(Field::DestinationBytes)),
];
pub(super) static DNS: Members = &[
    ("trans_id", Is(Field::DnsId)),
    ("query", Is(Field::DnsQuestionName)),
    ("qtype_name", Is(Field::DnsQuestionType)),
    ("rcode_name", IsNoted(Field::DnsResponseCode, Slot::ReplyCode)),
    ("answers", Answers),
];
pub(super) static HTTP: Members = &[
    ("method", Is(Field::HttpRequestMethod)),
    ("host", IsBoth(Field::UrlDomain, Field::DestinationDomain)),
    ("uri", Is(Field::UrlOriginal)),
    ("referrer", Is(Field::HttpRequestReferrer)),
    ("version", Is(Field::HttpVersion)),
    ("request_body_len", Is(Field::HttpRequestBodyBytes)),
    ("response_body_len", Is(Field::HttpResponseBodyBytes)),
    ("status_code", IsNoted(Field::HttpResponseStatusCode, Slot::ReplyCode)),
    ("username", Is(Field::UserName)),
    ("resp_mime_types", Is(Field::HttpResponseMimeType)),
    ("orig_filenames", Is(Field::FileName)),
    ("resp_filenames", Is(Field::FileName)),
];
pub(super) static SSL: Members = &[
    ("version", TlsVersion),
    ("cipher", Is(Field::TlsCipher)),
    ("established", Noted(Slot::Success)),
    ("next_protocol", Is(Field::NetworkProtocol)),
    ("subject", Is(Field::TlsServerSubject)),
    ("issuer", Is(Field::TlsServerIssuer)),
    ("client_subject", Is(Field::TlsClientSubject)),
];
pub(super) static SSH: Members = &[("auth_success", Noted(Slot::Success)), ("client", Is(Field::UserAgentOriginal))];
pub(super) static POSTGRESQL: Members = &[("user", Is(Field::UserName))];
pub(super) static FTP: Members = &[
    ("user", Is(Field::UserName)),
    ("command", Is(Field::EventAction)),
    ("arg", Is(Field::FilePath)),
    ("mime_type", Is(Field::FileMimeType)),
    ("file_size", Is(Field::FileSize)),
    ("reply_code", Noted(Slot::ReplyCode)),
];
pub(super) static SMTP: Members = &[
    ("mailfrom", Mailbox(Field::EmailFromAddress)),
    ("rcptto", Mailbox(Field::EmailToAddress)),
    ("subject", Is(Field::EmailSubject)),
    ("msg_id", Is(Field::EmailMessageId)),
    ("helo", Is(Field::SourceDomain)),
];
pub(super) static FILES: Members = &[
    ("tx_hosts", Is(Field::SourceIp)),
    ("rx_hosts", Is(Field::DestinationIp)),
    ("source", Is(Field::NetworkProtocol)),
    ("mime_type", Is(Field::FileMimeType)),
    ("filename", Is(Field::FileName)),
    ("total_bytes", Is(Field::FileSize)),
];
pub(super) static NOTICE: Members = &[
    ("note", Is(Field::RuleName)),
    ("msg", IsBoth(Field::RuleDescription, Field::Message)),
    ("src", End(Field::SourceIp)),
    ("dst", End(Field::DestinationIp)),
    ("p", End(Field::DestinationPort)),
    ("dropped", Noted(Slot::Dropped)),
];
pub(super) static SIGNATURES: Members = &[
    ("src_addr", IsNoted(Field::SourceIp, Slot::SignatureSource)),
    ("src_port", Is(Field::SourcePort)),
    ("dst_addr", Is(Field::DestinationIp)),
    ("dst_port", Is(Field::DestinationPort)),
    ("note", Is(Field::RuleName)),
    ("sig_id", Is(Field::RuleId)),
    ("event_msg", IsBoth(Field::RuleDescription, Field::Message)),
];
pub(super) static WEIRD: Members = &[("name", Is(Field::RuleName)), ("source", Is(Field::NetworkProtocol))];
pub(super) static INTEL: Members = &[
    ("seen.indicator", Is(Field::ThreatIndicatorName)),
    ("seen.node", Is(Field::ObserverName)),
    ("file_desc", Is(Field::FileName)),
];
pub(super) static X509: Members = &[
    ("fingerprint", Hash),
    ("certificate.subject", Is(Field::TlsServerSubject)),
    ("certificate.issuer", Is(Field::TlsServerIssuer)),
];
pub(super) static DHCP: Members = &[
    ("client_addr", Is(Field::SourceIp)),
    ("server_addr", Is(Field::DestinationIp)),
    ("mac", Is(Field::SourceMac)),
    ("domain", Is(Field::NetworkName)),
    ("assigned_addr", Is(Field::RelatedIp)),
    ("assigned_ip", Is(Field::RelatedIp)),
    ("requested_addr", Is(Field::RelatedIp)),
];
pub(super) static DCE_RPC: Members = &[("operation", Is(Field::EventAction))];
pub(super) static DNP3: Members = &[("fc_request", Is(Field::EventAction))];
pub(super) static MODBUS: Members = &[("func", Is(Field::EventAction)), ("exception", Is(Field::EventReason))];
pub(super) static IRC: Members = &[("user", Is(Field::UserName)), ("command", Is(Field::EventAction))];
pub(super) static KERBEROS: Members = &[
    ("request_type", Is(Field::EventAction)),
    ("client", Principal),
    ("service", Is(Field::ServiceName)),
    ("error_msg", Is(Field::EventReason)),
    ("client_cert_subject", Is(Field::TlsClientSubject)),
    ("server_cert_subject", Is(Field::TlsServerSubject)),
];
pub(super) static MYSQL: Members =
    &[("cmd", IsNoted(Field::EventAction, Slot::Command)), ("arg", Noted(Slot::Argument))];
pub(super) static LDAP: Members = &[("opcode", Is(Field::EventAction)), ("result", Noted(Slot::LdapResult))];
/// Whether a result of LDAP is no error. A comparison has succeeded whatever it found; an answer that asks for more, or
/// that points elsewhere, decides nothing (RFC 4511, appendix A).
pub(super) fn judge_ldap(result: &[u8]) -> Option<bool> {
    match result {
        b"sasl bind in progress" | b"referral" => None,
        _ => Some(matches!(result, b"success" | b"compare true" | b"compare false")),
    }
}
/// Corelight's log of Suricata's alerts: <https://github.com/corelight/ecs-mapping>.
pub(super) static SURICATA: Members = &[
    ("alert.action", IsNoted(Field::EventAction, Slot::AlertAction)),
    ("alert.signature", IsBoth(Field::RuleName, Field::Message)),
    ("alert.signature_id", Is(Field::RuleId)),
    ("alert.rev", Is(Field::RuleVersion)),
    ("alert.category", Is(Field::RuleCategory)),
    ("alert.severity", Is(Field::EventSeverity)),
    ("service", Is(Field::NetworkProtocol)),
];
pub(super) static NTLM: Members = &[
    ("username", Is(Field::UserName)),
    ("domainname", Is(Field::UserDomain)),
    ("hostname", Is(Field::SourceDomain)),
    ("server_dns_computer_name", Is(Field::DestinationDomain)),
    ("status", Is(Field::EventReason)),
];
pub(super) static RADIUS: Members = &[
    ("username", Is(Field::UserName)),
    ("mac", Is(Field::SourceMac)),
    ("reply_msg", Is(Field::EventReason)),
    ("result", Noted(Slot::Success)),
];
pub(super) static RDP: Members = &[("cookie", Is(Field::UserName)), ("client_name", Is(Field::SourceDomain))];
pub(super) static RFB: Members = &[("auth", Noted(Slot::Success)), ("desktop_name", Is(Field::DestinationDomain))];
pub(super) static SIP: Members = &[
    ("method", Is(Field::EventAction)),
    ("uri", Is(Field::UrlFull)),
    ("request_path", Noted(Slot::SipPath)),
    ("status_code", Noted(Slot::ReplyCode)),
];
pub(super) static SMB_CMD: Members = &[
    ("command", Is(Field::EventAction)),
    ("username", Is(Field::UserName)),
    ("status", Noted(Slot::Success)),
    ("referenced_file.name", Is(Field::FileName)),
    ("referenced_file.path", Is(Field::FileDirectory)),
];
pub(super) static SMB_FILES: Members = &[
    ("action", Is(Field::EventAction)),
    ("path", Is(Field::FileDirectory)),
    ("name", Is(Field::FileName)),
    ("size", Is(Field::FileSize)),
];
pub(super) static SMB_MAPPING: Members = &[("path", Is(Field::FilePath))];
pub(super) static SOCKS: Members = &[
    ("user", Is(Field::UserName)),
    ("status", Noted(Slot::Success)),
    ("request.host", Is(Field::RelatedIp)),
    ("request.name", Is(Field::RelatedHosts)),
];
pub(super) static SYSLOG: Members = &[
    ("facility", Is(Field::LogSyslogFacilityName)),
    ("severity", Is(Field::LogSyslogSeverityName)),
    ("message", IsBoth(Field::EventOriginal, Field::Message)),
];
pub(super) static TRACEROUTE: Members = &[("src", Is(Field::SourceIp)), ("dst", Is(Field::DestinationIp))];
pub(super) static TUNNEL: Members = &[("tunnel_type", Is(Field::NetworkProtocol)), ("action", Is(Field::EventAction))];
pub(super) static SOFTWARE: Members =
    &[("host", Is(Field::HostIp)), ("unparsed_version", Is(Field::UserAgentOriginal))];
pub(super) static KNOWN: Members = &[
    ("host", Is(Field::HostIp)),
    ("port_num", Is(Field::ServerPort)),
    ("port_proto", Noted(Slot::Transport)),
    ("service", Is(Field::NetworkProtocol)),
    ("subject", Is(Field::TlsServerSubject)),
    ("issuer_subject", Is(Field::TlsServerIssuer)),
];
pub(super) static LOGIN_FAILURE: Members = &[("failure_reason", IsNoted(Field::EventReason, Slot::Failure))];
pub(super) static NONE: Members = &[];
