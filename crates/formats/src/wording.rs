//! Programs' messages of fixed wording: what stands in the holes, under names that mean the same in every table.

use model::{Fact, Field, Record};

use crate::{
    body::Body,
    meaning::Meaning,
    syntax::{cut::is_ip, names::Names, shape::Shapes},
};

/// What a hole's name means. Every other name is the format's own.
static HOLES: Names<Field, 27> = Names::new([
    ("user", Field::UserName),
    ("target", Field::UserTargetName),
    ("new_name", Field::UserChangesName),
    ("effective", Field::UserEffectiveName),
    ("uid", Field::UserId),
    ("target_uid", Field::UserTargetId),
    ("group", Field::GroupName),
    ("gid", Field::GroupId),
    ("command", Field::ProcessCommandLine),
    ("directory", Field::ProcessWorkingDirectory),
    ("process", Field::ProcessName),
    ("process_id", Field::ProcessPid),
    ("executable", Field::ProcessExecutable),
    ("unit", Field::ServiceName),
    ("reason", Field::EventReason),
    ("tty", Field::ProcessTty),
    ("port", Field::SourcePort),
    ("local_port", Field::DestinationPort),
    ("file", Field::FilePath),
    ("session", Field::SessionId),
    ("kernel", Field::HostOsKernel),
    ("interface", Field::ObserverIngressInterfaceName),
    ("level", Field::LogLevel),
    ("recipient", Field::EmailToAddress),
    ("message_id", Field::EmailMessageId),
    ("mac", Field::SourceMac),
    ("md5", Field::FileHashMd5),
]);

/// Reads a text by the first shape that matches it, and says what it means. False where none does.
pub(crate) fn read_wording(body: &Body<'_>, text: &[u8], shapes: &Shapes<Meaning>, record: &mut Record) -> bool {
    let Some((captures, meaning)) = shapes.find(text) else { return false };
    if captures.iter().any(|(name, value)| name == "process" && !value.is_empty()) {
        release_writer(record);
    }
    for (name, value) in captures.iter() {
        match name {
            "source" => push_source(body, name, value, record),
            "place" => push_place(body, value, record),
            "local" => record.push(name, is_ip(value).then_some(Field::DestinationIp), body.span_of(value)),
            _ => {
                let field = HOLES.find(name.as_bytes()).map(|row| row.1).filter(|_| !value.is_empty());
                record.push(name, field, body.span_of(value));
            }
        }
    }
    meaning.push(body.span_of(text), record);
    true
}

/// Adds where an account signs in from: a terminal, or a host where it is none.
fn push_place(body: &Body<'_>, text: &[u8], record: &mut Record) {
    const TERMINALS: [&[u8]; 4] = [b"/", b"tty", b"pts", b"console"];
    match text {
        b"(null)" => {}
        _ if TERMINALS.iter().any(|start| text.starts_with(start)) => {
            record.push("tty", Some(Field::ProcessTty), body.span_of(text));
        }
        _ => push_source(body, "source", text, record),
    }
}

/// The program that wrote to syslog is not the process that it tells of.
pub(crate) fn release_writer(record: &mut Record) {
    let is_writer = |fact: &Fact| matches!(fact.field, Some(Field::ProcessName | Field::ProcessPid));
    record.facts.iter_mut().filter(|fact| is_writer(fact)).for_each(|fact| fact.field = None);
}

/// Adds the far end of a connection, which is written as an address or as a name; an empty one is none.
pub(crate) fn push_source(body: &Body<'_>, name: &'static str, text: &[u8], record: &mut Record) {
    let field = match text {
        b"" | b"?" | b"UNKNOWN" | b"unknown" => return,
        _ if is_ip(text) => Field::SourceIp,
        _ => Field::SourceDomain,
    };
    record.push(name, Some(field), body.span_of(text));
}
