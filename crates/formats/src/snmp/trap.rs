//! `snmp.trap`: SNMP notifications as Net-SNMP's snmptrapd writes them: on two lines to a file or the terminal, on one
//! to syslog, and line by line to the handlers that it starts. Where the two lines come apart, each is read alone.
//!
//! After snmptrapd(8), "FORMAT SPECIFICATIONS", snmptrapd.conf(5) and `apps/snmptrapd_log.c` of Net-SNMP 5.9
//! (<http://www.net-snmp.org/docs/man/snmptrapd.html>); RFC 3418 for the generic traps.

mod objects;
mod variables;

use memchr::{memchr, memchr2, memmem, memrchr};
use model::{Field, Format, Record, Span, TimeRole};
use stamp::Form;

use self::{
    objects::find_described,
    variables::{read_lines, read_variables},
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::cut::{cut_at, cut_digits, cut_text, is_ip, trim},
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "snmp.trap", version: 2 },
    sign: Sign::LookBy(&["snmptrapd"], begins, shows),
    read,
};

/// What stands before the variables is no longer.
const HEAD_BYTES_MAX: usize = 512;
/// How the first variable of a notification is named: `sysUpTime.0`, by whatever MIBs are loaded.
const UPTIMES: [&str; 6] = [
    "DISMAN-EVENT-MIB::sysUpTimeInstance ",
    "SNMPv2-MIB::sysUpTime.0 ",
    "RFC1213-MIB::sysUpTime.0 ",
    "iso.3.6.1.2.1.1.3.0 ",
    ".1.3.6.1.2.1.1.3.0 ",
    ".iso.org.dod.internet.mgmt.mib-2.system.sysUpTime",
];
/// `2026-11-20 10:11:12`.
const TIME_BYTES: usize = 19;

fn begins(byte: &u8) -> bool {
    byte.is_ascii_graphic() || *byte == b'\t'
}

fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    if body.tag_text() == b"snmptrapd" || UPTIMES.iter().any(|start| text.starts_with(start.as_bytes())) {
        return true;
    }
    let head = text.get(..HEAD_BYTES_MAX).unwrap_or(text);
    match text.first() {
        Some(b'\t') => memmem::find(head, b" Trap (").is_some(),
        Some(b'2') if cut_time(text).is_some() => find_transport(head).is_some(),
        // What a handler is given: the host, then the transport.
        _ => memchr(b'\n', head).and_then(|at| head.get(at + 1..)).is_some_and(|line| find_transport(line) == Some(0)),
    }
}

fn cut_time(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (time, rest) = text.split_at_checked(TIME_BYTES)?;
    let is_time = matches!(time, [b'2', _, _, _, b'-', _, _, b'-', _, _, b' ', _, _, b':', _, _, b':', _, _]);
    rest.strip_prefix(b" ").filter(|_| is_time).map(|rest| (time, rest))
}

/// Where `UDP: [` and its kind stand.
fn find_transport(text: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + memmem::find(text.get(from..)?, b": [")?;
        let start = memchr::memrchr3(b' ', b'[', b'\n', text.get(..at)?).map_or(0, |at| at + 1);
        let start = text.get(start..at).and_then(|word| memrchr(b'(', word)).map_or(start, |open| start + open + 1);
        if find_kind(text.get(start..at)?).is_some() {
            return Some(start);
        }
        from = at + 1;
    }
}

fn find_kind(word: &[u8]) -> Option<&'static str> {
    Some(match word {
        b"UDP" | b"UDP6" | b"UDP/IPv6" | b"DTLSUDP" => "udp",
        b"TCP" | b"TCP6" | b"TCP/IPv6" | b"TLSTCP" => "tcp",
        _ => return None,
    })
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let (time, rest) = cut_time(text).map_or((None, text), |(time, rest)| (Some(time), rest));
    if let Some(time) = time {
        record.push_time(TimeRole::Event, Form::Rfc3339, body.span_of(time));
    }
    let origin = Span { end: body.span.end.min(body.span.start + 1), ..body.span };
    let head = rest.get(..HEAD_BYTES_MAX).unwrap_or(rest);
    let has_transport = read_transport(body, head, record);
    if let Some((_, community)) = cut_text(head, "community ") {
        let end = community.iter().position(ends_word).unwrap_or(community.len());
        record.push("community", None, body.span_of(community.get(..end).unwrap_or_default()));
    }
    let is_first = read_first_version(body, head, record);
    let variables = if memmem::find(text, b" = ").is_some() {
        read_variables(body, rest, record)
    } else if memchr(b'\n', rest).is_some() {
        read_lines(body, rest, record)
    } else {
        0
    };
    let is_notification = is_first || variables > 0 || has_transport;
    if is_notification {
        record.push_word(Field::NetworkProtocol, "snmp", origin);
    }
    conclude(body, is_notification, origin, record);
    true
}

