//! The whole reader: envelope, body, product.

use model::{DiagnosticKind, Field, Format, Record, Span};

use crate::{
    batch::find_batch,
    body::{Body, locate},
    registry::UNKNOWN,
    sign::find_first,
    syntax::cut::{is_ip, skip_blanks},
    syslog::{Envelope, read_envelope},
};

/// Within how many others a message is read: a container's line within the journal within what a relay passed on.
const MESSAGE_DEPTH_MAX: u8 = 4;

/// Reads a frame: the syslog envelope where there is one, then what the first product claims that knows the body, else
/// the envelope alone, else `unknown`, whose message is the whole text.
///
/// Never fails and never panics, whatever the bytes. Every span lies inside `raw`.
#[must_use]
pub fn read(raw: &[u8]) -> Record {
    let mut record = Record::new(UNKNOWN);
    diagnose_bytes(raw, &mut record);
    let text = strip(raw);
    match read_envelope(raw, text, &mut record) {
        Some(Envelope { format, body, tag, host }) => {
            read_body(&Body::new(raw, body, tag), format, &mut record);
            if let Some(host) = host {
                name_writer(raw, host, &mut record);
            }
        }
        None => read_body(&Body::new(raw, locate(raw, text), None), UNKNOWN, &mut record),
    }
    record
}

/// Reads a body: of one that holds several records the first, the others are kept as they stand.
fn read_body(body: &Body<'_>, envelope: Format, record: &mut Record) {
    let text = body.text();
    if let Some(object) = find_object(text) {
        return read_body(&body.part(locate(body.raw, object)), envelope, record);
    }
    let Some(batch) = find_batch(text) else { return read_document(body, envelope, record) };
    read_document(&body.part(locate(body.raw, batch.first)), envelope, record);
    if !batch.rest.is_empty() {
        let span = locate(body.raw, batch.rest);
        record.push("records", None, span);
        record.diagnose(DiagnosticKind::TooMany, span);
    }
}

/// Lets the products look at a body, and gives it to the first that claims it; else the envelope has it.
fn read_document(body: &Body<'_>, envelope: Format, record: &mut Record) {
    let text = body.text();
    // What a JSON document says stands in its members, so the line itself is no message.
    let is_json = text.first() == Some(&b'{');
    if !is_json && !text.is_empty() {
        record.push("message", Some(Field::Message), body.span);
    }
    record.format = UNKNOWN;
    match find_product(body, None, record) {
        // A reader that gave a message on may have named the format that reads that.
        Some(format) if record.format == UNKNOWN => record.format = format,
        Some(_) => {}
        None => {
            record.format = envelope;
            if is_json {
                record.push("message", Some(Field::Message), body.span);
            }
        }
    }
}

/// The object behind blanks, or behind the cookie that Common Event Expression puts before one (`@cee:`; CEE Log Transport
/// 1.0, "Syslog").
fn find_object(text: &[u8]) -> Option<&[u8]> {
    if !matches!(text.first(), Some(b' ' | b'\t' | b'@')) {
        return None;
    }
    let text = skip_blanks(text);
    let object = text.strip_prefix(b"@cee:").map_or(text, skip_blanks);
    (object.first() == Some(&b'{')).then_some(object)
}

/// Gives what a product found to be another program's message to the products, and names the one that claims it as the
/// record's format: a container's log or the journal is an envelope, too. `outer` is the product that found it, which is
/// not asked again. A message that lies deeper than messages do stays a text.
pub(crate) fn read_message(body: &Body<'_>, outer: Format, record: &mut Record) {
    if body.depth > MESSAGE_DEPTH_MAX {
        return;
    }
    if let Some(format) = find_product(body, Some(outer), record)
        && record.format == UNKNOWN
    {
        record.format = format;
    }
}

/// As [`read_message`], of a message that was kept with the header that it came with, if it had one.
pub(crate) fn read_with_header(body: &Body<'_>, outer: Format, record: &mut Record) {
    let times = record.times.len();
    let Some(Envelope { body: inner, tag, host, .. }) = read_envelope(body.raw, body.text(), record) else {
        record.times.truncate(times);
        return read_message(body, outer, record);
    };
    read_message(&body.message(body.raw, inner, tag), outer, record);
    if let Some(host) = host {
        name_writer(body.raw, host, record);
    }
}

