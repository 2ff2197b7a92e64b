//! Applications that hosts run beside the system's own programs.

pub(crate) mod log;
