//! The stages by name: their order, their code versions, and which schema files each of them reads.

use std::{fmt, str::FromStr};

/// One step from raw reports to published tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// Raw files to text.
    Ingest,
    /// Text to articles and blocks.
    Clean,
    /// Blocks to candidate observations and numbers.
    Extract,
    /// Candidates to observations.
    Resolve,
    /// Observations of all documents to tables.
    Join,
    /// Tables to a release.
    Write,
}

/// What a stage makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Makes {
    /// Rows of documents, for each part of the input.
    Parts,
    /// Tables, once.
    Tables,
    /// A release, once.
    Release,
}

impl Stage {
    /// All of them, in order.
    pub(crate) const ALL: [Self; 6] = [Self::Ingest, Self::Clean, Self::Extract, Self::Resolve, Self::Join, Self::Write];

    /// Its name on the command line and in the output folder.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Clean => "clean",
            Self::Extract => "extract",
            Self::Resolve => "resolve",
            Self::Join => "join",
            Self::Write => "write",
        }
    }

    /// The stage before it.
    pub(crate) fn previous(self) -> Option<Self> {
        (self as usize).checked_sub(1).map(|before| Self::ALL[before])
    }

    /// What it makes.
    pub(crate) fn makes(self) -> Makes {
        match self {
            Self::Ingest | Self::Clean | Self::Extract | Self::Resolve => Makes::Parts,
            Self::Join => Makes::Tables,
            Self::Write => Makes::Release,
        }
    }

    /// The version of its code: a hash of its sources, made when the program was built.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Ingest => env!("ZONEFACTS_CODE_INGEST"),
            Self::Clean => env!("ZONEFACTS_CODE_CLEAN"),
            Self::Extract => env!("ZONEFACTS_CODE_EXTRACT"),
            Self::Resolve => env!("ZONEFACTS_CODE_RESOLVE"),
            Self::Join => env!("ZONEFACTS_CODE_JOIN"),
            Self::Write => env!("ZONEFACTS_CODE_WRITE"),
        }
    }

    /// Whether its results depend on this file of the schemas folder.
    pub(crate) fn reads(self, schema: &str) -> bool {
        let contract = schema == "fields.toml" || schema.starts_with("tables/");
        let list = schema.strip_prefix("vocab/");
        let for_ingest = list.is_some_and(|name| name.starts_with("columns"));
        let for_clean = list.is_some_and(|name| name.starts_with("clean"));
        let words = list.is_some() && !for_ingest && !for_clean;
        let corrections = schema == "corrections.csv";
        match self {
            Self::Ingest => for_ingest,
            Self::Clean => for_clean,
            Self::Extract => words,
            Self::Resolve => words || corrections,
            Self::Join => {
                contract
                    || corrections
                    || schema == "policy.toml"
                    || matches!(list, Some("zones.csv" | "places.csv" | "metrics.csv" | "units.csv"))
            }
            // The manifest names the version of all schemas and of the whole program.
            Self::Write => true,
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Stage {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|stage| stage.name() == name)
            .ok_or_else(|| format!("no such stage; the stages are {}", known()))
    }
}
