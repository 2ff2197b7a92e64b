//! Sendmail, the mail transfer agent.

pub(crate) mod mail;
