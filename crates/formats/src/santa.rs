//! Santa (North Pole Security, before Google), which allows and blocks binaries on macOS.

pub(crate) mod log;
