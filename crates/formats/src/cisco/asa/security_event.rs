//! FTD's security events 430001–430005 (intrusion, connection, file, malware): `Key: value, Key: value`.
//!
//! Written after "Cisco Secure Firewall Threat Defense Syslog Messages", "Security Event Syslog Messages":
//! <https://www.cisco.com/c/en/us/td/docs/security/firepower/Syslogs/b_fptd_syslog_guide.html>.

use memchr::memmem;
use model::{Fact, Field, Name, Record, Span, TimeRole, Value};
use stamp::Form;

use crate::syntax::{
    cut::{is_ip, read_number},
    names::Names,
    protocol::find_protocol,
};

/// The longest key that is looked for, in bytes.
const KEY_BYTES_MAX: usize = 40;

/// What a key means.
#[derive(Clone, Copy)]
enum Means {
    Is(Field),
    Protocol,
    Verdict,
    Seconds,
    Start,
}

use Means::Is;

/// By key. A key that is not here is kept under its own name.
static MEANINGS: Names<Means, 39> = Names::new([
    ("SrcIP", Is(Field::SourceIp)),
    ("DstIP", Is(Field::DestinationIp)),
    ("SrcPort", Is(Field::SourcePort)),
    ("DstPort", Is(Field::DestinationPort)),
    ("Protocol", Means::Protocol),
    ("NAT_InitiatorIP", Is(Field::SourceNatIp)),
    ("NAT_ResponderIP", Is(Field::DestinationNatIp)),
    ("NAT_InitiatorPort", Is(Field::SourceNatPort)),
    ("NAT_ResponderPort", Is(Field::DestinationNatPort)),
    ("IngressInterface", Is(Field::ObserverIngressInterfaceName)),
    ("EgressInterface", Is(Field::ObserverEgressInterfaceName)),
    ("IngressZone", Is(Field::ObserverIngressZone)),
    ("EgressZone", Is(Field::ObserverEgressZone)),
    ("ACPolicy", Is(Field::RuleRuleset)),
    ("AccessControlRuleName", Is(Field::RuleName)),
    ("AccessControlRuleAction", Means::Verdict),
    ("AccessControlRuleReason", Is(Field::EventReason)),
    ("InlineResult", Means::Verdict),
    ("SID", Is(Field::RuleId)),
    ("Revision", Is(Field::RuleVersion)),
    ("Message", Is(Field::RuleName)),
    ("Classification", Is(Field::RuleCategory)),
    ("User", Is(Field::UserName)),
    ("ApplicationProtocol", Is(Field::NetworkProtocol)),
    ("WebApplication", Is(Field::NetworkApplication)),
    ("UserAgent", Is(Field::UserAgentOriginal)),
    ("URL", Is(Field::UrlOriginal)),
    ("URI", Is(Field::UrlOriginal)),
    ("ReferencedHost", Is(Field::UrlDomain)),
    ("HTTPReferer", Is(Field::HttpRequestReferrer)),
    ("HTTPResponse", Is(Field::HttpResponseStatusCode)),
    ("DNSQuery", Is(Field::DnsQuestionName)),
    ("InitiatorPackets", Is(Field::SourcePackets)),
    ("ResponderPackets", Is(Field::DestinationPackets)),
    ("InitiatorBytes", Is(Field::SourceBytes)),
    ("ResponderBytes", Is(Field::DestinationBytes)),
    ("ConnectionDuration", Means::Seconds),
    ("FirstPacketSecond", Means::Start),
    ("FileSHA256", Is(Field::FileHashSha256)),
]);

/// Keys that only file and malware events have; FTD writes other things under the same names elsewhere.
static FILE_MEANINGS: Names<Field, 3> = Names::new([
    ("FileName", Field::FileName),
    ("FileSize", Field::FileSize),
    ("ThreatName", Field::ThreatIndicatorName),
]);

