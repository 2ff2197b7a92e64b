//! Zeek's logs, and what each of them tells.

use super::members::{self as of, Members};
use crate::syntax::names::{Names, Row};

/// One of Zeek's logs.
pub(super) struct Log {
    /// `_path`: its name.
    pub(super) path: &'static str,
    /// One of these stands in it and in no log before it in the list: by that it is known where `_path` is missing.
    pub(super) signs: &'static [&'static str],
    /// Its members.
    pub(super) members: Members,
    /// `event.action`, unless a member says it.
    pub(super) action: &'static str,
    /// `event.category`.
    pub(super) category: &'static [&'static str],
    /// `network.protocol`; empty where none, or where a member says it.
    pub(super) protocol: &'static str,
    /// `network.transport`; empty where none is certain, or where a member says it.
    pub(super) transport: &'static str,
}

const NETWORK: &[&str] = &["network"];
const DETECTION: &[&str] = &["intrusion_detection", "network"];

const fn log(
    path: &'static str,
    signs: &'static [&'static str],
    members: Members,
    action: &'static str,
    category: &'static [&'static str],
    [protocol, transport]: [&'static str; 2],
) -> Log {
    Log { path, signs, members, action, category, protocol, transport }
}

/// The log of this name. Corelight's reduced variants add a suffix.
pub(super) fn find_log(path: &[u8]) -> Option<&'static Log> {
    let path = path.strip_suffix(b"_red").unwrap_or(path);
    LOGS.iter().find(|log| log.path.as_bytes() == path)
}

/// The place of the log that a member gives away, in [`LOGS`]; the lowest of several counts.
pub(super) fn find_sign(member: &[u8]) -> Option<usize> {
    SIGNS.find(member).map(|(_, place)| *place)
}

/// Every sign with the place of the first log that has it.
static SIGNS: Names<usize, SIGN_COUNT> = Names::new(list_signs());

#[expect(clippy::indexing_slicing, reason = "the index is below the length; it runs while compiling only")]
const SIGN_COUNT: usize = {
    let (mut at, mut count) = (0, 0);
    while at < TABLE.len() {
        count += TABLE[at].signs.len();
        at += 1;
    }
    count
};

#[expect(clippy::indexing_slicing, reason = "every index is below its length; it runs while compiling only")]
const fn list_signs() -> [Row<usize>; SIGN_COUNT] {
    let mut rows = [("", 0); SIGN_COUNT];
    let (mut at, mut row) = (0, 0);
    while at < TABLE.len() {
        let signs = TABLE[at].signs;
        let mut sign = 0;
        while sign < signs.len() {
            rows[row] = (signs[sign], at);
            (sign, row) = (sign + 1, row + 1);
        }
        at += 1;
    }
    rows
}

/// See [`TABLE`].
pub(super) static LOGS: [Log; 59] = TABLE;

