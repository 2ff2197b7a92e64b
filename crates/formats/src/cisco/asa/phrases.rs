//! What Cisco's messages write the same way whatever their number: the ends of a flow (`from … to …`, `src … dst …`)
//! and whom it is about (`Group <…> User <…> IP <…>`, `user = …`).
//!
//! They are read where no form of the message matches, and in what a form leaves as a note. Only what cannot be taken
//! for a word of the sentence counts: an address at an end, a mark between a label and its name.

use model::{Field, Span};

use super::{
    end::read_end,
    matcher::Matcher,
    sides::{DESTINATION, SOURCE},
};
use crate::syntax::{
    cut::{is_ip, skip_blanks},
    protocol::find_protocol,
};

/// How many labels of one text are looked at: no message of Cisco's has so many.
const LABELS_MAX: usize = 24;

/// What stands behind a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Source,
    Destination,
    User,
    Group,
    Address,
    Protocol,
}

impl Matcher<'_, '_> {
    /// Reads the phrases in a part of the text. What the record has already is left alone.
    pub(super) fn read_phrases(&mut self, text: Span) {
        let (raw, end) = (self.raw, text.end as usize);
        let knows_source = self.record.first(Field::SourceIp).is_some();
        let (mut at, mut labels, mut has_source, mut has_destination) = (text.start as usize, 0, knows_source, false);
        while let Some(rest) = raw.get(at..end).filter(|rest| !rest.is_empty() && labels < LABELS_MAX) {
            let opened = usize::from(matches!(rest.first(), Some(b'(' | b'[')));
            let word = rest.get(opened..).unwrap_or_default();
            let len = word.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            let (start, after) = (at + opened, at + opened + len);
            at += memchr::memchr(b' ', rest).map_or(rest.len(), |blank| blank + 1);
            let Some(label) = raw.get(start..after).and_then(find_label) else { continue };
            labels += 1;
            match label {
                Label::Source if !has_source => has_source = self.take_phrase_end(after, end, false),
                Label::Destination if has_source && !knows_source && !has_destination => {
                    has_destination = self.take_phrase_end(after, end, true);
                }
                Label::User => self.take_named(after, end, Field::UserName),
                Label::Group => self.take_named(after, end, Field::GroupName),
                Label::Address if !has_source => has_source = self.take_address(after, end),
                Label::Protocol if !has_source => self.take_transport(Span::new(start, after)),
                Label::Source | Label::Destination | Label::Address | Label::Protocol => {}
            }
        }
    }

    /// Reads an end behind `from`, `to` and their like; false where no address stands there.
    fn take_phrase_end(&mut self, at: usize, end: usize, is_destination: bool) -> bool {
        let raw = self.raw;
        let Some(rest) = raw.get(at..end).and_then(|rest| rest.strip_prefix(b" ")) else { return false };
        let start = end - skip_blanks(rest).len();
        let Some(written) = read_end(raw, start, end).filter(|written| is_ip(written.host.span.of(raw))) else {
            return false;
        };
        self.put_side(if is_destination { &DESTINATION } else { &SOURCE }, written);
        true
    }

    /// A protocol's name before the first end is the flow's.
    fn take_transport(&mut self, span: Span) {
        if self.raw.get(span.end as usize) != Some(&b' ') || self.record.first(Field::NetworkTransport).is_some() {
            return;
        }
        if let Some((word, number)) = find_protocol(span.of(self.raw)) {
            self.record.push_word(Field::NetworkTransport, word, span);
            self.record.push_word(Field::NetworkIanaNumber, number, span);
        }
    }

    /// Reads `= name`, `: name`, `<name>`, `'name'` behind a label.
    fn take_named(&mut self, at: usize, end: usize, field: Field) {
        if self.record.first(field).is_some() {
            return;
        }
        if let Some(name) = read_name(self.raw, at, end, field, true) {
            self.keep(field.name(), Some(field), name);
        }
    }

    /// Reads `= address`, `<address>` behind a label, and ` address` where a name stands before it: other addresses in
    /// a note are those of servers.
    fn take_address(&mut self, at: usize, end: usize) -> bool {
        let knows_name = [Field::UserName, Field::GroupName].iter().any(|field| self.record.first(*field).is_some());
        let name = read_name(self.raw, at, end, Field::SourceIp, !knows_name);
        let Some(span) = name.filter(|span| is_ip(span.of(self.raw))) else {
            return false;
        };
        self.record.push(Field::SourceIp.name(), Some(Field::SourceIp), span);
        true
    }
}

fn find_label(word: &[u8]) -> Option<Label> {
    Some(match word {
        b"from" | b"src" => Label::Source,
        b"to" | b"dst" | b"dest" => Label::Destination,
        b"user" | b"User" | b"username" | b"Username" | b"Uname" => Label::User,
        b"Group" | b"group" => Label::Group,
        b"IP" | b"Addr" => Label::Address,
        b"TCP" | b"UDP" | b"ICMP" | b"SCTP" | b"tcp" | b"udp" | b"icmp" | b"sctp" => Label::Protocol,
        _ => return None,
    })
}

/// The name behind a label; a mark must stand between them where `is_marked`.
fn read_name(raw: &[u8], at: usize, end: usize, field: Field, is_marked: bool) -> Option<Span> {
    let rest = skip_blanks(raw.get(at..end)?);
    let (mut has_mark, mut value) = match rest {
        [b'=', value @ ..] => (true, skip_blanks(value)),
        // "Auth Server IP: …" is the address of another.
        [b':', value @ ..] if field != Field::SourceIp => (true, skip_blanks(value)),
        _ => (false, rest),
    };
    let closing = match value.first()? {
        b'<' => Some(b'>'),
        quote @ (b'\'' | b'"') => Some(*quote),
        _ => None,
    };
    let len = match closing {
        Some(closing) => {
            has_mark = true;
            value = value.get(1..)?;
            value.iter().take(NAME_BYTES_MAX).position(|byte| *byte == closing)?
        }
        None => {
            let len = value.iter().take_while(|byte| !matches!(byte, b' ' | b',' | b')' | b';' | b']')).count();
            // The stop or colon of the sentence.
            len - usize::from(matches!(value.get(..len)?.last(), Some(b'.' | b':')))
        }
    };
    let start = end - value.len();
    (len > 0 && (has_mark || !is_marked)).then(|| Span::new(start, start + len))
}

/// The longest name between marks, in bytes.
const NAME_BYTES_MAX: usize = 256;
