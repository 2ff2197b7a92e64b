//! SYSTEM: what its event id says, and who its description names.

use std::sync::LazyLock;

use model::{Field, FieldKind, FieldSet, Record, Span};

use super::{Line, columns::Slot};
use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::{
        cut::{cut_text, is_ip},
        shape::Shapes,
    },
};

type Words = &'static [&'static str];

const fn mean(action: &'static str, category: Words, kind: Words, outcome: Option<&'static str>) -> Meaning {
    Meaning { action, category, kind, outcome }
}

const LOGIN: Meaning = mean("login", &["authentication"], &["start"], SUCCESS);
const LOGIN_FAILED: Meaning = mean("login_failed", &["authentication"], &["start"], FAILURE);
const LOGOUT: Meaning = mean("logout", &["authentication", "session"], &["end"], SUCCESS);
const VPN_START: Meaning = mean("vpn_session_start", &["network", "session"], &["connection", "start"], SUCCESS);
const VPN_END: Meaning = mean("vpn_session_end", &["network", "session"], &["connection", "end"], None);
const VPN_STEP: Meaning = mean("vpn_client", &["network", "session"], &["connection", "info"], None);
const VPN_FAILED: Meaning = mean("vpn_failed", &["network", "session"], &["connection", "error"], FAILURE);
const CHANGE: Meaning = mean("configuration_commit", &["configuration"], &["change"], None);
const LEASE: Meaning = mean("dhcp_lease", &["network"], &["connection", "start"], None);
const SYSTEM: Meaning = mean("system", &["host"], &["info"], None);

/// By how the event id ends.
const BY_EVENT: [(&str, Meaning); 20] = [
    ("auth-success", LOGIN),
    ("auth-fail", LOGIN_FAILED),
    ("auth-succ", LOGIN),
    ("login-succ", LOGIN),
    ("login-fail", LOGIN_FAILED),
    ("logout-succ", VPN_END),
    ("regist-succ", VPN_START),
    ("regist-fail", VPN_FAILED),
    ("config-succ", VPN_STEP),
    ("config-fail", VPN_FAILED),
    ("config-release", VPN_END),
    ("switch-to-ssl-succ", VPN_STEP),
    ("ike-nego-p1-succ", VPN_STEP),
    ("ike-nego-p2-succ", VPN_START),
    ("ike-nego-p1-fail", VPN_FAILED),
    ("ike-nego-p2-fail", VPN_FAILED),
    ("ipsec-key-install", VPN_START),
    ("ipsec-key-delete", VPN_END),
    ("tunnel-status-up", VPN_START),
    ("tunnel-status-down", VPN_END),
];

/// Wordings of descriptions. Holes are named as fields, or for nothing.
static WORDINGS: &[(&str, Option<Meaning>)] = &[
    ("User {user.name*} logged in via {client} from {source.ip} using {protocol*}", Some(LOGIN)),
    ("User {user.name*} logged out via {client} from {source.ip}", Some(LOGOUT)),
    (
        "failed authentication for user '{user.name*}'. Reason: {event.reason*}. auth profile {note*} From: {source.ip}.",
        Some(LOGIN_FAILED),
    ),
    (
        "failed authentication for user '{user.name*}'. {note*} Reason: {event.reason*}. {note*} From: {source.ip}.",
        Some(LOGIN_FAILED),
    ),
    (
        "failed authentication for user '{user.name*}'. {note*} Reason: {event.reason*} From: {source.ip}.",
        Some(LOGIN_FAILED),
    ),
    ("failed authentication for user '{user.name*}'. {note*} From: {source.ip}.", Some(LOGIN_FAILED)),
    ("failed authentication for user '{user.name*}'. {note*}", Some(LOGIN_FAILED)),
    (
        "failed authentication for user {user.name}. Reason: {event.reason*}. auth profile {note*} From: {source.ip}.",
        Some(LOGIN_FAILED),
    ),
    ("failed authentication for user {user.name}. {note*} From: {source.ip}.", Some(LOGIN_FAILED)),
    ("authenticated for user '{user.name*}'. {note*} From: {source.ip}.", Some(LOGIN)),
    ("authenticated for user '{user.name*}'. {note*}", Some(LOGIN)),
    ("Commit job started, processed by: {who*}. user={user.name*}", Some(CHANGE)),
    ("Config installed", Some(CHANGE)),
    ("Accepted {method} for {user.name} from {source.ip} port {source.port#} ssh2", Some(LOGIN)),
    ("Failed {method} for {user.name} from {source.ip} port {source.port#} ssh2", Some(LOGIN_FAILED)),
    (
        "DHCP lease started ip {source.ip} --> mac {source.mac} - hostname {source.domain}, interface {interface}",
        Some(LEASE),
    ),
    ("DHCP lease started ip {source.ip} --> mac {source.mac}, interface {interface}", Some(LEASE)),
    ("{note*}SA: {source.ip}[{source.port#}]-{destination.ip}[{destination.port#}] {more*}", None),
];

