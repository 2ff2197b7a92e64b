//! A packet that a firewall rule logged:
//! `[prefix ]chain: in:ether1 out:ether2, connection-state:new src-mac …, proto TCP (SYN), 192.0.2.7:1024->198.51.100.1:22,
//! NAT (192.0.2.7:1024->203.0.113.9:1024)->198.51.100.1:22, len 60`.

use model::{Field, Record, Span};

use super::push_given;
use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::{
        cut::{cut_at, cut_last_text, cut_text, cut_word, is_ip, is_number, skip_blanks, trim},
        deed::find_deed,
        protocol::find_protocol,
    },
};

const SEEN: Meaning =
    Meaning { action: "packet", category: &["network"], kind: &["connection", "info"], outcome: None };

/// The fields of both ends: address, port, address, port.
type Ends = [Field; 4];

const FLOW: Ends = [Field::SourceIp, Field::SourcePort, Field::DestinationIp, Field::DestinationPort];
const SOURCE_NAT: Ends = [Field::RelatedIp, Field::SourcePort, Field::SourceNatIp, Field::SourceNatPort];
const DESTINATION_NAT: Ends =
    [Field::RelatedIp, Field::DestinationPort, Field::DestinationNatIp, Field::DestinationNatPort];

/// Reads what stands behind the topics; false where it is no packet.
pub(super) fn read(body: &Body<'_>, text: &[u8], origin: Span, record: &mut Record) -> bool {
    let Some((head, rest)) = cut_text(text, ": in:").filter(|(_, rest)| rest.contains(&b',')) else { return false };
    // The prefix is the administrator's and may have blanks; the chain is the last word.
    let (prefix, chain) = cut_last_text(head, " ").unwrap_or((&[], head));
    push_given(body, "prefix", Some(Field::RuleName), trim(prefix), record);
    push_given(body, "chain", Some(Field::RuleRuleset), chain, record);
    read_interfaces(body, rest, record);
    let (_, mut rest) = cut_at(rest, b',').unwrap_or((rest, &[]));
    while !rest.is_empty() {
        rest = read_part(body, skip_blanks(rest), record);
    }
    let direction = match chain {
        b"input" => "ingress",
        b"output" => "egress",
        _ => "",
    };
    if !direction.is_empty() {
        record.push_word(Field::NetworkDirection, direction, body.span_of(chain));
    }
    conclude_deed(body, prefix, origin, record);
    true
}

/// What the rule did is not told; many name their prefixes so that they tell it.
fn conclude_deed(body: &Body<'_>, prefix: &[u8], origin: Span, record: &mut Record) {
    let words = prefix.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| word.len() > 2);
    let mut found = words.filter_map(|word| Some((word, find_deed(word)?))).filter(|(_, deed)| deed.outcome.is_some());
    let Some((word, deed)) = found.next() else {
        SEEN.push(origin, record);
        return;
    };
    let (kind, outcome): (&'static [&'static str], _) = if deed.kind == "allowed" {
        (&["connection", "allowed"], SUCCESS)
    } else {
        (&["connection", "denied"], FAILURE)
    };
    Meaning { action: deed.action, category: &["network"], kind, outcome }.push(body.span_of(word), record);
}

/// `ether1 out:ether2`; `(unknown 0)` stands for none.
fn read_interfaces(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let (text, _) = cut_at(text, b',').unwrap_or((text, &[]));
    let (ingress, egress) = cut_text(text, " out:").unwrap_or((text, &[]));
    let field = |name: &[u8], field: Field| Some(field).filter(|_| !name.starts_with(b"(unknown"));
    let (ingress, egress) = (trim(ingress), trim(egress));
    push_given(body, "in", field(ingress, Field::ObserverIngressInterfaceName), ingress, record);
    push_given(body, "out", field(egress, Field::ObserverEgressInterfaceName), egress, record);
}

