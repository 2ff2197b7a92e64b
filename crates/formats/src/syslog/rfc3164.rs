//! `syslog.rfc3164`: what is sent under the name of RFC 3164, which describes and does not prescribe.
//!
//! Beside the RFC's own form: no priority, no time, no host, no tag; a year; RFC 3339 in place of the BSD time; Cisco's
//! counter and hostname before the time (`<189>42: r1: *Mar  1 00:00:12.345: %SYS-5-…`), and ASA's ` : ` behind the host.

use model::{Field, Format, Record, TimeRole};
use stamp::Form;

use super::{
    Envelope,
    front::{cut_facility, cut_logread, skip_level},
    push_host, push_program,
    spaced::cut_spaced_tag,
    start::Start,
};
use crate::{
    body::locate,
    syntax::{
        cut::{cut_at, cut_word, is_ip, is_number, skip_blanks},
        syslog_time::cut_time,
    },
};

/// Its name and version.
pub(crate) const FORMAT: Format = Format { name: "syslog.rfc3164", version: 4 };

/// A name of a host or a program is no longer.
const NAME_BYTES_MAX: usize = 255;

/// What AIX's syslogd puts before the host of a message that it passes on.
const FORWARDED: &[u8] = b"Message forwarded from ";

/// What stands behind the time in the logs of programs, where syslog has the host.
pub(super) const LEVELS: [&str; 9] =
    ["TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "CRITICAL", "FATAL"];

/// Reads what stands before the message. None where neither a priority nor a header's form shows that it is syslog.
pub(super) fn read_header(raw: &[u8], text: &[u8], has_priority: bool, record: &mut Record) -> Option<Envelope> {
    if !has_priority && let Some((time, rest)) = cut_logread(raw, text, record) {
        record.push_time(TimeRole::Header, time.form, locate(raw, time.text));
        let (tag, body) = cut_tag(rest).map_or((None, rest), |(tag, rest)| (Some(tag), rest));
        return Some(finish(raw, Head { host: None, tag }, body, record));
    }
    let start = Start::cut(text);
    let Some(time) = start.time else { return read_without_time(raw, skip_blanks(text), has_priority, record) };
    let behind = time.rest.strip_prefix(b":");
    let (head, body) = match behind.filter(|_| start.is_device) {
        // Such a device has named itself before the time, or not at all.
        Some(body) => (Head { host: None, tag: None }, skip_blanks(body)),
        None => Head::cut(cut_facility(raw, skip_blanks(behind.unwrap_or(time.rest)), record)),
    };
    if !has_priority && time.form == Form::Rfc3339 && !head.shows_syslog(time.text, body) {
        // Any program may begin its lines with such a time; it is worth keeping whoever wrote it.
        record.push_time(TimeRole::Header, time.form, locate(raw, time.text));
        return None;
    }
    if let Some(counter) = start.counter {
        record.push("sequence", Some(Field::EventSequence), locate(raw, counter));
    }
    record.push_time(TimeRole::Header, time.form, locate(raw, time.text));
    let host = head.host.or(start.host);
    Some(finish(raw, Head { host, tag: head.tag }, body, record))
}

/// Without a time, what stands at the front is a host's name only where `tag[pid]:` follows it; that also shows syslog
/// where even the priority is missing (the journal's short form).
fn read_without_time(raw: &[u8], text: &[u8], has_priority: bool, record: &mut Record) -> Option<Envelope> {
    let (head, body) = Head::cut(text);
    if head.tag.and_then(|tag| tag.process).is_some_and(is_number) {
        return Some(finish(raw, head, body, record));
    }
    let (tag, body) = cut_tag(text).map_or((None, text), |(tag, rest)| (Some(tag), rest));
    has_priority.then(|| finish(raw, Head { host: None, tag }, body, record))
}

fn finish(raw: &[u8], head: Head<'_>, body: &[u8], record: &mut Record) -> Envelope {
    let host = head.host.map(|host| push_host(raw, host, record));
    if let Some(tag) = head.tag {
        push_program(raw, tag.name, tag.process, record);
    }
    Envelope { format: FORMAT, body: locate(raw, body), tag: head.tag.map(|tag| locate(raw, tag.name)), host }
}

/// The program's name and process id.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a [u8],
    pub(super) process: Option<&'a [u8]>,
}

/// What stands between the time and the message.
#[derive(Clone, Copy)]
struct Head<'a> {
    host: Option<&'a [u8]>,
    tag: Option<Tag<'a>>,
}

