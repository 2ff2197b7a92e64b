//! MikroTik.

pub(crate) mod routeros;