/// Reads the text of such a message; false where the number is none of theirs.
pub(super) fn read_security_event(raw: &[u8], number: u32, text: Span, origin: Span, record: &mut Record) -> bool {
    let (action, kind, category, types): (_, _, &[&str], &[&str]) = match number {
        430_001 => ("intrusion", "alert", &["intrusion_detection", "network"], &[]),
        430_002 => ("connection_start", "event", &["network"], &["connection", "start"]),
        430_003 => ("connection_end", "event", &["network"], &["connection", "end"]),
        430_004 => ("file", "event", &["file", "network"], &["info"]),
        430_005 => ("malware", "alert", &["malware", "file", "network"], &["info"]),
        _ => return false,
    };
    record.push_word(Field::EventKind, kind, origin);
    record.push_word(Field::EventAction, action, origin);
    category.iter().for_each(|word| record.push_word(Field::EventCategory, word, origin));
    types.iter().for_each(|word| record.push_word(Field::EventType, word, origin));
    let end = text.end as usize;
    let mut at = text.start as usize;
    while let Some(key) = read_key(raw, at, end) {
        let start = key.end as usize + 2;
        let len = find_next_key(raw, start, end).unwrap_or(end - start);
        take(raw, key, Span::new(start, start + len), record);
        at = start + len + 2;
    }
    true
}

/// The key at a place, with `: ` behind it.
fn read_key(raw: &[u8], at: usize, end: usize) -> Option<Span> {
    let text = raw.get(at..end)?;
    let len = text
        .iter()
        .take(KEY_BYTES_MAX)
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b' ')))?;
    let begins_as_key = text.first().is_some_and(u8::is_ascii_uppercase);
    (begins_as_key && text.get(len..len + 2) == Some(b": ")).then(|| Span::new(at, at + len))
}

/// How far it is to the comma before the next key: values hold commas themselves.
fn find_next_key(raw: &[u8], start: usize, end: usize) -> Option<usize> {
    let text = raw.get(start..end)?;
    memmem::find_iter(text, b", ").find(|comma| read_key(raw, start + comma + 2, end).is_some())
}

fn take(raw: &[u8], key: Span, span: Span, record: &mut Record) {
    let (name, value) = (key.of(raw), span.of(raw));
    // What FTD writes where it knows of no user, threat or code.
    let says_nothing = matches!(value, b"" | b"Unknown" | b"No Authentication Required" | b"N/A");
    let mut keep = |field: Option<Field>| {
        record.facts.push(Fact { name: Name::Span(key), field, value: Value::Span(span) });
    };
    let Some((_, means)) = MEANINGS.find(name) else {
        keep(FILE_MEANINGS.find(name).map(|row| row.1).filter(|_| !says_nothing));
        return;
    };
    match *means {
        Is(field) => {
            let is_ip_field = field.kind() == model::FieldKind::Ip;
            keep(Some(field).filter(|_| !says_nothing && (!is_ip_field || is_ip(value))));
        }
        Means::Protocol => {
            keep(None);
            if let Some((word, number)) = find_protocol(value) {
                record.push_word(Field::NetworkTransport, word, span);
                record.push_word(Field::NetworkIanaNumber, number, span);
            }
        }
        Means::Verdict => {
            keep(None);
            let word = match value {
                b"Allow" | b"Trust" | b"Fastpath" | b"Monitor" => "allowed",
                _ if value.starts_with(b"Block") || value.starts_with(b"Drop") => "denied",
                _ => return,
            };
            record.push_word(Field::EventType, word, span);
            record.push_word(Field::EventOutcome, if word == "allowed" { "success" } else { "failure" }, span);
        }
        Means::Seconds => {
            keep(None);
            if let Some(nanos) = read_number(value).and_then(|seconds| seconds.checked_mul(1_000_000_000)) {
                record.push_number(Field::EventDuration, nanos, span);
            }
        }
        Means::Start => record.push_time(TimeRole::Start, Form::Rfc3339, span),
    }
}
