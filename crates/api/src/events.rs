//! `GET /api/v1/events…`: what happened, and the bytes that say so.

use axum::{
    Extension, Json,
    body::Body,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use casework::{Cursor, EventsRequest, Order, ReadEvent};
use model::{EventJson, Seq};
use serde::{Deserialize, Serialize};
use serde_json::Value as JsonValue;
use utoipa::{IntoParams, ToSchema};

use crate::{
    authorize::Caller,
    extract::{InPath, InQuery},
    problem::Problem,
    state::ApiState,
    when::read_moment,
};

/// Events on a page where nobody says how many.
const PAGE_EVENTS_DEFAULT: usize = 100;

/// A question about events.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventsParams {
    /// The query, `user.name:alice AND source.ip:198.51.100.0/24`; without one, every event.
    q: Option<String>,
    /// Which time `from` and `to` are: `written` (as read, the default), or `true`: what can have happened then, however
    /// wrong the clock that wrote it.
    time: Option<String>,
    /// The earliest time (RFC 3339), inclusive.
    from: Option<String>,
    /// The latest time (RFC 3339), exclusive.
    to: Option<String>,
    /// What the page before gave as `next`.
    cursor: Option<String>,
    /// Events on the page, 1 to 10 000.
    limit: Option<usize>,
    /// `asc` (oldest first, the default) or `desc`.
    order: Option<String>,
}

/// A page of events.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventsAnswer {
    /// The events in ECS, by (time as read, `ledgerline.seq`).
    #[schema(value_type = Vec<Object>)]
    events: Vec<JsonValue>,
    /// The cursor of the next page; null on the last one.
    next: Option<String>,
    /// The newest record that this answer could see.
    through_seq: u64,
    /// False where the time allowed ran out before the page was full; `next` goes on.
    complete: bool,
}

impl EventsParams {
    fn read(self) -> Result<EventsRequest, Problem> {
        let query = read_query(self.q.as_deref().unwrap_or("*"))?;
        let cursor = match self.cursor {
            Some(text) => Some(text.parse::<Cursor>().map_err(|error| Problem::bad_request(error.to_string()))?),
            None => None,
        };
        let order = match self.order.as_deref() {
            None | Some("asc") => Order::Ascending,
            Some("desc") => Order::Descending,
            Some(other) => return Err(Problem::bad_request(format!("order: {other:?} is neither asc nor desc"))),
        };
        let limit = self.limit.unwrap_or(PAGE_EVENTS_DEFAULT);
        if limit == 0 || limit > casework::PAGE_EVENTS_MAX {
            return Err(Problem::bad_request(format!("limit: from 1 to {}", casework::PAGE_EVENTS_MAX)));
        }
        let true_time = match self.time.as_deref() {
            None | Some("written") => false,
            Some("true") => true,
            Some(other) => return Err(Problem::bad_request(format!("time: {other:?} is neither written nor true"))),
        };
        Ok(EventsRequest {
            query,
            true_time,
            from: read_moment("from", self.from.as_deref())?,
            to: read_moment("to", self.to.as_deref())?,
            cursor,
            limit,
            order,
        })
    }
}

/// Reads a query, or says at which column it goes wrong.
pub(crate) fn read_query(text: &str) -> Result<casework::Query, Problem> {
    casework::parse_query(text).map_err(|error| Problem::bad_query(error.to_string(), error.column))
}

/// Events that a query finds, oldest first, a page at a time.
#[utoipa::path(
    get, path = "/api/v1/events", tag = "events", params(EventsParams),
    responses(
        (status = 200, body = EventsAnswer),
        (status = 400, description = "A parameter or the query is wrong; `column` says where", body = Problem),
    )
)]
pub(crate) async fn list_events(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    InQuery(params): InQuery<EventsParams>,
) -> Result<Json<EventsAnswer>, Problem> {
    let request = params.read()?;
    let page = state.block(move |state| state.casework.search_events(&request, &caller.actor)).await?;
    Ok(Json(EventsAnswer {
        events: page.events.iter().map(event_json).collect(),
        next: page.next.map(|cursor| cursor.to_string()),
        through_seq: page.through.0,
        complete: page.complete,
    }))
}

/// One event, read again from its evidence.
#[utoipa::path(
    get, path = "/api/v1/events/{seq}", tag = "events",
    params(("seq" = u64, Path, description = "The record's number")),
    responses((status = 200, body = Object), (status = 404, body = Problem))
)]
pub(crate) async fn show_event(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    InPath(seq): InPath<u64>,
) -> Result<Json<JsonValue>, Problem> {
    let found = state.block(move |state| state.casework.show_event(Seq(seq), &caller.actor)).await?;
    found.map(|read| Json(event_json(&read))).ok_or_else(|| no_event(seq))
}

/// The bytes of a record, exactly as received. The view is entered in custody before the answer.
#[utoipa::path(
    get, path = "/api/v1/events/{seq}/raw", tag = "events",
    params(("seq" = u64, Path, description = "The record's number")),
    responses(
        (status = 200, content_type = "application/octet-stream", description = "The bytes; `Repr-Digest` holds their SHA-256"),
        (status = 404, body = Problem),
    )
)]
pub(crate) async fn show_raw(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    InPath(seq): InPath<u64>,
) -> Result<Response, Problem> {
    let found = state.block(move |state| state.casework.view_raw(Seq(seq), &caller.actor)).await?;
    let raw = found.ok_or_else(|| no_event(seq))?;
    let digest = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, seal::sha256(&[&raw]).0);
    let mut response = Body::from(raw).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    // The bytes are foreign: no browser may take them for anything it would run.
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    if let Ok(value) = HeaderValue::from_str(&format!("sha-256=:{digest}:")) {
        headers.insert("repr-digest", value);
    }
    Ok(response)
}

/// An event as the API shows it.
pub(crate) fn event_json(read: &ReadEvent) -> JsonValue {
    EventJson { event: &read.event, raw: &read.raw }.build()
}

fn no_event(seq: u64) -> Problem {
    Problem::not_found(format!("there is no record {seq}, or it is no record of a feed"))
}
