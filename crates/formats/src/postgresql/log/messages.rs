//! The messages that name someone, or tell of the server's start and end (`auth.c`, `postinit.c`, `postmaster.c`,
//! `postgres.c`, `xlog.c`, `aclchk.c`; pgAudit).

use crate::meaning::{FAILURE, Meaning, SUCCESS};

const CONNECTED: Meaning = Meaning {
    action: "database_connection_opened",
    category: &["database", "network"],
    kind: &["connection", "start"],
    outcome: None,
};
const DISCONNECTED: Meaning =
    Meaning { action: "database_connection_closed", category: &["database", "session"], kind: &["end"], outcome: None };
const LOGGED_IN: Meaning =
    Meaning { action: "database_login", category: &["database", "authentication"], kind: &["start"], outcome: SUCCESS };
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
const QUERIED: Meaning =
    Meaning { action: "database_query", category: &["database"], kind: &["access"], outcome: None };
const TIMED: Meaning =
    Meaning { action: "database_query_finished", category: &["database"], kind: &["info"], outcome: SUCCESS };
const DENIED: Meaning = Meaning {
    action: "database_permission_denied",
    category: &["database"],
    kind: &["access", "denied"],
    outcome: FAILURE,
};
const AUDITED: Meaning =
    Meaning { action: "database_audit", category: &["database"], kind: &["access"], outcome: None };
const STARTED: Meaning =
    Meaning { action: "database_started", category: &["database"], kind: &["start"], outcome: SUCCESS };
const STOPPED: Meaning =
    Meaning { action: "database_stopped", category: &["database"], kind: &["end"], outcome: SUCCESS };
const CRASHED: Meaning =
    Meaning { action: "database_crashed", category: &["database"], kind: &["error"], outcome: FAILURE };
const RELOADED: Meaning = Meaning {
    action: "database_configuration_changed",
    category: &["database", "configuration"],
    kind: &["change"],
    outcome: SUCCESS,
};

/// By wording; of two that match the first counts.
pub(super) const MESSAGES: &[(&str, Meaning)] = &[
    ("statement: {query*}", QUERIED),
    ("duration: {duration_ms} ms  statement: {query*}", TIMED),
    ("duration: {duration_ms} ms  {query_step} {query_name*}: {query*}", TIMED),
    ("duration: {duration_ms} ms{query_rest*}", TIMED),
    ("execute {query_name*}: {query*}", QUERIED),
    ("connection received: host={source} port={source_port#}", CONNECTED),
    ("connection received: host={source}", CONNECTED),
    ("connection authenticated: identity=\"{identity*}\" method={auth_method}[[ ({hba*})]]", LOGGED_IN),
    ("connection authenticated: user=\"{user*}\" method={auth_method}[[ ({hba*})]]", LOGGED_IN),
    (
        "[[replication ]]connection authorized: user={user} database={database} application_name={application_name*} \
      SSL enabled (protocol={tls_version}, cipher={cipher}, {tls_rest*})",
        LOGGED_IN,
    ),
    (
        "[[replication ]]connection authorized: user={user} database={database} SSL enabled (protocol={tls_version}, \
      cipher={cipher}, {tls_rest*})",
        LOGGED_IN,
    ),
    (
        "[[replication ]]connection authorized: user={user} database={database} application_name={application_name*}",
        LOGGED_IN,
    ),
    ("[[replication ]]connection authorized: user={user} database={database}", LOGGED_IN),
    (
        "[[replication ]]connection authorized: user={user} SSL enabled (protocol={tls_version}, cipher={cipher}, {tls_rest*})",
        LOGGED_IN,
    ),
    ("[[replication ]]connection authorized: user={user}[[ application_name={application_name*}]]", LOGGED_IN),
    (
        "disconnection: session time: {session_time} user={user*} database={database*} host={source} port={source_port#}",
        DISCONNECTED,
    ),
    ("disconnection: session time: {session_time} user={user*} database={database*} host={source}", DISCONNECTED),
    (
        "no pg_hba.conf entry for replication connection from host \"{source}\", user \"{user*}\", {encryption*}",
        REFUSED,
    ),
    ("no pg_hba.conf entry for replication connection from host \"{source}\", user \"{user*}\"", REFUSED),
    ("no pg_hba.conf entry for host \"{source}\", user \"{user*}\", database \"{database*}\", {encryption*}", REFUSED),
    ("no pg_hba.conf entry for host \"{source}\", user \"{user*}\", database \"{database*}\"", REFUSED),
    ("pg_hba.conf rejects replication connection for host \"{source}\", user \"{user*}\"[[, {encryption}]]", REFUSED),
    ("pg_hba.conf rejects replication connection for host \"{source}\", user \"{user*}\", {encryption*}", REFUSED),
    (
        "pg_hba.conf rejects connection for host \"{source}\", user \"{user*}\", database \"{database*}\", {encryption*}",
        REFUSED,
    ),
    ("pg_hba.conf rejects connection for host \"{source}\", user \"{user*}\", database \"{database*}\"", REFUSED),
    ("role \"{user*}\" does not exist", LOGIN_FAILED),
    ("role \"{user*}\" is not permitted to log in", LOGIN_FAILED),
    ("database \"{database*}\" does not exist", REFUSED),
    ("database \"{database*}\" is not currently accepting connections", REFUSED),
    ("too many connections for role \"{user*}\"", REFUSED),
    ("too many connections for database \"{database*}\"", REFUSED),
    ("sorry, too many clients already", REFUSED),
    ("the database system is {reason*}", REFUSED),
    ("permission denied for {object_type} {object*}", DENIED),
    ("permission denied to {reason*}", DENIED),
    ("must be {reason*}", DENIED),
    ("could not receive data from client: {reason*}", LOST),
    ("could not send data to client: {reason*}", LOST),
    ("could not accept SSL connection: {reason*}", LOST),
    ("unexpected EOF on client connection{reason*}", LOST),
    ("incomplete startup packet", LOST),
    ("invalid length of startup packet", LOST),
    ("unsupported frontend protocol {reason*}", LOST),
    ("terminating connection due to {reason*}", LOST),
    ("connection to client lost", LOST),
    ("AUDIT: {audit_type},{audit_statement#},{audit_part#},{audit_class},{audit_rest*}", AUDITED),
    ("starting PostgreSQL {version*}", STARTED),
    ("listening on IPv{ip_version} address \"{listen}\", port {listen_port#}", STARTED),
    ("database system is ready to accept{connection_kind*} connections", STARTED),
    ("database system is shut down", STOPPED),
    ("received {shutdown_mode} shutdown request", STOPPED),
    ("database system was interrupted; {reason*}", CRASHED),
    ("database system was not properly shut down; {reason*}", CRASHED),
    ("server process (PID {crashed_pid#}) was terminated by {reason*}", CRASHED),
    ("received SIGHUP, reloading configuration files", RELOADED),
    ("parameter \"{parameter}\" changed to \"{parameter_value*}\"", RELOADED),
    // Password, Ident, Peer, GSSAPI, SSPI, PAM, BSD, LDAP, RADIUS, certificate, OAuth, and those that extensions add.
    ("{auth_method-} authentication failed for user \"{user*}\"", LOGIN_FAILED),
];
