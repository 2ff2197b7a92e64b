//! Kubernetes.

pub(crate) mod audit;
pub(crate) mod cri;
