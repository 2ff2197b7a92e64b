//! What HAProxy says beside its traffic: connections of proxies without a log format, and the state of its servers.

use std::sync::LazyLock;

use model::{Field, Record};

use super::{cut_mode, push_end};
use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::{
        cut::{cut_word, is_ip},
        http::cut_last_port,
        shape::Shapes,
    },
};

const UP: Meaning = Meaning { action: "server_up", category: &["host"], kind: &["change"], outcome: SUCCESS };
const DOWN: Meaning =
    Meaning { action: "server_down", category: &["host"], kind: &["change", "error"], outcome: FAILURE };
const CHECKED: Meaning = Meaning { action: "health_check", category: &["host"], kind: &["info"], outcome: None };
const STARTED: Meaning =
    Meaning { action: "service_started", category: &["process"], kind: &["start"], outcome: SUCCESS };
const STOPPED: Meaning =
    Meaning { action: "service_stopped", category: &["process"], kind: &["end"], outcome: SUCCESS };

static MESSAGES: &[(&str, Meaning)] = &[
    ("Server {backend_name}/{server_name} is UP[[/{mode*}]], reason: {reason*}", UP),
    ("[[Backup ]]Server {backend_name}/{server_name} is UP[[/{mode*}]]. {reason*}", UP),
    ("[[Backup ]]Server {backend_name}/{server_name} is UP, reason: {reason*}", UP),
    ("[[Backup ]]Server {backend_name}/{server_name} is DOWN, reason: {reason*}", DOWN),
    ("[[Backup ]]Server {backend_name}/{server_name} is DOWN {reason*}", DOWN),
    ("[[Backup ]]Server {backend_name}/{server_name} is DOWN. {reason*}", DOWN),
    ("[[Backup ]]Server {backend_name}/{server_name} is going DOWN for maintenance{reason*}", DOWN),
    ("[[Backup ]]Server {backend_name}/{server_name} {reason*}", CHECKED),
    ("Health check for [[backup ]]server {backend_name}/{server_name} {reason*}", CHECKED),
    ("backend {backend_name} has no server available!", DOWN),
    ("Proxy {frontend_name} started.", STARTED),
    ("Proxy {frontend_name} stopped (FE: {reason*}", STOPPED),
    ("Stopping {kind} {frontend_name} in {reason*}", STOPPED),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// True for `Connect from 192.0.2.1:40780 to 198.51.100.1:5000 (main/HTTP)`, which no other program writes.
pub(super) fn is_connection(text: &[u8]) -> bool {
    text.strip_prefix(b"Connect from ").is_some_and(|rest| {
        let (client, rest) = cut_word(rest);
        let is_end = |end: &[u8]| is_ip(cut_last_port(end).0);
        is_end(client) && rest.strip_prefix(b"to ").is_some_and(|rest| is_end(cut_word(rest).0))
    })
}

/// Reads such a message; any that comes under HAProxy's name is its own.
pub(super) fn read_message(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    if let Some(rest) = text.strip_prefix(b"Connect from ") {
        read_connection(body, rest, record);
        return true;
    }
    if let Some((captures, meaning)) = SHAPES.find(text) {
        meaning.push(body.span, record);
        for (name, value) in captures.iter().filter(|(_, value)| !value.is_empty()) {
            record.push(name, Some(Field::EventReason).filter(|_| name == "reason"), body.span_of(value));
        }
    }
    true
}

/// `192.0.2.1:40780 to 198.51.100.1:5000 (main/HTTP)`.
fn read_connection(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let (client, rest) = cut_word(text);
    let (_, rest) = cut_word(rest);
    let (server, rest) = cut_word(rest);
    push_end(body, client, Field::SourceIp, Field::SourcePort, record);
    push_end(body, server, Field::DestinationIp, Field::DestinationPort, record);
    let span = body.span_of(text);
    record.push_word(Field::NetworkTransport, "tcp", span);
    record.push_word(Field::EventAction, "connection_opened", span);
    record.push_word(Field::EventCategory, "network", span);
    record.push_word(Field::EventType, "connection", span);
    record.push_word(Field::EventType, "start", span);
    if let Some((frontend, mode)) = cut_mode(rest) {
        record.push("frontend_name", None, body.span_of(frontend));
        record.push("mode", None, body.span_of(mode));
    }
}
