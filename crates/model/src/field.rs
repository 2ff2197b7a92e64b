//! The names of an event: ECS, as one enum.

/// What kind of value a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// A word, compared whole.
    Keyword,
    /// Words, searched one by one.
    Text,
    /// An IP address.
    Ip,
    /// An unsigned 64-bit number.
    Number,
    /// A moment (RFC 3339 on the wire).
    Moment,
}

macro_rules! fields {
    ($($name:literal $variant:ident $kind:ident)*) => {
        /// A field of an event: the name is that of ECS 9 (<https://www.elastic.co/docs/reference/ecs>).
        ///
        /// The order is that of the list, by name; it reaches no output but this enum's own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum Field {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Field {
            /// Every field.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];
            /// The name of each, in the same order.
            const NAMES: &[&str] = &[$($name,)*];

            /// Its ECS name.
            #[must_use]
            #[inline]
            #[expect(clippy::indexing_slicing, reason = "every field has a name, in its own place")]
            pub const fn name(self) -> &'static str {
                Self::NAMES[self as usize]
            }

            /// What it holds.
            #[must_use]
            pub const fn kind(self) -> FieldKind {
                match self { $(Self::$variant => FieldKind::$kind,)* }
            }

            /// The field of this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

fields! {
    "client.ip" ClientIp Ip
    "client.port" ClientPort Number
    "cloud.account.id" CloudAccountId Keyword
    "cloud.account.name" CloudAccountName Keyword
    "cloud.availability_zone" CloudAvailabilityZone Keyword
    "cloud.instance.id" CloudInstanceId Keyword
    "cloud.provider" CloudProvider Keyword
    "cloud.region" CloudRegion Keyword
    "cloud.service.name" CloudServiceName Keyword
    "container.id" ContainerId Keyword
    "container.image.name" ContainerImageName Keyword
    "container.image.tag" ContainerImageTag Keyword
    "container.name" ContainerName Keyword
    "destination.address" DestinationAddress Keyword
    "destination.as.number" DestinationAsNumber Number
    "destination.as.organization.name" DestinationAsOrganizationName Keyword
    "destination.bytes" DestinationBytes Number
    "destination.domain" DestinationDomain Keyword
    "destination.geo.country_name" DestinationGeoCountryName Keyword
    "destination.ip" DestinationIp Ip
    "destination.mac" DestinationMac Keyword
    "destination.nat.ip" DestinationNatIp Ip
    "destination.nat.port" DestinationNatPort Number
    "destination.packets" DestinationPackets Number
    "destination.port" DestinationPort Number
    "destination.user.domain" DestinationUserDomain Keyword
    "destination.user.name" DestinationUserName Keyword
    "dns.answers.data" DnsAnswersData Keyword
    "dns.id" DnsId Keyword
    "dns.question.name" DnsQuestionName Keyword
    "dns.question.type" DnsQuestionType Keyword
    "dns.resolved_ip" DnsResolvedIp Ip
    "dns.response_code" DnsResponseCode Keyword
    "dns.type" DnsType Keyword
    "email.direction" EmailDirection Keyword
    "email.from.address" EmailFromAddress Keyword
    "email.local_id" EmailLocalId Keyword
    "email.message_id" EmailMessageId Keyword
    "email.subject" EmailSubject Text
    "email.to.address" EmailToAddress Keyword
    "error.code" ErrorCode Keyword
    "error.message" ErrorMessage Text
    "event.action" EventAction Keyword
    "event.category" EventCategory Keyword
    "event.code" EventCode Keyword
    "event.created" EventCreated Moment
    "event.dataset" EventDataset Keyword
    "event.duration" EventDuration Number
    "event.end" EventEnd Moment
    "event.id" EventId Keyword
    "event.kind" EventKind Keyword
    "event.module" EventModule Keyword
    "event.original" EventOriginal Text
    "event.outcome" EventOutcome Keyword
    "event.provider" EventProvider Keyword
    "event.reason" EventReason Text
    "event.risk_score" EventRiskScore Number
    "event.sequence" EventSequence Number
    "event.severity" EventSeverity Number
    "event.start" EventStart Moment
    "event.type" EventType Keyword
    "event.url" EventUrl Keyword
    "file.directory" FileDirectory Keyword
    "file.extension" FileExtension Keyword
    "file.hash.md5" FileHashMd5 Keyword
    "file.hash.sha1" FileHashSha1 Keyword
    "file.hash.sha256" FileHashSha256 Keyword
    "file.mime_type" FileMimeType Keyword
    "file.name" FileName Keyword
    "file.owner" FileOwner Keyword
    "file.path" FilePath Keyword
    "file.size" FileSize Number
    "group.id" GroupId Keyword
    "group.name" GroupName Keyword
    "host.architecture" HostArchitecture Keyword
    "host.domain" HostDomain Keyword
    "host.hostname" HostHostname Keyword
    "host.id" HostId Keyword
    "host.ip" HostIp Ip
    "host.mac" HostMac Keyword
    "host.name" HostName Keyword
    "host.os.family" HostOsFamily Keyword
    "host.os.kernel" HostOsKernel Keyword
    "host.os.name" HostOsName Keyword
    "host.os.platform" HostOsPlatform Keyword
    "host.os.version" HostOsVersion Keyword
    "host.type" HostType Keyword
    "http.request.body.bytes" HttpRequestBodyBytes Number
    "http.request.bytes" HttpRequestBytes Number
    "http.request.id" HttpRequestId Keyword
    "http.request.method" HttpRequestMethod Keyword
    "http.request.referrer" HttpRequestReferrer Keyword
    "http.response.body.bytes" HttpResponseBodyBytes Number
    "http.response.bytes" HttpResponseBytes Number
    "http.response.mime_type" HttpResponseMimeType Keyword
    "http.response.status_code" HttpResponseStatusCode Number
    "http.version" HttpVersion Keyword
    "log.file.path" LogFilePath Keyword
    "log.level" LogLevel Keyword
    "log.logger" LogLogger Keyword
    "log.syslog.appname" LogSyslogAppname Keyword
    "log.syslog.facility.code" LogSyslogFacilityCode Number
    "log.syslog.facility.name" LogSyslogFacilityName Keyword
    "log.syslog.hostname" LogSyslogHostname Keyword
    "log.syslog.msgid" LogSyslogMsgid Keyword
    "log.syslog.priority" LogSyslogPriority Number
    "log.syslog.procid" LogSyslogProcid Keyword
    "log.syslog.severity.code" LogSyslogSeverityCode Number
    "log.syslog.severity.name" LogSyslogSeverityName Keyword
    "log.syslog.version" LogSyslogVersion Keyword
    "message" Message Text
    "network.application" NetworkApplication Keyword
    "network.bytes" NetworkBytes Number
    "network.community_id" NetworkCommunityId Keyword
    "network.direction" NetworkDirection Keyword
    "network.iana_number" NetworkIanaNumber Keyword
    "network.name" NetworkName Keyword
    "network.packets" NetworkPackets Number
    "network.protocol" NetworkProtocol Keyword
    "network.transport" NetworkTransport Keyword
    "network.type" NetworkType Keyword
    "network.vlan.id" NetworkVlanId Keyword
    "observer.egress.interface.name" ObserverEgressInterfaceName Keyword
    "observer.egress.vlan.id" ObserverEgressVlanId Keyword
    "observer.egress.zone" ObserverEgressZone Keyword
    "observer.hostname" ObserverHostname Keyword
    "observer.ingress.interface.name" ObserverIngressInterfaceName Keyword
    "observer.ingress.vlan.id" ObserverIngressVlanId Keyword
    "observer.ingress.zone" ObserverIngressZone Keyword
    "observer.ip" ObserverIp Ip
    "observer.mac" ObserverMac Keyword
    "observer.name" ObserverName Keyword
    "observer.product" ObserverProduct Keyword
    "observer.serial_number" ObserverSerialNumber Keyword
    "observer.type" ObserverType Keyword
    "observer.vendor" ObserverVendor Keyword
    "observer.version" ObserverVersion Keyword
    "orchestrator.cluster.name" OrchestratorClusterName Keyword
    "orchestrator.namespace" OrchestratorNamespace Keyword
    "orchestrator.resource.name" OrchestratorResourceName Keyword
    "orchestrator.resource.type" OrchestratorResourceType Keyword
    "orchestrator.type" OrchestratorType Keyword
    "organization.id" OrganizationId Keyword
    "organization.name" OrganizationName Keyword
    "package.name" PackageName Keyword
    "process.args" ProcessArgs Keyword
    "process.command_line" ProcessCommandLine Keyword
    "process.entity_id" ProcessEntityId Keyword
    "process.executable" ProcessExecutable Keyword
    "process.exit_code" ProcessExitCode Number
    "process.hash.md5" ProcessHashMd5 Keyword
    "process.hash.sha1" ProcessHashSha1 Keyword
    "process.hash.sha256" ProcessHashSha256 Keyword
    "process.name" ProcessName Keyword
    "process.parent.command_line" ProcessParentCommandLine Keyword
    "process.parent.entity_id" ProcessParentEntityId Keyword
    "process.parent.executable" ProcessParentExecutable Keyword
    "process.parent.hash.md5" ProcessParentHashMd5 Keyword
    "process.parent.hash.sha1" ProcessParentHashSha1 Keyword
    "process.parent.hash.sha256" ProcessParentHashSha256 Keyword
    "process.parent.name" ProcessParentName Keyword
    "process.parent.pid" ProcessParentPid Number
    "process.pe.original_file_name" ProcessPeOriginalFileName Keyword
    "process.pid" ProcessPid Number
    "process.thread.id" ProcessThreadId Number
    "process.title" ProcessTitle Keyword
    "process.tty" ProcessTty Keyword
    "process.user.id" ProcessUserId Keyword
    "process.user.name" ProcessUserName Keyword
    "process.working_directory" ProcessWorkingDirectory Keyword
    "registry.key" RegistryKey Keyword
    "registry.path" RegistryPath Keyword
    "registry.value" RegistryValue Keyword
    "related.hash" RelatedHash Keyword
    "related.hosts" RelatedHosts Keyword
    "related.ip" RelatedIp Ip
    "related.user" RelatedUser Keyword
    "rule.category" RuleCategory Keyword
    "rule.description" RuleDescription Text
    "rule.id" RuleId Keyword
    "rule.name" RuleName Keyword
    "rule.reference" RuleReference Keyword
    "rule.ruleset" RuleRuleset Keyword
    "rule.uuid" RuleUuid Keyword
    "rule.version" RuleVersion Keyword
    "server.ip" ServerIp Ip
    "server.port" ServerPort Number
    "service.name" ServiceName Keyword
    "service.type" ServiceType Keyword
    "session.id" SessionId Keyword
    "source.address" SourceAddress Keyword
    "source.as.number" SourceAsNumber Number
    "source.as.organization.name" SourceAsOrganizationName Keyword
    "source.bytes" SourceBytes Number
    "source.domain" SourceDomain Keyword
    "source.geo.city_name" SourceGeoCityName Keyword
    "source.geo.country_iso_code" SourceGeoCountryIsoCode Keyword
    "source.geo.country_name" SourceGeoCountryName Keyword
    "source.geo.region_name" SourceGeoRegionName Keyword
    "source.ip" SourceIp Ip
    "source.mac" SourceMac Keyword
    "source.nat.ip" SourceNatIp Ip
    "source.nat.port" SourceNatPort Number
    "source.packets" SourcePackets Number
    "source.port" SourcePort Number
    "source.user.domain" SourceUserDomain Keyword
    "source.user.id" SourceUserId Keyword
    "source.user.name" SourceUserName Keyword
    "tags" Tags Keyword
    "threat.framework" ThreatFramework Keyword
    "threat.group.name" ThreatGroupName Keyword
    "threat.indicator.confidence" ThreatIndicatorConfidence Keyword
    "threat.indicator.description" ThreatIndicatorDescription Keyword
    "threat.indicator.email.address" ThreatIndicatorEmailAddress Keyword
    "threat.indicator.file.hash.md5" ThreatIndicatorFileHashMd5 Keyword
    "threat.indicator.file.hash.sha1" ThreatIndicatorFileHashSha1 Keyword
    "threat.indicator.file.hash.sha256" ThreatIndicatorFileHashSha256 Keyword
    "threat.indicator.file.name" ThreatIndicatorFileName Keyword
    "threat.indicator.first_seen" ThreatIndicatorFirstSeen Moment
    "threat.indicator.ip" ThreatIndicatorIp Ip
    "threat.indicator.last_seen" ThreatIndicatorLastSeen Moment
    "threat.indicator.marking.tlp" ThreatIndicatorMarkingTlp Keyword
    "threat.indicator.name" ThreatIndicatorName Keyword
    "threat.indicator.provider" ThreatIndicatorProvider Keyword
    "threat.indicator.reference" ThreatIndicatorReference Keyword
    "threat.indicator.type" ThreatIndicatorType Keyword
    "threat.indicator.url.domain" ThreatIndicatorUrlDomain Keyword
    "threat.indicator.url.full" ThreatIndicatorUrlFull Keyword
    "threat.software.name" ThreatSoftwareName Keyword
    "threat.tactic.id" ThreatTacticId Keyword
    "threat.tactic.name" ThreatTacticName Keyword
    "threat.technique.id" ThreatTechniqueId Keyword
    "threat.technique.name" ThreatTechniqueName Keyword
    "threat.technique.reference" ThreatTechniqueReference Keyword
    "threat.technique.subtechnique.id" ThreatTechniqueSubtechniqueId Keyword
    "threat.technique.subtechnique.name" ThreatTechniqueSubtechniqueName Keyword
    "tls.cipher" TlsCipher Keyword
    "tls.client.ja3" TlsClientJa3 Keyword
    "tls.client.server_name" TlsClientServerName Keyword
    "tls.client.subject" TlsClientSubject Keyword
    "tls.server.issuer" TlsServerIssuer Keyword
    "tls.server.ja3s" TlsServerJa3s Keyword
    "tls.server.subject" TlsServerSubject Keyword
    "tls.version" TlsVersion Keyword
    "trace.id" TraceId Keyword
    "url.domain" UrlDomain Keyword
    "url.extension" UrlExtension Keyword
    "url.full" UrlFull Keyword
    "url.original" UrlOriginal Keyword
    "url.path" UrlPath Keyword
    "url.port" UrlPort Number
    "url.query" UrlQuery Keyword
    "url.scheme" UrlScheme Keyword
    "user.changes.name" UserChangesName Keyword
    "user.domain" UserDomain Keyword
    "user.effective.id" UserEffectiveId Keyword
    "user.effective.name" UserEffectiveName Keyword
    "user.email" UserEmail Keyword
    "user.full_name" UserFullName Keyword
    "user.id" UserId Keyword
    "user.name" UserName Keyword
    "user.roles" UserRoles Keyword
    "user.target.domain" UserTargetDomain Keyword
    "user.target.email" UserTargetEmail Keyword
    "user.target.full_name" UserTargetFullName Keyword
    "user.target.id" UserTargetId Keyword
    "user.target.name" UserTargetName Keyword
    "user_agent.name" UserAgentName Keyword
    "user_agent.original" UserAgentOriginal Keyword
    "vulnerability.id" VulnerabilityId Keyword
}
