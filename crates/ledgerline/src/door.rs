//! How a command reaches a data directory: through the daemon that holds it, or as that daemon for as long as it runs.

use std::{error::Error, path::Path, sync::Arc};

use anyhow::{Context as _, Result};
use intake::{DataDirectory, DirectoryError, DirectoryErrorKind};

use crate::{
    cli::Global,
    client::Client,
    clock::SystemClock,
    config::Config,
    daemon::{Daemon, Listening},
    exit::Coded,
};

/// A way to ask.
pub(crate) struct Door {
    pub(crate) client: Client,
    /// Ours, where nobody else held the directory.
    daemon: Option<Daemon>,
}

impl Door {
    /// Finds the daemon that holds the directory, or becomes it.
    ///
    /// # Errors
    /// There is no data directory, or it cannot be opened.
    pub(crate) async fn open(global: &Global, config: &Config) -> Result<Self> {
        let data = global.data();
        if !DataDirectory::is_founded(data) {
            return Err(Coded::unreadable(format!(
                "there is no data directory at {}; --data or LEDGERLINE_DATA names one that `serve` or `import` made",
                data.display()
            )));
        }
        Self::open_or_found(global, config).await
    }

    /// The same, and founds a vault where there is none. It says so.
    ///
    /// # Errors
    /// The directory cannot be opened.
    pub(crate) async fn open_or_found(global: &Global, config: &Config) -> Result<Self> {
        let data = global.data();
        let client = Client::new(&DataDirectory::socket(data));
        match Daemon::start(data, config, Arc::new(SystemClock::new()), Listening::Socket).await {
            Ok(daemon) => {
                if let Some(founding) = daemon.describe_founding() {
                    anstream::eprintln!("ledgerline: {founding}");
                }
                Ok(Self { client, daemon: Some(daemon) })
            }
            Err(error) if is_held(&error) => {
                check_socket(data).await?;
                Ok(Self { client, daemon: None })
            }
            Err(error) => Err(error),
        }
    }

    /// A way to ask a daemon that runs in this process or another.
    pub(crate) const fn beside(client: Client) -> Self {
        Self { client, daemon: None }
    }

    /// Waits until everything that is durable can be found, where the daemon is ours. An index that was deleted or lies
    /// behind is fed while a daemon starts, and a command that asks at once would be told that there is nothing.
    ///
    /// # Errors
    /// The index is not fed any more.
    pub(crate) async fn catch_up(&self) -> Result<()> {
        if let Some(daemon) = &self.daemon {
            daemon.intake.flush().await.context("failed to bring the index up to the vault")?;
        }
        Ok(())
    }

    /// Ends what was opened here.
    ///
    /// # Errors
    /// The daemon could not end in order.
    pub(crate) async fn close(self) -> Result<()> {
        match self.daemon {
            Some(daemon) => daemon.stop().await,
            None => Ok(()),
        }
    }
}

fn is_held(error: &anyhow::Error) -> bool {
    error.chain().any(|cause: &(dyn Error + 'static)| {
        let found = cause.downcast_ref::<DirectoryError>();
        found.is_some_and(|found| matches!(found.kind, DirectoryErrorKind::Held))
    })
}

/// A directory that is held and has no socket yet belongs to a process that is starting or ending.
async fn check_socket(data: &Path) -> Result<()> {
    let path = DataDirectory::socket(data);
    let tries = 50;
    for attempt in 1..=tries {
        match tokio::net::UnixStream::connect(&path).await {
            Ok(_) => return Ok(()),
            Err(error) if attempt == tries => {
                return Err(error).with_context(|| {
                    format!("another process holds {} and does not answer at its socket", data.display())
                });
            }
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(100)).await,
        }
    }
    Ok(())
}
