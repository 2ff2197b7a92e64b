//! Fortinet's products.

pub(crate) mod fortigate;
