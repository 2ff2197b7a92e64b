//! Honeypots and tar pits, which write of every byte that a stranger sent them: sshesame
//! (<https://github.com/jaksi/sshesame>) and endlessh (<https://github.com/skeeto/endlessh>).

use super::{
    Row,
    meanings::{CHANNEL, COMMAND, CONNECTED, DISCONNECTED, FORWARDED, LOGIN, LOGIN_FAILED, SESSION, TOLD},
};

pub(super) const HONEYPOTS: &[Row] = &[
    ("sshesame", " [{source_end}] authentication for user \"{user*}\" without credentials {result}", LOGIN_FAILED),
    ("sshesame", " [{source_end}] authentication for user \"{user*}\" with {credential} \"{secret*}\" accepted", LOGIN),
    ("sshesame", " [{source_end}] authentication for user \"{user*}\" with {credential*} rejected", LOGIN_FAILED),
    ("sshesame", " [{source_end}] authentication for user \"{user*}\" with {credential*} accepted", LOGIN),
    ("sshesame", " [{source_end}] connection with client version \"{user_agent*}\" established", CONNECTED),
    ("sshesame", " [{source_end}] connection closed", DISCONNECTED),
    ("sshesame", " [{source_end}] [channel {channel#}] command \"{command*}\" requested", COMMAND),
    (
        "sshesame",
        " [{source_end}] [channel {channel#}] direct TCP/IP forwarding from {forwarded_from} to \
      {destination_end} requested",
        FORWARDED,
    ),
    ("sshesame", " [{source_end}] TCP/IP forwarding on {forwarded_from} requested", FORWARDED),
    ("sshesame", " [{source_end}] [channel {channel#}] session requested", SESSION),
    ("sshesame", " [{source_end}] [channel {channel#}] shell requested", SESSION),
    ("sshesame", " [{source_end}] [channel {channel#}] input: \"{input*}\"", CHANNEL),
    ("sshesame", " [{source_end}] [channel {channel#}] {what*}", CHANNEL),
    ("sshesame", " [{source_end}] rejection of further session channels requested", CHANNEL),
    ("sshesame", " [{source_end}] {request_kind*} requested", CHANNEL),
    ("endlessh", " ACCEPT host={source} port={source_port#} fd={descriptor#} n={clients}", CONNECTED),
    (
        "endlessh",
        " CLOSE host={source} port={source_port#} fd={descriptor#} time={seconds} bytes={destination_bytes#}",
        DISCONNECTED,
    ),
    ("endlessh", " TOTALS connects={connects#} seconds={seconds} bytes={bytes#}", TOLD),
    ("endlessh", " Port {listen_port#}", TOLD),
    ("endlessh", " Delay {delay_ms#}", TOLD),
    ("endlessh", " MaxLineLength {line_bytes_max#}", TOLD),
    ("endlessh", " MaxClients {clients_max#}", TOLD),
    ("endlessh", " BindFamily {family*}", TOLD),
];
