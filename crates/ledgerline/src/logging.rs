//! Our own log: on standard error, so that results can be piped.

use std::io::IsTerminal as _;

use tracing_subscriber::{EnvFilter, fmt, prelude::*};

/// Starts logging. `LEDGERLINE_LOG` filters it; a daemon whose standard error is no terminal logs JSON.
pub(crate) fn start(is_daemon: bool) {
    // Libraries tell of their own doings at `info`; those are not ours.
    let default = if is_daemon { "info,log=warn,tantivy=warn" } else { "warn" };
    let filter = EnvFilter::try_from_env("LEDGERLINE_LOG").unwrap_or_else(|_| EnvFilter::new(default));
    let terminal = std::io::stderr().is_terminal();
    let registry = tracing_subscriber::registry().with(filter);
    if is_daemon && !terminal {
        registry.with(fmt::layer().json().with_writer(std::io::stderr)).init();
    } else {
        let colour = terminal && std::env::var_os("NO_COLOR").is_none();
        registry.with(fmt::layer().with_ansi(colour).with_target(false).with_writer(std::io::stderr)).init();
    }
}
