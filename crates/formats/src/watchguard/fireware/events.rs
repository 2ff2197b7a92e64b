//! Messages in words: what the firewall noticed, who logged in, what its tunnels, links and services did.
//!
//! Fireware Log Catalog, "Alarm", "Event" and "Diagnostic log messages". What no wording here matches says of which
//! part of the firewall it is by the first digits of its number.

use std::sync::LazyLock;

use model::{Field, Record, Span};

use super::cut_name;
use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::shape::Shapes,
    wording::read_wording,
};

const fn row(
    action: &'static str,
    category: &'static [&'static str],
    kind: &'static [&'static str],
    outcome: Option<&'static str>,
) -> Meaning {
    Meaning { action, category, kind, outcome }
}

const ATTACK: &[&str] = &["network", "intrusion_detection"];
const FLOOD: Meaning = row("flood_detected", ATTACK, &["denied", "info"], FAILURE);
const SCAN: Meaning = row("scan_detected", ATTACK, &["denied", "info"], FAILURE);
const DDOS: Meaning = row("denial_of_service_detected", ATTACK, &["denied", "info"], FAILURE);
const SOURCE_ROUTE: Meaning = row("source_route_detected", ATTACK, &["denied", "info"], FAILURE);
const SPOOFING: Meaning = row("spoofing_detected", ATTACK, &["denied", "info"], FAILURE);
const BLOCKED: Meaning = row("block", &["network"], &["connection", "denied"], FAILURE);
const BLOCK_ADDED: Meaning = row("address_blocked", ATTACK, &["info"], SUCCESS);
const BLOCK_KEPT_OUT: Meaning = row("address_not_blocked", &["network"], &["info"], None);
const BLOCK_ENDED: Meaning = row("address_unblocked", &["network"], &["info"], SUCCESS);
const LIMIT: Meaning = row("limit_reached", &["host"], &["info"], None);
const LOGIN: Meaning = row("login", &["authentication"], &["start"], SUCCESS);
const FAILED: Meaning = row("login", &["authentication"], &["start"], FAILURE);
const LOGOUT: Meaning = row("logout", &["authentication", "session"], &["end"], SUCCESS);
const LOCKED: Meaning = row("account_locked", &["iam", "authentication"], &["user", "change"], SUCCESS);
const VPN_LOGIN: Meaning = row("login", &["authentication", "network", "session"], &["start"], SUCCESS);
const VPN_LOGOUT: Meaning = row("logout", &["authentication", "network", "session"], &["end"], SUCCESS);
const TUNNEL_UP: Meaning = row("vpn_tunnel_opened", &["network", "session"], &["start"], SUCCESS);
const TUNNEL_DOWN: Meaning = row("vpn_tunnel_closed", &["network", "session"], &["end"], None);
const IKE_FAILED: Meaning = row("vpn_negotiation", &["network"], &["connection", "error"], FAILURE);
const IKE_DROPPED: Meaning = row("vpn_negotiation", &["network"], &["connection", "denied"], FAILURE);
const CHANGED: Meaning = row("configuration_changed", &["configuration"], &["change"], SUCCESS);
const LINK_UP: Meaning = row("interface_up", &["network"], &["info"], None);
const LINK_DOWN: Meaning = row("interface_down", &["network"], &["info"], None);
const FAILOVER: Meaning = row("failover", &["host"], &["change"], None);
const LEASE: Meaning = row("dhcp_message", &["network"], &["protocol"], None);
const STARTED: Meaning = row("system_started", &["host"], &["start"], None);
const STOPPED: Meaning = row("system_stopped", &["host"], &["end"], None);
const UPGRADED: Meaning = row("software_updated", &["host", "package"], &["change"], SUCCESS);
const UPGRADE_FAILED: Meaning = row("software_updated", &["host", "package"], &["change", "error"], FAILURE);
const CLOCK: Meaning = row("time_changed", &["host"], &["change"], SUCCESS);
const MALWARE: Meaning = row("malware_detected", &["malware", "network"], &["info"], None);
const SAFE: Meaning = row("file_analysed", &["file", "network"], &["info"], SUCCESS);
const STATUS: Meaning = row("system_status", &["host"], &["info"], None);
const NETWORK_STATUS: Meaning = row("network_status", &["network"], &["info"], None);

