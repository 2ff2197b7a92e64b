//! The one-line alert of Snort and Suricata: `[**] [gid:sid:rev] name [**] [Classification: …] [Priority: n] {TCP} a:1 -> b:2`.
//!
//! Written after Snort's manual, "alert_fast", "alert_full" and "alert_syslog" (2.9 and 3), and the Suricata User Guide,
//! "Line based alerts log (fast.log)".

use super::{
    cut::{cut_at, cut_last_text, cut_text, is_ip, is_number, skip_blanks, trim},
    scan::find_text,
};

/// An alert taken apart; what it does not say is empty.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FastAlert<'a> {
    /// The time at the front; none in syslog.
    pub(crate) time: &'a [u8],
    /// `Drop`, `wDrop`, `Reject`: what was done to the packet, as it stands in brackets before the mark.
    pub(crate) action: &'a [u8],
    /// The generator, the signature, its revision.
    pub(crate) ids: [&'a [u8]; 3],
    /// The signature's name, without quotes.
    pub(crate) name: &'a [u8],
    /// The device that a management centre names, and the time by its clock: `From "ftd-1" at Fri Nov 20 … 2026 UTC`.
    pub(crate) device: (&'a [u8], &'a [u8]),
    /// `Classification`.
    pub(crate) class: &'a [u8],
    /// `Priority`.
    pub(crate) priority: &'a [u8],
    /// Any other `[name: value]` behind the name.
    pub(crate) others: [Option<(&'a [u8], &'a [u8])>; 4],
    /// `<eth0>`.
    pub(crate) interface: &'a [u8],
    /// What stands in braces.
    pub(crate) protocol: &'a [u8],
    /// The address and port of each end.
    pub(crate) ends: [(&'a [u8], &'a [u8]); 2],
}

/// Reads an alert. None where there are no three numbers in brackets.
pub(crate) fn read_alert(text: &[u8]) -> Option<FastAlert<'_>> {
    let mut alert = FastAlert::default();
    let mut rest = skip_blanks(text);
    if rest.first().is_some_and(u8::is_ascii_digit) {
        let end = rest.iter().position(|byte| *byte == b' ')?;
        (alert.time, rest) = rest.split_at_checked(end)?;
        rest = skip_blanks(rest);
    }
    // Marks and actions before the ids.
    loop {
        let (part, after) = cut_at(rest.strip_prefix(b"[")?, b']')?;
        rest = skip_blanks(after);
        match part {
            b"**" => {}
            _ if part.contains(&b':') => {
                alert.ids = split_ids(part)?;
                break;
            }
            _ => alert.action = part,
        }
    }
    let (name, tail) = cut_name(rest);
    alert.name = match name.strip_prefix(b"\"").and_then(|name| cut_at(name, b'"')) {
        Some((name, b"")) => name,
        Some((name, remark)) if has_remark(remark) => {
            alert.device = read_device(remark);
            name
        }
        _ => name.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")).unwrap_or(name),
    };
    read_tail(tail, &mut alert);
    Some(alert)
}

/// True for what a management centre writes behind the quoted name: ` [Impact: Vulnerable] From "ftd-1" at …`.
fn has_remark(text: &[u8]) -> bool {
    [&b" [Impact: "[..], b" From \""].iter().any(|start| text.starts_with(start))
}

fn read_device(remark: &[u8]) -> (&[u8], &[u8]) {
    let from = cut_text(remark, "From \"").and_then(|(_, rest)| cut_at(rest, b'"'));
    let Some((device, rest)) = from else { return (&[], &[]) };
    (device, cut_text(rest, " at ").map(|(_, time)| trim(time)).unwrap_or_default())
}

/// The line of `alert_full` that has the time and the ends, where a file is taken line by line: `11/20-08:14:02.123456
/// 192.0.2.10:1024 -> 198.51.100.7:80`.
pub(crate) fn read_packet(text: &[u8]) -> Option<FastAlert<'_>> {
    let (time, rest) = cut_at(text, b' ')?;
    let (source, target) = cut_text(rest, " -> ")?;
    let is_time = time.get(2) == Some(&b'/') && memchr::memchr(b'-', time).is_some();
    let ends = [split_end(trim(source), true), split_end(trim(target), true)];
    let is_packet = is_time && ends.iter().all(|(address, _)| !address.is_empty());
    is_packet.then(|| FastAlert { time, ends, ..FastAlert::default() })
}

