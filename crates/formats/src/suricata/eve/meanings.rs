//! What the members of `eve.json` mean. A member that is not here is kept under its own name.

use model::{Field, TimeRole};

use crate::syntax::names::Names;

/// What a member means.
#[derive(Clone, Copy)]
pub(super) enum Means {
    /// The field.
    Is(Field),
    /// Both fields.
    IsBoth(Field, Field),
    /// The field, and a conclusion needs it.
    IsNoted(Field, Slot),
    /// No field by itself: a conclusion needs it.
    Noted(Slot),
    /// The field is what follows this text.
    Behind(&'static str, Field),
    /// An address of mail, `<` and `>` around it dropped.
    Mailbox(Field),
    /// Seconds; the field holds nanoseconds.
    Seconds(Field),
    /// The protocol, unless the sensor found none.
    Protocol,
    /// A time.
    Time(TimeRole),
    /// Nothing that ECS has a place for: it stands in so many lines that its name is worth knowing.
    Own,
}

/// A member that a conclusion needs.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    EventType,
    AlertAction,
    FlowAction,
    KerberosType,
    KerberosError,
    SmbStatus,
    Proto,
    Direction,
    DnsType,
    DnsVersion,
    DnsName,
    DnsRecordType,
    DnsCode,
    ClientPackets,
    ClientBytes,
    ServerPackets,
    ServerBytes,
    FlowSource,
    FlowSourcePort,
    DhcpType,
    DhcpMac,
    DhcpHost,
    FtpCommand,
    FtpArgument,
}

impl Slot {
    /// How many there are.
    pub(super) const COUNT: usize = Self::FtpArgument as usize + 1;
}

use Means::{Behind, Is, IsBoth, IsNoted, Mailbox, Noted, Own, Protocol, Seconds, Time};

