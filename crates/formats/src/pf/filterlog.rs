//! `pf.filterlog`: pfSense's and OPNsense's packet log, a line of comma separated values.
//!
//! Written after the grammar in pfSense's documentation (<https://docs.netgate.com/pfsense/en/latest/monitoring/logs/raw-filter-format.html>)
//! and OPNsense's `filterlog` (`/usr/local/opnsense/scripts/filter/read_log.py`). The values are, in their order,
//! `rule,subrule,anchor,tracker,interface,reason,action,direction,version`, then those of IP, then of what it carries.

use model::{DiagnosticKind, Field, Format, Record, Span};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{
        cut::{is_ip, is_number},
        protocol::find_protocol,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product { format: Format { name: "pf.filterlog", version: 2 }, sign: SIGN, read };

const SIGN: Sign = Sign::LookBy(&[TAG], |byte| byte.is_ascii_digit(), shows);
const TAG: &str = "filterlog";

/// The program, or the first values of a line that was sent without its header: a rule's number, and behind the reason
/// an action, a direction and IP's version.
fn shows(body: &Body<'_>) -> bool {
    const RULE_BYTES_MAX: usize = 8;
    let text = body.text();
    if body.tag.is_some() {
        return body.tag_text() == TAG.as_bytes();
    }
    let comma = text.iter().take(RULE_BYTES_MAX).position(|byte| *byte == b',');
    if !comma.is_some_and(|at| text.get(..at).is_some_and(is_number)) {
        return false;
    }
    let mut values = text.split(|byte| *byte == b',').skip(6);
    let action = values.next().is_some_and(|action| ACTIONS.contains(&action));
    let direction = values.next().is_some_and(|direction| matches!(direction, b"in" | b"out" | b"in/out"));
    action && direction && values.next().is_some_and(|version| matches!(version, b"4" | b"6"))
}

const ACTIONS: [&[u8]; 10] =
    [b"pass", b"block", b"drop", b"synproxy-drop", b"reject", b"unreach", b"nat", b"rdr", b"binat", b"nat-rdr"];

const PASSED: Meaning =
    Meaning { action: "allow", category: &["network"], kind: &["connection", "allowed"], outcome: SUCCESS };
const BLOCKED: Meaning =
    Meaning { action: "block", category: &["network"], kind: &["connection", "denied"], outcome: FAILURE };
const REJECTED: Meaning =
    Meaning { action: "reject", category: &["network"], kind: &["connection", "denied"], outcome: FAILURE };
const TRANSLATED: Meaning =
    Meaning { action: "nat", category: &["network"], kind: &["connection", "info"], outcome: None };

/// The names of values and the fields that they are.
type Columns = &'static [(&'static str, Option<Field>)];

