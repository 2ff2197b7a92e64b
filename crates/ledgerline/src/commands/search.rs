//! `ledgerline search`: events that a query finds, oldest first.

use anyhow::Result;
use http::Method;
use serde_json::Value as Json;

use crate::{
    cli::{Global, Output, Search},
    client::encode,
    config::Config,
    door::Door,
    exit, output,
};

/// Events asked for at once.
const PAGE_EVENTS: usize = 1000;

pub(crate) async fn run(global: &Global, config: &Config, search: &Search) -> Result<u8> {
    // A wrong query is told before anything is opened, with the place where it goes wrong.
    if let Err(error) = casework::parse_query(&search.query) {
        let mark = format!("  {}\n  {}^", search.query, " ".repeat(error.column.saturating_sub(1)));
        return Err(crate::exit::Coded::usage(format!("{error}\n{mark}")));
    }
    let door = Door::open(global, config).await?;
    let found = match door.catch_up().await {
        Ok(()) => find_events(&door, search).await,
        Err(error) => Err(error),
    };
    door.close().await?;
    let events = found?;
    match global.output {
        Output::Json => {
            let lines: String = events.iter().map(|event| format!("{event}\n")).collect();
            output::print(&lines)?;
        }
        Output::Table => {
            output::print(&report::render_event_table(&events, output::width(), output::colour()))?;
            anstream::eprintln!(
                "{} events{}",
                events.len(),
                if events.len() == search.limit { " (limit)" } else { "" }
            );
        }
    }
    Ok(exit::OK)
}

async fn find_events(door: &Door, search: &Search) -> Result<Vec<Json>> {
    let mut events = Vec::new();
    let mut cursor: Option<String> = None;
    while events.len() < search.limit {
        let limit = PAGE_EVENTS.min(search.limit - events.len());
        let mut path = format!("/api/v1/events?limit={limit}&q={}", encode(&search.query));
        let options = [("from", &search.from), ("to", &search.to), ("cursor", &cursor)];
        if search.true_time {
            path += "&time=true";
        }
        for (name, value) in options {
            if let Some(value) = value {
                path += &format!("&{name}={}", encode(value));
            }
        }
        let mut page = door.client.ask(Method::GET, &path, None).await?;
        if let Some(Json::Array(found)) = page.get_mut("events").map(Json::take) {
            events.extend(found);
        }
        match page.get("next").and_then(Json::as_str) {
            Some(next) => cursor = Some(next.to_owned()),
            None => break,
        }
    }
    Ok(events)
}
