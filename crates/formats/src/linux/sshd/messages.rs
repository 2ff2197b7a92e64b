//! What sshd says, and what it means. The first shape that matches counts; its holes have the format's own names.

use crate::meaning::{FAILURE, Meaning, SUCCESS};

const LOGIN: Meaning =
    Meaning { action: "ssh_login", category: &["authentication", "session"], kind: &["start"], outcome: SUCCESS };
const LOGIN_FAILED: Meaning =
    Meaning { action: "ssh_login", category: &["authentication"], kind: &["start"], outcome: FAILURE };
const LOGIN_UNDECIDED: Meaning =
    Meaning { action: "ssh_login", category: &["authentication"], kind: &["info"], outcome: Some("unknown") };
const INVALID_USER: Meaning =
    Meaning { action: "ssh_invalid_user", category: &["authentication"], kind: &["info"], outcome: FAILURE };
const USER_REFUSED: Meaning =
    Meaning { action: "ssh_user_refused", category: &["authentication"], kind: &["info"], outcome: FAILURE };
const TOO_MANY_FAILURES: Meaning =
    Meaning { action: "ssh_too_many_failures", category: &["authentication"], kind: &["info"], outcome: FAILURE };
const AUTHENTICATION_FAILED: Meaning =
    Meaning { action: "ssh_authentication", category: &["authentication"], kind: &["info"], outcome: FAILURE };
const AUTHENTICATED: Meaning =
    Meaning { action: "ssh_authentication", category: &["authentication"], kind: &["info"], outcome: SUCCESS };
const CONNECTED: Meaning =
    Meaning { action: "ssh_connection_opened", category: &["network"], kind: &["connection", "start"], outcome: None };
const DISCONNECTED: Meaning =
    Meaning { action: "ssh_connection_closed", category: &["network"], kind: &["connection", "end"], outcome: None };
const CONNECTION_FAILED: Meaning =
    Meaning { action: "ssh_connection_failed", category: &["network"], kind: &["connection", "end"], outcome: FAILURE };
const CONNECTION_REFUSED: Meaning = Meaning {
    action: "ssh_connection_refused",
    category: &["network"],
    kind: &["connection", "denied"],
    outcome: FAILURE,
};
const PROTOCOL_ERROR: Meaning = Meaning {
    action: "ssh_protocol_error",
    category: &["network"],
    kind: &["connection", "protocol"],
    outcome: FAILURE,
};
const SESSION_STARTED: Meaning =
    Meaning { action: "ssh_session_opened", category: &["session"], kind: &["start"], outcome: SUCCESS };
const SESSION_ENDED: Meaning =
    Meaning { action: "ssh_session_closed", category: &["session"], kind: &["end"], outcome: SUCCESS };
const SUBSYSTEM: Meaning =
    Meaning { action: "ssh_subsystem", category: &["session"], kind: &["info"], outcome: SUCCESS };
const SUBSYSTEM_FAILED: Meaning =
    Meaning { action: "ssh_subsystem", category: &["session"], kind: &["info"], outcome: FAILURE };
const NAME_MISMATCH: Meaning =
    Meaning { action: "ssh_name_mismatch", category: &["network"], kind: &["info"], outcome: None };
const TRANSFERRED: Meaning =
    Meaning { action: "ssh_transferred", category: &["network"], kind: &["connection", "info"], outcome: None };
const SERVER_STARTED: Meaning =
    Meaning { action: "ssh_server_listening", category: &["process"], kind: &["start"], outcome: SUCCESS };
const SERVER_STOPPED: Meaning =
    Meaning { action: "ssh_server_stopped", category: &["process"], kind: &["end"], outcome: SUCCESS };

const SERVER_RESTARTED: Meaning =
    Meaning { action: "ssh_server_restarted", category: &["process"], kind: &["change"], outcome: SUCCESS };
const SERVER_FAILED: Meaning =
    Meaning { action: "ssh_server_failed", category: &["process"], kind: &["info"], outcome: FAILURE };
const THROTTLED: Meaning =
    Meaning { action: "ssh_throttled", category: &["network"], kind: &["connection", "info"], outcome: None };
const PENALTY: Meaning =
    Meaning { action: "ssh_penalty", category: &["network"], kind: &["connection", "info"], outcome: None };
