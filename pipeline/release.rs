//! Rows of the published tables as the commands read them: each struct names the columns that it needs.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use zonefacts_tables::{
    Tables,
    store::{self, StoreError},
    write::{Provenance, kept},
};

use crate::failure::Failure;

/// The id of the current release: the folder that the link points to.
pub(crate) fn current_id(current: &Path) -> Option<String> {
    let target = current.read_link().ok()?;
    target.file_name().map(|id| id.to_string_lossy().into_owned())
}

/// The folder of a release that is named by an id or the beginning of one, by `current` or `previous`, or by a path.
pub(crate) fn find(output: &Path, name: &str) -> Result<PathBuf, Failure> {
    let kept = kept(output).map_err(Failure::work)?;
    let folder = |id: &str| output.join("releases").join(id);
    let current = current_id(&output.join("current"));
    let named: Vec<&String> = kept.iter().filter(|id| id.starts_with(name)).collect();
    let found = match (name, &named[..]) {
        ("current", _) => current.as_deref().map(folder),
        ("previous", _) => kept.iter().rfind(|id| Some(*id) != current.as_ref()).map(|id| folder(id)),
        (_, [id]) => Some(folder(id)),
        (path, _) => Some(PathBuf::from(path)).filter(|path| path.join(MANIFEST).is_file()),
    };
    let known = || if kept.is_empty() { "none".to_owned() } else { kept.join(", ") };
    found.ok_or_else(|| Failure::usage(format!("there is no release {name}; kept are, the oldest first: {}", known())))
}

const MANIFEST: &str = "manifest.json";

/// What a release's manifest says of its documents and tables, and of what it was made from.
#[derive(Debug, Deserialize)]
pub(crate) struct Manifest {
    #[serde(flatten)]
    pub(crate) made_of: Provenance,
    pub(crate) documents: Account,
    pub(crate) tables: Vec<ManifestTable>,
}

/// How many documents and files were accepted, and how many were not.
#[derive(Debug, Deserialize)]
pub(crate) struct Account {
    pub(crate) accepted: u64,
    pub(crate) rejected: u64,
    #[serde(default)]
    pub(crate) left_out: u64,
}

/// One table in a manifest.
#[derive(Debug, Deserialize)]
pub(crate) struct ManifestTable {
    pub(crate) table: String,
    pub(crate) rows: u64,
}

/// Reads the manifest of a release.
pub(crate) fn manifest(release: &Path) -> Result<Manifest, Failure> {
    let path = release.join(MANIFEST);
    let bytes = fs::read(&path).map_err(|error| Failure::work(format!("no release: {}: {error}", path.display())))?;
    serde_json::from_slice(&bytes).map_err(|error| Failure::work(format!("{}: {error}", path.display())))
}

/// The raw files that may hold a document: of its own path, or of what stands before `!/` or `#` in it.
pub(crate) fn holders(document: &str) -> impl Iterator<Item = &str> {
    [document].into_iter().chain(document.match_indices(['!', '#']).map(move |(at, _)| &document[..at]))
}

/// A row type, and the table that it comes from.
pub(crate) trait TableRow: DeserializeOwned {
    /// The table's name.
    const TABLE: &'static str;

    /// All rows of the table in a release.
    fn read(release: &Path) -> Result<Vec<Self>, StoreError> {
        store::read_rows(&file::<Self>(release))
    }

    /// Hands on the rows of the table in a release one after the other.
    fn each(release: &Path, take: impl FnMut(Self)) -> Result<(), StoreError> {
        store::read_each(&file::<Self>(release), take)
    }

    /// All rows of the table among tables in memory.
    fn of(tables: &Tables) -> Result<Vec<Self>, StoreError> {
        tables.get(Self::TABLE).map_or(Ok(Vec::new()), |table| store::rows_of(Self::TABLE, table))
    }
}

fn file<T: TableRow>(release: &Path) -> PathBuf {
    release.join(format!("{}.parquet", T::TABLE))
}

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident of $table:literal { $($field:ident: $type:ty),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[allow(missing_docs)]
        pub(crate) struct $name { $(pub(crate) $field: $type),+ }

        impl TableRow for $name {
            const TABLE: &'static str = $table;
        }
    )+};
}

rows! {
    /// A stated figure.
    ObservationRow of "fact_observation" {
        observation_id: String, document_id: String, document: String, article: u32, char_start: u32, char_end: u32,
        value_text: String, sentence: String, subject: String, zone_id: Option<String>, subarea: String, metric_id: String,
        segment: String, measure: String, value: f64, value_high: Option<f64>, unit: String, precision: f64, bound: String,
        year: Option<i32>, base_year: Option<i32>, period: String, status: String, scope: String, rule_id: String, year_basis: String,
        subject_basis: String, published_date: Option<String>, family_id: String,
    }
    /// A fact.
    FactRow of "fact_zone_year_metric" {
        zone_id: String, year: i32, period: String, metric_id: String, segment: String, subarea: String, scope: String, measure: String,
        base_year: Option<i32>, status: String, value: f64, value_high: Option<f64>, unit: String, precision: f64, bound: String, n_observations: u64,
        n_documents: u64, n_families: u64, value_min: f64, value_max: f64, agreement: String, observation_id: String,
        chosen_because: String, first_published: Option<String>, last_published: Option<String>, check_verdict: Option<String>,
    }
    /// A check.
    CheckRow of "fact_check" {
        check_kind: String, observation_id: String, operand_id: Vec<String>, verdict: String, reason: String, arithmetic: String,
    }
    /// A number.
    LedgerRow of "number_ledger" {
        document: String, char_start: u32, char_end: u32, text: String, disposition: String,
    }
    /// An issue.
    IssueRow of "issue" {
        document: String, char_start: Option<u32>, char_end: Option<u32>, code: String, severity: String, message: String,
    }
    /// A document.
    DocumentRow of "dim_document" {
        document_id: String, document: String, file_hash: String, title: Option<String>, publisher: Option<String>,
        published_date: Option<String>, published_basis: Option<String>, url: Option<String>, family_id: String,
    }
    /// A zone.
    ZoneRow of "dim_zone" {
        zone_id: String, name_zh: String, short_zh: String, name_en: String, aliases: Vec<String>,
    }
    /// A metric.
    MetricRow of "dim_metric" {
        metric_id: String, name_zh: String, name_en: String, aliases: Vec<String>,
    }
}
