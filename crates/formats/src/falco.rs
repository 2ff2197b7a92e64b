//! Falco.

pub(crate) mod alert;
