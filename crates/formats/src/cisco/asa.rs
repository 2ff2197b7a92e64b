//! Cisco ASA, and what writes the same messages: FTD (its LINA part), FWSM's and PIX's successors.
//!
//! `%ASA-level-number: text`. Every such message is claimed, whatever its number; what is read of its text follows the
//! grammars in `messages`, written after "Cisco Secure Firewall ASA Series Syslog Messages":
//! <https://www.cisco.com/c/en/us/td/docs/security/asa/syslog/b_syslog.html>. Of a text without a grammar here only
//! `phrases` are read: what all of these messages write alike.

pub(crate) mod bare;
mod end;
mod matcher;
mod messages;
mod pattern;
mod phrases;
mod security_event;
mod sides;

use model::{DiagnosticKind, Field, Format, Record, Span};

use self::{
    matcher::{Matcher, Verdict},
    messages::{find_messages, judge_flow},
    pattern::{Message, Sense},
    security_event::read_security_event,
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::cut::cut_digits,
};

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "cisco.asa", version: 6 }, sign: Sign::Look(shows), read };

/// How far into the body the `%` may stand: some senders put words of their own before it.
const LEAD_BYTES_MAX: usize = 96;

/// `%ASA-6-302013: ` as it stands.
struct Header {
    product: Span,
    word: &'static str,
    level: Span,
    number: Span,
    text: Span,
}

fn shows(body: &Body<'_>) -> bool {
    // Hardly any other text has one there.
    find_lead(body).is_some_and(|(_, lead)| memchr::memchr(b'%', lead).is_some())
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let Some(header) = find_header(body) else { return false };
    name_lead(body, &header, record);
    claim(body, &header, record);
    true
}

/// Names the host and the program that stand before the `%` where no envelope was read: `2026-11-20T09:14:02Z sensor
/// Alerts %NGIPS-…`.
fn name_lead(body: &Body<'_>, header: &Header, record: &mut Record) {
    let lead = Span { end: header.product.start.saturating_sub(1), ..body.span };
    if lead.is_empty() || body.tag.is_some() || record.first(Field::LogSyslogHostname).is_some() {
        return;
    }
    let is_name = |word: &&[u8]| word.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte));
    let words = lead.of(body.raw).split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let mut words = words.skip_while(|word| word.first().is_some_and(u8::is_ascii_digit) && word.contains(&b':'));
    let (host, program) = (words.next().filter(is_name), words.next().filter(is_name));
    if words.next().is_some() {
        return;
    }
    if let Some(host) = host {
        record.push("hostname", Some(Field::ObserverHostname), body.span_of(host));
    }
    if let Some(program) = program {
        record.push("app-name", Some(Field::ProcessName), body.span_of(program));
    }
}

/// Reads what stands behind a header.
fn claim(body: &Body<'_>, header: &Header, record: &mut Record) {
    record.push_word(Field::ObserverVendor, "Cisco", header.product);
    record.push_word(Field::ObserverProduct, header.word, header.product);
    record.push_word(Field::ObserverType, "firewall", header.product);
    record.push("level", Some(Field::EventSeverity), header.level);
    record.push("message_id", Some(Field::EventCode), header.number);
    let number = std::str::from_utf8(header.number.of(body.raw)).ok().and_then(|number| number.parse().ok());
    let number = number.unwrap_or(0);
    if !read_security_event(body.raw, number, header.text, header.number, record) {
        record.push_word(Field::EventKind, "event", header.number);
        read_text(body.raw, header, find_messages(number), record);
    }
}