#[rustfmt::skip] // One wording a row.
static WORDINGS: [(&str, Meaning); 98] = [
    // Alarms.
    ("{flood} flood attack against {local} from {source} detected. {detail*}", FLOOD),
    ("{flood} flood attack against {local} from {source} detected.", FLOOD),
    ("{scan} scan attack against {local} from {source} detected.", SCAN),
    ("{scan} source route attack from {source} detected.", SOURCE_ROUTE),
    ("DDOS from client {source} detected.", DDOS),
    ("DDOS against server {local} detected.", DDOS),
    ("Blocked site: Traffic detected from {source} to {local}.", BLOCKED),
    ("Blocked port: Traffic detected from {source} to {local} on port {local_port#}.", BLOCKED),
    ("IP spoofing: Traffic detected from {source} to {local}.", SPOOFING),
    ("ARP spoofing attack detected, ip={source}, mac={mac}, interface={interface}", SPOOFING),
    ("Cannot relearn system MAC address, possible loop or MAC spoofing, ip={source}, mac={mac}, interface={interface}",
        SPOOFING),
    ("Policy Name: {policy*} Source IP Address: {source} Source Port: {port#} Destination IP Address: {local} \
        Destination Port: {local_port#}", NETWORK_STATUS),
    ("Temporarily blocking host {source} (reason = {reason*})", BLOCK_ADDED),
    ("IP address {source} will not be added to the blocked sites list because {reason*}", BLOCK_KEPT_OUT),
    ("Idle timeout has occurred for blocked site {source}", BLOCK_ENDED),
    ("The Temporary Blocked Sites list is full (capacity={limit#}). The oldest entry {source} was removed.", BLOCK_ENDED),
    ("The total number of current sessions ({sessions#}) has reached the high water mark ({limit#}).", LIMIT),
    ("The number of connections ({sessions#}) has reached the configured limit ({limit#}).", LIMIT),
    ("The maximum number of {detail*} has been reached{limit*}", LIMIT),
    ("User {user*} used {quota*} quota{detail*}", STATUS),
    // Accounts.
    ("Management user {user*} from {source} logged in", LOGIN),
    ("Management user {user*} from {source} logged in {detail*}", LOGIN),
    ("Management user {user*} from {source} logged out", LOGOUT),
    ("Management user {user*} from {source} logged out {detail*}", LOGOUT),
    ("Management user {user*} from {source} log in attempt was rejected - {reason*}", FAILED),
    ("Management user {user*} from {source} log in attempt was rejected{detail*}", FAILED),
    ("Management user {user*} logged in from {source}", LOGIN),
    ("WSM User {user*} from {source} log in attempt was rejected - {reason*}", FAILED),
    ("WSM User {user*} from {source} logged in{detail*}", LOGIN),
    ("WSM User {user*} from {source} logged out{detail*}", LOGOUT),
    ("Authentication of {kind-} user [{user*}] from {source} was accepted{detail*}", LOGIN),
    ("Authentication of {kind-} user [{user*}] from {source} was rejected, {reason*}", FAILED),
    ("Authentication of {kind-} user [{user*}] from {source} was rejected{reason*}", FAILED),
    ("Authentication of {kind-} user [{user*}] from {source} failed. {reason*}", FAILED),
    ("Authentication of {kind-} user [{user*}] failed. {reason*}", FAILED),
    ("Authentication of user [{user*}] failed. {reason*}", FAILED),
    ("Authentication error. {reason*} for {user}.", FAILED),
    ("{kind-} user {user*} from {source} logged in{detail*}", LOGIN),
    ("{kind-} user {user*} from {source} logged out{detail*}", LOGOUT),
    ("User {user*} from {source} logged in{detail*}", LOGIN),
    ("User {user*} from {source} logged out{detail*}", LOGOUT),
    ("{kind-} User {user*} from {source} log in attempt was rejected - {reason*}", FAILED),
    ("{kind-} user {user*} from {source} log in attempt was rejected - {reason*}", FAILED),
    ("{kind-} User {user*} from {source} logged in{detail*}", LOGIN),
    ("{kind-} User {user*} from {source} logged out{detail*}", LOGOUT),
    ("{kind*} account {user*} is locked{detail*}", LOCKED),
    ("User {user*} is locked out{detail*}", LOCKED),
    // Mobile VPN.
    ("Mobile VPN with {vpn} user {user*} logged in. Virtual IP address is {virtual_address}. Real IP address is {source}.",
        VPN_LOGIN),
    ("Mobile VPN with {vpn} user {user*} logged in. Virtual IP address is {virtual_address}.", VPN_LOGIN),
    ("Mobile VPN with {vpn} user {user*} logged out. Virtual IP address is {virtual_address}.", VPN_LOGOUT),
    ("Mobile VPN with {vpn} user {user*} logged out. Virtual IP address was {virtual_address}. {detail*}", VPN_LOGOUT),
    ("Mobile VPN with {vpn} user {user*} logged in{detail*}", VPN_LOGIN),
    ("Mobile VPN with {vpn} user {user*} logged out{detail*}", VPN_LOGOUT),
    ("Mobile device {device}: user {user*} logged in.", VPN_LOGIN),
    ("Mobile device {device}: user {user*} logged out.", VPN_LOGOUT),
    ("VPN ({vpn}) connection by user {user} failed to meet {reason*}", FAILED),
    ("VPN ({vpn}) connection by user {user} met {detail*}", VPN_LOGIN),
    ("Rejected a FireClient user login because {reason*}", FAILED),
    ("MUVPN user authentication failed due to {reason*} at {source}:{port#}", FAILED),
    ("Received XAuth failed notification from {source}:{port#}. {detail*}", FAILED),
    ("MUVPN user '{user*}' is {detail*}", STATUS),
    ("PPPoE authentication failed", IKE_FAILED),
    // Tunnels.
    ("BOVPN tunnel '{tunnel*}' local {local_net} remote {remote_net} under gateway '{gateway*}' is down.", TUNNEL_DOWN),
    ("BOVPN tunnel '{tunnel*}' local {local_net} remote {remote_net} under gateway '{gateway*}' is up.", TUNNEL_UP),
    ("'{gateway*}' {vpn} IPSec tunnel is established. {detail*}", TUNNEL_UP),
    ("IKE {phase} negotiation from {source}:{port#} to {local}:{local_port#} failed. {reason*}", IKE_FAILED),
    ("IKEv2 {phase} exchange from {source}:{port#} to {local}:{local_port#} failed. {reason*}", IKE_FAILED),
    ("Dropped IKEv2 {phase} message from {source}:{port#}. {reason*}", IKE_DROPPED),
    ("Dropped a simultaneous {phase} negotiation from the peer {source}:{port#}", IKE_DROPPED),
    ("Rejected {phase} negotiation from {source}:{port#} because {reason*}", IKE_DROPPED),
    ("Rejected {phase} authentication method {method} from {source}:{port#}, {reason*}", IKE_DROPPED),
    ("XAuth negotiation from {source}:{port#} failed due to {reason*}", IKE_FAILED),
    ("Received IKE message from {source}:{port#} for unknown P1 SA. {detail*}", IKE_DROPPED),
    ("Received '{notification*}' message from {source}:{port#} for '{tunnel*}' tunnel. {detail*}", IKE_FAILED),
    ("Remote gateway '{gateway*}' with IP {source}:{port#} presumed dead due to {reason*}", TUNNEL_DOWN),
    ("Remote gateway '{gateway*}' with IP {source}:{port#} did not send {detail*}", NETWORK_STATUS),
    ("IKEv2 IKE SA established successfully as {role} for '{gateway*}' gateway endpoint. {detail*}", TUNNEL_UP),
    ("BOVPN {phase} {mode} completed successfully as {role} for '{gateway*}' gateway endpoint. {detail*}", TUNNEL_UP),
    // Files that were analysed.
    ("APT threat notified. Details='Policy Name: {policy-} Reason: {reason-} Task_UUID: {task} Source IP: {source} \
        Source Port: {port#} Destination IP: {local} Destination Port: {local_port#} {detail*}", MALWARE),
    ("APT threat notified. {detail*}", MALWARE),
    ("APT safe result from file submission. Details='Policy Name: {policy-} Reason: {reason-} Message: {note*} \
        Task_UUID: {task} MD5: {md5} Source IP: {source} Source Port: {port#} Destination IP: {local} \
        Destination Port: {local_port#} {detail*}", SAFE),
    ("APT safe result from file submission. {detail*}", SAFE),
    // The configuration and the system.
    ("The configuration file and feature key for the device were successfully updated after a request from {user} from \
        the Management Server at {source}. {detail*}", CHANGED),
    ("Device configuration file was successfully updated. {detail*}", CHANGED),
    ("Updated the value of {setting*} from {old*} to {new*}", CHANGED),
    ("Updating {setting*} setting", CHANGED),
    ("[{interface} ({alias*})] Interface is activated as link state becomes UP.", LINK_UP),
    ("[{interface} ({alias*})] Interface is deactivated as link state becomes DOWN.", LINK_DOWN),
    ("[{interface} ({alias*})] Interface link status changed to UP", LINK_UP),
    ("[{interface} ({alias*})] Interface link status changed to DOWN", LINK_DOWN),
    ("[{interface} ({alias*})] {detail*}", NETWORK_STATUS),
    ("Monitored interface {interface} link is down.", LINK_DOWN),
    ("Master {detail*} failed over to member {member*}", FAILOVER),
    ("System boot up at {detail*}", STARTED),
    ("System is rebooting", STOPPED),
    ("Shutdown requested by {detail*}", STOPPED),
    ("System upgrade to {version} successful{detail*}", UPGRADED),
    ("System upgrade failed: {reason*}", UPGRADE_FAILED),
];

