//! Wordings of mail servers and of the programs that check mail, which write to syslog.

use super::{
    Row,
    meanings::{CONNECTED, DISCONNECTED, LOGIN, LOGIN_FAILED, MAIL_REJECTED, MAIL_SPAM},
};

/// By service; of two that match the first counts.
pub(super) const MAILERS: &[Row] = &[
    // Courier (`imapd`, `pop3d`, `courieresmtpd`).
    ("courier", "LOGIN FAILED, user={user*}, ip=[{source}], port=[{source_port#}]", LOGIN_FAILED),
    ("courier", "LOGIN FAILED, user={user*}, ip=[{source}]", LOGIN_FAILED),
    ("courier", "LOGIN FAILED, method={mechanism}, ip=[{source}], port=[{source_port#}]", LOGIN_FAILED),
    ("courier", "LOGIN FAILED, method={mechanism}, ip=[{source}]", LOGIN_FAILED),
    ("courier", "LOGIN, user={user*}, ip=[{source}], port=[{source_port#}], protocol={protocol}", LOGIN),
    ("courier", "LOGIN, user={user*}, ip=[{source}], protocol={protocol}[[, {note*}]]", LOGIN),
    ("courier", "LOGIN, user={user*}, ip=[{source}], port=[{source_port#}]", LOGIN),
    ("courier", "LOGIN, user={user*}, ip=[{source}]", LOGIN),
    ("courier", "LOGOUT, user={user*}, ip=[{source}], {note*}", DISCONNECTED),
    ("courier", "LOGOUT, ip=[{source}][[, {note*}]]", DISCONNECTED),
    ("courier", "DISCONNECTED, user={user*}, ip=[{source}], {note*}", DISCONNECTED),
    ("courier", "DISCONNECTED, ip=[{source}][[, {note*}]]", DISCONNECTED),
    ("courier", "TIMEOUT, user={user*}, ip=[{source}], {note*}", DISCONNECTED),
    ("courier", "Connection, ip=[{source}], port=[{source_port#}]", CONNECTED),
    ("courier", "Connection, ip=[{source}]", CONNECTED),
    ("courier", "started,ip=[{source}],port=[{source_port#}]", CONNECTED),
    ("courier", "started,ip=[{source}]", CONNECTED),
    ("courier", "error,relay={source},port={source_port#},{reason*}", MAIL_REJECTED),
    ("courier", "error,relay={source},ident={ident},from=<{from*}>,to=<{to*}>: {reason*}", MAIL_REJECTED),
    ("courier", "error,relay={source},from=<{from*}>,to=<{to*}>: {reason*}", MAIL_REJECTED),
    ("courier", "error,relay={source},{reason*}", MAIL_REJECTED),
    // Cyrus' sieve server, which says no more.
    ("cyrus", "badlogin: {source_name}[{source}] {mechanism} authentication failure", LOGIN_FAILED),
    // The University of Washington's imapd and ipop3d (`imapd.c`, `log_sys.c`).
    ("uw_imap", "Login failed user={user*} auth={auth*} host={source_name} [{source}]", LOGIN_FAILED),
    ("uw_imap", "Login excessive login failures user={user*} auth={auth*} host={source_name} [{source}]", LOGIN_FAILED),
    ("uw_imap", "Login disabled user={user*} auth={auth*} host={source_name} [{source}]", LOGIN_FAILED),
    ("uw_imap", "Failed {reason*} override of user={user} {gap*}host={source_name} [{source}]", LOGIN_FAILED),
    ("uw_imap", "Login user={user*} host={source_name} [{source}][[ {note*}]]", LOGIN),
    ("uw_imap", "Authenticated user={user*} host={source_name} [{source}][[ {note*}]]", LOGIN),
    ("uw_imap", "Logout user={user*} host={source_name} [{source}][[ {note*}]]", DISCONNECTED),
    // Cyrus SASL's daemon (`saslauthd-main.c`).
    (
        "saslauthd",
        "do_auth         : auth failure: [user={user*}] [service={application}] [realm={realm*}] [mech={mechanism}] \
         [reason={reason*}]",
        LOGIN_FAILED,
    ),
    (
        "saslauthd",
        "do_auth         : auth success: [user={user*}] [service={application}] [realm={realm*}] [mech={mechanism}]",
        LOGIN,
    ),
    // SpamAssassin's daemon (`spamd.raw`).
    (
        "spamd",
        "spamd: connection from {source_name} [{source}]:{source_port#} to port {destination_port#}, fd {fd#}",
        CONNECTED,
    ),
    ("spamd", "spamd: connection from {source_name} [{source}] at port {source_port#}", CONNECTED),
    (
        "spamd",
        "spamd: result: {verdict} {score} - {tests-} scantime={scan},user={user},uid={user_id},{required},\
         rhost={source_name},raddr={source},rport={source_port#},{rest*}",
        MAIL_SPAM,
    ),
];
