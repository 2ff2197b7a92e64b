//! Cisco's products.

pub(crate) mod asa;
