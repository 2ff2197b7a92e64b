//! Which formats there are, and what none of them claims.

use formats::{formats, read};
use model::{DiagnosticKind, Field};

use crate::show_facts;

#[test]
fn formats_are_named_once_and_sorted() {
    let names: Vec<&str> = formats().iter().map(|format| format.name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(names, sorted);
    for name in ["unknown", "syslog.rfc3164", "syslog.rfc5424", "linux.sshd", "postfix.mail", "netfilter.log"] {
        assert!(names.contains(&name), "{name}");
    }
    assert!(formats().iter().all(|format| format.version > 0));
}

#[test]
fn unknown_keeps_the_whole_text() {
    for line in ["no syslog at all", "  leading blanks stay", "key=value other=thing", "<html><body>", "[1] [2]"] {
        let record = read(line.as_bytes());
        assert_eq!(record.format.name, "unknown", "{line}");
        assert_eq!(show_facts(line.as_bytes(), &record), [format!("message={line}")]);
    }
}

#[test]
fn unknown_keeps_a_leading_time() {
    let line = b"2026-11-20 10:11:12,345 INFO worker started";
    let record = read(line);
    assert_eq!(record.format.name, "unknown");
    assert_eq!(
        show_facts(line, &record),
        ["message=2026-11-20 10:11:12,345 INFO worker started", "Header/Rfc3339=2026-11-20 10:11:12,345"]
    );
}

#[test]
fn bytes_that_are_no_text_are_diagnosed() {
    type Found = (DiagnosticKind, u32, u32);
    let cases: &[(&[u8], &[Found])] = &[
        (b"", &[(DiagnosticKind::Empty, 0, 0)]),
        (b"a\0b", &[(DiagnosticKind::Nul, 1, 2)]),
        (b"ab\xFFc", &[(DiagnosticKind::NotUtf8, 2, 3)]),
        (b"ab\xE2\x82", &[(DiagnosticKind::NotUtf8, 2, 4)]),
        (b"\x16\x03\x01hello", &[(DiagnosticKind::NotText, 0, 2)]),
    ];
    for (raw, want) in cases {
        let record = read(raw);
        let found: Vec<_> =
            record.diagnostics.iter().map(|found| (found.kind, found.span.start, found.span.end)).collect();
        assert_eq!(found, *want, "{raw:?}");
        assert_eq!(record.format.name, "unknown");
    }
}

#[test]
fn line_ends_and_trailing_nuls_are_no_part_of_the_message() {
    for raw in [b"hello\r\n".as_slice(), b"hello\0", b"\xEF\xBB\xBFhello\n", b"<13>hello\n\0"] {
        let record = read(raw);
        let message = record.first(Field::Message).map(|fact| fact.value.text(raw).into_owned());
        assert_eq!(message.as_deref(), Some("hello"), "{raw:?}");
    }
}

#[test]
fn rows_of_anybody_are_no_firewalls() {
    for (line, format) in [
        ("12,2026-11-20T10:00:00Z,0123456789,ORDER,shipped,5", "unknown"),
        ("1,2026/11/20 10:00:00,012345678901,NEWTYPE,start,1", "paloalto.panos"),
        ("1,2026-11-20T10:00:00.000000Z,no-serial,SYSTEM,general,1", "paloalto.panos"),
    ] {
        assert_eq!(read(line.as_bytes()).format.name, format, "{line}");
    }
}
