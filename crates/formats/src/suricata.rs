//! Suricata (<https://suricata.io>), the Open Information Security Foundation's network sensor.

pub(crate) mod eve;
pub(crate) mod fast;
