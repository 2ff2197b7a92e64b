//! What messages mean: the same wordings before and since they are objects, whose attributes stand apart.

use crate::meaning::{FAILURE, Meaning, SUCCESS};

pub(super) const LOGIN: Meaning =
    Meaning { action: "database_login", category: &["database", "authentication"], kind: &["start"], outcome: SUCCESS };
pub(super) const LOGIN_FAILED: Meaning =
    Meaning { action: "database_login", category: &["database", "authentication"], kind: &["start"], outcome: FAILURE };
const OPENED: Meaning = Meaning {
    action: "database_connection_opened",
    category: &["database", "network"],
    kind: &["connection", "start"],
    outcome: None,
};
const CLOSED: Meaning = Meaning {
    action: "database_connection_closed",
    category: &["database", "network"],
    kind: &["connection", "end"],
    outcome: None,
};
const REFUSED: Meaning = Meaning {
    action: "database_connection_refused",
    category: &["database", "network"],
    kind: &["connection", "denied"],
    outcome: FAILURE,
};
const DENIED: Meaning = Meaning {
    action: "database_permission_denied",
    category: &["database"],
    kind: &["access", "denied"],
    outcome: FAILURE,
};
const SLOW: Meaning =
    Meaning { action: "database_slow_query", category: &["database"], kind: &["info"], outcome: None };
const STARTED: Meaning =
    Meaning { action: "database_started", category: &["database"], kind: &["start"], outcome: SUCCESS };
const STOPPED: Meaning =
    Meaning { action: "database_stopped", category: &["database"], kind: &["end"], outcome: SUCCESS };
const CLIENT: Meaning =
    Meaning { action: "database_client_told", category: &["database"], kind: &["info"], outcome: None };

/// Lines up to 4.2.
pub(super) const MESSAGES: &[(&str, Meaning)] = &[
    ("connection accepted from {source_end} #{connection#} ({open})", OPENED),
    ("connection accepted from {source_end} #{connection#}[[ ({open*})]]", OPENED),
    ("end connection {source_end}[[ ({open*})]]", CLOSED),
    ("received client metadata from {source_end} {connection}: {metadata*}", CLIENT),
    ("Successfully authenticated as principal {user*} on {database} from client {source_end}", LOGIN),
    ("Successfully authenticated as principal {user*} on {database}", LOGIN),
    (
        "SASL {mechanism} authentication failed for {user!} on {database} from client {source_end} ; {reason*}",
        LOGIN_FAILED,
    ),
    (
        "SASL {mechanism} authentication failed for {user!} on {database} from client {source_end}; {reason*}",
        LOGIN_FAILED,
    ),
    (
        "Failed to authenticate {user!}@{database} from client {source_end} with mechanism {mechanism}: {reason*}",
        LOGIN_FAILED,
    ),
    ("Failed to authenticate {user*}@{database} with mechanism {mechanism}: {reason*}", LOGIN_FAILED),
    ("Unauthorized: not authorized on {database} to execute command {query*}", DENIED),
    ("Unauthorized{reason*}", DENIED),
    ("waiting for connections on port {listen_port#}[[ ssl]]", STARTED),
    ("MongoDB starting : pid={pid#} port={listen_port#} dbpath={file} {note*}", STARTED),
    ("now exiting", STOPPED),
    ("dbexit: {note*}", STOPPED),
    ("shutting down with code:{code#}", STOPPED),
    ("connection refused because too many open connections: {open*}", REFUSED),
    ("AuthenticationFailed{reason*}", LOGIN_FAILED),
    ("authenticate db: {database} {query*}", CLIENT),
    ("end connection{note*}", CLOSED),
];

/// The member `msg` of objects.
pub(super) const OF_OBJECTS: [(&str, Meaning); 18] = [
    ("Authentication failed", LOGIN_FAILED),
    ("Failed to authenticate", LOGIN_FAILED),
    ("Authentication succeeded", LOGIN),
    ("Successfully authenticated", LOGIN),
    ("Connection accepted", OPENED),
    ("Connection ended", CLOSED),
    ("Interrupted operation as its client disconnected", CLOSED),
    ("Connection refused because there are too many open connections", REFUSED),
    ("Checking authorization failed", DENIED),
    ("client metadata", CLIENT),
    ("Slow query", SLOW),
    ("MongoDB starting", STARTED),
    ("Waiting for connections", STARTED),
    ("Now exiting", STOPPED),
    ("Shutting down", STOPPED),
    ("dbexit: ", STOPPED),
    ("Received signal", STOPPED),
    ("Unauthorized", DENIED),
];
