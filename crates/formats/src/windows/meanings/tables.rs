//! The tables, in the order of their numbers.

mod security;
mod words;

pub(super) use self::security::SECURITY;
use self::words::*;
use super::Row;
use crate::meaning::{FAILURE, SUCCESS};

/// Every table.
#[cfg(test)]
pub(super) static ALL: &[&[Row]] =
    &[SECURITY, SYSMON, SYSTEM, POWERSHELL, TASKS, TERMINAL, DEFENDER, WINRM, APPLOCKER, FEDERATION];

/// Sysmon, versions to 15.
pub(super) static SYSMON: &[Row] = &[
    row(1, "process_started", PROCESS, START, SUCCESS),
    row(2, "file_time_changed", FILE, CHANGE, SUCCESS),
    row(3, "network_connection", NETWORK, CONNECTION, SUCCESS),
    row(4, "sysmon_state_changed", HOST, CHANGE, None),
    row(5, "process_ended", PROCESS, END, SUCCESS),
    row(6, "driver_loaded", DRIVER, INFO, SUCCESS),
    row(7, "image_loaded", PROCESS, INFO, SUCCESS),
    row(8, "remote_thread_created", PROCESS, CHANGE, SUCCESS),
    row(9, "raw_disk_read", PROCESS, ACCESS, SUCCESS),
    row(10, "process_accessed", PROCESS, ACCESS, SUCCESS),
    row(11, "file_created", FILE, CREATION, SUCCESS),
    row(12, "registry_key_changed", REGISTRY, CHANGE, SUCCESS),
    row(13, "registry_value_changed", REGISTRY, CHANGE, SUCCESS),
    row(14, "registry_renamed", REGISTRY, CHANGE, SUCCESS),
    row(15, "file_stream_created", FILE, CREATION, SUCCESS),
    row(16, "sysmon_configuration_changed", CONFIG, CHANGE, SUCCESS),
    row(17, "pipe_created", FILE, CREATION, SUCCESS),
    row(18, "pipe_connected", FILE, ACCESS, SUCCESS),
    row(19, "wmi_filter_changed", CONFIG, CHANGE, SUCCESS),
    row(20, "wmi_consumer_changed", CONFIG, CHANGE, SUCCESS),
    row(21, "wmi_binding_changed", CONFIG, CHANGE, SUCCESS),
    row(22, "dns_query", NETWORK, PROTOCOL, None),
    row(23, "file_deleted", FILE, DELETION, SUCCESS),
    row(24, "clipboard_changed", PROCESS, CHANGE, SUCCESS),
    row(25, "process_tampered", PROCESS, CHANGE, SUCCESS),
    row(26, "file_deleted", FILE, DELETION, SUCCESS),
    row(27, "executable_blocked", FILE, DENIED_ONLY, FAILURE),
    row(28, "shredding_blocked", FILE, DENIED_ONLY, FAILURE),
    row(29, "executable_created", FILE, CREATION, SUCCESS),
    row(255, "sysmon_error", HOST, ERROR, FAILURE),
];

/// The System log: services, start and stop.
pub(super) static SYSTEM: &[Row] = &[
    row(12, "system_started", HOST, START, SUCCESS),
    row(13, "system_stopped", HOST, END, SUCCESS),
    row(41, "system_rebooted_unclean", HOST, ERROR, FAILURE),
    row(104, "event_log_cleared", CONFIG, DELETION, SUCCESS),
    row(1074, "shutdown_requested", HOST, END, SUCCESS),
    row(6005, "event_log_started", HOST, START, SUCCESS),
    row(6006, "event_log_stopped", HOST, END, SUCCESS),
    row(6008, "system_stopped_unexpectedly", HOST, ERROR, FAILURE),
    row(6009, "system_started", HOST, START, SUCCESS),
    row(6013, "system_uptime", HOST, INFO, None),
    row(7000, "service_started", PROCESS, START, FAILURE),
    row(7009, "service_started", PROCESS, START, FAILURE),
    row(7022, "service_hung", PROCESS, ERROR, FAILURE),
    row(7023, "service_ended", PROCESS, END, FAILURE),
    row(7024, "service_ended", PROCESS, END, FAILURE),
    row(7031, "service_crashed", PROCESS, END, FAILURE),
    row(7034, "service_crashed", PROCESS, END, FAILURE),
    row(7035, "service_control_sent", PROCESS, INFO, SUCCESS),
    row(7036, "service_state_changed", PROCESS, CHANGE, SUCCESS),
    row(7040, "service_start_type_changed", CONFIG, CHANGE, SUCCESS),
    row(7045, "service_installed", CONFIG, CREATION, SUCCESS),
];

