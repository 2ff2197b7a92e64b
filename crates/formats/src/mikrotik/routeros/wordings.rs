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
const STATUS: Meaning = row("system_status", &["host"], &["info"], None);

#[rustfmt::skip] // One wording a row.
static WORDINGS: [(&str, Meaning); 30] = [
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
    ("{mac}@{interface}: disconnected{reason*}", LEFT),
    ("{user} logged in, {assigned} from {source}", TUNNEL),
    ("{user} logged in, {leased}", TUNNEL),
    ("{user} logged out, {detail*}", TUNNEL_END),
    ("first {protocol} UDP packet received from {source}", STATUS),
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
            "source" => Some(Field::SourceIp).filter(|_| is_ip(value)),
            "service" => Some(Field::NetworkProtocol),
            "leased" => Some(Field::SourceIp).filter(|_| is_ip(value)),
            "assigned" => Some(Field::RelatedIp).filter(|_| is_ip(value)),
            "mac" => Some(Field::SourceMac),
            "client" => Some(Field::SourceDomain),
            "interface" => Some(Field::ObserverIngressInterfaceName),
            "reason" => Some(Field::EventReason),
            // The message holds it.
            "text" => continue,
            _ => None,
        };
        push_given(body, name, field, value, record);
    }
    meaning.push(origin, record);
}