impl<'a> Head<'a> {
    /// Cuts host and tag off the text behind the time; either may be missing.
    fn cut(text: &'a [u8]) -> (Self, &'a [u8]) {
        let none = Self { host: None, tag: None };
        if let Some((host, rest)) = text.strip_prefix(FORWARDED).and_then(|text| cut_at(text, b':'))
            && is_name(host)
        {
            let rest = skip_blanks(rest);
            let (tag, rest) = cut_tag(rest).map_or((None, rest), |(tag, rest)| (Some(tag), rest));
            return (Self { host: Some(host), tag }, rest);
        }
        if let Some((tag, rest)) = cut_bracketed_tag(text) {
            return (Self { host: None, tag: Some(tag) }, rest);
        }
        let (word, rest) = cut_word(text);
        if let Some(name) = word.strip_suffix(b":") {
            // `192.0.2.1: …` and `host: %ASA-…` are a device's name, any other `name:` is a program's.
            if is_ip(name) || (rest.starts_with(b"%") && is_name(name)) {
                return (Self { host: Some(name), tag: None }, rest);
            }
        }
        // A program's name holds no blank, and one of these ends it.
        let may_be_tag = word.iter().any(|byte| matches!(byte, b':' | b'['));
        if let Some((tag, rest)) = may_be_tag.then(|| cut_tag(text)).flatten() {
            return (Self { host: None, tag: Some(tag) }, rest);
        }
        if !is_name(word) {
            return (none, text);
        }
        let host = Some(word);
        if let Some(rest) = rest.strip_prefix(b":") {
            return (Self { host, tag: None }, skip_blanks(rest));
        }
        match cut_tag(rest).or_else(|| cut_spaced_tag(rest)).or_else(|| cut_tag(skip_level(rest)?)) {
            Some((tag, rest)) => (Self { host, tag: Some(tag) }, rest),
            None => (Self { host, tag: None }, rest),
        }
    }

