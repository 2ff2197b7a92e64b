//! Wordings of Asterisk, of its events of security (`res_security_log.c`) and of SIP (`chan_sip.c`, `res_pjsip`).
//!
//! The account, what a client calls itself, and the challenge that it gives back are a stranger's, and stand on both sides
//! of the address.

use super::{
    Row,
    meanings::{LOGIN, LOGIN_FAILED, LOGIN_TRIED, REFUSED},
};

/// An event of security behind its front.
macro_rules! event {
    ($front:literal, $event:literal) => {
        concat!(
            $front,
            "SecurityEvent=\"",
            $event,
            "\",{head-},AccountID=\"{user!}\",SessionID=\"{session-}\",LocalAddress=\"{local-}\",\
             RemoteAddress=\"{family-}/{sip_transport-}/{source-}/{source_port#}\"{note*}"
        )
    };
}

/// The same, where the account or what stands behind it may be a stranger's wording: only the event is certain.
macro_rules! event_alone {
    ($front:literal, $event:literal) => {
        concat!($front, "SecurityEvent=\"", $event, "\",{unread*}")
    };
}

/// Behind the program's name in syslog; of two that match the first counts.
pub(super) const ASTERISK: &[Row] = &[
    ("asterisk", event!("SECURITY[{thread#}]: {file_line} in {function}: ", "SuccessfulAuth"), LOGIN),
    ("asterisk", event!("SECURITY[{thread#}]: {file_line} in {function}: ", "ChallengeSent"), LOGIN_TRIED),
    ("asterisk", event!("SECURITY[{thread#}]: {file_line} in {function}: ", "Invalid{reason-}"), LOGIN_FAILED),
    ("asterisk", event!("SECURITY[{thread#}]: {file_line} in {function}: ", "Challenge{reason-}"), LOGIN_FAILED),
    ("asterisk", event!("SECURITY[{thread#}]: {file_line} in {function}: ", "{reason-}"), REFUSED),
    ("asterisk", event_alone!("SECURITY[{thread#}]: {file_line} in {function}: ", "SuccessfulAuth"), LOGIN),
    ("asterisk", event_alone!("SECURITY[{thread#}]: {file_line} in {function}: ", "ChallengeSent"), LOGIN_TRIED),
    ("asterisk", event_alone!("SECURITY[{thread#}]: {file_line} in {function}: ", "Invalid{reason-}"), LOGIN_FAILED),
    ("asterisk", event_alone!("SECURITY[{thread#}]: {file_line} in {function}: ", "Challenge{reason-}"), LOGIN_FAILED),
    ("asterisk", event_alone!("SECURITY[{thread#}]: {file_line} in {function}: ", "{reason-}"), REFUSED),
    (
        "asterisk",
        concat!(
            "NOTICE[{thread#}]: {file_line} in {function}: ",
            "Registration from '{sip_from*}' failed for '{source_end}' - {reason*}"
        ),
        LOGIN_FAILED,
    ),
    (
        "asterisk",
        concat!(
            "NOTICE[{thread#}]: {file_line} in {function}: ",
            "Request '{sip_method}' from '{sip_from!}' failed for '{source_end}' (callid: {call_id*}) - {reason*}"
        ),
        LOGIN_FAILED,
    ),
];

/// Behind the time in brackets of Asterisk's own files.
pub(super) const OF_FILES: &[Row] = &[
    ("asterisk", event!("] SECURITY[{thread#}] {file_line}: ", "SuccessfulAuth"), LOGIN),
    ("asterisk", event!("] SECURITY[{thread#}] {file_line}: ", "ChallengeSent"), LOGIN_TRIED),
    ("asterisk", event!("] SECURITY[{thread#}] {file_line}: ", "Invalid{reason-}"), LOGIN_FAILED),
    ("asterisk", event!("] SECURITY[{thread#}] {file_line}: ", "Challenge{reason-}"), LOGIN_FAILED),
    ("asterisk", event!("] SECURITY[{thread#}] {file_line}: ", "{reason-}"), REFUSED),
    ("asterisk", event_alone!("] SECURITY[{thread#}] {file_line}: ", "SuccessfulAuth"), LOGIN),
    ("asterisk", event_alone!("] SECURITY[{thread#}] {file_line}: ", "ChallengeSent"), LOGIN_TRIED),
    ("asterisk", event_alone!("] SECURITY[{thread#}] {file_line}: ", "Invalid{reason-}"), LOGIN_FAILED),
    ("asterisk", event_alone!("] SECURITY[{thread#}] {file_line}: ", "Challenge{reason-}"), LOGIN_FAILED),
    ("asterisk", event_alone!("] SECURITY[{thread#}] {file_line}: ", "{reason-}"), REFUSED),
    (
        "asterisk",
        concat!(
            "] NOTICE[{thread#}] {file_line}: ",
            "Registration from '{sip_from*}' failed for '{source_end}' - {reason*}"
        ),
        LOGIN_FAILED,
    ),
    (
        "asterisk",
        concat!(
            "] NOTICE[{thread#}] {file_line}: ",
            "Request '{sip_method}' from '{sip_from!}' failed for '{source_end}' (callid: {call_id*}) - {reason*}"
        ),
        LOGIN_FAILED,
    ),
    // Of a call that has begun.
    (
        "asterisk",
        concat!(
            "] NOTICE[{thread#}][C-{call_number}] {file_line}: ",
            "Registration from '{sip_from*}' failed for '{source_end}' - {reason*}"
        ),
        LOGIN_FAILED,
    ),
    (
        "asterisk",
        concat!(
            "] NOTICE[{thread#}][C-{call_number}] {file_line}: ",
            "Request '{sip_method}' from '{sip_from!}' failed for '{source_end}' (callid: {call_id*}) - {reason*}"
        ),
        LOGIN_FAILED,
    ),
];
