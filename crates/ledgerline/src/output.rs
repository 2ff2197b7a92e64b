//! How results reach the terminal.

use std::io::{IsTerminal as _, Write as _};

use serde_json::Value as Json;

/// The width of the terminal; without one, wide enough for most.
pub(crate) fn width() -> u16 {
    comfy_width().unwrap_or(160)
}

/// True where colours are welcome: a terminal, and no `NO_COLOR` (<https://no-color.org>).
pub(crate) fn colour() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Prints text. A reader that has gone away (`| head`) is no error.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Prints one JSON value and a newline.
pub(crate) fn print_json(json: &Json) -> anyhow::Result<()> {
    print(&format!("{}\n", serde_json::to_string_pretty(json)?))
}

fn comfy_width() -> Option<u16> {
    let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok()?;
    (size.ws_col > 0).then_some(size.ws_col)
}
