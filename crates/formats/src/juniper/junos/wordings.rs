//! What Junos's events mean, and their wordings. The holes are named as the structured data names the same.

use std::sync::LazyLock;

use model::Field;

use crate::{
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::{
        cut::is_ip,
        keyed::{
            Keyed,
            Says::{self, Address, Is, Noted},
            slots,
        },
        names::Names,
        shape::Shapes,
    },
};

slots! { Host Protocol Verdict }

/// By name in the structured data.
pub(super) static KEYS: Names<Says<Slot>, 30> = Names::new([
    ("username", Is(Field::UserName)),
    ("user", Is(Field::UserName)),
    ("user-name", Is(Field::UserName)),
    ("source-address", Address(Field::SourceIp)),
    ("remote-address", Address(Field::SourceIp)),
    ("client-address", Address(Field::SourceIp)),
    ("source-port", Is(Field::SourcePort)),
    ("destination-address", Address(Field::DestinationIp)),
    ("destination-port", Is(Field::DestinationPort)),
    ("hostname", Noted(Slot::Host)),
    ("host", Noted(Slot::Host)),
    ("ssh-connection", Is(Field::SourceAddress)),
    ("command", Is(Field::ProcessCommandLine)),
    ("class-name", Is(Field::GroupName)),
    ("local-peer", Is(Field::GroupName)),
    ("error-message", Is(Field::ErrorMessage)),
    ("tty-name", Is(Field::ProcessTty)),
    ("interface-name", Is(Field::ObserverIngressInterfaceName)),
    ("client-mode", Is(Field::ProcessName)),
    ("remote-ip-address", Address(Field::SourceIp)),
    ("local-ip-address", Address(Field::DestinationIp)),
    ("peer-name", Address(Field::SourceIp)),
    ("reason", Is(Field::EventReason)),
    ("gateway-name", Is(Field::RuleName)),
    ("local-address", Address(Field::DestinationIp)),
    ("mac-address", Is(Field::SourceMac)),
    ("destination-mac", Is(Field::DestinationMac)),
    ("protocol", Noted(Slot::Protocol)),
    ("verdict", Noted(Slot::Verdict)),
    ("packets", Is(Field::NetworkPackets)),
]);

const fn row(
    action: &'static str,
    category: &'static [&'static str],
    kind: &'static [&'static str],
    outcome: Option<&'static str>,
) -> Meaning {
    Meaning { action, category, kind, outcome }
}

const AUTHENTICATION: &[&str] = &["authentication"];
const SESSION: &[&str] = &["authentication", "session"];
const CONFIGURATION: &[&str] = &["configuration"];
const NETWORK: &[&str] = &["network"];

/// A packet that met a firewall filter, by what was done with it: `A`, `D`, `R`.
pub(super) fn judge_filter(verdict: &[u8]) -> Option<&'static Meaning> {
    const LET: Meaning = row("allow", NETWORK, &["connection", "allowed"], SUCCESS);
    const DROPPED: Meaning = row("drop", NETWORK, &["connection", "denied"], FAILURE);
    const REFUSED: Meaning = row("reject", NETWORK, &["connection", "denied"], FAILURE);
    match verdict {
        b"A" => Some(&LET),
        b"D" => Some(&DROPPED),
        b"R" => Some(&REFUSED),
        _ => None,
    }
}

