//! What RouterOS says in words.

use std::sync::LazyLock;

use model::{Field, Record, Span};

use super::push_given;
use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::{cut::is_ip, shape::Shapes},
};

const fn row(
    action: &'static str,
    category: &'static [&'static str],
    kind: &'static [&'static str],
    outcome: Option<&'static str>,
) -> Meaning {
    Meaning { action, category, kind, outcome }
}

const LOGIN: Meaning = row("login", &["authentication"], &["start"], SUCCESS);
const FAILED: Meaning = row("login", &["authentication"], &["start"], FAILURE);
const LOGOUT: Meaning = row("logout", &["authentication", "session"], &["end"], SUCCESS);
const CHANGED: Meaning = row("configuration_changed", &["configuration"], &["change"], SUCCESS);
const ADDED: Meaning = row("configuration_created", &["configuration"], &["creation"], SUCCESS);
const REMOVED: Meaning = row("configuration_deleted", &["configuration"], &["deletion"], SUCCESS);
const LEASED: Meaning = row("dhcp_lease_assigned", &["network"], &["protocol", "start"], SUCCESS);
const RETURNED: Meaning = row("dhcp_lease_released", &["network"], &["protocol", "end"], SUCCESS);
const LINK_UP: Meaning = row("interface_up", &["network"], &["info"], None);
const LINK_DOWN: Meaning = row("interface_down", &["network"], &["info"], None);
const JOINED: Meaning = row("wireless_connected", &["network", "session"], &["connection", "start"], SUCCESS);
const LEFT: Meaning = row("wireless_disconnected", &["network", "session"], &["connection", "end"], None);
const TUNNEL: Meaning = row("vpn_tunnel_opened", &["network", "session"], &["start"], SUCCESS);
const TUNNEL_END: Meaning = row("vpn_tunnel_closed", &["network", "session"], &["end"], None);
const AUTHENTICATED: Meaning = row("vpn_login", &["authentication"], &["start"], SUCCESS);
const IKE: Meaning = row("ike_negotiation", &["network"], &["connection", "protocol"], None);
const IKE_FAILED: Meaning = row("ike_negotiation", &["network"], &["connection", "protocol"], FAILURE);
const HANDSHAKE_FAILED: Meaning = row("wireguard_handshake", &["network"], &["connection", "protocol"], FAILURE);
const DENIED: Meaning = row("connection_denied", &["network"], &["connection", "denied"], FAILURE);
const CONNECTED: Meaning = row("vpn_connection", &["network"], &["connection", "start"], None);
const QUERY: Meaning = row("dns_query", &["network"], &["protocol"], None);
const PROXIED: Meaning = row("web_request", &["web", "network"], &["access"], None);
const RESTARTED: Meaning = row("system_started", &["host"], &["start"], None);
const STATUS: Meaning = row("system_status", &["host"], &["info"], None);

