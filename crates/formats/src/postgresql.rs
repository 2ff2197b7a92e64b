//! PostgreSQL, the database.

pub(crate) mod log;
