//! `windows.nxlog`: events of Windows' event log as flat JSON, the data beside what the log says of them: NXLog's
//! im_msvistalog (<https://docs.nxlog.co/refman/current/im/msvistalog.html>), alone or as the additional fields of GELF
//! (each with `_` before it), recordings made with it, and rows of the tables `SecurityEvent`, `Event` and `WindowsEvent`
//! as Microsoft Sentinel exports them.

use model::{Fact, Field, Format, Name, Record, Span, TimeRole, Value, WrittenTime};
use stamp::Form;

use super::{
    event::{Event, Slot},
    exported::read_federation,
    meanings::Family,
    rendered::read_session,
};
use crate::{
    body::Body,
    holes::cut_port,
    registry::{Product, Sign},
    syntax::json::{Kind, Leaf},
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "windows.nxlog", version: 6 },
    sign: Sign::AnyMembers(&[
        &["EventID", "Channel"],
        &["EventID", "Computer", "TimeGenerated"],
        &["_EventID", "_Channel", "short_message"],
    ]),
    read,
};

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Event::new(body, record, false);
    let leaves = body.leaves();
    for leaf in leaves.iter(body.raw) {
        take(leaf, &mut event);
    }
    read_session_text(&mut event);
    settle_times(&mut event);
    event.conclude();
    let is_sysmon = Family::of(event.bytes(Slot::Provider), event.bytes(Slot::Channel)) == Family::Sysmon;
    release_writer(body, is_sysmon, event.record);
    leaves.diagnose(event.record);
    true
}

/// The account under which the event was logged is the one it tells of only where its data name no other. Sysmon writes
/// as the system, whoever it tells of.
pub(super) fn release_writer(body: &Body<'_>, is_sysmon: bool, record: &mut Record) {
    let is_writer = |fact: &Fact| match &fact.name {
        Name::Span(span) => matches!(span.of(body.raw), b"AccountName" | b"Domain"),
        Name::Path(path) => path.ends_with(".AccountName") || path.ends_with(".Domain"),
        Name::Known(_) => false,
    };
    let names_other = |field| record.facts.iter().any(|fact| fact.field == Some(field) && !is_writer(fact));
    let is_other = is_sysmon || names_other(Field::UserName);
    for (field, is_released) in
        [(Field::UserName, is_other), (Field::UserDomain, is_other || names_other(Field::UserDomain))]
    {
        if is_released
            && let Some(fact) = record.facts.iter_mut().find(|fact| fact.field == Some(field) && is_writer(fact))
        {
            fact.field = None;
        }
    }
}

/// Events of Remote Desktop, of directories and of Federation Services have their data in the text alone.
fn read_session_text(event: &mut Event<'_, '_>) {
    let provider = event.bytes(Slot::Provider);
    // Who was not let in through Remote Desktop.
    let is_refused = event.number(Slot::EventId) == Some(4825) && event.at(Slot::SubjectName).is_none();
    let is_session = provider.starts_with(b"Microsoft-Windows-TerminalServices-") || is_refused;
    let is_federation = provider.starts_with(b"AD FS");
    let client = match (provider, event.number(Slot::EventId)) {
        (b"TermDD", _) => Some("Client IP: "),
        (_, Some(2889)) => Some("Client IP address:"),
        (_, Some(2946 | 2947)) => Some("Caller IP:"),
        _ => None,
    };
    if !is_session && !is_federation && client.is_none() {
        return;
    }
    let message = event.record.facts.iter().find(|fact| fact.field == Some(Field::Message));
    let Some((text, span)) = message.map(|fact| (fact.value.text(event.body.raw).into_owned(), fact.value.span()))
    else {
        return;
    };
    if is_session {
        read_session(&text, span, event);
    } else if is_federation {
        read_federation(&text, span, event);
    } else if let Some((_, rest)) = client.and_then(|sign| text.split_once(sign)) {
        let end = rest.split_whitespace().next().unwrap_or_default();
        let (address, port) = cut_port(end.trim_end_matches('.').as_bytes());
        for (field, part) in [(Field::SourceIp, address), (Field::SourcePort, port)] {
            if !part.is_empty() {
                event.derive(field, Value::Text { text: String::from_utf8_lossy(part).into(), span });
            }
        }
    }
}

