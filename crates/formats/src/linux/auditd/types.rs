//! The types of audit records by name and number (`libaudit.h`, `linux/audit.h`,
//! <https://github.com/linux-audit/audit-documentation/blob/main/specs/messages/message-dictionary.csv>).

use crate::{
    meaning::Meaning,
    syntax::{cut::read_number, names::Names},
};

/// A type of record.
#[derive(Clone, Copy, Debug)]
pub(in crate::linux) struct Type {
    /// Its name, empty where the table lacks it.
    pub(in crate::linux) name: &'static str,
    number: u16,
    pub(in crate::linux) meaning: Meaning,
}

impl Type {
    /// True where the table has it.
    pub(in crate::linux) const fn is_known(&self) -> bool {
        self.number != 0
    }
}

/// A type that the table lacks.
pub(in crate::linux) const UNKNOWN: Type = kind("", 0, "audit_record", &["host"], &["info"]);

/// Finds a type by its name, or by its number, which the kernel writes, also as `UNKNOWN[1334]`.
pub(in crate::linux) fn find_type(written: &[u8]) -> Type {
    let number = written.strip_prefix(b"UNKNOWN[").and_then(|number| number.strip_suffix(b"]")).unwrap_or(written);
    let found = match read_number(number) {
        Some(number) => TYPES.iter().find(|kind| u64::from(kind.number) == number),
        None => NAMES.find(written).and_then(|row| TYPES.get(usize::from(row.1))),
    };
    found.copied().unwrap_or(UNKNOWN)
}

const fn kind(
    name: &'static str,
    number: u16,
    action: &'static str,
    category: &'static [&'static str],
    kind: &'static [&'static str],
) -> Type {
    Type { name, number, meaning: Meaning { action, category, kind, outcome: None } }
}

static NAMES: Names<u16, TYPE_COUNT> = Names::new(name_rows());

