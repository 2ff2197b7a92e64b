//! `GET /api/v1/custody…`: who did what, and the signed head of it.

use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use ledger::{EntryNumber, EntryType, NewEntry};
use serde::{Deserialize, Serialize};
use serde_json::{json, value::RawValue};
use utoipa::{IntoParams, ToSchema};

use crate::{
    authorize::Caller,
    extract::{InJson, InQuery},
    problem::Problem,
    state::ApiState,
};

/// Entries on a page, at most.
const PAGE_ENTRIES_MAX: usize = 1000;

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustodyParams {
    /// Entries after this number.
    after: Option<u64>,
    /// Entries on the page, 1 to 1000.
    limit: Option<usize>,
    /// Entries of this type only (`batch`, `view`, `admin`, …).
    #[serde(rename = "type")]
    entry_type: Option<String>,
}

/// A page of custody.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CustodyAnswer {
    /// The entries, oldest first.
    #[schema(value_type = Vec<Object>)]
    entries: Vec<CustodyEntryAnswer>,
    /// What to send as `after` for the next page; null on the last one.
    next: Option<u64>,
}

/// An entry: the line as it is stored and hashed, and what opens its commitments.
#[derive(Debug, Serialize)]
pub(crate) struct CustodyEntryAnswer {
    number: u64,
    /// The line as text: these bytes are the leaf.
    line: String,
    /// The same line, as JSON to read.
    entry: Box<RawValue>,
    /// What the commitments say, by field; erased ones are missing.
    openings: std::collections::BTreeMap<String, String>,
}

/// Custody entries, oldest first.
#[utoipa::path(
    get, path = "/api/v1/custody", tag = "custody", params(CustodyParams),
    responses((status = 200, body = CustodyAnswer), (status = 400, body = Problem))
)]
pub(crate) async fn list_custody(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    InQuery(params): InQuery<CustodyParams>,
) -> Result<Json<CustodyAnswer>, Problem> {
    let limit = params.limit.unwrap_or(100);
    if limit == 0 || limit > PAGE_ENTRIES_MAX {
        return Err(Problem::bad_request(format!("limit: from 1 to {PAGE_ENTRIES_MAX}")));
    }
    let types: Vec<EntryType> = match params.entry_type {
        Some(text) => vec![text.parse().map_err(|error| Problem::bad_request(format!("type: {error}")))?],
        None => Vec::new(),
    };
    let after = EntryNumber(params.after.unwrap_or(0));
    let entries = state.block(move |state| {
        // It gives out what the commitments say: that is an export, entered before the answer.
        let export = NewEntry::new(EntryType::Export, caller.actor, "custody.read");
        state.ledger.append(export.detail(json!({ "after": after, "limit": limit })))?;
        state.ledger.entries(after, limit, &types)
    });
    let entries = entries.await?;
    let next = (entries.len() == limit).then(|| entries.last().map(|entry| entry.number.0)).flatten();
    let entries = entries.into_iter().map(|entry| {
        let shown = RawValue::from_string(entry.line.clone()).map_err(|error| Problem::internal(&error))?;
        let openings = entry.openings.into_iter().map(|(field, opening)| (field, opening.value)).collect();
        Ok(CustodyEntryAnswer { number: entry.number.0, line: entry.line, entry: shown, openings })
    });
    Ok(Json(CustodyAnswer { entries: entries.collect::<Result<_, Problem>>()?, next }))
}

/// The present head of custody, signed: a C2SP tlog-checkpoint note.
#[utoipa::path(
    get, path = "/api/v1/custody/checkpoint", tag = "custody",
    responses(
        (status = 200, content_type = "text/plain", body = String, description = "The signed note; `ledgerline-vkey` names the key"),
        (status = 409, description = "Custody does not extend what was signed before: nothing is signed until that is admitted", body = Problem),
    )
)]
pub(crate) async fn show_checkpoint(State(state): State<ApiState>) -> Result<Response, Problem> {
    let signed = state.block(|state| state.ledger.checkpoint()).await?;
    let mut response = signed.note.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    let vkey = state.ledger.verifying_key().map(ToString::to_string);
    if let Some(value) = vkey.and_then(|vkey| HeaderValue::from_str(&vkey).ok()) {
        response.headers_mut().insert("ledgerline-vkey", value);
    }
    Ok(response)
}

/// Why custody does not extend what was signed last.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetBackBody {
    /// What happened, such as a restore from a backup. It is committed to in the entry.
    reason: String,
}

/// What was entered and signed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SetBackAnswer {
    /// The custody entry that declares it.
    entry: u64,
    /// The signed head over it: a C2SP tlog-checkpoint note.
    checkpoint: String,
}

/// Declare that the data directory was set back, so that custody is signed again from here on. The entry, a `loss`,
/// names the head that is given up.
#[utoipa::path(
    post, path = "/api/v1/custody/set-back", tag = "custody", request_body = SetBackBody,
    responses(
        (status = 201, body = SetBackAnswer),
        (status = 400, body = Problem),
        (status = 409, description = "Custody extends what was signed last: there is nothing to admit", body = Problem),
    )
)]
pub(crate) async fn admit_set_back(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    InJson(body): InJson<SetBackBody>,
) -> Result<(StatusCode, Json<SetBackAnswer>), Problem> {
    let admitted = state.block(move |state| state.ledger.admit_set_back(&body.reason, &caller.actor));
    let (entry, signed) = admitted.await?;
    Ok((StatusCode::CREATED, Json(SetBackAnswer { entry: entry.0, checkpoint: signed.note })))
}