/// After the reference of Zeek's logs: <https://docs.zeek.org/en/master/script-reference/log-files.html>. The more
/// particular stand first: a member gives away the first log that names it.
const TABLE: [Log; 59] = [
    log("notice", &["suppress_for", "actions"], of::NOTICE, "notice", DETECTION, ["", ""]),
    log("suricata_corelight", &["suri_id"], of::SURICATA, "alert", DETECTION, ["", ""]),
    log("signatures", &["sig_id"], of::SIGNATURES, "signature", DETECTION, ["", ""]),
    log("intel", &["seen.indicator"], of::INTEL, "intel", &["threat", "network"], ["", ""]),
    log("smb_files", &["times.modified", "prev_name"], of::SMB_FILES, "smb", &["file", "network"], ["smb", "tcp"]),
    log(
        "smb_cmd",
        &["tree_service", "referenced_file.uid", "sub_command"],
        of::SMB_CMD,
        "smb",
        NETWORK,
        ["smb", "tcp"],
    ),
    log("smb_mapping", &["share_type"], of::SMB_MAPPING, "smb_mapping", NETWORK, ["smb", "tcp"]),
    log("dns", &["trans_id", "qtype_name", "rcode_name", "qclass_name"], of::DNS, "dns", NETWORK, ["dns", ""]),
    log("sip", &["response_from", "request_from", "seq"], of::SIP, "sip", NETWORK, ["sip", ""]),
    log(
        "http",
        &["status_msg", "request_body_len", "resp_mime_types"],
        of::HTTP,
        "http",
        &["web", "network"],
        ["http", "tcp"],
    ),
    log("ssh", &["auth_attempts", "host_key_alg", "kex_alg"], of::SSH, "ssh", NETWORK, ["ssh", "tcp"]),
    log(
        "ssl",
        &["cert_chain_fuids", "cert_chain_fps", "ssl_history", "resumed", "ja3"],
        of::SSL,
        "tls",
        NETWORK,
        ["tls", "tcp"],
    ),
    log("x509", &["certificate.serial", "certificate.subject"], of::X509, "x509", NETWORK, ["", ""]),
    log("ocsp", &["serialNumber", "issuerNameHash"], of::NONE, "ocsp", NETWORK, ["ocsp", "tcp"]),
    log("pe", &["is_exe", "is_64bit"], of::NONE, "pe", &["file"], ["", ""]),
    log("smtp", &["helo", "mailfrom", "last_reply"], of::SMTP, "smtp", &["email", "network"], ["smtp", "tcp"]),
    log("ftp", &["data_channel.passive", "reply_code", "cwd"], of::FTP, "ftp", &["file", "network"], ["ftp", "tcp"]),
    log(
        "dhcp",
        &["lease_time", "msg_types", "client_fqdn", "assigned_addr"],
        of::DHCP,
        "dhcp",
        NETWORK,
        ["dhcp", "udp"],
    ),
    log("dce_rpc", &["named_pipe", "endpoint"], of::DCE_RPC, "dce_rpc", NETWORK, ["dce_rpc", "tcp"]),
    log("dnp3", &["fc_request", "fc_reply"], of::DNP3, "dnp3", NETWORK, ["dnp3", "tcp"]),
    log(
        "kerberos",
        &["request_type", "forwardable", "renewable"],
        of::KERBEROS,
        "kerberos",
        &["authentication", "network"],
        ["kerberos", ""],
    ),
    log(
        "ntlm",
        &["domainname", "server_nb_computer_name"],
        of::NTLM,
        "ntlm",
        &["authentication", "network"],
        ["ntlm", "tcp"],
    ),
    log(
        "radius",
        &["framed_addr", "connect_info", "tunnel_client"],
        of::RADIUS,
        "radius",
        &["authentication", "network"],
        ["radius", "udp"],
    ),
    log("rdp", &["security_protocol", "cookie", "keyboard_layout"], of::RDP, "rdp", NETWORK, ["rdp", "tcp"]),
    log("rfb", &["client_major_version", "share_flag"], of::RFB, "rfb", NETWORK, ["rfb", "tcp"]),
    log("snmp", &["get_requests", "community"], of::NONE, "snmp", NETWORK, ["snmp", "udp"]),
    log("socks", &["bound_p", "bound.host", "request_p"], of::SOCKS, "socks", NETWORK, ["socks", "tcp"]),
    log("ntp", &["stratum", "ref_id", "xmt_time"], of::NONE, "ntp", NETWORK, ["ntp", "udp"]),
    log("modbus", &["func"], of::MODBUS, "modbus", NETWORK, ["modbus", "tcp"]),
    log("modbus_detailed", &["modbus_detailed_link_id"], of::MODBUS, "modbus", NETWORK, ["modbus", "tcp"]),
    log("mysql", &["cmd"], of::MYSQL, "mysql", &["database", "network"], ["mysql", "tcp"]),
    log("irc", &["nick", "addl_irc", "dcc_file_name"], of::IRC, "irc", NETWORK, ["irc", "tcp"]),
    log("tunnel", &["tunnel_type"], of::TUNNEL, "tunnel", NETWORK, ["", ""]),
    log("syslog", &["facility"], of::SYSLOG, "syslog", NETWORK, ["syslog", ""]),
    log("files", &["fuid", "tx_hosts", "seen_bytes"], of::FILES, "fileinfo", &["file", "network"], ["", ""]),
    log("quic", &["client_initial_dcid"], of::NONE, "quic", NETWORK, ["quic", "udp"]),
    log("conn", &["conn_state", "history", "orig_pkts"], of::CONN, "flow", NETWORK, ["", ""]),
    log("software", &["software_type", "unparsed_version"], of::SOFTWARE, "software", &["host"], ["", ""]),
    log("known_certs", &["issuer_subject"], of::KNOWN, "known_cert", &["host"], ["", ""]),
    log("known_services", &["port_num"], of::KNOWN, "known_service", &["host"], ["", ""]),
    log("known_hosts", &[], of::KNOWN, "known_host", &["host"], ["", ""]),
    log("known_modbus", &["device_type"], of::KNOWN, "known_modbus", &["host"], ["", ""]),
    log("known_devices", &["dhcp_host_name"], of::KNOWN, "known_device", &["host"], ["", ""]),
    log("traceroute", &[], of::TRACEROUTE, "traceroute", NETWORK, ["", ""]),
    log("capture_loss", &["percent_lost", "gaps"], of::NONE, "capture_loss", &["host"], ["", ""]),
    log("stats", &["pkts_proc", "bytes_recv"], of::NONE, "stats", &["host"], ["", ""]),
    log("reporter", &["location"], of::NONE, "reporter", &["host"], ["", ""]),
    log("packet_filter", &["node", "filter"], of::NONE, "packet_filter", &["host"], ["", ""]),
    log("loaded_scripts", &[], of::NONE, "loaded_scripts", &["host"], ["", ""]),
    log("broker", &[], of::NONE, "broker", &["host"], ["", ""]),
    log("cluster", &[], of::NONE, "cluster", &["host"], ["", ""]),
    log("dpd", &["failure_reason"], of::LOGIN_FAILURE, "dpd", NETWORK, ["", ""]),
    log("analyzer", &["analyzer_kind"], of::LOGIN_FAILURE, "analyzer", NETWORK, ["", ""]),
    log("weird", &["addl"], of::WEIRD, "anomaly", NETWORK, ["", ""]),
    log("ldap", &["message_id"], of::LDAP, "ldap", NETWORK, ["ldap", ""]),
    log("ldap_search", &["base_object"], of::LDAP, "ldap_search", NETWORK, ["ldap", ""]),
    log("mqtt_connect", &["proto_version"], of::NONE, "mqtt", NETWORK, ["mqtt", "tcp"]),
    log(
        "postgresql",
        &["application_name"],
        of::POSTGRESQL,
        "postgresql",
        &["database", "network"],
        ["postgresql", "tcp"],
    ),
    // What has the head of a connection's record and nothing that is known here.
    log("unknown", &[], of::NONE, "connection", NETWORK, ["", ""]),
];
