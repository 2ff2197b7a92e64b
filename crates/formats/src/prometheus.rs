//! Prometheus and what belongs to it.

pub(crate) mod alertmanager;
