//! OCSF (Open Cybersecurity Schema Framework), versions 1.0 to 1.4: findings, and any other class by its category.
//!
//! Written after <https://schema.ocsf.io/>: a class is `class_uid`, whose thousands are its category's `category_uid`.

use model::{Fact, Field, Format, Record, TimeRole};

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Address, Both, Hash, Is, IsNoted, IsSays, Noted, Says, Severity, Tactics, Techniques, Time},
            Sayings, Slot,
        },
        names::Names,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "ocsf.finding", version: 2 },
    sign: Sign::AnyMembers(&[
        &["class_uid", "category_uid"],
        &["class_uid", "activity_id"],
        &["class_uid", "metadata"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect {
    find: |path| {
        let inner = path.strip_prefix(b"evidences.").or_else(|| path.strip_prefix(b"resources."));
        MEANINGS.find(path).or_else(|| MEANINGS.find(inner?))
    },
    wrappers: &[],
};

const STATUSES: Sayings = &[("1", &[(Field::EventOutcome, "success")]), ("2", &[(Field::EventOutcome, "failure")])];

const DISPOSITIONS: Sayings = &[
    ("Allowed", &[(Field::EventType, "allowed")]),
    ("Blocked", &[(Field::EventType, "denied")]),
    ("Quarantined", &[(Field::EventType, "denied")]),
    ("Dropped", &[(Field::EventType, "denied")]),
    ("Rejected", &[(Field::EventType, "denied")]),
];

const ACTIONS: Sayings = &[("Allowed", &[(Field::EventType, "allowed")]), ("Denied", &[(Field::EventType, "denied")])];

const DIRECTIONS: Sayings = &[
    ("Inbound", &[(Field::NetworkDirection, "inbound")]),
    ("Outbound", &[(Field::NetworkDirection, "outbound")]),
    ("Lateral", &[(Field::NetworkDirection, "internal")]),
];

/// By path.
static MEANINGS: Names<Means, 111> = Names::new([
    ("class_uid", IsNoted(Field::EventCode, Slot::Class)),
    ("category_uid", Noted(Slot::Kind)),
    ("class_name", Noted(Slot::Text)),
    ("activity_name", Noted(Slot::Action)),
    ("activity_id", Noted(Slot::Activity)),
    ("time", Time(TimeRole::Event)),
    ("start_time", Time(TimeRole::Start)),
    ("end_time", Time(TimeRole::End)),
    ("severity", Severity),
    ("severity_id", Noted(Slot::Number)),
    ("action", Says(ACTIONS)),
    ("message", Is(Field::Message)),
    ("status_id", Says(STATUSES)),
    ("status_detail", Is(Field::EventReason)),
    ("disposition", IsSays(Field::EventReason, DISPOSITIONS)),
    ("risk_score", Is(Field::EventRiskScore)),
    ("raw_data", Is(Field::EventOriginal)),
    ("metadata.uid", Is(Field::EventId)),
    ("metadata.product.name", Is(Field::ObserverProduct)),
    ("metadata.product.vendor_name", Is(Field::ObserverVendor)),
    ("metadata.product.version", Is(Field::ObserverVersion)),
    ("metadata.event_code", Is(Field::EventCode)),
    // Findings.
    ("finding_info.uid", Is(Field::EventId)),
    ("finding_info.title", Both(Field::RuleName, Field::Message)),
    ("finding_info.desc", Is(Field::RuleDescription)),
    ("finding_info.src_url", Is(Field::EventUrl)),
    ("finding_info.types", Is(Field::RuleCategory)),
    ("finding_info.first_seen_time", Time(TimeRole::Start)),
    ("finding_info.last_seen_time", Time(TimeRole::End)),
    ("finding_info.created_time", Time(TimeRole::Created)),
    ("finding_info.analytic.name", Is(Field::RuleName)),
    ("finding_info.analytic.uid", Is(Field::RuleId)),
    ("finding_info.attacks.tactic.name", Tactics),
    ("finding_info.attacks.tactic.uid", Is(Field::ThreatTacticId)),
    ("finding_info.attacks.tactics.name", Tactics),
    ("finding_info.attacks.technique.uid", Techniques),
    ("finding_info.attacks.technique.name", Is(Field::ThreatTechniqueName)),
    ("finding_info.attacks.sub_technique.uid", Techniques),
    ("finding.uid", Is(Field::EventId)),
    ("finding.title", Both(Field::RuleName, Field::Message)),
    ("finding.desc", Is(Field::RuleDescription)),
    ("attacks.tactic.name", Tactics),
    ("attacks.technique.uid", Techniques),
    ("attacks.technique.name", Is(Field::ThreatTechniqueName)),
    ("malware.name", Is(Field::ThreatSoftwareName)),
    ("vulnerabilities.cve.uid", Is(Field::VulnerabilityId)),
    // Who, where, what.
    ("actor.user.name", Is(Field::UserName)),
    ("actor.user.uid", Is(Field::UserId)),
    ("actor.user.email_addr", Is(Field::UserEmail)),
    ("actor.user.domain", Is(Field::UserDomain)),
    ("actor.session.uid", Is(Field::SessionId)),
    ("actor.process.name", Is(Field::ProcessParentName)),
    ("actor.process.pid", Is(Field::ProcessParentPid)),
    ("actor.process.cmd_line", Is(Field::ProcessParentCommandLine)),
    ("actor.process.file.path", Is(Field::ProcessParentExecutable)),
    ("user.name", Is(Field::UserTargetName)),
    ("user.uid", Is(Field::UserTargetId)),
    ("user.domain", Is(Field::UserTargetDomain)),
    ("user.email_addr", Is(Field::UserTargetEmail)),
    ("group.name", Is(Field::GroupName)),
    ("group.uid", Is(Field::GroupId)),
    ("session.uid", Is(Field::SessionId)),
    ("service.name", Is(Field::ServiceName)),
    ("device.hostname", Both(Field::HostName, Field::HostHostname)),
    ("device.ip", Is(Field::HostIp)),
    ("device.mac", Is(Field::HostMac)),
    ("device.uid", Is(Field::HostId)),
    ("device.os.name", Is(Field::HostOsName)),
    ("process.name", Is(Field::ProcessName)),
    ("process.pid", Is(Field::ProcessPid)),
    ("process.cmd_line", Is(Field::ProcessCommandLine)),
    ("process.file.path", Is(Field::ProcessExecutable)),
    ("process.file.hashes.value", Means::ProcessHash),
    ("process.user.name", Is(Field::ProcessUserName)),
    ("process.user.uid", Is(Field::ProcessUserId)),
    ("process.parent_process.cmd_line", Is(Field::ProcessParentCommandLine)),
    ("process.parent_process.file.path", Is(Field::ProcessParentExecutable)),
    ("process.parent_process.name", Is(Field::ProcessParentName)),
    ("process.parent_process.pid", Is(Field::ProcessParentPid)),
    ("file.name", Is(Field::FileName)),
    ("file.path", Is(Field::FilePath)),
    ("file.size", Is(Field::FileSize)),
    ("file.hashes.value", Hash),
    ("src_endpoint.ip", Address(Field::SourceIp, Field::SourceDomain)),
    ("src_endpoint.port", Is(Field::SourcePort)),
    ("src_endpoint.hostname", Is(Field::SourceDomain)),
    ("src_endpoint.mac", Is(Field::SourceMac)),
    ("dst_endpoint.ip", Address(Field::DestinationIp, Field::DestinationDomain)),
    ("dst_endpoint.port", Is(Field::DestinationPort)),
    ("dst_endpoint.hostname", Is(Field::DestinationDomain)),
    ("connection_info.protocol_name", Is(Field::NetworkTransport)),
    ("connection_info.protocol_num", Is(Field::NetworkIanaNumber)),
    ("connection_info.direction", Says(DIRECTIONS)),
    ("traffic.bytes", Is(Field::NetworkBytes)),
    ("traffic.packets", Is(Field::NetworkPackets)),
    // Out of the source, into it.
    ("traffic.bytes_out", Is(Field::SourceBytes)),
    ("traffic.bytes_in", Is(Field::DestinationBytes)),
    ("traffic.packets_out", Is(Field::SourcePackets)),
    ("traffic.packets_in", Is(Field::DestinationPackets)),
    ("query.hostname", Is(Field::DnsQuestionName)),
    ("query.type", Is(Field::DnsQuestionType)),
    ("answers.rdata", Is(Field::DnsAnswersData)),
    ("rcode", Is(Field::DnsResponseCode)),
    ("http_request.http_method", Is(Field::HttpRequestMethod)),
    ("http_request.url.url_string", Is(Field::UrlOriginal)),
    ("http_request.user_agent", Is(Field::UserAgentOriginal)),
    ("http_response.code", Is(Field::HttpResponseStatusCode)),
    ("api.operation", Noted(Slot::Target)),
    ("cloud.account.uid", Is(Field::CloudAccountId)),
    ("cloud.provider", Is(Field::CloudProvider)),
    ("cloud.region", Is(Field::CloudRegion)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Document::read(body, record, &DIALECT);
    let (class, span) = (event.text(Slot::Class), event.span(Slot::Class));
    if !matches!(class.len(), 1..=9) || !class.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let (kind, category) = match class {
        b"2001" | b"2004" | b"2005" | b"2006" | b"2007" => ("alert", "intrusion_detection"),
        b"2002" => ("alert", "vulnerability"),
        b"2003" => ("state", "configuration"),
        b"1001" | b"1010" | b"1011" => ("event", "file"),
        b"1005" => ("event", "library"),
        b"1007" => ("event", "process"),
        b"3002" => ("event", "authentication"),
        b"4002" => ("event", "web"),
        b"4009" => ("event", "email"),
        b"6003" => ("event", "api"),
        _ => match class.first() {
            Some(b'2') => ("alert", "intrusion_detection"),
            Some(b'3') => ("event", "iam"),
            Some(b'4') => ("event", "network"),
            Some(b'5') => ("state", "configuration"),
            Some(b'6') => ("event", "web"),
            _ => ("event", "host"),
        },
    };
    event.conclude_kind(kind);
    event.push_once(Field::EventCategory, category, span);
    // What was denied neither began nor ended.
    let is_denied = event.record.first(Field::EventType).is_some_and(|fact| fact.value.text(body.raw) == "denied");
    let activity = if is_denied && class == b"4001" { b"" } else { event.text(Slot::Activity) };
    for word in name_types(class, activity) {
        event.push_once(Field::EventType, word, span);
    }
    conclude_user(class, &mut event);
    conclude_gravity(&mut event);
    conclude_transport(&mut event);
    event.conclude_action(if event.has(Slot::Target) { Slot::Target } else { Slot::Action });
    true
}

/// `event.type` of a class's activity (<https://schema.ocsf.io/>, the activities of each class).
fn name_types(class: &[u8], activity: &[u8]) -> &'static [&'static str] {
    match (class, activity) {
        (b"3002" | b"1007" | b"1002", b"1") => &["start"],
        (b"3002" | b"1007" | b"1002", b"2") => &["end"],
        (b"1007", b"3") => &["access"],
        (b"1007", b"4" | b"5") => &["change"],
        (b"1001" | b"1006", b"1") => &["creation"],
        (b"1001", b"2" | b"14") => &["access"],
        (b"1001", b"3" | b"5" | b"6" | b"7") | (b"1006", b"2") => &["change"],
        (b"1001", b"4") | (b"1006", b"3") => &["deletion"],
        (b"3001", b"1") => &["user", "creation"],
        (b"3001", b"6") => &["user", "deletion"],
        (b"3001", _) => &["user", "change"],
        (b"3006", _) => &["group", "change"],
        (b"4001", b"1") => &["connection", "start"],
        (b"4001", b"2" | b"3" | b"4") => &["connection", "end"],
        (b"4001", b"5") => &["connection", "denied"],
        (b"4001", _) => &["connection"],
        _ => &["info"],
    }
}

/// Who signs in is the user, where no other is named that acts.
fn conclude_user(class: &[u8], event: &mut Document<'_, '_>) {
    if class != b"3002" || event.record.first(Field::UserName).is_some() {
        return;
    }
    for fact in &mut event.record.facts {
        fact.field = match fact.field {
            Some(Field::UserTargetName) => Some(Field::UserName),
            Some(Field::UserTargetId) => Some(Field::UserId),
            Some(Field::UserTargetDomain) => Some(Field::UserDomain),
            Some(Field::UserTargetEmail) => Some(Field::UserEmail),
            other => other,
        };
    }
}

/// `severity_id`, from 1 (informational) to 6 (fatal), where the word is missing.
fn conclude_gravity(event: &mut Document<'_, '_>) {
    let gravity = match event.text(Slot::Number) {
        b"1" => 6,
        b"2" => 5,
        b"3" => 4,
        b"4" => 3,
        b"5" => 2,
        b"6" => 1,
        _ => return,
    };
    if event.record.first(Field::EventSeverity).is_none() {
        let span = event.span(Slot::Number);
        event.record.push_number(Field::EventSeverity, gravity, span);
    }
}

/// The protocol's number, where its name is missing.
fn conclude_transport(event: &mut Document<'_, '_>) {
    if event.record.first(Field::NetworkTransport).is_none()
        && let Some(number) = event.record.first(Field::NetworkIanaNumber).cloned()
    {
        event.record.facts.push(Fact { field: Some(Field::NetworkTransport), ..number });
    }
}
