//! `/api/v1/incidents…`: cases and their entries.

use axum::{Extension, Json, extract::State, http::StatusCode};
use casework::EventsRequest;
use model::{Incident, IncidentEntry, Seq};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    authorize::Caller,
    events::read_query,
    extract::{InJson, InPath, InQuery},
    problem::Problem,
    state::ApiState,
    when::read_moment,
};

/// A case to open.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewIncident {
    /// What it is called; not empty, at most 200 characters.
    title: String,
    /// What it is about.
    #[serde(default)]
    summary: String,
}

/// A case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IncidentAnswer {
    id: u64,
    title: String,
    summary: String,
    /// `open` or `closed`.
    status: String,
    /// RFC 3339.
    created_at: String,
    /// A token's public id.
    created_by: String,
}

impl From<Incident> for IncidentAnswer {
    fn from(incident: Incident) -> Self {
        let status = match incident.status {
            model::IncidentStatus::Open => "open",
            model::IncidentStatus::Closed => "closed",
        };
        Self {
            id: incident.id,
            title: incident.title,
            summary: incident.summary,
            status: status.to_owned(),
            created_at: incident.created_at.to_string(),
            created_by: incident.created_by,
        }
    }
}

/// A case with its entries.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IncidentDetail {
    #[serde(flatten)]
    incident: IncidentAnswer,
    entries: Vec<EntryAnswer>,
}

/// An entry of a case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntryAnswer {
    number: u32,
    /// `EX-0007`.
    exhibit: String,
    seq: u64,
    /// SHA-256 of the event as it was cited.
    event_sha256: String,
    /// The reader that made it.
    reader: String,
    note: Option<String>,
    added_at: String,
    added_by: String,
    retraction: Option<RetractionAnswer>,
}

/// Why an entry was taken back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RetractionAnswer {
    at: String,
    by: String,
    reason: String,
}

impl From<IncidentEntry> for EntryAnswer {
    fn from(entry: IncidentEntry) -> Self {
        Self {
            number: entry.number,
            exhibit: entry.exhibit(),
            seq: entry.seq.0,
            event_sha256: entry.event.sha256,
            reader: entry.event.reader,
            note: entry.note,
            added_at: entry.added_at.to_string(),
            added_by: entry.added_by,
            retraction: entry.retraction.map(|retraction| RetractionAnswer {
                at: retraction.at.to_string(),
                by: retraction.by,
                reason: retraction.reason,
            }),
        }
    }
}

/// Entries to add: either by numbers or by a query.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewEntries {
    /// Records by number.
    #[serde(default)]
    seqs: Vec<u64>,
    /// Every event that this query finds, oldest first. The query is kept as evidence.
    query: Option<String>,
    /// With a query: the earliest time as read, inclusive.
    from: Option<String>,
    /// With a query: the latest time as read, exclusive.
    to: Option<String>,
    /// A remark on each.
    note: Option<String>,
}

/// What was added.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AddedEntries {
    /// The new entries.
    added: Vec<EntryAnswer>,
    /// Records that stand in the case already.
    already: Vec<u64>,
    /// The number under which the query is kept.
    query: Option<u64>,
}

/// Why an entry is taken back.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct RetractParams {
    /// The reason; it stays in custody.
    reason: String,
}

/// Every case.
#[utoipa::path(get, path = "/api/v1/incidents", tag = "incidents", responses((status = 200, body = Vec<IncidentAnswer>)))]
pub(crate) async fn list_incidents(State(state): State<ApiState>) -> Result<Json<Vec<IncidentAnswer>>, Problem> {
    let incidents = state.block(|state| state.casework.incidents()).await?;
    Ok(Json(incidents.into_iter().map(Into::into).collect()))
}

