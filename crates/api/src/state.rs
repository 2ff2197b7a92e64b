//! What handlers share.

use std::sync::Arc;

use casework::Casework;
use intake::Intake;
use ledger::Ledger;
use model::Clock;
use serde::Deserialize;

use crate::{problem::Problem, pushes::Pushes};

/// Bounds of the API.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ApiConfig {
    /// Bytes of one body.
    pub push_bytes_max: usize,
    /// Seconds that one request may take.
    pub request_seconds_max: u64,
    /// Seconds that the head of a request may take to arrive.
    pub header_seconds_max: u64,
    /// Connections at once.
    pub connections_max: usize,
}

impl Default for ApiConfig {
    fn default() -> Self {
        Self { push_bytes_max: 16 << 20, request_seconds_max: 60, header_seconds_max: 10, connections_max: 1024 }
    }
}

/// What handlers share. Clones share it.
#[derive(Clone)]
pub struct ApiState {
    /// The way back.
    pub casework: Casework,
    /// The way in.
    pub intake: Intake,
    /// Custody, incidents and tokens.
    pub ledger: Ledger,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Bounds.
    pub config: ApiConfig,
    /// The metrics in Prometheus' text form.
    pub metrics: Arc<dyn Fn() -> String + Send + Sync>,
    /// Streams of pushes.
    pub pushes: Pushes,
}

impl ApiState {
    /// Runs what waits for a disk away from the threads that serve sockets.
    pub(crate) async fn block<T, E>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Problem>
    where
        T: Send + 'static,
        E: Into<Problem> + Send + 'static,
    {
        let state = self.clone();
        match tokio::task::spawn_blocking(move || work(&state)).await {
            Ok(outcome) => outcome.map_err(Into::into),
            Err(error) => Err(Problem::internal(&error)),
        }
    }
}
