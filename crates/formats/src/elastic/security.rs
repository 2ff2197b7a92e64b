//! Elastic Security's alerts: documents of `.alerts-security.alerts-*` (`kibana.alert.*`) and the older signals
//! (`signal.*`), nested or dotted, alone or as a search gives them (`_source`).
//!
//! Written after "Alert schema": <https://www.elastic.co/docs/reference/security/fields-and-object-schemas/alert-schema>.
//! Every other member is the ECS of the record that the alert was raised on.

use model::{Field, Format, Record, TimeRole};

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Is, IsNoted, Noted, Severity, Tactics, Techniques, Time},
            Slot,
        },
        names::{Names, Row},
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "elastic.security", version: 1 },
    sign: Sign::AnyMembers(&[
        &["@timestamp", "kibana"],
        &["@timestamp", "kibana.alert.uuid"],
        &["@timestamp", "kibana.alert.rule.name"],
        &["@timestamp", "kibana.alert.rule.uuid"],
        &["@timestamp", "signal"],
        &["@timestamp", "signal.rule.name"],
        &["_index", "_source"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect {
    find: |path| {
        let path = path.strip_prefix(b"_source.").unwrap_or(path);
        let own = path.strip_prefix(b"kibana.alert.").or_else(|| path.strip_prefix(b"signal."));
        own.map_or_else(|| RECORD.find(path).or_else(|| ECS.find(path)), |own| ALERT.find(own))
    },
    wrappers: &[],
};

/// Of the record that is quoted: what is no field by its own name.
static RECORD: Names<Means, 9> = Names::new([
    ("@timestamp", Time(TimeRole::Event)),
    ("event.created", Time(TimeRole::Created)),
    ("event.start", Time(TimeRole::Start)),
    ("event.end", Time(TimeRole::End)),
    ("event.kind", Noted(Slot::Kind)),
    ("event.severity", Noted(Slot::Number)),
    ("event.risk_score", Noted(Slot::Number)),
    ("rule.name", Noted(Slot::Class)),
    ("_id", Noted(Slot::Text)),
]);

/// Every field by its own name.
static ECS: Names<Means, { Field::ALL.len() }> = Names::new(name_fields());

#[expect(clippy::indexing_slicing, reason = "the index is below the length; it runs while compiling only")]
const fn name_fields() -> [Row<Means>; Field::ALL.len()] {
    let mut rows = [("", Is(Field::Message)); Field::ALL.len()];
    let mut at = 0;
    while at < rows.len() {
        rows[at] = (Field::ALL[at].name(), Is(Field::ALL[at]));
        at += 1;
    }
    rows
}

/// Of the alert, without `kibana.alert.` or `signal.`.
static ALERT: Names<Means, 27> = Names::new([
    ("uuid", Is(Field::EventId)),
    ("reason", IsNoted(Field::Message, Slot::Action)),
    ("severity", Severity),
    ("risk_score", Is(Field::EventRiskScore)),
    ("url", Is(Field::EventUrl)),
    ("workflow_status", Is(Field::EventReason)),
    ("rule.name", IsNoted(Field::RuleName, Slot::Proof)),
    ("rule.uuid", IsNoted(Field::RuleUuid, Slot::Proof)),
    ("rule.id", IsNoted(Field::RuleUuid, Slot::Proof)),
    ("rule.rule_id", Is(Field::RuleId)),
    ("rule.version", Is(Field::RuleVersion)),
    ("rule.category", Is(Field::RuleCategory)),
    ("rule.description", Is(Field::RuleDescription)),
    ("rule.references", Is(Field::RuleReference)),
    ("rule.tags", Is(Field::Tags)),
    ("rule.severity", Severity),
    ("rule.risk_score", Noted(Slot::Number)),
    ("rule.threat.framework", Is(Field::ThreatFramework)),
    ("rule.threat.tactic.id", Is(Field::ThreatTacticId)),
    ("rule.threat.tactic.name", Tactics),
    ("rule.threat.technique.id", Techniques),
    ("rule.threat.technique.name", Is(Field::ThreatTechniqueName)),
    ("rule.threat.technique.subtechnique.id", Techniques),
    ("rule.threat.technique.subtechnique.name", Is(Field::ThreatTechniqueSubtechniqueName)),
    ("original_time", Time(TimeRole::Start)),
    ("original_event.action", Noted(Slot::Activity)),
    ("status", Is(Field::EventReason)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut alert = Document::read(body, record, &DIALECT);
    if !alert.has(Slot::Proof) {
        return false;
    }
    let origin = alert.origin;
    alert.conclude_kind("alert");
    alert.push_once(Field::EventCategory, "intrusion_detection", origin);
    if alert.record.first(Field::ObserverVendor).is_none() {
        alert.conclude_observer("Elastic", "Elastic Security", "siem");
    }
    true
}
