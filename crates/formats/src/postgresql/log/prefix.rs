//! What `log_line_prefix` put before the severity. Anyone may write it in any order, so its parts are told by their form:
//! what has a form of its own is taken, all else stays in the message.

use model::{Field, Record, TimeRole};

use crate::{
    body::Body,
    holes::{cut_port, push_hole},
    syntax::{
        cut::{cut_at, cut_word, is_ip, is_number, skip_blanks},
        front::cut_front,
    },
};

/// No prefix has more parts.
const PARTS_MAX: usize = 24;

/// Reads the prefix. False where nothing in it shows that the server wrote it.
pub(super) fn read_prefix(body: &Body<'_>, prefix: &[u8], record: &mut Record) -> bool {
    let is_tagged = body.tag_text().starts_with(b"postgres");
    let mut rest = skip_blanks(prefix);
    let mut shown = is_tagged;
    // `%h %m`: the client's address before the time.
    let (word, after) = cut_word(rest);
    if is_ip(word) && cut_front(after).is_some() {
        push_hole(body, "source", word, record);
        rest = after;
    }
    if is_tagged && let Some((counter, after)) = cut_brackets(rest) {
        // `syslog_sequence_numbers`: of the message, and of its part.
        record.push("syslog_sequence", None, body.span_of(counter));
        rest = skip_blanks(after);
    }
    if let Some(time) = cut_front(rest) {
        record.push_time(TimeRole::Event, time.form, body.span_of(time.text));
        // `%t` and `%m` end with the zone; a time without one may be anyone's.
        let zone = time.text.get(19..).unwrap_or_default();
        shown |= zone.iter().any(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'+' | b'-'));
        rest = time.rest;
    }
    // Amazon RDS parts its prefix by colons: `%t:%r:%u@%d:[%p]:`.
    let mark = if rest.starts_with(b":") { b':' } else { b' ' };
    for part in rest.split(|byte| *byte == mark || *byte == b' ').take(PARTS_MAX) {
        shown |= read_part(body, part.strip_suffix(b":").unwrap_or(part), record);
    }
    shown
}

/// True where a text ends as a prefix does: with a user, an end or a number as the server writes them.
pub(super) fn ends_prefix(text: &[u8]) -> bool {
    let is_quoted = text.ends_with(b"'") || text.ends_with(b"\"");
    let text = text.trim_ascii_end();
    if text.is_empty() || is_quoted {
        return false;
    }
    let part = text.strip_suffix(b":").unwrap_or(text).rsplit(|byte| *byte == b' ').next().unwrap_or_default();
    let is_pair = |pair: &[u8]| cut_at(pair, b'=').is_some_and(|(key, _)| find_key(key).is_some());
    part.contains(&b'@')
        || part.split(|byte| *byte == b',').any(is_pair)
        || is_ip(cut_port(part).0)
        || cut_brackets(part).is_some()
}

fn cut_brackets(text: &[u8]) -> Option<(&[u8], &[u8])> {
    cut_at(text.strip_prefix(b"[")?, b']').filter(|(inside, _)| !inside.is_empty() && inside.len() <= 24)
}

/// Reads one part; true where its form is one that the server writes.
fn read_part(body: &Body<'_>, part: &[u8], record: &mut Record) -> bool {
    if part.is_empty() {
        return false;
    }
    if let Some((inside, _)) = cut_brackets(part) {
        // `[%p]`, `[%p-%l]`.
        let (pid, line) = cut_at(inside, b'-').unwrap_or((inside, &[]));
        if is_number(pid) {
            push_hole(body, "pid", pid, record);
            if is_number(line) {
                record.push("line_num", Some(Field::EventSequence), body.span_of(line));
            }
            return true;
        }
    }
    if part.contains(&b'=') {
        return part.split(|byte| *byte == b',').fold(false, |shown, pair| shown | read_pair(body, pair, record));
    }
    let (address, port) = cut_port(part);
    if is_ip(address) {
        push_hole(body, "source", address, record);
        push_hole(body, "source_port", port, record);
        return true;
    }
    if is_number(part) {
        push_hole(body, "pid", part, record);
        return true;
    }
    if let Some((user, database)) = cut_at(part, b'@') {
        push_user(body, user, record);
        push_database(body, database, record);
        return true;
    }
    if let Some((start, pid)) = cut_at(part, b'.')
        && is_hexadecimal(start)
        && is_hexadecimal(pid)
    {
        push_hole(body, "session", part, record);
        return true;
    }
    false
}

/// `user=%u,db=%d,app=%a,client=%h`.
fn read_pair(body: &Body<'_>, pair: &[u8], record: &mut Record) -> bool {
    let Some((key, value)) = cut_at(pair, b'=') else { return false };
    match find_key(key) {
        Some("user") => push_user(body, value, record),
        Some("database") => push_database(body, value, record),
        Some("application_name") if value != b"[unknown]" && !value.is_empty() => {
            record.push("application_name", None, body.span_of(value));
        }
        Some("source") => {
            let (address, port) = cut_port(value);
            push_hole(body, "source", address, record);
            push_hole(body, "source_port", port, record);
        }
        Some(hole @ ("pid" | "session")) => push_hole(body, hole, value, record),
        _ => return false,
    }
    true
}

/// What stands behind a key that people give to a part of the prefix.
fn find_key(key: &[u8]) -> Option<&'static str> {
    Some(match key {
        b"user" | b"usr" | b"u" => "user",
        b"db" | b"database" | b"dbname" | b"d" => "database",
        b"app" | b"application" | b"a" => "application_name",
        b"client" | b"host" | b"h" | b"r" | b"remote" => "source",
        b"pid" => "pid",
        b"session" | b"sess" => "session",
        _ => return None,
    })
}

/// `[unknown]` stands for what the client has not said yet.
pub(super) fn push_user(body: &Body<'_>, user: &[u8], record: &mut Record) {
    if user != b"[unknown]" {
        push_hole(body, "user", user, record);
    }
}

pub(super) fn push_database(body: &Body<'_>, database: &[u8], record: &mut Record) {
    if database != b"[unknown]" && !database.is_empty() {
        record.push("database", None, body.span_of(database));
    }
}

fn is_hexadecimal(text: &[u8]) -> bool {
    !text.is_empty() && text.len() <= 16 && text.iter().all(u8::is_ascii_hexdigit)
}
