//! `mikrotik.routeros`: RouterOS's log: topics, then the message:
//! `firewall,info drop input: in:ether1 out:(unknown 0), proto TCP (SYN), 192.0.2.7:1024->198.51.100.1:22, len 60`.
//!
//! Written after RouterOS's documentation of its log (<https://help.mikrotik.com/docs/display/ROS/Log>), versions 6 and 7.
//! RouterOS sends the topics alone, or behind a syslog header (`bsd-syslog=yes`), in which the topics may stand in place
//! of the tag.

mod packet;
mod wordings;

use model::{Field, Format, Record, Span};

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_last_text, cut_word, is_ip, skip_blanks},
        scan::find_text,
        severity::find_severity,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "mikrotik.routeros", version: 3 }, sign: Sign::Look(shows), read };

/// Topics of RouterOS of which one begins every list.
const TOPICS: [&str; 90] = [
    "firewall",
    "system",
    "account",
    "dhcp",
    "interface",
    "wireless",
    "ppp",
    "pppoe",
    "pptp",
    "l2tp",
    "sstp",
    "ovpn",
    "ipsec",
    "route",
    "bridge",
    "hotspot",
    "script",
    "dns",
    "ntp",
    "web-proxy",
    "ssh",
    "telnet",
    "radius",
    "caps",
    "certificate",
    "ospf",
    "bgp",
    "critical",
    "error",
    "warning",
    "info",
    "manager",
    "ups",
    "backup",
    "wireguard",
    "wifi",
    "lte",
    "container",
    "dot1x",
    "netwatch",
    "snmp",
    "upnp",
    "vrrp",
    "zerotier",
    "mqtt",
    "poe-out",
    "queue",
    "smb",
    "e-mail",
    "fetch",
    "health",
    "isis",
    "mpls",
    "pim",
    "rip",
    "stp",
    "tftp",
    "acme-client",
    "bfd",
    "ddns",
    "dude",
    "gsm",
    "igmp-proxy",
    "ldp",
    "tr069",
    "watchdog",
    "calc",
    "clock",
    "debug",
    "discover",
    "disk",
    "evpn",
    "gps",
    "iscsi",
    "kvm",
    "lora",
    "mvrp",
    "natpmp",
    "poe-in",
    "pon",
    "ptp",
    "radvd",
    "rpki",
    "rproxy",
    "rsvp",
    "sertcp",
    "socksify",
    "ssld",
    "update",
    "vpls",
];

fn shows(body: &Body<'_>) -> bool {
    // Almost every line is told by its first words, of which none has a comma.
    let text = body.text();
    if body.tag.is_none() && shows_account(text) {
        return true;
    }
    memchr::memchr(b',', text.get(..96).unwrap_or(text)).is_some()
        && (find_topics(text).is_some() || shows_packet(text))
}

/// What a login says without its topics, as `remote-log-format=syslog` sends it; the topic `dns` stands alone.
fn shows_account(text: &[u8]) -> bool {
    let has_service = || cut_last_text(text, " via ").is_some_and(|(_, service)| !service.contains(&b' '));
    match text.first() {
        Some(b'l') => text.starts_with(b"login failure for user ") && has_service(),
        Some(b'u') => text.starts_with(b"user ") && find_text(text, b" logged ").is_some() && has_service(),
        Some(b'd') => text.starts_with(b"dns query from ") || text.starts_with(b"denied ") && is_denied_connect(text),
        _ => false,
    }
}

/// `denied ssh connect from 192.0.2.7`.
fn is_denied_connect(text: &[u8]) -> bool {
    cut_last_text(text, " connect from ").is_some_and(|(_, source)| is_ip(source))
}

/// A packet without topics: `remote-log-format=default` with a tag of the administrator's, or another relay's form.
fn shows_packet(text: &[u8]) -> bool {
    const FRONT_BYTES_MAX: usize = 128;
    let front = text.get(..FRONT_BYTES_MAX).unwrap_or(text);
    let has_chain = text.starts_with(b"in:") || find_text(front, b": in:").is_some();
    has_chain && find_text(front, b" out:").is_some() && find_text(front, b"proto ").is_some()
}

