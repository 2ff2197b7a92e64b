//! IBM's products and their formats.

pub(crate) mod leef;
