//! Plain records of sessions, whose values stand by place:
//! `session closed TCP FIN: 192.0.2.1/1->198.51.100.2/22 junos-ssh 192.0.2.1/1->198.51.100.2/22 None None 6 policy zone
//! zone 5 78(6657) 122(13305) 45 …`.
//!
//! Newer releases (15.1X49-D70) add a connection tag (`0x0`) behind each pair of ends and a type before the name of each
//! NAT rule, so that the places are found by what stands in them.

use super::{Line, plain::take};
use crate::syntax::cut::{cut_at, cut_text, cut_word, is_number};
use crate::syntax::scan::find_text;

/// The names of the ends' parts: address, port, address, port.
type Ends = [&'static str; 4];

const FLOW: Ends = ["source-address", "source-port", "destination-address", "destination-port"];
pub(super) const NAT: Ends =
    ["nat-source-address", "nat-source-port", "nat-destination-address", "nat-destination-port"];

/// What the words behind the ends are called, in their order.
const CREATED: &[&str] = &["session-id-32", "user", "packet-incoming-interface", "application", "nested-application"];
const CLOSED: &[&str] = &[
    "session-id-32",
    "client",
    "server",
    "elapsed-time",
    "application",
    "nested-application",
    "user",
    "packet-incoming-interface",
    "encrypted",
];
const DENIED: &[&str] =
    &["application", "nested-application", "user", "packet-incoming-interface", "encrypted", "reason*"];
const TRACKED: &[&str] = &["session-id-32", "user", "encrypted"];
const TRACKED_SUMS: &[&str] = &["session-id-32", "client", "server", "elapsed-time", "user", "encrypted"];

/// Reads a session; false where the text is none.
pub(super) fn read(line: &mut Line<'_, '_>, event: &[u8], text: &[u8]) -> bool {
    let is_tracked = event.starts_with(b"APPTRACK");
    let Some((head, rest)) = cut_head(text) else { return false };
    // The reason stands before the ends: `session closed TCP FIN: `.
    let said = head.strip_prefix(b"AppTrack ").unwrap_or(head);
    if let Some((_, reason)) = cut_text(said, "closed ") {
        take(line, "reason", reason.strip_suffix(b":").unwrap_or(reason));
    }
    let (ends, rest) = cut_word(rest);
    take_ends(line, ends, b'/', &FLOW);
    let rest = cut_tag(line, rest);
    let (service, rest) = cut_word(rest);
    take(line, "service-name", service);
    let has_sums = said.starts_with(b"session closed") || said.starts_with(b"volume update");
    let (rest, names) = if event.starts_with(b"RT_FLOW_SESSION_DENY") {
        (cut_denied(line, rest), DENIED)
    } else {
        let rest = if is_tracked { cut_applications(line, rest) } else { rest };
        let (nat, rest) = cut_word(rest);
        take_ends(line, nat, b'/', &NAT);
        let rest = cut_tag(line, rest);
        let rest = cut_rules(line, rest);
        let names = match (is_tracked, has_sums) {
            (false, false) => CREATED,
            (false, true) => CLOSED,
            (true, false) => TRACKED,
            (true, true) => TRACKED_SUMS,
        };
        (cut_protocol(line, rest), names)
    };
    let rest = cut_zones(line, rest);
    take_tail(line, rest, names);
    true
}

/// What stands up to the word with the ends, and the text from that word on.
fn cut_head(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let arrow = find_text(text, b"->")?;
    let start = text.get(..arrow)?.iter().rposition(|byte| *byte == b' ')?;
    let head = text.get(..start)?;
    let is_session = head.starts_with(b"session ") || head.starts_with(b"AppTrack ");
    is_session.then_some((head, text.get(start + 1..)?))
}

/// Takes `192.0.2.1/1->198.51.100.2/22`.
pub(super) fn take_ends(line: &mut Line<'_, '_>, text: &[u8], before_port: u8, names: &Ends) {
    let Some((near, far)) = cut_text(text, "->") else { return };
    let [near_address, near_port, far_address, far_port] = names;
    for (end, address, port) in [(near, near_address, near_port), (far, far_address, far_port)] {
        let at = end.iter().rposition(|byte| *byte == before_port).unwrap_or(end.len());
        take(line, address, end.get(..at).unwrap_or_default());
        take(line, port, end.get(at + 1..).unwrap_or_default());
    }
}

/// A connection tag, where one stands.
fn cut_tag<'a>(line: &mut Line<'_, '_>, text: &'a [u8]) -> &'a [u8] {
    let (word, rest) = cut_word(text);
    if !word.starts_with(b"0x") {
        return text;
    }
    take(line, "connection-tag", word);
    rest
}

