//! `GET /api/v1/incidents/{id}/timeline`: JSON, CSV or Markdown, as `Accept` asks; the order of two of its entries, and
//! how long it took between its milestones.

use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use casework::{MilestonesNamed, TimelineRequest};
use serde::Deserialize;
use serde_json::Value as JsonValue;
use utoipa::IntoParams;

use crate::{
    authorize::Caller,
    clocks::read_assume,
    extract::{InPath, InQuery},
    problem::Problem,
    state::ApiState,
    when::read_moment,
};

/// Columns of a table where nobody says how many.
const TABLE_COLUMNS_DEFAULT: u16 = 160;

/// How the timeline is shown.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TimelineParams {
    /// Show entries that were taken back, too.
    retracted: bool,
    /// Only from what had been received by then (RFC 3339): the timeline as it could be known at that moment.
    known_at: Option<String>,
    /// What intervals and statements may rest on: `default`, `none`, `all`, or names with commas; a name with `-` in
    /// front is taken away from the default.
    assume: Option<String>,
    /// How many columns a text/plain table has; 160 where nobody says.
    width: Option<u16>,
    /// Colours in a text/plain table.
    colour: bool,
}

/// Two entries of a case.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderParams {
    /// An exhibit, `EX-0001` or `1`.
    a: String,
    /// Another one.
    b: String,
    /// As for the timeline.
    assume: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Json,
    Csv,
    Markdown,
    Table,
}

impl Shape {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Json, "application/json"),
        (Self::Csv, "text/csv"),
        (Self::Markdown, "text/markdown"),
        (Self::Table, "text/plain"),
    ];
}

/// The timeline of a case. Each entry has its interval with the reasons, its exhibit, the event as it was cited with
/// its digest, and `before` or `undetermined` towards its neighbour. Giving it out is entered in custody first.
#[utoipa::path(
    get, path = "/api/v1/incidents/{id}/timeline", tag = "incidents",
    params(("id" = u64, Path, description = "The case's number"), TimelineParams),
    responses(
        (status = 200, description = "application/json, text/csv, text/markdown or text/plain, as Accept asks",
         content((Object = "application/json"), (String = "text/csv"), (String = "text/markdown"), (String = "text/plain"))),
        (status = 400, body = Problem), (status = 404, body = Problem), (status = 406, body = Problem),
    )
)]
pub(crate) async fn show_timeline(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    InPath(id): InPath<u64>,
    InQuery(params): InQuery<TimelineParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("*/*");
    let (shape, media) = choose_shape(accept).ok_or_else(|| {
        Problem::not_acceptable("application/json, text/csv, text/markdown and text/plain are to be had")
    })?;
    let request = TimelineRequest {
        include_retracted: params.retracted,
        assume: read_assume(params.assume.as_deref())?,
        known_at: read_moment("known_at", params.known_at.as_deref())?,
    };
    let export = move |state: &ApiState| state.casework.export_timeline(id, request, media, &caller.actor);
    let report = state.block(export).await?;
    let body = match shape {
        Shape::Json => report::render_json(&report).to_string(),
        Shape::Csv => report::render_csv(&report),
        Shape::Markdown => report::render_markdown(&report),
        Shape::Table => report::render_table(&report, params.width.unwrap_or(TABLE_COLUMNS_DEFAULT), params.colour),
    };
    let mut response = body.into_response();
    let media = match shape {
        Shape::Json => "application/json",
        Shape::Csv => "text/csv; charset=utf-8; header=present",
        Shape::Markdown => "text/markdown; charset=utf-8",
        Shape::Table => "text/plain; charset=utf-8",
    };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

/// How one entry stands to another: of their stamps and of what happened, each with its proof step by step, what that
/// rests on, and the evidence it was made from.
#[utoipa::path(
    get, path = "/api/v1/incidents/{id}/timeline/order", tag = "incidents",
    params(("id" = u64, Path, description = "The case's number"), OrderParams),
    responses((status = 200, body = Object), (status = 400, body = Problem), (status = 404, body = Problem))
)]
pub(crate) async fn show_order(
    State(state): State<ApiState>,
    InPath(id): InPath<u64>,
    InQuery(params): InQuery<OrderParams>,
) -> Result<Json<JsonValue>, Problem> {
    let assume = read_assume(params.assume.as_deref())?;
    let (a, b) = (read_exhibit("a", &params.a)?, read_exhibit("b", &params.b)?);
    let order = state.block(move |state| state.casework.order_of(id, a, b, assume)).await?;
    Ok(Json(report::render_order(&order)))
}

