//! `linux.dropbear`: the small SSH server of routers and initial RAM disks, after `svr-auth*.c`, `svr-session.c` and
//! `svr-main.c` of Dropbear 0.50 to 2025. Early releases begin the same messages with a small letter.

use std::sync::LazyLock;

use model::{Field, Format, Record};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, is_number},
        shape::Shapes,
    },
    wording::read_wording,
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "linux.dropbear", version: 1 },
    sign: Sign::LookBy(&["dropbear"], |byte| *byte == b'B', shows_dropbear),
    read,
};

/// Its own words show it too, where another program keeps its standard error.
fn shows_dropbear(body: &Body<'_>) -> bool {
    body.tag_text() == b"dropbear" || body.text().starts_with(b"Bad PAM password attempt for '")
}

const LOGIN: Meaning =
    Meaning { action: "ssh_login", category: &["authentication", "session"], kind: &["start"], outcome: SUCCESS };
const LOGIN_FAILED: Meaning =
    Meaning { action: "ssh_login", category: &["authentication"], kind: &["start"], outcome: FAILURE };
const INVALID: Meaning =
    Meaning { action: "ssh_invalid_user", category: &["authentication"], kind: &["info"], outcome: FAILURE };
const USER_REFUSED: Meaning =
    Meaning { action: "ssh_user_refused", category: &["authentication"], kind: &["info"], outcome: FAILURE };
const CONNECTED: Meaning =
    Meaning { action: "ssh_connection_opened", category: &["network"], kind: &["connection", "start"], outcome: None };
const CLOSED: Meaning =
    Meaning { action: "ssh_connection_closed", category: &["network"], kind: &["connection", "end"], outcome: None };
const TOO_MANY: Meaning =
    Meaning { action: "ssh_too_many_failures", category: &["authentication"], kind: &["info"], outcome: FAILURE };
const STARTED: Meaning =
    Meaning { action: "ssh_server_listening", category: &["process"], kind: &["start"], outcome: SUCCESS };
const STOPPED: Meaning =
    Meaning { action: "ssh_server_stopped", category: &["process"], kind: &["end"], outcome: SUCCESS };
const FAILED: Meaning =
    Meaning { action: "ssh_server_failed", category: &["process"], kind: &["info"], outcome: FAILURE };

/// The wordings.
const MESSAGES: &[(&str, Meaning)] = &[
    ("Bad password attempt for '{user*}' from {source}:{port#}", LOGIN_FAILED),
    ("bad password attempt for '{user*}' from {source}:{port#}", LOGIN_FAILED),
    ("Bad PAM password attempt for '{user*}' from {source}:{port#}", LOGIN_FAILED),
    ("bad PAM password attempt for '{user*}' from {source}:{port#}", LOGIN_FAILED),
    ("Password auth succeeded for '{user*}' from {source}:{port#}", LOGIN),
    ("password auth succeeded for '{user*}' from {source}:{port#}", LOGIN),
    ("PAM password auth succeeded for '{user*}' from {source}:{port#}", LOGIN),
    ("Pubkey auth succeeded for '{user*}' with {key*} from {source}:{port#}", LOGIN),
    ("pubkey auth succeeded for '{user*}' with {key*} from {source}:{port#}", LOGIN),
    ("Auth succeeded with blank password for '{user*}' from {source}:{port#}", LOGIN),
    ("Login attempt for nonexistent user '{user*}' from {source}:{port#}", INVALID),
    ("Login attempt for nonexistent user from {source}:{port#}", INVALID),
    ("login attempt for nonexistent user '{user*}' from {source}:{port#}", INVALID),
    ("login attempt for nonexistent user from {source}:{port#}", INVALID),
    ("Login attempt with wrong user {user*} from {source}:{port#}", INVALID),
    ("Login attempt without username from {source}:{port#}", INVALID),
    ("User '{user*}' has invalid shell, rejected", USER_REFUSED),
    ("User '{user*}' has blank password, rejected", USER_REFUSED),
    ("user '{user*}' has invalid shell, rejected", USER_REFUSED),
    ("user '{user*}' has blank password, rejected", USER_REFUSED),
    ("root login rejected", USER_REFUSED),
    ("Pubkey auth bad signature for '{user*}' with key {key*} from {source}:{port#}", LOGIN_FAILED),
    ("Pubkey auth attempt with unknown algo for '{user*}' from {source}:{port#}", LOGIN_FAILED),
    ("Child connection from {source}:{port#}", CONNECTED),
    ("child connection from {source}:{port#}", CONNECTED),
    (
        "Exit before auth from <{source}:{port#}>: (user '{user*}', {fails#} fails): Max auth tries reached - user '{reason_user*}'",
        TOO_MANY,
    ),
    ("Exit before auth from <{source}:{port#}>: (user '{user*}', {fails#} fails): {reason*}", CLOSED),
    ("Exit before auth from <{source}:{port#}>: Max auth tries reached - user '{user*}'", TOO_MANY),
    ("Exit before auth from <{source}:{port#}>: {reason*}", CLOSED),
    (
        "Exit before auth (user '{user*}', {fails#} fails): Max auth tries reached - user '{reason_user*}' from {source}:{port#}",
        TOO_MANY,
    ),
    (
        "exit before auth (user '{user*}', {fails#} fails): Max auth tries reached - user '{reason_user*}' from {source}:{port#}",
        TOO_MANY,
    ),
    ("Exit before auth (user '{user*}', {fails#} fails): {reason*}", CLOSED),
    ("exit before auth (user '{user*}', {fails#} fails): {reason*}", CLOSED),
    ("Exit before auth: {reason*}", CLOSED),
    ("exit before auth: {reason*}", CLOSED),
    ("Exit ({user*}) from <{source}:{port#}>: {reason*}", CLOSED),
    ("Exit ({user*}): {reason*}", CLOSED),
    ("exit after auth ({user*}): {reason*}", CLOSED),
    ("Running in background", STARTED),
    ("Not backgrounding", STARTED),
    ("Early exit: {reason*}", STOPPED),
    ("Terminated by signal", STOPPED),
    ("Failed listening on '{listen*}': {reason*}", FAILED),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// Claims whatever it writes; a message that the table lacks keeps its text.
fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = cut_own_header(body.text());
    if read_wording(body, text, &SHAPES, record) && record.first(Field::SourceIp).is_some() {
        record.push_word(Field::NetworkTransport, "tcp", body.span_of(text));
        record.push_word(Field::NetworkProtocol, "ssh", body.span_of(text));
    }
    true
}

/// `[825] Jul 10 23:57:29 `, which it writes before messages on its standard error.
fn cut_own_header(text: &[u8]) -> &[u8] {
    let own = text.strip_prefix(b"[").and_then(|rest| cut_at(rest, b']')).filter(|(process, _)| is_number(process));
    // The time has 15 bytes and a blank on each side.
    own.and_then(|(_, rest)| rest.get(17..)).unwrap_or(text)
}
