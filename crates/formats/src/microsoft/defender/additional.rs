//! `AdditionalFields` of a row of advanced hunting, of what no column has room for: an object, or JSON within a text.

use model::{DiagnosticKind, Fact, Field, Name, Span, Value};

use crate::{
    body::Body,
    syntax::{
        cut::is_ip,
        document::{
            Document, Means,
            Means::{Is, Noted, Says, Techniques},
            Sayings, Slot,
        },
        json::Leaves,
        names::Names,
    },
};

/// Which way a connection went, by the member `direction`.
const DIRECTIONS: Sayings =
    &[("In", &[(Field::NetworkDirection, "ingress")]), ("Out", &[(Field::NetworkDirection, "egress")])];

/// By the member's name; what else stands there stays in the text. What the sensor saw of a connection has the names
/// that Zeek gives it.
pub(super) static ADDITIONAL: Names<Means, 26> = Names::new([
    ("Source Mac", Is(Field::SourceMac)),
    ("Destination Mac", Is(Field::DestinationMac)),
    ("direction", Says(DIRECTIONS)),
    ("query", Is(Field::DnsQuestionName)),
    ("qtype_name", Is(Field::DnsQuestionType)),
    ("rcode_name", Is(Field::DnsResponseCode)),
    ("answers", Noted(Slot::Status)),
    ("host", Is(Field::UrlDomain)),
    ("uri", Is(Field::UrlOriginal)),
    ("method", Is(Field::HttpRequestMethod)),
    ("status_code", Is(Field::HttpResponseStatusCode)),
    ("user_agent", Is(Field::UserAgentOriginal)),
    ("referrer", Is(Field::HttpRequestReferrer)),
    ("request_body_len", Is(Field::HttpRequestBodyBytes)),
    ("response_body_len", Is(Field::HttpResponseBodyBytes)),
    ("server_name", Is(Field::TlsClientServerName)),
    ("cipher", Is(Field::TlsCipher)),
    ("subject", Is(Field::TlsServerSubject)),
    ("issuer", Is(Field::TlsServerIssuer)),
    ("orig_bytes", Is(Field::SourceBytes)),
    ("resp_bytes", Is(Field::DestinationBytes)),
    ("orig_pkts", Is(Field::SourcePackets)),
    ("resp_pkts", Is(Field::DestinationPackets)),
    ("SignatureName", Is(Field::RuleName)),
    ("ThreatName", Is(Field::ThreatSoftwareName)),
    ("AttackTechniques", Techniques),
]);

/// Reads the text. What stands in it has no place of its own: its place is that of the text.
pub(super) fn read_additional(row: &mut Document<'_, '_>, body: &Body<'_>) {
    if row.has(Slot::Class) {
        read_text(row, body);
    } else {
        push_answers(row.text(Slot::Status), row.span(Slot::Status), row);
    }
}

fn read_text(row: &mut Document<'_, '_>, body: &Body<'_>) {
    let span = row.span(Slot::Class);
    let fact = row.record.facts.iter().find(|fact| fact.value.span() == span);
    let Some(text) = fact.map(|fact| fact.value.text(body.raw).into_owned()) else { return };
    let bytes = text.as_bytes();
    let leaves = Leaves::read(bytes, Span::new(0, bytes.len()));
    if leaves.is_damaged() {
        row.record.diagnose(DiagnosticKind::Value, span);
    }
    for leaf in leaves.iter(bytes).filter(|leaf| leaf.says_something()) {
        let Some((name, means)) = ADDITIONAL.find(leaf.path) else { continue };
        let value = leaf.value.text(bytes);
        match means {
            Says(sayings) => {
                let said = sayings.iter().find(|(written, _)| *written == value);
                for (field, word) in said.into_iter().flat_map(|(_, words)| *words) {
                    row.push_once(*field, word, span);
                }
            }
            Noted(_) => push_answers(value.as_bytes(), span, row),
            Is(field) => {
                let value = Value::Text { text: value.into_owned().into(), span };
                let name = Name::Path(format!("AdditionalFields.{name}").into());
                row.record.facts.push(Fact { name, field: Some(*field), value });
            }
            _ => {}
        }
    }
}

/// `["192.0.2.1","www.example.com"]`: what a name was resolved to, itself a list within a text.
fn push_answers(text: &[u8], span: Span, row: &mut Document<'_, '_>) {
    const ANSWERS_MAX: usize = 64;
    let answers = text.split(|byte| matches!(byte, b'"' | b'\\' | b'[' | b']' | b',' | b' '));
    for answer in answers.filter(|answer| !answer.is_empty()).take(ANSWERS_MAX) {
        let field = if is_ip(answer) { Field::DnsResolvedIp } else { Field::DnsAnswersData };
        let text: Box<str> = String::from_utf8_lossy(answer).into();
        let name = Name::Path("AdditionalFields.answers".into());
        row.record.facts.push(Fact { name, field: Some(field), value: Value::Text { text, span } });
    }
}
