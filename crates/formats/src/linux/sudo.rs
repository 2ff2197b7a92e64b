//! `linux.sudo`: sudo's own log lines (`sudoers(5)`, "LOG FORMAT"):
//! `alice : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/bin/ls`.

use model::{Field, Format, Record};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::cut::{cut_at, cut_text, trim},
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "linux.sudo", version: 1 }, sign: Sign::Tag(&["sudo"]), read: read_sudo };

const COMMAND: Meaning = Meaning { action: "sudo_command", category: &["process"], kind: &["start"], outcome: SUCCESS };
const COMMAND_REFUSED: Meaning =
    Meaning { action: "sudo_command", category: &["authentication", "process"], kind: &["start"], outcome: FAILURE };

/// Claims a line that names a user and at least one of the `KEY=value` parts.
fn read_sudo(body: &Body<'_>, record: &mut Record) -> bool {
    let Some((user, mut rest)) = cut_text(body.text(), " : ") else { return false };
    let user = trim(user);
    if user.is_empty() || user.contains(&b' ') {
        return false;
    }
    record.push("user", Some(Field::UserName), body.span_of(user));
    let (mut has_part, mut reason) = (false, None);
    while !rest.is_empty() {
        // A command may hold the separator itself: it is the last part, and takes all.
        let is_command = rest.starts_with(b"COMMAND=");
        let (part, after) = if is_command { (rest, &[][..]) } else { cut_text(rest, " ; ").unwrap_or((rest, &[])) };
        rest = after;
        match cut_at(part, b'=').filter(|(key, _)| is_key(key)) {
            Some((key, value)) => {
                has_part = true;
                push_part(body, key, value, record);
            }
            None => reason = reason.or(Some(trim(part))),
        }
    }
    if let Some(reason) = reason {
        record.push("reason", Some(Field::EventReason), body.span_of(reason));
    }
    let meaning = if reason.is_some() { COMMAND_REFUSED } else { COMMAND };
    meaning.push(body.span, record);
    has_part
}

fn push_part(body: &Body<'_>, key: &[u8], value: &[u8], record: &mut Record) {
    let (name, field) = match key {
        b"TTY" => ("TTY", Some(Field::ProcessTty)),
        b"PWD" => ("PWD", Some(Field::ProcessWorkingDirectory)),
        b"USER" => ("USER", Some(Field::UserEffectiveName)),
        b"COMMAND" => ("COMMAND", Some(Field::ProcessCommandLine)),
        b"GROUP" => ("GROUP", Some(Field::GroupName)),
        b"HOST" => ("HOST", None),
        b"CHROOT" => ("CHROOT", None),
        b"TSID" => ("TSID", None),
        b"ENV" => ("ENV", None),
        _ => ("part", None),
    };
    record.push(name, field, body.span_of(value));
}

/// True for `KEY`: anything else before a `=` is part of a reason.
fn is_key(key: &[u8]) -> bool {
    !key.is_empty() && key.iter().all(u8::is_ascii_uppercase)
}