fn cut_applications<'a>(line: &mut Line<'_, '_>, text: &'a [u8]) -> &'a [u8] {
    let (application, rest) = cut_word(text);
    let (nested, rest) = cut_word(rest);
    take(line, "application", application);
    take(line, "nested-application", nested);
    rest
}

/// The rules that translated source and destination, each with or without its type.
fn cut_rules<'a>(line: &mut Line<'_, '_>, text: &'a [u8]) -> &'a [u8] {
    let mut rest = text;
    for (of_type, of_name) in [("src-nat-rule-type", "src-nat-rule-name"), ("dst-nat-rule-type", "dst-nat-rule-name")] {
        let (word, after) = cut_word(rest);
        let (next, behind) = cut_word(after);
        // A number behind the first word is the protocol's, unless the policy that follows it has a number too.
        let is_type = match word {
            b"source" | b"destination" | b"static" => next == b"rule",
            b"N/A" => !is_number(next),
            _ => false,
        };
        if !is_type {
            take(line, of_name, word);
            rest = after;
            continue;
        }
        let words = if word == b"N/A" { word } else { span_words(text, word, next) };
        let after = if word == b"N/A" { after } else { behind };
        take(line, of_type, words);
        let (name, behind) = cut_word(after);
        take(line, of_name, name);
        rest = behind;
        if is_number(cut_word(rest).0) {
            // `N/A N/A 6`: two names, no types.
            return rest;
        }
    }
    rest
}

/// From the beginning of one word to the end of another behind it.
fn span_words<'a>(text: &'a [u8], first: &[u8], last: &[u8]) -> &'a [u8] {
    let at = |part: &[u8]| (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
    text.get(at(first)..at(last) + last.len()).unwrap_or(&[])
}

fn cut_protocol<'a>(line: &mut Line<'_, '_>, text: &'a [u8]) -> &'a [u8] {
    let (protocol, rest) = cut_word(text);
    take(line, "protocol-id", protocol);
    rest
}

/// `6(0)`: the protocol, and what kind of ICMP it is.
fn cut_denied<'a>(line: &mut Line<'_, '_>, text: &'a [u8]) -> &'a [u8] {
    let (word, rest) = cut_word(text);
    let (protocol, kind) = cut_at(word, b'(').unwrap_or((word, &[]));
    take(line, "protocol-id", protocol);
    take(line, "icmp-type", kind.strip_suffix(b")").unwrap_or(kind));
    rest
}

fn cut_zones<'a>(line: &mut Line<'_, '_>, text: &'a [u8]) -> &'a [u8] {
    let mut rest = text;
    for name in ["policy-name", "source-zone-name", "destination-zone-name"] {
        let (word, after) = cut_word(rest);
        take(line, name, word);
        rest = after;
    }
    rest
}

fn take_tail(line: &mut Line<'_, '_>, text: &[u8], names: &[&'static str]) {
    let mut rest = text;
    for name in names {
        if rest.is_empty() {
            return;
        }
        let (word, after) = cut_word(rest);
        rest = after;
        let inner = cut_at(word, b'(').map(|(before, inside)| (before, inside.strip_suffix(b")").unwrap_or(inside)));
        match (*name, inner) {
            ("client", Some((packets, bytes))) => {
                take(line, "packets-from-client", packets);
                take(line, "bytes-from-client", bytes);
            }
            ("server", Some((packets, bytes))) => {
                take(line, "packets-from-server", packets);
                take(line, "bytes-from-server", bytes);
            }
            ("user", Some((user, roles))) => {
                take(line, "username", user);
                take(line, "roles", roles);
            }
            ("reason*", _) => {
                take_denial(line, span_words(text, word, text.get(text.len()..).unwrap_or_default()));
                return;
            }
            (name, _) => take(line, name, word),
        }
    }
    if !rest.is_empty() {
        take(line, "rest", rest);
    }
}

/// `Denied by policy 7087 N/A N/A 1 N/A`: the reason ends where the session's number stands.
fn take_denial(line: &mut Line<'_, '_>, text: &[u8]) {
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = cut_word(rest);
        if is_number(word) {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            take(line, "reason", crate::syntax::cut::trim(text.get(..at).unwrap_or_default()));
            take(line, "session-id-32", word);
            if !after.is_empty() {
                take(line, "rest", after);
            }
            return;
        }
        rest = after;
    }
    take(line, "reason", text);
}
