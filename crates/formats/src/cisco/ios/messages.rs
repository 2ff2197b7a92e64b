//! The wordings that are read, by mnemonic, in the notation of `syntax::shape`. A hole with the name of a field is that
//! field; `{protocol}` and `{verdict}` are read as words; any other keeps its name.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::shape::Shape,
};

/// One wording of one message.
pub(super) struct Entry {
    facility: &'static str,
    pub(super) shape: Shape,
    pub(super) meaning: Meaning,
    /// True where the verdict is that of a filter.
    pub(super) is_filter: bool,
}

impl Entry {
    /// True for messages of this facility; a wording without one is that of every facility.
    pub(super) fn is_of(&self, facility: &[u8]) -> bool {
        self.facility.is_empty() || self.facility.as_bytes() == facility
    }
}

/// The wordings of a mnemonic, the longest first; none where its text is not read.
pub(super) fn find_wordings(mnemonic: &[u8]) -> &'static [Entry] {
    static ENTRIES: LazyLock<HashMap<&'static [u8], Vec<Entry>>> = LazyLock::new(|| {
        let mut entries: HashMap<&[u8], Vec<Entry>> = HashMap::new();
        for (facility, mnemonic, wording, meaning) in ROWS {
            let entry = Entry {
                facility,
                shape: Shape::new(wording),
                meaning: *meaning,
                is_filter: meaning.action == FILTER.action,
            };
            entries.entry(mnemonic.as_bytes()).or_default().push(entry);
        }
        entries
    });
    ENTRIES.get(mnemonic).map(Vec::as_slice).unwrap_or_default()
}

type Words = &'static [&'static str];

const fn mean(action: &'static str, category: Words, kind: Words, outcome: Option<&'static str>) -> Meaning {
    Meaning { action, category, kind, outcome }
}

const FILTER: Meaning = mean("access_list", &["network"], &["connection"], None);
const FLOW_START: Meaning = mean("connection_start", &["network"], &["connection", "start", "allowed"], SUCCESS);
const FLOW_END: Meaning = mean("connection_end", &["network"], &["connection", "end"], None);
const FLOW_DROP: Meaning = mean("connection_drop", &["network"], &["connection", "denied"], FAILURE);
const LOGIN: Meaning = mean("login", &["authentication"], &["start"], SUCCESS);
/// What a login was that failed.
pub(super) const LOGIN_FAILED: Meaning = mean("login_failed", &["authentication"], &["start"], FAILURE);
const LOGIN_TRIED: Meaning = mean("login", &["authentication"], &["start"], None);
const LOGOUT: Meaning = mean("logout", &["authentication", "session"], &["end"], None);
const LOCKED: Meaning = mean("login_blocked", &["authentication"], &["denied"], FAILURE);
const CONFIGURED: Meaning = mean("configuration_change", &["configuration"], &["change"], SUCCESS);
const COMMAND: Meaning = mean("command", &["configuration"], &["change"], SUCCESS);
const INTERFACE: Meaning = mean("interface_state", &["network"], &["info"], None);
const NEIGHBOUR: Meaning = mean("routing_neighbour", &["network"], &["info"], None);
const VIOLATION: Meaning = mean("port_security", &["intrusion_detection", "network"], &["denied"], FAILURE);
const ATTACK: Meaning = mean("attack", &["intrusion_detection", "network"], &["info"], None);
const COLLISION: Meaning = mean("address_collision", &["network"], &["info"], None);
const MOVED: Meaning = mean("address_moved", &["network"], &["info"], None);
const PORT_DISABLED: Meaning = mean("port_disabled", &["network"], &["info"], None);
const VPN: Meaning = mean("vpn_session", &["network", "session"], &["connection", "info"], None);
const VPN_FAILED: Meaning = mean("vpn_failed", &["network", "session"], &["connection", "error"], FAILURE);
const HOST: Meaning = mean("system", &["host"], &["info"], None);
const RESTART: Meaning = mean("restart", &["host"], &["start"], None);

