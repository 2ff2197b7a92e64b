//! `linux.laurel`: audit events joined to one JSON object each by Laurel
//! (<https://github.com/threathunters-io/laurel/blob/master/man/laurel.8.md>): one member for each type of record.

use model::{Field, Format, Record, Span, TimeRole};
use stamp::Form;

use super::auditd::find_type;
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, is_ip, is_number},
        names::Names,
    },
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "linux.laurel", version: 1 }, sign: Sign::Members(&["ID"]), read };

/// By path without the type of record. Names in capitals are numbers that Laurel looked up.
static FIELDS: Names<Field, 31> = Names::new([
    ("pid", Field::ProcessPid),
    ("ppid", Field::ProcessParentPid),
    ("uid", Field::UserId),
    ("UID", Field::UserName),
    ("euid", Field::UserEffectiveId),
    ("EUID", Field::UserEffectiveName),
    ("ses", Field::SessionId),
    ("tty", Field::ProcessTty),
    ("terminal", Field::ProcessTty),
    ("comm", Field::ProcessName),
    ("exe", Field::ProcessExecutable),
    ("key", Field::RuleName),
    ("ARCH", Field::HostArchitecture),
    ("PPID.comm", Field::ProcessParentName),
    ("PPID.exe", Field::ProcessParentExecutable),
    ("ARGV_STR", Field::ProcessCommandLine),
    ("cmd", Field::ProcessCommandLine),
    ("CMD", Field::ProcessCommandLine),
    ("cwd", Field::ProcessWorkingDirectory),
    ("name", Field::FilePath),
    ("unit", Field::ServiceName),
    ("acct", Field::UserName),
    ("addr", Field::SourceIp),
    ("hostname", Field::SourceDomain),
    ("SADDR.addr", Field::RelatedIp),
    ("CONTAINER_INFO.ID", Field::ContainerId),
    ("rport", Field::SourcePort),
    ("lport", Field::DestinationPort),
    ("laddr", Field::DestinationIp),
    ("saddr", Field::SourceIp),
    ("daddr", Field::DestinationIp),
]);

/// Claims an object whose id is that of an audit event: `1688048717.143:30830`.
fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let (mut has_id, mut first, mut executed, mut outcome) = (false, None, None, None);
    let leaves = body.leaves();
    for leaf in leaves.iter(body.raw) {
        let span = leaf.value.span();
        let Some((kind, path)) = cut_at(leaf.path, b'.') else {
            match leaf.path {
                b"ID" if leaf.is_whole && push_id(body.raw, span, record) => has_id = true,
                b"NODE" => record.facts.push(leaf.into_fact(Some("NODE"), Some(Field::HostName))),
                _ => record.facts.push(leaf.into_fact(None, None)),
            }
            continue;
        };
        let known = find_type(kind);
        if known.is_known() {
            first.get_or_insert((known, span));
        }
        match (kind, path) {
            (b"EXECVE", b"ARGV") => {
                executed = Some((known, span));
                record.facts.push(leaf.into_fact(None, Some(Field::ProcessArgs)));
                continue;
            }
            (_, b"success" | b"res" | b"result") => outcome = read_outcome(span.of(body.raw)).map(|word| (word, span)),
            _ => {}
        }
        let is_said = !matches!(span.of(body.raw), b"?" | b"(none)" | b"(null)" | b"unset" | b"4294967295");
        let row = FIELDS.find(path).filter(|(name, field)| match *field {
            // In other records these are a device, a module, another process or an address in hexadecimal.
            Field::FilePath => kind == b"PATH",
            Field::SourceIp | Field::DestinationIp => is_ip(span.of(body.raw)),
            Field::UserName => *name == "acct" || kind == b"SYSCALL",
            // Elsewhere it is the user of the daemon that wrote the record.
            Field::UserId => kind == b"SYSCALL",
            _ => kind != b"SOCKADDR" || *field == Field::RelatedIp,
        });
        let field = row.map(|row| row.1).filter(|_| is_said);
        record.facts.push(leaf.into_fact(None, field));
    }
    leaves.diagnose(record);
    if let Some((known, span)) = executed.or(first) {
        known.meaning.push(span, record);
        record.push_word(Field::EventCode, known.name, span);
    }
    if let Some((word, span)) = outcome {
        record.push_word(Field::EventOutcome, word, span);
    }
    has_id
}

/// The event's time and serial.
fn push_id(raw: &[u8], span: Span, record: &mut Record) -> bool {
    let Some((time, serial)) = cut_at(span.of(raw), b':').filter(|(time, serial)| {
        is_number(serial) && cut_at(time, b'.').is_some_and(|(whole, rest)| is_number(whole) && is_number(rest))
    }) else {
        return false;
    };
    let start = span.start as usize;
    record.push_time(TimeRole::Event, Form::Epoch, Span::new(start, start + time.len()));
    record.push("serial", Some(Field::EventSequence), Span::new(span.end as usize - serial.len(), span.end as usize));
    true
}

fn read_outcome(word: &[u8]) -> Option<&'static str> {
    match word {
        b"yes" | b"success" | b"1" => Some("success"),
        b"no" | b"failed" | b"0" => Some("failure"),
        _ => None,
    }
}
