//! Grammars that several products share. They know no product.

pub(crate) mod cut;
#[allow(dead_code, reason = "its products follow")]
pub(crate) mod json;
#[allow(dead_code, reason = "its products follow")]
pub(crate) mod names;
pub(crate) mod pairs;
pub(crate) mod shape;
pub(crate) mod syslog_time;
