//! `sophos.utm`: Sophos UTM 9 (Astaro Security Gateway before it): `2026:11:20-10:11:12 utm-1 ulogd[4711]: id="2001" …`.
//!
//! Written after the Sophos UTM 9 Administration Guide, "Logging & Reporting", and the list of log ids
//! (<https://support.sophos.com/support/s/article/KBA-000003250>). What its programs write without an id is given to the
//! readers of those programs.

use model::{Field, Format, Record, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    read::read_message,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_text, is_number},
        deed::find_deed,
        doubt::doubt_repeated,
        keyed::{
            Keyed,
            Says::{self, Address, AddressIfAny, Is, IsNoted, Noted, Severity},
            slots,
        },
        names::Names,
        pairs::Pairs,
        scan::find_text,
    },
};

const FORMAT: Format = Format { name: "sophos.utm", version: 3 };

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: FORMAT, sign: Sign::LookAt(|byte| byte.is_ascii_digit() || *byte == b'i', shows), read };

slots! { Id System Topic Name Action Protocol Rule Signature Reason Method Event }

/// By key. What is not here stays under its own name.
#[rustfmt::skip] // One key a row, its synonyms beside it.
static KEYS: Names<Says<Slot>, 52> = Names::new([
    ("id", IsNoted(Field::EventCode, Slot::Id)),
    ("severity", Severity),
    ("sys", Noted(Slot::System)),
    ("sub", Noted(Slot::Topic)),
    ("name", IsNoted(Field::RuleDescription, Slot::Name)),
    ("event", Noted(Slot::Event)),
    ("action", Noted(Slot::Action)),
    ("reason", Noted(Slot::Reason)),
    ("fwrule", Noted(Slot::Rule)),
    ("sid", Noted(Slot::Signature)),
    ("class", Is(Field::RuleCategory)), ("categoryname", Is(Field::RuleCategory)),
    ("initf", Is(Field::ObserverIngressInterfaceName)), ("outitf", Is(Field::ObserverEgressInterfaceName)),
    ("srcmac", Is(Field::SourceMac)), ("dstmac", Is(Field::DestinationMac)),
    ("srcip", Address(Field::SourceIp)), ("dstip", Address(Field::DestinationIp)),
    ("localip", AddressIfAny(Field::DestinationIp)),
    ("srcport", Is(Field::SourcePort)), ("dstport", Is(Field::DestinationPort)), ("port", Is(Field::DestinationPort)),
    ("proto", Noted(Slot::Protocol)),
    ("app", Is(Field::NetworkApplication)), ("application", Is(Field::NetworkApplication)),
    ("user", Is(Field::UserName)), ("username", Is(Field::UserName)),
    ("group", Is(Field::GroupName)),
    ("ad_domain", Is(Field::UserDomain)),
    ("caller", Is(Field::ServiceName)),
    ("virtual_ip", AddressIfAny(Field::RelatedIp)),
    // Of a tunnel between sites, which names no other end.
    ("address", AddressIfAny(Field::RelatedIp)),
    ("method", IsNoted(Field::HttpRequestMethod, Slot::Method)),
    ("statuscode", Is(Field::HttpResponseStatusCode)),
    ("url", Is(Field::UrlOriginal)),
    ("query", Is(Field::UrlQuery)),
    ("server", Is(Field::UrlDomain)), ("sname", Is(Field::UrlDomain)),
    ("referer", Is(Field::HttpRequestReferrer)),
    ("ua", Is(Field::UserAgentOriginal)),
    ("content-type", Is(Field::HttpResponseMimeType)),
    ("size", Is(Field::HttpResponseBytes)),
    ("virus", Is(Field::RuleName)), ("threatname", Is(Field::RuleName)),
    ("filename", Is(Field::FileName)),
    ("from", Is(Field::EmailFromAddress)), ("to", Is(Field::EmailToAddress)),
    ("subject", Is(Field::EmailSubject)), ("queueid", Is(Field::EmailLocalId)),
    ("dnsname", Is(Field::DnsQuestionName)),
    ("hostname", Is(Field::SourceDomain)),
    ("sessionid", Is(Field::SessionId)),
]);

/// The lead of a line that no envelope explained.
struct Lead<'a> {
    time: &'a [u8],
    host: &'a [u8],
    program: &'a [u8],
    pid: &'a [u8],
    text: &'a [u8],
}

fn shows(body: &Body<'_>) -> bool {
    match body.text() {
        [b'i', b'd', b'=', b'"', b'0'..=b'9', ..] => find_text(body.text(), b" sys=\"S").is_some(),
        text => cut_lead(text).is_some(),
    }
}

