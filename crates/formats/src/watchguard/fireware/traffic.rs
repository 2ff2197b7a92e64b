//! Messages about packets and proxied connections: what was done with them, both ends by place, the rest by key.

use model::{Fact, Field, Name, Record, Span};

use super::{
    cut_name,
    keys::{KEYS, Slot},
};
use crate::{
    body::Body,
    syntax::{
        cut::{cut_text, cut_word, is_ip, is_number},
        keyed::Keyed,
        pairs::{Pairs, Piece},
        protocol::find_protocol,
        scan::find_text,
    },
};

/// A record in the making.
pub(super) type Line<'a, 'r> = Keyed<'a, 'r, Slot>;

/// The most words that are looked at for the two addresses: names of interfaces hold blanks.
const WORDS_MAX: usize = 24;

/// Reads a message that begins with a verdict. False where it does not.
pub(super) fn read(body: &Body<'_>, number: &[u8], message: &[u8], record: &mut Record) -> bool {
    let (verdict, _) = cut_word(message);
    let Some(verdict) = Verdict::find(verdict).map(|found| (found, body.span_of(verdict))) else { return false };
    let (text, policy) = cut_name(message).map_or((message, None), |(text, name)| (text, Some(name)));
    let mut line = Line::new(body, record, |value| matches!(value, b"" | b"-"));
    let Some(rest) = read_flow(&mut line, text) else { return false };
    let told = line.record.facts.len();
    read_pairs(&mut line, rest);
    // What stands in the pairs of a proxied request is a stranger's, too; the flow's ends have been told.
    let ends = [Field::SourceIp, Field::DestinationIp, Field::SourcePort, Field::DestinationPort];
    let of_ends = |fact: &&mut Fact| fact.field.is_some_and(|field| ends.contains(&field));
    line.record.facts.iter_mut().skip(told).filter(of_ends).for_each(|fact| fact.field = None);
    conclude(&mut line, number, policy, verdict);
    true
}

/// What the firewall did.
#[derive(Clone, Copy)]
pub(super) struct Verdict {
    action: &'static str,
    kind: &'static str,
    outcome: &'static str,
}

impl Verdict {
    /// By the first word.
    pub(super) fn find(word: &[u8]) -> Option<Self> {
        let (action, is_allowed) = match word {
            b"Allow" | b"Allowed" => ("allow", true),
            b"Deny" | b"Denied" => ("deny", false),
            b"Drop" => ("drop", false),
            b"Block" => ("block", false),
            b"Reset" => ("reset", false),
            b"Strip" => ("strip", true),
            _ => return None,
        };
        let (kind, outcome) = if is_allowed { ("allowed", "success") } else { ("denied", "failure") };
        Some(Self { action, kind, outcome })
    }
}

/// `Allow in out [length] tcp [20 127] source destination ports …`; gives back what stands behind the ports.
fn read_flow<'a>(line: &mut Line<'a, '_>, text: &'a [u8]) -> Option<&'a [u8]> {
    let mut words: [&[u8]; WORDS_MAX] = [&[]; WORDS_MAX];
    let mut count = 0;
    let mut rest = text;
    let mut ends = None;
    for place in &mut words {
        let (word, after) = cut_word(rest);
        *place = word;
        count += 1;
        rest = after;
        let (next, behind) = cut_word(rest);
        if is_ip(word) && is_ip(next) {
            ends = Some((word, next, behind));
            break;
        }
    }
    let (source, destination, rest) = ends?;
    let mut before = words.get(1..count - 1)?;
    if let [head @ .., protocol, header, ttl] = before
        && is_number(header)
        && is_number(ttl)
        && !head.is_empty()
    {
        push(line, "iph_len", None, header);
        push(line, "ttl", None, ttl);
        before = before.get(..head.len() + 1)?;
        push_transport(line, protocol);
    } else {
        push_transport(line, before.last()?);
    }
    let (_, mut interfaces) = before.split_last()?;
    if let [head @ .., length] = interfaces
        && head.len() >= 2
        && is_number(length)
    {
        push(line, "pkt_len", None, length);
        interfaces = head;
    }
    push_interfaces(line, interfaces);
    push(line, "src", Some(Field::SourceIp), source);
    push(line, "dst", Some(Field::DestinationIp), destination);
    Some(read_ports(line, rest))
}

