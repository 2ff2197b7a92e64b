//! The syslog envelope: priority, header, and what they say of who wrote the message.

mod front;
mod priority;
mod relay;
mod rfc3164;
mod rfc5424;
mod spaced;
mod start;

use model::{DiagnosticKind, Field, Format, Record, Span};

use crate::{
    body::locate,
    syntax::cut::{cut_last_text, is_number},
};

pub(crate) use relay::yield_to_writer;
pub(crate) use rfc3164::{FORMAT as RFC3164, is_name};
pub(crate) use rfc5424::FORMAT as RFC5424;

/// What an envelope leaves to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Envelope {
    /// The format to name where no product claims the body.
    pub(crate) format: Format,
    /// What follows the header.
    pub(crate) body: Span,
    /// The program's name.
    pub(crate) tag: Option<Span>,
    /// The name or address of the host.
    pub(crate) host: Option<Span>,
}

/// Reads the envelope of a frame into the record. None where nothing shows that there is one: then a time may have been
/// read that stands at the front.
pub(crate) fn read_envelope(raw: &[u8], text: &[u8], record: &mut Record) -> Option<Envelope> {
    let text = front::cut_count(raw, text, record);
    let mut envelope = read_header(raw, text, record)?;
    relay::read_inner(raw, &mut envelope, record);
    front::cut_front(raw, &mut envelope, record);
    Some(envelope)
}

/// Reads one header.
fn read_header(raw: &[u8], text: &[u8], record: &mut Record) -> Option<Envelope> {
    let (has_priority, after) = priority::read_priority(raw, text, record);
    if has_priority && let Some(envelope) = rfc5424::read_header(raw, after, record) {
        return Some(envelope);
    }
    rfc3164::read_header(raw, after, has_priority, record)
}

/// What a header says of the program that wrote the message.
fn push_program(raw: &[u8], tag: &[u8], process: Option<&[u8]>, record: &mut Record) {
    let at = locate(raw, tag);
    record.push("app-name", Some(Field::LogSyslogAppname), at);
    // A path is cut to the file's name, and the `(pam_unix)` of old modules of PAM is not the program's.
    let name = if tag.starts_with(b"/") { tag.rsplit(|byte| *byte == b'/').next().unwrap_or(tag) } else { tag };
    let module = name.strip_suffix(b")").and_then(|front| cut_last_text(front, "(pam_"));
    let name = module.map_or(name, |(program, _)| program);
    record.push("app-name", Some(Field::ProcessName), locate(raw, name));
    if let Some(process) = process {
        let at = locate(raw, process);
        record.push("procid", Some(Field::LogSyslogProcid), at);
        if is_number(process) {
            record.push("procid", Some(Field::ProcessPid), at);
        }
    }
}

/// What a header says of the host: the name, kept until it is known whether a device or a host wrote it.
fn push_host(raw: &[u8], host: &[u8], record: &mut Record) -> Span {
    let span = locate(raw, host);
    record.push("hostname", Some(Field::LogSyslogHostname), span);
    span
}

/// Says that the header is damaged from here on.
fn diagnose_header(raw: &[u8], rest: &[u8], record: &mut Record) {
    record.diagnose(DiagnosticKind::Header, locate(raw, rest));
}
