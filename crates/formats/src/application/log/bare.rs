//! Wordings of whole lines that begin with something else than a time. A hole `time` holds one.

use super::{
    Row,
    meanings::{CONNECTED, DISCONNECTED, LOGIN_FAILED, REQUESTED, TOLD},
};

/// By service; of two that match the first counts.
pub(super) const BARE: &[Row] = &[
    (
        "couchdb",
        "[{level}] {time} {node} <{erlang_pid}> {request_id} {url_domain} {source} undefined {http_method} \
      {url*} {status#} {result} {duration_ms#}",
        REQUESTED,
    ),
    (
        "couchdb",
        "[{level}] {time} {node} <{erlang_pid}> {request_id} {url_domain} {source} {user} {http_method} {url*} \
      {status#} {result} {duration_ms#}",
        REQUESTED,
    ),
    ("couchdb", "[{level}] {time} {node} <{erlang_pid}> -------- {what*}", TOLD),
    (
        "thehive",
        "[{level}] {logger} [{trace}|{span}] {source} {http_method} {url} took {duration_ms#}ms and returned \
      {status#} {response_bytes#} bytes",
        REQUESTED,
    ),
    ("mealie", "ERROR    {time} - Incorrect username or password from {source}", LOGIN_FAILED),
    (
        "mealie",
        "{level}     {time} - [{source_end}] {status#} {status_text*} \"{http_method} {url} HTTP/{http_version}\"",
        REQUESTED,
    ),
    ("baserow", " [BACKEND][{time*}] {source_end} - \"{http_method} {url} HTTP/{http_version}\" {status#}", REQUESTED),
    (
        "tine20",
        "{request_key} {user_hash} -- none -- - {time} {level} ({priority#}): {logger} Login with username {user*} \
      from {source} failed ({code}{note*}",
        LOGIN_FAILED,
    ),
    (
        "domino",
        "[{thread_name}] {time*}   {program}: {user*} [{source}] authentication failure using internet password",
        LOGIN_FAILED,
    ),
    ("ejabberd", "I({erlang_pid}) : {rest*} Failed authentication for {user} from IP {source} ({peer*})", LOGIN_FAILED),
    (
        "endlessh",
        "I{klog_date#} {klog_clock} {thread*} {file_line}] ACCEPT host={source} port={source_port#} n={clients}",
        CONNECTED,
    ),
    (
        "endlessh",
        "I{klog_date#} {klog_clock} {thread*} {file_line}] CLOSE host={source} port={source_port#} time={seconds} \
         bytes={destination_bytes#}",
        DISCONNECTED,
    ),
    (
        "softether",
        "[{hub}] ({time*}) <SECURITY_LOG>: Connection \"{connection}\": User authentication failed. The user name that \
         has been provided was \"{user*}\", from {source}.",
        LOGIN_FAILED,
    ),
];
