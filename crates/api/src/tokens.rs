//! `/api/v1/tokens…`: who may ask.

use axum::{Extension, Json, extract::State, http::StatusCode};
use ledger::{NewToken, Token, TokenId};
use model::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    authorize::Caller,
    extract::{InJson, InPath},
    problem::Problem,
    state::ApiState,
    when::read_moment,
};

/// A token to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTokenBody {
    /// What it is for.
    name: String,
    /// `sender`, `analyst`, `compliance` or `admin`.
    #[schema(value_type = String)]
    role: Role,
    /// The feeds that a sender may write to; none means every one.
    #[serde(default)]
    feeds: Vec<String>,
    /// When it ends (RFC 3339); null means never.
    expires_at: Option<String>,
}

/// A new token.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CreatedToken {
    /// Its public id.
    id: String,
    /// What to send as bearer. It is shown this once.
    secret: String,
}

/// A token.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TokenAnswer {
    id: String,
    name: String,
    #[schema(value_type = String)]
    role: Role,
    feeds: Vec<String>,
    created_at: String,
    expires_at: Option<String>,
    revoked_at: Option<String>,
}

impl From<Token> for TokenAnswer {
    fn from(token: Token) -> Self {
        Self {
            id: token.id.to_string(),
            name: token.name,
            role: token.role,
            feeds: token.feeds,
            created_at: token.created_at.to_string(),
            expires_at: token.expires_at.map(|at| at.to_string()),
            revoked_at: token.revoked_at.map(|at| at.to_string()),
        }
    }
}

/// Every token, without its secret.
#[utoipa::path(get, path = "/api/v1/tokens", tag = "tokens", responses((status = 200, body = Vec<TokenAnswer>)))]
pub(crate) async fn list_tokens(State(state): State<ApiState>) -> Result<Json<Vec<TokenAnswer>>, Problem> {
    let tokens = state.block(|state| state.ledger.list_tokens()).await?;
    Ok(Json(tokens.into_iter().map(Into::into).collect()))
}

/// Make a token. Its secret is shown this once.
#[utoipa::path(
    post, path = "/api/v1/tokens", tag = "tokens", request_body = NewTokenBody,
    responses((status = 201, body = CreatedToken), (status = 400, body = Problem))
)]
pub(crate) async fn create_token(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    InJson(body): InJson<NewTokenBody>,
) -> Result<(StatusCode, Json<CreatedToken>), Problem> {
    if body.name.trim().is_empty() {
        return Err(Problem::bad_request("name: what is it for?"));
    }
    let new = NewToken {
        name: body.name,
        role: body.role,
        feeds: body.feeds,
        expires_at: read_moment("expires_at", body.expires_at.as_deref())?,
    };
    let (id, secret) = state.block(move |state| state.ledger.create_token(&new, &caller.actor)).await?;
    Ok((StatusCode::CREATED, Json(CreatedToken { id: id.to_string(), secret: secret.reveal().to_owned() })))
}

/// End a token.
#[utoipa::path(
    delete, path = "/api/v1/tokens/{id}", tag = "tokens",
    params(("id" = String, Path, description = "The token's public id")),
    responses((status = 204), (status = 404, body = Problem))
)]
pub(crate) async fn revoke_token(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    InPath(id): InPath<String>,
) -> Result<StatusCode, Problem> {
    let id: TokenId = id.parse().map_err(|_| Problem::not_found(format!("there is no token {id:?}")))?;
    state.block(move |state| state.ledger.revoke_token(id, &caller.actor)).await?;
    Ok(StatusCode::NO_CONTENT)
}
