//! Exim, the mail server.

pub(crate) mod mail;
