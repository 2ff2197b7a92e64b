//! Redis and Valkey, the key-value stores.

pub(crate) mod log;
