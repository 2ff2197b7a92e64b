//! Every fact fits its field, in the words that everybody uses.

use model::{DiagnosticKind, Fact, Field, Name, Record, Span, Value};

use crate::{FORMAT, event_of, normalize, own, text_value, texts};

/// What a field holds, from what was written for it.
#[test]
fn values_take_the_form_of_their_field() {
    let table = [
        (Field::SourceIp, "192.0.2.1", "192.0.2.1"),
        (Field::SourceIp, "[2001:db8::1]", "2001:db8::1"),
        (Field::SourceIp, "fe80::1%eth0", "fe80::1"),
        (Field::SourceIp, "[fe80::1%25eth0]", "fe80::1"),
        (Field::SourceIp, "::ffff:192.0.2.1", "192.0.2.1"),
        (Field::SourceIp, "[::FFFF:192.0.2.1]", "192.0.2.1"),
        (Field::SourceIp, "::ffff:c000:201", "192.0.2.1"),
        (Field::SourcePort, "443", "443"),
        (Field::SourcePort, "0x1bb", "443"),
        (Field::SourcePort, "443.0", "443"),
        (Field::SourceBytes, "10.000000", "10"),
        (Field::SourceBytes, "18446744073709551615", "18446744073709551615"),
        (Field::EventStart, "1970-01-01T00:00:01Z", "1000000000"),
        (Field::NetworkTransport, "tcp", "tcp"),
        (Field::NetworkTransport, "TCP", "tcp"),
        (Field::NetworkTransport, "6", "tcp"),
        (Field::NetworkTransport, "17", "udp"),
        (Field::NetworkTransport, "1", "icmp"),
        (Field::NetworkTransport, "58", "ipv6-icmp"),
        (Field::NetworkTransport, "ICMPv6", "ipv6-icmp"),
        (Field::NetworkTransport, "PIM", "pim"),
        (Field::NetworkProtocol, "HTTP", "http"),
        (Field::NetworkDirection, "Inbound", "inbound"),
        (Field::NetworkDirection, "outgoing", "outbound"),
        (Field::EventOutcome, "Success", "success"),
        (Field::EventOutcome, "failed", "failure"),
        (Field::EventCategory, "network", "network"),
        (Field::SourceMac, "00:00:5e:00:53:af", "00-00-5E-00-53-AF"),
        (Field::SourceMac, "00-00-5E-00-53-AF", "00-00-5E-00-53-AF"),
        (Field::SourceMac, "0000.5e00.53af", "00-00-5E-00-53-AF"),
        (Field::SourceMac, "00005E0053AF", "00-00-5E-00-53-AF"),
        (Field::SourceMac, "00:00:5e:ef:10:00:00:00", "00-00-5E-EF-10-00-00-00"),
        (Field::FileHashMd5, "D41D8CD98F00B204E9800998ECF8427E", "d41d8cd98f00b204e9800998ecf8427e"),
        (Field::UserName, "alice", "alice"),
        (Field::UserName, "alice@example.com", "alice@example.com"),
        (Field::UserName, "EXAMPLE\\alice", "alice"),
        (Field::UserName, "EXAMPLE\\\\alice", "alice"),
        (Field::UserName, "a\\b\\c", "a\\b\\c"),
        (Field::UserName, "a\\\\\\b", "a\\\\\\b"),
        (Field::UserName, "\\\\alice", "\\\\alice"),
        (Field::Message, "-", "-"),
        (Field::RuleName, "Allow-All", "Allow-All"),
    ];
    for (field, written, held) in table {
        let (raw, event) = event_of(&[(field, written)]);
        assert_eq!(texts(&event, &raw, field), [held], "{} from {written:?}", field.name());
        assert_eq!(event.diagnostics, [], "{} from {written:?}", field.name());
    }
}

#[test]
fn what_does_not_fit_keeps_its_own_name_alone() {
    let table = [
        (Field::SourceIp, "192.0.2.256"),
        (Field::SourceIp, "::g"),
        (Field::SourceIp, "not a name"),
        (Field::SourceIp, "[]"),
        (Field::SourceNatIp, "gateway.example.com"),
        (Field::SourcePort, "http"),
        (Field::SourcePort, "-1"),
        (Field::SourcePort, "+1"),
        (Field::SourcePort, "0x"),
        (Field::SourcePort, ".0"),
        (Field::SourcePort, "1.5"),
        (Field::SourcePort, "1."),
        (Field::SourcePort, "18446744073709551616"),
        (Field::EventStart, "yesterday"),
        (Field::EventCategory, "weather"),
        (Field::EventType, "denial"),
        (Field::EventKind, "log"),
        (Field::EventOutcome, "perhaps"),
        (Field::NetworkDirection, "up"),
        (Field::SourceMac, "00:00:5e:00:53"),
        (Field::SourceMac, "0:0:5e:0:53:af"),
        (Field::SourceMac, "00:00:5e:00:53:zz"),
        (Field::SourceMac, "00005E0053AF00005E0053AF"),
    ];
    for (field, written) in table {
        let (raw, event) = event_of(&[(field, written)]);
        if field != Field::EventKind {
            assert!(event.first(field).is_none(), "{} from {written:?}", field.name());
        }
        assert_eq!(own(&event, &raw), [written], "{}", field.name());
        let [diagnostic] = event.diagnostics[..] else { panic!("{written}: {:?}", event.diagnostics) };
        assert_eq!(diagnostic.kind, DiagnosticKind::Value, "{written}");
        assert_eq!(diagnostic.span.of(&raw), written.as_bytes());
    }
}

