//! Grammars that several products share. They know no product.

pub(crate) mod cut;
pub(crate) mod json;
pub(crate) mod names;
pub(crate) mod pairs;
pub(crate) mod protocol;
pub(crate) mod shape;
pub(crate) mod syslog_time;