/// The ports; of ICMP, which has none, type and code.
fn read_ports<'a>(line: &mut Line<'a, '_>, text: &'a [u8]) -> &'a [u8] {
    let (first, rest) = cut_word(text);
    let (second, behind) = cut_word(rest);
    if !is_number(first) || !is_number(second) {
        return text;
    }
    let transport = line.record.first(Field::NetworkTransport).and_then(|fact| fact.value.bytes(line.body.raw));
    if matches!(transport, Some(b"icmp" | b"ipv6-icmp")) {
        push(line, "icmp_type", None, first);
        push(line, "icmp_code", None, second);
    } else {
        push(line, "src_port", Some(Field::SourcePort), first);
        push(line, "dst_port", Some(Field::DestinationPort), second);
    }
    behind
}

/// Says what IP carries, by name or number.
pub(super) fn push_transport(line: &mut Line<'_, '_>, protocol: &[u8]) {
    match find_protocol(protocol) {
        Some((word, _)) => {
            let span = line.body.span_of(protocol);
            line.record.push_word(Field::NetworkTransport, word, span);
        }
        None if is_number(protocol) => push(line, "protocol", Some(Field::NetworkIanaNumber), protocol),
        None => push(line, "protocol", Some(Field::NetworkTransport), protocol),
    }
}

/// The names of the two interfaces, where it shows which words are whose: by their number (`1-Trusted`), by the
/// firewall's own name, by both being the same.
fn push_interfaces(line: &mut Line<'_, '_>, words: &[&[u8]]) {
    let is_numbered = |word: &&[u8]| {
        let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
        digits > 0 && word.get(digits) == Some(&b'-')
    };
    let half = words.len() / 2;
    let at = match words {
        [_, _] => Some(1),
        [b"Firebox", ..] => Some(1),
        [.., b"Firebox"] => words.len().checked_sub(1),
        _ if words.len() >= 2 && words.get(..half) == words.get(half..) => Some(half),
        _ => words.iter().skip(1).position(is_numbered).map(|at| at + 1),
    };
    let span = |words: &[&[u8]]| -> Option<Span> {
        let (first, last) = (words.first()?, words.last()?);
        Some(Span { start: line.body.span_of(first).start, end: line.body.span_of(last).end })
    };
    let parts = at.and_then(|at| words.split_at_checked(at)).map(|(ingress, egress)| (span(ingress), span(egress)));
    if let Some((Some(ingress), Some(egress))) = parts {
        line.record.push("in_if", Some(Field::ObserverIngressInterfaceName), ingress);
        line.record.push("out_if", Some(Field::ObserverEgressInterfaceName), egress);
    } else if let Some(both) = span(words) {
        line.record.push("interfaces", None, both);
    }
}

/// `offset 8 S 832026162 win 8192 geo_dst="USA" …`.
pub(super) fn read_pairs<'a>(line: &mut Line<'a, '_>, text: &'a [u8]) {
    let mut rest = text;
    if text.starts_with(b"offset ")
        && let Some(at) = find_text(text, b" win ")
    {
        let (window, after) = cut_word(text.get(at + 5..).unwrap_or_default());
        let end = text.len() - text.get(at + 5..).map_or(0, <[u8]>::len) + window.len();
        push(line, "tcp_info", None, text.get(..end).unwrap_or_default());
        rest = after;
    }
    for piece in Pairs::new(rest) {
        match piece {
            // `… win 8192 blocked sites`.
            Piece::Word(word) if line.record.facts.last().is_some_and(|fact| fact.name == Name::Known("tcp_info")) => {
                push(line, "what", None, word);
            }
            piece => line.take_piece(piece, &KEYS),
        }
    }
}