/// PowerShell, Windows' own and Core.
pub(super) static POWERSHELL: &[Row] = &[
    row(400, "powershell_engine_started", PROCESS, START, SUCCESS),
    row(403, "powershell_engine_stopped", PROCESS, END, SUCCESS),
    row(600, "powershell_provider_started", PROCESS, START, SUCCESS),
    row(800, "powershell_pipeline_executed", PROCESS, INFO, SUCCESS),
    row(4100, "powershell_error", PROCESS, ERROR, FAILURE),
    row(4103, "powershell_module_logged", PROCESS, INFO, SUCCESS),
    row(4104, "powershell_script_block", PROCESS, INFO, None),
    row(4105, "powershell_script_started", PROCESS, START, SUCCESS),
    row(4106, "powershell_script_ended", PROCESS, END, SUCCESS),
    row(40961, "powershell_console_starting", PROCESS, START, SUCCESS),
    row(40962, "powershell_console_ready", PROCESS, START, SUCCESS),
    row(53504, "powershell_ipc_started", PROCESS, START, SUCCESS),
];

/// The task scheduler.
pub(super) static TASKS: &[Row] = &[
    row(100, "scheduled_task_started", PROCESS, START, SUCCESS),
    row(102, "scheduled_task_ended", PROCESS, END, SUCCESS),
    row(106, "scheduled_task_created", CONFIG, CREATION, SUCCESS),
    row(107, "scheduled_task_triggered", PROCESS, START, SUCCESS),
    row(110, "scheduled_task_triggered", PROCESS, START, SUCCESS),
    row(119, "scheduled_task_triggered", PROCESS, START, SUCCESS),
    row(129, "process_started", PROCESS, START, SUCCESS),
    row(140, "scheduled_task_updated", CONFIG, CHANGE, SUCCESS),
    row(141, "scheduled_task_deleted", CONFIG, DELETION, SUCCESS),
    row(142, "scheduled_task_disabled", CONFIG, CHANGE, SUCCESS),
    row(200, "scheduled_task_action_started", PROCESS, START, SUCCESS),
    row(201, "scheduled_task_action_ended", PROCESS, END, SUCCESS),
];

/// Remote desktop.
pub(super) static TERMINAL: &[Row] = &[
    row(21, "remote_session_logon", AUTH, START, SUCCESS),
    row(22, "remote_shell_started", SESSION, START, SUCCESS),
    row(23, "remote_session_logoff", AUTH, END, SUCCESS),
    row(24, "session_disconnected", SESSION, END, SUCCESS),
    row(25, "session_reconnected", SESSION, START, SUCCESS),
    row(39, "session_disconnected", SESSION, END, SUCCESS),
    row(40, "session_disconnected", SESSION, END, SUCCESS),
    row(131, "remote_connection_accepted", NETWORK, CONNECTION, SUCCESS),
    row(1149, "remote_desktop_authenticated", AUTH, START, SUCCESS),
];