/// By path.
pub(super) static MEANINGS: Names<Means, 154> = Names::new([
    ("timestamp", Time(TimeRole::Event)),
    ("event_type", Noted(Slot::EventType)),
    ("host", Is(Field::ObserverHostname)),
    ("in_iface", Is(Field::ObserverIngressInterfaceName)),
    ("vlan", Is(Field::NetworkVlanId)),
    ("src_ip", Is(Field::SourceIp)),
    ("src_port", Is(Field::SourcePort)),
    ("dest_ip", Is(Field::DestinationIp)),
    ("dest_port", Is(Field::DestinationPort)),
    ("proto", Noted(Slot::Proto)),
    ("app_proto", Protocol),
    ("community_id", Is(Field::NetworkCommunityId)),
    ("direction", Noted(Slot::Direction)),
    ("flow_id", Own),
    ("pkt_src", Own),
    ("tx_id", Own),
    ("ip_v", Own),
    ("ether.src_mac", Is(Field::SourceMac)),
    ("ether.dest_mac", Is(Field::DestinationMac)),
    // Alerts.
    ("alert.action", IsNoted(Field::EventAction, Slot::AlertAction)),
    ("alert.signature", IsBoth(Field::RuleName, Field::Message)),
    ("alert.signature_id", Is(Field::RuleId)),
    ("alert.rev", Is(Field::RuleVersion)),
    ("alert.category", Is(Field::RuleCategory)),
    ("alert.gid", Own),
    ("alert.severity", Is(Field::EventSeverity)),
    ("alert.references", Is(Field::RuleReference)),
    ("alert.metadata.mitre_tactic_id", Is(Field::ThreatTacticId)),
    ("alert.metadata.mitre_tactic_name", Is(Field::ThreatTacticName)),
    ("alert.metadata.mitre_technique_id", Is(Field::ThreatTechniqueId)),
    ("alert.metadata.mitre_technique_name", Is(Field::ThreatTechniqueName)),
    ("alert.metadata.cve", Is(Field::VulnerabilityId)),
    // Flows: what the client sent, what the server sent.
    ("flow.state", Own),
    ("flow.alerted", Own),
    ("tcp.state", Own),
    ("tcp.tcp_flags", Own),
    ("tcp.tcp_flags_ts", Own),
    ("tcp.tcp_flags_tc", Own),
    ("tcp.syn", Own),
    ("tcp.fin", Own),
    ("tcp.rst", Own),
    ("tcp.psh", Own),
    ("tcp.ack", Own),
    ("flow.pkts_toserver", Noted(Slot::ClientPackets)),
    ("flow.bytes_toserver", Noted(Slot::ClientBytes)),
    ("flow.pkts_toclient", Noted(Slot::ServerPackets)),
    ("flow.bytes_toclient", Noted(Slot::ServerBytes)),
    ("flow.start", Time(TimeRole::Start)),
    ("flow.end", Time(TimeRole::End)),
    ("flow.src_ip", Noted(Slot::FlowSource)),
    ("flow.src_port", Noted(Slot::FlowSourcePort)),
    ("flow.age", Seconds(Field::EventDuration)),
    ("flow.reason", Is(Field::EventReason)),
    ("netflow.pkts", IsBoth(Field::SourcePackets, Field::NetworkPackets)),
    ("netflow.bytes", IsBoth(Field::SourceBytes, Field::NetworkBytes)),
    ("netflow.start", Time(TimeRole::Start)),
    ("netflow.end", Time(TimeRole::End)),
    ("netflow.age", Seconds(Field::EventDuration)),
    // DNS, versions 1 to 3 of its logging.
    ("dns.type", Noted(Slot::DnsType)),
    ("dns.version", Noted(Slot::DnsVersion)),
    ("dns.id", Is(Field::DnsId)),
    ("dns.rrname", Noted(Slot::DnsName)),
    ("dns.rrtype", Noted(Slot::DnsRecordType)),
    ("dns.rcode", IsNoted(Field::DnsResponseCode, Slot::DnsCode)),
    ("dns.rdata", Is(Field::DnsAnswersData)),
    ("dns.answers.rdata", Is(Field::DnsAnswersData)),
    ("dns.grouped.A", Is(Field::DnsResolvedIp)),
    ("dns.grouped.AAAA", Is(Field::DnsResolvedIp)),
    ("dns.queries.rrname", Is(Field::DnsQuestionName)),
    ("dns.queries.rrtype", Is(Field::DnsQuestionType)),
    ("dns.query.id", Is(Field::DnsId)),
    ("dns.query.rrname", Is(Field::DnsQuestionName)),
    ("dns.query.rrtype", Is(Field::DnsQuestionType)),
    ("dns.answer.rcode", Is(Field::DnsResponseCode)),
    // HTTP.
    ("http.hostname", IsBoth(Field::UrlDomain, Field::DestinationDomain)),
    ("http.http_port", Is(Field::UrlPort)),
    ("http.url", Is(Field::UrlOriginal)),
    ("http.http_user_agent", Is(Field::UserAgentOriginal)),
    ("http.http_content_type", Is(Field::HttpResponseMimeType)),
    ("http.http_refer", Is(Field::HttpRequestReferrer)),
    ("http.http_method", Is(Field::HttpRequestMethod)),
    ("http.protocol", Behind("HTTP/", Field::HttpVersion)),
    ("http.status", Is(Field::HttpResponseStatusCode)),
    ("http.length", Is(Field::HttpResponseBodyBytes)),
    // TLS.
    ("tls.subject", Is(Field::TlsServerSubject)),
    ("tls.issuerdn", Is(Field::TlsServerIssuer)),
    ("tls.sni", IsBoth(Field::TlsClientServerName, Field::DestinationDomain)),
    ("tls.version", Behind("TLS ", Field::TlsVersion)),
    ("tls.ja3.hash", Is(Field::TlsClientJa3)),
    ("tls.ja3s.hash", Is(Field::TlsServerJa3s)),
    ("tls.client.subject", Is(Field::TlsClientSubject)),
    // Files.
    ("fileinfo.filename", Is(Field::FilePath)),
    ("fileinfo.mimetype", Is(Field::FileMimeType)),
    ("fileinfo.size", Is(Field::FileSize)),
    ("fileinfo.md5", Is(Field::FileHashMd5)),
    ("fileinfo.sha1", Is(Field::FileHashSha1)),
    ("fileinfo.sha256", Is(Field::FileHashSha256)),
    ("files.filename", Is(Field::FilePath)),
    ("files.size", Is(Field::FileSize)),
    ("files.md5", Is(Field::FileHashMd5)),
    ("files.sha1", Is(Field::FileHashSha1)),
    ("files.sha256", Is(Field::FileHashSha256)),
    // Mail.
    ("smtp.mail_from", Mailbox(Field::EmailFromAddress)),
    ("smtp.rcpt_to", Mailbox(Field::EmailToAddress)),
    ("email.from", Mailbox(Field::EmailFromAddress)),
    ("email.to", Mailbox(Field::EmailToAddress)),
    ("email.subject", Is(Field::EmailSubject)),
    ("email.message_id", Is(Field::EmailMessageId)),
    ("email.attachment", Is(Field::FileName)),
    // Accounts and sessions.
    ("smb.filename", Is(Field::FilePath)),
    ("smb.session_id", Is(Field::SessionId)),
    ("smb.ntlmssp.user", Is(Field::UserName)),
    ("smb.ntlmssp.domain", Is(Field::UserDomain)),
    ("krb5.cname", Is(Field::UserName)),
    ("krb5.realm", Is(Field::UserDomain)),
    ("krb5.sname", Is(Field::ServiceName)),
    ("krb5.error_code", IsNoted(Field::ErrorCode, Slot::KerberosError)),
    ("krb5.msg_type", Noted(Slot::KerberosType)),
    ("smb.status", Noted(Slot::SmbStatus)),
    ("flow.action", Noted(Slot::FlowAction)),
    ("rdp.cookie", Is(Field::UserName)),
    // Quic, and other protocols that name a server, a host, a file or an account.
    ("quic.sni", IsBoth(Field::TlsClientServerName, Field::DestinationDomain)),
    ("quic.ja3.hash", Is(Field::TlsClientJa3)),
    ("quic.ja3s.hash", Is(Field::TlsServerJa3s)),
    ("http.xff", Is(Field::RelatedIp)),
    ("alert.xff", Is(Field::RelatedIp)),
    ("dhcp.type", Noted(Slot::DhcpType)),
    ("dhcp.client_mac", Noted(Slot::DhcpMac)),
    ("dhcp.assigned_ip", Is(Field::RelatedIp)),
    ("dhcp.client_ip", Is(Field::RelatedIp)),
    ("dhcp.hostname", Noted(Slot::DhcpHost)),
    ("ftp.command", Noted(Slot::FtpCommand)),
    ("ftp.command_data", Noted(Slot::FtpArgument)),
    ("snmp.usm", Is(Field::UserName)),
    ("ether.src_macs", Is(Field::SourceMac)),
    ("ether.dest_macs", Is(Field::DestinationMac)),
    ("rdp.client.client_name", Is(Field::SourceDomain)),
    ("sip.uri", Is(Field::UrlFull)),
    ("nfs.filename", Is(Field::FilePath)),
    ("tftp.file", Is(Field::FilePath)),
    ("ftp_data.filename", Is(Field::FilePath)),
    ("mqtt.connect.username", Is(Field::UserName)),
    ("pgsql.request.startup_parameters.user", Is(Field::UserName)),
    ("smb.ntlmssp.host", Is(Field::SourceDomain)),
    ("arp.src_mac", Is(Field::SourceMac)),
    ("arp.dest_mac", Is(Field::DestinationMac)),
    ("arp.src_ip", Is(Field::SourceIp)),
    ("arp.dest_ip", Is(Field::DestinationIp)),
    ("drop.reason", Is(Field::EventReason)),
    ("log_level", Is(Field::LogLevel)),
    ("engine.message", Is(Field::Message)),
    ("sensor_name", Is(Field::ObserverName)),
    // Anomalies.
    ("anomaly.event", Is(Field::EventReason)),
    ("anomaly.type", Is(Field::RuleCategory)),
]);
