//! WatchGuard's products.

pub(crate) mod fireware;
