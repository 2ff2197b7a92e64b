//! PagerDuty.

pub(crate) mod events;
pub(crate) mod webhook;
