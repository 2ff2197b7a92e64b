//! What is read of which line, at the crate's own door.

#[path = "all/certain.rs"]
mod certain;
#[path = "all/cisco.rs"]
mod cisco;
#[path = "all/claims.rs"]
mod claims;
#[path = "all/foreign.rs"]
mod foreign;
#[path = "all/forged.rs"]
mod forged;
#[path = "all/fortinet.rs"]
mod fortinet;
#[path = "all/json_lines.rs"]
mod json_lines;
#[path = "all/linux.rs"]
mod linux;
#[path = "all/monitors.rs"]
mod monitors;
#[path = "all/netfilter.rs"]
mod netfilter;
#[path = "all/postfix.rs"]
mod postfix;
#[path = "all/properties.rs"]
mod properties;
#[path = "all/siem.rs"]
mod siem;
#[path = "all/suricata.rs"]
mod suricata;
#[path = "all/syslog.rs"]
mod syslog;
#[path = "all/wazuh.rs"]
mod wazuh;

use formats::read;
use model::{Name, Record};

/// A line, the format that claims it, and facts that must be read from it: `name=value`, the name that of the ECS field
/// where the fact has one, else the format's own. `!name` says that there is no such fact.
pub(crate) struct Case {
    pub(crate) line: &'static str,
    pub(crate) format: &'static str,
    pub(crate) facts: &'static [&'static str],
}

/// A line that this format claims, with these facts.
pub(crate) const fn of(format: &'static str, line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format, facts }
}

/// Reads every line and compares.
pub(crate) fn check(cases: &[Case]) {
    for case in cases {
        let record = read(case.line.as_bytes());
        let facts = show_facts(case.line.as_bytes(), &record);
        assert_eq!(record.format.name, case.format, "format of {:?}: {facts:#?}", case.line);
        for fact in case.facts {
            match fact.strip_prefix('!') {
                Some(name) => {
                    let start = format!("{name}=");
                    assert!(
                        !facts.iter().any(|fact| fact.starts_with(&start)),
                        "{name} in {:?}: {facts:#?}",
                        case.line
                    );
                }
                None => assert!(facts.iter().any(|read| read == fact), "{fact} of {:?}: {facts:#?}", case.line),
            }
        }
    }
}

/// The facts and times of a record as `name=value`.
pub(crate) fn show_facts(raw: &[u8], record: &Record) -> Vec<String> {
    let facts = record.facts.iter().map(|fact| {
        let own = match &fact.name {
            Name::Known(name) => (*name).to_owned(),
            Name::Span(span) => String::from_utf8_lossy(span.of(raw)).into_owned(),
            Name::Path(path) => path.to_string(),
        };
        format!("{}={}", fact.field.map_or(own, |field| field.name().to_owned()), fact.value.text(raw))
    });
    let times = record
        .times
        .iter()
        .map(|time| format!("{:?}/{:?}={}", time.role, time.form, String::from_utf8_lossy(time.span.of(raw))));
    let diagnostics = record.diagnostics.iter().map(|diagnostic| {
        format!("diagnostic/{}={}", diagnostic.kind.name(), String::from_utf8_lossy(diagnostic.span.of(raw)))
    });
    facts.chain(times).chain(diagnostics).collect()
}
