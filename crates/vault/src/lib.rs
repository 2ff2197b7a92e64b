//! Evidence in append-only segment files.
