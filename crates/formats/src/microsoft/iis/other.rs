//! The lines that are none of a web site: `HTTPERR` and FTP sites.

use model::{Field, Record};

use super::columns::{Columns, push, push_address, push_url, push_user_agent};
use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::{
        cut::{is_number, read_number},
        http::{push_access, push_status},
    },
};

/// Adds a line of `HTTPERR`: `c-ip c-port s-ip s-port cs-version cs-method cs-uri [streamid] sc-status s-siteid s-reason
/// s-queuename`.
pub(super) fn push_http_error(body: &Body<'_>, columns: &Columns<'_>, record: &mut Record) -> bool {
    let version = columns.word(4);
    if !is_number(columns.word(3)) || !(version == b"-" || version.starts_with(b"HTTP/")) {
        return false;
    }
    record.push_word(Field::EventAction, "http_request", body.span);
    record.push_word(Field::EventCategory, "web", body.span);
    record.push_word(Field::EventType, "error", body.span);
    push_address(body, "c-ip", Field::SourceIp, columns.word(0), record);
    push(body, "c-port", Some(Field::SourcePort), columns.word(1), record);
    push_address(body, "s-ip", Field::DestinationIp, columns.word(2), record);
    push(body, "s-port", Some(Field::DestinationPort), columns.word(3), record);
    push(body, "cs-version", Some(Field::HttpVersion), version.strip_prefix(b"HTTP/").unwrap_or(b"-"), record);
    push(body, "cs-method", Some(Field::HttpRequestMethod), columns.word(5), record);
    push(body, "cs-uri", Some(Field::UrlOriginal), columns.word(6), record);
    let status = if columns.len() >= 12 { 8 } else { 7 };
    if status == 8 {
        push(body, "streamid", None, columns.word(7), record);
    }
    if columns.word(status) == b"-" {
        record.push_word(Field::EventOutcome, "failure", body.span);
    } else {
        push_status(body, columns.word(status), record);
    }
    push(body, "s-siteid", None, columns.word(status + 1), record);
    push(body, "s-reason", Some(Field::EventReason), columns.word(status + 2), record);
    push(body, "s-queuename", None, columns.word(status + 3), record);
    true
}

const LOGIN: Meaning =
    Meaning { action: "ftp_login", category: &["authentication"], kind: &["start"], outcome: SUCCESS };
const LOGIN_FAILED: Meaning =
    Meaning { action: "ftp_login", category: &["authentication"], kind: &["start"], outcome: FAILURE };
const OPENED: Meaning =
    Meaning { action: "ftp_connection_opened", category: &["network"], kind: &["connection", "start"], outcome: None };
const CLOSED: Meaning =
    Meaning { action: "ftp_connection_closed", category: &["network"], kind: &["connection", "end"], outcome: None };
const COMMAND: Meaning =
    Meaning { action: "ftp_command", category: &["network"], kind: &["protocol"], outcome: SUCCESS };
const COMMAND_FAILED: Meaning =
    Meaning { action: "ftp_command", category: &["network"], kind: &["protocol"], outcome: FAILURE };

/// Adds a line of an FTP site: `c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status sc-win32-status sc-substatus
/// x-session x-fullpath`.
pub(super) fn push_ftp(body: &Body<'_>, columns: &Columns<'_>, record: &mut Record) -> bool {
    let (method, status) = (columns.word(4), columns.word(6));
    let is_method = !method.is_empty() && method.iter().all(u8::is_ascii_alphabetic);
    if !is_number(columns.word(3)) || !is_method || !is_number(status) || !is_number(columns.word(7)) {
        return false;
    }
    push_address(body, "c-ip", Field::SourceIp, columns.word(0), record);
    push(body, "cs-username", Some(Field::UserName), columns.word(1), record);
    push_address(body, "s-ip", Field::DestinationIp, columns.word(2), record);
    push(body, "s-port", Some(Field::DestinationPort), columns.word(3), record);
    push(body, "cs-method", None, method, record);
    let is_path = columns.word(5).first() == Some(&b'/') && !matches!(method, b"USER" | b"PASS");
    push(body, "cs-uri-stem", Some(Field::FilePath).filter(|_| is_path), columns.word(5), record);
    push(body, "sc-status", None, status, record);
    push(body, "sc-win32-status", None, columns.word(7), record);
    push(body, "sc-substatus", None, columns.word(8), record);
    push(body, "x-session", Some(Field::SessionId), columns.word(9), record);
    push(body, "x-fullpath", None, columns.word(10), record);
    record.push_word(Field::NetworkProtocol, "ftp", body.span_of(method));
    let is_refused = read_number(status).is_some_and(|status| status >= 400);
    let meaning = match method {
        b"PASS" if is_refused => &LOGIN_FAILED,
        b"PASS" => &LOGIN,
        b"ControlChannelOpened" | b"DataChannelOpened" => &OPENED,
        b"ControlChannelClosed" | b"DataChannelClosed" | b"QUIT" => &CLOSED,
        _ if is_refused => &COMMAND_FAILED,
        _ => &COMMAND,
    };
    meaning.push(body.span_of(method), record);
    true
}

/// Adds a line of a web site of IIS 5: `c-ip cs-username s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status
/// cs(User-Agent)`, between which an administrator may have put numbers.
pub(super) fn push_fifth(body: &Body<'_>, columns: &Columns<'_>, record: &mut Record) -> bool {
    let (method, status) = (columns.word(4), columns.word(7));
    let is_method = (3..=20).contains(&method.len()) && method.iter().all(u8::is_ascii_uppercase);
    let is_status = matches!(status, [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9']);
    if !is_number(columns.word(3)) || !is_method || !columns.word(5).starts_with(b"/") || !is_status {
        return false;
    }
    push_access(body.span_of(method), record);
    push_address(body, "c-ip", Field::SourceIp, columns.word(0), record);
    push(body, "cs-username", Some(Field::UserName), columns.word(1), record);
    push_address(body, "s-ip", Field::DestinationIp, columns.word(2), record);
    push(body, "s-port", Some(Field::DestinationPort), columns.word(3), record);
    push(body, "cs-method", Some(Field::HttpRequestMethod), method, record);
    push_url(body, columns.word(5), columns.word(6), record);
    push_status(body, status, record);
    let mut has_agent = false;
    for word in (8..columns.len()).map(|at| columns.word(at)) {
        if let Some(version) = word.strip_prefix(b"HTTP/") {
            push(body, "cs-version", Some(Field::HttpVersion), version, record);
        } else if is_number(word) || has_agent {
            push(body, "added", None, word, record);
        } else {
            push_user_agent(body, word, record);
            has_agent = true;
        }
    }
    true
}
