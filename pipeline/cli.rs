//! The command line as it is typed. What it means is checked in `config`; no stage sees these types.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use zonefacts_text::model::Date;

use crate::stage::Stage;

/// Reads raw reports of China's high-tech zones and writes proven Parquet tables of zones, years and metrics.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Bring the release up to date with the raw reports
    Run(RunArgs),
    /// Tell what a run would do, and which input, word list or code version is the cause
    Plan {
        #[command(flatten)]
        stages: StageArgs,
        /// Tell the cells that would come, go or change, as `diff` will after the run: takes the time and memory of a run, stores nothing
        #[arg(long)]
        cells: bool,
        /// How to print the cells
        #[arg(long, value_name = "FORM", default_value = "text", requires = "cells")]
        format: Format,
    },
    /// Show the current release: tables, rows, coverage, issues by code
    Status(OutputArgs),
    /// Follow one value back to its sentence, rule, deciding words and rivals
    Explain {
        /// An observation's id, or a zone, a year and a metric, by id or by any name
        #[arg(required = true, num_args = 1..=3, value_names = ["ID | ZONE", "YEAR", "METRIC"])]
        what: Vec<String>,
        #[command(flatten)]
        output: OutputArgs,
        /// How to print
        #[arg(long, value_name = "FORM", default_value = "text")]
        format: Format,
    },
    /// Compare two releases: each cell that came, went or changed, with its one cause
    Diff {
        /// The older release: `previous`, `current`, an id or the beginning of one, or a path
        #[arg(value_name = "RELEASE")]
        old: String,
        /// The newer release
        #[arg(value_name = "RELEASE")]
        new: String,
        #[command(flatten)]
        output: OutputArgs,
        /// How to print
        #[arg(long, value_name = "FORM", default_value = "text")]
        format: Format,
    },
    /// Check the tables of the current release against their contracts and against the raw text
    Check(InputArgs),
    /// Score the observations of the current release against annotations
    Score(ScoreArgs),
    /// Print the data dictionary
    Describe {
        /// One table; without it, all tables
        table: Option<String>,
        /// The folder of contracts and word lists [default: schemas, else the embedded copy]
        #[arg(long, value_name = "DIR")]
        schemas: Option<PathBuf>,
    },
}

/// Where the results are.
#[derive(Args, Debug)]
pub(crate) struct OutputArgs {
    /// The folder of stage results and releases
    #[arg(long, value_name = "DIR", default_value = "output")]
    pub(crate) output: PathBuf,
    /// The tables of what was published by this day, in a folder of their own below the output folder
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) as_of: Option<Date>,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "expected a date as in 2019-06-30".to_owned())
}

/// What is read, and where the results are.
#[derive(Args, Debug)]
pub(crate) struct InputArgs {
    /// The folder of raw reports
    #[arg(long, value_name = "DIR", default_value = "raw")]
    pub(crate) raw: PathBuf,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// The folder of contracts and word lists [default: schemas, else the embedded copy]
    #[arg(long, value_name = "DIR")]
    pub(crate) schemas: Option<PathBuf>,
    /// What a column of a table or a key of a record holds, e.g. text=body,title=headline
    #[arg(long, value_name = "ROLE=NAME", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,
}

/// Which stages.
#[derive(Args, Debug)]
pub(crate) struct StageArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Begin with this stage, upon what is stored of the one before
    #[arg(long, value_name = "STAGE")]
    pub(crate) from: Option<Stage>,
    /// End with this stage
    #[arg(long, value_name = "STAGE")]
    pub(crate) to: Option<Stage>,
    /// This stage alone
    #[arg(long, value_name = "STAGE", conflicts_with_all = ["from", "to"])]
    pub(crate) only: Option<Stage>,
    /// Make everything again, stale or not
    #[arg(long)]
    pub(crate) force: bool,
}

/// How to run.
#[derive(Args, Debug)]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) stages: StageArgs,
    /// Number of threads [default: all cores]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<std::num::NonZeroUsize>,
    /// Publish nothing when an input was rejected or an error was noted; exit with 3
    #[arg(long)]
    pub(crate) strict: bool,
    /// How long to wait for another run to end
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub(crate) wait: u64,
    /// How to tell what happens
    #[arg(long, value_name = "FORM", default_value = "auto")]
    pub(crate) log: Log,
}

/// The forms of telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Log {
    /// Bars on a terminal, plain lines elsewhere.
    Auto,
    /// Plain lines.
    Plain,
    /// One JSON object a line.
    Json,
}

/// For whom a command prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person.
    Text,
    /// For a machine: JSON.
    Json,
}

/// Against what, and what to show.
#[derive(Args, Debug)]
pub(crate) struct ScoreArgs {
    /// Annotations, one JSON object a line
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    pub(crate) gold: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// Count apart by this
    #[arg(long)]
    pub(crate) by: Option<By>,
    /// List these
    #[arg(long, num_args = 1..)]
    pub(crate) show: Vec<Show>,
}

/// What a score is broken down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// What the figure says of its metric.
    Measure,
    /// The metric.
    Metric,
    /// The rule that read the figure.
    Rule,
}

/// What a score lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Show {
    /// Annotated figures that were not found.
    Misses,
    /// Found figures that are not annotated.
    Extras,
    /// Figures that were found and misread.
    Wrong,
}
