//! Sophos.

pub(crate) mod utm;
pub(crate) mod xg;
