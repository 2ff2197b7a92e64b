//! Amazon GuardDuty's findings: alone, as its API writes them (names with capitals), and as EventBridge wraps them.
//!
//! Written after "GuardDuty finding format" and the API's type `Finding`:
//! <https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-summary.html>,
//! <https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html>. A finding is a state that changes: the
//! time of its record is that of its last change, the time of what it tells of is `event.start` to `event.end`.

mod meanings;

use model::{Fact, Field, Format, Record};

use self::meanings::{MEANINGS, REMOTE};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, read_number},
        document::{Dialect, Document, Means, Slot},
        scan::find_text,
        technique::find_tactic,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "aws.guardduty", version: 2 },
    sign: Sign::AnyMembers(&[
        &["schemaVersion", "accountId", "type", "service"],
        &["SchemaVersion", "AccountId", "Type", "Service"],
        &["detail-type", "source", "detail"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect { find: find_row, wrappers: &["detail."] };

/// A longer path is none of this product's.
const PATH_BYTES_MAX: usize = 128;

/// The row of a path. The API writes each name with a capital where the service writes a small letter.
fn find_row(path: &[u8]) -> Option<&'static (&'static str, Means)> {
    if !path.first().is_some_and(u8::is_ascii_uppercase) {
        return find_small(path);
    }
    let mut small = [0_u8; PATH_BYTES_MAX];
    let room = small.get_mut(..path.len())?;
    let mut before = b'.';
    for (to, byte) in room.iter_mut().zip(path) {
        *to = if before == b'.' { byte.to_ascii_lowercase() } else { *byte };
        before = *byte;
    }
    find_small(room)
}

/// The row of a path whose names begin with small letters.
fn find_small(path: &[u8]) -> Option<&'static (&'static str, Means)> {
    let action = path.strip_prefix(b"service.action.").and_then(|action| cut_at(action, b'.'));
    match action.and_then(|(_, inner)| inner.strip_prefix(b"remoteIpDetails.")) {
        Some(remote) => REMOTE.find(remote),
        None => MEANINGS.find(path),
    }
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut finding = Document::read(body, record, &DIALECT);
    let (kind, span) = (finding.text(Slot::Kind), finding.span(Slot::Kind));
    // `ThreatPurpose:ResourceTypeAffected/ThreatFamilyName…`
    let Some((purpose, rest)) = cut_at(kind, b':').filter(|(_, rest)| rest.contains(&b'/')) else { return false };
    if !finding.has(Slot::Proof) {
        return false;
    }
    finding.conclude_observer("Amazon", "GuardDuty", "ids");
    finding.conclude_kind("alert");
    finding.record.push_word(Field::CloudProvider, "aws", span);
    finding.push_once(Field::EventCategory, "intrusion_detection", span);
    let is_file = rest.ends_with(b"File") && matches!(purpose, b"Execution" | b"Object");
    if is_file || find_text(kind, b"Malware").is_some() {
        finding.push_once(Field::EventCategory, "malware", span);
    }
    if let Some(tactic) = find_tactic(purpose) {
        finding.push_once(Field::ThreatTacticName, tactic, span);
    }
    finding.conclude_action(Slot::Action);
    conclude_severity(&mut finding);
    conclude_flow(&mut finding);
    conclude_id(finding.record, body.raw);
    true
}

/// GuardDuty counts from 1.0 to 10.0: low below 4, medium below 7, high below 9, else critical.
fn conclude_severity(finding: &mut Document<'_, '_>) {
    let (text, span) = (finding.text(Slot::Number), finding.span(Slot::Number));
    let whole = cut_at(text, b'.').map_or(text, |(whole, _)| whole);
    let (word, number) = match read_number(whole) {
        Some(0..=3) => ("low", 5),
        Some(4..=6) => ("medium", 4),
        Some(7..=8) => ("high", 3),
        Some(_) => ("critical", 2),
        None => return,
    };
    finding.record.push_word(Field::LogLevel, word, span);
    finding.record.push_number(Field::EventSeverity, number, span);
}

/// Who called an API or knocked at a port is the source; a connection says which way it went.
fn conclude_flow(finding: &mut Document<'_, '_>) {
    let (direction, span) = (finding.text(Slot::Direction), finding.span(Slot::Direction));
    let word = match direction {
        b"INBOUND" => Some("inbound"),
        b"OUTBOUND" => Some("outbound"),
        _ => None,
    };
    if let Some(word) = word {
        finding.push_once(Field::NetworkDirection, word, span);
    }
    let is_outgoing = direction == b"OUTBOUND";
    let ends = [(Field::SourceIp, Field::SourcePort), (Field::DestinationIp, Field::DestinationPort)];
    let [near, far] = if is_outgoing { ends } else { [ends[1], ends[0]] };
    finding.settle(Slot::NearAddress, near.0);
    finding.settle(Slot::NearPort, near.1);
    finding.settle(Slot::FarAddress, far.0);
    finding.settle(Slot::FarPort, far.1);
    if is_outgoing {
        turn_remote(finding.record);
    }
    let blocked = finding.span(Slot::Status);
    match finding.text(Slot::Status) {
        b"true" => finding.push_once(Field::EventType, "denied", blocked),
        b"false" => finding.push_once(Field::EventType, "allowed", blocked),
        _ => finding.push_once(Field::EventType, "info", blocked),
    }
}

/// The far end of what went out is its destination.
fn turn_remote(record: &mut Record) {
    for fact in &mut record.facts {
        fact.field = match fact.field {
            Some(Field::SourceAsNumber) => Some(Field::DestinationAsNumber),
            Some(Field::SourceAsOrganizationName) => Some(Field::DestinationAsOrganizationName),
            Some(Field::SourceGeoCountryName) => Some(Field::DestinationGeoCountryName),
            Some(Field::SourceGeoCityName) => None,
            other => other,
        };
    }
}

/// EventBridge numbers what it sends by a UUID, beside the finding's own number.
fn conclude_id(record: &mut Record, raw: &[u8]) {
    let is_id = |fact: &Fact| fact.field == Some(Field::EventId);
    if record.facts.iter().filter(|fact| is_id(fact)).count() > 1 {
        let is_envelope = |fact: &&mut Fact| is_id(fact) && fact.value.span().of(raw).contains(&b'-');
        record.facts.iter_mut().filter(is_envelope).for_each(|fact| fact.field = None);
    }
}
