//! Microsoft's products.

pub(crate) mod defender;
pub(crate) mod graph;
pub(crate) mod iis;
pub(crate) mod sentinel;
