//! HTTP: push, queries, incidents, custody; OpenAPI; roles in one table.
//!
//! The outermost crate but the binary: it turns requests into calls of `intake` (the way in) and `casework` (the way
//! back), and what they give into JSON, CSV and Markdown. Every error is a problem (RFC 9457), every route stands in
//! one table of roles, every handler in the OpenAPI description.
//!
//! It never knows SQL or how the index is built, and it decides nothing of the domain. Begin at [`router`].

mod authorize;
mod clocks;
mod conservation;
mod coverage;
mod custody;
mod events;
mod extract;
mod health;
mod imports;
mod incidents;
mod ingest;
mod problem;
mod pushes;
mod rebuild;
mod roles;
mod router;
mod serve;
mod state;
mod timelines;
mod tokens;
mod when;

pub use problem::Problem;
pub use pushes::{Pushed, Pushes};
pub use roles::{RULES, Rule, find_roles};
pub use router::{describe_api, router, socket_router};
pub use serve::{ServeError, serve_network, serve_socket};
pub use state::{ApiConfig, ApiState};
