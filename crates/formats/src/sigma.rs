//! Sigma.

pub(crate) mod hit;
