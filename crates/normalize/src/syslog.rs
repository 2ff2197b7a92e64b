//! What a syslog priority says.

use model::{Fact, Field, Value};

use crate::{derived::derive, first_facts::FirstFacts};

/// By code (RFC 5424 §6.2.1, table 1), in the keywords of `syslog.conf`.
const FACILITIES: [&str; 24] = [
    "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp",
    "audit", "alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
];

/// By code (RFC 5424 §6.2.1, table 2).
const SEVERITIES: [&str; 8] =
    ["emergency", "alert", "critical", "error", "warning", "notice", "informational", "debug"];

/// Adds facility and severity, with their names, and `log.level`, where the format did not say them itself.
pub(crate) fn derive_priority(raw: &[u8], facts: &mut Vec<Fact>, firsts: &mut FirstFacts) {
    let priority = firsts.find(Field::LogSyslogPriority, facts);
    let Some((number, span)) = priority.and_then(|fact| Some((fact.value.number(raw)?, fact.value.span()))) else {
        return;
    };
    let (facility, severity) = (number / 8, number % 8);
    let name = |names: &[&'static str], code: u64| usize::try_from(code).ok().and_then(|code| names.get(code).copied());
    let (Some(facility_name), Some(severity_name)) = (name(&FACILITIES, facility), name(&SEVERITIES, severity)) else {
        return;
    };
    let number = |number| Value::Number { number, span };
    let word = |word| Value::Word { word, span };
    derive(Field::LogSyslogFacilityCode, number(facility), facts, firsts);
    derive(Field::LogSyslogFacilityName, word(facility_name), facts, firsts);
    derive(Field::LogSyslogSeverityCode, number(severity), facts, firsts);
    derive(Field::LogSyslogSeverityName, word(severity_name), facts, firsts);
    derive(Field::LogLevel, word(severity_name), facts, firsts);
}
