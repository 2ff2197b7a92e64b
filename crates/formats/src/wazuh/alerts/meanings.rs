//! What the members of a Wazuh alert mean. A member that is not here is kept under its own name.

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
    /// An address, and the port that may stand behind it.
    End(Field, Field),
    /// Where the quoted record came from.
    Path,
    /// A group of the rule.
    Group,
    /// The time of the alert.
    Time,
    /// Nothing that ECS has a place for: it stands in nearly every alert, so that its name is worth knowing.
    Own,
}

/// A member that a conclusion needs.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    Decoder,
    SourceUser,
    TargetUser,
    FileEvent,
    DataId,
    Protocol,
}

impl Slot {
    /// How many there are.
    pub(super) const COUNT: usize = Self::Protocol as usize + 1;
}

use Means::{End, Group, Is, IsBoth, Noted, Own, Path, Time};

/// By path.
pub(super) static MEANINGS: Names<Means, 147> = Names::new([
    ("timestamp", Time),
    ("id", Is(Field::EventId)),
    ("rule.id", Is(Field::RuleId)),
    ("rule.level", Is(Field::EventSeverity)),
    ("rule.description", IsBoth(Field::RuleDescription, Field::Message)),
    ("rule.groups", Group),
    ("rule.mitre.id", Is(Field::ThreatTechniqueId)),
    ("rule.mitre.tactic", Is(Field::ThreatTacticName)),
    ("rule.mitre.technique", Is(Field::ThreatTechniqueName)),
    ("agent.name", Is(Field::HostName)),
    ("agent.ip", Is(Field::HostIp)),
    ("manager.name", Is(Field::ObserverName)),
    ("location", Path),
    ("full_log", Is(Field::EventOriginal)),
    ("decoder.name", Noted(Slot::Decoder)),
    ("predecoder.hostname", Is(Field::LogSyslogHostname)),
    ("predecoder.program_name", Is(Field::ProcessName)),
    ("predecoder.timestamp", Own),
    ("decoder.parent", Own),
    ("decoder.ftscomment", Own),
    ("agent.id", Own),
    ("cluster.name", Own),
    ("cluster.node", Own),
    ("input.type", Own),
    ("rule.firedtimes", Own),
    ("rule.frequency", Own),
    ("rule.mail", Own),
    ("rule.info", Own),
    // The requirements of regulations that a rule serves.
    ("rule.cis", Own),
    ("rule.gdpr", Own),
    ("rule.gpg13", Own),
    ("rule.hipaa", Own),
    ("rule.nist_800_53", Own),
    ("rule.pci_dss", Own),
    ("rule.tsc", Own),
    // What the decoders found: the ruleset's static fields.
    ("data.srcip", End(Field::SourceIp, Field::SourcePort)),
    ("data.dstip", End(Field::DestinationIp, Field::DestinationPort)),
    ("data.srcport", Is(Field::SourcePort)),
    ("data.dstport", Is(Field::DestinationPort)),
    ("data.srcuser", Noted(Slot::SourceUser)),
    ("data.dstuser", Noted(Slot::TargetUser)),
    ("data.user", Noted(Slot::TargetUser)),
    ("data.protocol", Noted(Slot::Protocol)),
    ("data.action", Is(Field::EventAction)),
    ("data.id", Noted(Slot::DataId)),
    ("data.url", Is(Field::UrlOriginal)),
    ("data.command", Is(Field::ProcessCommandLine)),
    ("data.pwd", Is(Field::ProcessWorkingDirectory)),
    ("data.tty", Is(Field::ProcessTty)),
    ("data.srcgeoip", Is(Field::SourceGeoCountryName)),
    ("data.vulnerability.cve", Is(Field::VulnerabilityId)),
    // Suricata's records, quoted by the JSON decoder.
    ("data.src_ip", End(Field::SourceIp, Field::SourcePort)),
    ("data.dest_ip", End(Field::DestinationIp, Field::DestinationPort)),
    ("data.src_port", Is(Field::SourcePort)),
    ("data.dest_port", Is(Field::DestinationPort)),
    ("data.proto", Noted(Slot::Protocol)),
    ("data.in_iface", Is(Field::ObserverIngressInterfaceName)),
    ("data.app_proto", Is(Field::NetworkProtocol)),
    ("data.alert.action", Is(Field::EventAction)),
    ("data.alert.signature", Is(Field::RuleName)),
    ("data.http.hostname", Is(Field::UrlDomain)),
    ("data.http.url", Is(Field::UrlOriginal)),
    ("data.http.http_method", Is(Field::HttpRequestMethod)),
    ("data.http.http_user_agent", Is(Field::UserAgentOriginal)),
    ("data.http.http_refer", Is(Field::HttpRequestReferrer)),
    ("data.http.http_content_type", Is(Field::HttpResponseMimeType)),
    ("data.http.status", Is(Field::HttpResponseStatusCode)),
    ("data.http.length", Is(Field::HttpResponseBodyBytes)),
    ("data.tls.sni", Is(Field::TlsClientServerName)),
    ("data.dns.rrname", Is(Field::DnsQuestionName)),
    ("data.fileinfo.sha256", Is(Field::FileHashSha256)),
    // auditd's records.
    ("data.audit.exe", Is(Field::ProcessExecutable)),
    ("data.audit.pid", Is(Field::ProcessPid)),
    ("data.audit.ppid", Is(Field::ProcessParentPid)),
    ("data.audit.auid", Is(Field::UserId)),
    ("data.audit.euid", Is(Field::UserEffectiveId)),
    ("data.audit.cwd", Is(Field::ProcessWorkingDirectory)),
    ("data.audit.file.name", Is(Field::FilePath)),
    ("data.audit.command", Is(Field::ProcessName)),
    ("data.audit.tty", Is(Field::ProcessTty)),
    ("data.audit.session", Is(Field::SessionId)),
    // Records of clouds and services, fetched by the manager's modules.
    ("data.aws.sourceIPAddress", End(Field::SourceIp, Field::SourcePort)),
    ("data.aws.userIdentity.userName", Noted(Slot::TargetUser)),
    ("data.aws.eventName", Is(Field::EventAction)),
    ("data.aws.eventSource", Is(Field::EventProvider)),
    ("data.aws.awsRegion", Is(Field::CloudRegion)),
    ("data.aws.region", Is(Field::CloudRegion)),
    ("data.aws.aws_account_id", Is(Field::CloudAccountId)),
    ("data.aws.userAgent", Is(Field::UserAgentOriginal)),
    ("data.aws.errorCode", Is(Field::ErrorCode)),
    ("data.aws.srcaddr", Is(Field::SourceIp)),
    ("data.aws.dstaddr", Is(Field::DestinationIp)),
    ("data.aws.srcport", Is(Field::SourcePort)),
    ("data.aws.dstport", Is(Field::DestinationPort)),
    ("data.aws.protocol", Noted(Slot::Protocol)),
    ("data.aws.bytes", Is(Field::SourceBytes)),
    ("data.aws.packets", Is(Field::SourcePackets)),
    ("data.aws.action", Is(Field::EventAction)),
    ("data.aws.httpRequest.clientIp", Is(Field::SourceIp)),
    ("data.aws.httpRequest.uri", Is(Field::UrlOriginal)),
    ("data.aws.httpRequest.httpMethod", Is(Field::HttpRequestMethod)),
    ("data.gcp.protoPayload.requestMetadata.callerIp", Is(Field::SourceIp)),
    ("data.gcp.protoPayload.authenticationInfo.principalEmail", Noted(Slot::TargetUser)),
    ("data.gcp.protoPayload.methodName", Is(Field::EventAction)),
    ("data.gcp.jsonPayload.sourceIP", Is(Field::SourceIp)),
    ("data.gcp.jsonPayload.queryName", Is(Field::DnsQuestionName)),
    ("data.gcp.jsonPayload.queryType", Is(Field::DnsQuestionType)),
    ("data.github.actor", Noted(Slot::TargetUser)),
    ("data.github.actor_ip", Is(Field::SourceIp)),
    ("data.github.action", Is(Field::EventAction)),
    ("data.office365.ClientIP", End(Field::SourceIp, Field::SourcePort)),
    ("data.office365.UserId", Noted(Slot::TargetUser)),
    ("data.office365.Operation", Is(Field::EventAction)),
    ("data.office365.Workload", Is(Field::EventProvider)),
    ("data.office365.UserAgent", Is(Field::UserAgentOriginal)),
    ("data.docker.Action", Is(Field::EventAction)),
    ("data.docker.Actor.ID", Is(Field::ContainerId)),
    ("data.docker.Actor.Attributes.image", Is(Field::ContainerImageName)),
    ("data.docker.Actor.Attributes.name", Is(Field::ContainerName)),
    ("data.virustotal.source.file", Is(Field::FilePath)),
    ("data.virustotal.source.md5", Is(Field::FileHashMd5)),
    ("data.virustotal.source.sha1", Is(Field::FileHashSha1)),
    ("data.vulnerability.package.name", Is(Field::PackageName)),
    ("data.file", Is(Field::FilePath)),
    // Firewalls' records.
    ("data.srcmac", Is(Field::SourceMac)),
    ("data.dstmac", Is(Field::DestinationMac)),
    ("data.srcintf", Is(Field::ObserverIngressInterfaceName)),
    ("data.dstintf", Is(Field::ObserverEgressInterfaceName)),
    ("data.sentbyte", Is(Field::SourceBytes)),
    ("data.rcvdbyte", Is(Field::DestinationBytes)),
    // File integrity.
    ("syscheck.path", Is(Field::FilePath)),
    ("syscheck.event", Noted(Slot::FileEvent)),
    ("syscheck.size_after", Is(Field::FileSize)),
    ("syscheck.uname_after", Is(Field::FileOwner)),
    ("syscheck.md5_after", Is(Field::FileHashMd5)),
    ("syscheck.sha1_after", Is(Field::FileHashSha1)),
    ("syscheck.sha256_after", Is(Field::FileHashSha256)),
    ("syscheck.md5_before", Is(Field::RelatedHash)),
    ("syscheck.sha1_before", Is(Field::RelatedHash)),
    ("syscheck.sha256_before", Is(Field::RelatedHash)),
    ("syscheck.audit.user.name", Is(Field::UserName)),
    ("syscheck.audit.user.id", Is(Field::UserId)),
    ("syscheck.audit.login_user.name", Is(Field::RelatedUser)),
    ("syscheck.audit.effective_user.name", Is(Field::UserEffectiveName)),
    ("syscheck.audit.process.name", Is(Field::ProcessExecutable)),
    ("syscheck.audit.process.ppid", Is(Field::ProcessParentPid)),
    ("syscheck.audit.process.id", Is(Field::ProcessPid)),
]);

