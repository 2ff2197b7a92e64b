//! The messages that name someone, or tell of the server's start and end (`errmsg-utf8.txt`, `messages_to_error_log.txt`).

use crate::meaning::{FAILURE, Meaning, SUCCESS};

const LOGIN_FAILED: Meaning =
    Meaning { action: "database_login", category: &["database", "authentication"], kind: &["start"], outcome: FAILURE };
const REFUSED: Meaning = Meaning {
    action: "database_connection_refused",
    category: &["database", "network"],
    kind: &["connection", "denied"],
    outcome: FAILURE,
};
const LOST: Meaning = Meaning {
    action: "database_connection_failed",
    category: &["database", "network"],
    kind: &["connection", "error"],
    outcome: FAILURE,
};
const RESOLVED: Meaning =
    Meaning { action: "name_resolution", category: &["network"], kind: &["info"], outcome: FAILURE };
const STARTED: Meaning =
    Meaning { action: "database_started", category: &["database"], kind: &["start"], outcome: SUCCESS };
const STOPPED: Meaning =
    Meaning { action: "database_stopped", category: &["database"], kind: &["end"], outcome: SUCCESS };
const SLOW: Meaning =
    Meaning { action: "database_slow_query", category: &["database"], kind: &["info"], outcome: None };

/// By wording; of two that match the first counts.
pub(super) const MESSAGES: &[(&str, Meaning)] = &[
    // The names of the user and of the database are a stranger's. Only a password's line ends so.
    ("Access denied for user '{user*}'@'{source*}' (using password: {password_given})", LOGIN_FAILED),
    // Either the database or the user is named like an end.
    ("Access denied for user '{unread-}'@'{unread-}'@'{unread}'", LOGIN_FAILED),
    ("Access denied for user '{user!}'@'{source}' to database '{database*}'", LOGIN_FAILED),
    ("Access denied for user '{unread-}'@'{unread-}'@'{unread*}", LOGIN_FAILED),
    ("Access denied for user '{user*}'@'{source-}' (using password: {password_given}){note*}", LOGIN_FAILED),
    ("Access denied for user '{user*}'@'{source-}' to database '{database*}'", LOGIN_FAILED),
    ("Access denied for user '{user*}'@'{source-}'{note*}", LOGIN_FAILED),
    ("Aborted connection {connection#} to db: '{database*}' user: '{user*}' host: '{source*}' ({reason*})", LOST),
    (
        "Aborted connection {connection#} to db: '{database*}' user: '{user*}' host: '{source*}' \
      real ip: '{source_real}' ({reason*})",
        LOST,
    ),
    ("Aborted connection {connection#} to db: '{database*}' user: '{user*}' host: '{source*}'{note*}", LOST),
    ("Host '{source*}' is not allowed to connect to this {server*}", REFUSED),
    ("Host '{source*}' is blocked because of many connection errors{note*}", REFUSED),
    ("Too many connections", REFUSED),
    ("Bad handshake", LOST),
    ("IP address '{source-}' could not be resolved: {reason*}", RESOLVED),
    ("IP address '{source-}' has been resolved to the host name '{source_name*}'{note*}", RESOLVED),
    ("Server socket created on IP: '{listen*}'[[, port '{listen_port#}']].", STARTED),
    ("Server socket created on IP: '{listen*}'.", STARTED),
    ("Server hostname (bind-address): '{listen*}'; port: {listen_port#}", STARTED),
    ("Starting {daemon} daemon with databases from {directory*}", STARTED),
    ("{executable} (mysqld {version}) starting as process {server_pid#}{note*}", STARTED),
    ("{executable} (server {version}) starting as process {server_pid#}{note*}", STARTED),
    ("Starting MariaDB {version} {note*}as process {server_pid#}", STARTED),
    ("{executable}: ready for connections.{note*}", STARTED),
    ("{executable}: Normal shutdown", STOPPED),
    ("{executable}: Shutdown complete{note*}", STOPPED),
    ("Received SHUTDOWN from user {account*}. Shutting down mysqld (Version: {version}).", STOPPED),
    ("mysqld from pid file {file} ended", STOPPED),
];

/// The lines before a statement of the slow query log.
pub(super) const HEADS: &[(&str, Meaning)] = &[
    ("# User@Host: {user}[{account*}] @ {source_name*} [{source}]  Id: {connection*}", SLOW),
    ("# User@Host: {user}[{account*}] @ {source_name*} []  Id: {connection*}", SLOW),
    ("# User@Host: {user}[{account*}] @ {source_name*} [{source}]", SLOW),
    ("# User@Host: {user}[{account*}] @ {source_name*} []", SLOW),
    (
        "# Query_time: {query_seconds}  Lock_time: {lock_seconds} Rows_sent: {rows_sent#}  Rows_examined: {rows_examined#}\
      {note*}",
        SLOW,
    ),
    ("# Time: {time*}", SLOW),
];
