//! `systemd.journal`: the journal's entries as `journalctl -o json` and `systemd-journal-gatewayd` write them
//! (<https://systemd.io/JOURNAL_EXPORT_FORMATS/>, `systemd.journal-fields(7)`).
//!
//! The message is given to the products as the program's, as a syslog message is.

use model::{Fact, Field, Format, Name, Record, Span, TimeRole, Value};
use stamp::Form;

use crate::{
    body::Body,
    escaped::read_escaped,
    read::read_message,
    registry::{Product, Sign},
    syntax::{
        json::{Kind, Leaf},
        names::Names,
    },
};

pub(crate) const PRODUCT: Product = Product { format: FORMAT, sign: Sign::Members(&["__REALTIME_TIMESTAMP"]), read };

const FORMAT: Format = Format { name: "systemd.journal", version: 2 };

/// By name; the rest keeps its own. What begins with `_` was added by the journal and cannot be forged by the program.
static FIELDS: Names<Field, 26> = Names::new([
    ("__CURSOR", Field::EventId),
    ("__SEQNUM", Field::EventSequence),
    ("_HOSTNAME", Field::HostHostname),
    ("_MACHINE_ID", Field::HostId),
    ("_PID", Field::ProcessPid),
    ("_COMM", Field::ProcessName),
    ("_EXE", Field::ProcessExecutable),
    ("_CMDLINE", Field::ProcessCommandLine),
    ("_UID", Field::UserId),
    ("_SYSTEMD_UNIT", Field::ServiceName),
    ("_SYSTEMD_SESSION", Field::SessionId),
    ("SYSLOG_PID", Field::LogSyslogProcid),
    ("SYSLOG_FACILITY", Field::LogSyslogFacilityCode),
    ("PRIORITY", Field::LogSyslogSeverityCode),
    ("MESSAGE_ID", Field::EventCode),
    ("UNIT", Field::ServiceName),
    ("USER_UNIT", Field::ServiceName),
    ("OBJECT_PID", Field::ProcessPid),
    ("OBJECT_EXE", Field::ProcessExecutable),
    ("COREDUMP_PID", Field::ProcessPid),
    ("COREDUMP_EXE", Field::ProcessExecutable),
    ("CONTAINER_ID_FULL", Field::ContainerId),
    ("CONTAINER_NAME", Field::ContainerName),
    ("TID", Field::ProcessThreadId),
    ("ERRNO", Field::ErrorCode),
    ("SESSION_ID", Field::SessionId),
]);

/// The names of the priorities (RFC 5424 §6.2.1), as `log.level` has them everywhere.
const LEVELS: [&str; 8] = ["emergency", "alert", "critical", "error", "warning", "notice", "informational", "debug"];

/// What is needed once all of the entry is read.
#[derive(Default)]
struct Entry {
    message: Option<Span>,
    /// True where the message has to be decoded.
    has_escapes: bool,
    tag: Option<Span>,
    /// A message that is no text is an array of its bytes.
    bytes: Vec<u8>,
    bytes_span: Span,
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut entry = Entry::default();
    let leaves = body.leaves();
    for leaf in leaves.iter(body.raw) {
        entry.take(body.raw, leaf, record);
    }
    leaves.diagnose(record);
    entry.conclude(body, record);
    true
}

impl Entry {
    fn take(&mut self, raw: &[u8], leaf: Leaf<'_>, record: &mut Record) {
        let span = leaf.value.span();
        match leaf.path {
            b"MESSAGE" if leaf.kind == Kind::Number => self.take_byte(raw, &leaf),
            b"MESSAGE" => {
                if leaf.is_whole && leaf.kind == Kind::Text {
                    self.has_escapes = !matches!(leaf.value, Value::Span(_));
                    self.message = Some(span);
                }
                record.facts.push(leaf.into_fact(Some("MESSAGE"), Some(Field::Message)));
            }
            // The program's own clock reading, where the message carried one.
            b"_SOURCE_REALTIME_TIMESTAMP" if leaf.says_something() => {
                record.push_time(TimeRole::Event, Form::Epoch, span);
            }
            b"__REALTIME_TIMESTAMP" if leaf.says_something() => record.push_time(TimeRole::Header, Form::Epoch, span),
            b"SYSLOG_IDENTIFIER" => {
                if matches!(leaf.value, Value::Span(_)) {
                    self.tag = Some(span);
                }
                record.facts.push(leaf.into_fact(Some("SYSLOG_IDENTIFIER"), Some(Field::LogSyslogAppname)));
            }
            b"PRIORITY" => {
                let number = leaf.value.number(raw).and_then(|number| usize::try_from(number).ok());
                let level = number.and_then(|number| LEVELS.get(number));
                record.facts.push(leaf.into_fact(Some("PRIORITY"), level.map(|_| Field::LogSyslogSeverityCode)));
                if let Some(level) = level {
                    record.push_word(Field::LogSyslogSeverityName, level, span);
                    record.push_word(Field::LogLevel, level, span);
                }
            }
            path => {
                let row = FIELDS.find(path);
                record.facts.push(leaf.into_fact(row.map(|row| row.0), row.map(|row| row.1)));
            }
        }
    }

    fn take_byte(&mut self, raw: &[u8], leaf: &Leaf<'_>) {
        let span = leaf.value.span();
        let cover = if self.bytes.is_empty() { span } else { self.bytes_span };
        self.bytes_span = Span { start: cover.start, end: span.end };
        self.bytes.extend(leaf.value.number(raw).and_then(|byte| u8::try_from(byte).ok()));
    }

    fn conclude(self, body: &Body<'_>, record: &mut Record) {
        if !self.bytes.is_empty() {
            let text = String::from_utf8_lossy(&self.bytes).into();
            let value = Value::Text { text, span: self.bytes_span };
            record.facts.push(Fact { name: Name::Known("MESSAGE"), field: Some(Field::Message), value });
        }
        if record.first(Field::ProcessName).is_none()
            && let Some(tag) = self.tag
        {
            record.push("SYSLOG_IDENTIFIER", Some(Field::ProcessName), tag);
        }
        if let Some(span) = self.message.filter(|_| self.has_escapes) {
            read_escaped(body, span, self.tag, FORMAT, record);
        } else if let Some(span) = self.message {
            read_message(&body.message(body.raw, span, self.tag), FORMAT, record);
        }
    }
}
