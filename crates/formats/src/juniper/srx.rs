//! `juniper.srx`: Junos's security services on SRX and vSRX: sessions (RT_FLOW, AppTrack), IDP, screens (RT_IDS), UTM,
//! Advanced Anti-Malware (RT_AAMW), Security Intelligence.
//!
//! Written after Juniper's System Log Explorer (<https://apps.juniper.net/syslog-explorer/>), Junos 12.1 to 24.2. A
//! record is structured (RFC 5424) or plain; both say the same, the plain one by place instead of by name.

mod flow;
mod keys;
mod kinds;
mod plain;

use model::{Field, Format, Record, Span, TimeRole};
use stamp::Form;

use self::{
    keys::{KEYS, Slot},
    kinds::Kind,
};
use super::structured::{find_data, says_nothing, take_data};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{cut::cut_at, keyed::Keyed},
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "juniper.srx", version: 3 },
    sign: Sign::LookAt(|byte| matches!(byte, b'A'..=b'Z' | b'['), shows),
    read,
};

/// How the names of the security services' events begin.
const EVENTS: [&str; 12] = [
    "RT_FLOW_",
    "RT_SCREEN_",
    "APPTRACK_",
    "IDP_",
    "WEBFILTER_",
    "AV_",
    "CONTENT_FILTERING_",
    "ANTISPAM_",
    "AAMW_",
    "SRX_AAMW_",
    "SECINTEL_",
    "RT_",
];

/// Structured data, or the name of an event in front.
fn shows(body: &Body<'_>) -> bool {
    find_data(body).is_some() || is_event(body.text())
}

fn is_event(text: &[u8]) -> bool {
    EVENTS.iter().any(|event| text.starts_with(event.as_bytes()))
}

type Line<'a, 'r> = Keyed<'a, 'r, Slot>;

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let Some((program, inner)) = cut_program(body) else { return read_record(body, record) };
    record.push("app-name", Some(Field::ProcessName), program);
    read_record(&inner, record)
}

/// `RT_FLOW: RT_FLOW_SESSION_CREATE: …`: the program's name where no header stands before it.
fn cut_program<'a>(body: &Body<'a>) -> Option<(Span, Body<'a>)> {
    let (name, rest) = cut_at(body.text(), b':').filter(|_| body.tag.is_none())?;
    let topic = name.strip_prefix(b"RT_").filter(|topic| topic.iter().all(u8::is_ascii_uppercase))?;
    let rest = rest.strip_prefix(b" ").filter(|_| !topic.is_empty())?;
    Some((body.span_of(name), body.part(body.span_of(rest))))
}

fn read_record(body: &Body<'_>, record: &mut Record) -> bool {
    let Some(name) = find_name(body, record).filter(|name| is_event(name.of(body.raw))) else { return false };
    let event = name.of(body.raw);
    let mut line: Line<'_, '_> = Keyed::new(body, record, says_nothing).with_escapes();
    let is_read = match find_data(body) {
        Some(data) => {
            take_data(&mut line, &KEYS, data);
            true
        }
        None => plain::read(&mut line, event),
    };
    // Without a blank and a colon behind it, any text may begin so.
    if !is_read {
        return false;
    }
    line.record.push("event", Some(Field::EventCode), name);
    line.conclude_observer("Juniper", "SRX", name);
    conclude(&mut line);
    Kind { event, action: line.text(Slot::Action) }.conclude(
        name,
        line.span(Slot::Action).unwrap_or(name),
        line.record,
    );
    true
}

/// Where the event's name stands: MSGID, or in front of a plain record.
fn find_name(body: &Body<'_>, record: &Record) -> Option<Span> {
    if find_data(body).is_some() {
        return record.first(Field::LogSyslogMsgid).map(|fact| fact.value.span());
    }
    let (name, _) = cut_at(body.text(), b':')?;
    let is_name = name.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_');
    // `RT_FLOW: …` alone is the program's name.
    let parts = name.iter().filter(|byte| **byte == b'_').count();
    (is_name && parts >= 2).then(|| body.span_of(name))
}

/// What follows from the line as a whole.
fn conclude(line: &mut Line<'_, '_>) {
    line.conclude_transport(Slot::Protocol);
    if let Some(epoch) = line.span(Slot::Epoch) {
        // The header's time is of the same clock and finer.
        line.record.push_time(TimeRole::Start, Form::Epoch, epoch);
    }
    // A signature that fired is the rule; where none did, the policy is.
    for slot in [Slot::Attack, Slot::Policy] {
        line.give(slot, Field::RuleName);
    }
    // An application is told once: the nested one is the closer.
    line.give(Slot::Nested, Field::NetworkApplication);
    line.give(Slot::Application, Field::NetworkApplication);
    // The threat feeds write a number, which is no level's.
    if line.text(Slot::Severity).iter().all(u8::is_ascii_alphabetic) {
        line.give(Slot::Severity, Field::LogLevel);
    }
    let url = line.text(Slot::Url);
    if line.span(Slot::Object).is_some() || !url.contains(&b'/') {
        // The web filter parts a URL into the host and the object on it.
        if url.contains(&b'.') {
            line.give(Slot::Url, Field::UrlDomain);
            line.give(Slot::Url, Field::DestinationDomain);
        }
        line.give(Slot::Object, Field::UrlPath);
    } else {
        line.give(Slot::Url, Field::UrlOriginal);
    }
    let file = if line.text(Slot::FileName).contains(&b'/') { Field::FilePath } else { Field::FileName };
    line.give(Slot::FileName, file);
}
