//! Icinga 2.

pub(crate) mod log;
