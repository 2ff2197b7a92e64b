//! `ledgerline demo`: a recorded incident through the real path, from sockets and files to its timeline.

mod clock;
mod player;
mod story;

use std::{
    fs::File,
    net::SocketAddr,
    path::Path,
    sync::Arc,
    time::{Duration, SystemTime},
};

use anyhow::{Context as _, Result, bail};
use casework::TimelineRequest;
use connectors::{syslog_tcp::SyslogTcpConfig, syslog_udp::SyslogUdpConfig};
use http::Method;
use intake::DataDirectory;
use model::{Clock, Role};
use serde_json::{Value as Json, json};
use tokio_util::sync::CancellationToken;

use self::{
    clock::StoryClock,
    player::play,
    story::{Story, StoryFile, Way},
};
use crate::{
    cli::{Demo, Global, Import, Output},
    client::Client,
    commands::import::import_file,
    config::{Config, Push},
    daemon::{Daemon, Listening},
    door::Door,
    exit::{self, Coded},
    output,
};

/// How long what was sent may take to be found.
const ARRIVAL: Duration = Duration::from_secs(30);

pub(crate) async fn run(global: &Global, _config: &Config, demo: &Demo) -> Result<u8> {
    let story = Story::read()?;
    let folder = tempfile::tempdir().context("failed to make a data directory for the demo")?;
    let data = global.data.clone().unwrap_or_else(|| folder.path().join("data"));
    if DataDirectory::is_founded(&data) {
        let said = "is a data directory already, and the demo wants one of its own: name another with --data, or none";
        return Err(Coded::usage(format!("{} {said}", data.display())));
    }
    let config = demo_config(&story, demo.listen);
    let clock = Arc::new(StoryClock::starting_at(story.collector.begins, story.collector.clock_error_max));
    let daemon = Daemon::start(&data, &config, Arc::<StoryClock>::clone(&clock), Listening::Network).await?;
    let door = Door::beside(Client::new(&DataDirectory::socket(&data)));
    let told = tell_story(&story, &daemon, &clock, &door, folder.path()).await;
    let shown = match told {
        Ok(incident) => show_incident(global, &daemon, &door, incident, demo, &data).await,
        Err(error) => Err(error),
    };
    if shown.is_ok() && !demo.exit {
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted?,
            failure = daemon.failed() => anstream::eprintln!("the daemon cannot go on: {failure}"),
        }
    }
    daemon.stop().await?;
    shown?;
    if global.data.is_some() {
        anstream::eprintln!("The demo's data is kept in {}.", data.display());
    } else {
        anstream::eprintln!("The demo's data is removed; --data DIR keeps it.");
    }
    Ok(exit::OK)
}

/// The configuration that the story's senders need: one syslog listener on a free port, and the API where asked.
fn demo_config(story: &Story, listen: SocketAddr) -> Config {
    let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
    let mut config = Config::default();
    config.http.listen = listen;
    config.syslog_tcp = story
        .syslog_feeds()
        .into_iter()
        .map(|(name, zone)| SyslogTcpConfig { name, zone, listen: loopback, ..SyslogTcpConfig::default() })
        .collect();
    config.syslog_udp = vec![SyslogUdpConfig { listen: loopback, ..SyslogUdpConfig::default() }];
    config.push = vec![Push { name: "push".into(), zone: None, year: None }];
    config
}

/// Plays what was sent, imports every file, waits until all can be found, and opens the case by searching.
async fn tell_story(story: &Story, daemon: &Daemon, clock: &StoryClock, door: &Door, scratch: &Path) -> Result<u64> {
    let mut records = play(story, daemon, clock).await?;
    for file in story.files.iter().filter(|file| file.way == Way::Import) {
        records += file.lines().count() as u64;
        let path = scratch.join(file.name());
        write_file(&path, file, clock)?;
        let import = Import { files: Vec::new(), feed: file.feed.clone(), zone: file.zone.clone(), year: file.year };
        import_file(door, &path, &import, &CancellationToken::new()).await?;
    }
    await_records(daemon, records).await?;
    let body = json!({"title": story.title, "summary": story.summary});
    let incident = door.client.ask(Method::POST, "/api/v1/incidents", Some(&body)).await?;
    let id = incident.get("id").and_then(Json::as_u64).context("the case has no number")?;
    for search in &story.searches {
        let body = json!({"query": search.query, "note": search.about});
        door.client.ask(Method::POST, &format!("/api/v1/incidents/{id}/entries"), Some(&body)).await?;
    }
    Ok(id)
}

