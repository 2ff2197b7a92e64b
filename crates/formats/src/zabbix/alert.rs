//! `zabbix.alert`: a problem or its end, as Zabbix tells others of it: the parameters of a webhook media type in one
//! JSON object, the real-time export and its connectors (newline-delimited JSON), and the default message of an action.
//!
//! Written after Zabbix 7.4's documentation, "Webhook", "Newline-delimited JSON export protocol", "Supported macros"
//! (<https://www.zabbix.com/documentation/current/en/manual>). A webhook's members are named by whoever sets it up; the
//! names of Zabbix's own media types and those of the macros (`event.id`, `{"event": {"id": …}}`, `EVENT_ID`) are known.

mod text;

use model::{Field, Format, Name, Record, Span, TimeRole, WrittenTime};
use stamp::Form;

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Address, Is, IsNoted, Noted, Time},
            Slot,
        },
        names::{Names, Row},
    },
};

/// Its name and version.
const FORMAT: Format = Format { name: "zabbix.alert", version: 1 };

/// The reader of objects.
pub(crate) const PRODUCT: Product = Product {
    format: FORMAT,
    sign: Sign::AnyMembers(&[
        &["event_id", "event_value"],
        &["event_id", "trigger_id"],
        &["event_id", "event_nseverity"],
        &["event_id", "zabbix_url"],
        &["event_source", "event_value"],
        &["event.id", "event.value"],
        &["event.id", "trigger.id"],
        &["event.id", "trigger.name"],
        &["event.id", "event.severity"],
        &["EVENT.ID", "EVENT.VALUE"],
        &["EVENT.ID", "TRIGGER.ID"],
        &["event", "trigger"],
        &["eventid", "triggerid"],
        &["eventid", "clock", "value"],
        &["eventid", "clock", "p_eventid"],
        &["itemid", "clock", "value"],
        &["itemid", "clock", "count", "avg"],
        &["hostname", "severity", "status", "item", "trigger"],
    ]),
    read,
};

/// The reader of messages.
pub(crate) const TEXT: Product =
    Product { format: FORMAT, sign: Sign::Start(&["Problem ", "Resolved ", "Trigger: "]), read: text::read };

/// A member's path is no longer.
const PATH_BYTES_MAX: usize = 48;

const DIALECT: Dialect = Dialect { find: find_row, wrappers: &[] };

/// The row of a member, whether its words are joined by dots, by underscores or by being nested.
fn find_row(path: &[u8]) -> Option<&'static Row<Means>> {
    let mut name = [0_u8; PATH_BYTES_MAX];
    let name = name.get_mut(..path.len())?;
    for (to, from) in name.iter_mut().zip(path) {
        *to = if *from == b'.' { b'_' } else { from.to_ascii_lowercase() };
    }
    MEANINGS.find(name)
}

