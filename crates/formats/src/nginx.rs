//! nginx, and what is built on it: ingress-nginx, Nginx Proxy Manager.

pub(crate) mod access;
pub(crate) mod error;