/// A file as it lay on its host when the recording ended.
fn write_file(path: &Path, file: &StoryFile, clock: &StoryClock) -> Result<()> {
    std::fs::write(path, file.content)?;
    let nanos = u64::try_from(clock.now().0).unwrap_or(0);
    File::options().append(true).open(path)?.set_modified(SystemTime::UNIX_EPOCH + Duration::from_nanos(nanos))?;
    Ok(())
}

/// Waits until so many records can be found.
async fn await_records(daemon: &Daemon, records: u64) -> Result<()> {
    let arrived = async {
        loop {
            daemon.intake.flush().await?;
            let found = daemon.intake.index().current().documents();
            if found >= records {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    match tokio::time::timeout(ARRIVAL, arrived).await {
        Ok(done) => done,
        Err(_) => bail!("not all of the {records} records arrived within {ARRIVAL:?}"),
    }
}

async fn show_incident(
    global: &Global,
    daemon: &Daemon,
    door: &Door,
    incident: u64,
    demo: &Demo,
    data: &Path,
) -> Result<()> {
    let casework = daemon.casework.clone();
    let report = tokio::task::spawn_blocking(move || casework.timeline(incident, TimelineRequest::default())).await??;
    if global.output == Output::Json {
        output::print_json(&report::render_json(&report))?;
    } else {
        output::print(&report::render_table(&report, output::width(), output::colour()))?;
    }
    daemon.intake.seal().await;
    let sums = door.client.ask(Method::GET, "/api/v1/conservation", None).await?;
    anstream::eprintln!("\n{}", describe_sums(&sums));
    if demo.exit {
        return Ok(());
    }
    let body = json!({"name": "demo", "role": Role::Admin});
    let token = door.client.ask(Method::POST, "/api/v1/tokens", Some(&body)).await?;
    let secret = token.get("secret").and_then(Json::as_str).unwrap_or_default();
    let http = daemon.http.map(|address| address.to_string()).unwrap_or_default();
    anstream::eprintln!(
        "The API runs until Ctrl-C; its clock goes on from the end of the recording. {}Try it:\n  export TOKEN={secret}\n  \
         curl -H \"Authorization: Bearer $TOKEN\" -H 'Accept: text/markdown' http://{http}/api/v1/incidents/{incident}/timeline\n  \
         curl -H \"Authorization: Bearer $TOKEN\" -G http://{http}/api/v1/events --data-urlencode 'q=user.name:ops14' -d limit=3\n  \
         curl -H \"Authorization: Bearer $TOKEN\" http://{http}/api/openapi.json\n  \
         ledgerline verify {}",
        if global.data.is_some() { "" } else { "The data is removed then; --data DIR keeps it. " },
        data.display()
    );
    Ok(())
}

fn describe_sums(sums: &Json) -> String {
    let feeds = sums.get("feeds").and_then(Json::as_object);
    let total = |key: &str| -> u64 {
        feeds.into_iter().flatten().filter_map(|(_, feed)| feed.get(key).and_then(Json::as_u64)).sum()
    };
    let rejected: u64 = feeds
        .into_iter()
        .flatten()
        .filter_map(|(_, feed)| feed.get("rejected")?.as_object())
        .flat_map(|reasons| reasons.values().filter_map(Json::as_u64))
        .sum();
    format!(
        "received {} = indexed {} + duplicate {} + quarantined {} + rejected {rejected}",
        total("received"),
        total("indexed"),
        total("duplicate"),
        total("quarantined")
    )
}