/// `sw1 [UDP: [192.0.2.1]:49152->[192.0.2.10]:162]:`, `192.0.2.1(via UDP: [192.0.2.1]:49152->[192.0.2.10]) TRAP, …`.
fn read_transport(body: &Body<'_>, head: &[u8], record: &mut Record) -> bool {
    let Some(at) = find_transport(head) else {
        // To syslog, a trap of version 1 begins with the agent's address.
        if let Some((agent, _)) = cut_at(head, b' ').filter(|(agent, _)| agent.ends_with(b":")) {
            push_host(body, agent.strip_suffix(b":").unwrap_or(agent), record);
        }
        return false;
    };
    let host = head.get(..at).map(|host| host.strip_suffix(b"[").unwrap_or(host)).unwrap_or_default();
    let host = host.strip_suffix(b"(via ").unwrap_or(host);
    push_host(body, trim(host.trim_ascii()), record);
    let rest = head.get(at..).unwrap_or_default();
    let Some((kind, rest)) = cut_text(rest, ": [") else { return false };
    if let Some(word) = find_kind(kind) {
        record.push_word(Field::NetworkTransport, word, body.span_of(kind));
    }
    let Some((near, rest)) = cut_at(rest, b']') else { return false };
    if is_ip(near) {
        let field = record.first(Field::HostIp).is_none().then_some(Field::HostIp);
        record.push("peer", field, body.span_of(near));
    }
    let (port, rest) = cut_digits(rest.strip_prefix(b":").unwrap_or_default());
    if !port.is_empty() {
        record.push("peer_port", None, body.span_of(port));
    }
    let Some((local, rest)) = rest.strip_prefix(b"->[").and_then(|rest| cut_at(rest, b']')) else { return true };
    record.push("local", None, body.span_of(local));
    let (port, _) = cut_digits(rest.strip_prefix(b":").unwrap_or_default());
    if !port.is_empty() {
        record.push("local_port", None, body.span_of(port));
    }
    true
}

/// What stands behind a word: `#` begins rsyslog's signs for a tab and a line end.
fn ends_word(byte: &u8) -> bool {
    byte.is_ascii_whitespace() || *byte == b'#'
}

/// The name or address of whoever sent it.
fn push_host(body: &Body<'_>, host: &[u8], record: &mut Record) {
    let is_word = !host.is_empty() && memchr2(b' ', b'\n', host).is_none();
    if !is_word || matches!(host, b"<UNKNOWN>" | b"0.0.0.0") {
        return;
    }
    let field = if is_ip(host) { Field::HostIp } else { Field::HostName };
    record.push("host", Some(field), body.span_of(host));
}

