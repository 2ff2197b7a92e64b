//! Nagios Core and what speaks its log's language: Icinga 1, Naemon, Centreon.

pub(crate) mod log;
