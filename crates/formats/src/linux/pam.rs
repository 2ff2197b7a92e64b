//! `linux.pam`: what PAM's modules write through whichever program called them (`pam_syslog(3)`): `pam_unix(sshd:auth): …`,
//! and the older `sshd(pam_unix)[123]: …`.

mod modules;

use std::sync::LazyLock;

use model::{Field, Format, Record};

use self::modules::{is_call, is_module};
use super::push_source;
use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_last_text, cut_text, cut_word, is_number, skip_blanks, trim},
        pairs::{Pairs, Piece},
        shape::Shapes,
    },
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "linux.pam", version: 5 }, sign: Sign::Look(shows_pam), read: read_pam };

const OPENED: Meaning =
    Meaning { action: "session_opened", category: &["session"], kind: &["start"], outcome: SUCCESS };
const CLOSED: Meaning = Meaning { action: "session_closed", category: &["session"], kind: &["end"], outcome: SUCCESS };
const FAILED: Meaning =
    Meaning { action: "authentication", category: &["authentication"], kind: &["info"], outcome: FAILURE };
const SUCCEEDED: Meaning =
    Meaning { action: "authentication", category: &["authentication"], kind: &["info"], outcome: SUCCESS };
const PASSWORD_CHANGED: Meaning =
    Meaning { action: "password_changed", category: &["iam"], kind: &["user", "change"], outcome: SUCCESS };
const PASSWORD_KEPT: Meaning =
    Meaning { action: "password_changed", category: &["iam"], kind: &["user", "change"], outcome: FAILURE };
const OPEN_FAILED: Meaning =
    Meaning { action: "session_opened", category: &["session"], kind: &["start"], outcome: FAILURE };
const ACCOUNT_REFUSED: Meaning =
    Meaning { action: "account_refused", category: &["authentication"], kind: &["info"], outcome: FAILURE };
const ACCOUNT_TOLD: Meaning =
    Meaning { action: "account_checked", category: &["authentication"], kind: &["info"], outcome: None };

/// The messages of `pam_unix`, and of modules that write the same.
const MESSAGES: &[(&str, Meaning)] = &[
    ("session opened for user {for*} by {by*}", OPENED),
    ("session opened for user {for}", OPENED),
    ("session closed for user {for*}", CLOSED),
    ("check pass; {reason*}", FAILED),
    ("bad username [{for*}]", FAILED),
    ("password check failed for user ({for*})", FAILED),
    ("could not obtain user info ({for*})", FAILED),
    ("auth could not identify password for [{for*}]", FAILED),
    ("conversation failed", FAILED),
    ("expired password for user {for} ({reason*})", ACCOUNT_REFUSED),
    ("user {for*} ({for_uid#}) tally {tally#}, deny {deny#}", ACCOUNT_REFUSED),
    ("user {for*} ({for_uid#}) has time limit [{seconds}s left] since last failure.", ACCOUNT_REFUSED),
    ("Refused user {for*} for service {service}", ACCOUNT_REFUSED),
    ("access denied for user `{for*}' from `{from*}'", ACCOUNT_REFUSED),
    ("user '{for*}' granted access", SUCCEEDED),
    ("user '{for*}' denied access ({reason*})", FAILED),
    ("user {for} authenticated as {principal}", SUCCEEDED),
    ("authentication succeeds for '{for*}' ({principal*})", SUCCEEDED),
    ("authentication fails for '{for*}' ({principal*}): {reason*}", FAILED),
    ("Accepted google_authenticator for {for*}", SUCCEEDED),
    ("Invalid verification code for {for*}", FAILED),
    ("Successful Duo login for '{for*}' from {from}", SUCCEEDED),
    ("Failed Duo login for '{for*}' from {from}", FAILED),
    ("Access granted to '{by*}' for '{for*}'", SUCCEEDED),
    ("Access denied to '{by*}' for '{for*}'", FAILED),
    ("error trying to bind as user \"{dn*}\" ({reason*})", FAILED),
    ("Failed to create session: {reason*}", OPEN_FAILED),
    ("Password change aborted.", PASSWORD_KEPT),
    ("password - {reason*}", PASSWORD_KEPT),
    ("password changed for {for}", PASSWORD_CHANGED),
    ("received for user {for}: {code#} ({reason*})", FAILED),
    ("account {for} has {reason*}", ACCOUNT_REFUSED),
    ("Consecutive login failures for user {for} account {reason*}", ACCOUNT_REFUSED),
    ("requirement \"{requirement*}\" not met by user \"{for*}\"", ACCOUNT_REFUSED),
    ("requirement \"{requirement*}\" was met by user \"{for*}\"", ACCOUNT_TOLD),
    ("error retrieving information about user {for}", FAILED),
    ("error retrieving user name: {reason*}", FAILED),
    ("Error opening the tally file for {for}: {reason*}", FAILED),
    ("User unknown", FAILED),
    ("user {for*} rejected", ACCOUNT_REFUSED),
    ("Refused user login", ACCOUNT_REFUSED),
    ("Too many logins (max {limit#}) for {for}", OPEN_FAILED),
    ("access denied: tty '{tty*}' is not secure !", ACCOUNT_REFUSED),
    ("could not identify user (from getpwnam({for*}))", ACCOUNT_REFUSED),
    ("user \"{for*}\" does not exist in {reason*}", PASSWORD_KEPT),
    ("new password not acceptable", PASSWORD_KEPT),
    ("new password is too {reason*}", PASSWORD_KEPT),
    ("Authentication failure; user={for*}", FAILED),
    ("user '{for*}' OK", ACCOUNT_TOLD),
    ("request failed: {reason*}", FAILED),
    ("Got user name {for}", ACCOUNT_TOLD),
    ("authentication succeeded", SUCCEEDED),
    ("authentication failed", FAILED),
    ("Failed to read \"{secret_file*}\" for \"{for*}\"", FAILED),
    ("Failed to read \"{secret_file*}\"", FAILED),
    ("Did not receive verification code from user", FAILED),
    ("Blocking access from {from} to service {service}, user {for*}", ACCOUNT_REFUSED),
    ("Blocking access from {from} to service {service}", ACCOUNT_REFUSED),
    ("unlocked login keyring", ACCOUNT_TOLD),
    ("couldn't unlock the login keyring.", ACCOUNT_TOLD),
    ("Access denied for user {for}: {reason*}", ACCOUNT_REFUSED),
    ("access denied for user {for}[[ {reason*}]]", ACCOUNT_REFUSED),
];

