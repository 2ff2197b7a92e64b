//! `ledgerline serve`: the daemon, until a signal.

use std::sync::Arc;

use anyhow::{Result, bail};
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    cli::Global,
    clock::SystemClock,
    config::Config,
    daemon::{Daemon, Listening},
    exit,
};

pub(crate) async fn run(global: &Global, config: &Config) -> Result<u8> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let daemon = Daemon::start(global.data(), config, Arc::new(SystemClock::new()), Listening::Network).await?;
    if let Some(founding) = daemon.describe_founding() {
        tracing::info!("{founding}");
    }
    let http = daemon.http.map_or_else(String::new, |address| address.to_string());
    let syslog_tcp: Vec<_> = daemon.syslog_tcp.iter().map(|(feed, address)| format!("{feed} {address}")).collect();
    let syslog_udp: Vec<_> = config.syslog_udp.iter().map(|udp| format!("{} {}", udp.name, udp.listen)).collect();
    tracing::info!(
        data = %global.data().display(),
        http,
        syslog_tcp = syslog_tcp.join(", "),
        syslog_udp = syslog_udp.join(", "),
        "ready"
    );
    let failure = tokio::select! {
        _ = terminate.recv() => None,
        _ = interrupt.recv() => None,
        failure = daemon.failed() => Some(failure),
    };
    match failure {
        None => {
            tracing::info!("stopping");
            daemon.stop().await?;
            tracing::info!("stopped");
            Ok(exit::OK)
        }
        // What is on the disk is not known any more: nothing is sealed or signed after that.
        Some(failure) => bail!("the daemon cannot go on: {failure}"),
    }
}
