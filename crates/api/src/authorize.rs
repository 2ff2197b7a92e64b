//! Who is asking, and whether they may: before any body is read.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use ledger::{Actor, Outcome};
use model::Role;

use crate::{problem::Problem, roles::find_roles, state::ApiState};

/// Who asks. Handlers take it as an extension.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// What custody says of them.
    pub(crate) actor: Actor,
    /// What they may do.
    pub(crate) role: Role,
    /// The feeds that a sender may write to; empty means every one.
    pub(crate) feeds: Vec<String>,
    /// Their public id.
    pub(crate) id: String,
    /// Where from.
    pub(crate) peer: String,
}

/// By which door a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// The network: tokens decide.
    Network,
    /// The socket in the data directory, which its owner alone can open: an administrator.
    Socket,
}

/// Lets a request through to its handler where the table of roles allows it.
pub(crate) async fn authorize(
    State((state, door)): State<(ApiState, Door)>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(path) = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()) else {
        return Problem::not_found("no such path").into_response();
    };
    let Some(roles) = find_roles(request.method(), &path) else {
        return Problem::method_not_allowed().into_response();
    };
    if roles.is_empty() {
        return next.run(request).await;
    }
    let caller = match door {
        Door::Socket => socket_caller(),
        Door::Network => match token_caller(&state, read_bearer(&request)).await {
            Ok(caller) => caller,
            Err(problem) => return problem.into_response(),
        },
    };
    let route = format!("{} {path}", request.method());
    if !roles.contains(&caller.role) {
        state.casework.note_request(&caller.actor, &route, Outcome::Denied);
        let names: Vec<_> = roles.iter().map(|role| role.name()).collect();
        return Problem::forbidden(format!("the role {} does not reach it; {} do", caller.role, names.join(", ")))
            .into_response();
    }
    if is_noted_here(request.method(), &path) {
        state.casework.note_request(&caller.actor, &route, Outcome::Success);
    }
    request.extensions_mut().insert(caller);
    next.run(request).await
}

/// True for what is read and has no entry of its own. Searches, views, exports, pushes and changes have one.
fn is_noted_here(method: &Method, path: &str) -> bool {
    let entered =
        ["/metrics", "/api/openapi.json", "/api/v1/events", "/api/v1/custody", "/api/v1/incidents/{id}/timeline"];
    let is_event = path.starts_with("/api/v1/events/");
    (*method == Method::GET || *method == Method::HEAD) && !is_event && !entered.contains(&path)
}

fn socket_caller() -> Caller {
    Caller {
        actor: Actor::local("socket").from_peer("socket"),
        role: Role::Admin,
        feeds: Vec::new(),
        id: "socket".into(),
        peer: "socket".into(),
    }
}

/// The secret that a request brings, and where it comes from.
fn read_bearer(request: &Request) -> (Option<String>, String) {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or_else(|| "unknown".to_owned(), |ConnectInfo(address)| address.to_string());
    let secret = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        // RFC 9110 §11.1: the scheme's case does not count.
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, secret)| secret.trim().to_owned());
    (secret, peer)
}

async fn token_caller(state: &ApiState, (secret, peer): (Option<String>, String)) -> Result<Caller, Problem> {
    let Some(secret) = secret else { return Err(Problem::unauthorized()) };
    let ledger = state.ledger.clone();
    let principal = match tokio::task::spawn_blocking(move || ledger.authenticate(&secret)).await {
        Ok(Ok(Some(principal))) => principal,
        Ok(Ok(None)) => {
            // Counted, and entered with the next minute: guessing must not make custody grow.
            state.casework.note_refused();
            return Err(Problem::unauthorized());
        }
        Ok(Err(error)) => return Err(Problem::internal(&error)),
        Err(error) => return Err(Problem::internal(&error)),
    };
    Ok(Caller {
        actor: Actor::token(principal.id).named(principal.name).from_peer(peer.clone()),
        role: principal.role,
        feeds: principal.feeds,
        id: principal.id.to_string(),
        peer,
    })
}
