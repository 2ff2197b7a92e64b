//! Sophos.

pub(crate) mod xg;