/// Microsoft Defender Antivirus.
pub(super) static DEFENDER: &[Row] = &[
    row(1006, "malware_detected", MALWARE, INFO, None),
    row(1007, "malware_action_taken", MALWARE, INFO, SUCCESS),
    row(1008, "malware_action_taken", MALWARE, INFO, FAILURE),
    row(1009, "quarantine_restored", MALWARE, CHANGE, SUCCESS),
    row(1010, "quarantine_restored", MALWARE, CHANGE, FAILURE),
    row(1011, "quarantine_deleted", MALWARE, DELETION, SUCCESS),
    row(1012, "quarantine_deleted", MALWARE, DELETION, FAILURE),
    row(1013, "malware_history_deleted", MALWARE, DELETION, SUCCESS),
    row(1015, "suspicious_behavior_detected", MALWARE, INFO, None),
    row(1116, "malware_detected", MALWARE, INFO, None),
    row(1117, "malware_action_taken", MALWARE, INFO, SUCCESS),
    row(1118, "malware_action_taken", MALWARE, INFO, FAILURE),
    row(1119, "malware_action_taken", MALWARE, INFO, FAILURE),
    row(1121, "attack_surface_rule_blocked", MALWARE, DENIED_ONLY, FAILURE),
    row(1122, "attack_surface_rule_audited", MALWARE, INFO, None),
    row(1123, "controlled_folder_access_blocked", MALWARE, DENIED_ONLY, FAILURE),
    row(1124, "controlled_folder_access_audited", MALWARE, INFO, None),
    row(1125, "network_protection_audited", MALWARE, INFO, None),
    row(1126, "network_protection_blocked", MALWARE, DENIED_ONLY, FAILURE),
    row(1127, "controlled_folder_access_blocked", MALWARE, DENIED_ONLY, FAILURE),
    row(1128, "controlled_folder_access_audited", MALWARE, INFO, None),
    row(1160, "unwanted_application_detected", MALWARE, INFO, None),
    row(2000, "signatures_updated", CONFIG, CHANGE, SUCCESS),
    row(2001, "signatures_updated", CONFIG, CHANGE, FAILURE),
    row(3002, "real_time_protection_failed", MALWARE, ERROR, FAILURE),
    row(5000, "antivirus_enabled", CONFIG, CHANGE, SUCCESS),
    row(5001, "antivirus_disabled", CONFIG, CHANGE, SUCCESS),
    row(5004, "antivirus_configuration_changed", CONFIG, CHANGE, SUCCESS),
    row(5007, "antivirus_configuration_changed", CONFIG, CHANGE, SUCCESS),
    row(5008, "antivirus_engine_failed", MALWARE, ERROR, FAILURE),
    row(5009, "antispyware_enabled", CONFIG, CHANGE, SUCCESS),
    row(5010, "antispyware_disabled", CONFIG, CHANGE, SUCCESS),
    row(5011, "antivirus_enabled", CONFIG, CHANGE, SUCCESS),
    row(5012, "antivirus_disabled", CONFIG, CHANGE, SUCCESS),
    row(5013, "tamper_protection_blocked", CONFIG, DENIED_ONLY, FAILURE),
];

/// Windows Remote Management.
pub(super) static WINRM: &[Row] = &[
    row(6, "winrm_session_created", SESSION, START, SUCCESS),
    row(8, "winrm_session_closed", SESSION, END, SUCCESS),
    row(91, "winrm_shell_created", SESSION, START, SUCCESS),
    row(161, "winrm_authentication", AUTH, START, FAILURE),
    row(168, "winrm_authentication", AUTH, START, SUCCESS),
    row(169, "winrm_authentication", AUTH, START, SUCCESS),
];

/// AppLocker.
pub(super) static APPLOCKER: &[Row] = &[
    row(8002, "application_allowed", PROCESS, ALLOWED_ONLY, SUCCESS),
    row(8003, "application_would_be_blocked", PROCESS, ALLOWED_ONLY, SUCCESS),
    row(8004, "application_blocked", PROCESS, DENIED_ONLY, FAILURE),
    row(8005, "script_allowed", PROCESS, ALLOWED_ONLY, SUCCESS),
    row(8006, "script_would_be_blocked", PROCESS, ALLOWED_ONLY, SUCCESS),
    row(8007, "script_blocked", PROCESS, DENIED_ONLY, FAILURE),
];

/// Active Directory Federation Services, since Windows Server 2016.
pub(super) static FEDERATION: &[Row] = &[
    row(1200, "federation_token_issued", AUTH, START, SUCCESS),
    row(1201, "federation_token_issued", AUTH, START, FAILURE),
    row(1202, "federation_credentials_validated", AUTH, START, SUCCESS),
    row(1203, "federation_credentials_validated", AUTH, START, FAILURE),
    row(1204, "password_changed", IAM, USER_CHANGE, SUCCESS),
    row(1205, "password_changed", IAM, USER_CHANGE, FAILURE),
    row(1206, "federation_sign_out", AUTH, END, SUCCESS),
    row(1207, "federation_sign_out", AUTH, END, FAILURE),
];
