//! HAProxy.

pub(crate) mod log;
