//! The configuration file: TOML, unknown keys are errors, every key stands in `config/ledgerline.toml`.

use std::{fs, net::SocketAddr, path::Path};

use anyhow::Result;
use api::ApiConfig;
use connectors::{syslog_tcp::SyslogTcpConfig, syslog_udp::SyslogUdpConfig};
use framing::FrameLimits;
use serde::Deserialize;

use crate::exit::Coded;

/// Everything that can be set. Each part is owned by the crate that lives by it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Config {
    pub(crate) http: Http,
    pub(crate) api: ApiConfig,
    pub(crate) syslog_udp: Vec<SyslogUdpConfig>,
    pub(crate) syslog_tcp: Vec<SyslogTcpConfig>,
    pub(crate) push: Vec<Push>,
    pub(crate) intake: intake::IntakeConfig,
    pub(crate) casework: casework::CaseworkConfig,
    pub(crate) custody: Custody,
}

/// Where the API listens.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Http {
    pub(crate) listen: SocketAddr,
    /// Listening beyond loopback without TLS is refused unless this says so.
    pub(crate) plain_beyond_loopback: bool,
    /// A pushed line that is longer is kept in parts.
    pub(crate) frame_bytes_max: usize,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 7600)),
            plain_beyond_loopback: false,
            frame_bytes_max: FrameLimits::FRAME_BYTES_MAX,
        }
    }
}

/// A feed that is pushed to over HTTP.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Push {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) zone: Option<String>,
    #[serde(default)]
    pub(crate) year: Option<i32>,
}

/// Where custody's signer keeps what must not be rolled back with the data.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Custody {
    pub(crate) origin: Option<String>,
    pub(crate) signer_directory: Option<std::path::PathBuf>,
}

/// Reads a configuration; without a file everything has its default.
///
/// # Errors
/// The file cannot be read (exit 74), or it is wrong (exit 64, with the key and the line).
pub(crate) fn read_config(path: Option<&Path>) -> Result<Config> {
    let Some(path) = path else { return Ok(Config::default()) };
    let text = fs::read_to_string(path)
        .map_err(|error| Coded::unreadable(format!("failed to read {}: {error}", path.display())))?;
    parse_config(&text).map_err(|message| Coded::usage(format!("{}: {message}", path.display())))
}

fn parse_config(text: &str) -> Result<Config, String> {
    let config: Config = toml::from_str(text).map_err(|error| error.to_string())?;
    if !config.http.listen.ip().is_loopback() && !config.http.plain_beyond_loopback {
        let line = text.lines().position(|line| line.trim_start().starts_with("listen")).map_or(0, |at| at + 1);
        return Err(format!(
            "line {line}: http.listen: {} is reachable by others and there is no TLS; set http.plain_beyond_loopback \
             = true if a proxy stands before it",
            config.http.listen
        ));
    }
    Ok(config)
}
