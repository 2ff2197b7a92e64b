//! What a running daemon does beside: signed checkpoints, cold segments.

use std::{
    sync::mpsc::{RecvTimeoutError, Sender, channel},
    thread::JoinHandle,
    time::Duration,
};

use ledger::Ledger;
use vault::VaultReader;

use crate::error::{IntakeError, Stage};

/// How often the head of custody is signed and old segments are looked for.
const PERIOD: Duration = Duration::from_secs(60);

/// The thread that does it.
#[derive(Debug)]
pub(crate) struct Housekeeping {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Housekeeping {
    pub(crate) fn start(vault: VaultReader, ledger: Ledger) -> Result<Self, IntakeError> {
        let (stop, stopped) = channel();
        let thread = std::thread::Builder::new()
            .name("housekeeping".to_owned())
            .spawn(move || {
                // What was told at the start is not told again every minute.
                let mut told = ledger.signing_trouble().is_some();
                while stopped.recv_timeout(PERIOD) == Err(RecvTimeoutError::Timeout) {
                    compress(&vault);
                    // A history that does not extend what was signed: taking in goes on, nothing is published.
                    match ledger.checkpoint() {
                        Ok(_) => told = false,
                        Err(error) if !told => {
                            tracing::error!(%error, "no checkpoint is signed");
                            told = true;
                        }
                        Err(_) => {}
                    }
                }
            })
            .map_err(|e| IntakeError::new(Stage::Directory, e))?;
        Ok(Self { stop, thread })
    }

    pub(crate) fn stop(self) {
        drop(self.stop);
        if self.thread.join().is_err() {
            tracing::error!("the housekeeping thread panicked");
        }
    }
}

fn compress(vault: &VaultReader) {
    loop {
        match vault.compress_next() {
            Ok(Some(compressed)) => tracing::info!(?compressed, "a segment was compressed"),
            Ok(None) => return,
            Err(error) => {
                tracing::warn!(%error, "a segment could not be compressed; it stays as it is");
                return;
            }
        }
    }
}
