//! `ledgerline import`: files in, a conservation sum for each out.

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use bytes::Bytes;
use connectors::file::{Acquired, acquire, acquire_stream};
use http::Method;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use intake::DataDirectory;
use serde_json::{Value as Json, json};
use tokio::{
    signal::unix::{SignalKind, signal},
    task,
};
use tokio_util::sync::CancellationToken;

use crate::{
    cli::{Global, Import, Output},
    client::{channel_body, encode},
    commands::reread::describe_reading,
    config::Config,
    door::Door,
    exit::{self, Coded},
    output,
};

/// Bytes sent at once.
const CHUNK_BYTES: usize = 1 << 18;

pub(crate) async fn run(global: &Global, config: &Config, import: &Import) -> Result<u8> {
    let interrupted = listen_for_interrupt()?;
    // Files that cannot be read found no vault.
    if !DataDirectory::is_founded(global.data())
        && let Some(refused) = refuse_unreadable(&import.files)
    {
        return Ok(refused);
    }
    let door = Door::open_or_found(global, config).await?;
    let mut sums = Vec::new();
    let mut failed = None;
    for path in &import.files {
        if interrupted.is_cancelled() {
            break;
        }
        match import_file(&door, path, import, &interrupted).await {
            Ok(Some(sum)) => {
                if global.output == Output::Table {
                    output::print(&describe_sum(&sum))?;
                }
                sums.push(sum);
            }
            Ok(None) => {}
            Err(error) => {
                anstream::eprintln!("ledgerline: {}", exit::describe(&error));
                failed.get_or_insert(error);
            }
        }
    }
    door.close().await?;
    if global.output == Output::Json {
        output::print_json(&Json::Array(sums.clone()))?;
    }
    if interrupted.is_cancelled() {
        let kept: u64 = sums.iter().filter_map(|sum| sum.get("received").and_then(Json::as_u64)).sum();
        anstream::eprintln!("ledgerline: interrupted, {kept} kept, run again");
        return Ok(exit::INTERRUPTED);
    }
    if let Some(error) = failed {
        // Told already, file by file.
        return Ok(error.downcast_ref::<Coded>().map_or(exit::FAILED, |coded| coded.code));
    }
    let whole =
        sums.iter().all(|sum| sum.get("balanced") == Some(&json!(true)) && sum.get("problem") == Some(&Json::Null));
    Ok(if whole { exit::OK } else { exit::FAILED })
}

/// Cancelled by the first Ctrl-C or SIGTERM: the import ends in order. The second ends the process.
fn listen_for_interrupt() -> Result<CancellationToken> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let interrupted = CancellationToken::new();
    let cancelled = interrupted.clone();
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            if cancelled.is_cancelled() {
                std::process::exit(i32::from(exit::INTERRUPTED));
            }
            cancelled.cancel();
        }
    });
    Ok(interrupted)
}

/// Where no file of all can be opened: tells why, and gives the exit code.
fn refuse_unreadable(files: &[PathBuf]) -> Option<u8> {
    let opened = |path: &PathBuf| if path == Path::new("-") { Ok(()) } else { File::open(path).map(|_| ()) };
    let refused: Vec<_> = files.iter().map_while(|path| opened(path).err().map(|error| (path, error))).collect();
    if refused.len() < files.len() {
        return None;
    }
    for (path, error) in refused {
        anstream::eprintln!("ledgerline: acquire {}: {error}", path.display());
    }
    Some(exit::UNREADABLE)
}

/// Acquires one file, sends its bytes as they are, and gives its sum; none where it was interrupted before it began.
pub(crate) async fn import_file(
    door: &Door,
    path: &Path,
    import: &Import,
    interrupted: &CancellationToken,
) -> Result<Option<Json>> {
    let name = path.to_owned();
    let acquiring = task::spawn_blocking(move || acquire_path(&name));
    let acquired = tokio::select! {
        () = interrupted.cancelled() => return Ok(None),
        acquired = acquiring => acquired?,
    };
    let (acquired, file) = acquired.map_err(|error| Coded::unreadable(exit::describe(&error)))?;
    let bar = progress_bar(&acquired);
    let (sender, body) = channel_body();
    let (counting, ending) = (bar.clone(), interrupted.clone());
    let sending = task::spawn_blocking(move || send_file(file, &sender, &counting, &ending));
    let target = import_target(&acquired, import);
    let sum = door.client.send(Method::POST, &target, body).await;
    bar.finish_and_clear();
    let sent = sending.await?;
    let sum = sum.with_context(|| format!("failed to import {}", path.display()))?;
    // A daemon that stopped reading at a bound ends the sending; its answer says so.
    drop(sent);
    Ok(Some(sum))
}

