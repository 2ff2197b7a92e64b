//! Every error of the API: RFC 9457 problem details, made here and nowhere else.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use casework::{CaseworkError, CaseworkErrorKind};
use ledger::{ErrorKind, LedgerError};
use serde::Serialize;
use utoipa::ToSchema;

/// A problem (RFC 9457). `type` is a URN that names the kind and does not change; `detail` is for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// What kind, `urn:ledgerline:problem:…`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time.
    pub detail: String,
    /// Where in the query it went wrong: the column, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

impl Problem {
    fn new(status: StatusCode, kind: &str, title: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:ledgerline:problem:{kind}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            column: None,
        }
    }

    /// 400: the request's shape is wrong.
    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-request", "The request cannot be read", detail)
    }

    /// 400: the query does not follow its grammar.
    pub(crate) fn bad_query(detail: impl Into<String>, column: usize) -> Self {
        let problem = Self::new(StatusCode::BAD_REQUEST, "bad-query", "The query cannot be read", detail);
        Self { column: Some(column), ..problem }
    }

    /// 401: no token, or none that we know.
    pub(crate) fn unauthorized() -> Self {
        let detail = "send Authorization: Bearer with a token that is neither revoked nor expired";
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", "A token is needed", detail)
    }

    /// 403: the token's role does not reach so far.
    pub(crate) fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "The token may not do this", detail)
    }

    /// 404.
    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "There is no such thing", detail)
    }

    /// 405.
    pub(crate) fn method_not_allowed() -> Self {
        let detail = "see /api/openapi.json for what this path takes";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "The path has no such method", detail)
    }

    /// 406: none of the representations asked for.
    pub(crate) fn not_acceptable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, "not-acceptable", "There is no such representation", detail)
    }

    /// 409: it stands against what is there.
    pub(crate) fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict", "It stands against what is there", detail)
    }

    /// 413.
    pub(crate) fn too_large(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The body is too large", detail)
    }

    /// 503: it cannot be done now; nothing was taken.
    pub(crate) fn unavailable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "It cannot be done now", detail)
    }

    /// 500. What failed stands in our log; the answer names no path and no inner name.
    pub(crate) fn internal(error: &dyn std::error::Error) -> Self {
        tracing::error!(error = %Chain(error), "a request failed");
        let detail = "the daemon's log says what failed";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "The request failed", detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(&self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

impl From<CaseworkError> for Problem {
    fn from(error: CaseworkError) -> Self {
        match error.kind {
            CaseworkErrorKind::NotFound(_) => Self::not_found(error.to_string()),
            CaseworkErrorKind::Conflict(_) => Self::conflict(error.to_string()),
            CaseworkErrorKind::Ledger(inner) => inner.into(),
            CaseworkErrorKind::Index(_) | CaseworkErrorKind::Evidence(_) => Self::internal(&error),
        }
    }
}

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::not_found(error.to_string()),
            ErrorKind::Invalid | ErrorKind::EntryTooLong => Self::bad_request(error.to_string()),
            ErrorKind::HistoryRewritten | ErrorKind::Conflict => Self::conflict(error.to_string()),
            ErrorKind::Full => Self::unavailable("the disk is full"),
            _ => Self::internal(&error),
        }
    }
}

/// An error with its causes, in one line.
struct Chain<'a>(&'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}
