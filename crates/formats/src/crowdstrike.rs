//! CrowdStrike's products.

pub(crate) mod falcon;