const FORWARD_REFUSED: Meaning = Meaning {
    action: "ssh_forward_refused",
    category: &["network"],
    kind: &["connection", "denied"],
    outcome: FAILURE,
};
const FORWARD_FAILED: Meaning =
    Meaning { action: "ssh_forward_failed", category: &["network"], kind: &["connection"], outcome: FAILURE };
const IDENTIFIED: Meaning =
    Meaning { action: "ssh_client_identified", category: &["network"], kind: &["connection", "info"], outcome: None };
const FILE_OPENED: Meaning =
    Meaning { action: "sftp_file_opened", category: &["file"], kind: &["access"], outcome: None };
const FILE_CLOSED: Meaning =
    Meaning { action: "sftp_file_closed", category: &["file"], kind: &["access"], outcome: SUCCESS };
const FILE_REMOVED: Meaning =
    Meaning { action: "sftp_file_removed", category: &["file"], kind: &["deletion"], outcome: None };
const FILE_RENAMED: Meaning =
    Meaning { action: "sftp_file_renamed", category: &["file"], kind: &["change"], outcome: None };
const FILE_CHANGED: Meaning =
    Meaning { action: "sftp_file_changed", category: &["file"], kind: &["change"], outcome: None };
const FILE_LINKED: Meaning =
    Meaning { action: "sftp_file_linked", category: &["file"], kind: &["creation"], outcome: None };
const FILE_CREATED: Meaning =
    Meaning { action: "sftp_directory_created", category: &["file"], kind: &["creation"], outcome: None };

