//! Grammars that several products share. They know no product.

pub(crate) mod cef;
pub(crate) mod clf;
pub(crate) mod csv;
pub(crate) mod cut;
pub(crate) mod deed;
pub(crate) mod document;
pub(crate) mod effort;
pub(crate) mod fast_alert;
pub(crate) mod front;
pub(crate) mod gravity;
pub(crate) mod http;
pub(crate) mod json;
pub(crate) mod keyed;
pub(crate) mod kind_words;
pub(crate) mod leef;
pub(crate) mod names;
pub(crate) mod pairs;
pub(crate) mod protocol;
pub(crate) mod scan;
pub(crate) mod severity;
pub(crate) mod shape;
pub(crate) mod snake;
pub(crate) mod syslog_time;
pub(crate) mod technique;
pub(crate) mod verdict;
pub(crate) mod xml;
