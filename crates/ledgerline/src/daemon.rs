//! A running daemon: everything opened, wired and served, and ended in order.

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use anyhow::{Context as _, Result};
use api::{ApiState, Pushes};
use casework::Casework;
use connectors::{syslog_tcp, syslog_udp};
use framing::FrameLimits;
use intake::{DataDirectory, Intake, IntakeError, Surroundings};
use ledger::{Actor, EntryType, ErrorKind, LedgerError, NewEntry, SystemRandomness};
use metrics_exporter_prometheus::PrometheusBuilder;
use model::{Clock, Feed};
use serde_json::json;
use tokio::{net::TcpListener, task::JoinSet};
use tokio_util::sync::CancellationToken;
use vault::{SystemDisk, SystemSalt};

use crate::{config::Config, exit::Coded};

/// How often searches are entered in custody.
const NOTES_PERIOD: Duration = Duration::from_secs(60);

/// What a daemon listens on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Listening {
    /// Its socket alone: a command that needs the data directory.
    Socket,
    /// The configured network as well.
    Network,
}

/// A daemon.
pub(crate) struct Daemon {
    pub(crate) intake: Intake,
    pub(crate) casework: Casework,
    /// Where HTTP listens, with its real port.
    pub(crate) http: Option<SocketAddr>,
    /// Where syslog over TCP listens, by feed.
    pub(crate) syslog_tcp: Vec<(String, SocketAddr)>,
    /// Ends connectors: they accept no more and drain.
    connectors: CancellationToken,
    /// Ends the API.
    serving: CancellationToken,
    connector_tasks: JoinSet<()>,
    serving_tasks: JoinSet<()>,
}

impl Daemon {
    /// Opens the data directory and starts what is configured.
    ///
    /// # Errors
    /// The directory is held or cannot be opened, or an address cannot be bound.
    pub(crate) async fn start(
        data: &Path,
        config: &Config,
        clock: Arc<dyn Clock>,
        listening: Listening,
    ) -> Result<Self> {
        let intake = open_intake(data, config, &clock)?;
        let casework = Casework::new(
            intake.events().clone(),
            intake.index().clone(),
            intake.ledger().clone(),
            Arc::clone(&clock),
            config.casework,
        );
        let mut daemon = Self {
            intake,
            casework,
            http: None,
            syslog_tcp: Vec::new(),
            connectors: CancellationToken::new(),
            serving: CancellationToken::new(),
            connector_tasks: JoinSet::new(),
            serving_tasks: JoinSet::new(),
        };
        match daemon.open_doors(data, config, &clock, listening).await {
            Ok(()) => Ok(daemon),
            Err(error) => {
                // A port that is taken is no crash: the start that was entered gets its stop.
                daemon.stop().await?;
                Err(error)
            }
        }
    }

    async fn open_doors(
        &mut self,
        data: &Path,
        config: &Config,
        clock: &Arc<dyn Clock>,
        listening: Listening,
    ) -> Result<()> {
        self.register_pushes(config)?;
        let state = self.api_state(config, clock);
        self.serve_socket(data, &state).await?;
        if listening == Listening::Network {
            self.listen_syslog(config, clock).await?;
            self.listen_http(config, state).await?;
            self.enter_open_doors(config)?;
        }
        self.enter_notes();
        Ok(())
    }

    /// Where it founded a vault: where that lies and who signs its custody.
    pub(crate) fn describe_founding(&self) -> Option<String> {
        let (directory, ledger) = (self.intake.directory(), self.intake.ledger());
        let key = ledger.verifying_key().filter(|_| directory.is_new())?;
        let keys = ledger.signer_dir()?;
        let (data, keys) = (directory.path().display(), keys.display());
        Some(format!(
            "founded a new vault at {data}; its custody is signed by {}, whose key is in {keys}",
            key.origin()
        ))
    }

    /// Resolves when the daemon cannot go on.
    pub(crate) async fn failed(&self) -> String {
        self.intake.failed().await
    }

    /// Ends it in order: accept no more, drain, answer what is under way, seal, write `stop`.
    pub(crate) async fn stop(mut self) -> Result<()> {
        self.intake.end_imports();
        self.connectors.cancel();
        while self.connector_tasks.join_next().await.is_some() {}
        self.serving.cancel();
        while self.serving_tasks.join_next().await.is_some() {}
        let (intake, casework) = (self.intake.clone(), self.casework.clone());
        tokio::task::spawn_blocking(move || {
            if let Err(error) = casework.enter_notes() {
                tracing::error!(%error, "the last searches are not in custody");
            }
            intake.stop()
        })
        .await?
        .context("failed to end in order")
    }

    fn register_pushes(&self, config: &Config) -> Result<()> {
        for push in &config.push {
            self.register(&push.feed())?;
        }
        Ok(())
    }

    fn register(&self, feed: &Feed) -> Result<model::FeedId> {
        self.intake.register_feed(feed).map_err(|error| match error.stage {
            intake::Stage::Feed => Coded::usage(format!("feed {}: {error}", feed.name)),
            _ => error.into(),
        })
    }