fn split_ids(part: &[u8]) -> Option<[&[u8]; 3]> {
    let (generator, rest) = cut_at(part, b':')?;
    let (signature, revision) = cut_at(rest, b':')?;
    [generator, signature, revision].iter().all(|id| is_number(id)).then_some([generator, signature, revision])
}

/// The name, up to the second mark; in syslog up to what follows it.
fn cut_name(text: &[u8]) -> (&[u8], &[u8]) {
    if let Some((name, rest)) = cut_text(text, "[**]") {
        return (trim(name), rest);
    }
    let ends = ["[Classification: ", "[Priority: ", " {"];
    let end = ends.iter().filter_map(|end| find_text(text, end.as_bytes())).min().unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    (trim(name), rest)
}

fn read_tail<'a>(tail: &'a [u8], alert: &mut FastAlert<'a>) {
    let mut rest = skip_lines(tail);
    while let Some(inner) = rest.strip_prefix(b"[") {
        let Some((part, after)) = cut_at(inner, b']') else { return };
        match cut_text(part, ": ") {
            Some((b"Classification", value)) => alert.class = value,
            Some((b"Priority", value)) => alert.priority = value,
            Some(pair) => {
                if let Some(place) = alert.others.iter_mut().find(|place| place.is_none()) {
                    *place = Some(pair);
                }
            }
            None => {}
        }
        rest = skip_lines(after.strip_prefix(b":").unwrap_or(after));
    }
    // alert_full has the time before the ends.
    if rest.first().is_some_and(u8::is_ascii_digit) && rest.get(2) == Some(&b'/') {
        let end = rest.iter().position(|byte| *byte == b' ').unwrap_or(rest.len());
        (alert.time, rest) = rest.split_at(end);
        rest = skip_blanks(rest);
    }
    if let Some((interface, after)) = rest.strip_prefix(b"<").and_then(|inner| cut_at(inner, b'>')) {
        (alert.interface, rest) = (interface, skip_blanks(after));
    }
    if let Some((protocol, after)) = rest.strip_prefix(b"{").and_then(|inner| cut_at(inner, b'}')) {
        (alert.protocol, rest) = (protocol, skip_blanks(after));
    }
    if let Some((source, after)) = cut_text(rest, "->") {
        let after = skip_blanks(after);
        let after = after.iter().position(u8::is_ascii_whitespace).and_then(|end| after.get(..end)).unwrap_or(after);
        let has_ports = !starts_icmp(alert.protocol);
        alert.ends = [split_end(trim(source), has_ports), split_end(after, has_ports)];
    }
}

/// alert_full breaks the line where alert_fast has a blank.
fn skip_lines(text: &[u8]) -> &[u8] {
    text.trim_ascii_start()
}

fn starts_icmp(protocol: &[u8]) -> bool {
    protocol.get(..4).is_some_and(|head| head.eq_ignore_ascii_case(b"ICMP")) || protocol.get(..6) == Some(b"IPV6-I")
}

/// Address and port, joined by a colon in both versions of IP; some put brackets around IPv6's.
fn split_end(text: &[u8], has_ports: bool) -> (&[u8], &[u8]) {
    if let Some((address, rest)) = text.strip_prefix(b"[").and_then(|inner| cut_at(inner, b']')) {
        let port = rest.strip_prefix(b":").filter(|port| has_ports && is_number(port));
        return if is_ip(address) { (address, port.unwrap_or_default()) } else { (&[], &[]) };
    }
    match cut_last_text(text, ":") {
        Some((address, port)) if has_ports && is_number(port) && is_ip(address) => (address, port),
        _ if is_ip(text) => (text, &[]),
        // ICMP's type and code stand in the ports' places.
        Some((address, _)) if is_ip(address) => (address, &[]),
        _ => (&[], &[]),
    }
}

/// True where an alert may begin: a time or a bracket, and a mark or a priority further on.
pub(crate) fn shows_alert(text: &[u8]) -> bool {
    let begins = match text.first() {
        Some(b'[') => true,
        Some(b'0'..=b'9') => text.get(2) == Some(&b'/') && text.get(5).is_some_and(|byte| matches!(byte, b'/' | b'-')),
        _ => false,
    };
    begins
        && ["[**] [", "[Priority: ", "[Classification: ", " -> "]
            .iter()
            .any(|mark| find_text(text, mark.as_bytes()).is_some())
}