/// A longer message is of none of the wordings: what stands twice in it would be tried in every pairing.
const WORDING_BYTES_MAX: usize = 2048;

/// As [`WORDINGS`], of which each begins with a word of its own.
#[rustfmt::skip]
static OTHERS: [(&str, Meaning); 6] = [
    ("System time changed from {old*} to {new*}", CLOCK),
    ("DHCPDISCOVER from {mac} {detail*}", LEASE),
    ("DHCPOFFER on {source} to {mac} {detail*}", LEASE),
    ("DHCPREQUEST for {source} from {mac} {detail*}", LEASE),
    ("DHCPACK on {source} to {mac} {detail*}", LEASE),
    ("SD-WAN action {action*} failed over from interface {old*} to {new*}", FAILOVER),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(&WORDINGS));
static OTHER_SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(&OTHERS));

/// Reads a message in words.
pub(super) fn read(body: &Body<'_>, number: &[u8], message: &[u8], record: &mut Record) {
    // `… detected. (IPS)`: an alarm ends with the name of what raised it.
    let (text, alarm) = match cut_name(message) {
        Some((text, name)) if text.ends_with(b".") || text.ends_with(b"]") || is_alarm(number) => (text, Some(name)),
        _ => (message, None),
    };
    let span = body.span_of(message);
    record.push("text", None, span);
    if let Some(name) = alarm {
        record.push("alarm", Some(Field::RuleName), body.span_of(name));
    }
    let is_short = text.len() <= WORDING_BYTES_MAX;
    let is_read =
        is_short && (read_wording(body, text, &SHAPES, record) || read_wording(body, text, &OTHER_SHAPES, record));
    if !is_read {
        name_part(number).push(span, record);
    }
    say_kind(record, span);
}

