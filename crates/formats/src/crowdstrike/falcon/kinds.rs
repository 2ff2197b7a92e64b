//! The kinds of events and what they mean.

use crate::meaning::{FAILURE, Meaning, SUCCESS};

const fn meaning(action: &'static str, category: &'static [&'static str], kind: &'static [&'static str]) -> Meaning {
    Meaning { action, category, kind, outcome: None }
}

const fn ended(meaning: Meaning, outcome: Option<&'static str>) -> Meaning {
    Meaning { outcome, ..meaning }
}

/// A detection of any kind.
pub(super) const DETECTION: Meaning = meaning("detection", &["malware"], &[]);

/// A sensor's event whose name ends with `Written`, of which there is one for each kind of file.
pub(super) const WRITTEN: Meaning = meaning("write_file", &["file"], &["creation"]);

/// What Spotlight found on a host.
pub(super) const VULNERABILITY: Meaning = meaning("vulnerability", &["vulnerability"], &["info"]);

/// What is known of a host.
pub(super) const INVENTORY: Meaning = meaning("report_host", &["host"], &["info"]);

/// By `eventType`.
pub(super) const STREAM: &[(&str, Meaning)] = &[
    ("DetectionSummaryEvent", DETECTION),
    ("EppDetectionSummaryEvent", DETECTION),
    ("EPPDetectionSummaryEvent", DETECTION),
    ("MobileDetectionSummaryEvent", DETECTION),
    ("XdrDetectionSummaryEvent", DETECTION),
    ("CustomerIOCEvent", DETECTION),
    ("HashSpreadingEvent", DETECTION),
    ("IdpDetectionSummaryEvent", meaning("detection", &["intrusion_detection"], &[])),
    ("OverwatchGenericDetectionSummaryEvent", meaning("detection", &["intrusion_detection"], &[])),
    ("AutomatedLeadSummaryEvent", meaning("detection", &["intrusion_detection"], &[])),
    ("IdentityProtectionEvent", meaning("detection", &["intrusion_detection"], &[])),
    ("DataProtectionDetectionSummaryEvent", meaning("detection", &["intrusion_detection"], &[])),
    ("ReconNotificationSummaryEvent", meaning("detection", &["threat"], &[])),
    ("CspmIOAStreamingEvent", meaning("detection", &["intrusion_detection"], &[])),
    ("CspmSearchStreamingEvent", meaning("detection", &["configuration"], &[])),
    ("IncidentSummaryEvent", meaning("incident", &["intrusion_detection"], &[])),
    ("FirewallMatchEvent", meaning("match_rule", &["network"], &["connection"])),
    ("RemoteResponseSessionStartEvent", meaning("start_session", &["session"], &["start"])),
    ("RemoteResponseSessionEndEvent", meaning("end_session", &["session"], &["end"])),
    ("AuthActivityAuditEvent", meaning("audit", &["authentication"], &["info"])),
    ("APIActivityAuditEvent", meaning("audit", &["web"], &["access"])),
    ("UserActivityAuditEvent", meaning("audit", &["iam"], &["change"])),
    ("ScheduledReportNotificationEvent", meaning("notify", &["host"], &["info"])),
];

/// By `event_simpleName`.
pub(super) const FDR: &[(&str, Meaning)] = &[
    ("ProcessRollup2", meaning("start_process", &["process"], &["start"])),
    ("SyntheticProcessRollup2", meaning("start_process", &["process"], &["info"])),
    ("ProcessBlocked", ended(meaning("block_process", &["process"], &["denied"]), FAILURE)),
    ("EndOfProcess", meaning("end_process", &["process"], &["end"])),
    ("TerminateProcess", meaning("end_process", &["process"], &["end"])),
    ("CommandHistory", meaning("run_command", &["process"], &["info"])),
    ("ScriptControlScanInfo", meaning("run_script", &["process"], &["info"])),
    ("ScriptControlDetectInfo", meaning("detection", &["malware"], &["info"])),
    ("DnsRequest", meaning("query", &["network"], &["protocol"])),
    ("HttpRequestDetect", meaning("http_request", &["network", "web"], &["protocol"])),
    ("SuspiciousDnsRequest", meaning("query", &["network"], &["protocol"])),
    ("NetworkConnectIP4", meaning("connect", &["network"], &["connection", "start"])),
    ("NetworkConnectIP6", meaning("connect", &["network"], &["connection", "start"])),
    ("NetworkReceiveAcceptIP4", meaning("accept", &["network"], &["connection", "start"])),
    ("NetworkReceiveAcceptIP6", meaning("accept", &["network"], &["connection", "start"])),
    ("NetworkCloseIP4", meaning("close", &["network"], &["connection", "end"])),
    ("NetworkCloseIP6", meaning("close", &["network"], &["connection", "end"])),
    ("NetworkListenIP4", meaning("listen", &["network"], &["info"])),
    ("NetworkListenIP6", meaning("listen", &["network"], &["info"])),
    ("UserLogon", ended(meaning("log_on", &["authentication"], &["start"]), SUCCESS)),
    ("UserLogonFailed", ended(meaning("log_on", &["authentication"], &["start"]), FAILURE)),
    ("UserLogonFailed2", ended(meaning("log_on", &["authentication"], &["start"]), FAILURE)),
    ("UserLogoff", meaning("log_off", &["authentication"], &["end"])),
    ("UserIdentity", meaning("identify_user", &["session"], &["info"])),
    ("UserAccountCreated", ended(meaning("create_user", &["iam"], &["user", "creation"]), SUCCESS)),
    ("UserAccountDeleted", ended(meaning("delete_user", &["iam"], &["user", "deletion"]), SUCCESS)),
    ("UserAccountAddedToGroup", ended(meaning("add_to_group", &["iam"], &["group", "change"]), SUCCESS)),
    ("AsepValueUpdate", meaning("set_value", &["registry"], &["change"])),
    ("AsepKeyUpdate", meaning("set_key", &["registry"], &["change"])),
    ("RegGenericValueUpdate", meaning("set_value", &["registry"], &["change"])),
    ("RegSystemConfigValueUpdate", meaning("set_value", &["registry"], &["change"])),
    ("FileDeleteInfo", meaning("delete_file", &["file"], &["deletion"])),
    ("FileRenameInfo", meaning("rename_file", &["file"], &["change"])),
    ("FileOpenInfo", meaning("open_file", &["file"], &["access"])),
    ("DirectoryCreate", meaning("create_directory", &["file"], &["creation"])),
    ("QuarantinedFile", ended(meaning("quarantine_file", &["file", "malware"], &["denied"]), SUCCESS)),
    ("DriverLoad", meaning("load_driver", &["driver"], &["start"])),
    ("ClassifiedModuleLoad", meaning("load_library", &["library"], &["start"])),
    ("ImageHash", meaning("load_library", &["library"], &["info"])),
    ("ServiceStarted", meaning("start_service", &["process"], &["start"])),
    ("CreateService", meaning("create_service", &["configuration"], &["creation"])),
    ("ModifyServiceBinary", meaning("change_service", &["configuration"], &["change"])),
    ("ScheduledTaskRegistered", meaning("create_task", &["configuration"], &["creation"])),
    ("ScheduledTaskDeleted", meaning("delete_task", &["configuration"], &["deletion"])),
    ("FirewallSetRule", meaning("set_rule", &["configuration"], &["change"])),
    ("FirewallDeleteRule", meaning("delete_rule", &["configuration"], &["deletion"])),
    ("AgentOnline", meaning("start_agent", &["host"], &["start"])),
    ("AgentConnect", meaning("connect_agent", &["host"], &["info"])),
    ("SensorHeartbeat", meaning("heartbeat", &["host"], &["info"])),
    ("OsVersionInfo", meaning("report_host", &["host"], &["info"])),
];
