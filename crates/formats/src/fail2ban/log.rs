//! `fail2ban.log`: in its own file (`2026-11-20 10:11:12,345 fail2ban.actions [931]: NOTICE [sshd] Ban 192.0.2.7`) and
//! through syslog, where the part of the program that speaks is the tag or stands behind it (`server/actions.py`,
//! `server/filter.py`, `server/jail.py`, `server/observer.py` of Fail2ban 0.8 to 1.1).

use std::sync::LazyLock;

use model::{Field, Format, Record, TimeRole};

use crate::{
    body::Body,
    holes::push_captures,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, is_number, skip_blanks},
        front::cut_front,
        scan::find_text,
        shape::Shapes,
    },
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "fail2ban.log", version: 1 },
    sign: Sign::LookBy(TAGS, u8::is_ascii_digit, shows_fail2ban),
    read: read_fail2ban,
};

const TAGS: &[&str] = &[
    "fail2ban",
    "fail2ban-server",
    "fail2ban-client",
    "fail2ban.action",
    "fail2ban.actions",
    "fail2ban.actions.action",
    "fail2ban.database",
    "fail2ban.datedetector",
    "fail2ban.filter",
    "fail2ban.filterpoll",
    "fail2ban.filterpyinotify",
    "fail2ban.filtersystemd",
    "fail2ban.ipdns",
    "fail2ban.jail",
    "fail2ban.observer",
    "fail2ban.server",
    "fail2ban.transmitter",
    "fail2ban.utils",
];

/// Its name stands no further behind.
const FRONT_BYTES_MAX: usize = 48;

const LEVELS: [&str; 10] =
    ["CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "DEBUG", "MSG", "TRACEDEBUG", "HEAVYDEBUG", "NOTSET"];

const BANNED: Meaning = Meaning {
    action: "address_banned",
    category: &["network", "intrusion_detection"],
    kind: &["denied"],
    outcome: SUCCESS,
};
const RELEASED: Meaning = Meaning {
    action: "address_unbanned",
    category: &["network", "intrusion_detection"],
    kind: &["allowed"],
    outcome: SUCCESS,
};
const FOUND: Meaning =
    Meaning { action: "failure_found", category: &["intrusion_detection"], kind: &["info"], outcome: None };
const IGNORED: Meaning =
    Meaning { action: "address_ignored", category: &["intrusion_detection"], kind: &["info"], outcome: None };
const ACTION_FAILED: Meaning =
    Meaning { action: "address_banned", category: &["intrusion_detection"], kind: &["error"], outcome: FAILURE };
const JAIL_STARTED: Meaning =
    Meaning { action: "jail_started", category: &["process"], kind: &["start"], outcome: SUCCESS };
const JAIL_STOPPED: Meaning =
    Meaning { action: "jail_stopped", category: &["process"], kind: &["end"], outcome: SUCCESS };

/// Behind the level, with the jail before some.
const MESSAGES: &[(&str, Meaning)] = &[
    ("[{rule*}] Ban {source}", BANNED),
    ("[{rule*}] Restore Ban {source}", BANNED),
    ("[{rule*}] Increase Ban {source} ({note*}", BANNED),
    ("[{rule*}] {source} already banned", BANNED),
    ("[{rule*}] Unban {source}", RELEASED),
    ("[{rule*}] Found {source} - {found_at*}", FOUND),
    ("[{rule*}] Found {source}, bad - {found_at*}", FOUND),
    ("[{rule*}] Found {source}", FOUND),
    ("[{rule*}] Ignore {source} by {reason*}", IGNORED),
    ("[{rule*}] Ignore {source}", IGNORED),
    ("Ban {source}", BANNED),
    ("Unban {source}", RELEASED),
    ("Failed to execute ban jail '{rule*}' action '{ban_action*}' {reason*}", ACTION_FAILED),
    ("Failed to execute unban jail '{rule*}' action '{ban_action*}' {reason*}", ACTION_FAILED),
    ("Jail '{rule*}' started", JAIL_STARTED),
    ("Jail '{rule*}' stopped", JAIL_STOPPED),
    ("Jail {rule} is not a JournalFilter instance", JAIL_STARTED),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// Its own lines begin with a time, and behind it with the name that every part of the program bears.
fn shows_fail2ban(body: &Body<'_>) -> bool {
    match body.tag {
        Some(_) => TAGS.iter().any(|tag| tag.as_bytes() == body.tag_text()),
        None => {
            let front = body.text().get(..FRONT_BYTES_MAX.min(body.text().len())).unwrap_or_default();
            find_text(front, b" fail2ban.").is_some()
                && cut_front(body.text()).is_some_and(|time| skip_blanks(time.rest).starts_with(b"fail2ban."))
        }
    }
}

fn read_fail2ban(body: &Body<'_>, record: &mut Record) -> bool {
    let mut text = body.text();
    if body.tag.is_none() {
        let Some(time) = cut_front(text) else { return false };
        record.push_time(TimeRole::Event, time.form, body.span_of(time.text));
        text = skip_blanks(time.rest);
    }
    let text = skip_blanks(cut_level(body, skip_blanks(cut_part(body, text, record)), record));
    record.push_word(Field::ServiceType, "fail2ban", body.span_of(text));
    record.push_word(Field::EventKind, "event", body.span_of(text));
    if let Some((captures, meaning)) = SHAPES.find(text) {
        push_captures(body, &captures, record);
        meaning.push(body.span_of(text), record);
    }
    true
}

/// `fail2ban.actions        [931]: `, `fail2ban.actions: `: the number is the server's own.
fn cut_part<'a>(body: &Body<'a>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    if body.tag_text().starts_with(b"fail2ban.") {
        record.push("part", Some(Field::LogLogger), body.span_of(body.tag_text()));
        return text;
    }
    let Some((part, rest)) = cut_at(text, b':').filter(|(part, _)| part.starts_with(b"fail2ban.")) else { return text };
    let (name, number) = cut_at(part, b'[').unwrap_or((part, &[]));
    record.push("part", Some(Field::LogLogger), body.span_of(name.trim_ascii_end()));
    if let Some(number) = number.strip_suffix(b"]").filter(|number| is_number(number)) {
        let field = Some(Field::ProcessPid).filter(|field| record.first(*field).is_none());
        record.push("pid", field, body.span_of(number));
    }
    rest
}

fn cut_level<'a>(body: &Body<'a>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let level = LEVELS.iter().find(|level| {
        text.strip_prefix(level.as_bytes())
            .is_some_and(|rest| rest.first().is_some_and(|byte| matches!(byte, b' ' | b':')))
    });
    let Some((word, rest)) = level.and_then(|level| text.split_at_checked(level.len())) else { return text };
    record.push("level", Some(Field::LogLevel), body.span_of(word));
    rest.strip_prefix(b":").unwrap_or(rest)
}
