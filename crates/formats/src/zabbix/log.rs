//! `zabbix.log`: the logs of Zabbix's server, proxy and agent: `  1234:20261120:101112.123 message`, through syslog the
//! message alone, and Zabbix agent 2's `2026/11/20 10:11:12.123456 message`.
//!
//! After Zabbix 7's sources (`src/libs/zbxlog/log.c`, `src/libs/zbxavailability`, `src/zabbix_agent`).

use std::sync::LazyLock;

use model::{Field, Format, Record, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, is_number, skip_blanks},
        shape::Shapes,
    },
    wording::read_wording,
};

/// Its name and version.
const FORMAT: Format = Format { name: "zabbix.log", version: 1 };

/// A longer message is of none of the wordings: what stands twice in it would be tried in every pairing.
const WORDING_BYTES_MAX: usize = 2048;

/// The reader of the programs' own logs.
pub(crate) const PRODUCT: Product = Product {
    format: FORMAT,
    sign: Sign::LookAt(
        |byte| matches!(byte, b'0'..=b'9' | b' '),
        |body| cut_own(body.text()).is_some() || cut_agent2(body.text()).is_some(),
    ),
    read,
};

/// The reader of what they write to syslog.
pub(crate) const SENT: Product = Product {
    format: FORMAT,
    sign: Sign::Tag(&[
        "zabbix_server",
        "zabbix_proxy",
        "zabbix_agentd",
        "zabbix_agent2",
        "zabbix_agent",
        "zabbix_web_service",
    ]),
    read,
};

const fn row(
    action: &'static str,
    category: &'static [&'static str],
    kind: &'static [&'static str],
    outcome: Option<&'static str>,
) -> Meaning {
    Meaning { action, category, kind, outcome }
}

const STARTED: Meaning = row("service_started", &["process"], &["start"], SUCCESS);
const STOPPED: Meaning = row("service_stopped", &["process"], &["end"], SUCCESS);
const CRASHED: Meaning = row("service_crashed", &["process"], &["end", "error"], FAILURE);
const REFUSED: Meaning = row("connection_refused", &["network"], &["connection", "denied"], FAILURE);
const UNREACHABLE: Meaning = row("host_unreachable", &["host", "network"], &["error"], FAILURE);
const REACHABLE: Meaning = row("host_reachable", &["host", "network"], &["info"], SUCCESS);
const CHECK_FAILED: Meaning = row("check_failed", &["host"], &["error"], FAILURE);
const CHECK_WORKS: Meaning = row("check_recovered", &["host"], &["info"], SUCCESS);
const CONNECT_FAILED: Meaning = row("connect", &["network"], &["connection", "error"], FAILURE);
const CONNECTED: Meaning = row("connect", &["network"], &["connection"], SUCCESS);
const DATABASE: Meaning = row("database_error", &["database"], &["error"], FAILURE);
const DATABASE_UP: Meaning = row("database_connected", &["database"], &["info"], SUCCESS);
const SLOW: Meaning = row("slow_query", &["database"], &["info"], None);
const COMMAND: Meaning = row("command_executed", &["process"], &["start"], None);
const LOADED: Meaning = row("configuration_loaded", &["configuration"], &["info"], SUCCESS);
const TRAP: Meaning = row("snmp_trap_unmatched", &["network"], &["info"], None);
const STATUS: Meaning = row("service_status", &["host"], &["info"], None);

