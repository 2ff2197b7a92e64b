//! What follows from the facts.

use model::{Field, Record, Span};

use crate::{FORMAT, event_of, normalize, texts};

/// A field, and what was written for it.
type Written = (Field, &'static str);

fn numbers(event: &model::Event, raw: &[u8], field: Field) -> Option<u64> {
    event.first(field).and_then(|value| value.number(raw))
}

#[test]
fn a_priority_is_a_facility_and_a_severity() {
    let table = [
        ("0", 0, "kern", 0, "emergency"),
        ("13", 1, "user", 5, "notice"),
        ("34", 4, "auth", 2, "critical"),
        ("86", 10, "authpriv", 6, "informational"),
        ("134", 16, "local0", 6, "informational"),
        ("191", 23, "local7", 7, "debug"),
    ];
    for (priority, facility, facility_name, severity, severity_name) in table {
        let (raw, event) = event_of(&[(Field::LogSyslogPriority, priority)]);
        assert_eq!(numbers(&event, &raw, Field::LogSyslogFacilityCode), Some(facility), "{priority}");
        assert_eq!(texts(&event, &raw, Field::LogSyslogFacilityName), [facility_name]);
        assert_eq!(numbers(&event, &raw, Field::LogSyslogSeverityCode), Some(severity), "{priority}");
        assert_eq!(texts(&event, &raw, Field::LogSyslogSeverityName), [severity_name]);
        assert_eq!(texts(&event, &raw, Field::LogLevel), [severity_name]);
    }
    let (_, event) = event_of(&[(Field::LogSyslogPriority, "192")]);
    assert!(event.first(Field::LogSyslogFacilityCode).is_none());
}

#[test]
fn what_the_format_said_stands() {
    let (raw, event) = event_of(&[(Field::LogSyslogPriority, "134"), (Field::LogLevel, "Warning")]);
    assert_eq!(texts(&event, &raw, Field::LogLevel), ["warning"]);
    let (raw, event) = event_of(&[(Field::EventKind, "alert"), (Field::EventSeverity, "2")]);
    assert_eq!(texts(&event, &raw, Field::EventKind), ["alert"]);
    assert_eq!(texts(&event, &raw, Field::EventSeverity), ["2"]);
    let (raw, event) = event_of(&[]);
    assert_eq!(texts(&event, &raw, Field::EventKind), ["event"]);
}

#[test]
fn the_header_names_the_writer_where_nothing_else_does() {
    let (raw, event) = event_of(&[(Field::LogSyslogHostname, "web1")]);
    assert_eq!(texts(&event, &raw, Field::HostName), ["web1"]);
    assert_eq!(texts(&event, &raw, Field::RelatedHosts), ["web1"]);

    for named in [Field::HostName, Field::ObserverName] {
        let (raw, event) = event_of(&[(Field::LogSyslogHostname, "relay"), (named, "fw1")]);
        assert_eq!(texts(&event, &raw, named), ["fw1"]);
        assert_eq!(texts(&event, &raw, Field::RelatedHosts), ["relay", "fw1"]);
    }
    let (raw, event) = event_of(&[(Field::LogSyslogHostname, "relay"), (Field::ObserverName, "fw1")]);
    assert_eq!(texts(&event, &raw, Field::HostName), [""; 0]);

    let (raw, event) = event_of(&[(Field::LogSyslogHostname, "asa1"), (Field::ObserverHostname, "asa1")]);
    assert_eq!(texts(&event, &raw, Field::ObserverName), ["asa1"]);
    assert_eq!(texts(&event, &raw, Field::HostName), [""; 0]);
}

#[test]
fn pivots_are_gathered_once_in_the_order_of_the_facts() {
    let (raw, event) = event_of(&[
        (Field::DestinationIp, "198.51.100.7"),
        (Field::SourceIp, "192.0.2.1"),
        (Field::SourceNatIp, "198.51.100.7"),
        (Field::SourceDomain, "client.example.com"),
        (Field::DestinationDomain, "203.0.113.5"),
        (Field::UserName, "alice"),
        (Field::UserTargetName, "root"),
        (Field::UserEffectiveName, "root"),
        (Field::FileHashMd5, "D41D8CD98F00B204E9800998ECF8427E"),
        (Field::RelatedHash, "d41d8cd98f00b204e9800998ecf8427e"),
    ]);
    assert_eq!(texts(&event, &raw, Field::RelatedIp), ["198.51.100.7", "192.0.2.1", "203.0.113.5"]);
    assert_eq!(texts(&event, &raw, Field::RelatedHosts), ["client.example.com"]);
    assert_eq!(texts(&event, &raw, Field::RelatedUser), ["alice", "root"]);
    assert_eq!(texts(&event, &raw, Field::RelatedHash), ["d41d8cd98f00b204e9800998ecf8427e"]);
}

#[test]
fn an_address_is_the_same_in_every_spelling() {
    let (raw, event) = event_of(&[
        (Field::SourceIp, "2001:db8::1"),
        (Field::HostIp, "2001:DB8:0:0::1"),
        (Field::DestinationIp, "2001:db8::2"),
    ]);
    assert_eq!(texts(&event, &raw, Field::RelatedIp), ["2001:db8::1", "2001:db8::2"]);
}

#[test]
fn the_version_of_ip_needs_both_ends() {
    let table: [(&[Written], &[&str]); 4] = [
        (&[(Field::SourceIp, "192.0.2.1"), (Field::DestinationIp, "::ffff:198.51.100.7")], &["ipv4"]),
        (&[(Field::SourceIp, "2001:db8::1"), (Field::DestinationIp, "2001:db8::2")], &["ipv6"]),
        (&[(Field::SourceIp, "2001:db8::1"), (Field::DestinationIp, "198.51.100.7")], &[]),
        (&[(Field::SourceIp, "192.0.2.1")], &[]),
    ];
    for (facts, kind) in table {
        let (raw, event) = event_of(facts);
        assert_eq!(texts(&event, &raw, Field::NetworkType), kind);
    }
}

/// Words of ours are taken as they are: a reader with a wrong one is found by its first test.
#[cfg(debug_assertions)]
#[test]
#[should_panic(expected = "is no word for event.category")]
fn a_readers_own_word_is_one_that_the_field_allows() {
    let mut record = Record::new(FORMAT);
    record.push_word(Field::EventCategory, "netwrok", Span::NONE);
    normalize(record, b"");
}

#[test]
fn many_facts_are_gathered_as_few_are() {
    // More of one kind than are compared with each other, each told twice, the address in two spellings.
    let count = 1_000_u32;
    let texts: Vec<(Field, String)> = (0..count)
        .flat_map(|at| {
            [
                (Field::SourceIp, format!("2001:db8::{at:x}")),
                (Field::DestinationIp, format!("2001:db8:0::{at:x}")),
                (Field::UserName, format!("user{at}")),
                (Field::SourceUserName, format!("user{at}")),
            ]
        })
        .collect();
    let facts: Vec<(Field, &str)> = texts.iter().map(|(field, text)| (*field, text.as_str())).collect();
    let (raw, event) = event_of(&facts);
    let addresses: Vec<String> = (0..count).map(|at| format!("2001:db8::{at:x}")).collect();
    let users: Vec<String> = (0..count).map(|at| format!("user{at}")).collect();
    assert_eq!(crate::texts(&event, &raw, Field::RelatedUser), users);
    assert_eq!(crate::texts(&event, &raw, Field::RelatedIp).len(), addresses.len());
}
