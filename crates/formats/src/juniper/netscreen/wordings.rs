//! What ScreenOS says in words: attacks, administrators, tunnels.

use std::sync::LazyLock;

use model::{Field, Record, Span};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::{cut::is_ip, protocol::find_protocol, shape::Shapes},
};

const ATTACK: Meaning = Meaning {
    action: "screen_attack",
    category: &["intrusion_detection", "network"],
    kind: &["connection", "info"],
    outcome: None,
};
const LOGIN: Meaning = Meaning { action: "login", category: &["authentication"], kind: &["start"], outcome: SUCCESS };
const LOGIN_FAILED: Meaning =
    Meaning { action: "login", category: &["authentication"], kind: &["start"], outcome: FAILURE };
const LOGOUT: Meaning =
    Meaning { action: "logout", category: &["authentication", "session"], kind: &["end"], outcome: SUCCESS };
const TUNNEL: Meaning = Meaning { action: "vpn_tunnel_status", category: &["network"], kind: &["info"], outcome: None };
const CHANGE: Meaning =
    Meaning { action: "configuration_changed", category: &["configuration"], kind: &["change"], outcome: SUCCESS };
const STATUS: Meaning = Meaning { action: "system_status", category: &["host"], kind: &["info"], outcome: None };

#[rustfmt::skip] // One wording a row.
static WORDINGS: [(&str, Meaning); 28] = [
    ("{attack-}! From {source}:{source.port#} to {destination}:{destination.port#}, proto {protocol} (zone {zone} int {interface*}). {rest*}", ATTACK),
    ("{attack-}! From {source} to {destination}, proto {protocol} (zone {zone} int {interface*}). {rest*}", ATTACK),
    ("{attack-}! From {source} to zone {zone}, proto {protocol} (int {interface*}). {rest*}", ATTACK),
    ("{attack-} From {source}:{source.port#} to {destination}:{destination.port#}, using protocol {protocol}, on {rest*}", ATTACK),
    ("{attack-}! From {source}:{source.port#} to {destination}:{destination.port#}, using protocol {protocol}, and arriving at interface {interface} in zone {zone}.[[ ]]The attack {rest*}", ATTACK),
    ("{attack-}! From {source} to {destination}, using protocol {protocol}, and arriving at interface {interface} in zone {zone}.[[ ]]The attack {rest*}", ATTACK),
    ("{attack-}! From {source}:{source.port#} to {destination}:{destination.port#}, using protocol {protocol}[[ {rest*}]]", ATTACK),
    ("Admin user {user} has logged on via {via*} from {source}:{source.port#}", LOGIN),
    ("Admin user {user} has logged on via {via*} from {source}", LOGIN),
    ("Admin user {user} has logged on via the console", LOGIN),
    ("Admin user {user} has logged out via {via*} from {source}:{source.port#}", LOGOUT),
    ("Admin user {user} has logged out via {via*} from {source}", LOGOUT),
    ("Admin user {user} logged in for {via*} from {source}:{source.port#}{rest*}", LOGIN),
    ("Admin user {user} logged out for {via*} from {source}:{source.port#}{rest*}", LOGOUT),
    ("Admin user {user} login attempt for {via*} from {source}:{source.port#} failed{rest*}", LOGIN_FAILED),
    ("Login attempt to system by admin {user} via {via*} from {source}:{source.port#} has failed{rest*}", LOGIN_FAILED),
    ("Login attempt to system by admin {user} via {via*} has failed{rest*}", LOGIN_FAILED),
    ("SSH: Password authentication successful for admin user {user} at host {source}.", LOGIN),
    ("SSH: Password authentication failed for admin user {user} at host {source}.", LOGIN_FAILED),
    ("{change*} by {user} via {via*} from host {source} to {destination}:{destination.port#}{rest*}", CHANGE),
    ("{server*}: user {user} at {source} has been accepted{rest*}", LOGIN),
    ("{server*}: user {user} at {source} has been rejected{rest*}", LOGIN_FAILED),
    ("User {user} at {source} is accepted{rest*}", LOGIN),
    ("User {user} at {source} is rejected{rest*}", LOGIN_FAILED),
    ("IKE<{source}>{status*}", TUNNEL),
    ("IKE {source}: {status*}", TUNNEL),
    ("IKE {source} {status*}", TUNNEL),
    ("{status*}", STATUS),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(&WORDINGS));

/// Reads what stands behind the code.
pub(super) fn read(body: &Body<'_>, text: &[u8], origin: Span, record: &mut Record) {
    let Some((captures, meaning)) = SHAPES.find(text) else { return };
    for (name, value) in captures.iter() {
        let value = strip_quotes(value.strip_suffix(b",").unwrap_or(value));
        let span = body.span_of(value);
        let field = match name {
            "attack" => Some(Field::RuleName),
            "source" => Some(Field::SourceIp).filter(|_| is_ip(value)),
            "source.port" => Some(Field::SourcePort),
            "destination" => Some(Field::DestinationIp).filter(|_| is_ip(value)),
            "destination.port" => Some(Field::DestinationPort),
            "user" => Some(Field::UserName),
            "zone" => Some(Field::ObserverIngressZone),
            "interface" => Some(Field::ObserverIngressInterfaceName),
            _ => None,
        };
        if name == "protocol"
            && let Some((word, _)) = find_protocol(value)
        {
            record.push_word(Field::NetworkTransport, word, span);
        }
        if !value.is_empty() {
            record.push(name, field, span);
        }
    }
    let kind = if meaning.action == ATTACK.action { "alert" } else { "event" };
    record.push_word(Field::EventKind, kind, origin);
    meaning.push(origin, record);
}

fn strip_quotes(value: &[u8]) -> &[u8] {
    value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")).unwrap_or(value)
}
