//! Snort's products.

pub(crate) mod alert;
