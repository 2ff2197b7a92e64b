//! `POST /api/v1/ingest/{feed}`: lines in, an answer once they are on the disk.

use axum::{Extension, Json, extract::State};
use connectors::SinkErrorKind;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    authorize::Caller,
    extract::{InPath, Whole},
    problem::Problem,
    state::ApiState,
};

/// What was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ingested {
    /// Records taken: one a line, empty lines included.
    pub(crate) received: u64,
    /// The number of the first.
    pub(crate) first_seq: Option<u64>,
    /// The number of the last.
    pub(crate) last_seq: Option<u64>,
}

/// Push lines or NDJSON. The answer comes after `fdatasync`: what it counts survives a power cut.
#[utoipa::path(
    post, path = "/api/v1/ingest/{feed}", tag = "ingest",
    params(("feed" = String, Path, description = "A push feed of the configuration")),
    request_body(content = String, content_type = "text/plain", description = "Lines; NDJSON is lines"),
    responses(
        (status = 200, body = Ingested),
        (status = 403, description = "The token may not write to this feed", body = Problem),
        (status = 404, description = "There is no such push feed", body = Problem),
        (status = 413, description = "The body is larger than push_bytes_max", body = Problem),
        (status = 503, description = "The disk is full or the daemon is ending; nothing is acknowledged", body = Problem),
    )
)]
pub(crate) async fn push_records(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    InPath(feed): InPath<String>,
    Whole(body): Whole,
) -> Result<Json<Ingested>, Problem> {
    if !caller.feeds.is_empty() && !caller.feeds.contains(&feed) {
        return Err(Problem::forbidden(format!("the token does not write to the feed {feed:?}")));
    }
    let id = state.intake.push_feed(&feed).ok_or_else(|| {
        Problem::not_found(format!(
            "there is no push feed {feed:?}; feeds are named under [[push]] in the configuration"
        ))
    })?;
    let pushed = state.pushes.push(&caller.id, &caller.peer, id, body).await.map_err(|error| match error.kind {
        SinkErrorKind::DiskFull => Problem::unavailable(
            "the disk is full; send it again later, what of it was taken can then stand there twice",
        ),
        SinkErrorKind::Closed => Problem::unavailable("the daemon is ending; it is not acknowledged"),
        SinkErrorKind::Failed => Problem::internal(&error),
    })?;
    Ok(Json(Ingested {
        received: pushed.records,
        first_seq: pushed.seqs.map(|(first, _)| first.0),
        last_seq: pushed.seqs.map(|(_, last)| last.0),
    }))
}