#[rustfmt::skip] // One wording a row.
static WORDINGS: [(&str, Meaning); 44] = [
    ("failed to accept an incoming connection: connection from \"{source}\" rejected, allowed hosts: \"{allowed*}\"", REFUSED),
    ("failed to accept an incoming connection: connection from \"{source}\" rejected{reason*}", REFUSED),
    ("failed to accept an incoming connection: from {source}: {reason*}", REFUSED),
    ("failed to accept an incoming connection: {reason*}", REFUSED),
    ("connection from \"{source}\" rejected, allowed hosts: \"{allowed*}\"", REFUSED),
    ("cannot send list of active checks to \"{source}\": host [{host*}] not found", REFUSED),
    ("cannot send list of active checks to \"{source}\": {reason*}", REFUSED),
    ("no active checks on server [{server*}]: {reason*}", CHECK_FAILED),
    ("active check configuration update from [{server*}] started to fail ({reason*})", CONNECT_FAILED),
    ("active check configuration update from [{server*}] started to fail", CONNECT_FAILED),
    ("active check configuration update from [{server*}] is working again", CONNECTED),
    ("active check configuration update from {server} is working again", CONNECTED),
    ("[{number#}] active check configuration update from [{server*}] started to fail ({reason*})", CONNECT_FAILED),
    ("[{number#}] active check configuration update from {server*} is working again", CONNECTED),
    ("active check data upload to [{server*}] started to fail{reason*}", CONNECT_FAILED),
    ("active check data upload to [{server*}] is working again", CONNECTED),
    ("cannot connect to [[{server*}]: {reason*}", CONNECT_FAILED),
    ("cannot connect to {server*}: {reason*}", CONNECT_FAILED),
    ("temporarily disabling {kind*} checks on host \"{host*}\": {reason*}", UNREACHABLE),
    ("resuming {kind*} checks on host \"{host*}\": {reason*}", REACHABLE),
    ("enabling {kind*} checks on host \"{host*}\": {reason*}", REACHABLE),
    ("{kind*} item \"{item*}\" on host \"{host*}\" failed: {reason*}", CHECK_FAILED),
    ("item \"{item*}\" became not supported: {reason*}", CHECK_FAILED),
    ("item \"{item*}\" became supported", CHECK_WORKS),
    ("error reason for \"{item*}\" changed: {reason*}", CHECK_FAILED),
    ("database is down: {reason*}", DATABASE),
    ("database is down. {reason*}", DATABASE),
    ("database connection re-established", DATABASE_UP),
    ("[Z{code#}] connection to database '{database*}' failed: {reason*}", DATABASE),
    ("[Z{code#}] query failed: {reason*}", DATABASE),
    ("[Z{code#}] {reason*}", DATABASE),
    ("slow query: {seconds} sec, \"{query*}\"", SLOW),
    ("Executing command '{command*}'", COMMAND),
    ("Executing command \"{command*}\"", COMMAND),
    ("unmatched trap received from \"{source}\": {trap*}", TRAP),
    ("Starting Zabbix {program*}. Zabbix {version*} (revision {revision}).", STARTED),
    ("Starting Zabbix {program*} ({version})", STARTED),
    ("Zabbix {program*} stopped. {version*}", STOPPED),
    ("{program} #{number#} started [{task*}]", STARTED),
    ("Got signal [{signal*}]. Exiting ...", STOPPED),
    ("One child process died (PID:{child#},exitcode/signal:{code#}). Exiting ...", CRASHED),
    ("using configuration file: {file*}", LOADED),
    ("Zabbix Agent2 hostname: [{host*}]", STARTED),
    ("housekeeper [{detail*}]", STATUS),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(&WORDINGS));

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let message = if let Some((pid, time, message)) = cut_own(text) {
        record.push("pid", Some(Field::ProcessPid), body.span_of(pid));
        record.push_time(TimeRole::Event, Form::Compact, body.span_of(time));
        message
    } else if let Some((time, message)) = cut_agent2(text) {
        // Other programs in Go write their lines so: only the wording shows this one.
        if message.len() > WORDING_BYTES_MAX || SHAPES.find(message).is_none() {
            return false;
        }
        record.push_time(TimeRole::Event, Form::YearFirst, body.span_of(time));
        message
    } else {
        text
    };
    let span = body.span_of(message);
    record.push("text", None, span);
    if message.len() > WORDING_BYTES_MAX || !read_wording(body, message, &SHAPES, record) {
        STATUS.push(span, record);
    }
    for fact in &mut record.facts {
        if fact.name == model::Name::Known("host") {
            fact.field = Some(Field::HostName);
        }
    }
    record.push_word(Field::EventKind, "event", span);
    record.push_word(Field::ServiceType, "zabbix", span);
    true
}

/// `  1234:20261120:101112.123 message`.
fn cut_own(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    const TIME_BYTES: usize = 19;
    const PID_BYTES_MAX: usize = 10;
    let text = skip_blanks(text);
    let (pid, _) = cut_at(text.get(..=PID_BYTES_MAX).unwrap_or(text), b':').filter(|(pid, _)| is_number(pid))?;
    let (time, rest) = text.get(pid.len() + 1..)?.split_at_checked(TIME_BYTES)?;
    let is_time = time.iter().enumerate().all(|(at, byte)| match at {
        8 => *byte == b':',
        15 => *byte == b'.',
        _ => byte.is_ascii_digit(),
    });
    is_time.then(|| (pid, time, rest.strip_prefix(b" ").unwrap_or(rest)))
}

/// `2026/11/20 10:11:12.123456 message`.
fn cut_agent2(text: &[u8]) -> Option<(&[u8], &[u8])> {
    const TIME_BYTES: usize = 26;
    let (time, rest) = text.split_at_checked(TIME_BYTES)?;
    let is_time = matches!(time, [b'2', _, _, _, b'/', _, _, b'/', _, _, b' ', _, _, b':', _, _, b':', _, _, b'.', ..]);
    rest.strip_prefix(b" ").filter(|_| is_time).map(|rest| (time, rest))
}
