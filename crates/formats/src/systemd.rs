//! systemd.

pub(crate) mod journal;