/// Services of PAM that bear their program's name.
const PROGRAMS: [&[u8]; 8] = [b"sshd", b"sudo", b"su", b"login", b"passwd", b"cron", b"crond", b"vsftpd"];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

fn shows_pam(body: &Body<'_>) -> bool {
    // Behind a header that a collector took off a blank may be left.
    let text = if body.tag.is_none() { skip_blanks(body.text()) } else { body.text() };
    let names_itself = match text.first() {
        Some(b'p') => text.starts_with(b"pam_"),
        Some(b'P') => text.starts_with(b"PAM "),
        Some(b'(') => text.starts_with(b"(pam_"),
        Some(b'g') => text.starts_with(b"gkr-pam: "),
        _ => false,
    };
    names_itself || is_of_pam_unix(body)
}

/// True where the tag names the module, or the program that looks at passwords for it.
fn is_of_pam_unix(body: &Body<'_>) -> bool {
    let tag = body.tag_text();
    let module = tag.strip_suffix(b")").and_then(|tag| cut_last_text(tag, "(")).map(|(_, module)| module);
    module.is_some_and(is_module) || tag == b"unix_chkpwd"
}

fn read_pam(body: &Body<'_>, record: &mut Record) -> bool {
    if body.tag.is_none() && body.text().starts_with(b" ") {
        return read_pam(&body.part(body.span_of(skip_blanks(body.text()))), record);
    }
    let Some(message) = cut_module(body, record) else { return false };
    if let Some((what, pairs)) = cut_text(message, "; logname=") {
        read_failure(body, what, message.get(what.len() + 2..).unwrap_or(pairs), record);
        return true;
    }
    if let Some((captures, meaning)) = SHAPES.find(message) {
        let by = captures.find("by").map_or(&[][..], |by| push_account(body, "by", by, record));
        let account = captures.find("for").map_or(&[][..], |user| push_account(body, "for", user, record));
        push_users(body, account, by, record);
        for (name, value) in captures.iter().filter(|(name, _)| !matches!(*name, "by" | "for")) {
            if name == "from" {
                push_source(body, name, value, record);
                continue;
            }
            record.push(name, (name == "reason").then_some(Field::EventReason), body.span_of(value));
        }
        meaning.push(body.span_of(message), record);
    }
    true
}

