//! Splunk.

pub(crate) mod alert;
mod export;
