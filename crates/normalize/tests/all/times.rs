//! When it happened, as far as one event can say.

use model::{DiagnosticKind, Event, Feed, FeedKind, Field, Reason, Record, Span, StreamOrigin, TimeRole, WrittenTime};
use normalize::FeedContext;
use stamp::{Form, Interval, UtcNanos};

use crate::{FORMAT, RECEIVED_AT, connection, feed, receipt, texts, utc};

/// The event of a record that says these times.
fn event_at(times: &[(TimeRole, Form, &str)], origin: &StreamOrigin, feed: &FeedContext) -> (Vec<u8>, Event) {
    let mut raw = Vec::new();
    let mut record = Record::new(FORMAT);
    for (role, form, text) in times {
        let start = raw.len();
        raw.extend_from_slice(text.as_bytes());
        record.push_time(*role, *form, Span::new(start, raw.len()));
        raw.push(b'|');
    }
    let event = normalize::normalize_record(record, &raw, receipt(RECEIVED_AT), origin, feed);
    (raw, event)
}

fn live(times: &[(TimeRole, Form, &str)]) -> Event {
    event_at(times, &connection(), &feed(None, None)).1
}

fn reasons(event: &Event) -> Vec<Reason> {
    event.time.reasons.iter().collect()
}

fn file(modified_at: Option<&str>) -> StreamOrigin {
    StreamOrigin::File {
        name: "auth.log".to_owned(),
        size_bytes: 1,
        modified_at: modified_at.map(utc),
        sha256: String::new(),
        compression: None,
    }
}

const YEARLESS: (TimeRole, Form, &str) = (TimeRole::Header, Form::Rfc3164, "Dec 24 10:11:12");

#[test]
fn the_first_readable_time_of_the_happening_counts_then_the_header() {
    use TimeRole::{Event as Happening, Header};
    let header = (Header, Form::Rfc3339, "2026-11-20T10:00:00Z");
    let broken = (Happening, Form::Rfc3339, "2026-02-30T10:00:00Z");
    let first = (Happening, Form::Epoch, "1795168860");
    let second = (Happening, Form::Rfc3339, "2026-11-20T11:00:00Z");
    let table: [(&[_], &str, &[DiagnosticKind]); 5] = [
        (&[header, first, second], "2026-11-20T10:01:00Z", &[]),
        (&[header, broken, second], "2026-11-20T11:00:00Z", &[DiagnosticKind::Time]),
        (&[header, broken], "2026-11-20T10:00:00Z", &[DiagnosticKind::Time]),
        (&[broken], RECEIVED_AT, &[DiagnosticKind::Time]),
        (&[], RECEIVED_AT, &[]),
    ];
    for (times, at, diagnostics) in table {
        let event = live(times);
        assert_eq!(event.time.at, utc(at), "{times:?}");
        let found: Vec<_> = event.diagnostics.iter().map(|diagnostic| diagnostic.kind).collect();
        assert_eq!(found, diagnostics, "{times:?}");
    }
}

#[test]
fn a_read_time_says_what_it_rests_on() {
    let (raw, event) =
        event_at(&[(TimeRole::Header, Form::Rfc3339, "2026-11-20T10:11:12.5+01:00")], &connection(), &feed(None, None));
    let time = event.time;
    assert_eq!(time.at, utc("2026-11-20T09:11:12.5Z"));
    assert_eq!(time.read, Interval { earliest: time.at, latest: utc("2026-11-20T09:11:12.599999999Z") });
    let until_receipt = Interval { earliest: UtcNanos::MIN, latest: utc(RECEIVED_AT) };
    assert_eq!((time.stamped, time.happened), (until_receipt, until_receipt));
    assert_eq!(time.text.map(|span| span.of(&raw)), Some(&b"2026-11-20T10:11:12.5+01:00"[..]));
    assert_eq!(reasons(&event), [Reason::Precision, Reason::ZoneWritten, Reason::YearWritten, Reason::ReceiptBound]);
}

#[test]
fn each_basis_has_its_reason() {
    use Reason::{
        ClockUnsynchronised, Precision, ReceiptBound, YearConfigured, YearFromReceipt, YearWritten, ZoneAmbiguous,
        ZoneConfigured, ZoneUnknown,
    };
    let told_twice = (TimeRole::Header, Form::Rfc3339, "2026-10-25T02:30:00");
    let marked = (TimeRole::Header, Form::Rfc3164, "*Nov 20 10:11:12");
    let table: [(_, _, _, &[Reason]); 5] = [
        (YEARLESS, None, None, &[Precision, ZoneUnknown, YearFromReceipt, ReceiptBound]),
        (YEARLESS, Some("+01:00"), None, &[Precision, ZoneConfigured, YearFromReceipt, ReceiptBound]),
        (YEARLESS, None, Some(2020), &[Precision, ZoneUnknown, YearConfigured, ReceiptBound]),
        (
            told_twice,
            Some("Europe/Berlin"),
            None,
            &[Precision, ZoneConfigured, ZoneAmbiguous, YearWritten, ReceiptBound],
        ),
        (marked, None, None, &[Precision, ZoneUnknown, YearFromReceipt, ReceiptBound, ClockUnsynchronised]),
    ];
    for (written, zone, year, expected) in table {
        let (_, event) = event_at(&[written], &connection(), &feed(zone, year));
        assert_eq!(reasons(&event), expected, "{written:?} {zone:?} {year:?}");
    }
}

