//! `windows.syslog`: events of Windows' event log as agents send them through syslog in one line of text.
//!
//! - `Microsoft-Windows-Security-Auditing: 4624: AUDIT_SUCCESS An account …`: the "Eventlog to Syslog" service.
//! - `AgentDevice=WindowsLog<tab>AgentLogFile=Security<tab>…<tab>Message=An account …`: IBM's WinCollect ("WinCollect User
//!   Guide", "Syslog"). Syslog daemons write a tab as `#011`.
//!
//! The text's line breaks and tabs have become single blanks.

use model::{Field, Format, Name, Record, TimeRole, Value};
use stamp::Form;

use super::{
    event::{Event, Slot},
    flat::read_flat,
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::cut::{cut_at, cut_digits, cut_text, is_ip, skip_blanks},
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "windows.syslog", version: 4 },
    sign: Sign::LookAt(|byte| byte.is_ascii_digit() || *byte == b'A', shows),
    read,
};

const COLLECTED: &[u8] = b"AgentDevice=WindowsLog";

fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    text.starts_with(COLLECTED) || cut_numbered(body).is_some()
}

/// The number of an event, its kind, and its text.
fn cut_numbered<'a>(body: &Body<'a>) -> Option<(&'a [u8], &'a [u8], &'a [u8])> {
    const NUMBER_DIGITS_MAX: usize = 5;
    body.tag?;
    let (number, rest) = cut_digits(body.text());
    let rest = rest.strip_prefix(b": ").filter(|_| (1..=NUMBER_DIGITS_MAX).contains(&number.len()))?;
    let (kind, text) = cut_at(rest, b' ')?;
    matches!(kind, b"AUDIT_SUCCESS" | b"AUDIT_FAILURE").then_some((number, kind, text))
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Event::new(body, record, false);
    if let Some((number, kind, text)) = cut_numbered(body) {
        if let Some(provider) = body.tag {
            event.note(Slot::Provider, Name::Known("provider"), Value::Span(provider));
        }
        event.note(Slot::EventId, Name::Known("event_id"), Value::Span(body.span_of(number)));
        event.note(Slot::Keywords, Name::Known("event_kind"), Value::Span(body.span_of(kind)));
        read_flat(text, &mut event);
        drop_writer(event.record);
    } else {
        take_collected(body.text(), &mut event);
    }
    if !event.is_known() {
        return false;
    }
    event.conclude();
    event.record.push_word(Field::EventKind, "event", body.span);
    true
}

/// The program's name is the event's provider, and its number that of the log's own writer.
pub(super) fn drop_writer(record: &mut Record) {
    for fact in &mut record.facts {
        let is_of_header = matches!(fact.name, Name::Known("app-name" | "procid"));
        if is_of_header && matches!(fact.field, Some(Field::ProcessName | Field::ProcessPid)) {
            fact.field = None;
        }
    }
}

/// `key=value`, parted by tabs; the text is the last.
fn take_collected(text: &[u8], event: &mut Event<'_, '_>) {
    // The tab is written as it is, or as syslog daemons write it; which one, the end of the first pair shows.
    let first = ["\t", "#011"].into_iter().filter_map(|tab| Some((cut_text(text, tab)?.0.len(), tab))).min();
    let tab = first.map_or("\t", |(_, tab)| tab);
    let mut rest = text;
    while !rest.is_empty() {
        let (pair, after) = match rest.starts_with(b"Message=") {
            true => (rest, &[][..]),
            false => cut_text(rest, tab).unwrap_or((rest, &[])),
        };
        rest = skip_blanks(after);
        if let Some((key, value)) = cut_at(pair, b'=') {
            take_pair(key, value, event);
        }
    }
}

fn take_pair(key: &[u8], value: &[u8], event: &mut Event<'_, '_>) {
    let span = event.body.span_of(value);
    let own = event.body.name_of(key);
    let slot = match key {
        b"EventIDCode" | b"EventID" => Slot::EventId,
        b"AgentLogFile" => Slot::Channel,
        b"Source" => Slot::Provider,
        b"Computer" => Slot::Computer,
        b"Keywords" => Slot::Keywords,
        b"TimeGenerated" => return event.record.push_time(TimeRole::Event, Form::Epoch, span),
        b"Message" => return read_flat(value, event),
        _ => {
            let field = match key {
                b"RecordNumber" => Some(Field::EventSequence),
                b"OriginatingComputer" if is_ip(value) => Some(Field::HostIp),
                _ => None,
            };
            return event.take_other(own, field, Value::Span(span));
        }
    };
    event.note(slot, own, Value::Span(span));
}