/// The topics, the word before them (a host that the envelope did not take for one), and what stands behind them.
struct Topics<'a> {
    host: Option<&'a [u8]>,
    topics: &'a [u8],
    rest: &'a [u8],
}

/// The list of topics, which may stand behind a time and a host.
fn find_topics(text: &[u8]) -> Option<Topics<'_>> {
    let mut host = None;
    let mut rest = text;
    for _ in 0..3 {
        let (word, after) = cut_word(rest);
        if is_topics(word) {
            let topics = word.strip_suffix(b":").unwrap_or(word);
            return Some(Topics { host, topics, rest: skip_blanks(after) });
        }
        if !is_time(word) {
            host = Some(word);
        }
        rest = after;
    }
    None
}

/// `16:42:41`, `2026-11-20`, `Nov/20/2026`: a time that RouterOS writes before the topics.
fn is_time(word: &[u8]) -> bool {
    let is_number = word.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'-'));
    is_number || matches!(word, [_, _, _, b'/', b'0'..=b'9', b'0'..=b'9', b'/', ..])
}

fn is_topics(word: &[u8]) -> bool {
    let word = word.strip_suffix(b":").unwrap_or(word);
    let Some((first, others)) = cut_at(word, b',') else { return false };
    TOPICS.iter().any(|topic| topic.as_bytes() == first)
        && !others.is_empty()
        && word.iter().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b',' | b'-' | b'0'..=b'9'))
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let Some(Topics { host, topics, rest }) = find_topics(body.text()).filter(|found| !found.rest.is_empty()) else {
        return read_bare(body, record);
    };
    let origin = body.span_of(topics);
    record.push("topics", Some(Field::LogLogger), origin);
    if let Some(host) = host {
        record.push("host", Some(Field::ObserverHostname), body.span_of(host));
    }
    push_level(body, topics, record);
    say_device(origin, record);
    read_text(body, topics, rest, record);
    true
}

/// `error,critical`: the worst counts.
fn push_level(body: &Body<'_>, topics: &[u8], record: &mut Record) {
    let levels = topics.split(|byte| *byte == b',').filter_map(|topic| Some((topic, find_severity(topic)?)));
    if let Some((level, number)) = levels.min_by_key(|(_, number)| *number) {
        record.push("level", Some(Field::LogLevel), body.span_of(level));
        record.push_number(Field::EventSeverity, number, body.span_of(level));
    }
}

/// Says which product wrote the record.
fn say_device(origin: Span, record: &mut Record) {
    record.push_word(Field::ObserverVendor, "MikroTik", origin);
    record.push_word(Field::ObserverProduct, "RouterOS", origin);
    record.push_word(Field::ObserverType, "router", origin);
    record.push_word(Field::EventKind, "event", origin);
}

/// Reads a message whose topics are known, wherever the two stand.
pub(crate) fn read_text(body: &Body<'_>, topics: &[u8], text: &[u8], record: &mut Record) {
    let origin = body.span_of(topics);
    let is_packet = topics.starts_with(b"firewall") && packet::read(body, text, origin, record);
    if !is_packet {
        wordings::read(body, text, origin, record);
    }
}

/// A login or a packet whose topics the sender left out; the envelope may have taken the chain for a program.
fn read_bare(body: &Body<'_>, record: &mut Record) -> bool {
    let text = match body.tag {
        Some(tag) if body.text().starts_with(b"in:") => body.raw.get(tag.start as usize..body.span.end as usize),
        _ => Some(body.text()),
    };
    let origin = body.span;
    if shows_account(body.text()) {
        wordings::read(body, body.text(), origin, record);
    } else if !text.is_some_and(|text| packet::read(body, text, origin, record)) {
        return false;
    }
    say_device(origin, record);
    true
}

/// Adds what stands at a place, where something does.
fn push_given(body: &Body<'_>, name: &'static str, field: Option<Field>, value: &[u8], record: &mut Record) {
    if !value.is_empty() {
        let span: Span = body.span_of(value);
        record.push(name, field, span);
    }
}