/// What follows from the message as a whole.
pub(super) fn conclude(line: &mut Line<'_, '_>, number: &[u8], policy: Option<&[u8]>, verdict: (Verdict, Span)) {
    let (verdict, span) = verdict;
    line.record.push("disposition", None, span);
    conclude_rule(line, policy);
    for slot in [Slot::SourceUser, Slot::Account, Slot::User] {
        line.give(slot, Field::UserName);
    }
    line.give(Slot::Host, Field::DestinationDomain);
    line.give(Slot::Virus, Field::ThreatSoftwareName);
    // `msg="ProxyDrop: HTTP Virus found"`: the proxy's own word is the more exact one.
    let said = line.span(Slot::Text);
    let proxied = cut_text(line.text(Slot::Text), ": ").and_then(|(word, what)| Some((find_proxy_word(word)?, what)));
    match (proxied, said) {
        (Some((action, what)), Some(said)) => {
            line.record.push_word(Field::EventAction, action, said);
            push(line, "msg", Some(Field::EventReason), what);
        }
        _ => line.record.push_word(Field::EventAction, verdict.action, span),
    }
    let has = |slot| line.span(slot).is_some();
    let is_attack = has(Slot::Signature) || has(Slot::SignatureName);
    let is_malware = has(Slot::Virus) || has(Slot::Level);
    let kind = if is_attack || is_malware { "alert" } else { "event" };
    line.record.push_word(Field::EventKind, kind, span);
    conclude_category(line, number, is_attack, is_malware, span);
    // 0151 ends a connection; only then are the bytes of a packet filter's connection known.
    let is_end = verdict.kind == "allowed"
        && (number == b"3000-0151" || number == b"3000-0148" && line.span(Slot::Sent).is_some());
    line.record.push_word(Field::EventType, "connection", span);
    line.record.push_word(Field::EventType, verdict.kind, span);
    if is_end {
        line.record.push_word(Field::EventType, "end", span);
    }
    line.record.push_word(Field::EventOutcome, verdict.outcome, span);
}

/// A signature or a virus that was found is the rule; where none was, the policy is.
fn conclude_rule(line: &mut Line<'_, '_>, policy: Option<&[u8]>) {
    line.give(Slot::Signature, Field::RuleId);
    line.give(Slot::SignatureName, Field::RuleName);
    if let Some(policy) = policy {
        let field = if line.span(Slot::SignatureName).is_some() { Field::RuleRuleset } else { Field::RuleName };
        push(line, "policy", Some(field), policy);
    }
}

/// By the first two digits of the number: which of the firewall's parts wrote the message.
fn conclude_category(line: &mut Line<'_, '_>, number: &[u8], is_attack: bool, is_malware: bool, span: Span) {
    let (category, protocol) = match number.get(..2) {
        Some(b"1A") => (Some("web"), "http"),
        Some(b"2C") => (Some("web"), "https"),
        Some(b"1B") => (Some("email"), "smtp"),
        Some(b"21") => (Some("email"), "pop3"),
        Some(b"22") => (Some("email"), "imap"),
        Some(b"1C") => (Some("file"), "ftp"),
        Some(b"1D") => (None, "dns"),
        Some(b"28") => (None, "sip"),
        Some(b"2A") => (None, "h323"),
        _ => (None, ""),
    };
    let others = [category, is_attack.then_some("intrusion_detection"), is_malware.then_some("malware")];
    line.record.push_word(Field::EventCategory, "network", span);
    for word in others.into_iter().flatten() {
        line.record.push_word(Field::EventCategory, word, span);
    }
    if !protocol.is_empty() && line.record.first(Field::NetworkProtocol).is_none() {
        line.record.push_word(Field::NetworkProtocol, protocol, span);
    }
}

/// `event.action` of what a proxy did.
fn find_proxy_word(word: &[u8]) -> Option<&'static str> {
    Some(match word.strip_prefix(b"Proxy")? {
        b"Allow" => "allow",
        b"Deny" => "deny",
        b"Drop" => "drop",
        b"Block" => "block",
        b"Strip" => "strip",
        b"Lock" => "lock",
        b"Replace" => "replace",
        b"AvScan" | b"AVScan" => "scan",
        b"Inspect" => "inspect",
        b"Quarantine" => "quarantine",
        b"Defang" => "defang",
        b"Tag" => "tag",
        b"Bypass" => "bypass",
        _ => return None,
    })
}

/// Adds what stands at a place.
pub(super) fn push(line: &mut Line<'_, '_>, name: &'static str, field: Option<Field>, value: &[u8]) {
    let span = line.body.span_of(value);
    line.record.push(name, field, span);
}
