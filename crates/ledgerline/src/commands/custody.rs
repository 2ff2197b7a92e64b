//! `ledgerline custody …`: acts of the operator on the trail itself.

use anyhow::Result;
use http::Method;
use serde_json::{Value as Json, json};

use crate::{
    cli::{Custody, Global, Output},
    config::Config,
    door::Door,
    exit, output,
};

pub(crate) async fn run(global: &Global, config: &Config, custody: &Custody) -> Result<u8> {
    let Custody::AdmitSetBack { reason } = custody;
    let door = Door::open(global, config).await?;
    let body = json!({ "reason": reason });
    let answer = door.client.ask(Method::POST, "/api/v1/custody/set-back", Some(&body)).await;
    door.close().await?;
    let answer = answer?;
    match global.output {
        Output::Json => output::print_json(&answer)?,
        Output::Table => {
            let entry = answer.get("entry").map(Json::to_string).unwrap_or_default();
            let note = answer.get("checkpoint").and_then(Json::as_str).unwrap_or_default();
            output::print(&format!("declared in custody entry {entry}; custody is signed again:\n{note}"))?;
        }
    }
    Ok(exit::OK)
}