#[expect(clippy::indexing_slicing, reason = "the index is below the length; it runs while compiling only")]
const fn name_rows() -> [(&'static str, u16); TYPE_COUNT] {
    let mut rows = [("", 0); TYPE_COUNT];
    let mut at = 0;
    while at < rows.len() {
        rows[at] = (TYPES[at].name, at as u16);
        at += 1;
    }
    rows
}

/// How many types the table has.
const TYPE_COUNT: usize = 202;

/// By number.
static TYPES: [Type; TYPE_COUNT] = [
    kind("LOGIN", 1006, "audit_login_id_set", &["authentication"], &["start"]),
    kind("USER_AUTH", 1100, "audit_user_authenticated", &["authentication"], &["info"]),
    kind("USER_ACCT", 1101, "audit_account_checked", &["authentication"], &["info"]),
    kind("USER_MGMT", 1102, "audit_user_changed", &["iam"], &["user", "change"]),
    kind("CRED_ACQ", 1103, "audit_credentials_acquired", &["authentication"], &["info"]),
    kind("CRED_DISP", 1104, "audit_credentials_disposed", &["authentication"], &["info"]),
    kind("USER_START", 1105, "audit_session_started", &["session"], &["start"]),
    kind("USER_END", 1106, "audit_session_ended", &["session"], &["end"]),
    kind("USER_AVC", 1107, "audit_access_decided", &["process"], &["access"]),
    kind("USER_CHAUTHTOK", 1108, "audit_password_changed", &["iam"], &["user", "change"]),
    kind("USER_ERR", 1109, "audit_account_error", &["authentication"], &["info"]),
    kind("CRED_REFR", 1110, "audit_credentials_refreshed", &["authentication"], &["info"]),
    kind("USYS_CONFIG", 1111, "audit_system_configured", &["configuration"], &["change"]),
    kind("USER_LOGIN", 1112, "audit_login", &["authentication"], &["start"]),
    kind("USER_LOGOUT", 1113, "audit_logout", &["authentication", "session"], &["end"]),
    kind("ADD_USER", 1114, "audit_user_added", &["iam"], &["user", "creation"]),
    kind("DEL_USER", 1115, "audit_user_deleted", &["iam"], &["user", "deletion"]),
    kind("ADD_GROUP", 1116, "audit_group_added", &["iam"], &["group", "creation"]),
    kind("DEL_GROUP", 1117, "audit_group_deleted", &["iam"], &["group", "deletion"]),
    kind("DAC_CHECK", 1118, "audit_access_checked", &["file"], &["access"]),
    kind("CHGRP_ID", 1119, "audit_group_changed", &["iam"], &["group", "change"]),
    kind("TEST", 1120, "audit_test", &["host"], &["info"]),
    kind("TRUSTED_APP", 1121, "audit_application_message", &["process"], &["info"]),
    kind("USER_SELINUX_ERR", 1122, "audit_selinux_error", &["configuration"], &["info"]),
    kind("USER_CMD", 1123, "audit_command_run", &["process"], &["start"]),
    kind("USER_TTY", 1124, "audit_terminal_input", &["process"], &["info"]),
    kind("CHUSER_ID", 1125, "audit_user_id_changed", &["iam"], &["user", "change"]),
    kind("GRP_AUTH", 1126, "audit_group_authenticated", &["authentication"], &["info"]),
    kind("SYSTEM_BOOT", 1127, "audit_system_started", &["host"], &["start"]),
    kind("SYSTEM_SHUTDOWN", 1128, "audit_system_stopped", &["host"], &["end"]),
    kind("SYSTEM_RUNLEVEL", 1129, "audit_runlevel_changed", &["host"], &["change"]),
    kind("SERVICE_START", 1130, "audit_service_started", &["process"], &["start"]),
    kind("SERVICE_STOP", 1131, "audit_service_stopped", &["process"], &["end"]),
    kind("GRP_MGMT", 1132, "audit_group_managed", &["iam"], &["group", "change"]),
    kind("GRP_CHAUTHTOK", 1133, "audit_group_password_changed", &["iam"], &["group", "change"]),
    kind("MAC_CHECK", 1134, "audit_access_checked", &["process"], &["access"]),
    kind("ACCT_LOCK", 1135, "audit_user_locked", &["iam"], &["user", "change"]),
    kind("ACCT_UNLOCK", 1136, "audit_user_unlocked", &["iam"], &["user", "change"]),
    kind("USER_DEVICE", 1137, "audit_device_changed", &["host"], &["change"]),
    kind("SOFTWARE_UPDATE", 1138, "audit_software_updated", &["package"], &["change"]),
    kind("DAEMON_START", 1200, "audit_daemon_started", &["process"], &["start"]),
    kind("DAEMON_END", 1201, "audit_daemon_stopped", &["process"], &["end"]),
    kind("DAEMON_ABORT", 1202, "audit_daemon_aborted", &["process"], &["end"]),
    kind("DAEMON_CONFIG", 1203, "audit_daemon_configured", &["configuration"], &["change"]),
    kind("DAEMON_RECONFIG", 1204, "audit_daemon_reconfigured", &["configuration"], &["change"]),
    kind("DAEMON_ROTATE", 1205, "audit_log_rotated", &["process"], &["info"]),
    kind("DAEMON_RESUME", 1206, "audit_daemon_resumed", &["process"], &["change"]),
    kind("DAEMON_ACCEPT", 1207, "audit_remote_connected", &["network"], &["connection", "start"]),
    kind("DAEMON_CLOSE", 1208, "audit_remote_closed", &["network"], &["connection", "end"]),
    kind("DAEMON_ERR", 1209, "audit_daemon_error", &["process"], &["info"]),
    kind("SYSCALL", 1300, "audit_syscall", &["process"], &["info"]),
    kind("PATH", 1302, "audit_path", &["file"], &["info"]),
    kind("IPC", 1303, "audit_ipc", &["process"], &["info"]),
    kind("SOCKETCALL", 1304, "audit_socket_call", &["network"], &["info"]),
    kind("CONFIG_CHANGE", 1305, "audit_configuration_changed", &["configuration"], &["change"]),
    kind("SOCKADDR", 1306, "audit_socket_address", &["network"], &["info"]),
    kind("CWD", 1307, "audit_working_directory", &["process"], &["info"]),
    kind("EXECVE", 1309, "audit_executed", &["process"], &["start"]),
    kind("IPC_SET_PERM", 1311, "audit_ipc_permission_set", &["process"], &["change"]),
    kind("MQ_OPEN", 1312, "audit_queue_opened", &["process"], &["info"]),
    kind("MQ_SENDRECV", 1313, "audit_queue_used", &["process"], &["info"]),
    kind("MQ_NOTIFY", 1314, "audit_queue_notified", &["process"], &["info"]),
    kind("MQ_GETSETATTR", 1315, "audit_queue_attribute", &["process"], &["info"]),
    kind("KERNEL_OTHER", 1316, "audit_kernel_message", &["host"], &["info"]),
    kind("FD_PAIR", 1317, "audit_descriptors", &["process"], &["info"]),
    kind("OBJ_PID", 1318, "audit_object_process", &["process"], &["info"]),
    kind("TTY", 1319, "audit_terminal_input", &["process"], &["info"]),
    kind("EOE", 1320, "audit_event_end", &["host"], &["info"]),
    kind("BPRM_FCAPS", 1321, "audit_capabilities_raised", &["process"], &["change"]),
    kind("CAPSET", 1322, "audit_capabilities_set", &["process"], &["change"]),
    kind("MMAP", 1323, "audit_memory_mapped", &["process"], &["info"]),
    kind("NETFILTER_PKT", 1324, "audit_packet", &["network"], &["info"]),
    kind("NETFILTER_CFG", 1325, "audit_packet_filter_changed", &["configuration"], &["change"]),
    kind("SECCOMP", 1326, "audit_syscall_filtered", &["process"], &["access"]),
    kind("PROCTITLE", 1327, "audit_process_title", &["process"], &["info"]),
    kind("FEATURE_CHANGE", 1328, "audit_feature_changed", &["configuration"], &["change"]),
    kind("REPLACE", 1329, "audit_daemon_replaced", &["configuration"], &["change"]),
    kind("KERN_MODULE", 1330, "audit_module_changed", &["driver"], &["change"]),
    kind("FANOTIFY", 1331, "audit_file_access_decided", &["file"], &["access"]),
    kind("TIME_INJOFFSET", 1332, "audit_time_changed", &["host"], &["change"]),
    kind("TIME_ADJNTPVAL", 1333, "audit_time_changed", &["host"], &["change"]),
    kind("BPF", 1334, "audit_bpf_program_changed", &["driver"], &["change"]),
    kind("EVENT_LISTENER", 1335, "audit_listener_changed", &["configuration"], &["change"]),
    kind("URINGOP", 1336, "audit_ring_operation", &["process"], &["info"]),
    kind("OPENAT2", 1337, "audit_file_opened", &["file"], &["access"]),
    kind("DM_CTRL", 1338, "audit_device_map_changed", &["host"], &["change"]),
    kind("DM_EVENT", 1339, "audit_device_map_event", &["host"], &["info"]),
    kind("AVC", 1400, "audit_access_decided", &["process"], &["access"]),
    kind("SELINUX_ERR", 1401, "audit_selinux_error", &["configuration"], &["info"]),
    kind("AVC_PATH", 1402, "audit_access_path", &["file"], &["info"]),
    kind("MAC_POLICY_LOAD", 1403, "audit_policy_loaded", &["configuration"], &["change"]),
    kind("MAC_STATUS", 1404, "audit_policy_mode_changed", &["configuration"], &["change"]),
    kind("MAC_CONFIG_CHANGE", 1405, "audit_policy_option_changed", &["configuration"], &["change"]),
    kind("MAC_UNLBL_ALLOW", 1406, "audit_label_rule_changed", &["configuration"], &["change"]),
    kind("MAC_CIPSOV4_ADD", 1407, "audit_label_rule_changed", &["configuration"], &["change"]),
    kind("MAC_CIPSOV4_DEL", 1408, "audit_label_rule_changed", &["configuration"], &["change"]),
    kind("MAC_MAP_ADD", 1409, "audit_label_rule_changed", &["configuration"], &["change"]),
    kind("MAC_MAP_DEL", 1410, "audit_label_rule_changed", &["configuration"], &["change"]),
    kind("MAC_IPSEC_ADDSA", 1411, "audit_ipsec_changed", &["configuration"], &["change"]),
    kind("MAC_IPSEC_DELSA", 1412, "audit_ipsec_changed", &["configuration"], &["change"]),
    kind("MAC_IPSEC_ADDSPD", 1413, "audit_ipsec_changed", &["configuration"], &["change"]),
    kind("MAC_IPSEC_DELSPD", 1414, "audit_ipsec_changed", &["configuration"], &["change"]),
    kind("MAC_IPSEC_EVENT", 1415, "audit_ipsec_changed", &["configuration"], &["change"]),
    kind("MAC_UNLBL_STCADD", 1416, "audit_label_rule_changed", &["configuration"], &["change"]),
    kind("MAC_UNLBL_STCDEL", 1417, "audit_label_rule_changed", &["configuration"], &["change"]),
    kind("MAC_CALIPSO_ADD", 1418, "audit_label_rule_changed", &["configuration"], &["change"]),
    kind("MAC_CALIPSO_DEL", 1419, "audit_label_rule_changed", &["configuration"], &["change"]),
    kind("IPE_ACCESS", 1420, "audit_access_decided", &["process"], &["access"]),
    kind("IPE_CONFIG_CHANGE", 1421, "audit_policy_mode_changed", &["configuration"], &["change"]),
    kind("IPE_POLICY_LOAD", 1422, "audit_policy_loaded", &["configuration"], &["change"]),
    kind("LANDLOCK_ACCESS", 1423, "audit_access_decided", &["process"], &["access"]),
    kind("LANDLOCK_DOMAIN", 1424, "audit_sandbox_changed", &["process"], &["change"]),
    kind("APPARMOR", 1500, "audit_access_decided", &["process"], &["access"]),
    kind("APPARMOR_AUDIT", 1501, "audit_access_decided", &["process"], &["access"]),
    kind("APPARMOR_ALLOWED", 1502, "audit_access_decided", &["process"], &["access"]),
    kind("APPARMOR_DENIED", 1503, "audit_access_decided", &["process"], &["access"]),
    kind("APPARMOR_HINT", 1504, "audit_access_decided", &["process"], &["access"]),
    kind("APPARMOR_STATUS", 1505, "audit_policy_loaded", &["configuration"], &["change"]),
    kind("APPARMOR_ERROR", 1506, "audit_apparmor_error", &["configuration"], &["info"]),
    kind("ANOM_PROMISCUOUS", 1700, "audit_promiscuous_mode", &["network"], &["info"]),
    kind("ANOM_ABEND", 1701, "audit_process_crashed", &["process"], &["end"]),
    kind("ANOM_LINK", 1702, "audit_suspicious_link", &["file"], &["access"]),
    kind("ANOM_CREAT", 1703, "audit_suspicious_creation", &["file"], &["access"]),
    kind("INTEGRITY_DATA", 1800, "audit_integrity_checked", &["file"], &["info"]),
    kind("INTEGRITY_METADATA", 1801, "audit_integrity_checked", &["file"], &["info"]),
    kind("INTEGRITY_STATUS", 1802, "audit_integrity_changed", &["configuration"], &["change"]),
    kind("INTEGRITY_HASH", 1803, "audit_integrity_checked", &["file"], &["info"]),
    kind("INTEGRITY_PCR", 1804, "audit_integrity_invalidated", &["file"], &["info"]),
    kind("INTEGRITY_RULE", 1805, "audit_integrity_rule", &["configuration"], &["change"]),
    kind("INTEGRITY_EVM_XATTR", 1806, "audit_integrity_rule", &["configuration"], &["change"]),
    kind("INTEGRITY_POLICY_RULE", 1807, "audit_integrity_rule", &["configuration"], &["change"]),
    kind("KERNEL", 2000, "audit_kernel_message", &["host"], &["info"]),
    kind("ANOM_LOGIN_FAILURES", 2100, "audit_login_failures_exceeded", &["authentication"], &["info"]),
    kind("ANOM_LOGIN_TIME", 2101, "audit_login_time_refused", &["authentication"], &["info"]),
    kind("ANOM_LOGIN_SESSIONS", 2102, "audit_login_sessions_exceeded", &["authentication"], &["info"]),
    kind("ANOM_LOGIN_ACCT", 2103, "audit_login_account_suspicious", &["authentication"], &["info"]),
    kind("ANOM_LOGIN_LOCATION", 2104, "audit_login_location_refused", &["authentication"], &["info"]),
    kind("ANOM_MAX_DAC", 2105, "audit_denials_exceeded", &["process"], &["info"]),
    kind("ANOM_MAX_MAC", 2106, "audit_denials_exceeded", &["process"], &["info"]),
    kind("ANOM_AMTU_FAIL", 2107, "audit_self_test_failed", &["host"], &["info"]),
    kind("ANOM_RBAC_FAIL", 2108, "audit_self_test_failed", &["host"], &["info"]),
    kind("ANOM_RBAC_INTEGRITY_FAIL", 2109, "audit_integrity_checked", &["file"], &["info"]),
    kind("ANOM_CRYPTO_FAIL", 2110, "audit_crypto_failed", &["host"], &["info"]),
    kind("ANOM_ACCESS_FS", 2111, "audit_suspicious_access", &["file"], &["access"]),
    kind("ANOM_EXEC", 2112, "audit_suspicious_execution", &["process"], &["start"]),
    kind("ANOM_MK_EXEC", 2113, "audit_suspicious_creation", &["file"], &["creation"]),
    kind("ANOM_ADD_ACCT", 2114, "audit_suspicious_user_added", &["iam"], &["user", "creation"]),
    kind("ANOM_DEL_ACCT", 2115, "audit_suspicious_user_deleted", &["iam"], &["user", "deletion"]),
    kind("ANOM_MOD_ACCT", 2116, "audit_suspicious_user_changed", &["iam"], &["user", "change"]),
    kind("ANOM_ROOT_TRANS", 2117, "audit_became_root", &["iam"], &["user", "change"]),
    kind("ANOM_LOGIN_SERVICE", 2118, "audit_login_service_suspicious", &["authentication"], &["info"]),
    kind("ANOM_LOGIN_ROOT", 2119, "audit_login_root", &["authentication"], &["info"]),
    kind("ANOM_ORIGIN_FAILURES", 2120, "audit_login_failures_exceeded", &["authentication"], &["info"]),
    kind("ANOM_SESSION", 2121, "audit_suspicious_session", &["session"], &["info"]),
    kind("RESP_ANOMALY", 2200, "audit_response_none", &["host"], &["info"]),
    kind("RESP_ALERT", 2201, "audit_response_alert", &["host"], &["info"]),
    kind("RESP_KILL_PROC", 2202, "audit_response_process_killed", &["process"], &["end"]),
    kind("RESP_TERM_ACCESS", 2203, "audit_response_session_ended", &["session"], &["end"]),
    kind("RESP_ACCT_REMOTE", 2204, "audit_response_user_locked", &["iam"], &["user", "change"]),
    kind("RESP_ACCT_LOCK_TIMED", 2205, "audit_response_user_locked", &["iam"], &["user", "change"]),
    kind("RESP_ACCT_UNLOCK_TIMED", 2206, "audit_response_user_unlocked", &["iam"], &["user", "change"]),
    kind("RESP_ACCT_LOCK", 2207, "audit_response_user_locked", &["iam"], &["user", "change"]),
    kind("RESP_TERM_LOCK", 2208, "audit_response_terminal_locked", &["session"], &["info"]),
    kind("RESP_SEBOOL", 2209, "audit_response_policy_changed", &["configuration"], &["change"]),
    kind("RESP_EXEC", 2210, "audit_response_executed", &["process"], &["start"]),
    kind("RESP_SINGLE", 2211, "audit_response_single_user", &["host"], &["change"]),
    kind("RESP_HALT", 2212, "audit_response_halted", &["host"], &["end"]),
    kind("RESP_ORIGIN_BLOCK", 2213, "audit_response_origin_blocked", &["network"], &["denied"]),
    kind("RESP_ORIGIN_BLOCK_TIMED", 2214, "audit_response_origin_blocked", &["network"], &["denied"]),
    kind("RESP_ORIGIN_UNBLOCK_TIMED", 2215, "audit_response_origin_unblocked", &["network"], &["allowed"]),
    kind("USER_ROLE_CHANGE", 2300, "audit_role_changed", &["iam"], &["user", "change"]),
    kind("ROLE_ASSIGN", 2301, "audit_role_assigned", &["iam"], &["user", "change"]),
    kind("ROLE_REMOVE", 2302, "audit_role_removed", &["iam"], &["user", "change"]),
    kind("LABEL_OVERRIDE", 2303, "audit_label_overridden", &["iam"], &["change"]),
    kind("LABEL_LEVEL_CHANGE", 2304, "audit_label_changed", &["configuration"], &["change"]),
    kind("USER_LABELED_EXPORT", 2305, "audit_data_exported", &["file"], &["access"]),
    kind("USER_UNLABELED_EXPORT", 2306, "audit_data_exported", &["file"], &["access"]),
    kind("DEV_ALLOC", 2307, "audit_device_allocated", &["host"], &["change"]),
    kind("DEV_DEALLOC", 2308, "audit_device_released", &["host"], &["change"]),
    kind("FS_RELABEL", 2309, "audit_files_relabelled", &["configuration"], &["change"]),
    kind("USER_MAC_POLICY_LOAD", 2310, "audit_policy_loaded", &["configuration"], &["change"]),
    kind("ROLE_MODIFY", 2311, "audit_role_modified", &["iam"], &["change"]),
    kind("USER_MAC_CONFIG_CHANGE", 2312, "audit_policy_option_changed", &["configuration"], &["change"]),
    kind("USER_MAC_STATUS", 2313, "audit_policy_mode_changed", &["configuration"], &["change"]),
    kind("CRYPTO_TEST_USER", 2400, "audit_crypto_tested", &["host"], &["info"]),
    kind("CRYPTO_PARAM_CHANGE_USER", 2401, "audit_crypto_parameter_changed", &["configuration"], &["change"]),
    kind("CRYPTO_LOGIN", 2402, "audit_crypto_login", &["authentication"], &["start"]),
    kind("CRYPTO_LOGOUT", 2403, "audit_crypto_logout", &["authentication"], &["end"]),
    kind("CRYPTO_KEY_USER", 2404, "audit_crypto_key_used", &["host"], &["info"]),
    kind("CRYPTO_FAILURE_USER", 2405, "audit_crypto_failed", &["host"], &["info"]),
    kind("CRYPTO_REPLAY_USER", 2406, "audit_crypto_replay", &["network"], &["info"]),
    kind("CRYPTO_SESSION", 2407, "audit_crypto_session", &["network"], &["connection", "protocol"]),
    kind("CRYPTO_IKE_SA", 2408, "audit_crypto_ike", &["network"], &["connection", "protocol"]),
    kind("CRYPTO_IPSEC_SA", 2409, "audit_crypto_ipsec", &["network"], &["connection", "protocol"]),
    kind("VIRT_CONTROL", 2500, "audit_virtual_machine_controlled", &["host"], &["change"]),
    kind("VIRT_RESOURCE", 2501, "audit_virtual_machine_resource", &["host"], &["change"]),
    kind("VIRT_MACHINE_ID", 2502, "audit_virtual_machine_labelled", &["host"], &["info"]),
    kind("VIRT_INTEGRITY_CHECK", 2503, "audit_virtual_machine_checked", &["host"], &["info"]),
    kind("VIRT_CREATE", 2504, "audit_virtual_machine_created", &["host"], &["change"]),
    kind("VIRT_DESTROY", 2505, "audit_virtual_machine_destroyed", &["host"], &["change"]),
    kind("VIRT_MIGRATE_IN", 2506, "audit_virtual_machine_arrived", &["host"], &["change"]),
    kind("VIRT_MIGRATE_OUT", 2507, "audit_virtual_machine_left", &["host"], &["change"]),
];
