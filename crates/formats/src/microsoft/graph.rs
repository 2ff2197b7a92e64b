//! Microsoft Graph security API: alerts (`alert_v2`), the older alerts (`alert`), and incidents.
//!
//! Written after <https://learn.microsoft.com/en-us/graph/api/resources/security-alert> with its types of evidence,
//! <https://learn.microsoft.com/en-us/graph/api/resources/security-incident> and
//! <https://learn.microsoft.com/en-us/graph/api/resources/alert>. An alert is a state that changes: the time of its
//! record is that of its last change, the time of what it tells of is `event.start` to `event.end`.

mod meanings;

use model::{Field, Format, Record};

use self::meanings::{EVIDENCE, MEANINGS, OLD};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::document::{Dialect, Document, Slot},
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "microsoft.graph", version: 2 },
    sign: Sign::AnyMembers(&[
        &["id", "title", "severity", "serviceSource", "createdDateTime"],
        &["id", "displayName", "severity", "incidentWebUrl", "createdDateTime"],
        &["id", "severity", "vendorInformation", "eventDateTime"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect {
    find: |path| {
        let inner = path.strip_prefix(b"alerts.").unwrap_or(path);
        match inner.strip_prefix(b"evidence.") {
            Some(evidence) => EVIDENCE.find(evidence),
            None => MEANINGS.find(inner).or_else(|| OLD.find(inner)),
        }
    },
    wrappers: &[],
};

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut alert = Document::read(body, record, &DIALECT);
    let origin = alert.origin;
    alert.conclude_observer("Microsoft", "Graph Security", "");
    alert.conclude_kind("alert");
    alert.push_once(Field::EventCategory, "intrusion_detection", origin);
    alert.push_once(Field::EventType, "info", origin);
    alert.push_once(Field::EventAction, if alert.has(Slot::Class) { "incident" } else { "alert" }, origin);
    alert.conclude_time();
    true
}
