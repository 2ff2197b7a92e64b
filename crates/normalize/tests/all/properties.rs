//! What holds for every frame.

use std::net::IpAddr;

use model::{Event, Field, FieldKind, Record, Span, TimeRole};
use proptest::prelude::*;
use stamp::{Form, UtcNanos};

use crate::{FORMAT, RECEIVED_AT, connection, feed, normalize, receipt};

/// Lines that get far into a format, with a few bytes changed.
const LINES: &[&str] = &[
    "<38>Nov 23 12:34:56 web1 sshd[812]: Failed password for invalid user EXAMPLE\\bob from 192.0.2.10 port 22 ssh2",
    "<34>1 2026-11-23T10:00:00.1Z host.example.com app 12 ID47 [meta sequenceId=\"1\"] \u{feff}text",
    "<164>Nov 23 2026 12:00:00 asa1 : %ASA-4-106023: Deny tcp src outside:203.0.113.9/4444 dst inside:192.0.2.1/22 \
     by access-group \"acl\" [0x0, 0x0]",
    "{\"timestamp\":\"2026-11-23T10:00:00.123456+0000\",\"event_type\":\"alert\",\"src_ip\":\"2001:db8::1\",\
     \"dest_ip\":\"fe80::1%eth0\",\"src_port\":1,\"proto\":\"TCP\",\"alert\":{\"signature_id\":1,\"severity\":2}}",
    "date=2026-11-23 time=12:00:00 devname=fw1 logid=0000000013 type=traffic subtype=forward srcip=- dstip=198.51.100.7",
];

fn frames() -> impl Strategy<Value = Vec<u8>> {
    let changed =
        (prop::sample::select(LINES), prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6));
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        changed.prop_map(|(line, changes)| {
            let mut raw = line.as_bytes().to_vec();
            for (at, byte) in changes {
                *at.get_mut(&mut raw) = byte;
            }
            raw
        }),
    ]
}

fn fits(event: &Event, raw: &[u8]) -> Result<(), TestCaseError> {
    let len = u32::try_from(raw.len()).expect("short");
    let is_inside = |span: Span| span.start <= span.end && span.end <= len;
    for fact in &event.facts {
        prop_assert!(is_inside(fact.value.span()), "{fact:?}");
        let Some(field) = fact.field else { continue };
        let text = fact.value.text(raw);
        match field.kind() {
            FieldKind::Ip => prop_assert!(text.parse::<IpAddr>().is_ok(), "{fact:?} {text}"),
            FieldKind::Number => prop_assert!(fact.value.number(raw).is_some(), "{fact:?} {text}"),
            FieldKind::Moment => prop_assert!(
                fact.value.number(raw).is_some() || UtcNanos::parse_rfc3339(&text).is_ok(),
                "{fact:?} {text}"
            ),
            FieldKind::Keyword | FieldKind::Text => {}
        }
    }
    for diagnostic in &event.diagnostics {
        prop_assert!(is_inside(diagnostic.span), "{diagnostic:?}");
    }
    let time = &event.time;
    prop_assert!(time.text.is_none_or(is_inside));
    for interval in [time.read, time.stamped, time.happened] {
        prop_assert!(interval.earliest <= interval.latest);
    }
    prop_assert_eq!(event.all(Field::EventKind).count(), 1);
    Ok(())
}

proptest! {
    #[test]
    fn any_frame_becomes_an_event_that_fits(raw in frames(), year in prop::option::of(1..9_999)) {
        let event =
            normalize::read_event(&raw, receipt(RECEIVED_AT), &connection(), &feed(Some("Europe/Berlin"), year));
        fits(&event, &raw)?;
        let again =
            normalize::read_event(&raw, receipt(RECEIVED_AT), &connection(), &feed(Some("Europe/Berlin"), year));
        prop_assert_eq!(event, again);
    }

    #[test]
    fn any_value_fits_its_field_or_leaves_it(
        raw in "[ -~]{0,40}|[0-9a-f:.%\\[\\]]{0,20}|[0-9A-Fx.]{1,20}", fields in prop::collection::vec(prop::sample::select(Field::ALL), 1..20),
    ) {
        let mut record = Record::new(FORMAT);
        for field in fields {
            record.push("own", Some(field), Span::new(0, raw.len()));
        }
        record.push_time(TimeRole::Start, Form::Rfc3339, Span::new(0, raw.len()));
        // A second `event.kind` is the record's own doing.
        record.facts.retain(|fact| fact.field != Some(Field::EventKind));
        fits(&normalize(record, raw.as_bytes()), raw.as_bytes())?;
    }
}