/// Cuts the module and what it was called for off the front: `pam_unix(sshd:session): `, `pam_unix: `, `(pam_unix) `,
/// `PAM `, or nothing where the tag names the module.
fn cut_module<'a>(body: &Body<'a>, record: &mut Record) -> Option<&'a [u8]> {
    let text = body.text();
    if let Some(rest) = text.strip_prefix(b"PAM ") {
        // Only this message of libpam says what PAM's own messages say; sshd has others that begin so.
        return cut_text(rest, "; logname=").map(|_| rest);
    }
    if let Some((module, rest)) = text.strip_prefix(b"(").and_then(|text| cut_at(text, b')')) {
        if !is_module(module) {
            return None;
        }
        record.push("module", None, body.span_of(module));
        return Some(rest.strip_prefix(b" ").unwrap_or(rest));
    }
    if !text.starts_with(b"pam_") && !text.starts_with(b"gkr-pam") {
        return is_of_pam_unix(body).then_some(text);
    }
    let (module, rest) =
        cut_at(text, b':').filter(|(module, _)| !module.contains(&b'(')).or_else(|| cut_text(text, "): "))?;
    match cut_at(module, b'(') {
        Some((module, call)) => {
            // Some write the call alone.
            let (service, kind) = cut_at(call, b':').map_or((None, call), |(service, kind)| (Some(service), kind));
            if !is_call(kind) && !is_module(module) {
                return None;
            }
            record.push("module", None, body.span_of(module));
            if let Some(service) = service {
                // Without a header it is the service that names the program.
                let is_program = body.tag.is_none() && PROGRAMS.contains(&service);
                record.push("service", Some(Field::ProcessName).filter(|_| is_program), body.span_of(service));
            }
            record.push(if is_call(kind) { "type" } else { "service" }, None, body.span_of(kind));
        }
        None if !is_module(module) && module != b"gkr-pam" => return None,
        None => record.push("module", None, body.span_of(module)),
    }
    Some(rest.strip_prefix(b" ").unwrap_or(rest))
}

/// `authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9  user=root`.
///
/// Both users are named by strangers and may hold `rhost=` themselves. Where `ruser` is empty, as sshd leaves it, the
/// first `rhost` is PAM's own; else the last one is.
fn read_failure(body: &Body<'_>, what: &[u8], pairs: &[u8], record: &mut Record) {
    let pairs = pairs.strip_suffix(b" [preauth]").unwrap_or(pairs);
    let (head, tail) = cut_text(pairs, " ruser=").unwrap_or((pairs, &[]));
    for piece in Pairs::new(head) {
        let Piece::Pair { key, value } = piece else { continue };
        let (name, field) = match key {
            b"tty" => ("tty", Some(Field::ProcessTty)),
            b"uid" => ("uid", None),
            b"euid" => ("euid", None),
            b"logname" => ("logname", None),
            // Modules that write other fields or another order.
            b"user" => ("user", Some(Field::UserName)),
            b"rhost" => {
                push_source(body, "rhost", value, record);
                continue;
            }
            _ => continue,
        };
        if !value.is_empty() {
            record.push(name, field, body.span_of(value));
        }
    }
    let far = match tail.strip_prefix(b" rhost=") {
        Some(far) => Some((&[][..], far)),
        None => cut_last_text(tail, " rhost="),
    };
    let (remote_user, far) = far.unwrap_or((tail, &[]));
    let (host, rest) = cut_word(far);
    push_source(body, "rhost", host, record);
    if !remote_user.is_empty() {
        record.push("ruser", Some(Field::SourceUserName), body.span_of(remote_user));
    }
    if let Some(user) = rest.strip_prefix(b"user=").map(trim).filter(|user| !user.is_empty()) {
        record.push("user", Some(Field::UserName), body.span_of(user));
    }
    if let Some((count, _)) = cut_text(what, " more ").filter(|(count, _)| is_number(count)) {
        record.push("more", None, body.span_of(count));
    }
    let meaning = if what.ends_with(b"success") { SUCCEEDED } else { FAILED };
    meaning.push(body.span_of(what), record);
}

/// `root(uid=0)`, `root`, `(uid=0)`: adds the number under its own name, gives the name.
fn push_account<'a>(body: &Body<'_>, name: &'static str, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let Some((account, number)) = cut_text(text, "(uid=") else { return text };
    let number = number.strip_suffix(b")").unwrap_or(number);
    let own = if name == "by" { "by_uid" } else { "for_uid" };
    record.push(own, None, body.span_of(number));
    account
}

/// Who acts is the user; as whom, where that is another, the effective user.
fn push_users(body: &Body<'_>, account: &[u8], by: &[u8], record: &mut Record) {
    let user = if by.is_empty() { account } else { by };
    if !user.is_empty() {
        record.push(if by.is_empty() { "for" } else { "by" }, Some(Field::UserName), body.span_of(user));
    }
    if !by.is_empty() && !account.is_empty() {
        record.push("for", Some(Field::UserEffectiveName), body.span_of(account));
    }
}