/// By how the event's name begins; the first that fits counts.
#[rustfmt::skip] // One event a row.
pub(super) static ROWS: [(&str, Meaning); 35] = [
    ("SSHD_LOGIN_FAILED", row("login", AUTHENTICATION, &["start"], FAILURE)),
    ("SSHD_LOGIN_ATTEMPTS_THRESHOLD", row("login", AUTHENTICATION, &["start"], FAILURE)),
    ("LOGIN_FAILED", row("login", AUTHENTICATION, &["start"], FAILURE)),
    ("LOGIN_PAM_AUTHENTICATION_ERROR", row("login", AUTHENTICATION, &["start"], FAILURE)),
    ("LOGIN_INFORMATION", row("login", AUTHENTICATION, &["start"], SUCCESS)),
    ("LOGIN_ROOT", row("login", AUTHENTICATION, &["start"], SUCCESS)),
    ("UI_AUTH_EVENT", row("login", AUTHENTICATION, &["start"], SUCCESS)),
    ("UI_LOGIN_EVENT", row("login", SESSION, &["start"], SUCCESS)),
    ("UI_LOGOUT_EVENT", row("logout", SESSION, &["end"], SUCCESS)),
    ("UI_AUTH_INVALID", row("login", AUTHENTICATION, &["start"], FAILURE)),
    ("WEB_AUTH_SUCCESS", row("login", AUTHENTICATION, &["start"], SUCCESS)),
    ("WEB_AUTH_FAIL", row("login", AUTHENTICATION, &["start"], FAILURE)),
    ("WEB_WEBAUTH_AUTH_OK", row("login", AUTHENTICATION, &["start"], SUCCESS)),
    ("FWAUTH_", row("login", AUTHENTICATION, &["start"], None)),
    ("UI_CMDLINE_READ_LINE", row("command", &["process"], &["start"], None)),
    ("UI_JUNOSCRIPT_CMD", row("command", &["process"], &["start"], None)),
    ("UI_NETCONF_CMD", row("command", &["process"], &["start"], None)),
    ("UI_COMMIT", row("configuration_committed", CONFIGURATION, &["change"], None)),
    ("UI_CFG_AUDIT", row("configuration_changed", CONFIGURATION, &["change"], None)),
    ("UI_LOAD_EVENT", row("configuration_changed", CONFIGURATION, &["change"], None)),
    ("UI_DBASE", row("configuration_status", CONFIGURATION, &["access"], None)),
    ("KMD_VPN_UP", row("vpn_tunnel_opened", &["network", "session"], &["start"], SUCCESS)),
    ("KMD_VPN_DOWN", row("vpn_tunnel_closed", &["network", "session"], &["end"], None)),
    ("KMD_PM_SA_ESTABLISHED", row("vpn_tunnel_opened", &["network", "session"], &["start"], SUCCESS)),
    ("KMD_", row("vpn_tunnel_status", NETWORK, &["info"], None)),
    ("IKE negotiation succ", row("vpn_tunnel_opened", &["network", "session"], &["start"], SUCCESS)),
    ("IKE negotiation", row("vpn_tunnel_failed", NETWORK, &["connection", "error"], FAILURE)),
    ("IPSec negotiation", row("vpn_tunnel_failed", NETWORK, &["connection", "error"], FAILURE)),
    ("DOT1XD_USR_AUTHENTICATED", row("login", AUTHENTICATION, &["start"], SUCCESS)),
    ("SNMP_TRAP_LINK_UP", row("interface_up", NETWORK, &["info"], None)),
    ("SNMP_TRAP_LINK_DOWN", row("interface_down", NETWORK, &["info"], None)),
    ("RPD_", row("routing_status", NETWORK, &["info"], None)),
    ("JDHCPD_", row("dhcp_status", NETWORK, &["protocol"], None)),
    ("ESWD_", row("switching_status", NETWORK, &["info"], None)),
    ("", row("system_status", &["host"], &["info"], None)),
];

