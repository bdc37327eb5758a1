//! The program `zonefacts`: arguments, checked configuration, then the command.

mod cell;
mod cli;
mod commands;
mod compare;
mod config;
mod failure;
mod overview;
mod release;
mod run;
mod schemas;
mod stage;
mod terminal;
mod workshop;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command, RunArgs};
use config::{Config, Places, RunConfig};
use failure::Failure;
use terminal::Terminal;
use workshop::Outcome;

/// Keeps millions of short texts in little room, and gives back what is freed.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match dispatch(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.end(),
    }
}

fn dispatch(command: Command) -> Result<(), Failure> {
    match command {
        Command::Run(args) => run(args),
        Command::Plan { stages, cells: true, format } => commands::plan_cells(Config::new(stages)?, format),
        Command::Plan { stages, .. } => commands::plan(&Config::new(stages)?),
        Command::Diff { old, new, output, format } => commands::diff(&old, &new, &output.results(), format),
        Command::Status(args) => commands::status(&args),
        Command::Explain { what, output, format } => commands::explain(&what, &output, format),
        Command::Check(args) => commands::check(&Places::new(args)?),
        Command::Score(args) => commands::score(&args),
        Command::Describe { table, schemas } => commands::describe(table.as_deref(), schemas.as_deref()),
    }
}

/// Runs, and tells what came of it.
fn run(args: RunArgs) -> Result<(), Failure> {
    let terminal = Terminal::new(args.log);
    let config = RunConfig::new(args)?;
    let pool =
        rayon::ThreadPoolBuilder::new().num_threads(config.threads.map_or(0, Into::into)).build().map_err(Failure::work)?;
    let outcome = pool.install(|| run::run(&config, &terminal));
    terminal.end();
    let current = config.config.places.current();
    let mut lines = match outcome? {
        Outcome::Ended => vec![("ended".to_owned(), format!("after {}", config.config.stages.end()))],
        Outcome::Stands(release) => {
            vec![("nothing to do".to_owned(), format!("release {release} stands in {}", current.display()))]
        }
        Outcome::Published(release) => {
            let mut lines = overview::overview(&current)?;
            lines.push(("release".to_owned(), format!("{release} in {}", current.display())));
            lines
        }
    };
    if !terminal.nothing_done() {
        lines.push(("stages".to_owned(), terminal.stages_line()));
    }
    terminal.summary(&lines);
    Ok(())
}
