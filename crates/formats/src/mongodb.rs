//! MongoDB, the database.

pub(crate) mod log;
