//! `<PRI>`: facility times eight and severity (RFC 5424 §6.2.1, RFC 3164 §4.1.1).

use model::{DiagnosticKind, Field, Record};

use crate::{
    body::locate,
    syntax::cut::{cut_at, read_number},
};

/// The highest priority: facility 23, severity 7.
const PRIORITY_MAX: u64 = 191;

/// Longer ones are not taken for a priority at all.
const PRIORITY_BYTES_MAX: usize = 10;

/// RFC 5424 §6.2.1 table 1, by the names of syslog(3) where it has them.
const FACILITIES: [&str; 24] = [
    "kern",
    "user",
    "mail",
    "daemon",
    "auth",
    "syslog",
    "lpr",
    "news",
    "uucp",
    "cron",
    "authpriv",
    "ftp",
    "ntp",
    "security",
    "console",
    "solaris-cron",
    "local0",
    "local1",
    "local2",
    "local3",
    "local4",
    "local5",
    "local6",
    "local7",
];

/// RFC 5424 §6.2.1 table 2.
const SEVERITIES: [&str; 8] =
    ["Emergency", "Alert", "Critical", "Error", "Warning", "Notice", "Informational", "Debug"];

/// Reads a priority at the front. True where one stands there, even one that makes no sense; and what follows.
pub(super) fn read_priority<'a>(raw: &[u8], text: &'a [u8], record: &mut Record) -> (bool, &'a [u8]) {
    let none = (false, text);
    let Some((digits, rest)) = text.strip_prefix(b"<").and_then(|text| cut_at(text, b'>')) else { return none };
    let digits_only = digits.iter().enumerate().all(|(at, byte)| byte.is_ascii_digit() || (at == 0 && *byte == b'-'));
    if digits.len() > PRIORITY_BYTES_MAX || !digits_only {
        return none;
    }
    let at = locate(raw, digits);
    match read_number(digits) {
        Some(number) if number <= PRIORITY_MAX && digits.len() <= 3 => {
            record.push_number(Field::LogSyslogPriority, number, at);
            push_parts(number, at, record);
        }
        _ => record.diagnose(DiagnosticKind::Priority, at),
    }
    (true, rest)
}

fn push_parts(number: u64, at: model::Span, record: &mut Record) {
    let (facility, severity) = (number / 8, number % 8);
    record.push_number(Field::LogSyslogFacilityCode, facility, at);
    record.push_number(Field::LogSyslogSeverityCode, severity, at);
    let name = |names: &'static [&'static str], code: u64| usize::try_from(code).ok().and_then(|at| names.get(at));
    if let Some(word) = name(&FACILITIES, facility) {
        record.push_word(Field::LogSyslogFacilityName, word, at);
    }
    if let Some(word) = name(&SEVERITIES, severity) {
        record.push_word(Field::LogSyslogSeverityName, word, at);
    }
}