const HEAD: Columns = &[
    ("rule", None),
    ("subrule", None),
    ("anchor", Some(Field::RuleRuleset)),
    ("tracker", Some(Field::RuleId)),
    ("interface", None),
    ("reason", Some(Field::EventReason)),
    ("action", None),
    ("direction", None),
    ("ipversion", None),
];
const IPV4: Columns = &[
    ("tos", None),
    ("ecn", None),
    ("ttl", None),
    ("id", None),
    ("offset", None),
    ("flags", None),
    ("protocol-id", Some(Field::NetworkIanaNumber)),
    ("protocol", None),
    ("length", None),
    ("source", Some(Field::SourceIp)),
    ("destination", Some(Field::DestinationIp)),
];
const IPV6: Columns = &[
    ("class", None),
    ("flow-label", None),
    ("hop-limit", None),
    ("protocol", None),
    ("protocol-id", Some(Field::NetworkIanaNumber)),
    ("length", None),
    ("source", Some(Field::SourceIp)),
    ("destination", Some(Field::DestinationIp)),
];
const TCP: Columns = &[
    ("source-port", Some(Field::SourcePort)),
    ("destination-port", Some(Field::DestinationPort)),
    ("data-length", None),
    ("tcp-flags", None),
    ("sequence", None),
    ("acknowledgement", None),
    ("window", None),
    ("urgent", None),
    ("options", None),
];
const UDP: Columns = &[
    ("source-port", Some(Field::SourcePort)),
    ("destination-port", Some(Field::DestinationPort)),
    ("data-length", None),
];
const CARP: Columns = &[
    ("carp-type", None),
    ("carp-ttl", None),
    ("vhid", None),
    ("carp-version", None),
    ("advskew", None),
    ("advbase", None),
];
/// What ICMP tells depends on its type; what IP carries else has no values.
const OTHER: Columns = &[("icmp-type", None), ("icmp-data", None), ("icmp-data", None), ("icmp-data", None)];

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut values = body.text().split(|byte| *byte == b',').map(|value| body.span_of(value));
    let mut line = Line {
        body,
        record,
        action: Span::NONE,
        direction: Span::NONE,
        interface: Span::NONE,
        protocol: Span::NONE,
        version: Span::NONE,
    };
    line.take(HEAD, &mut values);
    let ip = match line.version.of(body.raw) {
        b"4" => IPV4,
        b"6" => IPV6,
        _ => return false,
    };
    if !matches!(line.direction.of(body.raw), b"in" | b"out" | b"in/out") {
        return false;
    }
    line.take(ip, &mut values);
    let carried = match line.protocol.of(body.raw) {
        protocol if protocol.eq_ignore_ascii_case(b"tcp") => TCP,
        protocol if protocol.eq_ignore_ascii_case(b"udp") || protocol.eq_ignore_ascii_case(b"sctp") => UDP,
        protocol if protocol.eq_ignore_ascii_case(b"carp") => CARP,
        _ => OTHER,
    };
    line.take(carried, &mut values);
    // More values than the grammar has.
    if let Some(rest) = values.next() {
        line.record.push("rest", None, Span { end: body.span.end, ..rest });
    }
    line.conclude();
    true
}

/// A record in the making.
struct Line<'a, 'r> {
    body: &'a Body<'a>,
    record: &'r mut Record,
    action: Span,
    direction: Span,
    interface: Span,
    protocol: Span,
    version: Span,
}

impl Line<'_, '_> {
    fn take(&mut self, columns: Columns, values: &mut impl Iterator<Item = Span>) {
        for (name, field) in columns {
            let Some(span) = values.next() else { return };
            match *name {
                "action" => self.action = span,
                "direction" => self.direction = span,
                "interface" => self.interface = span,
                "protocol" => self.protocol = span,
                "ipversion" => self.version = span,
                _ => {}
            }
            if span.is_empty() {
                continue;
            }
            let text = span.of(self.body.raw);
            let fits = match field {
                Some(Field::SourceIp | Field::DestinationIp) => is_ip(text),
                Some(Field::SourcePort | Field::DestinationPort) => is_number(text),
                _ => true,
            };
            if !fits {
                self.record.diagnose(DiagnosticKind::Value, span);
            }
            self.record.push(name, field.filter(|_| fits), span);
        }
    }

    fn conclude(&mut self) {
        let raw = self.body.raw;
        match find_protocol(self.protocol.of(raw)) {
            Some((word, _)) => self.record.push_word(Field::NetworkTransport, word, self.protocol),
            // pf's own words: carp, pfsync.
            None => self.record.push("protocol", Some(Field::NetworkTransport), self.protocol),
        }
        let (interface, direction) = match self.direction.of(raw) {
            b"out" => (Field::ObserverEgressInterfaceName, "egress"),
            _ => (Field::ObserverIngressInterfaceName, "ingress"),
        };
        self.record.push("interface", Some(interface), self.interface);
        self.record.push_word(Field::NetworkDirection, direction, self.direction);
        let meaning = match self.action.of(raw) {
            b"pass" => Some(&PASSED),
            b"block" | b"drop" | b"synproxy-drop" => Some(&BLOCKED),
            b"reject" | b"unreach" => Some(&REJECTED),
            b"nat" | b"rdr" | b"binat" | b"nat-rdr" => Some(&TRANSLATED),
            _ => None,
        };
        self.record.push_word(Field::EventKind, "event", self.action);
        if let Some(meaning) = meaning {
            meaning.push(self.action, self.record);
        }
        self.record.push_word(Field::ObserverVendor, "OpenBSD", self.version);
        self.record.push_word(Field::ObserverProduct, "pf", self.version);
        self.record.push_word(Field::ObserverType, "firewall", self.version);
    }
}