fn acquire_path(path: &Path) -> Result<(Acquired, File)> {
    if path == Path::new("-") {
        let mut spool = tempfile::tempfile().context("failed to make a file for standard input")?;
        let acquired = acquire_stream(std::io::stdin().lock(), &mut spool, "-")?;
        return Ok((acquired, spool));
    }
    Ok(acquire(path)?)
}

fn import_target(acquired: &Acquired, import: &Import) -> String {
    let mut target = format!(
        "/api/v1/imports?name={}&size_bytes={}&sha256={}&feed={}",
        encode(&acquired.name),
        acquired.size_bytes,
        acquired.sha256,
        encode(&import.feed)
    );
    let options = [
        ("modified_at_ns", acquired.modified_at.map(|at| at.0.to_string())),
        ("compression", acquired.compression.map(|compression| compression.name().to_owned())),
        ("zone", import.zone.clone()),
        ("year", import.year.map(|year| year.to_string())),
    ];
    for (name, value) in options {
        if let Some(value) = value {
            target += &format!("&{name}={}", encode(&value));
        }
    }
    target
}

fn send_file(
    mut file: File,
    sender: &tokio::sync::mpsc::Sender<std::io::Result<Bytes>>,
    bar: &ProgressBar,
    ending: &CancellationToken,
) -> std::io::Result<()> {
    let mut buffer = vec![0; CHUNK_BYTES];
    // A body that ends early says that it was interrupted.
    while !ending.is_cancelled() {
        let count = file.read(&mut buffer)?;
        let Some(chunk) = buffer.get(..count).filter(|chunk| !chunk.is_empty()) else { return Ok(()) };
        if sender.blocking_send(Ok(Bytes::copy_from_slice(chunk))).is_err() {
            return Ok(());
        }
        bar.inc(count as u64);
    }
    Ok(())
}

fn progress_bar(acquired: &Acquired) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(acquired.size_bytes), ProgressDrawTarget::stderr());
    let template = "{msg} {bar:30} {bytes}/{total_bytes} {bytes_per_sec}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(acquired.name.escape_debug().to_string());
    bar
}

/// One line that adds up, and what went wrong below it.
fn describe_sum(sum: &Json) -> String {
    let number = |key: &str| sum.get(key).and_then(Json::as_u64).unwrap_or_default();
    let text = |key: &str| sum.get(key).and_then(Json::as_str).unwrap_or_default().escape_debug().to_string();
    let rejected: Vec<_> = sum
        .get("rejected")
        .and_then(Json::as_object)
        .into_iter()
        .flatten()
        .map(|(why, n)| format!("{why} {n}"))
        .collect();
    let reasons = if rejected.is_empty() { "0".to_owned() } else { rejected.join(", ") };
    let mut line = format!(
        "{}: received {} = indexed {} + duplicate {} + quarantined {} + rejected {reasons}\n  sha256 {}\n",
        text("file"),
        number("received"),
        number("indexed"),
        number("duplicate"),
        number("quarantined"),
        text("sha256"),
    );
    if sum.get("balanced") != Some(&json!(true)) {
        line += "  THE SUM DOES NOT HOLD\n";
    }
    let duplicate = sum.get("duplicate").and_then(Json::as_u64).unwrap_or_default();
    if duplicate > 0 && sum.get("read_before").is_some_and(|reading| !reading.is_null()) {
        line += &format!(
            "  it came before, read with {}, and stays so; `ledgerline reread` with this SHA-256 reads it otherwise\n",
            describe_reading(sum.get("read_before")),
        );
    }
    if sum.get("problem").is_some_and(|problem| !problem.is_null()) {
        line += &format!("  problem: {}\n", text("problem"));
    }
    line
}
