//! One file a command.

pub(crate) mod clocks;
pub(crate) mod custody;
pub(crate) mod demo;
pub(crate) mod import;
pub(crate) mod parse;
pub(crate) mod reindex;
pub(crate) mod reread;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod token;
pub(crate) mod verify;
