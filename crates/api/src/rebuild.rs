//! `POST /api/v1/index/rebuild`: the index again from the vault, beside the old one.

use axum::{Extension, Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{authorize::Caller, problem::Problem, state::ApiState};

/// Both digests of both indexes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RebuildAnswer {
    /// The last record that both have read.
    through_seq: u64,
    /// Documents in the rebuilt index.
    documents: u64,
    /// Before: the digest over what was handed to the index.
    fed_before: String,
    /// After.
    fed_after: String,
    /// Before: the digest over the index's columns.
    columns_before: String,
    /// After.
    columns_after: String,
    /// True where both are the same.
    same: bool,
}

/// Rebuild the index from the vault and compare. Searches go on with the old one until the new one is there.
#[utoipa::path(post, path = "/api/v1/index/rebuild", tag = "index", responses((status = 200, body = RebuildAnswer)))]
pub(crate) async fn rebuild_index(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<RebuildAnswer>, Problem> {
    let rebuilt = state.intake.rebuild_index(&caller.actor).await.map_err(|error| Problem::internal(&error))?;
    Ok(Json(RebuildAnswer {
        through_seq: rebuilt.through.0,
        documents: rebuilt.documents,
        fed_before: rebuilt.before.fed.to_string(),
        fed_after: rebuilt.after.fed.to_string(),
        columns_before: rebuilt.before.columns.to_string(),
        columns_after: rebuilt.after.columns.to_string(),
        same: rebuilt.is_same(),
    }))
}