/// As [`read_message`], of a line that a container wrote, which begins with a header where syslog's program runs in it.
pub(crate) fn read_line_of_container(body: &Body<'_>, outer: Format, record: &mut Record) {
    if shows_header(body.text()) {
        read_with_header(body, outer, record);
    } else {
        read_message(body, outer, record);
    }
}

/// True for `<38>` and for `Nov 20 `: no other front is sure enough behind that of the container's runtime.
fn shows_header(text: &[u8]) -> bool {
    matches!(
        text,
        [b'<', b'0'..=b'9', ..]
            | [b'A'..=b'Z', b'a'..=b'z', b'a'..=b'z', b' ', b' ' | b'0'..=b'9', b'0'..=b'9', b' ', ..]
    )
}

/// Lets the products look at a body, and gives it to the first that claims it.
fn find_product(body: &Body<'_>, outer: Option<Format>, record: &mut Record) -> Option<Format> {
    let (facts, times, diagnostics) = (record.facts.len(), record.times.len(), record.diagnostics.len());
    find_first(body, |product| {
        if Some(product.format) == outer {
            return None;
        }
        if (product.read)(body, record) {
            return Some(product.format);
        }
        record.facts.truncate(facts);
        record.times.truncate(times);
        record.diagnostics.truncate(diagnostics);
        None
    })
}

/// Gives the envelope's host its place: a device that watches others is an observer, any other writer is a host.
fn name_writer(raw: &[u8], host: Span, record: &mut Record) {
    let is_given = |field: Field, record: &Record| record.facts.iter().any(|fact| fact.field == Some(field));
    // What a format concludes stands at the end.
    let is_observer = record.facts.iter().rev().any(|fact| fact.field == Some(Field::ObserverType));
    let (name, ip) =
        if is_observer { (Field::ObserverHostname, Field::ObserverIp) } else { (Field::HostHostname, Field::HostIp) };
    if !is_given(name, record) {
        record.push("hostname", Some(name), host);
    }
    if is_ip(host.of(raw)) && !is_given(ip, record) {
        record.push("hostname", Some(ip), host);
    }
}

/// Says what no format can read: no byte at all, bytes that are no text.
fn diagnose_bytes(raw: &[u8], record: &mut Record) {
    if raw.is_empty() {
        record.diagnose(DiagnosticKind::Empty, Span::NONE);
        return;
    }
    // A TLS record: handshake, major version 3 (RFC 8446 §5.1).
    if raw.starts_with(&[0x16, 0x03]) {
        record.diagnose(DiagnosticKind::NotText, Span::new(0, 2));
    }
    let (is_ascii, has_nul) = look_over(raw);
    if !is_ascii && let Err(error) = std::str::from_utf8(raw) {
        let start = error.valid_up_to();
        let len = error.error_len().unwrap_or(raw.len() - start);
        record.diagnose(DiagnosticKind::NotUtf8, Span::new(start, start + len));
    }
    if has_nul && let Some(at) = memchr::memchr(0, raw) {
        record.diagnose(DiagnosticKind::Nul, Span::new(at, at + 1));
    }
}

/// Whether all bytes are ASCII, and whether one of them is NUL: both at one look at each byte, by loops that compilers
/// turn into such over many bytes at once.
fn look_over(raw: &[u8]) -> (bool, bool) {
    const CHUNK_BYTES: usize = 32;
    let (mut ored, mut is_nul) = ([0_u8; CHUNK_BYTES], [false; CHUNK_BYTES]);
    let mut look_at = |chunk: &[u8; CHUNK_BYTES]| {
        for ((ored, is_nul), byte) in ored.iter_mut().zip(&mut is_nul).zip(chunk) {
            *ored |= byte;
            *is_nul |= *byte == 0;
        }
    };
    let (chunks, rest) = raw.as_chunks();
    chunks.iter().for_each(&mut look_at);
    // Blanks are ASCII and no NUL.
    let mut last = [b' '; CHUNK_BYTES];
    let (head, _) = last.split_at_mut(rest.len());
    head.copy_from_slice(rest);
    look_at(&last);
    (ored.is_ascii(), is_nul.contains(&true))
}

/// The text without a byte order mark at its front and without line ends, and the NUL that some senders add, at its
/// end.
fn strip(raw: &[u8]) -> &[u8] {
    let text = raw.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(raw);
    let end = text.iter().rposition(|byte| !matches!(byte, b'\n' | b'\r' | 0)).map_or(0, |at| at + 1);
    text.get(..end).unwrap_or_default()
}
