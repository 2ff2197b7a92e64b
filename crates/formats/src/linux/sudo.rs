//! `linux.sudo`: sudo's own log lines (`sudoers(5)`, "LOG FORMAT"):
//! `alice : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/bin/ls`.

use model::{Field, Format, Record};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_text, trim},
        scan::find_text,
    },
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "linux.sudo", version: 4 }, sign: Sign::Tag(&["sudo"]), read: read_sudo };

pub(super) const COMMAND: Meaning =
    Meaning { action: "sudo_command", category: &["process"], kind: &["start"], outcome: SUCCESS };
pub(super) const COMMAND_REFUSED: Meaning =
    Meaning { action: "sudo_command", category: &["authentication", "process"], kind: &["start"], outcome: FAILURE };

const COMMAND_CONTINUED: Meaning =
    Meaning { action: "sudo_command", category: &["process"], kind: &["info"], outcome: None };

/// A user's name is no longer; names of a directory service hold blanks.
const USER_BYTES_MAX: usize = 256;

/// Claims a line that names a user and at least one of the `KEY=value` parts, and what continues such a line.
fn read_sudo(body: &Body<'_>, record: &mut Record) -> bool {
    let Some((user, parts)) = cut_text(body.text(), " : ") else { return false };
    let user = trim(user);
    if user.is_empty() || user.len() > USER_BYTES_MAX {
        return false;
    }
    if let Some(rest) = parts.strip_prefix(b"(command continued) ") {
        // A long command, of which syslog takes only a part a line.
        record.push("user", Some(Field::UserName), body.span_of(user));
        record.push("COMMAND", Some(Field::ProcessCommandLine), body.span_of(rest));
        COMMAND_CONTINUED.push(body.span, record);
        return true;
    }
    let (has_part, reason) = read_parts(body, parts, record);
    if !has_part {
        return false;
    }
    record.push("user", Some(Field::UserName), body.span_of(user));
    if let Some(reason) = reason {
        record.push("reason", Some(Field::EventReason), body.span_of(reason));
    }
    let meaning = if reason.is_some() { COMMAND_REFUSED } else { COMMAND };
    meaning.push(body.span, record);
    true
}

/// Reads `KEY=value` parts. True where there is one; and what stands between the user and them.
fn read_parts<'a>(body: &Body<'a>, parts: &'a [u8], record: &mut Record) -> (bool, Option<&'a [u8]>) {
    let (mut has_part, mut reason, mut rest) = (false, None, parts);
    let doubt = find_doubt(parts);
    while !rest.is_empty() {
        // A command may hold the separator itself: it is the last part, and takes all.
        let is_command = rest.starts_with(b"COMMAND=");
        let (part, after) = if is_command { (rest, &[][..]) } else { cut_text(rest, " ; ").unwrap_or((rest, &[])) };
        rest = after;
        match cut_at(part, b'=').filter(|(key, _)| is_key(key)) {
            Some((key, value)) => {
                has_part = true;
                push_part(body, key, value, doubt, record);
            }
            // A folder's name may go on.
            None if has_part => {}
            None => reason = reason.or(Some(trim(part))),
        }
    }
    (has_part, reason)
}

/// What nobody knows of a line, as a folder, a variable and a command may be named in its wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doubt {
    Nothing,
    /// As whom, and in which folder.
    Account,
    /// And what was run.
    Command,
}

/// sudo writes folder, user, variables and command in this order, each but the variables always.
fn find_doubt(parts: &[u8]) -> Doubt {
    const USER: &[u8] = b" ; USER=";
    const COMMAND: &[u8] = b" ; COMMAND=";
    let (head, command) = match find_text(parts, COMMAND) {
        Some(at) => (parts.get(..at).unwrap_or_default(), parts.get(at + COMMAND.len()..).unwrap_or_default()),
        None => (parts, &[][..]),
    };
    let has_variables = find_text(head, b" ; ENV=").is_some();
    let again = if has_variables { Some(0) } else { find_text(command, USER) };
    if again.and_then(|at| find_text(command.get(at..)?, COMMAND)).is_some() {
        return Doubt::Command;
    }
    if memchr::memmem::find_iter(head, USER).nth(1).is_some() { Doubt::Account } else { Doubt::Nothing }
}

fn push_part(body: &Body<'_>, key: &[u8], value: &[u8], doubt: Doubt, record: &mut Record) {
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
    let field = field.filter(|field| match doubt {
        Doubt::Nothing => true,
        Doubt::Account => matches!(field, Field::ProcessTty | Field::ProcessCommandLine),
        Doubt::Command => *field == Field::ProcessTty,
    });
    record.push(name, field, body.span_of(value));
}

/// True for `KEY`: anything else before a `=` is part of a reason.
fn is_key(key: &[u8]) -> bool {
    !key.is_empty() && key.iter().all(u8::is_ascii_uppercase)
}