#[rustfmt::skip] // One wording a row.
static WORDINGS: [(&str, ()); 22] = [
    ("Login failed for user '{username*}' from host '{hostname*}'", ()),
    ("Login failed for user {username} from host {hostname}", ()),
    ("Threshold for unsuccessful authentication attempts ({limit}) reached by user '{username*}'", ()),
    ("User {username} logged in from host {hostname} on device {tty-name}", ()),
    ("User '{username*}' login, class '{class-name*}' [{pid#}], ssh-connection '{connection*}', client-mode '{client-mode*}'", ()),
    ("User '{username*}' login, class '{class-name*}' [{pid#}]", ()),
    ("User '{username*}' logout", ()),
    ("User '{username-}', command '{command*}'", ()),
    ("User '{username-}' used JUNOScript client to run command '{command*}'", ()),
    ("User '{username-}' used NETCONF client to run command '{command*}'", ()),
    ("User '{username-}' requested '{command*}' operation (comment: {comment*})", ()),
    ("User '{username-}' {change*}", ()),
    ("Authenticated user '{username*}' at permission level '{class-name*}'", ()),
    ("Authenticated user '{username*}' assigned to class '{class-name*}'", ()),
    ("Failed password for user {username*} from {hostname} port {source-port#}{rest*}", ()),
    ("VPN {gateway-name-} from {source-address} is {status-}. Local-ip: {local-ip-address}, gateway name: {ike-gateway}, vpn name: {vpn-name}, tunnel-id: {tunnel-id#}, local tunnel-if: {interface-name}, {tunnel-}, XAUTH username: {username*}, VR id: {rest*}", ()),
    ("VPN {gateway-name-} from {source-address} is {status-}. Local-ip: {local-ip-address}, {rest*}", ()),
    ("Local gateway: {local-ip-address}, Remote gateway: {remote-ip-address}, Local ID: {local-id-}, Remote ID: {remote-id-}, Direction: {sa-direction}, SPI: {spi}, {rest*}", ()),
    ("Local gateway: {local-ip-address}, Remote gateway: {remote-ip-address}[[, {rest*}]]", ()),
    ("ifIndex {index#}, ifAdminStatus {admin-status}, ifOperStatus {status}, ifName {interface-name}", ()),
    ("{what} negotiation {outcome*} Local: {local-ip-address}/{destination-port#}, Remote: {remote-ip-address}/{source-port#}, {rest*}", ()),
    ("{text*}", ()),
];

static SHAPES: LazyLock<Shapes<()>> = LazyLock::new(|| Shapes::new(&WORDINGS));

/// Reads a plain text.
pub(super) fn read_text(line: &mut Keyed<'_, '_, Slot>, text: &[u8]) {
    if let Some(packet) = text.strip_prefix(b"FW: ") {
        return read_packet(line, packet);
    }
    let Some((captures, ())) = SHAPES.find(text) else { return };
    for (name, value) in captures.iter() {
        match (name, KEYS.find(name.as_bytes())) {
            // `198.51.100.7 50122 192.0.2.1 22`: both ends, as ssh sets SSH_CONNECTION.
            ("connection", _) => {
                let names = ["source-address", "source-port", "destination-address", "destination-port"];
                for (name, word) in names.into_iter().zip(value.split(|byte| *byte == b' ')) {
                    line.take(KEYS.find(name.as_bytes()), name.as_bytes(), word);
                }
            }
            (_, Some(row)) => line.take(Some(row), name.as_bytes(), value),
            (name, None) if !value.is_empty() && name != "text" => {
                let span = line.body.span_of(value);
                line.record.push(name, None, span);
            }
            _ => {}
        }
    }
}

/// `ge-0/0/1.0  A udp 192.0.2.1 198.51.100.2 49153  161 (1 packets)`: a packet that met a filter. In columns; filters of
/// the second layer put addresses, tags and a type before the protocol.
fn read_packet(line: &mut Keyed<'_, '_, Slot>, text: &[u8]) {
    const WORDS_MAX: usize = 16;
    let mut take = |name: &'static str, value: &[u8]| match KEYS.find(name.as_bytes()) {
        Some(row) => line.take(Some(row), name.as_bytes(), value),
        None => {
            let span = line.body.span_of(value);
            line.record.push(name, None, span);
        }
    };
    let mut words = text.split(|byte| *byte == b' ').filter(|word| !word.is_empty()).take(WORDS_MAX);
    for name in ["interface-name", "verdict"] {
        take(name, words.next().unwrap_or_default());
    }
    let mut rest = words.peekable();
    let mut macs = ["mac-address", "destination-mac"].into_iter();
    while let Some(word) = rest.next() {
        if rest.peek().is_some_and(|next| is_ip(next)) {
            take("protocol", word);
            break;
        }
        let is_mac = word.len() == 17 && word.iter().filter(|byte| **byte == b':').count() == 5;
        take(if is_mac { macs.next().unwrap_or("layer2") } else { "layer2" }, word);
    }
    for name in ["source-address", "destination-address", "source-port", "destination-port"] {
        take(name, rest.next().unwrap_or_default());
    }
    if let Some(count) = rest.next().and_then(|word| word.strip_prefix(b"(")) {
        take("packets", count);
    }
}
