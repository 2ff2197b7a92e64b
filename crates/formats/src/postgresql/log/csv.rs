//! `csvlog`: a row of 23 to 26 columns, by version.

use model::{Field, Record, TimeRole};

use super::{
    prefix::{push_database, push_user},
    push_state, read_message,
};
use crate::{
    body::Body,
    holes::{cut_port, push_hole},
    syntax::front::cut_front,
};

/// The columns (PostgreSQL 9.0 to 12 end with `application_name`, 13 adds `backend_type`, 14 the last two).
const COLUMNS: [&str; 26] = [
    "log_time",
    "user_name",
    "database_name",
    "process_id",
    "connection_from",
    "session_id",
    "session_line_num",
    "command_tag",
    "session_start_time",
    "virtual_transaction_id",
    "transaction_id",
    "error_severity",
    "sql_state_code",
    "message",
    "detail",
    "hint",
    "internal_query",
    "internal_query_pos",
    "context",
    "query",
    "query_pos",
    "location",
    "application_name",
    "backend_type",
    "leader_pid",
    "query_id",
];

/// A time with its zone, a comma, and a name in quotes or nothing.
pub(super) fn shows_csv(text: &[u8]) -> bool {
    cut_front(text).is_some_and(|time| time.rest.starts_with(b",\"") || time.rest.starts_with(b",,"))
}

/// Reads a row. False where it does not reach the message.
pub(super) fn read_csv(body: &Body<'_>, record: &mut Record) -> bool {
    let mut rest = body.text();
    let mut severity: &[u8] = &[];
    for column in COLUMNS {
        let (cell, after) = cut_cell(rest);
        match column {
            "error_severity" if !super::SEVERITIES.iter().any(|word| word.as_bytes() == cell) => return false,
            "error_severity" => severity = cell,
            "message" => read_message(body, severity, cell, record),
            _ => {}
        }
        push_cell(body, column, cell, record);
        match after {
            Some(after) => rest = after,
            None => break,
        }
    }
    !severity.is_empty()
}

fn push_cell(body: &Body<'_>, column: &'static str, cell: &[u8], record: &mut Record) {
    if cell.is_empty() {
        return;
    }
    let span = body.span_of(cell);
    match column {
        "log_time" => {
            if let Some(time) = cut_front(cell) {
                record.push_time(TimeRole::Event, time.form, span);
            }
        }
        "session_start_time" => {
            if let Some(time) = cut_front(cell) {
                record.push_time(TimeRole::Start, time.form, span);
            }
        }
        "user_name" => push_user(body, cell, record),
        "database_name" => push_database(body, cell, record),
        "process_id" => push_hole(body, "pid", cell, record),
        "connection_from" => {
            let (address, port) = cut_port(cell);
            push_hole(body, "source", address, record);
            push_hole(body, "source_port", port, record);
        }
        "session_id" => push_hole(body, "session", cell, record),
        "session_line_num" => record.push(column, Some(Field::EventSequence), span),
        "error_severity" => record.push(column, Some(Field::LogLevel), span),
        "sql_state_code" => push_state(body, column, cell, record),
        // The message stands in the line's own; its parts are told by `read_message`.
        "message" => {}
        _ => record.push(column, None, span),
    }
}

/// A cell, and what follows its comma. Quotes around it are not part of it; a doubled quote inside stays as written.
fn cut_cell(text: &[u8]) -> (&[u8], Option<&[u8]>) {
    let Some(quoted) = text.strip_prefix(b"\"") else {
        return match memchr::memchr(b',', text) {
            Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..)),
            None => (text, None),
        };
    };
    let mut from = 0;
    while let Some(at) = quoted.get(from..).and_then(|rest| memchr::memchr(b'"', rest)) {
        let end = from + at;
        if quoted.get(end + 1) == Some(&b'"') {
            from = end + 2;
            continue;
        }
        let rest = quoted.get(end + 1..).unwrap_or_default();
        return (quoted.get(..end).unwrap_or_default(), rest.strip_prefix(b","));
    }
    // A row that goes on in the next line, or was cut off.
    (quoted, None)
}
