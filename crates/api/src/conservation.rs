//! `GET /api/v1/conservation`: what came, and what became of it, counted from both sides.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{problem::Problem, state::ApiState};

/// The sums.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConservationAnswer {
    /// By feed.
    feeds: BTreeMap<String, FeedSumsAnswer>,
    /// The last record that stands under a batch root.
    sealed_through_seq: u64,
    /// The last durable record.
    durable_through_seq: u64,
    /// The last record that the index has read.
    indexed_through_seq: u64,
    /// True where every feed balances: `received = stored + rejected`, and `stored = indexed + duplicate + quarantined`.
    /// Null where the two sides do not stand at the same record: they cannot be compared then.
    balanced: Option<bool>,
    /// True where both sides stand at the same record, so that they can be compared.
    comparable: bool,
}

/// The sums of a feed: the way in's from sealed batches, the way back's from the index.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FeedSumsAnswer {
    received: u64,
    stored: u64,
    rejected: BTreeMap<String, u64>,
    lost: u64,
    indexed: u64,
    duplicate: u64,
    quarantined: u64,
}

/// How often the two sides are brought to the same record while more comes in.
const TRIES: u32 = 3;

/// What came, and what became of it, at one moment: a batch that is open is sealed for it.
#[utoipa::path(get, path = "/api/v1/conservation", tag = "custody", responses((status = 200, body = ConservationAnswer)))]
pub(crate) async fn show_conservation(State(state): State<ApiState>) -> Result<Json<ConservationAnswer>, Problem> {
    let mut sums = state.block(|state| state.casework.conservation()).await?;
    for _ in 0..TRIES {
        if sums.is_comparable() {
            break;
        }
        // The way in counts what is sealed, the index what it has read: both are brought to what is durable now.
        state.intake.seal().await;
        if state.intake.flush().await.is_err() {
            break;
        }
        sums = state.block(|state| state.casework.conservation()).await?;
    }
    let comparable = sums.is_comparable();
    let balanced = comparable.then(|| sums.is_balanced());
    let feeds = sums.feeds.into_iter().map(|(feed, sums)| {
        let answer = FeedSumsAnswer {
            received: sums.sealed.received,
            stored: sums.sealed.stored,
            rejected: sums.sealed.rejected,
            lost: sums.sealed.lost,
            indexed: sums.read.indexed,
            duplicate: sums.read.duplicate,
            quarantined: sums.read.quarantined,
        };
        (feed, answer)
    });
    Ok(Json(ConservationAnswer {
        feeds: feeds.collect(),
        sealed_through_seq: sums.sealed_through.0,
        durable_through_seq: sums.durable_through.0,
        indexed_through_seq: sums.indexed_through.0,
        balanced,
        comparable,
    }))
}