/// Which exhibits are milestones.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DurationsParams {
    /// The exhibit that is the first sign; the first entry of the line where none is named.
    first_sign: Option<String>,
    /// The exhibit that is the first alert; the first alert of the line where none is named.
    first_alert: Option<String>,
    /// The exhibit by which it was taken up.
    acknowledged: Option<String>,
    /// The exhibit by which it was contained.
    contained: Option<String>,
    /// As for the timeline.
    known_at: Option<String>,
    /// As for the timeline.
    assume: Option<String>,
}

/// How long it took from each milestone of a case to the next, at least and at most, each with its two exhibits and
/// what it rests on.
#[utoipa::path(
    get, path = "/api/v1/incidents/{id}/timeline/durations", tag = "incidents",
    params(("id" = u64, Path, description = "The case's number"), DurationsParams),
    responses((status = 200, body = Object), (status = 400, body = Problem), (status = 404, body = Problem))
)]
pub(crate) async fn show_durations(
    State(state): State<ApiState>,
    InPath(id): InPath<u64>,
    InQuery(params): InQuery<DurationsParams>,
) -> Result<Json<JsonValue>, Problem> {
    let request = TimelineRequest {
        include_retracted: false,
        assume: read_assume(params.assume.as_deref())?,
        known_at: read_moment("known_at", params.known_at.as_deref())?,
    };
    let read = |name: &str, text: Option<&str>| text.map(|text| read_exhibit(name, text)).transpose();
    let named = MilestonesNamed {
        first_sign: read("first_sign", params.first_sign.as_deref())?,
        first_alert: read("first_alert", params.first_alert.as_deref())?,
        acknowledged: read("acknowledged", params.acknowledged.as_deref())?,
        contained: read("contained", params.contained.as_deref())?,
    };
    let durations = state.block(move |state| state.casework.durations(id, named, request)).await?;
    Ok(Json(report::render_durations(&durations)))
}

fn read_exhibit(name: &str, text: &str) -> Result<u32, Problem> {
    let digits = text.strip_prefix("EX-").unwrap_or(text);
    digits.parse().map_err(|_no_number| Problem::bad_request(format!("{name}: {text:?} is no exhibit (EX-0001)")))
}

/// The representation that `Accept` (RFC 9110 §12.5.1) prefers; the first of ours among equals.
fn choose_shape(accept: &str) -> Option<(Shape, &'static str)> {
    let mut best: Option<(f32, (Shape, &'static str))> = None;
    for (shape, media) in Shape::ALL {
        // The most specific range that matches decides the weight.
        let weight = accept
            .split(',')
            .filter_map(|range| {
                let mut parts = range.split(';').map(str::trim);
                let name = parts.next()?.to_ascii_lowercase();
                let weight = parts.find_map(|p| p.strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
                let rank = match name.strip_suffix("/*") {
                    Some("*") => 0,
                    Some(kind) if media.starts_with(&format!("{kind}/")) => 1,
                    None if name == media => 2,
                    _ => return None,
                };
                Some((rank, weight))
            })
            .max_by_key(|(rank, _)| *rank)
            .map_or(0.0, |(_, weight)| weight);
        if weight > 0.0 && best.is_none_or(|(other, _)| weight > other) {
            best = Some((weight, (shape, media)));
        }
    }
    best.map(|(_, chosen)| chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_chooses_the_representation() {
        let table = [
            ("*/*", Some(Shape::Json)),
            ("text/csv", Some(Shape::Csv)),
            ("TEXT/MARKDOWN", Some(Shape::Markdown)),
            ("text/*", Some(Shape::Csv)),
            ("application/json;q=0.5, text/markdown", Some(Shape::Markdown)),
            ("text/html, */*;q=0.1", Some(Shape::Json)),
            ("*/*, application/json;q=0", Some(Shape::Csv)),
            ("text/html", None),
        ];
        for (accept, expected) in table {
            assert_eq!(choose_shape(accept).map(|(shape, _)| shape), expected, "{accept}");
        }
    }
}
