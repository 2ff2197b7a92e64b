//! The recording, played: each line is sent at its moment over the connection of its sender.

use std::{collections::BTreeMap, time::Duration};

use anyhow::{Context as _, Result, bail};
use model::Seq;
use tokio::{io::AsyncWriteExt as _, net::TcpStream};

use super::{
    clock::StoryClock,
    story::{Framing, Story, Way},
};
use crate::daemon::Daemon;

/// How long one line may take to be on the disk.
const ARRIVAL: Duration = Duration::from_secs(30);

/// One sender: its connection and its lines.
struct Sender {
    connection: TcpStream,
    framing: Framing,
    lines: Vec<&'static [u8]>,
}

/// Sends every line that came over the network, in the order and at the moments of its arrival, and gives how many.
/// A line is on the disk before the next one is sent, so that its receipt is the recorded one.
pub(super) async fn play(story: &Story, daemon: &Daemon, clock: &StoryClock) -> Result<u64> {
    let mut senders = connect(story, daemon).await?;
    let mut sent = 0;
    let mut through = Seq(0);
    for arrival in &story.arrivals {
        let sender = senders.get_mut(arrival.path.as_str());
        let sender = sender.with_context(|| format!("{} is sent by nobody", arrival.path))?;
        let line = arrival.line.checked_sub(1).and_then(|index| sender.lines.get(index));
        let line = *line.with_context(|| format!("{} has no line {}", arrival.path, arrival.line))?;
        clock.leap_to(arrival.received_at);
        sender.connection.write_all(&sender.framing.frame(std::iter::once(line))).await?;
        through = await_durable(daemon, through, line).await?;
        sent += 1;
    }
    let lines: usize = senders.values().map(|sender| sender.lines.len()).sum();
    if sent != lines as u64 {
        bail!("{lines} lines are sent, and {sent} arrivals are recorded");
    }
    for sender in senders.values_mut() {
        sender.connection.shutdown().await?;
    }
    clock.leap_to(story.collector.ends);
    Ok(sent)
}

async fn connect<'a>(story: &'a Story, daemon: &Daemon) -> Result<BTreeMap<&'a str, Sender>> {
    let mut senders = BTreeMap::new();
    for file in &story.files {
        let Way::Tcp(framing) = file.way else { continue };
        let found = daemon.syslog_tcp.iter().find(|(feed, _)| *feed == file.feed);
        let (_, address) = found.with_context(|| format!("no listener for the feed {}", file.feed))?;
        let connection = TcpStream::connect(address).await?;
        connection.set_nodelay(true)?;
        senders.insert(file.path.as_str(), Sender { connection, framing, lines: file.lines().collect() });
    }
    Ok(senders)
}

/// Waits until a line is on the disk, behind a record, and says how far the vault goes then: what is sent over TCP has
/// no answer to wait for.
async fn await_durable(daemon: &Daemon, behind: Seq, line: &[u8]) -> Result<Seq> {
    let vault = daemon.intake.events().vault();
    let arrived = async {
        let mut behind = behind;
        loop {
            let through = vault.durable_through();
            let mut new = if through > behind { Some(vault.scan(Seq(behind.0 + 1), through)) } else { None };
            if new.iter_mut().flatten().any(|of| of.is_ok_and(|of| of.raw.as_ref() == line)) {
                return through;
            }
            behind = through;
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    match tokio::time::timeout(ARRIVAL, arrived).await {
        Ok(through) => Ok(through),
        Err(_) => bail!("a line did not arrive within {ARRIVAL:?}"),
    }
}