static MEANINGS: Names<Means, 60> = Names::new([
    ("event_id", IsNoted(Field::EventId, Slot::Number)),
    ("eventid", IsNoted(Field::EventId, Slot::Number)),
    ("p_eventid", Noted(Slot::Target)),
    ("event_recovery_id", Noted(Slot::Text)),
    ("event_value", Noted(Slot::Status)),
    ("value", Noted(Slot::Outcome)),
    ("event_status", Noted(Slot::Activity)),
    ("trigger_status", Noted(Slot::Activity)),
    ("trigger_value", Noted(Slot::Status)),
    ("status", Noted(Slot::Activity)),
    ("event_update_status", Noted(Slot::Class)),
    ("event_update_action", Noted(Slot::Action)),
    ("event_update_message", Is(Field::EventReason)),
    ("event_update_user", Is(Field::UserName)),
    ("user_fullname", Is(Field::UserFullName)),
    ("user_username", Is(Field::UserName)),
    ("event_name", IsNoted(Field::RuleName, Slot::Name)),
    ("event_opdata", Noted(Slot::Text)),
    ("event_severity", Noted(Slot::Kind)),
    ("trigger_severity", Noted(Slot::Kind)),
    ("severity", Noted(Slot::Kind)),
    ("event_nseverity", Noted(Slot::Direction)),
    ("trigger_nseverity", Noted(Slot::Direction)),
    ("event_timestamp", Time(TimeRole::Event)),
    ("event_recovery_timestamp", Time(TimeRole::End)),
    ("clock", Time(TimeRole::Event)),
    ("event_source", Noted(Slot::Proof)),
    ("event_url", Is(Field::EventUrl)),
    ("url", Is(Field::EventUrl)),
    ("link", Is(Field::EventUrl)),
    ("zabbix_url", Noted(Slot::Proof)),
    ("trigger_url", Is(Field::RuleReference)),
    ("trigger_id", IsNoted(Field::RuleId, Slot::Proof)),
    ("triggerid", IsNoted(Field::RuleId, Slot::Proof)),
    ("trigger_name", Noted(Slot::Actor)),
    ("trigger", IsNoted(Field::RuleName, Slot::Proof)),
    ("trigger_description", Is(Field::RuleDescription)),
    ("trigger_hostgroup_name", Noted(Slot::Text)),
    ("name", IsNoted(Field::RuleName, Slot::Name)),
    ("host", Is(Field::HostName)),
    ("hostname", Is(Field::HostName)),
    ("host_name", Is(Field::HostName)),
    ("host_host", Is(Field::HostHostname)),
    ("hosts_name", Is(Field::HostName)),
    ("hosts_host", Is(Field::HostHostname)),
    ("host_id", Is(Field::HostId)),
    ("hostid", Is(Field::HostId)),
    ("host_ip", Address(Field::HostIp, Field::HostName)),
    ("host_conn", Address(Field::HostIp, Field::HostName)),
    ("host_dns", Is(Field::HostDomain)),
    ("item_name", Noted(Slot::Text)),
    ("item", Noted(Slot::Text)),
    ("itemid", Noted(Slot::FarPort)),
    ("item_id", Noted(Slot::Text)),
    ("action_name", Noted(Slot::Text)),
    ("alert_subject", IsNoted(Field::Message, Slot::Proof)),
    ("subject", Is(Field::Message)),
    ("alert_message", Noted(Slot::Proof)),
    ("message", Noted(Slot::Text)),
    ("event_tags", Is(Field::Tags)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Document::read(body, record, &DIALECT);
    let is_value = event.has(Slot::FarPort);
    let tells = [Slot::Status, Slot::Proof, Slot::Target, Slot::Direction, Slot::Outcome];
    let is_event = event.has(Slot::Number) && tells.into_iter().any(|slot| event.has(slot));
    if !(is_value || is_event || shows_link(&event)) {
        return false;
    }
    event.conclude_observer("Zabbix", "Zabbix", "");
    event.push_once(Field::EventCategory, "host", event.origin);
    if is_value {
        event.conclude_kind("metric");
        // The name is the item's, and a value without an event has the id 0.
        for fact in event.record.facts.iter_mut().filter(|fact| fact.field.is_some()) {
            fact.field = fact.field.filter(|field| !matches!(field, Field::RuleName | Field::EventId));
        }
        event.push_once(Field::EventAction, "item_value", event.origin);
        event.push_once(Field::EventType, "info", event.origin);
        return true;
    }
    event.conclude_kind("alert");
    if !event.has(Slot::Name) {
        event.settle(Slot::Actor, Field::RuleName);
    }
    conclude_state(&mut event);
    conclude_severity(&mut event);
    for (date, time, role) in [
        ("event_recovery_date", "event_recovery_time", TimeRole::End),
        ("event_date", "event_time", TimeRole::Start),
        ("event_update_date", "event_update_time", TimeRole::Event),
    ] {
        take_time(body, event.record, date, time, role);
    }
    choose_time(event.record);
    true
}

/// A link to the problem's page shows Zabbix where the members' names do not.
fn shows_link(event: &Document<'_, '_>) -> bool {
    event.has(Slot::Proof) && event.has(Slot::Kind) && event.has(Slot::Activity)
}

/// What happened to the problem: it began, it ended, somebody did something about it.
fn conclude_state(event: &mut Document<'_, '_>) {
    let is_update =
        event.text(Slot::Class) == b"1" || !matches!(event.text(Slot::Action), b"" | b"{EVENT.UPDATE.ACTION}");
    let (value, value_span) = match event.has(Slot::Status) {
        true => (event.text(Slot::Status), event.span(Slot::Status)),
        false if event.has(Slot::Outcome) => (event.text(Slot::Outcome), event.span(Slot::Outcome)),
        false => (event.text(Slot::Activity), event.span(Slot::Activity)),
    };
    let state = find_state(value).or_else(|| find_state(event.text(Slot::Activity)));
    let state = if event.has(Slot::Target) { Some(State::Resolved) } else { state };
    let (action, kind, span) = match state {
        _ if is_update => ("update", "change", event.span(Slot::Action)),
        Some(State::Resolved) => ("resolve", "end", value_span),
        _ => ("fire", "start", value_span),
    };
    event.push_once(Field::EventAction, action, span);
    event.push_once(Field::EventType, kind, span);
}

/// The state of a trigger.
#[derive(Clone, Copy)]
enum State {
    Problem,
    Resolved,
}

fn find_state(word: &[u8]) -> Option<State> {
    match word {
        b"1" | b"PROBLEM" | b"Problem" | b"problem" => Some(State::Problem),
        b"0" | b"OK" | b"RESOLVED" | b"Resolved" | b"resolved" | b"Ok" => Some(State::Resolved),
        _ => None,
    }
}

fn conclude_severity(event: &mut Document<'_, '_>) {
    let (name, number) = (event.span(Slot::Kind), event.span(Slot::Direction));
    if event.has(Slot::Kind) {
        if !event.text(Slot::Kind).first().is_some_and(u8::is_ascii_digit) {
            event.settle(Slot::Kind, Field::LogLevel);
        }
        if let Some(severity) = find_severity(event.text(Slot::Kind)) {
            event.record.push_number(Field::EventSeverity, severity, name);
        }
    } else if let Some(severity) = find_severity(event.text(Slot::Direction)) {
        event.record.push_number(Field::EventSeverity, severity, number);
    }
}

/// The number of a trigger's severity on the scale of RFC 5424 §6.2.1.
fn find_severity(word: &[u8]) -> Option<u64> {
    Some(match word {
        b"Not classified" | b"0" => 7,
        b"Information" | b"1" => 6,
        b"Warning" | b"2" | b"Average" | b"3" => 4,
        b"High" | b"4" => 3,
        b"Disaster" | b"5" => 2,
        _ => return None,
    })
}

/// `{EVENT.DATE}` and `{EVENT.TIME}` stand in two members.
fn take_time(body: &Body<'_>, record: &mut Record, date: &str, time: &str, role: TimeRole) {
    let find = |wanted: &str| {
        let fact = record.facts.iter().find(|fact| names(body, &fact.name, wanted))?;
        let span = fact.value.span();
        span.of(body.raw).first().is_some_and(u8::is_ascii_digit).then_some(span)
    };
    if let (Some(date), Some(time)) = (find(date), find(time)) {
        push_time(record, role, date, time);
    }
}

fn push_time(record: &mut Record, role: TimeRole, date: Span, time: Span) {
    record.times.push(WrittenTime { role, form: Form::DateTime, span: date, time: Some(time), zone: None });
}

/// True where a fact's own name is this one, whatever joins its words.
fn names(body: &Body<'_>, name: &Name, wanted: &str) -> bool {
    let name = match name {
        Name::Known(name) => name.as_bytes(),
        Name::Span(span) => span.of(body.raw),
        Name::Path(path) => path.as_bytes(),
    };
    let fits = |(byte, wanted): (&u8, u8)| byte.eq_ignore_ascii_case(&wanted) || (*byte == b'.' && wanted == b'_');
    name.len() == wanted.len() && name.iter().zip(wanted.bytes()).all(fits)
}

/// The record is of what happened last: the update, else the end, else the start.
fn choose_time(record: &mut Record) {
    let of = |role| record.times.iter().find(|time| time.role == role).copied();
    if of(TimeRole::Event).is_some() {
        return;
    }
    if let Some(time) = of(TimeRole::End).or(of(TimeRole::Start)) {
        record.times.push(WrittenTime { role: TimeRole::Event, ..time });
    }
}