/// Reads the text with the first form of its message that matches all of it. Where none does because the line was cut,
/// what stands before the cut is read.
fn read_text(raw: &[u8], header: &Header, messages: &[Message], record: &mut Record) {
    for is_cut in [false, true] {
        for message in messages {
            let facts = record.facts.len();
            let mut matcher = Matcher::new(raw, header.text, is_cut, record);
            if matcher.run(&message.pieces) {
                let verdict = matcher.verdict();
                if is_cut {
                    record.diagnose(DiagnosticKind::CutOff, Span { start: header.text.end, ..header.text });
                }
                conclude(message.action, message.sense, verdict, header.number, record);
                return;
            }
            record.facts.truncate(facts);
        }
    }
    Matcher::new(raw, header.text, false, record).read_phrases(header.text);
    if let Some(message) = messages.first() {
        conclude(message.action, message.sense, None, header.number, record);
    } else if record.first(Field::SourceIp).is_some() && record.first(Field::DestinationIp).is_some() {
        let (action, sense) = judge_flow(header.text.of(raw));
        conclude(action, sense, None, header.number, record);
    }
}

/// What the number alone says, and the verdict where the text gives one.
fn conclude(action: &'static str, sense: Sense, verdict: Option<Verdict>, origin: Span, record: &mut Record) {
    record.push_word(Field::EventAction, action, origin);
    sense.category.iter().for_each(|word| record.push_word(Field::EventCategory, word, origin));
    sense.types.iter().for_each(|word| record.push_word(Field::EventType, word, origin));
    match verdict {
        Some(verdict) => {
            record.push_word(Field::EventType, if verdict.is_allowed { "allowed" } else { "denied" }, verdict.span);
            record.push_word(Field::EventOutcome, if verdict.is_allowed { "success" } else { "failure" }, verdict.span);
        }
        None if !sense.outcome.is_empty() => record.push_word(Field::EventOutcome, sense.outcome, origin),
        None => {}
    }
}

/// The header, in the body or in what the envelope took for a tag.
fn find_header(body: &Body<'_>) -> Option<Header> {
    let (start, lead) = find_lead(body)?;
    memchr::memchr_iter(b'%', lead).find_map(|at| read_header(body.raw, start + at, body.span.end as usize))
}

/// Where a header can begin, and the text from there on: the envelope may have taken it for the program.
fn find_lead<'a>(body: &Body<'a>) -> Option<(usize, &'a [u8])> {
    let start = body.tag.map_or(body.span.start, |tag| tag.start.min(body.span.start)) as usize;
    let whole = body.raw.get(start..body.span.end as usize)?;
    let lead_end = (body.span.start as usize - start + LEAD_BYTES_MAX).min(whole.len());
    Some((start, whole.get(..lead_end)?))
}

fn read_header(raw: &[u8], start: usize, end: usize) -> Option<Header> {
    const PRODUCTS: [(&str, &str); 5] =
        [("%ASA-", "asa"), ("%FTD-", "ftd"), ("%PIX-", "pix"), ("%FWSM-", "fwsm"), ("%NGIPS-", "ngips")];
    let text = raw.get(start..end)?;
    let (prefix, word) = PRODUCTS.into_iter().find(|(prefix, _)| text.starts_with(prefix.as_bytes()))?;
    let mut at = start + prefix.len();
    // "%ASA-session-6-302013" where the message class is logged too.
    if raw.get(at).is_some_and(u8::is_ascii_lowercase) {
        at += memchr::memchr(b'-', raw.get(at..end)?)? + 1;
    }
    // "%FTD--6-852002": a class without a name.
    at += usize::from(raw.get(at) == Some(&b'-'));
    let level = Span::new(at, at + 1);
    if !matches!(level.of(raw), [b'0'..=b'7']) || raw.get(at + 1) != Some(&b'-') {
        return None;
    }
    let (digits, rest) = cut_digits(raw.get(at + 2..end)?);
    if digits.is_empty() {
        return None;
    }
    let number = Span::new(at + 2, at + 2 + digits.len());
    let rest = rest.strip_prefix(b":").unwrap_or(rest);
    let blanks = rest.iter().take_while(|byte| **byte == b' ').count();
    let text = Span::new(end - rest.len() + blanks, end);
    Some(Header { product: Span::new(start + 1, start + prefix.len() - 1), word, level, number, text })
}
