//! ArcSight's products and its format.

pub(crate) mod cef;