#[test]
fn a_missing_time_is_anything_up_to_receipt() {
    let event = live(&[]);
    assert_eq!(event.time.at, utc(RECEIVED_AT));
    assert_eq!(event.time.read, Interval { earliest: UtcNanos::MIN, latest: utc(RECEIVED_AT) });
    assert_eq!(event.time.text, None);
    assert_eq!(reasons(&event), [Reason::ReceiptBound, Reason::TimeMissing]);
}

#[test]
fn a_skipped_hour_is_a_diagnostic_at_its_place() {
    let skipped = (TimeRole::Header, Form::Rfc3339, "2026-03-29T02:30:00");
    let (raw, event) = event_at(&[skipped], &connection(), &feed(Some("Europe/Berlin"), None));
    let [diagnostic] = event.diagnostics[..] else { panic!("{:?}", event.diagnostics) };
    assert_eq!((diagnostic.kind, diagnostic.span.of(&raw)), (DiagnosticKind::SkippedHour, skipped.2.as_bytes()));
    assert_eq!(event.time.at, utc(RECEIVED_AT));
}

#[test]
fn the_year_is_near_the_receipt_or_the_file() {
    let table = [
        (connection(), None, "2025-12-24T10:11:12Z"),
        (file(None), None, "2025-12-24T10:11:12Z"),
        (file(Some("2020-01-02T00:00:00Z")), None, "2019-12-24T10:11:12Z"),
        (file(Some("2027-01-02T00:00:00Z")), None, "2025-12-24T10:11:12Z"),
        (file(Some("2020-01-02T00:00:00Z")), Some(2011), "2011-12-24T10:11:12Z"),
    ];
    for (origin, year, at) in table {
        let (_, event) = event_at(&[YEARLESS], &origin, &feed(None, year));
        assert_eq!(event.time.at, utc(at), "{origin:?} {year:?}");
    }
}

#[test]
fn start_end_and_creation_are_facts() {
    let (raw, event) = event_at(
        &[
            (TimeRole::Start, Form::Epoch, "1"),
            (TimeRole::End, Form::Epoch, "2.5"),
            (TimeRole::Created, Form::Rfc3339, "1969-12-31T23:59:59Z"),
            (TimeRole::Created, Form::Rfc3339, "never"),
        ],
        &connection(),
        &feed(None, None),
    );
    assert_eq!(texts(&event, &raw, Field::EventStart), ["1000000000"]);
    assert_eq!(texts(&event, &raw, Field::EventEnd), ["2500000000"]);
    assert_eq!(texts(&event, &raw, Field::EventCreated), ["1969-12-31T23:59:59Z"]);
    assert_eq!(event.diagnostics.len(), 1);
    assert_eq!(reasons(&event), [Reason::ReceiptBound, Reason::TimeMissing]);
    let json = model::EventJson { event: &event, raw: &raw }.build();
    assert_eq!(json["event"]["end"], "1970-01-01T00:00:02.500Z");
}

#[test]
fn date_and_time_apart_are_shown_together_where_they_are_near() {
    for (between, shown) in [(" time=", "2026-11-20 time=10:11:12"), (&*"x".repeat(60), "2026-11-20")] {
        let raw = format!("2026-11-20{between}10:11:12");
        let mut record = Record::new(FORMAT);
        record.times.push(WrittenTime {
            role: TimeRole::Event,
            form: Form::DateTime,
            span: Span::new(0, 10),
            time: Some(Span::new(10 + between.len(), raw.len())),
            zone: None,
        });
        let receipt = receipt(RECEIVED_AT);
        let event =
            normalize::normalize_record(record, raw.as_bytes(), receipt, &connection(), &feed(Some("UTC"), None));
        assert_eq!(event.time.at, utc("2026-11-20T10:11:12Z"));
        assert_eq!(event.time.text.map(|span| span.of(raw.as_bytes())), Some(shown.as_bytes()));
    }
}

#[test]
fn a_zone_that_does_not_exist_is_a_mistake_of_the_configuration() {
    let feed = Feed {
        name: "syslog".to_owned(),
        kind: FeedKind::SyslogUdp,
        zone: Some("Europe/Atlantis".to_owned()),
        year: None,
    };
    let error = FeedContext::new(&feed).expect_err("no such zone");
    assert_eq!(error.text, "Europe/Atlantis");
}
