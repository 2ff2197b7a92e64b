//! `GET /api/v1/coverage`: what could be seen when, so that "no event" can be told from "nobody looked".

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Value as JsonValue, json};
use utoipa::IntoParams;

use crate::{extract::InQuery, problem::Problem, state::ApiState, when::read_moment};

/// A span of true time.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct CoverageParams {
    /// From when on (RFC 3339), inclusive.
    from: String,
    /// Until when (RFC 3339), inclusive.
    to: String,
}

/// For each observer the span in pieces, each with how many records stand in it: `observed_quiet` (we listened and it was
/// alive: what did not come did not happen), `source_silent` (silent for longer than its habit), `not_listening`,
/// `dropped`, `not_known` (before its first record; behind its last where too few tell of a habit); and the holes in its
/// own count. Nothing is told of what is still to come. Of observers that only records tell of that were not looked at
/// (`records_left_out`) nothing is told either.
#[utoipa::path(
    get, path = "/api/v1/coverage", tag = "time", params(CoverageParams),
    responses((status = 200, body = Object), (status = 400, body = Problem))
)]
pub(crate) async fn show_coverage(
    State(state): State<ApiState>,
    InQuery(params): InQuery<CoverageParams>,
) -> Result<Json<JsonValue>, Problem> {
    let missing = || Problem::bad_request("from and to: two moments (RFC 3339)".to_owned());
    let from = read_moment("from", Some(&params.from))?.ok_or_else(missing)?;
    let to = read_moment("to", Some(&params.to))?.ok_or_else(missing)?;
    if to < from {
        return Err(Problem::bad_request("to lies before from".to_owned()));
    }
    let coverage = state.block(move |state| state.casework.coverage(from, to)).await?;
    let observers: Vec<JsonValue> = coverage
        .observers
        .iter()
        .map(|of| {
            json!({
                "observer": of.name,
                "spans": of.spans.iter().map(|(span, records)| json!({
                    "from": span.at.earliest.to_string(),
                    "to": span.at.latest.to_string(),
                    "kind": span.kind.name(),
                    "records": records,
                })).collect::<Vec<_>>(),
                "missing": of.holes.iter().map(|hole| json!({
                    "from": hole.at.earliest.to_string(),
                    "to": hole.at.latest.to_string(),
                    "after_count": hole.before,
                    "before_count": hole.after,
                    "records": hole.missing(),
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    Ok(Json(json!({
        "from": coverage.span.earliest.to_string(),
        "to": coverage.span.latest.to_string(),
        "records_left_out": coverage.records_left_out,
        "observers": observers,
    })))
}
