//! The log's objects (`{"t":{"$date":…},"s":"I","c":"NETWORK","id":22943,"ctx":"listener","msg":…,"attr":{…}}`) and those
//! of the audit log (`{"atype":"authenticate","ts":{"$date":…},"remote":{…},"param":{…},"result":0}`).

use model::{Fact, Field, Record, Span, TimeRole, Value};
use stamp::Form;

use super::{
    FORMAT, cut_remote,
    messages::{LOGIN, LOGIN_FAILED, OF_OBJECTS},
    push_service, push_severity,
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{is_ip, is_number, read_number},
        json::Leaf,
        names::Names,
    },
};

/// The reader of objects.
pub(crate) const OBJECT: Product = Product {
    format: FORMAT,
    sign: Sign::AnyMembers(&[&["t", "s", "c", "ctx", "msg"], &["atype", "ts", "result", "param"]]),
    read,
};

/// What a member means.
#[derive(Clone, Copy)]
enum Means {
    Is(Field),
    Time,
    Severity,
    Message,
    /// An address with its port.
    End(Field, Field),
    /// A host without its port, where it is an address.
    Address(Field),
    Millis,
    Kind,
    Result,
    /// The account that an audited action is about.
    Target,
}

use Means::{Address, End, Is, Kind, Message, Millis, Result as Outcome, Severity, Target, Time};

/// By path.
static MEANINGS: Names<Means, 39> = Names::new([
    ("t.$date", Time),
    ("ts.$date", Time),
    ("s", Severity),
    ("c", Is(Field::LogLogger)),
    ("id", Is(Field::EventCode)),
    ("msg", Message),
    ("atype", Kind),
    ("result", Outcome),
    ("attr.remote", End(Field::SourceIp, Field::SourcePort)),
    ("attr.client", End(Field::SourceIp, Field::SourcePort)),
    ("remote.ip", Address(Field::SourceIp)),
    ("remote.port", Is(Field::SourcePort)),
    ("local.ip", Address(Field::DestinationIp)),
    ("local.port", Is(Field::DestinationPort)),
    ("attr.principalName", Is(Field::UserName)),
    ("attr.user", Is(Field::UserName)),
    ("attr.user.user", Is(Field::UserName)),
    ("param.user", Target),
    ("users.user", Is(Field::UserName)),
    ("attr.error", Is(Field::ErrorMessage)),
    ("attr.error.errmsg", Is(Field::ErrorMessage)),
    ("attr.error.codeName", Is(Field::ErrorCode)),
    ("attr.reason", Is(Field::EventReason)),
    ("attr.pid", Is(Field::ProcessPid)),
    ("attr.port", Is(Field::ServerPort)),
    ("attr.host", Is(Field::HostHostname)),
    ("attr.durationMillis", Millis),
    ("attr.appName", Is(Field::UserAgentName)),
    ("attr.doc.application.name", Is(Field::UserAgentName)),
    ("attr.doc.driver.name", Is(Field::UserAgentOriginal)),
    ("attr.dbPath", Is(Field::FilePath)),
    ("attr.cipher", Is(Field::TlsCipher)),
    ("attr.tlsVersion", Is(Field::TlsVersion)),
    ("attr.subjectName", Is(Field::TlsClientSubject)),
    ("attr.peerSubjectName", Is(Field::TlsClientSubject)),
    ("attr.signal", Is(Field::EventReason)),
    ("attr.remoteAddress", End(Field::SourceIp, Field::SourcePort)),
    ("attr.hostAndPort", End(Field::DestinationIp, Field::DestinationPort)),
    ("attr.sourceClient", End(Field::SourceIp, Field::SourcePort)),
]);

/// What the members say of the record as a whole.
#[derive(Default)]
struct Seen {
    message: Option<Value>,
    kind: Option<Value>,
    result: Option<Span>,
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut seen = Seen::default();
    let leaves = body.leaves();
    for leaf in leaves.iter(body.raw) {
        take(body, leaf, &mut seen, record);
    }
    leaves.diagnose(record);
    push_service(body, record);
    if let Some(message) = &seen.message {
        let text = message.bytes(body.raw).unwrap_or_default();
        if let Some((_, meaning)) = OF_OBJECTS.iter().find(|(lead, _)| text.starts_with(lead.as_bytes())) {
            meaning.push(message.span(), record);
        }
    }
    if let Some(kind) = &seen.kind {
        conclude_audit(body, kind, seen.result, record);
    }
    true
}

