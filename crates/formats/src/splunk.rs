//! Splunk.

pub(crate) mod alert;