#[rustfmt::skip] // One wording a row.
static WORDINGS: [(&str, Meaning); 86] = [
    ("login failure for user {user*} from {source} via {service}", FAILED),
    ("login failure for user {user*} via {service}", FAILED),
    ("user {user*} logged in from {source} via {service}", LOGIN),
    ("user {user*} logged in via {service}", LOGIN),
    ("user {user*} logged out from {source} via {service}", LOGOUT),
    ("user {user*} logged out via {service}", LOGOUT),
    ("{object*} added by {service}:{user}@{source} {detail*}", ADDED),
    ("{object*} changed by {service}:{user}@{source} {detail*}", CHANGED),
    ("{object*} removed by {service}:{user}@{source} {detail*}", REMOVED),
    ("{object*} added by {user}", ADDED),
    ("{object*} changed by {user}", CHANGED),
    ("{object*} removed by {user}", REMOVED),
    ("{object*} added by {user} {detail*}", ADDED),
    ("{object*} changed by {user} {detail*}", CHANGED),
    ("{object*} removed by {user} {detail*}", REMOVED),
    ("{server} assigned {leased} to {mac}", LEASED),
    ("{server} assigned {leased} for {mac} {client*}", LEASED),
    ("{server} assigned {leased} for {mac}", LEASED),
    ("{server} deassigned {leased} from {mac}", RETURNED),
    ("{server} deassigned {leased} for {mac} {client*}", RETURNED),
    ("{server} deassigned {leased} for {mac}", RETURNED),
    ("{interface} link up{detail*}", LINK_UP),
    ("{interface} link down", LINK_DOWN),
    ("{mac}@{interface}: connected{detail*}", JOINED),
    ("{mac}@{interface}: disconnected, {reason*}", LEFT),
    ("{mac}@{interface}: disconnected{detail*}", LEFT),
    ("{mac}@{interface} connected{detail*}", JOINED),
    ("{mac}@{interface} disconnected, {reason*}", LEFT),
    ("{mac}@{interface} disconnected{detail*}", LEFT),
    ("{mac}@{interface} reassociating{detail*}", JOINED),
    ("{user} logged in, {assigned} from {source}", TUNNEL),
    ("{user} logged in, {leased}", TUNNEL),
    ("{user} logged out, {detail*} from {source}", TUNNEL_END),
    ("{user} logged out, {detail*}", TUNNEL_END),
    ("<{source}>: disconnected{detail*}", TUNNEL_END),
    ("<l2tp-{user}>: authenticated", AUTHENTICATED),
    ("<l2tp-{user}>: disconnected", TUNNEL_END),
    ("<l2tp-{user}>: terminating... - {reason*}", TUNNEL_END),
    ("<pptp-{user}>: authenticated", AUTHENTICATED),
    ("<pptp-{user}>: disconnected", TUNNEL_END),
    ("<pptp-{user}>: terminating... - {reason*}", TUNNEL_END),
    ("<sstp-{user}>: authenticated", AUTHENTICATED),
    ("<sstp-{user}>: disconnected", TUNNEL_END),
    ("<sstp-{user}>: terminating... - {reason*}", TUNNEL_END),
    ("<ovpn-{user}>: authenticated", AUTHENTICATED),
    ("<ovpn-{user}>: disconnected", TUNNEL_END),
    ("<ovpn-{user}>: terminating... - {reason*}", TUNNEL_END),
    ("<pppoe-{user}>: authenticated", AUTHENTICATED),
    ("<pppoe-{user}>: disconnected", TUNNEL_END),
    ("<pppoe-{user}>: terminating... - {reason*}", TUNNEL_END),
    ("{tunnel}: user {user} authentication failed{detail*}", FAILED),
    ("respond new phase 1 ({mode*}): {local}[{local_port}]<=>{source}[{port}]", IKE),
    ("initiate new phase 1 ({mode*}): {source}[{port}]<=>{remote}[{remote_port}]", IKE),
    ("phase1 negotiation failed due to {reason*} {local}[{local_port}]<=>{source}[{port}] {detail*}", IKE_FAILED),
    ("{source} phase1 negotiation failed.", IKE_FAILED),
    ("{source} failed to {reason*}", IKE_FAILED),
    ("{source} parsing packet failed{reason*}", IKE_FAILED),
    ("the packet is retransmitted by {source}[{port#}].", IKE),
    ("ISAKMP-SA {state} {local}[{local_port#}]-{source}[{port#}] spi:{spi*}", IKE),
    ("purging ISAKMP-SA {local}[{local_port#}]<=>{source}[{port#}] spi={spi*}", IKE),
    ("new ike2 SA ({role}): {peer} {local}[{local_port#}]-{source}[{port#}] spi:{spi*}", IKE),
    ("killing ike2 SA: {peer} {local}[{local_port#}]-{source}[{port#}] spi:{spi*}", TUNNEL_END),
    ("peer authorized: {peer} {local}[{local_port#}]-{source}[{port#}] {detail*}", AUTHENTICATED),
    ("{interface}: {peer*}: Handshake for peer did not complete{detail*}", HANDSHAKE_FAILED),
    ("{user} ({source}): login failed: {reason*}", FAILED),
    ("{user} ({source}): logged in", LOGIN),
    ("{user} ({source}): logged out: {reason*}", LOGOUT),
    ("->: {user} ({source}): login failed: {reason*}", FAILED),
    ("->: {user} ({source}): logged in", LOGIN),
    ("->: {user} ({source}): logged out: {reason*}", LOGOUT),
    ("denied {service} connect from {source}", DENIED),
    ("dhcp-client on {interface} got IP address {leased}", LEASED),
    ("dhcp-client on {interface} lost IP address {leased} - {reason*}", RETURNED),
    ("router rebooted{detail*}", RESTARTED),
    ("router was rebooted without proper shutdown{detail*}", RESTARTED),
    ("first {protocol} UDP packet received from {source}", STATUS),
    ("connection established from {source}, port: {port#} to {local}", CONNECTED),
    ("connection established from {source}", CONNECTED),
    ("TCP connection established from {source}", CONNECTED),
    ("query from {source}: #{id#} {question}. {record}", QUERY),
    ("dns query from {source}: #{id#} {question}. {record}", QUERY),
    ("--- got query from {source}:{port#}:", QUERY),
    ("{source} GET {url} {detail*}", PROXIED),
    ("{source} POST {url} {detail*}", PROXIED),
    ("{source} CONNECT {url} {detail*}", PROXIED),
    ("{text*}", STATUS),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(&WORDINGS));

/// Reads what stands behind the topics.
pub(super) fn read(body: &Body<'_>, text: &[u8], origin: Span, record: &mut Record) {
    let Some((captures, meaning)) = SHAPES.find(text) else {
        STATUS.push(origin, record);
        return;
    };
    for (name, value) in captures.iter() {
        let field = match name {
            "user" => Some(Field::UserName),
            "source" if is_mac(value) => Some(Field::SourceMac),
            "source" => Some(Field::SourceIp).filter(|_| is_ip(value)),
            "service" => Some(Field::NetworkProtocol),
            "leased" => Some(Field::SourceIp).filter(|_| is_ip(value)),
            "assigned" => Some(Field::RelatedIp).filter(|_| is_ip(value)),
            "port" => Some(Field::SourcePort),
            "local" | "remote" => Some(Field::DestinationIp).filter(|_| is_ip(value)),
            "local_port" | "remote_port" => Some(Field::DestinationPort),
            "mac" => Some(Field::SourceMac),
            "client" => Some(Field::SourceDomain),
            "interface" => Some(Field::ObserverIngressInterfaceName),
            "reason" => Some(Field::EventReason),
            "question" => Some(Field::DnsQuestionName),
            "record" => Some(Field::DnsQuestionType),
            "url" => Some(Field::UrlOriginal),
            // The message holds it.
            "text" => continue,
            _ => None,
        };
        push_given(body, name, field, value, record);
    }
    meaning.push(origin, record);
}

/// Six bytes in hexadecimal with colons between them: Winbox may come without an address.
fn is_mac(text: &[u8]) -> bool {
    text.len() == 17
        && text.iter().enumerate().all(|(at, byte)| if at % 3 == 2 { *byte == b':' } else { byte.is_ascii_hexdigit() })
}
