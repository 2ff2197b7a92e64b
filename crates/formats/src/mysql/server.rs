//! `mysql.server`: the error log, the general log and the heads of the slow query log, of MySQL 5 to 9 and MariaDB
//! (<https://dev.mysql.com/doc/refman/8.4/en/error-log-format.html>, <https://mariadb.com/docs/server/server-management/server-monitoring-logs>).

mod messages;

use std::sync::LazyLock;

use model::{Field, Format, Record, TimeRole};

use self::messages::{HEADS, MESSAGES};
use crate::{
    body::Body,
    holes::{push_captures, push_hole},
    meaning::{FAILURE, Meaning},
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_digits, cut_word, skip_blanks},
        front::cut_front,
        shape::Shapes,
    },
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "mysql.server", version: 2 },
    sign: Sign::LookAt(|byte| matches!(byte, b'0'..=b'9' | b'#' | b'['), shows_server),
    read: read_line,
};

/// The priorities of the error log.
const PRIORITIES: [&str; 5] = ["System", "ERROR", "Warning", "Note", "Error"];

/// The commands of the general log (`COM_…` in `sql_parse.cc`).
const COMMANDS: [&str; 30] = [
    "Query",
    "Connect",
    "Quit",
    "Prepare",
    "Execute",
    "Init DB",
    "Field List",
    "Close stmt",
    "Reset stmt",
    "Long Data",
    "Fetch",
    "Change user",
    "Statistics",
    "Ping",
    "Sleep",
    "Kill",
    "Debug",
    "Refresh",
    "Shutdown",
    "Processlist",
    "Create DB",
    "Drop DB",
    "Binlog Dump",
    "Binlog Dump GTID",
    "Table Dump",
    "Connect Out",
    "Register Slave",
    "Register Replica",
    "Set option",
    "Daemon",
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));
static HEAD_SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(HEADS));

const CONNECTED: Meaning = Meaning {
    action: "database_login",
    category: &["database", "authentication"],
    kind: &["start"],
    outcome: Some("unknown"),
};
const DISCONNECTED: Meaning =
    Meaning { action: "database_connection_closed", category: &["database", "session"], kind: &["end"], outcome: None };
const QUERIED: Meaning =
    Meaning { action: "database_query", category: &["database"], kind: &["access"], outcome: None };

fn shows_server(body: &Body<'_>) -> bool {
    match body.text() {
        [b'#', b' ', b'U' | b'Q' | b'T' | b'S' | b'R' | b'F', ..] => true,
        text @ [b'0'..=b'9', ..] => cut_front(text).is_some_and(|time| Line::cut(time.rest).is_some()),
        [b'[', ..] => matches!(body.tag_text(), b"mysqld" | b"mariadbd"),
        _ => false,
    }
}

