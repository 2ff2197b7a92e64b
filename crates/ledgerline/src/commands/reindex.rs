//! `ledgerline reindex`: the index again from the vault; both digests must be the same.

use anyhow::Result;
use http::Method;
use serde_json::Value as Json;

use crate::{
    cli::{Global, Output},
    config::Config,
    door::Door,
    exit, output,
};

pub(crate) async fn run(global: &Global, config: &Config) -> Result<u8> {
    let door = Door::open(global, config).await?;
    let answer = door.client.ask(Method::POST, "/api/v1/index/rebuild", None).await;
    door.close().await?;
    let answer = answer?;
    let same = answer.get("same").and_then(Json::as_bool).unwrap_or(false);
    if global.output == Output::Json {
        output::print_json(&answer)?;
    } else {
        let text = |key: &str| answer.get(key).map(|value| value.to_string().replace('"', "")).unwrap_or_default();
        output::print(&format!(
            "events   {} (through record {})\nfed      {}\n      →  {}\ncolumns  {}\n      →  {}\n{}\n",
            text("documents"),
            text("through_seq"),
            text("fed_before"),
            text("fed_after"),
            text("columns_before"),
            text("columns_after"),
            if same { "the same" } else { "NOT the same: the index before was damaged; the rebuilt one serves" },
        ))?;
    }
    Ok(if same { exit::OK } else { exit::BROKEN })
}
