//! The path through the public door, and the house rules.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that fails says so by panicking, in its helpers too"
)]

mod bad_input;
mod bad_times;
mod beside;
mod cases;
mod clocks;
mod crash;
mod custody;
mod daemon;
mod demo;
mod founding;
mod http;
mod import;
mod incident;
mod listeners;
mod logins;
mod long_recording;
mod observers;
mod parse;
mod path;
mod program;
mod reread;
mod retellings;
mod roles;
mod second_clocks;
mod signer;
mod tidy;
mod translation;
