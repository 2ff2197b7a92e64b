//! `ledgerline token create|list|revoke`.

use anyhow::Result;
use comfy_table::{Table, presets};
use http::Method;
use model::Clock as _;
use serde_json::{Value as Json, json};

use crate::{
    cli::{Global, Output, Token, TokenCreate},
    clock::SystemClock,
    config::Config,
    door::Door,
    exit, output,
};

pub(crate) async fn run(global: &Global, config: &Config, token: &Token) -> Result<u8> {
    let door = Door::open(global, config).await?;
    let done = match token {
        Token::Create(create) => create_token(&door, global, create).await,
        Token::List => list_tokens(&door, global).await,
        Token::Revoke { id } => {
            let path = format!("/api/v1/tokens/{}", crate::client::encode(id));
            door.client.ask(Method::DELETE, &path, None).await.map(|_| ())
        }
    };
    door.close().await?;
    done.map(|()| exit::OK)
}

async fn create_token(door: &Door, global: &Global, create: &TokenCreate) -> Result<()> {
    let expires_at = create.expires_in.map(|duration| {
        let nanos = i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX);
        SystemClock::new().now().saturating_add(nanos).to_string()
    });
    let body = json!({"name": create.name, "role": create.role, "feeds": create.feeds, "expires_at": expires_at});
    let made = door.client.ask(Method::POST, "/api/v1/tokens", Some(&body)).await?;
    match global.output {
        Output::Json => output::print_json(&made),
        Output::Table => output::print(&format!("{}\n", made.get("secret").and_then(Json::as_str).unwrap_or_default())),
    }
}

async fn list_tokens(door: &Door, global: &Global) -> Result<()> {
    let tokens = door.client.ask(Method::GET, "/api/v1/tokens", None).await?;
    if global.output == Output::Json {
        return output::print_json(&tokens);
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(["id", "name", "role", "feeds", "created", "expires", "revoked"]);
    for token in tokens.as_array().into_iter().flatten() {
        let text = |key: &str| token.get(key).and_then(Json::as_str).unwrap_or("-").escape_debug().to_string();
        let feeds: Vec<_> =
            token.get("feeds").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
        let feeds = if feeds.is_empty() { "every".to_owned() } else { feeds.join(", ") };
        table.add_row([
            text("id"),
            text("name"),
            text("role"),
            feeds,
            text("created_at"),
            text("expires_at"),
            text("revoked_at"),
        ]);
    }
    output::print(&format!("{table}\n"))
}
