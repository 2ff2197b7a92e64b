//! What monitors send to PagerDuty: its Events API, version 2.
//!
//! Written after <https://developer.pagerduty.com/docs/events-api-v2-overview>.

use model::{Field, Record, TimeRole};

use super::webhook::FORMAT;
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Is, IsNoted, Noted, Severity, Time},
            Slot,
        },
        names::Names,
    },
};

/// The reader.
pub(crate) const SENT: Product = Product {
    format: FORMAT,
    sign: Sign::AnyMembers(&[&["event_action", "payload"], &["event_action", "routing_key"]]),
    read,
};

const DIALECT: Dialect = Dialect { find: |path| MEANINGS.find(path), wrappers: &[] };

static MEANINGS: Names<Means, 12> = Names::new([
    ("event_action", Noted(Slot::Kind)),
    ("dedup_key", Is(Field::EventId)),
    ("routing_key", Noted(Slot::Proof)),
    ("client", Is(Field::EventProvider)),
    ("client_url", Is(Field::EventUrl)),
    ("payload.summary", Is(Field::Message)),
    ("payload.source", IsNoted(Field::HostName, Slot::Proof)),
    ("payload.severity", Severity),
    ("payload.timestamp", Time(TimeRole::Event)),
    ("payload.component", Is(Field::ServiceName)),
    ("payload.group", Noted(Slot::Text)),
    ("payload.class", Is(Field::RuleCategory)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Document::read(body, record, &DIALECT);
    let span = event.span(Slot::Kind);
    let word = match event.text(Slot::Kind) {
        b"trigger" => "start",
        b"acknowledge" => "change",
        b"resolve" => "end",
        _ => return false,
    };
    if !event.has(Slot::Proof) {
        return false;
    }
    event.conclude_observer("PagerDuty", "PagerDuty", "");
    event.conclude_kind("alert");
    event.conclude_action(Slot::Kind);
    event.push_once(Field::EventCategory, "host", span);
    event.push_once(Field::EventType, word, span);
    true
}
