//! The table of contents: every route, and what stands before all of them.

use axum::{Router, extract::DefaultBodyLimit, http::StatusCode, middleware, routing::get};
use tower_http::timeout::TimeoutLayer;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    authorize::{Door, authorize},
    clocks, conservation, coverage, custody, events, health, imports, incidents, ingest,
    problem::Problem,
    rebuild,
    state::ApiState,
    timelines, tokens,
};

/// The API as the network sees it: tokens decide.
pub fn router(state: ApiState) -> Router {
    guarded(state, Door::Network)
}

/// The API behind the socket in the data directory: whoever can open it is an administrator.
pub fn socket_router(state: ApiState) -> Router {
    guarded(state, Door::Socket)
}

/// The OpenAPI description of the API.
#[must_use]
pub fn describe_api() -> utoipa::openapi::OpenApi {
    routes().split_for_parts().1
}

fn routes() -> OpenApiRouter<ApiState> {
    let described = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(health::show_health))
        .routes(routes!(health::show_readiness))
        .routes(routes!(health::show_metrics))
        .routes(routes!(health::show_description))
        .routes(routes!(ingest::push_records))
        .routes(routes!(events::list_events))
        .routes(routes!(events::show_event))
        .routes(routes!(events::show_raw))
        .routes(routes!(incidents::list_incidents, incidents::create_incident))
        .routes(routes!(incidents::show_incident))
        .routes(routes!(incidents::add_entries))
        .routes(routes!(incidents::retract_entry))
        .routes(routes!(timelines::show_timeline))
        .routes(routes!(timelines::show_order))
        .routes(routes!(timelines::show_durations))
        .routes(routes!(clocks::list_observers))
        .routes(routes!(clocks::show_clock))
        .routes(routes!(coverage::show_coverage))
        .routes(routes!(custody::list_custody))
        .routes(routes!(custody::show_checkpoint))
        .routes(routes!(custody::admit_set_back))
        .routes(routes!(conservation::show_conservation))
        .routes(routes!(tokens::list_tokens, tokens::create_token))
        .routes(routes!(tokens::revoke_token));
    // These run as long as their work takes.
    described
        .routes(routes!(imports::import_file))
        .routes(routes!(imports::reread_file))
        .routes(routes!(rebuild::rebuild_index))
}

fn guarded(state: ApiState, door: Door) -> Router {
    let body_bytes_max = state.config.push_bytes_max;
    let timeout = std::time::Duration::from_secs(state.config.request_seconds_max);
    let (router, _) = routes().split_for_parts();
    let router = router
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .route_layer(middleware::from_fn_with_state((state.clone(), door), authorize))
        .fallback(
            get(async || Problem::not_found("no such path")).fallback(async || Problem::not_found("no such path")),
        )
        .layer(DefaultBodyLimit::max(body_bytes_max));
    let router = match door {
        Door::Network => router.layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, timeout)),
        Door::Socket => router,
    };
    router.with_state(state)
}

/// What the description says beside its paths.
#[derive(OpenApi)]
#[openapi(
    info(title = "Ledgerline", description = "Evidence in, exact timelines out. Events speak ECS."),
    components(schemas(Problem)),
    security(("token" = [])),
    modifiers(&BearerToken)
)]
struct Description;

struct BearerToken;

impl Modify for BearerToken {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        api.components.get_or_insert_default().add_security_scheme("token", scheme);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::{RULES, describe_api};

    #[test]
    fn every_route_stands_in_the_table_of_roles_and_the_other_way_round() {
        let api = serde_json::to_value(describe_api()).unwrap();
        let described: BTreeSet<_> = api["paths"]
            .as_object()
            .unwrap()
            .iter()
            .flat_map(|(path, item)| {
                item.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
            })
            .collect();
        let ruled: BTreeSet<_> = RULES.iter().map(|rule| format!("{} {}", rule.method, rule.path)).collect();
        assert_eq!(described, ruled);
        assert_eq!(RULES.len(), ruled.len(), "a route stands once");
    }

    #[test]
    fn a_parameter_is_in_the_path_where_it_stands_there_and_nowhere_else() {
        let api = serde_json::to_value(describe_api()).unwrap();
        let mut queries = 0;
        for (path, item) in api["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
                let named: BTreeSet<_> = path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).collect();
                let named: BTreeSet<_> = named.into_iter().map(|(name, _)| name.to_owned()).collect();
                let of = |place: &str| -> BTreeSet<_> {
                    let there = parameters.iter().filter(|parameter| parameter["in"] == place);
                    there.map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect()
                };
                assert_eq!(of("path"), named, "{method} {path}");
                assert_eq!(of("path").len() + of("query").len(), parameters.len(), "{method} {path}");
                queries += of("query").len();
            }
        }
        assert!(queries > 20, "{queries}");
        let order = &api["paths"]["/api/v1/incidents/{id}/timeline/order"]["get"]["parameters"];
        let required = |name: &str| {
            let found = order.as_array().unwrap().iter().find(|parameter| parameter["name"] == name);
            found.unwrap()["required"].as_bool().unwrap()
        };
        assert!(required("a") && required("b") && !required("assume"));
    }

    #[test]
    fn nothing_is_open_but_health_and_readiness() {
        let open: Vec<_> = RULES.iter().filter(|rule| rule.roles.is_empty()).map(|rule| rule.path).collect();
        assert_eq!(open, ["/healthz", "/readyz"]);
    }
}
