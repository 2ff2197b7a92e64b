//! The configuration file: TOML, unknown keys are errors, every key stands in `config/ledgerline.toml`.

use std::{fs, net::SocketAddr, path::Path};

use anyhow::Result;
use api::ApiConfig;
use connectors::{syslog_tcp::SyslogTcpConfig, syslog_udp::SyslogUdpConfig};
use framing::FrameLimits;
use ledger::LedgerOptions;
use model::{Feed, FeedKind};
use normalize::FeedContext;
use serde::Deserialize;
use toml::de::{DeTable, DeValue};

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

impl Push {
    /// What the reading of its records depends on.
    pub(crate) fn feed(&self) -> Feed {
        Feed { name: self.name.clone(), kind: FeedKind::Push, zone: self.zone.clone(), year: self.year }
    }
}

/// Where custody's signer keeps what must not be rolled back with the data.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Custody {
    pub(crate) origin: Option<String>,
    pub(crate) signer_directory: Option<std::path::PathBuf>,
}

impl Custody {
    /// As the ledger takes it.
    ///
    /// # Errors
    /// The origin is none.
    pub(crate) fn ledger_options(&self) -> Result<LedgerOptions, String> {
        let origin = self.origin.as_deref().map(str::parse).transpose();
        let origin = origin.map_err(|error| format!("{error}"))?;
        Ok(LedgerOptions { origin, signer_dir: self.signer_directory.clone() })
    }
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
    match check_config(&config) {
        Ok(()) => Ok(config),
        Err(Wrong { place, message }) => {
            let line = find_line(text, &place).map(|line| format!("line {line}: ")).unwrap_or_default();
            Err(format!("{line}{}.{}: {message}", place.table, place.key))
        }
    }
}

/// What the types do not hold.
fn check_config(config: &Config) -> Result<(), Wrong> {
    if !config.http.listen.ip().is_loopback() && !config.http.plain_beyond_loopback {
        let message = format!(
            "{} is reachable by others and there is no TLS; set http.plain_beyond_loopback = true if a proxy stands \
             before it",
            config.http.listen
        );
        return Err(Wrong { place: Place { table: "http", number: 0, key: "listen" }, message });
    }
    let udp = config.syslog_udp.iter().map(SyslogUdpConfig::feed).enumerate().map(|feed| ("syslog_udp", feed));
    let tcp = config.syslog_tcp.iter().map(SyslogTcpConfig::feed).enumerate().map(|feed| ("syslog_tcp", feed));
    let push = config.push.iter().map(Push::feed).enumerate().map(|feed| ("push", feed));
    for (table, (number, feed)) in udp.chain(tcp).chain(push) {
        FeedContext::new(&feed)
            .map_err(|error| Wrong { place: Place { table, number, key: "zone" }, message: error.to_string() })?;
    }
    config
        .custody
        .ledger_options()
        .map(|_| ())
        .map_err(|message| Wrong { place: Place { table: "custody", number: 0, key: "origin" }, message })
}

/// A setting whose type is right and whose value is not.
struct Wrong {
    place: Place,
    message: String,
}

/// Where a setting stands: its table, which of several, its key.
struct Place {
    table: &'static str,
    number: usize,
    key: &'static str,
}

/// The line of a setting, from 1; none where it does not stand in the text.
fn find_line(text: &str, place: &Place) -> Option<usize> {
    let document = DeTable::parse(text).ok()?;
    let table = match document.get_ref().get(place.table)?.get_ref() {
        DeValue::Array(several) => several.get(place.number)?.get_ref(),
        table => table,
    };
    let DeValue::Table(settings) = table else { return None };
    let start = settings.get(place.key)?.span().start;
    Some(text.get(..start)?.matches('\n').count() + 1)
}