/// What follows the time.
enum Line<'a> {
    /// `0 [Note] [MY-010926] [Server] …`: thread, priority, and what follows.
    Error { thread: &'a [u8], priority: &'a [u8], rest: &'a [u8] },
    /// `mysqld_safe …`, `InnoDB: …`: the writer, and what it says.
    Part { name: &'a [u8], rest: &'a [u8] },
    /// `14 Connect\t…`: connection, command, argument.
    General { connection: &'a [u8], command: &'a [u8], argument: &'a [u8] },
}

impl<'a> Line<'a> {
    fn cut(text: &'a [u8]) -> Option<Self> {
        let text = skip_blanks(text);
        for (mark, name) in [(&b"mysqld_safe "[..], 11), (b"mariadbd-safe ", 13), (b"InnoDB: ", 6)] {
            if let Some(rest) = text.strip_prefix(mark) {
                return Some(Self::Part { name: text.get(..name)?, rest });
            }
        }
        let (thread, after) = cut_digits(text);
        let after = skip_blanks(after);
        if let Some((priority, rest)) = after.strip_prefix(b"[").and_then(|after| cut_at(after, b']')) {
            let known = PRIORITIES.iter().any(|known| known.as_bytes() == priority);
            return (known && rest.first().is_none_or(|byte| *byte == b' ')).then_some(Self::Error {
                thread,
                priority,
                rest: skip_blanks(rest),
            });
        }
        let (command, argument) = cut_at(after, b'\t').unwrap_or((after, &[]));
        if !thread.is_empty() && COMMANDS.iter().any(|known| known.as_bytes() == command) {
            return Some(Self::General { connection: thread, command, argument });
        }
        // Writers that put blanks in place of the tab: only this message is told from a text of anyone's.
        let argument = after.strip_prefix(b"Connect").map(skip_blanks)?;
        (!thread.is_empty() && argument.starts_with(b"Access denied for user '")).then_some(Self::General {
            connection: thread,
            command: after.get(..7)?,
            argument,
        })
    }
}

fn read_line(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    if text.starts_with(b"# ") {
        let Some((captures, meaning)) = HEAD_SHAPES.find(text) else { return false };
        push_captures(body, &captures, record);
        if let Some(time) = captures.find("time").and_then(cut_front) {
            record.push_time(TimeRole::Event, time.form, body.span_of(time.text));
        }
        say(body, text, *meaning, record);
        return true;
    }
    let time = cut_front(text);
    let Some(line) = Line::cut(time.map_or(text, |time| time.rest)) else { return false };
    if let Some(time) = time {
        record.push_time(TimeRole::Event, time.form, body.span_of(time.text));
    }
    match line {
        Line::Error { thread, priority, rest } => {
            push_hole(body, "thread", thread, record);
            push_hole(body, "level", priority, record);
            let message = cut_brackets(body, rest, record);
            read_message(body, message, priority.eq_ignore_ascii_case(b"error"), record);
        }
        Line::Part { name, rest } => {
            push_hole(body, "logger", name, record);
            read_message(body, rest, false, record);
        }
        Line::General { connection, command, argument } => {
            push_hole(body, "session", connection, record);
            record.push("command", None, body.span_of(command));
            read_command(body, command, argument, record);
        }
    }
    true
}

/// MySQL 8's `[MY-013172] [Server]`: the error's number and the part of the server.
fn cut_brackets<'a>(body: &Body<'a>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let Some((code, rest)) = text.strip_prefix(b"[MY-").and_then(|_| cut_at(text.get(1..)?, b']')) else {
        return text;
    };
    record.push("err_code", Some(Field::EventCode), body.span_of(code));
    let rest = skip_blanks(rest);
    match rest.strip_prefix(b"[").and_then(|rest| cut_at(rest, b']')) {
        Some((part, rest)) => {
            push_hole(body, "logger", part, record);
            skip_blanks(rest)
        }
        None => rest,
    }
}

fn read_message(body: &Body<'_>, message: &[u8], is_error: bool, record: &mut Record) {
    if let Some((captures, meaning)) = SHAPES.find(message) {
        push_captures(body, &captures, record);
        return say(body, message, *meaning, record);
    }
    let span = body.span_of(message);
    record.push_word(Field::EventKind, "event", span);
    record.push_word(Field::EventCategory, "database", span);
    record.push_word(Field::EventType, if is_error { "error" } else { "info" }, span);
    if is_error {
        record.push("error", Some(Field::ErrorMessage), span);
        if let Some(outcome) = FAILURE {
            record.push_word(Field::EventOutcome, outcome, span);
        }
    }
}

/// A row of the general log.
fn read_command(body: &Body<'_>, command: &[u8], argument: &[u8], record: &mut Record) {
    match command {
        b"Connect" | b"Change user" => {
            if SHAPES.find(argument).is_some() {
                return read_message(body, argument, false, record);
            }
            // `root@192.0.2.7 on shop using TCP/IP`.
            let (account, _) = cut_word(argument);
            if let Some((user, host)) = cut_at(account, b'@') {
                push_hole(body, "user", user, record);
                push_hole(body, "source", host, record);
            }
            say(body, argument, CONNECTED, record);
        }
        b"Quit" => say(body, command, DISCONNECTED, record),
        _ => {
            if !argument.is_empty() {
                record.push("query", None, body.span_of(argument));
            }
            say(body, command, QUERIED, record);
        }
    }
}

fn say(body: &Body<'_>, text: &[u8], meaning: Meaning, record: &mut Record) {
    record.push_word(Field::EventKind, "event", body.span_of(text));
    meaning.push(body.span_of(text), record);
}
