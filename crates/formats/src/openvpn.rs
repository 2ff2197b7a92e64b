//! OpenVPN.

pub(crate) mod log;