fn take(body: &Body<'_>, leaf: Leaf<'_>, seen: &mut Seen, record: &mut Record) {
    let row = MEANINGS.find(leaf.path).filter(|_| leaf.is_whole);
    let Some((name, means)) = row else { return record.facts.push(leaf.into_fact(None, None)) };
    let span = leaf.value.span();
    let free = |field: Field, record: &Record| Some(field).filter(|field| record.first(*field).is_none());
    match *means {
        Is(field) => {
            let field = free(field, record);
            record.facts.push(leaf.into_fact(Some(name), field));
        }
        Time => record.push_time(TimeRole::Event, Form::Rfc3339, span),
        Severity => push_severity(body, span.of(body.raw), record),
        Message => {
            seen.message = Some(leaf.value.clone());
            record.facts.push(leaf.into_fact(Some(name), Some(Field::Message)));
        }
        Kind => {
            seen.kind = Some(leaf.value.clone());
            record.facts.push(leaf.into_fact(Some(name), None));
        }
        Outcome => {
            seen.result = Some(span);
            let field = Some(Field::ErrorCode).filter(|_| span.of(body.raw) != b"0");
            record.facts.push(leaf.into_fact(Some(name), field));
        }
        Target => {
            let is_login = seen.kind.as_ref().and_then(|kind| kind.bytes(body.raw)) == Some(b"authenticate");
            let target = Some(Field::UserTargetName).filter(|_| !is_login);
            let field = free(Field::UserName, record).or(target);
            record.facts.push(leaf.into_fact(Some(name), field));
        }
        Address(field) => {
            let field = Some(field).filter(|_| is_ip(span.of(body.raw)));
            record.facts.push(leaf.into_fact(Some(name), field));
        }
        End(address, port) => {
            let (host, number) = cut_remote(span.of(body.raw));
            if !is_ip(host) {
                return record.facts.push(leaf.into_fact(Some(name), None));
            }
            let field = free(address, record);
            record.push(name, field, body.span_of(host));
            if is_number(number) {
                let field = free(port, record);
                record.push(name, field, body.span_of(number));
            }
        }
        Millis => {
            let nanos = read_number(span.of(body.raw)).and_then(|millis| millis.checked_mul(1_000_000));
            record.facts.push(leaf.into_fact(Some(name), None));
            if let Some(nanos) = nanos {
                record.push_number(Field::EventDuration, nanos, span);
            }
        }
    }
}

/// What the audit log tells of: its own word for the action, and whether it was done (0) or why not.
fn conclude_audit(body: &Body<'_>, kind: &Value, result: Option<Span>, record: &mut Record) {
    let is_done = result.is_some_and(|span| span.of(body.raw) == b"0");
    let word = kind.bytes(body.raw).unwrap_or_default();
    if word == b"authenticate" {
        return if is_done { &LOGIN } else { &LOGIN_FAILED }.push(kind.span(), record);
    }
    let action = std::str::from_utf8(word).ok().and_then(crate::syntax::snake::to_snake);
    if let Some(text) = action {
        let value = Value::Text { text, span: kind.span() };
        let name = model::Name::Known(Field::EventAction.name());
        record.facts.push(Fact { name, field: Some(Field::EventAction), value });
    }
    let is_account =
        [&b"User"[..], b"Role", b"Privilege"].iter().any(|part| memchr::memmem::find(word, part).is_some());
    record.push_word(Field::EventCategory, "database", kind.span());
    if is_account {
        record.push_word(Field::EventCategory, "iam", kind.span());
    }
    record.push_word(Field::EventType, "info", kind.span());
    record.push_word(Field::EventOutcome, if is_done { "success" } else { "failure" }, kind.span());
}