    fn api_state(&self, config: &Config, clock: &Arc<dyn Clock>) -> ApiState {
        // A second recorder in one process is refused; then the numbers are those of the first.
        let metrics = PrometheusBuilder::new().install_recorder().ok();
        let limits = FrameLimits { frame_bytes_max: config.http.frame_bytes_max };
        ApiState {
            casework: self.casework.clone(),
            intake: self.intake.clone(),
            ledger: self.intake.ledger().clone(),
            clock: Arc::clone(clock),
            config: config.api.clone(),
            metrics: Arc::new(move || metrics.as_ref().map(|handle| handle.render()).unwrap_or_default()),
            pushes: Pushes::new(self.intake.sink().clone(), Arc::clone(clock), limits),
        }
    }

    async fn serve_socket(&mut self, data: &Path, state: &ApiState) -> Result<()> {
        let socket = DataDirectory::socket(data);
        let router = api::socket_router(state.clone());
        let serving = api::serve_socket(&socket, router, state.config.clone(), self.serving.clone()).await?;
        self.serving_tasks.spawn(serving);
        Ok(())
    }

    async fn listen_http(&mut self, config: &Config, state: ApiState) -> Result<()> {
        let listener = TcpListener::bind(config.http.listen)
            .await
            .with_context(|| format!("failed to listen on {} (http.listen)", config.http.listen))?;
        self.http = Some(listener.local_addr()?);
        let (bounds, stop) = (state.config.clone(), self.serving.clone());
        self.serving_tasks.spawn(async move {
            api::serve_network(listener, api::router(state), &bounds, stop).await;
        });
        Ok(())
    }

    async fn listen_syslog(&mut self, config: &Config, clock: &Arc<dyn Clock>) -> Result<()> {
        for tcp in &config.syslog_tcp {
            let feed = self.register(&tcp.feed())?;
            let listener = syslog_tcp::Listener::bind(tcp.clone()).await?;
            self.syslog_tcp.push((tcp.name.clone(), listener.local_addr()));
            let (clock, sink, stop) = (Arc::clone(clock), self.intake.sink().clone(), self.connectors.clone());
            self.connector_tasks.spawn(async move {
                if let Err(error) = listener.serve(feed, clock, sink, stop).await {
                    tracing::error!(%error, "a syslog TCP listener ended");
                }
            });
        }
        for udp in &config.syslog_udp {
            let feed = self.register(&udp.feed())?;
            let listener = syslog_udp::Listener::bind(udp.clone()).await?;
            let (clock, sink, stop) = (Arc::clone(clock), self.intake.sink().clone(), self.connectors.clone());
            self.connector_tasks.spawn(async move {
                if let Err(error) = listener.serve(feed, clock, sink, stop).await {
                    tracing::error!(%error, "a syslog UDP listener ended");
                }
            });
        }
        Ok(())
    }

    /// Doors that others can reach in clear text are told in custody: who could have read or sent what.
    fn enter_open_doors(&self, config: &Config) -> Result<()> {
        let http = [("http", config.http.listen)];
        let tcp = config.syslog_tcp.iter().map(|tcp| ("syslog-tcp", tcp.listen));
        let udp = config.syslog_udp.iter().map(|udp| ("syslog-udp", udp.listen));
        let open: Vec<_> = http
            .into_iter()
            .chain(tcp)
            .chain(udp)
            .filter(|(_, address)| !address.ip().is_loopback())
            .map(|(what, address)| format!("{what} {address}"))
            .collect();
        if open.is_empty() {
            return Ok(());
        }
        tracing::warn!("listening beyond loopback in clear text: {}", open.join(", "));
        let entry = NewEntry::new(EntryType::Admin, Actor::system(), "daemon.listen_in_clear");
        self.intake.ledger().append(entry.detail(json!({ "listening": open })))?;
        Ok(())
    }

    fn enter_notes(&mut self) {
        let (casework, stop) = (self.casework.clone(), self.serving.clone());
        self.serving_tasks.spawn(async move {
            while tokio::time::timeout(NOTES_PERIOD, stop.cancelled()).await.is_err() {
                let casework = casework.clone();
                let entered = tokio::task::spawn_blocking(move || casework.enter_notes()).await;
                if let Ok(Err(error)) = entered {
                    tracing::error!(%error, "searches wait to be entered in custody");
                }
            }
        });
    }
}

fn open_intake(data: &Path, config: &Config, clock: &Arc<dyn Clock>) -> Result<Intake> {
    let custody = config.custody.ledger_options().map_err(|error| Coded::usage(format!("custody.origin: {error}")))?;
    let around = Surroundings {
        clock: Arc::clone(clock),
        randomness: Arc::new(SystemRandomness),
        salts: Box::new(SystemSalt::default()),
        disk: Box::new(SystemDisk),
        boot_id: read_boot_id(),
    };
    Intake::open(data, &config.intake, &custody, around).map_err(explain_signer)
}

/// Another signer is a matter of configuration: says what to do.
fn explain_signer(error: IntakeError) -> anyhow::Error {
    match error.source.downcast_ref::<LedgerError>() {
        Some(refused) if refused.kind() == ErrorKind::OtherSigner => Coded::usage(format!(
            "{}; give the --config (or LEDGERLINE_CONFIG) whose custody.signer_directory has it",
            refused.cause()
        )),
        _ => error.into(),
    }
}

/// Linux names each boot; elsewhere each process is a boot of its own, and its id says so.
fn read_boot_id() -> String {
    std::fs::read_to_string("/proc/sys/kernel/random/boot_id")
        .map_or_else(|_| format!("process-{}", std::process::id()), |text| text.trim().to_owned())
}