/// Reads one part and gives what follows it.
fn read_part<'a>(body: &Body<'_>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    if let Some(after) = text.strip_prefix(b"connection-state:") {
        // `new,snat src-mac …`: a list, and no comma behind it.
        let (states, rest) = cut_word(after);
        push_given(body, "connection-state", None, states.strip_suffix(b",").unwrap_or(states), record);
        return rest;
    }
    let marks = ["connection-mark", "packet-mark", "routing-mark"];
    if let Some((name, after)) =
        marks.into_iter().find_map(|name| Some((name, text.strip_prefix(name.as_bytes())?.strip_prefix(b":")?)))
    {
        let (mark, rest) = cut_word(after);
        push_given(body, name, None, mark.strip_suffix(b",").unwrap_or(mark), record);
        return rest;
    }
    if let Some(after) = text.strip_prefix(b"proto ") {
        return read_protocol(body, after, record);
    }
    let (part, rest) = cut_at(text, b',').unwrap_or((text, &[]));
    if let Some(mac) = part.strip_prefix(b"src-mac ") {
        push_given(body, "src-mac", Some(Field::SourceMac), mac, record);
    } else if let Some(mac) = part.strip_prefix(b"dst-mac ") {
        push_given(body, "dst-mac", Some(Field::DestinationMac), mac, record);
    } else if let Some(priority) = part.strip_prefix(b"prio ") {
        push_given(body, "prio", None, priority, record);
    } else if let Some(length) = part.strip_prefix(b"len ") {
        push_given(body, "len", None, length, record);
    } else if let Some(nat) = part.strip_prefix(b"NAT ") {
        read_translation(body, nat, record);
    } else if cut_text(part, "->").is_some() {
        read_ends(body, part, &FLOW, record);
    } else {
        push_given(body, "part", None, trim(part), record);
    }
    rest
}

/// `TCP (SYN,ACK), `, `ICMP (type 8, code 0), `, `UDP, `, `47, `.
fn read_protocol<'a>(body: &Body<'_>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let end = text.iter().position(|byte| matches!(byte, b' ' | b',')).unwrap_or(text.len());
    let (protocol, rest) = text.split_at(end.min(text.len()));
    push_given(body, "proto", None, protocol, record);
    if let Some((word, _)) = find_protocol(protocol) {
        record.push_word(Field::NetworkTransport, word, body.span_of(protocol));
    }
    let rest = skip_blanks(rest);
    let rest = match rest.strip_prefix(b"(").and_then(|inside| cut_at(inside, b')')) {
        Some((detail, rest)) => {
            push_given(body, "proto-detail", None, detail, record);
            rest
        }
        None => rest,
    };
    rest.strip_prefix(b",").unwrap_or(rest)
}

/// `(192.0.2.7:1024->203.0.113.9:1024)->198.51.100.1:22` translates the source,
/// `192.0.2.7:1024->(203.0.113.9:80->198.51.100.5:8080)` the destination.
fn read_translation(body: &Body<'_>, text: &[u8], record: &mut Record) {
    push_given(body, "NAT", None, trim(text), record);
    let ends = if text.starts_with(b"(") { &SOURCE_NAT } else { &DESTINATION_NAT };
    let inside = cut_at(text, b'(').and_then(|(_, rest)| cut_at(rest, b')')).map(|(inside, _)| inside);
    if let Some((_, far)) = inside.and_then(|inside| cut_text(inside, "->")) {
        let [_, _, ip, port] = ends;
        read_end(body, far, *ip, *port, record);
    }
}

fn read_ends(body: &Body<'_>, text: &[u8], ends: &Ends, record: &mut Record) {
    let [near_ip, near_port, far_ip, far_port] = ends;
    if let Some((near, far)) = cut_text(text, "->") {
        read_end(body, near, *near_ip, *near_port, record);
        read_end(body, far, *far_ip, *far_port, record);
    }
}

/// `192.0.2.7:1024`, `[2001:db8::1]:1024`, `192.0.2.7`, `2001:db8::1`.
fn read_end(body: &Body<'_>, text: &[u8], ip: Field, port: Field, record: &mut Record) {
    let text = trim(text);
    let (address, number) = match text.strip_prefix(b"[").and_then(|inside| cut_at(inside, b']')) {
        Some((address, rest)) => (address, rest.strip_prefix(b":").unwrap_or_default()),
        None if is_ip(text) => (text, &[][..]),
        None => cut_at(text, b':').unwrap_or((text, &[])),
    };
    push_given(body, ip.name(), Some(ip).filter(|_| is_ip(address)), address, record);
    push_given(body, port.name(), Some(port).filter(|_| is_number(number)), number, record);
}