/// `SNMPv2-SMI::enterprises.8072 Enterprise Specific Trap (1) Uptime: 1:02:03.45`.
fn read_first_version(body: &Body<'_>, head: &[u8], record: &mut Record) -> bool {
    let Some((before, rest)) = cut_text(head, " Trap (") else { return false };
    let Some((number, rest)) = cut_at(rest, b')') else { return false };
    let Some((description, trap)) = find_described(before) else { return false };
    let at = before.len() - description.len();
    let said = before.get(at..).unwrap_or_default();
    record.push("trap", None, body.span_of(said));
    // `#011SNMPv2-SMI::…`: the sign's digits stand before the name.
    let enterprise = before.get(..at).map(<[u8]>::trim_ascii).and_then(|words| words.rsplit(ends_word).next());
    let enterprise = enterprise.map(|word| word.strip_prefix(b"011").or(word.strip_prefix(b"012")).unwrap_or(word));
    if let Some(enterprise) =
        enterprise.filter(|word| !word.is_empty() && !word.ends_with(b":") && !word.ends_with(b"]"))
    {
        record.push("enterprise", None, body.span_of(enterprise));
    }
    let number = number.strip_prefix(b".").unwrap_or(number);
    match trap {
        Some(meaning) => {
            record.push("trap", Some(Field::EventCode), body.span_of(said));
            record.push("specific", None, body.span_of(number));
            meaning.push(body.span_of(said), record);
        }
        None => record.push("specific", Some(Field::EventCode), body.span_of(number)),
    }
    if let Some((_, uptime)) = cut_text(rest, "Uptime: ") {
        let end = uptime.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b':' | b'.')).unwrap_or(uptime.len());
        record.push("uptime", None, body.span_of(uptime.get(..end).unwrap_or_default()));
    }
    true
}

/// What follows from the notification as a whole.
fn conclude(body: &Body<'_>, is_notification: bool, origin: Span, record: &mut Record) {
    record.push_word(Field::EventKind, "event", origin);
    // Whoever wrote the line is not whom it tells of.
    record.push_word(Field::ObserverVendor, "Net-SNMP", origin);
    record.push_word(Field::ObserverProduct, "snmptrapd", origin);
    record.push_word(Field::ObserverType, "snmp-manager", origin);
    if record.first(Field::EventAction).is_some() {
        return;
    }
    let (action, kind, category) = match body.text() {
        _ if is_notification => ("snmp_notification", "info", "network"),
        text if text.starts_with(b"NET-SNMP version") => ("service_started", "start", "process"),
        text if text.starts_with(b"Stopping") => ("service_stopped", "end", "process"),
        _ => ("service_status", "info", "process"),
    };
    record.push_word(Field::EventAction, action, origin);
    record.push_word(Field::EventCategory, category, origin);
    record.push_word(Field::EventType, kind, origin);
}

#[cfg(test)]
mod tests {
    use model::Field;

    fn read(text: &str) -> (&'static str, Vec<(Field, String)>) {
        let record = crate::read(text.as_bytes());
        let facts = record.facts.iter().filter_map(|fact| Some((fact.field?, fact.value.text(text.as_bytes()).into())));
        (record.format.name, facts.collect())
    }

    #[test]
    fn reads_what_stands_on_several_lines() {
        let printed = "2026-11-20 10:11:12 sw1 [UDP: [192.0.2.1]:49152->[192.0.2.10]:162]:\nDISMAN-EVENT-MIB::sysUpTimeInstance \
            = Timeticks: (1) 0:00:00.01\tSNMPv2-MIB::snmpTrapOID.0 = OID: IF-MIB::linkDown\tIF-MIB::ifDescr.5 = STRING: a \
            b\n";
        let handled = "sw1\nUDP: [192.0.2.1]:49152->[192.0.2.10]:162\nDISMAN-EVENT-MIB::sysUpTimeInstance 0:0:00:00.01\n\
            SNMPv2-MIB::snmpTrapOID.0 IF-MIB::linkDown\nIF-MIB::ifDescr.5 a b\n";
        let first = "2026-11-20 10:11:12 sw1 [UDP: [192.0.2.1]:49152->[192.0.2.10]:162] TRAP, SNMP v1, community public\n\t\
            SNMPv2-SMI::enterprises.8072 Link Down Trap (0) Uptime: 0:00:00.01\n\tIF-MIB::ifDescr.5 = STRING: \"a b\"\n";
        for text in [printed, handled, first] {
            let (format, facts) = read(text);
            assert_eq!(format, "snmp.trap", "{text}");
            for (field, value) in [
                (Field::HostName, "sw1"),
                (Field::HostIp, "192.0.2.1"),
                (Field::EventAction, "interface_down"),
                (Field::ObserverIngressInterfaceName, "a b"),
            ] {
                assert!(facts.iter().any(|fact| fact.0 == field && fact.1 == value), "{field:?} {value} in {text}");
            }
        }
    }
}
