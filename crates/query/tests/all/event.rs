//! An event to match against, made by hand: a failed login as two formats would tell it.

use model::{
    Diagnostic, DiagnosticKind, Event, EventTime, Fact, FeedId, Field, Format, FrameFlags, Name, Position, Reason,
    Reasons, Receipt, Seq, Span, StreamId, Value,
};
use stamp::{Interval, UtcNanos};

pub(crate) const RAW: &str = "<38>Nov 20 10:11:12 gw-1 sshd[411]: Failed password for Root from 203.0.113.7 port 0022 \
                              path=C:\\Windows\\x.exe note=\\u0041bc Müller 1.5 sec";

pub(crate) fn span_of(part: &str) -> Span {
    let start = RAW.find(part).unwrap();
    Span::new(start, start + part.len())
}

pub(crate) fn event() -> Event {
    let at = UtcNanos(1_795_169_472_000_000_000); // 2026-11-20T10:11:12Z
    let read = Interval { earliest: at, latest: at.saturating_add(999_999_999) };
    let mut reasons = Reasons::default();
    reasons.insert(Reason::Precision);
    let fact = |name: &'static str, field, value| Fact { name: Name::Known(name), field, value };
    let span = |part| Value::Span(span_of(part));
    let word = |word| Value::Word { word, span: span_of("Failed") };
    Event {
        receipt: Receipt {
            seq: Seq(42),
            feed: FeedId(1),
            stream: StreamId(7),
            position: Position(3),
            received_at: UtcNanos(at.0 + 5_000_000_000),
            flags: FrameFlags::default(),
        },
        format: Format { name: "openssh.sshd", version: 1 },
        header: None,
        time: EventTime { at, read, stamped: read, happened: read, reasons, text: Some(span_of("Nov 20 10:11:12")) },
        facts: vec![
            fact("host", Some(Field::HostName), span("gw-1")),
            fact("message", Some(Field::Message), span("Failed password for Root")),
            fact("user", Some(Field::UserName), span("Root")),
            fact("second", Some(Field::UserName), Value::Text { text: "Admin Ä".into(), span: Span::NONE }),
            fact("address", Some(Field::SourceIp), span("203.0.113.7")),
            fact("port", Some(Field::SourcePort), span("0022")),
            fact("path", Some(Field::ProcessExecutable), span("C:\\Windows\\x.exe")),
            fact("outcome", Some(Field::EventOutcome), word("failure")),
            fact(
                "start",
                Some(Field::EventStart),
                Value::Number { number: 1_795_169_470_000_000_000, span: Span::NONE },
            ),
            fact("note", None, Value::Text { text: "Abc".into(), span: span_of("\\u0041bc") }),
            fact("tries", None, Value::Number { number: 10, span: Span::NONE }),
            fact("half", None, span("aile")),
        ],
        diagnostics: vec![Diagnostic { kind: DiagnosticKind::NotUtf8, span: Span::NONE }],
    }
}
