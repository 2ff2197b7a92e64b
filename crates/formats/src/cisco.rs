//! Cisco's products.

pub(crate) mod amp;
pub(crate) mod asa;
pub(crate) mod fmc;
pub(crate) mod ios;
