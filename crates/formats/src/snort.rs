//! Snort's products.

pub(crate) mod alert;
pub(crate) mod object;
pub(crate) mod table;