/// What a group of the rule says of the kind of event.
pub(super) struct GroupWords {
    /// The group.
    pub(super) name: &'static str,
    /// `event.category`.
    pub(super) category: &'static [&'static str],
    /// `event.type`.
    pub(super) event_type: &'static str,
    /// `event.outcome`; empty where the group says nothing of it.
    pub(super) outcome: &'static str,
}

const fn row(
    name: &'static str,
    category: &'static [&'static str],
    event_type: &'static str,
    outcome: &'static str,
) -> GroupWords {
    GroupWords { name, category, event_type, outcome }
}

/// By group; of several the first row counts.
pub(super) static GROUPS: [GroupWords; 16] = [
    row("authentication_failed", &["authentication"], "start", "failure"),
    row("authentication_failures", &["authentication"], "start", "failure"),
    row("invalid_login", &["authentication"], "start", "failure"),
    row("win_authentication_failed", &["authentication"], "start", "failure"),
    row("authentication_success", &["authentication"], "start", "success"),
    row("syscheck", &["file"], "info", ""),
    row("rootcheck", &["malware", "host"], "info", ""),
    row("vulnerability-detector", &["vulnerability"], "info", ""),
    row("virus", &["malware"], "info", ""),
    row("firewall_drop", &["network"], "denied", ""),
    row("ids", &["intrusion_detection", "network"], "info", ""),
    row("accesslog", &["web"], "access", ""),
    row("web", &["web"], "access", ""),
    row("adduser", &["iam"], "info", ""),
    row("sudo", &["process"], "start", ""),
    row("config_changed", &["package", "configuration"], "change", ""),
];
