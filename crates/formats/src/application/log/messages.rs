//! Wordings of messages that stand in a member of their own, in logfmt and JSON lines. Quotes stand there as JSON
//! writes them.

use super::{
    Row,
    meanings::{LOGIN, LOGIN_FAILED, MFA_FAILED, REQUEST_REFUSED},
};

/// By service; of two that match the first counts.
pub(super) const MESSAGES: &[Row] = &[
    (
        "authelia",
        "Error occurred getting details for user with username input '{user*}' which usually indicates they do not \
         exist",
        LOGIN_FAILED,
    ),
    ("authelia", "Unsuccessful 1FA authentication attempt by user '{user*}': {reason*}", LOGIN_FAILED),
    ("authelia", "Unsuccessful 1FA authentication attempt by user '{user*}'{note*}", LOGIN_FAILED),
    ("authelia", "Unsuccessful {mechanism} authentication attempt by user '{user*}': {reason*}", MFA_FAILED),
    ("authelia", "Unsuccessful {mechanism} authentication attempt by user '{user*}'{note*}", MFA_FAILED),
    ("authelia", "Successful {mechanism} authentication attempt made by user '{user*}'", LOGIN),
    ("grafana", "Invalid username or password", LOGIN_FAILED),
    ("grafana", "Successful Login", LOGIN),
    ("kasm", "Authentication attempt invalid user: ({user*})", LOGIN_FAILED),
    ("kasm", "Authentication attempt invalid password for user: ({user*})", LOGIN_FAILED),
    ("kasm", "Successful authentication attempt for user: ({user*})", LOGIN),
    ("nextcloud", "Login failed: '{user*}' (Remote IP: '{source}')", LOGIN_FAILED),
    ("nextcloud", "Login failed: {user*} (Remote IP: {source})", LOGIN_FAILED),
    ("nextcloud", "Bruteforce attempt from \\\"{source}\\\" detected for action \\\"{attempt*}\\\".", LOGIN_FAILED),
    (
        "nextcloud",
        "Trusted domain error. \\\"{source}\\\" tried to access using \\\"{url_domain*}\\\" as host.",
        REQUEST_REFUSED,
    ),
    ("sftpgo", "User \\\"{user*}\\\" logged in with \\\"{mechanism}\\\", from ip \\\"{source}\\\"{note*}", LOGIN),
];