/// Messages 3000-0152 to 3000-0172 and 020B-… are alarms.
fn is_alarm(number: &[u8]) -> bool {
    number.starts_with(b"020B") || matches!(number, [b'3', b'0', b'0', b'0', b'-', b'0', b'1', b'5'..=b'7', _])
}

/// An attack is an alert.
fn say_kind(record: &mut Record, span: Span) {
    let is_attack = record.facts.iter().any(|fact| {
        let says = |word: &str| matches!(&fact.value, model::Value::Word { word: own, .. } if *own == word);
        fact.field == Some(Field::EventCategory) && (says("intrusion_detection") || says("malware"))
    });
    record.push_word(Field::EventKind, if is_attack { "alert" } else { "event" }, span);
}

/// What a message that no wording matches is about: the first digits of its number name the part that wrote it.
fn name_part(number: &[u8]) -> Meaning {
    match number.get(..2) {
        Some(b"02" | b"25" | b"5B" | b"09" | b"31" | b"30" | b"49" | b"16") => NETWORK_STATUS,
        Some(b"11" | b"3E" | b"50") => row("authentication_status", &["authentication"], &["info"], None),
        Some(b"15" | b"0F") => row("configuration_status", &["configuration"], &["info"], None),
        _ => STATUS,
    }
}
