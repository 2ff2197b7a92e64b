//! The command line. Scripts call it so: names and meanings are a contract.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Keeps every byte as evidence, rebuilds the timeline of an incident, and proves that nothing was altered.
#[derive(Debug, Parser)]
#[command(name = "ledgerline", version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The data directory [default: ./ledgerline-data].
    #[arg(long, global = true, env = "LEDGERLINE_DATA", value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// The configuration file; without one every setting has its default.
    #[arg(long, global = true, env = "LEDGERLINE_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// How results are printed: tables for people, JSON for scripts.
    #[arg(long, global = true, value_enum, default_value_t = Output::Table)]
    pub(crate) output: Output,
}

impl Global {
    /// The data directory, whether or not one was named.
    pub(crate) fn data(&self) -> &Path {
        self.data.as_deref().unwrap_or(Path::new("./ledgerline-data"))
    }
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    /// A table.
    Table,
    /// JSON.
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Take a recorded incident through the real path and show its timeline. Its data goes when it ends, unless --data
    /// names where to keep it.
    Demo(Demo),
    /// Run the daemon.
    Serve,
    /// Take files in as evidence (`-` is standard input; plain, gzip, zstd).
    Import(Import),
    /// Read an imported file under another zone or year: its evidence stays as it is, custody says who changed it and why.
    Reread(Reread),
    /// Read lines from standard input, print one ECS JSON event for each.
    Parse(Parse),
    /// Search events.
    Search(Search),
    /// Show an incident's timeline.
    Timeline(Timeline),
    /// Say how two exhibits of an incident stand to each other, with the proof.
    Order(Order),
    /// Say how long it took from one milestone of an incident to the next.
    Durations(Durations),
    /// Say what could be seen when: quiet, silent, not listened to, dropped.
    Coverage(Coverage),
    /// List the clocks that were met: how far each stands from UTC, and what was noticed.
    Observers(Observers),
    /// Check that no evidence and no custody entry in a data directory was altered (exit 0 intact, 2 broken, 74 unreadable).
    Verify(Verify),
    /// Rebuild the index from the vault and compare the digests.
    Reindex,
    /// The trail of who did what to the evidence.
    #[command(subcommand)]
    Custody(Custody),
    /// Tokens for the API.
    #[command(subcommand)]
    Token(Token),
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// End after the timeline is printed.
    #[arg(long)]
    pub(crate) exit: bool,
    /// Where the API listens.
    #[arg(long, default_value = "127.0.0.1:7600", value_name = "ADDRESS:PORT")]
    pub(crate) listen: std::net::SocketAddr,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The name of the feed they belong to.
    #[arg(long, default_value = "import", value_name = "NAME")]
    pub(crate) feed: String,
    /// The zone of times that state none: an IANA name or +hh:mm.
    #[arg(long, value_name = "ZONE")]
    pub(crate) zone: Option<String>,
    /// The year of times that state none.
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Option<i32>,
}

#[derive(Debug, Args)]
pub(crate) struct Reread {
    /// SHA-256 of the file, as its import printed it.
    #[arg(value_name = "SHA256")]
    pub(crate) sha256: String,
    /// The zone of times that state none, an IANA name or +hh:mm; as it is where it is left out.
    #[arg(long, value_name = "ZONE")]
    pub(crate) zone: Option<String>,
    /// No zone is known of times that state none.
    #[arg(long, conflicts_with = "zone")]
    pub(crate) no_zone: bool,
    /// The year of times that state none; as it is where it is left out.
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true)]
    pub(crate) year: Option<i32>,
    /// The year of times that state none is the nearest one.
    #[arg(long, conflicts_with = "year")]
    pub(crate) no_year: bool,
    /// Why it is read otherwise.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
}

