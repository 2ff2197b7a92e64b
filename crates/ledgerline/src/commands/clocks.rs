//! `ledgerline timeline`, `order`, `durations`, `coverage` and `observers`: exact time, as the API gives it.

use anyhow::Result;
use http::Method;
use serde_json::Value as Json;

use crate::{
    cli::{Coverage, Durations, Global, Observers, Order, Output, Timeline},
    client::encode,
    config::Config,
    door::Door,
    exit, output,
};

/// `ledgerline timeline`.
pub(crate) async fn show_timeline(global: &Global, config: &Config, timeline: &Timeline) -> Result<u8> {
    let mut path = format!(
        "/api/v1/incidents/{}/timeline?width={}&colour={}&assume={}",
        timeline.incident,
        output::width(),
        output::colour(),
        encode(&timeline.assume.assume)
    );
    if let Some(at) = &timeline.known_at {
        path += &format!("&known_at={}", encode(at));
    }
    let media = match global.output {
        Output::Table => "text/plain",
        Output::Json => "application/json",
    };
    let door = Door::open(global, config).await?;
    let shown = door.client.ask_text(&path, media).await;
    door.close().await?;
    let shown = shown?;
    output::print(&if shown.ends_with('\n') { shown } else { shown + "\n" })?;
    Ok(exit::OK)
}

/// `ledgerline order`.
pub(crate) async fn show_order(global: &Global, config: &Config, order: &Order) -> Result<u8> {
    let path = format!(
        "/api/v1/incidents/{}/timeline/order?a={}&b={}&assume={}",
        order.incident,
        encode(&order.a),
        encode(&order.b),
        encode(&order.assume.assume)
    );
    let answer = ask(global, config, &path).await?;
    match global.output {
        Output::Json => output::print_json(&answer)?,
        Output::Table => output::print(&report::describe_order(&answer))?,
    }
    Ok(exit::OK)
}

/// `ledgerline durations`.
pub(crate) async fn show_durations(global: &Global, config: &Config, durations: &Durations) -> Result<u8> {
    let mut path = format!(
        "/api/v1/incidents/{}/timeline/durations?assume={}",
        durations.incident,
        encode(&durations.assume.assume)
    );
    let named = [
        ("first_sign", &durations.first_sign),
        ("first_alert", &durations.first_alert),
        ("acknowledged", &durations.acknowledged),
        ("contained", &durations.contained),
    ];
    for (name, exhibit) in named {
        if let Some(exhibit) = exhibit {
            path += &format!("&{name}={}", encode(exhibit));
        }
    }
    let answer = ask(global, config, &path).await?;
    match global.output {
        Output::Json => output::print_json(&answer)?,
        Output::Table => output::print(&report::describe_durations(&answer))?,
    }
    Ok(exit::OK)
}

/// `ledgerline coverage`.
pub(crate) async fn show_coverage(global: &Global, config: &Config, coverage: &Coverage) -> Result<u8> {
    let path = format!("/api/v1/coverage?from={}&to={}", encode(&coverage.from), encode(&coverage.to));
    let answer = ask(global, config, &path).await?;
    match global.output {
        Output::Json => output::print_json(&answer)?,
        Output::Table => output::print(&report::render_coverage_table(&answer, output::width(), output::colour()))?,
    }
    Ok(exit::OK)
}

/// `ledgerline observers`.
pub(crate) async fn list_observers(global: &Global, config: &Config, observers: &Observers) -> Result<u8> {
    let path = format!("/api/v1/observers?assume={}", encode(&observers.assume.assume));
    let answer = ask(global, config, &path).await?;
    match global.output {
        Output::Json => output::print_json(&answer)?,
        Output::Table => output::print(&report::render_observer_table(&answer, output::width(), output::colour()))?,
    }
    Ok(exit::OK)
}

async fn ask(global: &Global, config: &Config, path: &str) -> Result<Json> {
    let door = Door::open(global, config).await?;
    let answer = door.client.ask(Method::GET, path, None).await;
    door.close().await?;
    answer
}
