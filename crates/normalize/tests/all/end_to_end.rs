//! From bytes to events, through `formats`.

use model::{DiagnosticKind, Event, Field};

use crate::{RECEIVED_AT, connection, feed, receipt, texts, utc};

fn read(line: &str) -> Event {
    normalize::read_event(line.as_bytes(), receipt(RECEIVED_AT), &connection(), &feed(Some("+01:00"), None))
}

fn of(line: &str, fields: &[(Field, &str)]) -> Event {
    let event = read(line);
    for (field, text) in fields {
        assert_eq!(texts(&event, line.as_bytes(), *field), [*text], "{} in {line}", field.name());
    }
    event
}

#[test]
fn sshd_behind_rfc3164() {
    let event = of(
        "<38>Nov 23 12:34:56 web1 sshd[812]: Accepted password for alice from 192.0.2.10 port 50022 ssh2",
        &[
            (Field::HostName, "web1"),
            (Field::SourceIp, "192.0.2.10"),
            (Field::SourcePort, "50022"),
            (Field::UserName, "alice"),
            (Field::RelatedUser, "alice"),
            (Field::EventOutcome, "success"),
            (Field::EventKind, "event"),
            (Field::LogSyslogFacilityName, "auth"),
            (Field::LogLevel, "informational"),
        ],
    );
    assert_eq!(event.time.at, utc("2026-11-23T11:34:56Z"));
    assert_eq!(event.diagnostics, []);
}

#[test]
fn netfilter_behind_rfc3164() {
    let event = of(
        "<4>Nov 23 12:00:00 gw kernel: DROP IN=eth0 OUT= MAC=00:00:5e:00:53:01:00:00:5e:00:53:02:08:00 \
         SRC=203.0.113.9 DST=198.51.100.7 LEN=60 TTL=52 ID=1 DF PROTO=TCP SPT=4444 DPT=22 WINDOW=1 RES=0x00 SYN URGP=0",
        &[
            (Field::NetworkTransport, "tcp"),
            (Field::NetworkType, "ipv4"),
            (Field::SourceMac, "00-00-5E-00-53-02"),
            (Field::DestinationMac, "00-00-5E-00-53-01"),
            (Field::DestinationPort, "22"),
        ],
    );
    assert_eq!(texts(&event, b"", Field::EventKind), ["event"]);
}

#[test]
fn fortigate_with_its_own_zone() {
    let event = of(
        "<189>date=2026-11-23 time=12:00:00 devname=\"fw1\" devid=\"FG100\" eventtime=1795431600123456789 tz=\"+0100\" \
         logid=\"0000000013\" type=\"traffic\" subtype=\"forward\" level=\"notice\" vd=\"root\" srcip=192.0.2.10 \
         srcport=50000 dstip=198.51.100.7 dstport=443 proto=6 action=\"close\" policyid=1 sentbyte=10 rcvdbyte=20",
        &[
            (Field::ObserverName, "fw1"),
            (Field::NetworkTransport, "tcp"),
            (Field::SourceBytes, "10"),
            (Field::NetworkType, "ipv4"),
        ],
    );
    let hour = utc("2026-11-23T11:00:00Z").0;
    assert!((0..1_000_000_000).contains(&(event.time.at.0 - hour)), "{}", event.time.at);
}

#[test]
fn what_no_format_knows_is_an_event_all_the_same() {
    let event = of("what is this?", &[(Field::Message, "what is this?"), (Field::EventKind, "event")]);
    assert_eq!((event.format.name, event.time.at), ("unknown", utc(RECEIVED_AT)));
    let empty = read("");
    assert_eq!(empty.diagnostics.iter().map(|found| found.kind).collect::<Vec<_>>(), [DiagnosticKind::Empty]);
}

#[test]
fn the_fingerprint_names_every_reader() {
    let fingerprint = normalize::reader_fingerprint();
    assert!(fingerprint.starts_with(&format!("normalize/3 stamp/{} ", stamp::READER_VERSION)), "{fingerprint}");
    for format in formats::formats() {
        assert!(fingerprint.contains(&format!(" {}/{}", format.name, format.version)), "{}", format.name);
    }
    assert!(fingerprint.is_ascii() && !fingerprint.contains('\n'));
}
