//! Palo Alto Networks.

pub(crate) mod panos;
