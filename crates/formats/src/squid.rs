//! The Squid caching proxy.

pub(crate) mod access;
