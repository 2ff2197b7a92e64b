//! SNMP.

pub(crate) mod trap;