/// By facility (empty: any), mnemonic, wording, meaning.
#[rustfmt::skip] // One wording a line.
static ROWS: &[(&str, &str, &str, Meaning)] = &[
    // Access lists.
    ("", "IPACCESSLOGP", "list {rule.name} {verdict} {protocol} {source.ip}({source.port#}) ({observer.ingress.interface.name} {source.mac}) -> {destination.ip}({destination.port#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGP", "list {rule.name} {verdict} {protocol} {source.ip}({source.port#}) ({observer.ingress.interface.name}) -> {destination.ip}({destination.port#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGP", "list {rule.name} {verdict} {protocol} {source.ip}({source.port#}) -> {destination.ip}({destination.port#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("FMANFP", "IPACCESSLOGP", "{slot}: {forwarder}: [[ ]]list {rule.name} {verdict} {protocol} {source.ip}({source.port#}) -> {destination.ip}({destination.port#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("FMANFP", "IPACCESSLOGDP", "{slot}: {forwarder}: [[ ]]list {rule.name} {verdict} {protocol} {source.ip} -> {destination.ip} ({icmp_type#}/{icmp_code#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGDP", "list {rule.name} {verdict} {protocol} {source.ip} ({observer.ingress.interface.name} {source.mac}) -> {destination.ip} ({icmp_type#}/{icmp_code#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGDP", "list {rule.name} {verdict} {protocol} {source.ip} -> {destination.ip} ({icmp_type#}/{icmp_code#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGNP", "list {rule.name} {verdict} {protocol} {source.ip} ({observer.ingress.interface.name} {source.mac}) -> {destination.ip}, {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGNP", "list {rule.name} {verdict} {protocol} {source.ip} -> {destination.ip}, {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGRP", "list {rule.name} {verdict} {protocol} {source.ip} ({observer.ingress.interface.name} {source.mac}) -> {destination.ip}, {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGRP", "list {rule.name} {verdict} {protocol} {source.ip} -> {destination.ip}, {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGS", "list {rule.name} {verdict} {source.ip} {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGSP", "list {rule.name} {verdict} {protocol} {source.ip} -> {destination.ip} ({igmp_type#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "ACCESSLOGSP", "list {rule.name}[[ ]]/{rule_sequence#} {verdict} {protocol} {source.ip} -> {destination.ip}, {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPV6ACCESSLOGP", "list {rule.name} {verdict} {protocol} {source.ip}({source.port#}) -> {destination.ip}({destination.port#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPV6ACCESSLOGDP", "list {rule.name} {verdict} {protocol} {source.ip} -> {destination.ip} ({icmp_type#}/{icmp_code#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPV6ACCESSLOGNP", "list {rule.name} {verdict} {protocol} {source.ip} -> {destination.ip}, {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGP", "list {rule.name} {verdict} {protocol} {source.mac} {source.ip}({source.port#}) {observer.ingress.interface.name}-> {destination.ip}({destination.port#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGP", "access-list {rule.name} {verdict} {protocol} {source.ip}({source.port#}) -> {destination.ip}({destination.port#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGDP", "access-list {rule.name} {verdict} {protocol} {source.ip} -> {destination.ip} ({icmp_type#}/{icmp_code#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGNP", "access-list {rule.name} {verdict} {protocol} {source.ip} -> {destination.ip}, {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "IPACCESSLOGRL", "access-list logging rate-limited or missed {missed_packets#} packet[[s]]{note*}", HOST),
    ("", "ACCESSLOGP", "list {rule.name}[[ ]]/{rule_sequence#} {verdict} {protocol} {source.ip}({source.port#}) -> {destination.ip}({destination.port#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "ACCESSLOGP", "list {rule.name} {verdict} {protocol} {source.ip}({source.port#}) -> {destination.ip}({destination.port#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "ACCESSLOGDP", "list {rule.name}[[ ]]/{rule_sequence#} {verdict} {protocol} {source.ip} -> {destination.ip} ({icmp_type#}/{icmp_code#}), {network.packets#} packet[[s]]{note*}", FILTER),
    ("", "ACCESSLOGNP", "list {rule.name}[[ ]]/{rule_sequence#} {verdict} {protocol} {source.ip} -> {destination.ip}, {network.packets#} packet[[s]]{note*}", FILTER),
    ("ACLLOG", "ACLLOG_NEW_FLOW", "Src IP: {source.ip}, Dst IP: {destination.ip}, Src Port: {source.port#}, Dst Port: {destination.port#}, Src Intf: {observer.ingress.interface.name}, Protocol: \"{protocol}\"({protocol_number#}), {note*}", FILTER),
    ("ACLLOG", "ACLLOG_FLOW_INTERVAL", "Src IP: {source.ip}, Dst IP: {destination.ip}, Src Port: {source.port#}, Dst Port: {destination.port#}, Src Intf: {observer.ingress.interface.name}, Protocol: \"{protocol}\"({protocol_number#}), {note*}", FILTER),
    ("ACLLOG", "ACLLOG_PKTLOG", "CName: {tenant*}, VlanType: {vlan_type*}, Vlan-Id: {network.vlan.id#}, SMac: {source_mac}, DMac:[[ ]]{destination_mac}, SIP: {source.ip}, DIP: {destination.ip}, SPort: {source.port#}, DPort: {destination.port#}, Src Intf: {observer.ingress.interface.name}, Proto: {protocol}, PktLen: {network.bytes#}", FILTER),
    // The zone-based firewall.
    ("FW", "SESS_AUDIT_TRAIL_START", "{zones*}:Start {protocol} session: initiator ({source.ip}:{source.port#}) -- responder ({destination.ip}:{destination.port#}){note*}", FLOW_START),
    ("FW", "SESS_AUDIT_TRAIL_START", "Start {protocol} session: initiator ({source.ip}:{source.port#}) -- responder ({destination.ip}:{destination.port#}){note*}", FLOW_START),
    ("FW", "SESS_AUDIT_TRAIL", "{zones*}:Stop {protocol} session: initiator ({source.ip}:{source.port#}) sent {source.bytes#} bytes -- responder ({destination.ip}:{destination.port#}) sent {destination.bytes#} bytes{note*}", FLOW_END),
    ("FW", "SESS_AUDIT_TRAIL", "Stop {protocol} session: initiator ({source.ip}:{source.port#}) sent {source.bytes#} bytes -- responder ({destination.ip}:{destination.port#}) sent {destination.bytes#} bytes{note*}", FLOW_END),
    ("FW", "DROP_PKT", "Dropping {protocol} session {source.ip}:{source.port#} {destination.ip}:{destination.port#} {note*}due to[[ ]] {event.reason*}", FLOW_DROP),
    ("FW", "DROP_PKT", "Dropping {protocol} pkt from {observer.ingress.interface.name} {source.ip}:{source.port#} => {destination.ip}:{destination.port#}{zones*} due to {event.reason*} with ip ident {note*}", FLOW_DROP),
    ("FW", "LOG_SUMMARY", "{network.packets#} {protocol} packet[[s]] were dropped from {observer.ingress.interface.name} {source.ip}:{source.port#} => {destination.ip}:{destination.port#}{note*}", FLOW_DROP),
    ("IPS", "SIGNATURE", "Sig:{rule.id#} Subsig:{subsignature#} Sev:{signature_severity#} {rule.name*} [{source.ip}:{source.port#} ->[[ ]]{destination.ip}:{destination.port#}]{note*}", ATTACK),
    ("TCP", "BADAUTH", "{what} MD5 digest from {source.ip}({source.port#}) to {destination.ip}({destination.port#}){note*}", FLOW_DROP),
    ("TCP", "BADAUTH", "{what} MD5 digest from {source.ip}:{source.port#} to {destination.ip}:{destination.port#}{note*}", FLOW_DROP),
    ("FW", "HOST_TCP_ALERT_ON", "Max tcp half-open connections ({connections_max#}) exceeded for host {source.ip}.", ATTACK),
    ("", "LOOPPAK", "Looping packet detected and dropped - src={source.ip}, dst={destination.ip}, hl={header_length}, tl={length}, prot={protocol}, sport={source.port#}, dport={destination.port#}{note*}", FLOW_DROP),
    // Who came, and what they did.
    ("", "LOGIN_SUCCESS", "Login Success [user: {user.name*}] [Source: {source.ip}] [localport: {destination.port#}] at {note*}", LOGIN),
    ("", "LOGIN_FAILED", "Login failed [user: {user.name*}] [Source: {source.ip}] [localport: {destination.port#}] [Reason: {event.reason*}] at {note*}", LOGIN_FAILED),
    ("", "QUIET_MODE_ON", "Still timeleft for watching failures is {seconds#} secs, [user: {user.name*}] [Source: {source.ip}] [localport: {destination.port#}] [Reason: {event.reason*}] [ACL: {rule.name*}] at {note*}", LOCKED),
    ("", "CONFIG_I", "{process*}: {part}: Configured from {client*} by {user.name}, {note*}", CONFIGURED),
    ("", "CONFIG_I", "Configured from {source.ip} by snmp", CONFIGURED),
    ("", "CONFIG_P", "Configured programmatically by process {process.name} from {client*} as {user.name} on {terminal} ({source.ip})", CONFIGURED),
    ("", "CONFIG_P", "Configured programmatically by process {process.name} from {client*} as {user.name} on {terminal*}", CONFIGURED),
    ("", "CONFIG_I", "Configured from {client*} by {user.name} on {terminal} ({source.ip})", CONFIGURED),
    ("", "CONFIG_I", "Configured from {client*} by {terminal} ({source.ip})", CONFIGURED),
    ("", "CONFIG_I", "Configured from {client*} by {user.name} on {terminal*}", CONFIGURED),
    ("", "CONFIG_I", "Configured from {client*} by {terminal*}", CONFIGURED),
    ("VSHD", "VSHD_SYSLOG_CONFIG_I", "Configured from {client} by {user.name} on {source.ip}@{terminal}", CONFIGURED),
    ("VSHD", "VSHD_SYSLOG_CONFIG_I", "Configured from {client} by {user.name} on {terminal*}", CONFIGURED),
    ("PARSER", "CFGLOG_LOGGEDCMD", "User:{user.name} logged command:{process.command_line*}", COMMAND),
    ("PARSER", "CFGLOG_LOGGEDCMD", "User:{user.name}  logged command:{process.command_line*}", COMMAND),
    ("", "DB_COMMIT", "Configuration committed by user '{user.name*}'. {note*}", CONFIGURED),
    ("", "PRIV_AUTH_PASS", "Privilege level set to {privilege#} by {user.name} on {terminal} ({source.ip})", LOGIN),
    ("", "PRIV_AUTH_FAIL", "Authentication to Privilege level {privilege#} failed by {user.name} on {terminal} ({source.ip})", LOGIN_FAILED),
    ("", "PRIV_AUTH_FAIL", "Authentication to privilege level {privilege#} failed by {user.name} on {terminal} ({source.ip})", LOGIN_FAILED),
    ("", "LOGOUT", "User {user.name} has exited tty session {session.id#}({source.ip})", LOGOUT),
    ("", "LOGOUT", "User {user.name} has exited tty session {session.id#}()", LOGOUT),
    ("", "SSH2_USERAUTH", "User '{user.name*}' authentication for SSH2 Session from {source.ip} (tty = {tty#}) using crypto cipher '{cipher}', hmac '{hmac}' {verdict}", LOGIN_TRIED),
    ("", "SSH2_USERAUTH", "User '{user.name*}' authentication for SSH2 Session from {source.ip} (tty = {tty#}) using crypto cipher '{cipher}' {verdict}", LOGIN_TRIED),
    ("", "SSH2_SESSION", "SSH2 Session request from {source.ip} (tty = {tty#}) using crypto cipher '{cipher}', hmac '{hmac}' {verdict}", mean("ssh_session", &["session"], &["start"], None)),
    ("", "SSH2_CLOSE", "SSH2 Session from {source.ip} (tty = {tty#}) for user '{user.name*}' using crypto cipher '{cipher}', hmac '{hmac}' closed", LOGOUT),
    ("", "SSH_SESSION", "SSH Session request from {source.ip} (tty = {tty#}) using crypto cipher '{cipher}' {verdict}", mean("ssh_session", &["session"], &["start"], None)),
    ("", "SSH_CLOSE", "SSH Session from {source.ip} (tty = {tty#}) for user '{user.name*}' using crypto cipher '{cipher}' closed", LOGOUT),
    ("", "SSH_USERAUTH", "User '{user.name*}' authentication for SSH Session from {source.ip} (tty = {tty#}) using crypto cipher '{cipher}' {verdict}", LOGIN_TRIED),
    ("AUTHPRIV", "SYSTEM_MSG", "Login failed for user {user.name} - {process.name}[{process.pid#}]", LOGIN_FAILED),
    ("AUTHPRIV", "SYSTEM_MSG", "pam_unix({service}): authentication failure; {pam*} rhost={source.ip}  user={user.name} - {process.name}", LOGIN_FAILED),
    ("AUTHPRIV", "SYSTEM_MSG", "pam_unix({service}): authentication failure; {pam*}  user={user.name} - {process.name}", LOGIN_FAILED),
    ("AUTHPRIV", "SYSTEM_MSG", "{user.name} : TTY={terminal} ; PWD={process.working_directory!} ; USER={user.effective.name} ; COMMAND={process.command_line*} - {process.name}", COMMAND),
    ("AUTHPRIV", "SYSTEM_MSG", "pam_aaa:Authentication failed for user {user.name} from {source.ip} - {process.name}[{process.pid#}]", LOGIN_FAILED),
    ("AUTHPRIV", "SYSTEM_MSG", "pam_aaa:Authentication failed for user {user.name} from {source.ip} - {process.name}", LOGIN_FAILED),
    ("AUTHPRIV", "SYSTEM_MSG", "pam_aaa:Authentication failed from {source.ip} - {process.name}[{process.pid#}]", LOGIN_FAILED),
    ("AUTHPRIV", "SYSTEM_MSG", "pam_aaa:Authentication failed from {source.ip} - {process.name}", LOGIN_FAILED),
    ("DAEMON", "SYSTEM_MSG", "error: PAM: Authentication failure for {what} {user.name} from {source.ip} - {process.name}[{process.pid#}]", LOGIN_FAILED),
    ("DAEMON", "SYSTEM_MSG", "error: PAM: Authentication failure for {what} {user.name} from {source.ip} - {process.name}", LOGIN_FAILED),
    ("DAEMON", "SYSTEM_MSG", "error: PAM: Authentication failure for {user.name} from {source.ip} - {process.name}[{process.pid#}]", LOGIN_FAILED),
    ("DAEMON", "SYSTEM_MSG", "error: PAM: Authentication failure for {user.name} from {source.ip} - {process.name}", LOGIN_FAILED),
    ("", "SYSTEM_MSG", "{note*} - {process.name}[{process.pid#}]", HOST),
    ("", "SYSTEM_MSG", "{note*} - {process.name}", HOST),
    ("", "SYSTEM_MSG", "{note*}", HOST),
    ("VSHD", "VSHD_SYSLOG_CMD_EXEC", "User:{user.name} executed the command:{process.command_line*}", COMMAND),
    ("AAA", "AAA_ACCOUNTING_MESSAGE", "update:{source.ip}@{terminal}:{user.name}:{process.command_line*} ({verdict})", COMMAND),
    ("AAA", "AAA_ACCOUNTING_MESSAGE", "update:{terminal}:{user.name}:{process.command_line*} ({verdict})", COMMAND),
    ("AAA", "AAA_ACCOUNTING_MESSAGE", "update:{terminal} ({mode}):{user.name}:{process.command_line*} ({verdict})", COMMAND),
    ("AAA", "AAA_ACCOUNTING_MESSAGE", "start:{source.ip}@{terminal}:{user.name}:{note*}", LOGIN),
    ("AAA", "AAA_ACCOUNTING_MESSAGE", "start:{terminal}:{user.name}:{note*}", LOGIN),
    ("AAA", "AAA_ACCOUNTING_MESSAGE", "stop:{source.ip}@{terminal}:{user.name}:{note*}", LOGOUT),
    ("AAA", "AAA_ACCOUNTING_MESSAGE", "stop:{terminal}:{user.name}:{note*}", LOGOUT),
    ("", "ACCTLOCAL", "Username: {user.name*} Privilege level: {privilege#} Command: {process.command_line*}", COMMAND),
    ("DMI", "AUTH_PASSED", "User '{user.name*}' authenticated successfully from {source.ip}:{source.port#} and was authorized for {note*}", LOGIN),
    ("NDBMAN", "MODEL_RPC_I", "RPC '{url.original*}' invoked from {source.ip}:{source.port#} via {client} user {user.name} session {session.id}", COMMAND),
    ("WEBVPN", "LOGIN_AUTH_PASSED", "vw_ctx: {context} vw_gw: {gateway} remote_ip: {source.ip} user_name: {user.name}, {note*}", LOGIN),
    ("WEBVPN", "LOGIN_AUTH_REJECTED", "vw_ctx: {context} vw_gw: {gateway} remote_ip: {source.ip} user_name: {user.name}, {event.reason*}", LOGIN_FAILED),
    ("CLIENT_ORCH_LOG", "CLIENT_ADDED_TO_RUN_STATE", "Username entry ({user.name*}) joined with ssid ({ssid*}) for device with MAC: {source.mac}", LOGIN),
    ("CLIENT_ORCH_LOG", "CLIENT_MOVED_TO_RUN_STATE", "Username ({user.name*}), MAC: {source.mac}, IP {source.ip} associated to AP ({access_point*}) with SSID ({ssid*})", LOGIN),
    ("EPM", "POLICY_REQ", "IP {source.ip}| MAC {source.mac}| AuditSessionID {session.id}| {note*}", HOST),
    ("EPM", "IPEVENT", "IP {source.ip}| MAC {source.mac}| AuditSessionID {session.id}| {note*}", HOST),
    ("WEBSERVER", "LOGIN_PASSED", "Login Successful from host {source.ip} by user '{user.name*}'{note*}", LOGIN),
    ("", "LOGOUT_C6K", "User {user.name} has exited tty session {session.id#}({source.ip})", LOGOUT),
    ("", "SSH2_UNEXPECTED_MSG", "Unexpected message type has arrived. Terminating the connection from {source.ip}", LOGIN_FAILED),
    // The small business switches.
    ("AAA", "CONNECT", "User CLI session for user {user.name*} over {network.protocol} , source {source.ip} destination[[ ]] {destination.ip} {verdict}", LOGIN),
    ("AAA", "CONNECT", "New {network.protocol} connection for user {user.name*}, source {source.ip} destination {destination.ip} {verdict}", LOGIN),
    ("AAA", "REJECT", "New {network.protocol} connection for user {user.name*}, source {source.ip} destination {destination.ip} {verdict}", LOGIN_FAILED),
    ("AAA", "DISCONNECT", "User CLI session for user {user.name*} over {network.protocol} , source {source.ip} destination[[ ]] {destination.ip}[[ ]] TERMINATED{note*}", LOGOUT),
    ("AAA", "DISCONNECT", "{network.protocol} connection for user {user.name*}, source {source.ip} destination {destination.ip}[[ ]] TERMINATED{note*}", LOGOUT),
    ("IPADTBL", "IPDUPLICATE", "Duplicate IP address {source.ip} from MAC {source.mac} was detected on VLAN {network.vlan.id#}, port {observer.ingress.interface.name}", COLLISION),
    ("SNMP", "SNMPAUTHFAIL", "Access attempted by unauthorized NMS: {source.ip}", LOGIN_FAILED),
    // IOS XR.
    ("SECURITY-SSHD", "INFO_USER_LOGOUT", "User '{user.name*}' from '{source.ip}' logged out on '{terminal*}", LOGOUT),
    ("SECURITY-SSHD_SYSLOG_PRX", "INFO_GENERAL", "{process.name}[{process.pid#}]: Accepted {method} for {user.name*} from {source.ip} port {source.port#}{note*}", LOGIN),
    ("SECURITY-SSHD_SYSLOG_PRX", "INFO_GENERAL", "{process.name}[{process.pid#}]: Failed {method} for {user.name*} from {source.ip} port {source.port#}{note*}", LOGIN_FAILED),
    ("SECURITY-SSHD_SYSLOG_PRX", "INFO_GENERAL", "{process.name}[{process.pid#}]: Connection closed by {source.ip} port {source.port#}{note*}", HOST),
    ("SECURITY-SSHD_SYSLOG_PRX", "INFO_GENERAL", "{note*}", HOST),
    ("SECURITY-login", "AUTHEN_SUCCESS", "Successfully authenticated user '{user.name*}' from '{source.ip}' on '{terminal*}", LOGIN),
    ("SECURITY-login", "AUTHEN_FAILED", "Failed authentication attempt by user '{user.name*}' from '{source.ip}' on '{terminal*}", LOGIN_FAILED),
    ("SECURITY-SSHD", "INFO_SUCCESS", "Successfully authenticated user '{user.name*}' from '{source.ip}' on '{terminal*}", LOGIN),
    ("SECURITY-SSHD", "INFO_FAILURE", "Failed authentication attempt by user '{user.name*}' from '{source.ip}' on '{terminal*}", LOGIN_FAILED),
    ("SECURITY-LOGIN", "AUTHEN_SUCCESS", "Successfully authenticated user '{user.name*}' from '{source.ip}' on '{terminal*}", LOGIN),
    ("SECURITY-LOGIN", "AUTHEN_FAILED", "Failed authentication attempt by user '{user.name*}' from '{source.ip}' on '{terminal*}", LOGIN_FAILED),
    ("SYS", "TTY_EXPIRE_TIMER", "(exec timer expired, tty {tty} ({source.ip})), user {user.name}", LOGOUT),
    ("", "AUTHFAIL", "Authentication failure for SNMP req from host {source.ip}", LOGIN_FAILED),
    ("DOT1X", "SUCCESS", CLIENT, LOGIN_TRIED), ("DOT1X", "FAIL", CLIENT, LOGIN_TRIED), ("DOT1X", "FAIL", CLIENT_WHY, LOGIN_TRIED),
    ("MAB", "SUCCESS", CLIENT, LOGIN_TRIED), ("MAB", "FAIL", CLIENT, LOGIN_TRIED),
    ("AUTHMGR", "SUCCESS", CLIENT, LOGIN_TRIED), ("AUTHMGR", "FAIL", CLIENT, LOGIN_TRIED), ("AUTHMGR", "FAIL", CLIENT_WHY, LOGIN_TRIED),
    ("SESSION_MGR", "SUCCESS", CLIENT, LOGIN_TRIED), ("SESSION_MGR", "FAIL", CLIENT, LOGIN_TRIED), ("SESSION_MGR", "FAIL", CLIENT_WHY, LOGIN_TRIED),
    ("AUTHMGR", "START", "Starting '{method}' for client ({source.mac}) on Interface {observer.ingress.interface.name} AuditSessionID {session.id}", LOGIN_TRIED),
    ("AUTHMGR", "RESULT", "Authentication result '{verdict}' from '{method}' for client ({source.mac}) on Interface {observer.ingress.interface.name} AuditSessionID {session.id}", LOGIN_TRIED),
    ("AUTHMGR", "VLANASSIGN", "VLAN {network.vlan.id#} assigned to Interface {observer.ingress.interface.name} AuditSessionID {session.id}", LOGIN_TRIED),
    ("AUTHMGR", "SECURITY_VIOLATION", "Security violation on the interface {observer.ingress.interface.name}, new MAC address ({source.mac}) is seen{note*}", VIOLATION),
    ("SESSION_MGR", "FAIL", "{what} {verdict} or unapplied for client ({source.mac}) on Interface {observer.ingress.interface.name} AuditSessionID {session.id}. Failure {event.reason*}", LOGIN_TRIED),
    ("SESSION_MGR", "FAIL", "{what} {verdict} or unapplied for client ({source.mac}) on Interface {observer.ingress.interface.name} AuditSessionID {session.id}{note*}", LOGIN_TRIED),
    // Interfaces, neighbours and addresses.
    ("", "UPDOWN", "Interface {interface}, changed state to {state*}", INTERFACE),
    ("", "UPDOWN", "Line protocol on Interface {interface}, changed state to {state*}", INTERFACE),
    ("", "CHANGED", "Interface {interface}, changed state to {state*}", INTERFACE),
    ("", "IF_UP", "Interface {interface} is up {state*}", INTERFACE),
    ("", "IF_DOWN_LINK_FAILURE", "Interface {interface} is down {state*}", INTERFACE),
    ("", "IF_DOWN_ADMIN_DOWN", "Interface {interface} is down {state*}", INTERFACE),
    ("", "ADJCHG", "Process {process_number}, Nbr {source.ip} on {observer.ingress.interface.name} from {state_before} to {state}, {event.reason*}", NEIGHBOUR),
    ("", "ADJCHANGE", "neighbor {source.ip} {state*}", NEIGHBOUR),
    ("", "NBRCHANGE", "{protocol_name} {process_number}: Neighbor {source.ip} ({observer.ingress.interface.name}) is {state}: {event.reason*}", NEIGHBOUR),
    ("", "DUPADDR", "Duplicate address {source.ip} on {observer.ingress.interface.name}, sourced by {source.mac}", COLLISION),
    ("ARP", "DUP_SRC_IP", "arp [{process.pid#}][[ ]] Source address of packet received from {source.mac} on {vlan}({observer.ingress.interface.name}) is duplicate of local, {source.ip}", COLLISION),
    ("ARP", "DUP_VADDR_SRC_IP", "arp [{process.pid#}][[ ]] Source address of packet received from {source.mac} on {vlan}({observer.ingress.interface.name}) is duplicate of local virtual ip, {source.ip}", COLLISION),
    ("ARP", "DUP_SRCIP_PROBE", "{what*} packet received from {source.mac} on {vlan} with destination set to our local ip, {source.ip}", COLLISION),
    ("ARP", "INVAL_IP", "arp [{process.pid#}][[ ]] Received packet with invalid {what} IP address ({address}) from {source.mac} on {observer.ingress.interface.name}", COLLISION),
    ("L2FM", "L2FM_MAC_MOVE2", "Mac {source.mac} in vlan {network.vlan.id#} has moved from {observer.ingress.interface.name} to {other_port}", MOVED),
    ("L2FM", "L2FM_MAC_MOVE", "Mac {source.mac} in vlan {network.vlan.id#} has moved from[[ ]] {observer.ingress.interface.name} to[[ ]] {other_port}", MOVED),
    ("", "INVALID_RP_JOIN", "Received ({group*}) Join from {source.ip} for invalid RP {rendezvous_point}", NEIGHBOUR),
    ("", "NBRCHG", "LDP Neighbor {source.ip}:{label_space} {state*}", NEIGHBOUR),
    ("", "NBR_RESET", "Neighbor {source.ip} reset {event.reason*}", NEIGHBOUR),
    ("PIM", "NBRCHG", "neighbor {source.ip} {state*}", NEIGHBOUR),
    ("PIM", "DRCHG", "DR change from neighbor {source.ip} to {router} on interface {observer.ingress.interface.name}", NEIGHBOUR),
    ("ETH_PORT_SEC", "ETH_PORT_SEC_SECURITY_VIOLATION_MAX_MAC_VLAN", "Port {observer.ingress.interface.name} moved to {state} state as host {source.mac} is trying to access the port in vlan {network.vlan.id#}", VIOLATION),
    ("DHCPD", "DECLINE_CONFLICT", "DHCP address conflict:[[ ]] client {client} declined {source.ip}.", COLLISION),
    ("DHCPD", "PING_CONFLICT", "DHCP address conflict:[[ ]] server pinged {source.ip}.", COLLISION),
    ("SW_DAI", "ACL_DENY", "{packet_count#} Invalid ARPs ({arp_kind}) on {observer.ingress.interface.name}, vlan {network.vlan.id#}.([{source.mac}/{source.ip}/{destination.mac}/{destination.ip}/{note*}])", VIOLATION),
    ("BGP", "NOTIFICATION", "{direction} {preposition} neighbor {source.ip} {event.reason*}", NEIGHBOUR),
    ("DHCP_SNOOPING", "DHCP_SNOOPING_UNTRUSTED_PORT", "DHCP_SNOOPING drop message on untrusted port, message type: {dhcp_type}, MAC sa: {source.mac}", VIOLATION),
    ("DHCP_SNOOPING", "DHCP_SNOOPING_MATCH_MAC_FAIL", "DHCP_SNOOPING drop message because the chaddr doesn't match source mac, message type: {dhcp_type}, chaddr: {client_mac}, MAC sa: {source.mac}", VIOLATION),
    ("", "PSECURE_VIOLATION", "Security violation occurred, caused by MAC address {source.mac} on port {observer.ingress.interface.name}.", VIOLATION),
    ("", "DHCP_SNOOPING_DENY", "{packet_count#} Invalid ARPs ({arp_kind}) on {observer.ingress.interface.name}, vlan {network.vlan.id#}.([{source.mac}/{source.ip}/{destination.mac}/{destination.ip}/{note*}])", VIOLATION),
    ("SW_MATM", "MACFLAP_NOTIF", "Host {source.mac} in vlan {network.vlan.id#} is flapping between port {observer.ingress.interface.name} and port {other_port}", MOVED),
    ("PM", "ERR_DISABLE", "{event.reason} error detected on {observer.ingress.interface.name}, putting {port} in err-disable state", PORT_DISABLED),
    ("SPANTREE", "BLOCK_BPDUGUARD", "Received BPDU on port {observer.ingress.interface.name} with BPDU Guard enabled. Disabling port.", VIOLATION),
    ("STORM_CONTROL", "FILTERED", "A {traffic} storm detected on {observer.ingress.interface.name}. {note*}", VIOLATION),
    // Tunnels.
    ("", "RECVD_PKT_INV_SPI", "decaps: rec'd IPSEC packet has invalid spi for destaddr={destination.ip}, prot={protocol}, spi={spi}, srcaddr={source.ip}, {note*}", VPN_FAILED),
    ("", "RECVD_PKT_INV_SPI", "decaps: rec'd IPSEC packet has invalid spi for destaddr={destination.ip}, prot={protocol}, spi={spi}, srcaddr={source.ip}", VPN_FAILED),
    ("", "IKMP_MODE_FAILURE", "Processing of {mode*} mode failed with peer at {source.ip}", VPN_FAILED),
    ("IPSEC", "REPLAY_ERROR", "IPSec SA receives anti-replay error, DP Handle {handle}, src_addr {source.ip}, dest_addr {destination.ip}, SPI {spi}", VPN_FAILED),
    ("CRYPTO", "RECVD_PKT_NOT_IPSEC", "Rec'd packet not an IPSEC packet. (ip) vrf/dest_addr= {vrf*}/{destination.ip}, src_addr= {source.ip}, prot= {protocol}", VPN_FAILED),
    ("CRYPTO", "IKMP_BAD_MESSAGE", "IKE message from {source.ip} [[ ]]{event.reason*}", VPN_FAILED),
    ("CRYPTO", "IKMP_NO_SA", "IKE message from {source.ip} [[ ]]{event.reason*}", VPN_FAILED),
    ("CRYPTO", "IKMP_NOT_ENCRYPTED", "IKE packet from {source.ip} {event.reason*}", VPN_FAILED),
    ("", "SESSION_STATUS", "Crypto tunnel is {state*}.  Peer {source.ip}:{source.port#} {note*}", VPN),
    // The system.
    ("", "RADIUS_DEAD", "RADIUS server {server.ip}:{server_ports} is {note*}", HOST),
    ("", "RADIUS_ALIVE", "RADIUS server {server.ip}:{server_ports} is {note*}", HOST),
    ("IPPHONE", "REGISTER_NEW", "{phone} IP:{source.ip} {note*}", HOST),
    ("IPPHONE", "UNREGISTER_NORMAL", "{phone} IP:{source.ip} {note*}", HOST),
    ("", "LOGGINGHOST_STARTSTOP", "Logging to host {log_server} {note*}", HOST),
    ("SYS", "RESTART", "{note*}", RESTART),
    ("SYS", "RELOAD", "Reload requested by {user.name} on {terminal}. {event.reason*}", RESTART),
    ("SYS", "RELOAD", "{note*}", RESTART),
];

const CLIENT: &str = "{what} {verdict} for client ({source.mac}) on Interface {observer.ingress.interface.name}[[ AuditSessionID {session.id}]][[ Username: {user.name}]]";
const CLIENT_WHY: &str = "{what} {verdict} for client ({source.mac}) with reason ({event.reason*}) on Interface {observer.ingress.interface.name}[[ AuditSessionID {session.id}]][[ Username: {user.name}]]";