/// Time, host, program and number in front of a text.
fn cut_lead(text: &[u8]) -> Option<Lead<'_>> {
    // A month and a day may have one digit.
    const TIME_BYTES_MAX: usize = 19;
    let front = text.get(..=TIME_BYTES_MAX).unwrap_or(text);
    let (time, _) = cut_at(front, b' ')?;
    let (date, clock) = cut_at(time, b'-')?;
    let is_part = |part: &[u8]| part.len() <= 4 && is_number(part);
    let are_parts = |text: &[u8]| text.split(|byte| *byte == b':').filter(|part| is_part(part)).count() == 3;
    let has_year = date.get(4) == Some(&b':') && clock.len() == 8;
    if !has_year || !are_parts(date) || !are_parts(clock) {
        return None;
    }
    let (host, rest) = cut_at(text.get(time.len() + 1..)?, b' ')?;
    let (tag, text) = cut_text(rest, ": ").or_else(|| Some((rest.strip_suffix(b":")?, &[][..])))?;
    if host.is_empty() || tag.is_empty() || tag.contains(&b' ') {
        return None;
    }
    let (program, pid) = match cut_at(tag, b'[') {
        Some((program, number)) => (program, number.strip_suffix(b"]")?),
        None => (tag, &[][..]),
    };
    Some(Lead { time, host, program, pid, text })
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let Some(lead) = cut_lead(body.text()) else {
        push_pairs(body, body.text(), record);
        return true;
    };
    record.push_time(TimeRole::Event, Form::YearFirst, body.span_of(lead.time));
    record.push("hostname", Some(Field::ObserverHostname), body.span_of(lead.host));
    record.push("hostname", Some(Field::ObserverName), body.span_of(lead.host));
    record.push("program", Some(Field::ProcessName), body.span_of(lead.program));
    if is_number(lead.pid) {
        record.push("pid", Some(Field::ProcessPid), body.span_of(lead.pid));
    }
    let span = body.span_of(lead.text);
    if find_text(lead.text, b"id=\"").is_some() || lead.text.starts_with(b"id=") {
        push_pairs(body, lead.text, record);
        doubt_repeated(body.raw, record);
    } else {
        record.push_word(Field::EventKind, "event", body.span_of(lead.time));
        read_message(&body.message(body.raw, span, Some(body.span_of(lead.program))), FORMAT, record);
    }
    true
}

fn push_pairs(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let mut line: Keyed<'_, '_, Slot> =
        Keyed::new(body, record, |value| matches!(value, b"" | b"-" | b"N/A" | b"(null)"));
    for piece in Pairs::new(text) {
        line.take_piece(piece, &KEYS);
    }
    let origin = line.span(Slot::Id).unwrap_or(body.span);
    line.conclude_observer("Sophos", "UTM", origin);
    line.conclude_transport(Slot::Protocol);
    // A signature is the rule where one matched, and its text says more than the message's own name.
    line.give(Slot::Signature, Field::RuleId);
    line.give(Slot::Rule, Field::RuleId);
    if line.span(Slot::Signature).is_some() {
        line.give(Slot::Reason, Field::RuleName);
    } else {
        line.give(Slot::Reason, Field::EventReason);
    }
    conclude_kind(&mut line);
}

fn conclude_kind(line: &mut Keyed<'_, '_, Slot>) {
    let origin = line.span(Slot::Id).unwrap_or_default();
    let topic = line.text(Slot::Topic);
    let is_alert = matches!(topic, b"ips") || line.record.first(Field::RuleName).is_some();
    line.record.push_word(Field::EventKind, if is_alert { "alert" } else { "event" }, origin);
    let (name, event) = (line.text(Slot::Name), line.text(Slot::Event));
    let says = |text: &[u8]| find_text(name, text).is_some() || find_text(event, text).is_some();
    if topic == b"auth" || says(b"uthentication") {
        let (outcome, kind): (_, &'static [&'static str]) = match () {
            () if says(b"successful") => (SUCCESS, &["start"]),
            () if says(b"failed") || says(b"locked") => (FAILURE, &["start"]),
            () => (None, &["info"]),
        };
        Meaning { action: "login", category: &["authentication"], kind, outcome }.push(origin, line.record);
        return;
    }
    let category: &[&str] = match topic {
        b"http" => &["web", "network"],
        b"smtp" | b"pop3" => &["email"],
        b"ips" => &["intrusion_detection", "network"],
        _ if line.span(Slot::Method).is_some() => &["web"],
        _ => &["network"],
    };
    category.iter().for_each(|word| line.record.push_word(Field::EventCategory, word, origin));
    let is_web = category.first() == Some(&"web");
    match find_deed(line.text(Slot::Action)) {
        Some(deed) => {
            let why = line.span(Slot::Action).unwrap_or(origin);
            line.record.push_word(Field::EventAction, deed.action, why);
            line.record.push_word(Field::EventType, deed.kind, why);
            if let Some(outcome) = deed.outcome {
                line.record.push_word(Field::EventOutcome, outcome, why);
            }
        }
        None => line.record.push_word(Field::EventType, if is_web { "access" } else { "info" }, origin),
    }
}