/// The host's own time counts where it stands beside that of who collected the event (`@timestamp`).
fn settle_times(event: &mut Event<'_, '_>) {
    let raw = event.body.raw;
    let is_zoned = |span: &Span| {
        let text = span.of(raw);
        text.ends_with(b"Z") || text.get(19..).is_some_and(|rest| rest.iter().any(|byte| matches!(byte, b'+' | b'-')))
    };
    let has_utc_time = event.at(Slot::UtcTime).is_some();
    // A header before the event has a time of its own.
    let is_event_time = |time: &WrittenTime| time.role == TimeRole::Header && time.span.start >= event.body.span.start;
    let event_time = event.record.times.iter().position(is_event_time);
    let own = event_time.and_then(|at| event.record.times.get(at)).map(|time| time.span).filter(is_zoned);
    let own = own.filter(|_| event.system_time.is_none() && !has_utc_time);
    // Where the header's time names no year and this one does, both being local, this one says more.
    let times = &mut event.record.times;
    let header = times.iter().position(|time| time.role == TimeRole::Header && time.form == Form::Rfc3164);
    if let (None, Some(at), Some(header)) = (own, event_time, header.filter(|header| Some(*header) < event_time)) {
        times.swap(header, at);
    }
    if let (Some(own), Some(at)) = (own, event_time) {
        event.system_time = Some(own);
        event.record.times.remove(at);
    }
    let Some(collected) = event.collected_time else { return };
    if event.system_time.is_some() {
        event.record.push_time(TimeRole::Created, Form::Rfc3339, collected);
    } else {
        event.system_time = Some(collected);
    }
}

fn take(leaf: Leaf<'_>, event: &mut Event<'_, '_>) {
    if !leaf.is_whole || leaf.kind == Kind::Null {
        return event.record.facts.push(leaf.into_fact(None, None));
    }
    let slot = match cut_mark(leaf.path) {
        b"EventID" => Slot::EventId,
        b"Channel" | b"EventLog" => Slot::Channel,
        b"Source" | b"SourceName" | b"ProviderName" | b"Provider" | b"EventSourceName" => Slot::Provider,
        b"Hostname" | b"Computer" => Slot::Computer,
        b"UserID" => Slot::SecurityUser,
        b"EventType" => {
            // Sysmon's data has one of its own.
            let is_audit =
                event.body.raw.get(leaf.value.span().start as usize..).is_some_and(|text| text.starts_with(b"AUDIT"));
            if is_audit { Slot::Keywords } else { return event.record.facts.push(leaf.into_fact(None, None)) }
        }
        _ => return take_other(leaf, event),
    };
    let own = leaf.own_name();
    event.note(slot, own, leaf.value);
}

fn take_other(leaf: Leaf<'_>, event: &mut Event<'_, '_>) {
    let span = leaf.value.span();
    let field = match cut_mark(leaf.path) {
        b"@timestamp" => {
            event.collected_time = Some(span);
            None
        }
        // GELF's own.
        b"timestamp" if leaf.kind == Kind::Number => {
            event.set_time(span.of(event.body.raw));
            None
        }
        b"full_message" => Some(Field::Message),
        b"short_message" | b"version" | b"level" => None,
        b"TimeCreated" | b"TimeGenerated" => {
            event.set_time(span.of(event.body.raw));
            None
        }
        b"EventTime" => {
            // Local time by default, without an offset; an epoch where the sender was told so.
            let text = span.of(event.body.raw);
            let is_number = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
            let form = if is_number { Form::Epoch } else { Form::Rfc3339 };
            event.record.push_time(TimeRole::Header, form, span);
            return;
        }
        b"EventReceivedTime" => None,
        b"Message" | b"RenderedDescription" => Some(Field::Message),
        b"Severity" => Some(Field::LogLevel),
        b"RecordNumber" | b"EventRecordID" => Some(Field::EventSequence),
        b"AccountName" => Some(Field::UserName),
        b"Domain" => Some(Field::UserDomain),
        // The log's own writer, which is not the process that the event tells of.
        b"ThreadID" | b"Level" | b"LevelValue" | b"host" | b"port" | b"tags" => None,
        path @ (b"ExecutionProcessID" | b"ProcessID")
            if path.len() > b"ProcessID".len() || !is_hexadecimal(span.of(event.body.raw)) =>
        {
            let own = leaf.own_name();
            return event.note(Slot::WriterPid, own, leaf.value);
        }
        path => {
            let path = path.to_vec();
            if path.starts_with(b"EventData") && matches!(path.len(), 9 | 16 | 17) {
                let text = leaf.value.text(event.body.raw).into_owned();
                super::exported::take_event_data(&text, span, event);
                let own = leaf.own_name();
                event.record.facts.push(Fact { name: own, field: None, value: leaf.value });
                return;
            }
            let own = leaf.own_name();
            return event.take_data(cut_type(&path), own, leaf.value);
        }
    };
    let own = leaf.own_name();
    event.record.facts.push(Fact { name: own, field, value: leaf.value });
}

/// A member's name without the mark that GELF puts before an additional field.
fn cut_mark(name: &[u8]) -> &[u8] {
    name.strip_prefix(b"_").unwrap_or(name)
}

/// A column's name without the type that an export puts behind it where two tables differ in that.
fn cut_type(name: &[u8]) -> &[u8] {
    const TYPES: [&[u8]; 4] = [b"_string", b"_dynamic", b"_long", b"_int"];
    TYPES.iter().find_map(|kind| name.strip_suffix(*kind)).unwrap_or(name)
}

fn is_hexadecimal(text: &[u8]) -> bool {
    text.starts_with(b"0x")
}
