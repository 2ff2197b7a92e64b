//! Opsgenie.

pub(crate) mod webhook;
