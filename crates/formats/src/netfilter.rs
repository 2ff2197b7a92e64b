//! `netfilter.log`: the kernel's packet log (iptables' and nftables' `LOG`, UFW, firewalld, OpenWrt, EdgeOS, Proxmox),
//! after `net/netfilter/nf_log_syslog.c` of Linux:
//! `[UFW BLOCK] IN=eth0 OUT= MAC=… SRC=192.0.2.1 DST=198.51.100.2 LEN=60 … PROTO=TCP SPT=40000 DPT=22 … SYN URGP=0`.
//! Older kernels name a bridge's port behind the interface that it belongs to, and Proxmox's `pvefw-logger` leaves out an
//! interface that there is not. What ulogd makes of it is read in [`ulogd`].

mod prefix;
pub(crate) mod ulogd;

use model::{DiagnosticKind, Field, Format, Record};

use self::prefix::read_prefix;
use crate::{
    body::Body,
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::scan::find_text,
    syntax::{
        cut::{is_ip, is_number},
        pairs::{Pairs, Piece},
    },
};

/// Its name and version.
const FORMAT: Format = Format { name: "netfilter.log", version: 5 };

pub(crate) const PRODUCT: Product =
    Product { format: FORMAT, sign: Sign::Look(|body| find_packet(body.text()).is_some()), read: read_packet };

/// A packet that no prefix says more of.
const SEEN: Meaning =
    Meaning { action: "packet", category: &["network"], kind: &["connection", "info"], outcome: None };

/// The bytes of `aa:bb:cc:dd:ee:ff`.
const MAC_BYTES: usize = 17;
const NO_MAC: &[u8] = b"00:00:00:00:00:00";