/// What GlobalProtect's descriptions list behind their first sentence: `Login from: 192.0.2.7, User name: vera, …`. Which
/// of them stand there, and in what order, differs between versions.
const CLIENT: [(&[u8], Field); 6] = [
    (b"Login from", Field::SourceIp),
    (b"User name", Field::UserName),
    (b"Private IP", Field::SourceNatIp),
    (b"Reason", Field::EventReason),
    (b"Error", Field::EventReason),
    (b"error", Field::EventReason),
];

impl Line<'_, '_> {
    /// The event id says what happened; a description whose wording is known says it better.
    pub(super) fn conclude_system(&mut self) {
        let span = self.span(Slot::EventId).or(self.span(Slot::Subtype)).unwrap_or(Span::NONE);
        read_description(self.body, self.text(Slot::EventId), self.text(Slot::Description), span, self.record);
    }
}

/// Reads what a SYSTEM record says in words, whatever form it came in, and says what its event id means.
pub(crate) fn read_description(body: &Body<'_>, event: &[u8], description: &[u8], origin: Span, record: &mut Record) {
    static SHAPES: LazyLock<Shapes<Option<Meaning>>> = LazyLock::new(|| Shapes::new(WORDINGS));
    let mut meaning = BY_EVENT.iter().find(|(end, _)| event.ends_with(end.as_bytes())).map(|(_, meaning)| *meaning);
    let description = description.trim_ascii();
    if let Some((captures, said)) = SHAPES.find(description) {
        meaning = said.or(meaning);
        for (name, text) in captures.iter() {
            let Some(field) = Field::from_name(name) else { continue };
            let is_ip_field = field.kind() == FieldKind::Ip;
            if !text.is_empty() && (!is_ip_field || (is_ip(text) && text != b"0.0.0.0")) {
                record.push(name, Some(field), body.span_of(text.trim_ascii()));
            }
        }
    }
    if description.starts_with(b"GlobalProtect ") {
        read_client(body, description, record);
    }
    meaning.unwrap_or(SYSTEM).push(origin, record);
}

/// Reads the list behind the first sentence. A value may hold a comma; what follows it then has no key.
fn read_client(body: &Body<'_>, description: &[u8], record: &mut Record) {
    let Some((_, mut rest)) = cut_text(description, ". ") else { return };
    let mut given = FieldSet::default();
    while !rest.is_empty() {
        let (part, after) = cut_text(rest, ", ").unwrap_or((rest, &[]));
        rest = after;
        let Some((key, value)) = cut_text(part, ": ") else { continue };
        let Some((_, field)) = CLIENT.iter().find(|(known, _)| *known == key.trim_ascii()) else { continue };
        let value = value.trim_ascii();
        let value = if rest.is_empty() { value.strip_suffix(b".").unwrap_or(value) } else { value };
        let is_address = field.kind() == FieldKind::Ip;
        if value.is_empty() || given.contains(*field) || is_address && (!is_ip(value) || value == b"0.0.0.0") {
            continue;
        }
        given.insert(*field);
        record.push(field.name(), Some(*field), body.span_of(value));
    }
}
