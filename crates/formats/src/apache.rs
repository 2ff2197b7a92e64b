//! The Apache HTTP Server, and every server that writes its Common Log Format.

pub(crate) mod access;
pub(crate) mod error;
