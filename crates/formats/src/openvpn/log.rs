//! `openvpn.log`: what OpenVPN 2 writes to its own file and to syslog (`ssl.c`, `ssl_verify.c`, `multi.c`, `socket.c`,
//! `sig.c`; <https://openvpn.net/community-resources/reference-manual-for-openvpn-2-6/>), and its LDAP plugin.
//!
//! `time [name/]address:port message`, in which the client's name is the common name of its certificate.

mod messages;

use std::sync::LazyLock;

use model::{Field, Format, Record, TimeRole};

use self::messages::MESSAGES;
use crate::{
    body::Body,
    holes::{cut_port, push_captures, push_hole},
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_digits, cut_text, cut_word, is_ip, skip_blanks},
        front::cut_front,
        shape::Shapes,
    },
};

const FORMAT: Format = Format { name: "openvpn.log", version: 3 };

/// The reader, where the header names the program; distributions call an instance `ovpn-NAME`.
pub(crate) const TAGGED: Product =
    Product { format: FORMAT, sign: Sign::TagStart(&["openvpn", "ovpn"]), read: read_line };

/// The reader of OpenVPN's own file.
pub(crate) const PRODUCT: Product = Product {
    format: FORMAT,
    sign: Sign::LookAt(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase(), shows),
    read: read_line,
};

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// A client's name and address are no longer.
const CLIENT_BYTES_MAX: usize = 256;

/// Longer lines hold no wording of the table but in front.
const LINE_BYTES_MAX: usize = 16 * 1024;

/// A time at the front, without a zone.
fn shows(body: &Body<'_>) -> bool {
    let is_time = matches!(
        body.text(),
        [_, _, _, _, b'-', _, _, b'-', _, _, b' ', _, _, b':', _, _, b':', _, _, b' ', _, ..]
            | [_, _, _, b' ', _, _, _, b' ', _, _, b' ', _, _, b':', _, _, b':', _, _, b' ', _, _, _, _, b' ', _, ..]
    );
    is_time && body.tag.is_none() && body.span.len() <= LINE_BYTES_MAX
}

fn read_line(body: &Body<'_>, record: &mut Record) -> bool {
    let time = cut_front(body.text());
    let text = time.as_ref().map_or(body.text(), |time| skip_blanks(time.rest));
    // `us=123456` from `--verb 4` on.
    let (micros, rest) = text.strip_prefix(b"us=").map_or((&[][..], text), cut_digits);
    let rest = skip_blanks(rest);
    let (client, message) = cut_client(rest).map_or((None, rest), |(client, rest)| (Some(client), rest));
    // The name in brackets, or that none is known yet, stands before the wording.
    let (name, message) = match message.strip_prefix(b"[").and_then(|inside| cut_text(inside, "] ")) {
        Some((name, rest)) if client.is_some() && name.len() <= CLIENT_BYTES_MAX => (name, rest),
        _ => (&[][..], message),
    };
    let found = if message.len() <= LINE_BYTES_MAX { SHAPES.find(message) } else { None };
    // In a file, a client or the program's own name shows whose line it is.
    let names_client = client.is_some() || found.as_ref().is_some_and(|(holes, _)| holes.find("source_end").is_some());
    let is_own =
        ["OpenVPN 2", "Initialization Sequence Completed", "Incoming Control Channel", "Outgoing Control Channel"]
            .iter()
            .any(|lead| message.starts_with(lead.as_bytes()));
    if body.tag.is_none() && (found.is_none() || !names_client && !is_own) {
        return false;
    }
    if let Some(time) = &time {
        record.push_time(TimeRole::Event, time.form, body.span_of(time.text));
    }
    if !micros.is_empty() {
        record.push("microseconds", None, body.span_of(micros));
    }
    if let Some(client) = &client {
        push_hole(body, "user", client.name, record);
        push_hole(body, "source_end", client.end, record);
    }
    if name != b"UNDEF" {
        push_hole(body, "user", name, record);
    }
    if let Some((captures, meaning)) = found {
        push_captures(body, &captures, record);
        meaning.push(body.span_of(message), record);
    }
    if record.first(Field::ProcessName).is_none() {
        record.push_word(Field::ProcessName, "openvpn", body.span);
    }
    record.push_word(Field::ServiceType, "openvpn", body.span);
    record.push_word(Field::EventKind, "event", body.span);
    true
}

/// Whom a line is about.
struct Client<'a> {
    name: &'a [u8],
    /// The address with its port.
    end: &'a [u8],
}

/// `192.0.2.77:50123 `, `vera/192.0.2.77:50123 `, `192.0.2.77:50123/vera `, with `[AF_INET6]` or `tcp4-server:` before
/// the address in newer versions.
fn cut_client(text: &[u8]) -> Option<(Client<'_>, &[u8])> {
    let (word, rest) = cut_word(text);
    if word.len() > CLIENT_BYTES_MAX {
        return None;
    }
    let is_end = |end: &[u8]| {
        let (address, port) = cut_port(end);
        is_ip(address) && !port.is_empty()
    };
    if is_end(strip_family(word)) {
        return Some((Client { name: &[], end: strip_family(word) }, rest));
    }
    let at = word.iter().rposition(|byte| *byte == b'/')?;
    let (first, last) = (word.get(..at)?, word.get(at + 1..)?);
    if is_end(strip_family(last)) {
        return Some((Client { name: first, end: strip_family(last) }, rest));
    }
    is_end(first).then_some((Client { name: last, end: first }, rest))
}

/// Drops `[AF_INET]`, `udp4:`, `tcp4-server:`.
fn strip_family(end: &[u8]) -> &[u8] {
    if let Some((_, rest)) = end.strip_prefix(b"[AF_").and_then(|rest| cut_at(rest, b']')) {
        return rest;
    }
    match cut_at(end, b':') {
        Some((family, rest)) if family.starts_with(b"udp") || family.starts_with(b"tcp") => rest,
        _ => end,
    }
}