/// Where the packet begins: `IN=`, at the front or behind what is no letter.
fn find_packet(text: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + find_text(text.get(from..)?, b"IN=")?;
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        if !before.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_') {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Claims what has interfaces first and a destination after them.
fn read_packet(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let Some((prefix, packet)) = find_packet(text).and_then(|at| text.split_at_checked(at)) else { return false };
    let mut pieces = Pairs::new(packet);
    let Some(Piece::Pair { value: ingress, .. }) = pieces.next() else { return false };
    push_given(body, "IN", Some(Field::ObserverIngressInterfaceName), ingress, record);
    let (mut seen, mut is_second) = (Seen::default(), true);
    for piece in pieces {
        if std::mem::take(&mut is_second) && !matches!(piece, Piece::Pair { key: b"OUT" | b"PHYSIN" | b"MAC", .. }) {
            return false;
        }
        match piece {
            // An ICMP error quotes the packet that it is about, from here on.
            Piece::Pair { key: quoted, .. } | Piece::CutOff { key: quoted, .. } | Piece::Word(quoted)
                if quoted.starts_with(b"[") =>
            {
                let quoted = model::Span { end: body.span.end, ..body.span_of(quoted) };
                record.push("quoted", None, quoted);
                break;
            }
            Piece::Pair { key, value } | Piece::CutOff { key, value } => {
                push_pair(body, key, value, &mut seen, record);
            }
            Piece::Word(word) => record.push("flag", None, body.span_of(skip_mark(word))),
        }
    }
    if !seen.destination {
        return false;
    }
    match read_prefix(body, prefix, record).or_else(|| read_tag(body, prefix, record)) {
        Some(meaning) => meaning.push(body.span_of(prefix), record),
        None => SEEN.push(body.span_of(packet), record),
    }
    let direction = match (ingress.is_empty(), seen.egress) {
        (false, false) => Some("ingress"),
        (true, true) => Some("egress"),
        _ => None,
    };
    if let Some(word) = direction {
        record.push_word(Field::NetworkDirection, word, body.span_of(packet));
    }
    record.push_word(Field::ObserverVendor, "Linux", body.span_of(packet));
    record.push_word(Field::ObserverProduct, "netfilter", body.span_of(packet));
    record.push_word(Field::ObserverType, "firewall", body.span_of(packet));
    true
}

/// The prefix of a rule that ends with a colon, and that the header's reader took for a program: `DENY: IN=eth0 …`. A
/// word that says nothing of a verdict may well be one.
fn read_tag(body: &Body<'_>, prefix: &[u8], record: &mut Record) -> Option<&'static Meaning> {
    let tag = body.tag_text();
    if !prefix.is_empty() || tag.is_empty() {
        return None;
    }
    let facts = record.facts.len();
    let meaning = read_prefix(body, tag, record);
    if meaning.is_none() {
        record.facts.truncate(facts);
        return None;
    }
    let of_program = |fact: &&mut model::Fact| matches!(fact.field, Some(Field::ProcessName | Field::LogSyslogAppname));
    record.facts.iter_mut().filter(of_program).for_each(|fact| fact.field = None);
    meaning
}

/// What was met already: the kernel writes some names twice with two meanings.
#[derive(Default)]
struct Seen {
    egress: bool,
    source: bool,
    destination: bool,
    length: bool,
}

fn push_pair(body: &Body<'_>, key: &[u8], value: &[u8], seen: &mut Seen, record: &mut Record) {
    let (key, span) = (skip_mark(key), body.span_of(value));
    let mut once = |seen: &mut bool, field: Field| {
        if std::mem::replace(seen, true) {
            record.diagnose(DiagnosticKind::Repeated, span);
            return None;
        }
        Some(field).filter(|_| is_ip(value))
    };
    let (name, field) = match key {
        b"OUT" => {
            seen.egress = !value.is_empty();
            ("OUT", Some(Field::ObserverEgressInterfaceName))
        }
        b"MAC" => return push_mac(body, value, record),
        b"SRC" => ("SRC", once(&mut seen.source, Field::SourceIp)),
        b"DST" => ("DST", once(&mut seen.destination, Field::DestinationIp)),
        // Of ARP, which asks for an address and names both.
        b"IPSRC" => ("IPSRC", once(&mut seen.source, Field::SourceIp)),
        b"IPDST" => ("IPDST", once(&mut seen.destination, Field::DestinationIp)),
        b"MACSRC" => ("MACSRC", Some(Field::SourceMac).filter(|_| is_mac(value))),
        // Whoever ARP asks is not known yet.
        b"MACDST" => ("MACDST", Some(Field::DestinationMac).filter(|_| is_mac(value) && value != NO_MAC)),
        b"SPT" => ("SPT", Some(Field::SourcePort).filter(|_| is_number(value))),
        b"DPT" => ("DPT", Some(Field::DestinationPort).filter(|_| is_number(value))),
        b"PROTO" => {
            push_protocol(body, value, record);
            ("PROTO", None)
        }
        // The first is the IP packet's, the second the UDP datagram's.
        b"LEN" => (if std::mem::replace(&mut seen.length, true) { "LEN_UDP" } else { "LEN" }, None),
        _ => {
            let name = body.name_of(key);
            if !value.is_empty() {
                record.facts.push(model::Fact { name, field: None, value: model::Value::Span(span) });
            }
            return;
        }
    };
    push_given(body, name, field, value, record);
}

/// Skips `<4>`, which a kernel that printed the line in parts put before each.
fn skip_mark(key: &[u8]) -> &[u8] {
    match key {
        [b'<', b'0'..=b'7', b'>', rest @ ..] => rest,
        _ => key,
    }
}

/// Adds what is written; `OUT=` says that there is none.
fn push_given(body: &Body<'_>, name: &'static str, field: Option<Field>, value: &[u8], record: &mut Record) {
    if !value.is_empty() {
        record.push(name, field, body.span_of(value));
    }
}

/// Six bytes in hexadecimal, with colons between them.
fn is_mac(part: &[u8]) -> bool {
    part.len() == MAC_BYTES
        && part.iter().enumerate().all(|(at, byte)| if at % 3 == 2 { *byte == b':' } else { byte.is_ascii_hexdigit() })
}

/// `MAC=` is the frame's header: destination, source, type.
fn push_mac(body: &Body<'_>, value: &[u8], record: &mut Record) {
    let destination = value.get(..MAC_BYTES).filter(|part| is_mac(part));
    let source = value.get(MAC_BYTES + 1..2 * MAC_BYTES + 1).filter(|part| is_mac(part));
    push_given(body, "MAC", None, value, record);
    // An interface without Ethernet's frames (a tunnel, PPP) shows the packet's own header here, which begins so.
    if value.starts_with(b"45:") {
        return;
    }
    if let (Some(destination), Some(source)) = (destination, source) {
        record.push("MAC", Some(Field::DestinationMac), body.span_of(destination));
        record.push("MAC", Some(Field::SourceMac), body.span_of(source));
    }
}

/// The protocol's name in ECS's lower case, or its number (RFC 5237's registry).
fn push_protocol(body: &Body<'_>, value: &[u8], record: &mut Record) {
    let word = match value {
        b"TCP" | b"6" => "tcp",
        b"UDP" | b"17" => "udp",
        b"ICMP" | b"1" => "icmp",
        b"ICMPv6" | b"58" => "ipv6-icmp",
        b"UDPLITE" | b"136" => "udplite",
        b"SCTP" | b"132" => "sctp",
        b"DCCP" | b"33" => "dccp",
        b"ESP" | b"50" => "esp",
        b"AH" | b"51" => "ah",
        b"2" => "igmp",
        b"47" => "gre",
        _ => "",
    };
    let span = body.span_of(value);
    if !word.is_empty() {
        record.push_word(Field::NetworkTransport, word, span);
    }
    if is_number(value) {
        record.push("PROTO", Some(Field::NetworkIanaNumber), span);
    }
}
