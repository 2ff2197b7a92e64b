//! `nagios.log`: the log of Nagios Core, also through syslog: `[epoch] SERVICE ALERT: host;service;state;…`.
//!
//! After Nagios Core 4's sources (`base/logging.c`, `base/notifications.c`, `base/commands.c`) and its documentation
//! (<https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/>).

use memchr::memchr;
use model::{Field, Format, Record, Span, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_text, is_number, trim},
        names::Names,
        scan::find_text,
    },
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "nagios.log", version: 4 },
    sign: Sign::LookBy(&TAGS, |byte| *byte == b'[', shows),
    read,
};

/// What stands between the semicolons, by kind of entry.
type Parts = &'static [&'static str];

const HOST_STATE: Parts = &["host", "state", "state_type", "attempt", "output"];
const SERVICE_STATE: Parts = &["host", "service", "state", "state_type", "attempt", "output"];
const HOST_NOTE: Parts = &["contact", "host", "state", "command", "output"];
const SERVICE_NOTE: Parts = &["contact", "host", "service", "state", "command", "output"];
const HOST_CHANGE: Parts = &["host", "change", "output"];
const SERVICE_CHANGE: Parts = &["host", "service", "change", "output"];
const HOST_HANDLER: Parts = &["host", "state", "state_type", "attempt", "command"];
const SERVICE_HANDLER: Parts = &["host", "service", "state", "state_type", "attempt", "command"];
const HOST_CHECK: Parts = &["host", "result", "output"];
const SERVICE_CHECK: Parts = &["host", "service", "result", "output"];
const COMMAND: Parts = &["external_command", ""];
/// What external commands are told, by the command's name: <https://assets.nagios.com/downloads/nagioscore/docs/externalcmds/>.
const COMMANDS: [(&str, Parts); 11] = [
    ("ACKNOWLEDGE_HOST_PROBLEM", &["host", "sticky", "notify", "persistent", "contact", "comment"]),
    ("ACKNOWLEDGE_SVC_PROBLEM", &["host", "service", "sticky", "notify", "persistent", "contact", "comment"]),
    ("ADD_HOST_COMMENT", &["host", "persistent", "contact", "comment"]),
    ("ADD_SVC_COMMENT", &["host", "service", "persistent", "contact", "comment"]),
    ("SCHEDULE_HOST_DOWNTIME", &["host", "from", "to", "fixed", "trigger", "duration", "contact", "comment"]),
    ("SCHEDULE_HOST_SVC_DOWNTIME", &["host", "from", "to", "fixed", "trigger", "duration", "contact", "comment"]),
    ("SCHEDULE_SVC_DOWNTIME", &["host", "service", "from", "to", "fixed", "trigger", "duration", "contact", "comment"]),
    ("SEND_CUSTOM_HOST_NOTIFICATION", &["host", "options", "contact", "comment"]),
    ("SEND_CUSTOM_SVC_NOTIFICATION", &["host", "service", "options", "contact", "comment"]),
    ("PROCESS_HOST_CHECK_RESULT", &["host", "result", "output"]),
    ("PROCESS_SERVICE_CHECK_RESULT", &["host", "service", "result", "output"]),
];
const OF_HOST: Parts = &["host", "arguments"];
const OF_SERVICE: Parts = &["host", "service", "arguments"];
const OTHER: Parts = &["arguments"];

/// How a line begins that the daemon wrote of itself. "Warning:" alone is anybody's.
const REMARKS: [&str; 14] = [
    "Nagios ",
    "Finished daemonizing",
    "Auto-save of retention data",
    "Successfully shutdown",
    "Caught SIG",
    "Event broker module",
    "Bailing out due to",
    "Local time is ",
    "wproc: ",
    "qh: ",
    "nerd: ",
    "Warning: Return code of ",
    "Warning: Passive check result",
    "Warning: The results of ",
];
const TIMEPERIOD: Parts = &["timeperiod", "from", "to"];

