//! Cisco Secure Endpoint (formerly AMP for Endpoints): events of its API and its event stream, one JSON object each.
//!
//! Written after "Cisco Secure Endpoint API v1", `GET /v1/events` and `GET /v1/event_types`:
//! <https://developer.cisco.com/docs/secure-endpoint/>. An event comes as the API wraps it (`data`) or alone.

use model::{Field, Format, Record, TimeRole};

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Both, Is, IsNoted, IsSays, Noted, Says, Severity, Time},
            Sayings, Slot,
        },
        names::Names,
        scan::find_text,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "cisco.amp", version: 1 },
    sign: Sign::AnyMembers(&[
        &["version", "metadata", "data"],
        &["event_type", "event_type_id", "connector_guid"],
        &["event_type", "event_type_id", "computer"],
        &["event_type", "event_type_id", "detection_id"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect { find: |path| MEANINGS.find(path), wrappers: &["data."] };

const DIRECTIONS: Sayings = &[
    ("Outgoing connection from", &[(Field::NetworkDirection, "egress")]),
    ("Incoming connection from", &[(Field::NetworkDirection, "ingress")]),
];

const DISPOSITIONS: Sayings = &[("Malicious", &[(Field::EventCategory, "malware")])];

/// By path, without `data.`.
static MEANINGS: Names<Means, 79> = Names::new([
    ("date", Time(TimeRole::Event)),
    ("start_date", Time(TimeRole::Start)),
    ("id", Is(Field::EventId)),
    ("event_type", Noted(Slot::Kind)),
    ("event_type_id", IsNoted(Field::EventCode, Slot::Proof)),
    ("severity", Severity),
    ("detection", IsNoted(Field::RuleName, Slot::Name)),
    ("detection_id", Is(Field::RuleUuid)),
    ("computer.connector_guid", Is(Field::HostId)),
    ("computer.hostname", Both(Field::HostHostname, Field::HostName)),
    ("computer.external_ip", Is(Field::HostIp)),
    ("computer.network_addresses.ip", Is(Field::HostIp)),
    ("computer.network_addresses.mac", Is(Field::HostMac)),
    ("computer.user", Is(Field::UserName)),
    ("computer.os", Is(Field::HostOsName)),
    ("computer.operating_system", Is(Field::HostOsName)),
    ("file.disposition", Says(DISPOSITIONS)),
    ("file.file_name", IsNoted(Field::FileName, Slot::Target)),
    ("file.file_path", Is(Field::FilePath)),
    ("file.file_type", Is(Field::FileMimeType)),
    ("file.identity.sha256", Is(Field::FileHashSha256)),
    ("file.identity.sha1", Is(Field::FileHashSha1)),
    ("file.identity.md5", Is(Field::FileHashMd5)),
    ("file.attack_details.application", Is(Field::ProcessExecutable)),
    // What wrote, opened or ran the file.
    ("file.parent.process_id", Is(Field::ProcessPid)),
    ("file.parent.file_name", Is(Field::ProcessName)),
    ("file.parent.identity.sha256", Is(Field::ProcessHashSha256)),
    ("file.parent.identity.sha1", Is(Field::ProcessHashSha1)),
    ("file.parent.identity.md5", Is(Field::ProcessHashMd5)),
    // Device flow correlation: a connection that a process opened or took.
    ("network_info.local_ip", Noted(Slot::NearAddress)),
    ("network_info.local_port", Noted(Slot::NearPort)),
    ("network_info.remote_ip", Noted(Slot::FarAddress)),
    ("network_info.remote_port", Noted(Slot::FarPort)),
    ("network_info.dirty_url", Is(Field::UrlOriginal)),
    ("network_info.nfm.direction", IsSays(Field::NetworkDirection, DIRECTIONS)),
    ("network_info.nfm.protocol", Is(Field::NetworkTransport)),
    ("network_info.parent.process_id", Is(Field::ProcessPid)),
    ("network_info.parent.file_name", Is(Field::ProcessName)),
    ("network_info.parent.identity.sha256", Is(Field::ProcessHashSha256)),
    ("network_info.parent.identity.sha1", Is(Field::ProcessHashSha1)),
    ("network_info.parent.identity.md5", Is(Field::ProcessHashMd5)),
    ("command_line.arguments", Is(Field::ProcessArgs)),
    ("error.error_code", IsNoted(Field::ErrorCode, Slot::Outcome)),
    ("error.description", Is(Field::ErrorMessage)),
    ("cloud_ioc.short_description", Is(Field::RuleName)),
    ("cloud_ioc.description", Is(Field::RuleDescription)),
    ("vulnerabilities.cve", Is(Field::VulnerabilityId)),
    ("vulnerabilities.url", Is(Field::RuleReference)),
    ("tactics", Is(Field::ThreatTacticId)),
    ("tactics.external_id", Is(Field::ThreatTacticId)),
    ("tactics.name", Is(Field::ThreatTacticName)),
    ("techniques", Is(Field::ThreatTechniqueId)),
    ("techniques.external_id", Is(Field::ThreatTechniqueId)),
    ("techniques.name", Is(Field::ThreatTechniqueName)),
    ("techniques.mitre_url", Is(Field::ThreatTechniqueReference)),
    ("threat_hunting.incident_title", Is(Field::RuleName)),
    ("threat_hunting.incident_summary", Is(Field::RuleDescription)),
    ("threat_hunting.tactics.external_id", Is(Field::ThreatTacticId)),
    ("threat_hunting.tactics.name", Is(Field::ThreatTacticName)),
    ("threat_hunting.techniques.external_id", Is(Field::ThreatTechniqueId)),
    ("threat_hunting.techniques.name", Is(Field::ThreatTechniqueName)),
    ("threat_hunting.techniques.mitre_url", Is(Field::ThreatTechniqueReference)),
    // Behavioral protection.
    ("bp_data.name", Is(Field::RuleName)),
    ("bp_data.detection", Is(Field::RuleId)),
    ("bp_data.tactics", Is(Field::ThreatTacticId)),
    ("bp_data.techniques", Is(Field::ThreatTechniqueId)),
    ("bp_data.observables.file.name", Is(Field::FileName)),
    ("bp_data.observables.file.path", Is(Field::FilePath)),
    ("bp_data.observables.file.md5", Is(Field::FileHashMd5)),
    ("bp_data.observables.file.sha1", Is(Field::FileHashSha1)),
    ("bp_data.observables.file.sha256", Is(Field::FileHashSha256)),
    ("bp_data.details.matched_activity.events.process:start.app", Is(Field::ProcessName)),
    ("bp_data.details.matched_activity.events.process:start.pid", Is(Field::ProcessPid)),
    ("bp_data.details.matched_activity.events.process:start.args", Is(Field::ProcessArgs)),
    ("bp_data.details.matched_activity.events.process:start.cmd_line", Is(Field::ProcessCommandLine)),
    ("bp_data.details.matched_activity.events.process:start.user", Is(Field::UserName)),
    ("bp_data.details.matched_activity.events.process:start.user_sid", Is(Field::UserId)),
    ("bp_data.details.matched_activity.events.process:start.parent_app", Is(Field::ProcessParentName)),
    ("bp_data.details.matched_activity.events.process:start.parent_pid", Is(Field::ProcessParentPid)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Document::read(body, record, &DIALECT);
    if !event.has(Slot::Proof) || !event.has(Slot::Kind) {
        return false;
    }
    event.conclude_observer("Cisco", "Secure Endpoint", "edr");
    event.conclude_action(Slot::Kind);
    conclude_kind(&mut event);
    conclude_flow(&mut event);
    true
}

/// What kind of event it is, by its name: there are well over a hundred, whose names are made of the same words.
fn conclude_kind(event: &mut Document<'_, '_>) {
    let (name, span) = (event.text(Slot::Kind), event.span(Slot::Kind));
    let says = |word: &str| find_text(name, word.as_bytes()).is_some();
    // The connector's own life: policies, scans, updates, installation, isolation, fetching a file for analysis.
    let own = [
        ("Policy", "configuration", "change"),
        ("Scan Completed With Detections", "malware", "info"),
        ("Scan", "malware", "info"),
        ("File Fetch", "file", "access"),
        ("Install", "package", "installation"),
        ("Uninstall", "package", "deletion"),
        ("Update", "package", "change"),
        ("Reboot", "host", "info"),
        ("Isolat", "host", "change"),
        ("Fault", "host", "error"),
        ("Orbital", "host", "info"),
        ("Quarantine Restor", "malware", "change"),
        ("Quarantined Item Restored", "malware", "change"),
    ];
    let own = own.iter().find(|(word, ..)| says(word)).filter(|_| !event.has(Slot::Name));
    let is_failure = says("Fail") || event.has(Slot::Outcome);
    let is_stopped = !is_failure && (says("Quarantine") || says("Prevent") || says("Block"));
    event.conclude_kind(if own.is_some() { "event" } else { "alert" });
    match own {
        Some((_, category, kind)) => {
            event.push_once(Field::EventCategory, category, span);
            event.push_once(Field::EventType, kind, span);
        }
        None => {
            event.push_once(Field::EventCategory, "malware", span);
            event.push_once(Field::EventType, if is_stopped { "denied" } else { "info" }, span);
            if event.has(Slot::FarAddress) {
                event.push_once(Field::EventCategory, "network", span);
            }
        }
    }
    if event.has(Slot::Target) {
        event.push_once(Field::EventCategory, "file", span);
    }
    if is_failure {
        event.push_once(Field::EventOutcome, "failure", span);
    } else if says("Quarantine") || says("Completed") || says("Succe") {
        event.push_once(Field::EventOutcome, "success", span);
    }
}

/// The near end is the source, unless the connection came in.
fn conclude_flow(event: &mut Document<'_, '_>) {
    let is_incoming = event
        .record
        .first(Field::NetworkDirection)
        .is_some_and(|fact| matches!(fact.value, model::Value::Word { word: "ingress", .. }));
    let ends = [(Field::SourceIp, Field::SourcePort), (Field::DestinationIp, Field::DestinationPort)];
    let [near, far] = if is_incoming { [ends[1], ends[0]] } else { ends };
    event.settle(Slot::NearAddress, near.0);
    event.settle(Slot::NearPort, near.1);
    event.settle(Slot::FarAddress, far.0);
    event.settle(Slot::FarPort, far.1);
}
