//! Fail2ban, which bans addresses that fail to sign in.

pub(crate) mod log;
