//! Check Point.

pub(crate) mod firewall;
