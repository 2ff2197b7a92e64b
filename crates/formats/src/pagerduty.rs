//! PagerDuty.

pub(crate) mod webhook;
