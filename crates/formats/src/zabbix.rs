//! Zabbix: what it tells of problems, and what its own programs write.

pub(crate) mod alert;
pub(crate) mod log;
