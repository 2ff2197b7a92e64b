//! Splunk: alerts of a saved search as its webhook sends them, notable events of Enterprise Security, and results of a
//! search as they are exported.
//!
//! Written after <https://docs.splunk.com/Documentation/Splunk/latest/Alert/Webhooks> and the fields of Enterprise
//! Security's notable index. The alert quotes the first result of its search; `_raw` in it is the record itself.

use model::{Field, Format, Record, TimeRole};

use super::export;
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Address, Is, IsNoted, Noted, PathAndName, Severity, Tactics, Techniques, Time},
            Slot,
        },
        gravity::find_gravity,
        names::Names,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: FORMAT,
    sign: Sign::AnyMembers(&[
        &["search_name", "sid", "result"],
        &["search_name", "results_link", "result"],
        &["search_name", "event_id", "_time"],
        &["rule_name", "event_id", "_time"],
        &["source", "rule_title", "urgency"],
    ]),
    read,
};

/// The same of what is exported.
pub(crate) const EXPORT: Product =
    Product { format: FORMAT, sign: Sign::Members(&["preview", "result"]), read: read_export };

const FORMAT: Format = Format { name: "splunk.alert", version: 2 };

const DIALECT: Dialect = Dialect { find: |path| MEANINGS.find(path), wrappers: &["result.", "results."] };

/// By Splunk's names of its Common Information Model, without `result.`.
static MEANINGS: Names<Means, 66> = Names::new([
    ("_time", Time(TimeRole::Event)),
    ("_indextime", Noted(Slot::Number)),
    ("_raw", Is(Field::EventOriginal)),
    ("orig_raw", Is(Field::EventOriginal)),
    ("search_name", IsNoted(Field::RuleName, Slot::Name)),
    ("rule_name", IsNoted(Field::RuleName, Slot::Name)),
    ("rule_title", Is(Field::Message)),
    ("rule_description", Is(Field::RuleDescription)),
    ("rule_id", Is(Field::RuleId)),
    ("event_id", Is(Field::EventId)),
    ("sid", Is(Field::EventId)),
    ("results_link", Is(Field::EventUrl)),
    ("security_domain", Is(Field::RuleCategory)),
    ("severity", Noted(Slot::Class)),
    ("urgency", Severity),
    ("risk_score", Is(Field::EventRiskScore)),
    ("status_label", Is(Field::EventReason)),
    ("annotations.mitre_attack", Techniques),
    ("annotations.mitre_attack.mitre_technique_id", Techniques),
    ("mitre_technique_id", Techniques),
    ("annotations.mitre_attack.mitre_tactic", Tactics),
    ("mitre_tactic", Tactics),
    ("host", Is(Field::HostName)),
    ("orig_host", Is(Field::HostName)),
    ("dvc", Address(Field::ObserverIp, Field::ObserverHostname)),
    ("source", Noted(Slot::Text)),
    ("sourcetype", Is(Field::EventDataset)),
    ("_sourcetype", Noted(Slot::Text)),
    ("src", Address(Field::SourceIp, Field::SourceDomain)),
    ("src_ip", Is(Field::SourceIp)),
    ("src_port", Is(Field::SourcePort)),
    ("src_host", Is(Field::SourceDomain)),
    ("src_mac", Is(Field::SourceMac)),
    ("src_user", Is(Field::SourceUserName)),
    ("dest", Address(Field::DestinationIp, Field::DestinationDomain)),
    ("dest_ip", Is(Field::DestinationIp)),
    ("dest_port", Is(Field::DestinationPort)),
    ("dest_host", Is(Field::DestinationDomain)),
    ("dest_mac", Is(Field::DestinationMac)),
    ("transport", Is(Field::NetworkTransport)),
    ("app", Noted(Slot::Text)),
    ("user", Is(Field::UserName)),
    ("user_id", Is(Field::UserId)),
    ("action", Noted(Slot::Action)),
    ("signature", Is(Field::RuleDescription)),
    ("signature_id", Is(Field::EventCode)),
    ("EventCode", Is(Field::EventCode)),
    ("ComputerName", Is(Field::HostHostname)),
    ("process", Noted(Slot::Target)),
    ("process_name", Is(Field::ProcessName)),
    ("process_path", PathAndName(Field::ProcessExecutable, Field::ProcessName)),
    ("process_id", Is(Field::ProcessPid)),
    ("pid", Is(Field::ProcessPid)),
    ("parent_process_name", Is(Field::ProcessParentName)),
    ("parent_process_id", Is(Field::ProcessParentPid)),
    ("file_name", Is(Field::FileName)),
    ("file_path", Is(Field::FilePath)),
    ("file_hash", Means::Hash),
    ("url", Is(Field::UrlOriginal)),
    ("http_method", Is(Field::HttpRequestMethod)),
    ("http_user_agent", Is(Field::UserAgentOriginal)),
    ("query", Is(Field::DnsQuestionName)),
    ("bytes_in", Is(Field::DestinationBytes)),
    ("bytes_out", Is(Field::SourceBytes)),
    ("cve", Is(Field::VulnerabilityId)),
    ("vendor_product", Noted(Slot::Text)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let is_alert = shows_alert(body);
    if !is_alert && let Some(event) = export::find_event(body) {
        export::read(body, event, FORMAT, record);
        return true;
    }
    let mut alert = Document::read(body, record, &DIALECT);
    let origin = alert.origin;
    if !is_alert {
        alert.conclude_kind("event");
        return true;
    }
    alert.conclude_observer("Splunk", "Splunk", "siem");
    alert.conclude_kind("alert");
    alert.push_once(Field::EventCategory, "intrusion_detection", origin);
    alert.push_once(Field::EventType, "info", origin);
    alert.conclude_action(Slot::Action);
    let process = alert.text(Slot::Target);
    // A program's name in syslog's sources, a command line in those of hosts.
    let is_name = !process.iter().any(u8::is_ascii_whitespace);
    alert.settle(Slot::Target, if is_name { Field::ProcessName } else { Field::ProcessCommandLine });
    if alert.record.first(Field::LogLevel).is_none() {
        alert.settle(Slot::Class, Field::LogLevel);
        let (gravity, at) = (find_gravity(alert.text(Slot::Class)), alert.span(Slot::Class));
        if let Some(gravity) = gravity {
            alert.record.push_number(Field::EventSeverity, gravity, at);
        }
    }
    true
}

/// Both names may be any program's.
fn read_export(body: &Body<'_>, record: &mut Record) -> bool {
    export::shows(body) && read(body, record)
}

/// True for an alert; what is exported may be any search's result.
fn shows_alert(body: &Body<'_>) -> bool {
    let is_sign = |path: &[u8]| {
        matches!(
            path.strip_prefix(b"result.").unwrap_or(path),
            b"search_name" | b"rule_name" | b"rule_title" | b"orig_sid"
        )
    };
    body.leaves().iter(body.raw).any(|leaf| is_sign(leaf.path))
}
