//! Plain records: `RT_FLOW_SESSION_CREATE: session created 192.0.2.1/1->198.51.100.2/2 …`.

use std::sync::LazyLock;

use super::{Line, flow, keys::KEYS};
use crate::syntax::{
    cut::{cut_at, cut_text, skip_blanks, trim},
    shape::Shapes,
};

/// The wordings of what is no session. The holes are named as the structured data names the same.
static WORDINGS: [(&str, ()); 17] = [
    (
        "IDP: at {epoch-time#}, {message-type} Attack log <{source-address}/{source-port#}->{destination-address}/\
         {destination-port#}> for {protocol-name} protocol and service {service-name} application {application-name} \
         by rule {rule-name} of rulebase {rulebase-name} in policy {policy*}",
        (),
    ),
    (
        "IDP: at {epoch-time#}, {message-type} Attack log <{source-address}:{source-port#}->{destination-address}:\
         {destination-port#}> for {protocol-name} protocol and service {service-name} application {application-name} \
         by rule {rule-name} of rulebase {rulebase-name} in policy {policy*}",
        (),
    ),
    (
        "{attack-name*} source: {source-address}:{source-port#}, destination: {destination-address}:\
         {destination-port#}, zone name: {source-zone-name}, interface name: {interface-name}, action: {action*}",
        (),
    ),
    (
        "{attack-name*} source: {source-address}, destination: {destination-address}, [[protocol-id: {protocol-id#}, ]]\
         zone name: {source-zone-name}, interface name: {interface-name}, action: {action*}",
        (),
    ),
    (
        "{attack-name*} source: {source-address}, zone name: {source-zone-name}, interface name: {interface-name}, \
         action: {action*}",
        (),
    ),
    (
        "{attack-name*} destination: {destination-address}, zone name: {source-zone-name}, interface name: \
         {interface-name}, action: {action*}",
        (),
    ),
    (
        "WebFilter: ACTION=\"{status-}\" {source-address}({source-port#})->{destination-address}({destination-port#}) \
         CATEGORY=\"{category-}\" REASON=\"{reason-}\" PROFILE=\"{profile-}\" URL={url} OBJ={obj} {rest*}",
        (),
    ),
    (
        "WebFilter: ACTION=\"{status-}\" {source-address}({source-port#})->{destination-address}({destination-port#}) \
         CATEGORY=\"{category-}\" REASON=\"{reason-}\" PROFILE=\"{profile-}\" URL={url} OBJ={obj*}",
        (),
    ),
    (
        "AntiVirus: Virus detected: from {source-address}:{source-port#} to {destination-address}:{destination-port#} \
         source-zone {source-zone-name} {filename} file {temporary-filename} virus {virus-name} URL:{url} {rest*}",
        (),
    ),
    (
        "AntiVirus: Virus detected: from {source-address}:{source-port#} to {destination-address}:{destination-port#} \
         source-zone {source-zone-name} {filename} file {temporary-filename} virus {virus-name} URL:{url*}",
        (),
    ),
    (
        "AntiVirus: {status-}: from {source-address}:{source-port#} to {destination-address}:{destination-port#} \
         {filename} {rest*}",
        (),
    ),
    (
        "Content Filtering: Protocol {protocol} is {action} by profile {profile-name} for {source-address}:\
         {source-port#}->{destination-address}:{destination-port#} {rest*}",
        (),
    ),
    (
        "Content Filtering: {status-} {source-address}:{source-port#}->{destination-address}:{destination-port#} \
         {rest*}",
        (),
    ),
    ("AntiSpam: {status-}: from {source-address} {rest*}", ()),
    ("AntiSpam: SPAM detected {sender-email} ({source-address}) {rest*}", ()),
    ("{message*}", ()),
    ("", ()),
];

static SHAPES: LazyLock<Shapes<()>> = LazyLock::new(|| Shapes::new(&WORDINGS));

