//! Dovecot, the IMAP and POP3 server.

pub(crate) mod log;
