//! Fortinet's products.

pub(crate) mod fortigate;
pub(crate) mod fortimanager;
