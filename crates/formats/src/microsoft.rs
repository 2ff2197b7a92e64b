//! Microsoft's products.

pub(crate) mod defender;
mod entities;
pub(crate) mod entra;
pub(crate) mod graph;
pub(crate) mod iis;
pub(crate) mod loganalytics;
pub(crate) mod office;
pub(crate) mod sentinel;
