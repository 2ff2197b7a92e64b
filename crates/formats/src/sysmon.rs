//! Sysinternals Sysmon beside Windows' own event log.

pub(crate) mod linux;
