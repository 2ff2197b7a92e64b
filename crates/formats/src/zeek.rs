//! Zeek (formerly Bro): its logs, as JSON and as its own tab-separated text.

pub(crate) mod json;
mod logs;
mod members;
mod record;
pub(crate) mod tsv;
