//! The ends of a mail's way, as Postfix writes them: `mail.example.com[192.0.2.25]:25`, `unknown[2001:db8::7]`,
//! `[192.0.2.25]:47407`, `mail.example.com[private/dovecot-lmtp]`, `local`, `none`.

use model::{Field, Record};

use crate::{
    body::Body,
    syntax::cut::{cut_at, is_ip, is_number},
};

/// An end, in its parts.
struct End<'a> {
    name: &'a [u8],
    address: &'a [u8],
    port: Option<&'a [u8]>,
}

impl<'a> End<'a> {
    fn cut(text: &'a [u8]) -> Option<Self> {
        let (name, rest) = cut_at(text, b'[')?;
        let (address, rest) = cut_at(rest, b']')?;
        let port = rest.strip_prefix(b":").filter(|port| is_number(port));
        Some(Self { name, address, port })
    }

    /// The name, unless it says that there is none.
    fn known_name(&self) -> Option<&'a [u8]> {
        (!self.name.is_empty() && self.name != b"unknown" && !is_ip(self.name)).then_some(self.name)
    }
}

/// Adds the client as the source.
pub(super) fn push_source(body: &Body<'_>, text: &[u8], record: &mut Record) {
    record.push("client", None, body.span_of(text));
    let Some(end) = End::cut(text) else { return };
    if let Some(name) = end.known_name() {
        record.push("client_name", Some(Field::SourceDomain), body.span_of(name));
    }
    if is_ip(end.address) {
        record.push("client_address", Some(Field::SourceIp), body.span_of(end.address));
    }
    if let Some(port) = end.port {
        record.push("client_port", Some(Field::SourcePort), body.span_of(port));
    }
}

/// Adds the relay as the destination.
pub(super) fn push_relay(body: &Body<'_>, text: &[u8], record: &mut Record) {
    record.push("relay", None, body.span_of(text));
    push_destination(body, text, ["relay_name", "relay_address", "relay_port"], record);
}

/// Adds the end of our own that a client connected to.
pub(super) fn push_local(body: &Body<'_>, text: &[u8], record: &mut Record) {
    record.push("local", None, body.span_of(text));
    push_destination(body, text, ["local_name", "local_address", "local_port"], record);
}

fn push_destination(body: &Body<'_>, text: &[u8], names: [&'static str; 3], record: &mut Record) {
    let Some(end) = End::cut(text).filter(|end| is_ip(end.address)) else { return };
    let [name, address, port] = names;
    if let Some(known) = end.known_name() {
        record.push(name, Some(Field::DestinationDomain), body.span_of(known));
    }
    record.push(address, Some(Field::DestinationIp), body.span_of(end.address));
    if let Some(number) = end.port {
        record.push(port, Some(Field::DestinationPort), body.span_of(number));
    }
}