/// An entry's kind: our action, whether it is an alert, its parts.
type Kind = (&'static str, bool, Parts);

static KINDS: Names<Kind, 24> = Names::new([
    ("HOST ALERT", ("host_state_changed", true, HOST_STATE)),
    ("SERVICE ALERT", ("service_state_changed", true, SERVICE_STATE)),
    ("CURRENT HOST STATE", ("host_state", false, HOST_STATE)),
    ("CURRENT SERVICE STATE", ("service_state", false, SERVICE_STATE)),
    ("INITIAL HOST STATE", ("host_state", false, HOST_STATE)),
    ("INITIAL SERVICE STATE", ("service_state", false, SERVICE_STATE)),
    ("HOST NOTIFICATION", ("host_notification", true, HOST_NOTE)),
    ("SERVICE NOTIFICATION", ("service_notification", true, SERVICE_NOTE)),
    ("HOST FLAPPING ALERT", ("host_flapping", true, HOST_CHANGE)),
    ("SERVICE FLAPPING ALERT", ("service_flapping", true, SERVICE_CHANGE)),
    ("HOST DOWNTIME ALERT", ("host_downtime", false, HOST_CHANGE)),
    ("SERVICE DOWNTIME ALERT", ("service_downtime", false, SERVICE_CHANGE)),
    ("HOST EVENT HANDLER", ("host_event_handler", false, HOST_HANDLER)),
    ("SERVICE EVENT HANDLER", ("service_event_handler", false, SERVICE_HANDLER)),
    ("GLOBAL HOST EVENT HANDLER", ("host_event_handler", false, HOST_HANDLER)),
    ("GLOBAL SERVICE EVENT HANDLER", ("service_event_handler", false, SERVICE_HANDLER)),
    ("PASSIVE HOST CHECK", ("host_check", false, HOST_CHECK)),
    ("PASSIVE SERVICE CHECK", ("service_check", false, SERVICE_CHECK)),
    ("EXTERNAL COMMAND", ("external_command", false, COMMAND)),
    ("TIMEPERIOD TRANSITION", ("timeperiod_transition", false, TIMEPERIOD)),
    ("HOST ACKNOWLEDGEMENT ALERT", ("host_acknowledged", false, HOST_CHANGE)),
    ("SERVICE ACKNOWLEDGEMENT ALERT", ("service_acknowledged", false, SERVICE_CHANGE)),
    ("LOG ROTATION", ("log_rotated", false, &[])),
    ("LOG VERSION", ("log_version", false, &[])),
]);

/// The longest name of a kind.
const KIND_BYTES_MAX: usize = 32;

/// The daemons that write it to syslog; Debian's have the version in their names.
const TAGS: [&str; 6] = ["nagios", "icinga", "naemon", "nrpe", "nagios3", "nagios4"];

fn shows(body: &Body<'_>) -> bool {
    cut_epoch(body.text()).is_some() || TAGS.iter().any(|tag| tag.as_bytes() == body.tag_text())
}

/// `[1795165872] `.
fn cut_epoch(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let inside = text.strip_prefix(b"[")?;
    let end = memchr(b']', inside.get(..14).unwrap_or(inside))?;
    let (epoch, rest) = inside.split_at(end);
    let rest = rest.get(1..)?.strip_prefix(b" ")?;
    (is_number(epoch) && epoch.len() >= 9).then_some((epoch, rest))
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let (epoch, text) = cut_epoch(body.text()).map_or((None, body.text()), |(epoch, text)| (Some(epoch), text));
    if body.tag_text() == b"nrpe" {
        return read_nrpe(body, text, record).is_some();
    }
    let head = text.get(..KIND_BYTES_MAX).unwrap_or(text);
    let kind = cut_at(head, b':').and_then(|(name, _)| Some((name, KINDS.find(name)?.1)));
    let Some((name, (action, is_alert, parts))) = kind else {
        let Some(epoch) = epoch else { return body.tag_text() != b"icinga" && read_remark(body, text, record) };
        // Any program may begin its lines with an epoch in brackets.
        if !REMARKS.iter().any(|remark| text.starts_with(remark.as_bytes())) {
            return false;
        }
        record.push_time(TimeRole::Event, Form::Epoch, body.span_of(epoch));
        return read_remark(body, text, record);
    };
    if let Some(epoch) = epoch {
        record.push_time(TimeRole::Event, Form::Epoch, body.span_of(epoch));
    }
    record.push("type", None, body.span_of(name));
    let span = body.span_of(name);
    record.push_word(Field::EventKind, if is_alert { "alert" } else { "event" }, span);
    record.push_word(Field::EventAction, action, span);
    record.push_word(Field::EventCategory, "host", span);
    record.push_word(Field::EventType, if is_alert { "change" } else { "info" }, span);
    read_parts(body, parts, trim(text.get(name.len() + 1..).unwrap_or_default()), record);
    true
}

fn read_remark(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    let span = body.span_of(text);
    record.push_word(Field::EventCategory, "host", span);
    record.push_word(Field::EventType, "info", span);
    true
}

/// The last part may hold semicolons itself.
fn read_parts(body: &Body<'_>, names: Parts, text: &[u8], record: &mut Record) {
    let mut rest = text;
    for (at, name) in names.iter().enumerate() {
        let is_last = at + 1 == names.len();
        let (part, after) = match cut_at(rest, b';').filter(|_| !is_last) {
            Some(parts) => parts,
            None => (rest, &[] as &[u8]),
        };
        let part = trim(part);
        if !part.is_empty() {
            push_part(body, name, part, record);
        }
        if *name == "external_command" {
            return read_parts(body, name_arguments(part), after, record);
        }
        rest = after;
    }
    if names.is_empty() && !rest.is_empty() {
        record.push("text", None, body.span_of(rest));
    }
}

/// What stands behind a command's name. A host comes first, a service behind its host, but in the commands for all of
/// them, for groups, and for what is deleted by its number.
fn name_arguments(command: &[u8]) -> Parts {
    let holds = |part: &str| find_text(command, part.as_bytes()).is_some();
    if let Some((_, parts)) = COMMANDS.iter().find(|(name, _)| name.as_bytes() == command) {
        return parts;
    }
    if command.starts_with(b"DEL_") || holds("GROUP") || holds("CONTACT") || holds("GLOBAL") {
        OTHER
    } else if holds("_SVC_") && !holds("_HOST_SVC_") {
        // `_HOST_SVC_` is for all services of a host and names none.
        OF_SERVICE
    } else if holds("_HOST_") {
        OF_HOST
    } else {
        OTHER
    }
}

fn push_part(body: &Body<'_>, name: &'static str, part: &[u8], record: &mut Record) {
    let span = body.span_of(part);
    let field = match name {
        "host" => Some(Field::HostName),
        "service" => Some(Field::ServiceName),
        "contact" => Some(Field::UserName),
        "output" => Some(Field::EventReason),
        "state" => {
            push_state(part, span, record);
            None
        }
        _ => None,
    };
    record.push(name, field, span);
    if name == "host" && crate::syntax::cut::is_ip(part) {
        record.push(name, Some(Field::HostIp), span);
    }
}

/// What a state says of the outcome and how grave it is. A notification's reason may stand before it
/// (`ACKNOWLEDGEMENT (CRITICAL)`).
fn push_state(state: &[u8], span: Span, record: &mut Record) {
    let state = cut_text(state, "(").and_then(|(_, rest)| rest.strip_suffix(b")")).unwrap_or(state);
    let (outcome, level) = match state {
        b"OK" | b"UP" | b"RECOVERY" => ("success", "info"),
        b"WARNING" => ("failure", "warning"),
        b"CRITICAL" | b"DOWN" | b"UNREACHABLE" => ("failure", "critical"),
        b"UNKNOWN" => ("unknown", "warning"),
        _ => return,
    };
    record.push_word(Field::EventOutcome, outcome, span);
    record.push_word(Field::LogLevel, level, span);
}

/// NRPE's refusals: `Host 192.0.2.7 is not allowed to talk to us!`.
fn read_nrpe(body: &Body<'_>, text: &[u8], record: &mut Record) -> Option<()> {
    let (host, _) = cut_text(text.strip_prefix(b"Host ")?, " is not allowed to talk to us")?;
    let span = body.span_of(text);
    record.push("peer", Some(Field::SourceIp), body.span_of(host));
    record.push_word(Field::EventAction, "connection_refused", span);
    record.push_word(Field::EventCategory, "network", span);
    record.push_word(Field::EventType, "connection", span);
    record.push_word(Field::EventType, "denied", span);
    record.push_word(Field::EventOutcome, "failure", span);
    Some(())
}
