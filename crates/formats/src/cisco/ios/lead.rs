//! What stands before `%FACILITY-…`: counters, the device's name, its time, and on IOS XR the node and the process.
//!
//! `logging origin-id`, `service sequence-numbers` and `service timestamps` put them there in any company, and a relay
//! puts its own header before them: the time that the device wrote is the event's.

use model::{Field, Name, Record, Span, TimeRole};

use crate::{
    body::Body,
    syntax::{
        cut::{cut_at, cut_word, is_ip, is_number, skip_blanks},
        syslog_time::cut_device_time,
    },
    syslog::is_name,
};

/// No more words stand there.
const WORDS_MAX: usize = 8;

/// Reads what stands between the envelope and the `%`, which stands at `end`.
pub(super) fn read_lead(body: &Body<'_>, end: usize, record: &mut Record) {
    let mut lead = Lead { host: None, is_device: false, is_timed: false };
    let mut rest = body.raw.get(body.span.start as usize..end).unwrap_or_default();
    for _ in 0..WORDS_MAX {
        rest = skip_blanks(rest);
        rest = rest.strip_prefix(b":").map_or(rest, skip_blanks);
        if rest.is_empty() {
            break;
        }
        rest = lead.read_word(body, rest, record);
    }
    let tag = body.tag.filter(|tag| body.raw.get(tag.end as usize) == Some(&b':') && (tag.end as usize) < end);
    if let Some(tag) = tag {
        drop_program(tag, record);
        // `edge CET: %SYS-…`: a relay that took the time for its own left the zone.
        let is_zone = !lead.is_device && matches!(tag.of(body.raw).len(), 2..=5);
        let is_zone = is_zone && tag.of(body.raw).iter().all(u8::is_ascii_uppercase);
        lead.is_device |= !is_zone;
        lead.host = lead.host.or(Some(tag)).filter(|_| !is_zone);
    }
    if let Some(host) = lead.host.filter(|_| lead.is_device) {
        name_device(body.raw, host, record);
    }
}

/// What was found so far.
struct Lead {
    host: Option<Span>,
    /// True where a counter, a time or a node shows that the words are a device's.
    is_device: bool,
    is_timed: bool,
}

impl Lead {
    /// Reads the word at the front; gives what follows it.
    fn read_word<'a>(&mut self, body: &Body<'a>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
        if let Some(time) = cut_device_time(text) {
            record.push_time(TimeRole::Event, time.form, body.span_of(time.text));
            (self.is_device, self.is_timed) = (true, true);
            return time.rest;
        }
        // `RP/0/RSP0/CPU0:Nov 20 …`.
        if let Some((node, rest)) = cut_at(text, b':')
            && node.contains(&b'/')
            && node.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'/')
        {
            record.push("node", None, body.span_of(node));
            self.is_device = true;
            return rest;
        }
        let (word, rest) = cut_word(text);
        let name = word.strip_suffix(b":");
        match name {
            Some(number) if is_number(number) => {
                let is_first = record.first(Field::EventSequence).is_none();
                let field = is_first.then_some(Field::EventSequence);
                record.push("sequence", field, body.span_of(number));
                self.is_device = true;
            }
            Some(uptime) if is_uptime(uptime) => record.push("uptime", None, body.span_of(uptime)),
            Some(name) if name.ends_with(b"]") => push_process(body, name, record),
            _ if self.is_timed || self.host.is_some() => {}
            _ => self.host = Some(name.unwrap_or(word)).filter(|name| is_name(name)).map(|name| body.span_of(name)),
        }
        rest
    }
}

/// `1w2d`, `00:01:02`: since the start.
fn is_uptime(word: &[u8]) -> bool {
    word.first().is_some_and(u8::is_ascii_digit)
        && word.iter().all(|byte| byte.is_ascii_digit() || b"ywdh:.".contains(byte))
        && !is_ip(word)
}

/// `bgp[1046]`.
fn push_process(body: &Body<'_>, name: &[u8], record: &mut Record) {
    let Some((process, number)) = cut_at(name.strip_suffix(b"]").unwrap_or(name), b'[') else { return };
    if is_number(process) {
        let is_first = record.first(Field::EventSequence).is_none();
        return record.push("sequence", is_first.then_some(Field::EventSequence), body.span_of(process));
    }
    record.push("process", Some(Field::ProcessName), body.span_of(process));
    record.push("process_id", Some(Field::ProcessPid).filter(|_| is_number(number)), body.span_of(number));
}

/// Takes back what the envelope read as a program: such a device names none there.
fn drop_program(tag: Span, record: &mut Record) {
    let is_program = |field| matches!(field, Some(Field::LogSyslogAppname | Field::ProcessName));
    record.facts.retain(|fact| !(is_program(fact.field) && fact.value.span() == tag));
}

/// The device's own name counts, a header's before it is a relay's or the address it was reached by.
fn name_device(raw: &[u8], host: Span, record: &mut Record) {
    for fact in record.facts.iter_mut().filter(|fact| fact.field == Some(Field::LogSyslogHostname)) {
        fact.name = Name::Known("relay");
        fact.field = None;
    }
    record.push("hostname", Some(Field::LogSyslogHostname), host);
    record.push("hostname", Some(Field::ObserverHostname), host);
    if is_ip(host.of(raw)) {
        record.push("hostname", Some(Field::ObserverIp), host);
    }
}