    /// True where a time of any program's log can be told from a syslog header: by a tag, or by a message that begins as
    /// those of devices do. `2026-11-20 10:11:12 WARN worker.py: …` is no such header.
    fn shows_syslog(&self, time: &[u8], body: &[u8]) -> bool {
        let is_level = |host: &[u8]| LEVELS.iter().any(|level| host.eq_ignore_ascii_case(level.as_bytes()));
        // A number in brackets behind the program's name tells it where even the host is missing.
        let is_sure = || !time.contains(&b' ') && self.tag.and_then(|tag| tag.process).is_some_and(is_number);
        let Some(host) = self.host.filter(|host| !is_level(host)) else { return self.host.is_none() && is_sure() };
        // A container runtime's line names the stream there.
        if matches!(host, b"stdout" | b"stderr") {
            return false;
        }
        let tag = self.tag.is_some_and(|tag| tag.process.is_some() || !time.contains(&b' '));
        // A program's log may well have pairs behind one word.
        let is_place =
            !time.contains(&b' ') && host.iter().any(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
        !host.is_empty() && (tag || is_device_message(body) || is_place && is_device_row(body))
    }
}

/// True for a message that begins as those of devices do, which have no tag.
pub(super) fn is_device_message(body: &[u8]) -> bool {
    const STARTS: [&[u8]; 5] = [b"CEF:", b"LEEF:", b"<Event ", b"<Event>", b"MSWinEventLog"];
    matches!(body.first(), Some(b'%' | b'{')) || STARTS.iter().any(|start| body.starts_with(start))
}

/// True for a message that begins with `key=value` or with a row of PAN-OS (`1,2026/11/20 10:11:12,`), which devices
/// write without a tag.
fn is_device_row(body: &[u8]) -> bool {
    const KEY_BYTES_MAX: usize = 24;
    let front = body.get(..KEY_BYTES_MAX).unwrap_or(body);
    let key = front.iter().position(|byte| *byte == b'=').and_then(|end| front.get(..end));
    let is_key = |key: &[u8]| {
        key.first().is_some_and(u8::is_ascii_alphabetic)
            && key.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    key.is_some_and(is_key) || body.strip_prefix(b"1,").and_then(cut_time).is_some()
}

/// `[sshd]: ` and `[sshd] `, as metalog writes it.
fn cut_bracketed_tag(text: &[u8]) -> Option<(Tag<'_>, &[u8])> {
    let (name, rest) = cut_at(text.strip_prefix(b"[")?, b']')?;
    let is_level = || LEVELS.iter().any(|level| name.eq_ignore_ascii_case(level.as_bytes()));
    let rest = rest.strip_prefix(b":").unwrap_or(rest).strip_prefix(b" ")?;
    (name.len() <= NAME_BYTES_MAX && is_tag(name) && !is_level())
        .then(|| (Tag { name, process: None }, skip_blanks(rest)))
}

/// Cuts `name[pid]:` off the front, which no message begins with by chance.
pub(super) fn cut_sure_tag(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (tag, rest) = cut_tag(text)?;
    Some((tag.name, tag.process.filter(|process| is_number(process))?, rest))
}

/// Cuts `name:`, `name[pid]:` or `name[pid]` off the front.
fn cut_tag(text: &[u8]) -> Option<(Tag<'_>, &[u8])> {
    let end = text.iter().take(NAME_BYTES_MAX).position(|byte| !is_of(*byte, TAG))?;
    // GDM's workers call themselves `gdm-password]`.
    let is_worker = |rest: &[u8]| rest.starts_with(b"][") || rest.starts_with(b"]: ");
    let end = end + usize::from(text.get(end..).is_some_and(is_worker));
    let end = end + measure_pair(text.split_at_checked(end)?);
    let (name, rest) = text.split_at_checked(end)?;
    if !matches!(rest.first(), Some(b':' | b'[')) || !name.iter().any(u8::is_ascii_alphabetic) || !is_paired(name, rest)
    {
        return None;
    }
    if let Some(rest) = rest.strip_prefix(b"[") {
        let (process, rest) = cut_at(rest, b']')?;
        let is_process = !process.is_empty() && process.len() <= 48 && !process.contains(&b' ');
        return match rest.strip_prefix(b":") {
            Some(rest) if is_process => Some((Tag { name, process: Some(process) }, skip_blanks(rest))),
            None if is_number(process) => Some((Tag { name, process: Some(process) }, skip_blanks(rest))),
            _ => None,
        };
    }
    // `CEF:0|` and `10:11:12` have no blank behind the colon and are part of the message.
    let rest = rest.strip_prefix(b":").filter(|rest| matches!(rest.first(), None | Some(b' ' | b'\t')))?;
    let is_format = matches!(name, b"CEF" | b"LEEF");
    (!is_format).then(|| (Tag { name, process: None }, skip_blanks(rest)))
}

/// True where brackets stand as in `sshd(pam_unix)` and `(sd-pam)`, one pair at the end, or not at all; before a number
/// also as in `Symantec(R)_Agent`.
fn is_paired(name: &[u8], rest: &[u8]) -> bool {
    let is_bracket = |byte: &&u8| matches!(byte, b'(' | b')');
    match name.iter().filter(is_bracket).count() {
        0 => true,
        2 if name.ends_with(b")") => name.contains(&b'('),
        2 => {
            name.first().is_some_and(u8::is_ascii_alphabetic) && rest.starts_with(b"[") && opens_before_it_closes(name)
        }
        _ => false,
    }
}

fn opens_before_it_closes(name: &[u8]) -> bool {
    cut_at(name, b'(').is_some_and(|(before, after)| !before.contains(&b')') && after.contains(&b')'))
}

/// How long the rest of `polkitd(authority=local)` is, behind what can stand in any program's name.
fn measure_pair((name, rest): (&[u8], &[u8])) -> usize {
    const VALUE_BYTES_MAX: usize = 32;
    let Some(value) = rest.strip_prefix(b"=").filter(|_| name.contains(&b'(') && !name.contains(&b')')) else {
        return 0;
    };
    let len = value.iter().take(VALUE_BYTES_MAX).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if value.get(len) == Some(&b')') { len + 2 } else { 0 }
}

/// True for what can name a host: no sign of `key=value`, JSON, a quote or a `%…` message.
pub(crate) fn is_name(word: &[u8]) -> bool {
    !word.is_empty()
        && word.len() <= NAME_BYTES_MAX
        && word.iter().all(|byte| is_of(*byte, HOST))
        && (!word.contains(&b':') || is_ip(word))
}

/// True for what can name a program.
fn is_tag(word: &[u8]) -> bool {
    word.iter().all(|byte| is_of(*byte, TAG)) && word.iter().any(u8::is_ascii_alphabetic)
}

/// May stand in a host's name.
const HOST: u8 = 1;
/// May stand in a program's name.
const TAG: u8 = 2;

/// What each byte may stand in.
static CLASSES: [u8; 256] = list_classes();

#[expect(clippy::indexing_slicing, reason = "the index is a byte; it runs while compiling only")]
const fn list_classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    loop {
        let both = byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'@' | b'/');
        let host = both || byte == b':' || byte > 0x7F;
        let tag = both || matches!(byte, b'(' | b')' | b'+' | b'#' | b'~' | b'\\');
        classes[byte as usize] = if host { HOST } else { 0 } | if tag { TAG } else { 0 };
        if byte == u8::MAX {
            return classes;
        }
        byte += 1;
    }
}

fn is_of(byte: u8, class: u8) -> bool {
    CLASSES.get(usize::from(byte)).is_some_and(|classes| classes & class != 0)
}
