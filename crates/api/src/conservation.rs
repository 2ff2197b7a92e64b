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
    /// True where every feed balances: sealed `received = stored + rejected`, and, once both sides stand at the same
    /// record, `stored = indexed + duplicate + quarantined`.
    balanced: bool,
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

/// What came, and what became of it.
#[utoipa::path(get, path = "/api/v1/conservation", tag = "custody", responses((status = 200, body = ConservationAnswer)))]
pub(crate) async fn show_conservation(State(state): State<ApiState>) -> Result<Json<ConservationAnswer>, Problem> {
    let sums = state.block(|state| state.casework.conservation()).await?;
    let (balanced, comparable) = (sums.is_balanced(), sums.is_comparable());
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
