//! Okta.

pub(crate) mod system;