/// Open a case.
#[utoipa::path(
    post, path = "/api/v1/incidents", tag = "incidents", request_body = NewIncident,
    responses((status = 201, body = IncidentAnswer), (status = 400, body = Problem))
)]
pub(crate) async fn create_incident(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    InJson(new): InJson<NewIncident>,
) -> Result<(StatusCode, Json<IncidentAnswer>), Problem> {
    if new.title.trim().is_empty() || new.title.chars().count() > 200 {
        return Err(Problem::bad_request("title: from 1 to 200 characters"));
    }
    let incident =
        state.block(move |state| state.casework.create_incident(&new.title, &new.summary, &caller.actor)).await?;
    Ok((StatusCode::CREATED, Json(incident.into())))
}

/// A case with all its entries, those taken back included.
#[utoipa::path(
    get, path = "/api/v1/incidents/{id}", tag = "incidents", params(("id" = u64, Path, description = "The case's number")),
    responses((status = 200, body = IncidentDetail), (status = 404, body = Problem))
)]
pub(crate) async fn show_incident(
    State(state): State<ApiState>,
    InPath(id): InPath<u64>,
) -> Result<Json<IncidentDetail>, Problem> {
    let (incident, entries) = state.block(move |state| state.casework.incident(id)).await?;
    Ok(Json(IncidentDetail { incident: incident.into(), entries: entries.into_iter().map(Into::into).collect() }))
}

/// Cite events in a case: by number, or all that a query finds.
#[utoipa::path(
    post, path = "/api/v1/incidents/{id}/entries", tag = "incidents", request_body = NewEntries,
    params(("id" = u64, Path, description = "The case's number")),
    responses((status = 201, body = AddedEntries), (status = 400, body = Problem), (status = 404, body = Problem))
)]
pub(crate) async fn add_entries(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    InPath(id): InPath<u64>,
    InJson(new): InJson<NewEntries>,
) -> Result<(StatusCode, Json<AddedEntries>), Problem> {
    let note = new.note;
    let added = match (new.query, new.seqs) {
        (Some(text), seqs) if seqs.is_empty() => {
            let request = EventsRequest {
                true_time: false,
                query: read_query(&text)?,
                from: read_moment("from", new.from.as_deref())?,
                to: read_moment("to", new.to.as_deref())?,
                cursor: None,
                limit: casework::PAGE_EVENTS_MAX,
                order: casework::Order::Ascending,
            };
            let add = move |state: &ApiState| {
                state.casework.add_by_query(id, &text, &request, note.as_deref(), &caller.actor)
            };
            state.block(add).await?
        }
        (None, seqs) if !seqs.is_empty() => {
            let seqs: Vec<_> = seqs.into_iter().map(Seq).collect();
            state.block(move |state| state.casework.add_by_seqs(id, &seqs, note.as_deref(), &caller.actor)).await?
        }
        _ => return Err(Problem::bad_request("body: either `seqs` or `query`, and not empty")),
    };
    let answer = AddedEntries {
        added: added.entries.into_iter().map(Into::into).collect(),
        already: added.already.into_iter().map(|seq| seq.0).collect(),
        query: added.query,
    };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Take an entry back. It stays in the case and in custody and can be shown.
#[utoipa::path(
    delete, path = "/api/v1/incidents/{id}/entries/{number}", tag = "incidents",
    params(
        ("id" = u64, Path, description = "The case's number"),
        ("number" = u32, Path, description = "The entry's number"),
        RetractParams
    ),
    responses((status = 200, body = EntryAnswer), (status = 404, body = Problem), (status = 409, body = Problem))
)]
pub(crate) async fn retract_entry(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    InPath((id, number)): InPath<(u64, u32)>,
    InQuery(params): InQuery<RetractParams>,
) -> Result<Json<EntryAnswer>, Problem> {
    if params.reason.trim().is_empty() {
        return Err(Problem::bad_request("reason: why is it taken back?"));
    }
    let entry =
        state.block(move |state| state.casework.retract_entry(id, number, &params.reason, &caller.actor)).await?;
    Ok(Json(entry.into()))
}
