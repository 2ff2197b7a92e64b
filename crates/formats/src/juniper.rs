//! Juniper Networks.

pub(crate) mod junos;
pub(crate) mod netscreen;
pub(crate) mod srx;
pub(crate) mod structured;
