//! `linux.cron`: cron of Vixie, ISC, cronie, Debian and BusyBox, `crontab`, `anacron`, `at`, `run-parts`.
//!
//! Most lines are `(who) WHAT (which)` (`log_it()` in `misc.c`): the user, or the part of cron that speaks.

use std::sync::LazyLock;

use model::{Field, Format, Record};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{cut::cut_text, shape::Shapes},
    wording::read_wording,
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "linux.cron", version: 1 }, sign: Sign::Look(shows_cron), read };

/// Programs of this family. `run-parts` has the directory in its tag.
const TAGS: [&[u8]; 11] = [
    b"CRON",
    b"cron",
    b"CROND",
    b"crond",
    b"crontab",
    b"anacron",
    b"atd",
    b"fcron",
    b"cronie",
    b"/usr/sbin/cron",
    b"/USR/SBIN/CRON",
];

const RAN: Meaning = Meaning { action: "job_started", category: &["process"], kind: &["start"], outcome: None };
const ENDED: Meaning = Meaning { action: "job_ended", category: &["process"], kind: &["end"], outcome: None };
const PRINTED: Meaning = Meaning { action: "job_output", category: &["process"], kind: &["info"], outcome: None };
const TABLE_CHANGED: Meaning =
    Meaning { action: "crontab_changed", category: &["configuration"], kind: &["change"], outcome: SUCCESS };
const TABLE_DELETED: Meaning =
    Meaning { action: "crontab_deleted", category: &["configuration"], kind: &["deletion"], outcome: SUCCESS };
const TABLE_READ: Meaning =
    Meaning { action: "crontab_read", category: &["configuration"], kind: &["access"], outcome: SUCCESS };
const TABLE_REFUSED: Meaning =
    Meaning { action: "crontab_refused", category: &["configuration"], kind: &["access"], outcome: FAILURE };
const STARTED: Meaning = Meaning { action: "cron_started", category: &["process"], kind: &["start"], outcome: SUCCESS };
const NOTE: Meaning = Meaning { action: "cron_note", category: &["process"], kind: &["info"], outcome: None };
const FAILED: Meaning = Meaning { action: "cron_error", category: &["process"], kind: &["info"], outcome: FAILURE };

/// What stands between the parentheses.
const VERBS: &[(&str, &Meaning)] = &[
    ("CMD", &RAN),
    ("CMDEND", &ENDED),
    ("CMDOUT", &PRINTED),
    ("END", &ENDED),
    ("MAIL", &PRINTED),
    ("BEGIN EDIT", &TABLE_READ),
    ("END EDIT", &TABLE_READ),
    ("LIST", &TABLE_READ),
    ("LOAD", &TABLE_READ),
    ("RELOAD", &TABLE_READ),
    ("REPLACE", &TABLE_CHANGED),
    ("DELETE", &TABLE_DELETED),
    ("AUTH", &TABLE_REFUSED),
    ("WRONG FILE OWNER", &TABLE_REFUSED),
    ("WRONG INODE INFO", &TABLE_REFUSED),
    ("BAD FILE MODE", &TABLE_REFUSED),
    ("NOT REGULAR", &TABLE_REFUSED),
    ("CAN'T OPEN", &TABLE_REFUSED),
    ("ORPHAN", &TABLE_REFUSED),
    ("STARTUP", &STARTED),
    ("INFO", &NOTE),
];

const MESSAGES: &[(&str, Meaning)] = &[
    ("USER {user} pid {process_id#} cmd {command*}", RAN),
    ("crond: USER {user} pid {process_id#} cmd {command*}", RAN),
    ("Starting job {job} ({file}) for user '{user*}' ({uid#})", RAN),
    ("Job `{job*}' started", RAN),
    ("Job `{job*}' terminated[[ {details*}]]", ENDED),
    ("Will run job `{job*}' in {delay*}", NOTE),
    ("Updated timestamp for job `{job*}' to {date}", NOTE),
    ("Anacron started on {date}", STARTED),
    ("Anacron {version} started on {date}", STARTED),
    ("Normal exit ({jobs*})", NOTE),
    ("starting {job*}", RAN),
    ("finished {job*}", ENDED),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

fn shows_cron(body: &Body<'_>) -> bool {
    let tag = body.tag_text();
    matches!(tag.first(), Some(b'C' | b'c' | b'a' | b'f' | b'r' | b'/'))
        && (TAGS.contains(&tag) || tag.starts_with(b"run-parts("))
}

/// Claims whatever such a program writes; a message that the tables lack keeps its text.
fn read(body: &Body<'_>, record: &mut Record) -> bool {
    if !read_usual(body, record) {
        read_wording(body, body.text(), &SHAPES, record);
    }
    true
}

/// `(root) CMD (run-parts /etc/cron.hourly)`.
fn read_usual(body: &Body<'_>, record: &mut Record) -> bool {
    let Some((who, rest)) = body.text().strip_prefix(b"(").and_then(|text| cut_text(text, ") ")) else { return false };
    let Some((verb, which)) = cut_text(rest, " (") else { return false };
    // What follows may hold parentheses; the last one closes.
    let which = which.strip_suffix(b")").unwrap_or(which);
    let speaks = matches!(who, b"CRON" | b"cron" | b"crond") || who.starts_with(b"*system*");
    let name = if speaks { "speaker" } else { "user" };
    record.push(name, Some(Field::UserName).filter(|_| !speaks && !who.is_empty()), body.span_of(who));
    record.push("verb", None, body.span_of(verb));
    let meaning = VERBS.iter().find(|(word, _)| word.as_bytes() == verb).map_or(&FAILED, |(_, meaning)| meaning);
    match verb {
        b"CMD" | b"CMDEND" | b"END" => {
            let command = which.iter().position(|byte| *byte != b' ').and_then(|at| which.get(at..)).unwrap_or(which);
            record.push("command", Some(Field::ProcessCommandLine), body.span_of(command));
        }
        _ => {
            let is_reason = meaning.outcome == FAILURE && !which.is_empty();
            record.push("details", is_reason.then_some(Field::EventReason), body.span_of(which));
        }
    }
    meaning.push(body.span_of(verb), record);
    true
}
