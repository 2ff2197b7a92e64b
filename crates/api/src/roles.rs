//! Who may do what: one table. A test compares it with the routes; what does not stand here is refused.

use axum::http::Method;
use model::Role;

/// One route, and the roles that may use it.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The method.
    pub method: Method,
    /// The path as the router has it.
    pub path: &'static str,
    /// Who may; nobody listed means everybody, without a token.
    pub roles: &'static [Role],
}

const EVERYBODY: &[Role] = &[];
const ANY_TOKEN: &[Role] = &[Role::Sender, Role::Analyst, Role::Compliance, Role::Admin];
const SENDERS: &[Role] = &[Role::Sender, Role::Admin];
const READERS: &[Role] = &[Role::Analyst, Role::Compliance, Role::Admin];
const ANALYSTS: &[Role] = &[Role::Analyst, Role::Admin];
const AUDITORS: &[Role] = &[Role::Compliance, Role::Admin];
const ADMINS: &[Role] = &[Role::Admin];

const fn rule(method: Method, path: &'static str, roles: &'static [Role]) -> Rule {
    Rule { method, path, roles }
}

/// The table.
pub const RULES: &[Rule] = &[
    rule(Method::GET, "/healthz", EVERYBODY),
    rule(Method::GET, "/readyz", EVERYBODY),
    rule(Method::GET, "/metrics", ANY_TOKEN),
    rule(Method::GET, "/api/openapi.json", ANY_TOKEN),
    rule(Method::POST, "/api/v1/ingest/{feed}", SENDERS),
    rule(Method::GET, "/api/v1/events", READERS),
    rule(Method::GET, "/api/v1/events/{seq}", READERS),
    rule(Method::GET, "/api/v1/events/{seq}/raw", READERS),
    rule(Method::GET, "/api/v1/incidents", READERS),
    rule(Method::POST, "/api/v1/incidents", ANALYSTS),
    rule(Method::GET, "/api/v1/incidents/{id}", READERS),
    rule(Method::POST, "/api/v1/incidents/{id}/entries", ANALYSTS),
    rule(Method::DELETE, "/api/v1/incidents/{id}/entries/{number}", ANALYSTS),
    rule(Method::GET, "/api/v1/incidents/{id}/timeline", READERS),
    rule(Method::GET, "/api/v1/incidents/{id}/timeline/order", READERS),
    rule(Method::GET, "/api/v1/incidents/{id}/timeline/durations", READERS),
    rule(Method::GET, "/api/v1/observers", READERS),
    rule(Method::GET, "/api/v1/observers/{name}/clock", READERS),
    rule(Method::GET, "/api/v1/coverage", READERS),
    rule(Method::GET, "/api/v1/custody", AUDITORS),
    rule(Method::GET, "/api/v1/custody/checkpoint", READERS),
    rule(Method::POST, "/api/v1/custody/set-back", ADMINS),
    rule(Method::GET, "/api/v1/conservation", READERS),
    rule(Method::GET, "/api/v1/tokens", ADMINS),
    rule(Method::POST, "/api/v1/tokens", ADMINS),
    rule(Method::DELETE, "/api/v1/tokens/{id}", ADMINS),
    rule(Method::POST, "/api/v1/imports", ADMINS),
    rule(Method::POST, "/api/v1/imports/{sha256}/reading", ADMINS),
    rule(Method::POST, "/api/v1/index/rebuild", ADMINS),
];

/// Who may use a route; none where it does not stand in the table.
#[must_use]
pub fn find_roles(method: &Method, path: &str) -> Option<&'static [Role]> {
    // HEAD is answered by the handlers of GET.
    let method = if *method == Method::HEAD { &Method::GET } else { method };
    RULES.iter().find(|rule| rule.method == *method && rule.path == path).map(|rule| rule.roles)
}