/// Reads what stands behind the event's name and its colon; false where that is no record of Junos.
pub(super) fn read(line: &mut Line<'_, '_>, event: &[u8]) -> bool {
    let text = line.body.text().get(event.len()..).unwrap_or_default();
    let Some(text) = text.strip_prefix(b": ").map(trim) else { return false };
    if flow::read(line, event, text) {
        return true;
    }
    let Some((captures, ())) = SHAPES.find(text) else { return false };
    for (name, value) in captures.iter() {
        match name {
            "policy" => read_attack(line, value),
            "rest" => read_words(line, value),
            _ => take(line, name, value),
        }
    }
    true
}

/// Takes a value under the name that the structured data has for it.
pub(super) fn take(line: &mut Line<'_, '_>, name: &'static str, value: &[u8]) {
    match KEYS.find(name.as_bytes()) {
        Some(row) => line.take(Some(row), name.as_bytes(), value),
        None => {
            let span = line.body.span_of(value);
            line.record.push(name, None, span);
        }
    }
}

/// `Recommended. attack: repeat=0, action=DROP, …, NAT <192.0.2.1:1->198.51.100.2:2>, …, intf:a:b->c:d, …`.
fn read_attack(line: &mut Line<'_, '_>, text: &[u8]) {
    let Some((policy, rest)) = cut_text(text, ". attack: ") else {
        take(line, "policy-name", text);
        return;
    };
    take(line, "policy-name", policy);
    let mut rest = rest;
    while !rest.is_empty() {
        let (part, after) = cut_at(rest, b',').unwrap_or((rest, &[]));
        rest = skip_blanks(after);
        if let Some(nat) = part.strip_prefix(b"NAT <").and_then(|nat| nat.strip_suffix(b">")) {
            flow::take_ends(line, nat, b':', &flow::NAT);
        } else if let Some(interfaces) = part.strip_prefix(b"intf:") {
            read_interfaces(line, interfaces);
        } else if let Some((key, value)) = cut_at(part, b'=') {
            let name = match key {
                b"action" => "action",
                b"threat-severity" => "threat-severity",
                b"name" => "attack-name",
                b"time-elapsed" => "elapsed-time",
                b"inbytes" => "inbound-bytes",
                b"outbytes" => "outbound-bytes",
                b"inpackets" => "inbound-packets",
                b"outpackets" => "outbound-packets",
                b"username" => "username",
                b"roles" => "roles",
                b"alert" => "alert",
                b"repeat" => "repeat-count",
                _ => "attack-detail",
            };
            take(line, name, value);
        } else {
            take(line, "attack-note", part);
        }
    }
}

/// `trust:ge-0/0/2.0->untrust:ge-0/0/3.0`.
fn read_interfaces(line: &mut Line<'_, '_>, text: &[u8]) {
    let Some((from, to)) = cut_text(text, "->") else { return };
    let sides = [
        (from, "source-zone-name", "source-interface-name"),
        (to, "destination-zone-name", "destination-interface-name"),
    ];
    for (side, zone, interface) in sides {
        let (zone_text, interface_text) = cut_at(side, b':').unwrap_or((side, &[]));
        take(line, zone, zone_text);
        take(line, interface, interface_text);
    }
}

/// `username alice roles staff`, `USERNAME=alice ROLES=staff`: names and values in turn.
fn read_words(line: &mut Line<'_, '_>, text: &[u8]) {
    const NAMES: [(&str, &str); 6] = [
        ("username", "username"),
        ("roles", "roles"),
        ("source-zone", "source-zone"),
        ("destination-zone", "destination-zone"),
        ("application", "application"),
        ("reason", "reason"),
    ];
    let mut words = text.split(|byte| matches!(byte, b' ' | b'=')).filter(|word| !word.is_empty()).take(64);
    while let Some(word) = words.next() {
        match NAMES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name.as_bytes())) {
            Some((_, name)) => {
                if let Some(value) = words.next() {
                    take(line, name, value);
                }
            }
            None => take(line, "detail", word),
        }
    }
}
