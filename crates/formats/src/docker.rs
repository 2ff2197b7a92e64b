//! Docker.

pub(crate) mod json;
