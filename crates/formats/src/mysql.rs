//! MySQL and MariaDB, the databases.

pub(crate) mod audit;
pub(crate) mod server;
