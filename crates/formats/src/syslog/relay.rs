//! A message that a relay put a header of its own before: the inner header is the writer's, the outer the relay's.

use model::{Fact, Field, Name, Record};

use super::{Envelope, front::cut_count, read_header, rfc3164::is_device_message};
use crate::syntax::syslog_time::cut_time;

/// A message passes no more relays than this that each add a header.
const RELAYS_MAX: usize = 3;

/// Reads the headers that stand where the message should begin.
pub(super) fn read_inner(raw: &[u8], envelope: &mut Envelope, record: &mut Record) {
    for _ in 0..RELAYS_MAX {
        match read_one(raw, envelope, record) {
            Some(inner) => *envelope = inner,
            None => return,
        }
    }
}

fn read_one(raw: &[u8], outer: &Envelope, record: &mut Record) -> Option<Envelope> {
    let (facts, times, diagnostics) = (record.facts.len(), record.times.len(), record.diagnostics.len());
    // A relay that knows no counts of octets takes one for the message's beginning.
    let text = cut_count(raw, outer.body.of(raw), record);
    let has_priority = text.first() == Some(&b'<');
    // A program may well begin its message with a time.
    let shows_time = outer.tag.is_none() && outer.host.is_some() && cut_time(text).is_some();
    if !has_priority && !shows_time {
        return None;
    }
    let inner = read_header(raw, text, record).filter(|inner| {
        let is_said = inner.tag.is_some() || is_device_message(inner.body.of(raw));
        // `<b>…` is no header, and neither is a priority with nothing behind it.
        record.diagnostics.len() == diagnostics && is_said && (record.times.len() > times || inner.host.is_some())
    });
    let Some(mut inner) = inner else {
        record.facts.truncate(facts);
        record.times.truncate(times);
        record.diagnostics.truncate(diagnostics);
        return None;
    };
    // The first readable time counts.
    record.times.rotate_left(times);
    let (of_relay, of_writer) = record.facts.split_at_mut(facts);
    yield_to_writer(of_relay, of_writer);
    inner.host = inner.host.or(outer.host);
    Some(inner)
}

/// Takes the fields from what a relay's header says where the writer's says the same of itself.
pub(crate) fn yield_to_writer(of_relay: &mut [Fact], of_writer: &[Fact]) {
    let says = |field| of_writer.iter().any(|fact| fact.field == Some(field));
    let (has_host, has_tag) = (says(Field::LogSyslogHostname), says(Field::LogSyslogAppname));
    if !has_host && !has_tag {
        return;
    }
    for fact in of_relay {
        let name = match fact.field {
            Some(Field::LogSyslogHostname) if has_host => "relay",
            Some(Field::LogSyslogAppname) if has_tag => "relay_app-name",
            Some(Field::LogSyslogPriority) if says(Field::LogSyslogPriority) => "relay_priority",
            Some(Field::LogSyslogVersion) => "relay_version",
            Some(Field::LogSyslogMsgid) => "relay_msgid",
            Some(Field::LogSyslogProcid | Field::ProcessName | Field::ProcessPid) if has_tag => "relay_process",
            _ => continue,
        };
        fact.name = Name::Known(name);
        fact.field = None;
    }
}