/// The wordings, grouped by what they tell of.
pub(super) const MESSAGES: &[(&str, Meaning)] = &[
    // auth_log() in auth.c.
    // Who was accepted has an account, whose name seldom holds a blank; what a certificate is called is its maker's.
    ("Accepted {method} for {user} from {source} port {port#}[[ {protocol}]][[: {key*}]]", LOGIN),
    ("Accepted {method} for {user*} from {source} port {port#}[[ {protocol}]][[: {key*}]]", LOGIN),
    // A certificate's name and what a client says of its user and host are a stranger's, and so is a user without an account.
    ("Failed {method} for {user} from {source} port {port#} {protocol}: {key*}", LOGIN_FAILED),
    ("Failed hostbased for {state} user {user!} from {source} port {port#} {protocol}: {key*}", LOGIN_FAILED),
    ("Failed hostbased for {unread*}", LOGIN_FAILED),
    ("Failed {method} for <invalid username> from {source} port {port#}[[ {protocol}]][[: {key*}]]", LOGIN_FAILED),
    ("Failed {method} for [[{state} user ]]{user*} from {source} port {port#}[[ {protocol}]]", LOGIN_FAILED),
    (
        "Failed {method} for [[{state} user ]]{user!} from {source} port {port#}[[ {protocol}]][[: {key*}]]",
        LOGIN_FAILED,
    ),
    ("Postponed {method} for [[{state} user ]]{user*} from {source} port {port#}[[ {protocol}]]", LOGIN_UNDECIDED),
    (
        "Partial {method} for [[{state} user ]]{user!} from {source} port {port#}[[ {protocol}]][[: {key*}]]",
        LOGIN_UNDECIDED,
    ),
    ("Failed {method} for [[{state} user ]]{user!} from {source}", LOGIN_FAILED),
    ("Failed {method} for {unread*}", LOGIN_FAILED),
    ("Invalid user {user*} from {source} port {port#}", INVALID_USER),
    ("Illegal user {user*} from {source}[[ port {port#}]]", INVALID_USER),
    ("Invalid user {user*} from {source}", INVALID_USER),
    // An empty name, where the blank behind it was lost on the way.
    ("Invalid user from {source} port {port#}", INVALID_USER),
    // SSH of Solaris and of SSH Communications.
    ("User {user}, coming from {source}, authenticated.", LOGIN),
    ("Could not get shadow information for {user}", AUTHENTICATION_FAILED),
    ("Account {user} has expired", USER_REFUSED),
    ("Password expired too long for {user}", USER_REFUSED),
    ("Login restriction for user {user}: {reason*}", USER_REFUSED),
    ("User {user} password has expired ({reason*})", USER_REFUSED),
    ("Refused by certificate options", USER_REFUSED),
    ("input_userauth_request: invalid user {user*}", INVALID_USER),
    ("User {user*} from {source} not allowed because {reason*}", USER_REFUSED),
    ("User {user} not allowed because {reason*}", USER_REFUSED),
    ("ROOT LOGIN REFUSED FROM {source}[[ port {port#}]]", USER_REFUSED),
    ("Authentication refused: {reason*}", USER_REFUSED),
    ("Access denied for user {user*} by {reason*}", USER_REFUSED),
    ("Login name {name} does not match stored username {user}", USER_REFUSED),
    ("Root login accepted for forced command.", LOGIN_UNDECIDED),
    ("Certificate invalid: {reason*}", USER_REFUSED),
    ("cert: {reason*}", USER_REFUSED),
    ("Authentication key {key_type} {key_fingerprint} {reason*}", USER_REFUSED),
    ("userauth_pubkey: {reason*}", AUTHENTICATION_FAILED),
    ("userauth_hostbased mismatch: client sends {client_host}, but we resolve {source} to {host}", NAME_MISMATCH),
    (
        "Accepted certificate ID \"{certificate_id*}\" (serial {certificate_serial#}) signed by {reason*}",
        LOGIN_UNDECIDED,
    ),
    ("Accepted key {key_type} {key_fingerprint} found at {file*}", LOGIN_UNDECIDED),
    ("Authorized to {user}, krb5 principal {principal} ({reason*})", LOGIN_UNDECIDED),
    (
        "Authentication tried for {user} with correct key but not from a permitted host (host={host}, ip={source})",
        USER_REFUSED,
    ),
    (
        "maximum authentication attempts exceeded for [[{state} user ]]{user*} from {source} port {port#}[[ {protocol}]]",
        TOO_MANY_FAILURES,
    ),
    (
        "Too many authentication failures for [[{state} user ]]{user*} from {source} port {port#}[[ {protocol}]]",
        TOO_MANY_FAILURES,
    ),
    ("Disconnecting: Too many authentication failures[[ for {user}]]", TOO_MANY_FAILURES),
    ("Disconnecting {state} user {user*} {source} port {port#}: Too many authentication failures", TOO_MANY_FAILURES),
    ("PAM: {reason*} for [[illegal user ]]{user} from {source}[[ via {via}]]", AUTHENTICATION_FAILED),
    ("PAM: {reason*}", AUTHENTICATION_FAILED),
    ("PAM unable to dlopen({module*}): {reason*}", SERVER_FAILED),
    ("PAM adding faulty module: {module*}", SERVER_FAILED),
    ("userauth_finish: {reason*}", CONNECTION_FAILED),
    ("PAM service(sshd) ignoring max retries; {tries#} > {tries_max#}", TOO_MANY_FAILURES),
    // Of its module that asks for a code, in sshd's name.
    ("Accepted google_authenticator for {user*}", AUTHENTICATED),
    // Sessions: session.c, and the subsystem.
    ("User child is on pid {child_pid#}", SESSION_STARTED),
    ("Starting session: {session*} for {user} from {source} port {port#} id {channel#}", SESSION_STARTED),
    // Before OpenSSH 7.3 a session had no number there.
    ("Starting session: {session*} for {user} from {source} port {port#}", SESSION_STARTED),
    ("Close session: user {user} from {source} port {port#} id {channel#}", SESSION_ENDED),
    ("session opened for local user {user} from [{source}]", SESSION_STARTED),
    ("session closed for local user {user} from [{source}]", SESSION_ENDED),
    ("subsystem request for {subsystem*} by user {user} failed, {reason*}", SUBSYSTEM_FAILED),
    ("subsystem request for {subsystem*} by user {user}", SUBSYSTEM),
    ("subsystem request for {subsystem} failed, {reason*}", SUBSYSTEM_FAILED),
    ("subsystem request for {subsystem}", SUBSYSTEM),
    ("Transferred: sent {sent#}, received {received#} bytes", TRANSFERRED),
    // Connections: sshd.c, packet.c, kex.c.
    ("Connection from {source} port {port#}[[ on {local} port {local_port#}]][[ rdomain \"{domain*}\"]]", CONNECTED),
    ("Connection from {source}", CONNECTED),
    ("Connection closed by [[{state} user {user*} ]]{source} port {port#}", DISCONNECTED),
    ("Connection closed by user {user*} {source} port {port#}", DISCONNECTED),
    ("Connection closed by {source}", DISCONNECTED),
    ("Connection reset by user {user*} {source} port {port#}", DISCONNECTED),
    ("Connection reset by [[{state} user {user*} ]]{source} port {port#}", DISCONNECTED),
    ("Disconnected from [[{state} user {user*} ]]{source} port {port#}", DISCONNECTED),
    ("Disconnected from user {user*} {source} port {port#}", DISCONNECTED),
    ("Disconnected from {source}", DISCONNECTED),
    ("Received disconnect from {source} port {port#}:{code#}: {reason*}", DISCONNECTED),
    ("Received disconnect from {source}: {code#}: {reason*}", DISCONNECTED),
    // Whoever asks for another user than before is told by both names.
    ("Disconnecting {state} user {user!} {source} port {port#}: {reason*}", DISCONNECTED),
    ("Disconnecting user {user!} {source} port {port#}: {reason*}", DISCONNECTED),
    ("Disconnecting {state} user {user*} {source} port {port#}", DISCONNECTED),
    ("Disconnecting {source} port {port#}: {reason*}", DISCONNECTED),
    ("Disconnecting {source}: {reason*}", DISCONNECTED),
    ("Disconnecting {state} user {unread*}", DISCONNECTED),
    ("Disconnecting user {unread*}", DISCONNECTED),
    ("Timeout, client not responding[[ from user {user*} {source} port {port#}]]", CONNECTION_FAILED),
    ("Timeout, client not responding from {source}[[ port {port#}]]", CONNECTION_FAILED),
    ("Connection from {source} port {port#}: {reason*}", CONNECTION_FAILED),
    ("packet_write_wait: Connection to [[user {user*} ]]{source} port {port#}: {reason*}", CONNECTION_FAILED),
    ("packet_write_wait: Connection from [[user {user*} ]]{source} port {port#}: {reason*}", CONNECTION_FAILED),
    ("Read error from remote host user {user*} {source} port {port#}: {reason*}", CONNECTION_FAILED),
    ("ssh_dispatch_run_fatal: Connection from user {user*} {source} port {port#}: {reason*}", CONNECTION_FAILED),
    ("ssh_packet_write_poll: Connection from user {user*} {source} port {port#}: {reason*}", CONNECTION_FAILED),
    ("ssh_packet_write_poll: Connection from {source} port {port#}: {reason*}", CONNECTION_FAILED),
    ("Bad packet length {length#}.[[ {reason*}]]", PROTOCOL_ERROR),
    ("Corrupted MAC on input.[[ {reason*}]]", PROTOCOL_ERROR),
    ("Corrupted padding length {length#} on input.", PROTOCOL_ERROR),
    ("dispatch_protocol_error: {reason*}", PROTOCOL_ERROR),
    ("Read error from remote host [[{state} user {user*} ]]{source} port {port#}: {reason*}", CONNECTION_FAILED),
    ("Read error from remote host {source}: {reason*}", CONNECTION_FAILED),
    (
        "ssh_dispatch_run_fatal: Connection from [[{state} user {user*} ]]{source} port {port#}: {reason*}",
        CONNECTION_FAILED,
    ),
    ("Read from socket failed: {reason*}", CONNECTION_FAILED),
    ("Write failed: {reason*}", CONNECTION_FAILED),
    ("Disconnecting: {reason*}", CONNECTION_FAILED),
    ("Timeout before authentication for connection from {source} to {local}, pid = {timeout_pid#}", CONNECTION_FAILED),
    ("drop connection #{dropped#} from [{source}]:{port#} on [{local}]:{local_port#}", CONNECTION_REFUSED),
    ("drop connection from [{source}]:{port#} on [{local}]:{local_port#}: {reason*}", CONNECTION_REFUSED),
    ("srclimit_penalise: {family}: new {source}/{bits#} {reason*}", PENALTY),
    ("srclimit_penalise: {reason*}", PENALTY),
    ("beginning MaxStartups throttling", THROTTLED),
    ("exited MaxStartups throttling after {seconds*}, {dropped#} connections dropped", THROTTLED),
    (
        "Received request from {source} port {port#} to connect to host {forward_host} port {forward_port#}, {reason*}",
        FORWARD_REFUSED,
    ),
    ("connect to {forward_host} port {forward_port#} failed: {reason*}", FORWARD_FAILED),
    ("connect_to {forward_host} port {forward_port#}: {reason*}", FORWARD_FAILED),
    ("refused local port forward: {reason*}", FORWARD_REFUSED),
    ("refused streamlocal port forward: {reason*}", FORWARD_REFUSED),
    ("Timeout before authentication for {source}[[ port {port#}]]", CONNECTION_FAILED),
    ("drop connection #{dropped#} from [{source}]:{port#} on [{local}]:{local_port#} {reason*}", CONNECTION_REFUSED),
    ("refused connect from {host} ({source})", CONNECTION_REFUSED),
    ("refused connect from {source}", CONNECTION_REFUSED),
    ("Did not receive identification string from {source}[[ port {port#}]]", PROTOCOL_ERROR),
    ("Bad protocol version identification {version*} from {source} port {port#}", PROTOCOL_ERROR),
    ("Bad protocol version identification {version*} from {source}", PROTOCOL_ERROR),
    ("scanned from {source} with {version*}.  Don't panic.", PROTOCOL_ERROR),
    ("probed from {source} port {port#} with {version*}.  Don't panic.", PROTOCOL_ERROR),
    ("probed from {source} with {version*}.  Don't panic.", PROTOCOL_ERROR),
    ("Protocol major versions differ for {source}[[ port {port#}]]: {reason*}", PROTOCOL_ERROR),
    ("Protocol major versions differ: {reason*}", PROTOCOL_ERROR),
    // A patch of OpenSSH that hides the handshake (zinglau/obfuscated-openssh).
    ("Magic value check failed ({value#}) on obfuscated handshake from {source} port {port#}", PROTOCOL_ERROR),
    ("banner exchange: Connection from {source} port {port#}: {reason*}", PROTOCOL_ERROR),
    // The client's offer is told behind it.
    ("Unable to negotiate with [[{state} user {user!} ]]{source} port {port#}: {reason*}", PROTOCOL_ERROR),
    ("Unable to negotiate with {source}: {reason*}", PROTOCOL_ERROR),
    ("Unable to negotiate a key exchange method", PROTOCOL_ERROR),
    ("no matching {algorithm} found: {reason*}", PROTOCOL_ERROR),
    ("kex_exchange_identification: {reason*}", PROTOCOL_ERROR),
    ("kex_protocol_error: {reason*}", PROTOCOL_ERROR),
    ("Address {source} maps to {host}, but this does not map back to the address[[.]][[ - {reason*}]]", NAME_MISMATCH),
    ("reverse mapping checking getaddrinfo for {host} [{source}] failed[[.]][[ - {reason*}]]", NAME_MISMATCH),
    ("reverse mapping checking getaddrinfo for {host} failed[[.]][[ - {reason*}]]", NAME_MISMATCH),
    ("Nasty PTR record \"{host*}\" is set up for {source}, ignoring", NAME_MISMATCH),
    // High-performance SSH (HPN-SSH) tells of every client.
    ("SSH: Server;Ltype: Authname;Remote: {source}-{port#};Name: {user*}", IDENTIFIED),
    ("SSH: Server;Ltype: {stage};Remote: {source}-{port#};{details*}", IDENTIFIED),
    // sftp-server.c.
    ("open \"{file*}\" flags {flags} mode {mode}", FILE_OPENED),
    ("close \"{file*}\" bytes read {bytes_read#} written {bytes_written#}", FILE_CLOSED),
    ("remove name \"{file*}\"", FILE_REMOVED),
    ("rename old \"{old_file*}\" new \"{file*}\"", FILE_RENAMED),
    ("mkdir name \"{file*}\" mode {mode}", FILE_CREATED),
    ("rmdir name \"{file*}\"", FILE_REMOVED),
    ("opendir \"{file*}\"", FILE_OPENED),
    ("closedir \"{file*}\"", FILE_CLOSED),
    ("set \"{file*}\" {attribute*}", FILE_CHANGED),
    ("symlink old \"{old_file*}\" new \"{file*}\"", FILE_LINKED),
    ("link old \"{old_file*}\" new \"{file*}\"", FILE_LINKED),
    ("received client version {version#}", SUBSYSTEM),
    // The server itself.
    ("Server listening on {listen} port {listen_port#} rdomain {domain}.", SERVER_STARTED),
    ("Received SIGHUP; restarting.", SERVER_RESTARTED),
    ("Bind to port {listen_port#} on {listen} failed: {reason*}", SERVER_FAILED),
    ("Cannot bind any address.", SERVER_FAILED),
    ("no hostkeys available -- exiting.", SERVER_FAILED),
    ("Could not load host key: {file*}", SERVER_FAILED),
    ("Server listening on {listen} port {listen_port#}[[.]]", SERVER_STARTED),
    ("Received signal {signal#}; terminating.", SERVER_STOPPED),
    ("Exiting on signal {signal#}", SERVER_STOPPED),
];
