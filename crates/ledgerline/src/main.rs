//! The `ledgerline` binary: commands, configuration, the real clock, signals and exit codes.
//!
//! It knows no rule of the domain. A command that needs a data directory speaks to the daemon that holds it, through
//! its socket; where none does, it becomes that daemon for as long as it runs. Begin at [`main`] and `commands`.

mod cli;
mod client;
mod clock;
mod commands;
mod config;
mod daemon;
mod door;
mod exit;
mod logging;
mod output;

use std::process::ExitCode;

use clap::Parser as _;

use tokio::runtime::Runtime;

use crate::{
    cli::{Cli, Command, Global},
    config::Config,
    exit::Coded,
};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Nothing can be said where the terminal is gone.
            let _ = error.print();
            let asked_for =
                matches!(error.kind(), clap::error::ErrorKind::DisplayHelp | clap::error::ErrorKind::DisplayVersion);
            return ExitCode::from(if asked_for { exit::OK } else { exit::USAGE });
        }
    };
    logging::start(matches!(cli.command, Command::Serve));
    match run(cli) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            anstream::eprintln!("ledgerline: {}", exit::describe(&error));
            let coded = error.downcast_ref::<Coded>();
            ExitCode::from(coded.map_or(exit::FAILED, |coded| coded.code))
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<u8> {
    let config = config::read_config(cli.global.config.as_deref())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let code = run_command(&runtime, &cli.global, &config, cli.command);
    // What was begun here has ended in order; a thread that waits for standard input, or reads a file that nobody wants
    // any more, would hold up the end.
    runtime.shutdown_background();
    code
}

fn run_command(runtime: &Runtime, global: &Global, config: &Config, command: Command) -> anyhow::Result<u8> {
    match command {
        Command::Demo(demo) => runtime.block_on(commands::demo::run(global, config, &demo)),
        Command::Serve => runtime.block_on(commands::serve::run(global, config)),
        Command::Import(import) => runtime.block_on(commands::import::run(global, config, &import)),
        Command::Parse(parse) => commands::parse::run(&parse),
        Command::Search(search) => runtime.block_on(commands::search::run(global, config, &search)),
        Command::Timeline(timeline) => runtime.block_on(commands::clocks::show_timeline(global, config, &timeline)),
        Command::Order(order) => runtime.block_on(commands::clocks::show_order(global, config, &order)),
        Command::Durations(durations) => runtime.block_on(commands::clocks::show_durations(global, config, &durations)),
        Command::Coverage(coverage) => runtime.block_on(commands::clocks::show_coverage(global, config, &coverage)),
        Command::Observers(observers) => runtime.block_on(commands::clocks::list_observers(global, config, &observers)),
        Command::Verify(verify) => commands::verify::run(global, config, &verify),
        Command::Reindex => runtime.block_on(commands::reindex::run(global, config)),
        Command::Reread(reread) => runtime.block_on(commands::reread::run(global, config, &reread)),
        Command::Custody(custody) => runtime.block_on(commands::custody::run(global, config, &custody)),
        Command::Token(token) => runtime.block_on(commands::token::run(global, config, &token)),
    }
}
