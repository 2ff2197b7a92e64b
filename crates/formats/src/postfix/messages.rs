//! What Postfix says of connections and of itself, and what it means. The first shape that matches counts;
//! its holes have the format's own names.

use crate::meaning::{FAILURE, Meaning, SUCCESS};

const CONNECTED: Meaning =
    Meaning { action: "smtp_connection_opened", category: &["network"], kind: &["connection", "start"], outcome: None };
const DISCONNECTED: Meaning =
    Meaning { action: "smtp_connection_closed", category: &["network"], kind: &["connection", "end"], outcome: None };
const BROKEN: Meaning = Meaning {
    action: "smtp_connection_failed",
    category: &["network"],
    kind: &["connection", "end"],
    outcome: FAILURE,
};
const PROTOCOL_ERROR: Meaning = Meaning {
    action: "smtp_protocol_error",
    category: &["network"],
    kind: &["connection", "protocol"],
    outcome: FAILURE,
};
const REFUSED: Meaning = Meaning {
    action: "smtp_connection_refused",
    category: &["network"],
    kind: &["connection", "denied"],
    outcome: FAILURE,
};
const PASSED: Meaning = Meaning {
    action: "smtp_connection_passed",
    category: &["network"],
    kind: &["connection", "allowed"],
    outcome: SUCCESS,
};
const SASL_FAILED: Meaning =
    Meaning { action: "smtp_login", category: &["authentication"], kind: &["start"], outcome: FAILURE };
const TLS_OPENED: Meaning =
    Meaning { action: "smtp_tls_opened", category: &["network"], kind: &["connection", "protocol"], outcome: SUCCESS };
const TLS_FAILED: Meaning =
    Meaning { action: "smtp_tls_failed", category: &["network"], kind: &["connection", "protocol"], outcome: FAILURE };
const NAME_MISMATCH: Meaning =
    Meaning { action: "smtp_name_mismatch", category: &["network"], kind: &["info"], outcome: None };
const RATE: Meaning =
    Meaning { action: "smtp_rate", category: &["network"], kind: &["connection", "info"], outcome: None };
const ANSWERED: Meaning =
    Meaning { action: "mail_refused_by_relay", category: &["email"], kind: &["info"], outcome: FAILURE };
const BLOCK_LISTED: Meaning =
    Meaning { action: "smtp_block_listed", category: &["network"], kind: &["connection", "info"], outcome: None };

/// The wordings of `smtpd.c`, `smtpd_sasl_glue.c`, `tls_server.c`, `smtp_proto.c`, `smtp_connect.c`, `postscreen*.c` and `anvil.c`.
pub(super) const MESSAGES: &[(&str, Meaning)] = &[
    ("connect from {client}", CONNECTED),
    ("disconnect from {client}[[ {commands*}]]", DISCONNECTED),
    // smtp, of the host that it hands a mail to.
    ("host {relay} said: {reason*} (in reply to {stage*} command)", ANSWERED),
    ("host {relay} refused to talk to me: {reason*}", ANSWERED),
    ("connect to {relay}: {reason*}", BROKEN),
    ("lost connection with {relay} while {stage*}", BROKEN),
    ("conversation with {relay} timed out while {stage*}", BROKEN),
    ("lost connection after {stage*} from {client}", BROKEN),
    ("timeout after {stage*} from {client}", BROKEN),
    ("too many errors after {stage*} from {client}", BROKEN),
    ("SSL_accept error from {client}: {reason*}", TLS_FAILED),
    ("{client} sent {what*} instead of SMTP command: {command*}", PROTOCOL_ERROR),
    ("improper command pipelining after {stage-} from {client}: {command*}", PROTOCOL_ERROR),
    ("improper command pipelining after {stage*} from {client}", PROTOCOL_ERROR),
    ("non-SMTP command from {client}: {command*}", PROTOCOL_ERROR),
    ("Illegal address syntax from {client} in {stage} command: {address*}", PROTOCOL_ERROR),
    ("{client}: SASL {method} authentication failed: {reason-}, sasl_username={user*}", SASL_FAILED),
    ("{client}: SASL {method} authentication failed:[[ {reason*}]]", SASL_FAILED),
    ("{client}: SASL {method} authentication aborted", SASL_FAILED),
    ("hostname {client_name} does not resolve to address {client_address}[[: {reason*}]]", NAME_MISMATCH),
    ("Connection rate limit exceeded: {count#} from {client} for service {service}", REFUSED),
    ("Connection concurrency limit exceeded: {count#} from {client} for service {service}", REFUSED),
    ("Message delivery request rate limit exceeded: {count#} from {client} for service {service}", REFUSED),
    (
        "{trust} TLS connection established from {client}: {tls_version} with cipher {tls_cipher} ({tls_rest*}",
        TLS_OPENED,
    ),
    ("{trust} TLS connection established to {relay}: {tls_version} with cipher {tls_cipher} ({tls_rest*}", TLS_OPENED),
    // anvil: what a client did most within an interval.
    ("statistics: max {quantity*} {count} for ({rated}) at {at*}", RATE),
    ("statistics: max cache size {count#} at {at*}", RATE),
    // postscreen.
    ("CONNECT from {client} to {local}", CONNECTED),
    ("CONNECT from {client}", CONNECTED),
    // dnsblog, which asks the lists for postscreen.
    ("addr {client_address} listed by domain {list} as {answer}", BLOCK_LISTED),
    ("DISCONNECT {client}", DISCONNECTED),
    ("HANGUP after {seconds} from {client} in {stage*}", BROKEN),
    ("PASS {age} {client}", PASSED),
    ("PREGREET {count#} after {seconds} from {client}: {command*}", PROTOCOL_ERROR),
    ("BARE NEWLINE from {client} after {stage*}", PROTOCOL_ERROR),
    ("COMMAND {bound-} LIMIT from {client} after {stage*}", REFUSED),
    ("DNSBL rank {rank#} for {client}", BLOCK_LISTED),
    ("BLACKLISTED {client}", REFUSED),
    ("DENYLISTED {client}", REFUSED),
    ("WHITELISTED {client}", PASSED),
    ("ALLOWLISTED {client}", PASSED),
];
