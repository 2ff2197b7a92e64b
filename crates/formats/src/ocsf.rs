//! The Open Cybersecurity Schema Framework.

pub(crate) mod finding;