#[test]
fn where_a_device_says_nothing_the_field_says_nothing() {
    for field in [Field::SourceIp, Field::SourcePort, Field::UserName, Field::NetworkTransport, Field::EventStart] {
        for written in ["-", "", "(null)", "N/A"] {
            let (raw, event) = event_of(&[(field, written)]);
            assert!(event.first(field).is_none(), "{} from {written:?}", field.name());
            assert_eq!(own(&event, &raw), [written]);
            assert_eq!(event.diagnostics, [], "{} from {written:?}", field.name());
        }
    }
    let (raw, event) = event_of(&[(Field::SourceIp, "UNKNOWN")]);
    assert_eq!((own(&event, &raw), event.diagnostics), (vec!["UNKNOWN".to_owned()], vec![]));
}

#[test]
fn a_host_name_in_an_address_field_moves_to_its_sibling() {
    let table = [
        (Field::SourceIp, Field::SourceDomain),
        (Field::DestinationIp, Field::DestinationDomain),
        (Field::HostIp, Field::HostName),
        (Field::ObserverIp, Field::ObserverName),
    ];
    for (field, sibling) in table {
        let (raw, event) = event_of(&[(field, "mail-1.example.com")]);
        assert!(event.first(field).is_none(), "{}", field.name());
        assert_eq!(texts(&event, &raw, sibling), ["mail-1.example.com"]);
        assert_eq!(event.diagnostics, []);
    }
}

#[test]
fn a_transport_without_a_name_is_a_number() {
    let (raw, event) = event_of(&[(Field::NetworkTransport, "103")]);
    assert!(event.first(Field::NetworkTransport).is_none());
    assert_eq!(texts(&event, &raw, Field::NetworkIanaNumber), ["103"]);
}

#[test]
fn an_account_is_a_domain_and_a_name() {
    let table = [
        (Field::UserName, Field::UserDomain),
        (Field::SourceUserName, Field::SourceUserDomain),
        (Field::DestinationUserName, Field::DestinationUserDomain),
        (Field::UserTargetName, Field::UserTargetDomain),
    ];
    for (name, domain) in table {
        let (raw, event) = event_of(&[(name, "EXAMPLE\\alice")]);
        assert_eq!(texts(&event, &raw, domain), ["EXAMPLE"], "{}", domain.name());
        assert_eq!(texts(&event, &raw, name), ["alice"], "{}", name.name());
        assert_eq!(texts(&event, &raw, Field::RelatedUser), ["alice"]);
    }
    for whole in ["\\alice", "EXAMPLE\\", "A\\B\\c"] {
        let (raw, event) = event_of(&[(Field::UserName, whole)]);
        assert_eq!(texts(&event, &raw, Field::UserName), [whole]);
        assert!(event.first(Field::UserDomain).is_none());
    }
}

/// A smaller part of what was written is a smaller place in the evidence; what had to be made keeps the whole place.
#[test]
fn places_stay_true() {
    let (raw, event) = event_of(&[(Field::SourceIp, "[2001:db8::1]"), (Field::SourceMac, "00:00:5e:00:53:af")]);
    assert_eq!(event.first(Field::SourceIp), Some(&Value::Span(Span { start: 1, end: 12 })));
    assert_eq!(event.first(Field::SourceMac).map(|value| value.span().of(&raw)), Some(&b"00:00:5e:00:53:af"[..]));

    let escaped = br#"{"user":"EXAMPLE\\alice"}"#;
    let span = Span::new(9, 23);
    let mut record = Record::new(FORMAT);
    record.facts.push(Fact {
        name: Name::Known("user"),
        field: Some(Field::UserName),
        value: text_value("EXAMPLE\\alice", span),
    });
    let event = normalize(record, escaped);
    assert_eq!(event.first(Field::UserName), Some(&text_value("alice", span)));
    assert_eq!(event.first(Field::UserDomain), Some(&text_value("EXAMPLE", span)));
}

#[test]
fn parts_of_a_long_frame_say_so() {
    use model::{FrameFlags, Framing, Part, Terminator};
    for (part, says_so) in [(Part::Whole, false), (Part::First, true), (Part::Middle, true), (Part::Last, true)] {
        let flags = FrameFlags::new(Framing::Line, Terminator::None, part);
        let receipt = model::Receipt { flags, ..crate::receipt(crate::RECEIVED_AT) };
        let event = normalize::normalize_record(
            Record::new(FORMAT),
            b"half a line",
            receipt,
            &crate::connection(),
            &crate::feed(None, None),
        );
        let spans: Vec<_> = event.diagnostics.iter().map(|found| (found.kind, found.span.len())).collect();
        assert_eq!(spans, if says_so { vec![(DiagnosticKind::InParts, 11)] } else { vec![] });
    }
}
