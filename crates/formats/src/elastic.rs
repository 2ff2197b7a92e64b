//! Elastic.

pub(crate) mod security;
