//! The Internet Systems Consortium's servers.

pub(crate) mod named;
