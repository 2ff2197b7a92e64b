//! What Postfix says of connections and of itself, and what it means. The first shape that matches counts.

use crate::meaning::{FAILURE, Meaning, SUCCESS};

/// One wording.
pub(super) struct Message {
    /// Its shape; the holes' names are the format's own names.
    pub(super) shape: &'static str,
    /// What it means.
    pub(super) meaning: &'static Meaning,
}

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
const BLOCK_LISTED: Meaning =
    Meaning { action: "smtp_block_listed", category: &["network"], kind: &["connection", "info"], outcome: None };

const fn message(shape: &'static str, meaning: &'static Meaning) -> Message {
    Message { shape, meaning }
}

/// The wordings of `smtpd.c`, `smtpd_sasl_glue.c`, `tls_server.c`, `postscreen*.c` and `anvil.c`.
pub(super) const MESSAGES: &[Message] = &[
    message("connect from {client}", &CONNECTED),
    message("disconnect from {client}[[ {commands*}]]", &DISCONNECTED),
    message("lost connection after {stage*} from {client}", &BROKEN),
    message("timeout after {stage*} from {client}", &BROKEN),
    message("too many errors after {stage*} from {client}", &BROKEN),
    message("SSL_accept error from {client}: {reason*}", &TLS_FAILED),
    message("improper command pipelining after {stage*} from {client}: {command*}", &PROTOCOL_ERROR),
    message("improper command pipelining after {stage*} from {client}", &PROTOCOL_ERROR),
    message("non-SMTP command from {client}: {command*}", &PROTOCOL_ERROR),
    message("Illegal address syntax from {client} in {stage} command: {address*}", &PROTOCOL_ERROR),
    message("{client}: SASL {method} authentication failed: {reason*}, sasl_username={user*}", &SASL_FAILED),
    message("{client}: SASL {method} authentication failed:[[ {reason*}]]", &SASL_FAILED),
    message("{client}: SASL {method} authentication aborted", &SASL_FAILED),
    message("hostname {client_name} does not resolve to address {client_address}[[: {reason*}]]", &NAME_MISMATCH),
    message("Connection rate limit exceeded: {count#} from {client} for service {service}", &REFUSED),
    message("Connection concurrency limit exceeded: {count#} from {client} for service {service}", &REFUSED),
    message("Message delivery request rate limit exceeded: {count#} from {client} for service {service}", &REFUSED),
    message(
        "{trust} TLS connection established from {client}: {tls_version} with cipher {tls_cipher} ({tls_rest*}",
        &TLS_OPENED,
    ),
    message(
        "{trust} TLS connection established to {relay}: {tls_version} with cipher {tls_cipher} ({tls_rest*}",
        &TLS_OPENED,
    ),
    // anvil: what a client did most within an interval.
    message("statistics: max {quantity*} {count} for ({service}:{peer}) at {at*}", &RATE),
    message("statistics: max cache size {count#} at {at*}", &RATE),
    // postscreen.
    message("CONNECT from {client} to {local}", &CONNECTED),
    message("DISCONNECT {client}", &DISCONNECTED),
    message("HANGUP after {seconds} from {client} in {stage*}", &BROKEN),
    message("PASS {age} {client}", &PASSED),
    message("PREGREET {count#} after {seconds} from {client}: {command*}", &PROTOCOL_ERROR),
    message("BARE NEWLINE from {client} after {stage*}", &PROTOCOL_ERROR),
    message("COMMAND {bound*} LIMIT from {client} after {stage*}", &REFUSED),
    message("DNSBL rank {rank#} for {client}", &BLOCK_LISTED),
    message("BLACKLISTED {client}", &REFUSED),
    message("DENYLISTED {client}", &REFUSED),
    message("WHITELISTED {client}", &PASSED),
    message("ALLOWLISTED {client}", &PASSED),
];