#[derive(Debug, Args)]
pub(crate) struct Parse {
    /// When the lines are taken to have been received (RFC 3339); the present moment without it.
    #[arg(long, value_name = "TIME")]
    pub(crate) received_at: Option<String>,
    /// The zone of times that state none: an IANA name or +hh:mm.
    #[arg(long, value_name = "ZONE")]
    pub(crate) zone: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// The query, such as 'user.name:alice AND source.ip:198.51.100.0/24'.
    pub(crate) query: String,
    /// The earliest time as read (RFC 3339), inclusive.
    #[arg(long, value_name = "TIME")]
    pub(crate) from: Option<String>,
    /// The latest time as read (RFC 3339), exclusive.
    #[arg(long, value_name = "TIME")]
    pub(crate) to: Option<String>,
    /// Take --from and --to as true time: find what happened then, however wrong the clock that wrote it.
    #[arg(long)]
    pub(crate) true_time: bool,
    /// How many events at most.
    #[arg(long, default_value_t = 100, value_name = "N")]
    pub(crate) limit: usize,
}

#[derive(Debug, Args)]
pub(crate) struct Timeline {
    /// The incident's number.
    pub(crate) incident: u64,
    /// As it could be known then (RFC 3339): only from what had been received.
    #[arg(long, value_name = "TIME")]
    pub(crate) known_at: Option<String>,
    #[command(flatten)]
    pub(crate) assume: Assume,
}

#[derive(Debug, Args)]
pub(crate) struct Durations {
    /// The incident's number.
    pub(crate) incident: u64,
    /// The exhibit that is the first sign; the first entry of the line without it.
    #[arg(long, value_name = "EXHIBIT")]
    pub(crate) first_sign: Option<String>,
    /// The exhibit that is the first alert; the first alert of the line without it.
    #[arg(long, value_name = "EXHIBIT")]
    pub(crate) first_alert: Option<String>,
    /// The exhibit by which it was taken up.
    #[arg(long, value_name = "EXHIBIT")]
    pub(crate) acknowledged: Option<String>,
    /// The exhibit by which it was contained.
    #[arg(long, value_name = "EXHIBIT")]
    pub(crate) contained: Option<String>,
    #[command(flatten)]
    pub(crate) assume: Assume,
}

#[derive(Debug, Args)]
pub(crate) struct Coverage {
    /// From when on (RFC 3339).
    #[arg(long, value_name = "TIME")]
    pub(crate) from: String,
    /// Until when (RFC 3339).
    #[arg(long, value_name = "TIME")]
    pub(crate) to: String,
}

#[derive(Debug, Args)]
pub(crate) struct Order {
    /// The incident's number.
    pub(crate) incident: u64,
    /// An exhibit, EX-0001 or 1.
    pub(crate) a: String,
    /// Another one.
    pub(crate) b: String,
    #[command(flatten)]
    pub(crate) assume: Assume,
}

#[derive(Debug, Args)]
pub(crate) struct Observers {
    #[command(flatten)]
    pub(crate) assume: Assume,
}

#[derive(Debug, Args)]
pub(crate) struct Assume {
    /// What intervals and statements may rest on: default, none, all, or names with commas; a name with `-` in front
    /// is taken away from the default.
    #[arg(long, default_value = "default", value_name = "NAMES", allow_hyphen_values = true)]
    pub(crate) assume: String,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The data directory.
    #[arg(value_name = "DIR")]
    pub(crate) directory: PathBuf,
    /// The verifying key that must have signed, NAME+ID+BASE64, kept from elsewhere. Without it the directory's own word
    /// is taken, and whoever can write there could have replaced it.
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Custody {
    /// Declare that the data directory was set back, as by a restore, so that custody is signed again from here on.
    AdmitSetBack {
        /// What happened.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Token {
    /// Make one; its secret is shown once.
    Create(TokenCreate),
    /// List them.
    List,
    /// End one.
    Revoke {
        /// Its public id.
        id: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct TokenCreate {
    /// What it may do: sender, analyst, compliance or admin.
    #[arg(long)]
    pub(crate) role: model::Role,
    /// What it is for.
    #[arg(long)]
    pub(crate) name: String,
    /// A feed that a sender may write to; again for more.
    #[arg(long = "feed", value_name = "NAME")]
    pub(crate) feeds: Vec<String>,
    /// When it ends: a duration such as 90d.
    #[arg(long, value_name = "DURATION")]
    pub(crate) expires_in: Option<humantime::Duration>,
}
