//! `ledgerline reread`: a file read again under another zone or year.

use anyhow::Result;
use http::Method;
use serde_json::{Map, Value as Json, json};

use crate::{
    cli::{Global, Output, Reread},
    client::encode,
    config::Config,
    door::Door,
    exit, output,
};

pub(crate) async fn run(global: &Global, config: &Config, reread: &Reread) -> Result<u8> {
    let door = Door::open(global, config).await?;
    let target = format!("/api/v1/imports/{}/reading", encode(&reread.sha256));
    let mut body = Map::from_iter([("reason".to_owned(), json!(reread.reason))]);
    if reread.zone.is_some() || reread.no_zone {
        body.insert("zone".to_owned(), json!(reread.zone));
    }
    if reread.year.is_some() || reread.no_year {
        body.insert("year".to_owned(), json!(reread.year));
    }
    let body = Json::Object(body);
    let answer = door.client.ask(Method::POST, &target, Some(&body)).await;
    door.close().await?;
    let answer = answer?;
    match global.output {
        Output::Json => output::print_json(&answer)?,
        Output::Table => output::print(&format!(
            "records {}, until now read with {}, from now on with {}: custody entry {}\n",
            answer.get("records").map(Json::to_string).unwrap_or_default(),
            describe_readings(answer.get("was")),
            describe_reading(answer.get("now")),
            answer.get("entry").map(Json::to_string).unwrap_or_default(),
        ))?,
    }
    Ok(exit::OK)
}

/// How a file was read, in words: all of it, or one part so and another so.
fn describe_readings(readings: Option<&Json>) -> String {
    let readings = readings.and_then(Json::as_array).into_iter().flatten();
    readings.map(|reading| describe_reading(Some(reading))).collect::<Vec<_>>().join(" or ")
}

/// How a file is read, in words.
pub(crate) fn describe_reading(reading: Option<&Json>) -> String {
    let zone = reading.and_then(|reading| reading.get("zone")).and_then(Json::as_str);
    let year = reading.and_then(|reading| reading.get("year")).and_then(Json::as_i64);
    match (zone, year) {
        (Some(zone), Some(year)) => format!("the zone {} and the year {year}", zone.escape_debug()),
        (Some(zone), None) => format!("the zone {}", zone.escape_debug()),
        (None, Some(year)) => format!("the year {year}"),
        (None, None) => "neither zone nor year given".to_owned(),
    }
}
