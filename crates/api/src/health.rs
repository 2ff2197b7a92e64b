//! Whether it lives, whether it is ready, its numbers, its description.

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::{problem::Problem, router::describe_api, state::ApiState};

/// It lives.
#[utoipa::path(
    get, path = "/healthz", tag = "health", security(()),
    responses((status = 200, content_type = "text/plain", body = String))
)]
pub(crate) async fn show_health() -> &'static str {
    "alive\n"
}

/// It takes records in and answers questions. A line that begins with `alarm:` follows where the operator must look at
/// something all the same: custody is not signed, as after a data directory was set back.
#[utoipa::path(
    get, path = "/readyz", tag = "health", security(()),
    responses((status = 200, content_type = "text/plain", body = String), (status = 503, body = Problem))
)]
pub(crate) async fn show_readiness(State(state): State<ApiState>) -> Result<String, Problem> {
    match state.intake.trouble() {
        None => {
            Ok(state.intake.alarm().map_or_else(|| "ready\n".to_owned(), |alarm| format!("ready\nalarm: {alarm}\n")))
        }
        Some(trouble) => Err(Problem::unavailable(trouble)),
    }
}

/// Counters and gauges in Prometheus' text format.
#[utoipa::path(
    get, path = "/metrics", tag = "health",
    responses((status = 200, content_type = "text/plain", body = String))
)]
pub(crate) async fn show_metrics(State(state): State<ApiState>) -> Response {
    let mut response = (state.metrics)().into_response();
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// This description.
#[utoipa::path(get, path = "/api/openapi.json", tag = "health", responses((status = 200, body = Object)))]
pub(crate) async fn show_description() -> Json<utoipa::openapi::OpenApi> {
    Json(describe_api())
}
