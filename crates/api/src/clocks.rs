//! `GET /api/v1/observers…`: whose clocks were read, and how far each stood from UTC.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use casework::{AssumptionSet, Chronicle, ClockPoint, EvidenceFinding, UnknownAssumption};
use serde::{Deserialize, Serialize};
use serde_json::{Value as JsonValue, json};
use utoipa::{IntoParams, ToSchema};

use crate::{
    extract::{InPath, InQuery},
    problem::Problem,
    state::ApiState,
};

/// Points of a clock that an answer holds; evenly taken where there are more.
const POINTS_MAX: usize = 2_000;

/// What the model may rest on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ClockParams {
    /// `default`, `none`, `all`, or names with commas; a name with `-` in front is taken away from the default.
    assume: Option<String>,
}

/// Whose clocks were read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ObserversAnswer {
    /// One row a clock, by name.
    observers: Vec<ObserverAnswer>,
    /// The evidence it was made from; later evidence may change it.
    through_seq: u64,
    /// How many records it was made from.
    records: usize,
    /// How many more there are that it was not made from, as they are more than are read at once.
    records_left_out: u64,
}

/// One clock.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ObserverAnswer {
    /// The observer's or host's name.
    name: String,
    /// How many records it stamped.
    records: usize,
    /// When the first was received; null where none had a readable time.
    first_received_at: Option<String>,
    /// When the last was received.
    last_received_at: Option<String>,
    /// The least offset from UTC at the last record, in nanoseconds, positive where ahead; null where unbounded.
    offset_min_nanos: Option<i64>,
    /// The greatest.
    offset_max_nanos: Option<i64>,
    /// What was noticed.
    #[schema(value_type = Vec<Object>)]
    findings: Vec<JsonValue>,
}

/// Reads a set of assumptions.
pub(crate) fn read_assume(text: Option<&str>) -> Result<AssumptionSet, Problem> {
    text.map_or(Ok(AssumptionSet::DEFAULT), |text| {
        text.parse().map_err(|error: UnknownAssumption| Problem::bad_request(error.to_string()))
    })
}

/// Every clock, with its offset and what was noticed of it.
#[utoipa::path(
    get, path = "/api/v1/observers", tag = "time", params(ClockParams),
    responses((status = 200, body = ObserversAnswer), (status = 400, body = Problem))
)]
pub(crate) async fn list_observers(
    State(state): State<ApiState>,
    InQuery(params): InQuery<ClockParams>,
) -> Result<Json<ObserversAnswer>, Problem> {
    let assume = read_assume(params.assume.as_deref())?;
    let chronicle = state.block(move |state| state.casework.chronicle_of_clocks(assume)).await?;
    let observers = chronicle.list_clocks().into_iter().map(|(name, points)| ObserverAnswer {
        name: name.to_owned(),
        records: points.len(),
        first_received_at: points.first().map(|point| point.received_at.to_string()),
        last_received_at: points.last().map(|point| point.received_at.to_string()),
        offset_min_nanos: points.last().and_then(|point| point.offset_min),
        offset_max_nanos: points.last().and_then(|point| point.offset_max),
        findings: list_findings(name, &chronicle),
    });
    Ok(Json(ObserversAnswer {
        observers: observers.collect(),
        through_seq: chronicle.chronology.cut().0,
        records: chronicle.records,
        records_left_out: chronicle.left_out,
    }))
}

/// One clock: its points with their bounds and what was noticed, as JSON or as a picture.
#[utoipa::path(
    get, path = "/api/v1/observers/{name}/clock", tag = "time",
    params(("name" = String, Path, description = "The observer's name, percent-encoded"), ClockParams),
    responses(
        (status = 200, description = "application/json or image/svg+xml, as Accept asks",
         content((Object = "application/json"), (String = "image/svg+xml"))),
        (status = 400, body = Problem), (status = 404, body = Problem),
    )
)]
pub(crate) async fn show_clock(
    State(state): State<ApiState>,
    InPath(name): InPath<String>,
    InQuery(params): InQuery<ClockParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let assume = read_assume(params.assume.as_deref())?;
    let chronicle = state.block(move |state| state.casework.chronicle_of_clocks(assume)).await?;
    let name = chronicle.find_observer(&name).map_or(name, |id| chronicle.name_observer(id).to_owned());
    let points = chronicle.list_clocks().remove(name.as_str()).ok_or_else(|| {
        Problem::not_found(format!("no record that clocks are modelled from was stamped by {name:?}"))
    })?;
    let shown = thin_out(&points);
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accept.contains("image/svg") {
        let points: Vec<report::ClockDot> = shown
            .iter()
            .map(|point| report::ClockDot {
                at: point.best,
                apparent: point.apparent,
                offset_min: point.offset_min,
                offset_max: point.offset_max,
            })
            .collect();
        let mut response = report::render_clock(&name, &points).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"));
        // A picture of ours, but with a foreign name in it: nothing in it may run.
        let policy = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'");
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        return Ok(response);
    }
    let findings = list_findings(&name, &chronicle);
    let answer = json!({
        "observer": name,
        "assume": assume.to_string(),
        "through_seq": chronicle.chronology.cut().0,
        "records": points.len(),
        "records_left_out": chronicle.left_out,
        "points": shown.iter().map(|point| json!({
            "seq": point.seq.0,
            "received_at": point.received_at.to_string(),
            "best": point.best.to_string(),
            "apparent_nanos": point.apparent,
            "offset_min_nanos": point.offset_min,
            "offset_max_nanos": point.offset_max,
        })).collect::<Vec<_>>(),
        "findings": findings,
    });
    Ok(Json(answer).into_response())
}

/// At most [`POINTS_MAX`], the last one among them.
fn thin_out(points: &[ClockPoint]) -> Vec<ClockPoint> {
    let step = points.len().div_ceil(POINTS_MAX).max(1);
    let last = points.len().saturating_sub(1);
    let kept = points.iter().enumerate().filter(|(index, _)| index.is_multiple_of(step) || *index == last);
    kept.map(|(_, point)| *point).collect()
}

fn list_findings(name: &str, chronicle: &Chronicle) -> Vec<JsonValue> {
    let id = chronicle.find_observer(name);
    let own =
        chronicle.chronology.findings().iter().filter(|finding| finding.observer.is_some() && finding.observer == id);
    own.map(show_finding).collect()
}

fn show_finding(finding: &EvidenceFinding) -> JsonValue {
    json!({
        "kind": finding.kind.name(),
        "sentence": finding.kind.sentence(),
        "amount": finding.amount,
        "from": finding.at.map(|at| at.earliest.to_string()),
        "to": finding.at.map(|at| at.latest.to_string()),
        "records": finding.events.iter().map(|id| id.seq.0).collect::<Vec<_>>(),
    })
}
