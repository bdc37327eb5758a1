//! What was typed, checked: the settings of a run, in the terms of the pipeline.

use std::{
    num::NonZeroUsize,
    ops::RangeInclusive,
    path::{Path, PathBuf},
    time::Duration,
};

use zonefacts_ingest::Columns;
use zonefacts_text::model::Date;

use crate::{
    cli::{InputArgs, OutputArgs, RunArgs, StageArgs},
    failure::Failure,
    schemas::{self, Texts},
    stage::Stage,
};

/// Where a run reads and writes, and by which definitions.
#[derive(Debug)]
pub(crate) struct Places {
    /// The folder of raw reports.
    pub(crate) raw: PathBuf,
    /// The folder of stage results and releases.
    pub(crate) output: PathBuf,
    /// Tables of what was published by this day only.
    pub(crate) as_of: Option<Date>,
    /// The schemas.
    pub(crate) schemas: Texts,
    /// Under which names metadata goes.
    pub(crate) columns: Columns,
    /// The mappings of columns that were typed, as they were typed.
    pub(crate) mappings: Vec<String>,
}

/// Which stages, and whether to believe what is stored.
#[derive(Debug)]
pub(crate) struct Config {
    /// Where.
    pub(crate) places: Places,
    /// The stages to bring up to date.
    pub(crate) stages: RangeInclusive<Stage>,
    /// Make everything again.
    pub(crate) force: bool,
}

/// How a run goes about it.
#[derive(Debug)]
pub(crate) struct RunConfig {
    /// What to do.
    pub(crate) config: Config,
    /// Number of threads, if it is limited.
    pub(crate) threads: Option<NonZeroUsize>,
    /// Publish nothing when an error was noted.
    pub(crate) strict: bool,
    /// How long to wait for the lock.
    pub(crate) wait: Duration,
    /// Who holds the lock, as others are told.
    pub(crate) holder: String,
}

impl Places {
    /// Checks the folders, loads the schemas, applies the mappings.
    pub(crate) fn new(args: InputArgs) -> Result<Self, Failure> {
        let schemas = schemas::load(args.schemas.as_deref()).map_err(Failure::usage)?;
        let listed = schemas.get("vocab/columns.csv").ok_or_else(|| Failure::usage("the schemas lack vocab/columns.csv"))?;
        let mut columns = Columns::load(listed).map_err(Failure::usage)?;
        for mapping in &args.columns {
            let (role, name) =
                mapping.split_once('=').ok_or_else(|| Failure::usage(format!("--columns {mapping}: expected ROLE=NAME")))?;
            columns.map(role, name).map_err(Failure::usage)?;
        }
        let OutputArgs { output, as_of } = args.output;
        Ok(Self { raw: args.raw, output, as_of, schemas, columns, mappings: args.columns })
    }

    /// Where tables and releases go; results of single documents are the same on any day and stay in the output folder.
    pub(crate) fn results(&self) -> PathBuf {
        results(&self.output, self.as_of)
    }

    /// The current release.
    pub(crate) fn current(&self) -> PathBuf {
        current(&self.results())
    }
}

impl OutputArgs {
    /// Where tables and releases are.
    pub(crate) fn results(&self) -> PathBuf {
        results(&self.output, self.as_of)
    }
}

/// Tables as of a day have an output folder of their own, so that they never take the place of those of all reports.
fn results(output: &Path, as_of: Option<Date>) -> PathBuf {
    as_of.map_or_else(|| output.to_owned(), |day| output.join("as-of").join(day.to_string()))
}

/// The current release below an output folder.
pub(crate) fn current(output: &Path) -> PathBuf {
    output.join("current")
}

impl Config {
    /// Checks that the stages make a range and that the raw folder is there if it is read.
    pub(crate) fn new(args: StageArgs) -> Result<Self, Failure> {
        let first = args.only.or(args.from).unwrap_or(Stage::Ingest);
        let last = args.only.or(args.to).unwrap_or(Stage::Write);
        if first > last {
            return Err(Failure::usage(format!("--from {first} comes after --to {last}")));
        }
        let places = Places::new(args.input)?;
        if first == Stage::Ingest && !places.raw.is_dir() {
            return Err(Failure::usage(format!("there is no raw folder {}", places.raw.display())));
        }
        Ok(Self { places, stages: first..=last, force: args.force })
    }
}

impl RunConfig {
    /// Checks all of it.
    pub(crate) fn new(args: RunArgs) -> Result<Self, Failure> {
        Ok(Self {
            config: Config::new(args.stages)?,
            threads: args.threads,
            strict: args.strict,
            wait: Duration::from_secs(args.wait),
            holder: holder(),
        })
    }
}

/// Who holds the lock, as others are told.
pub(crate) fn holder() -> String {
    format!("process {}: {}", std::process::id(), std::env::args().collect::<Vec<_>>().join(" "))
}
