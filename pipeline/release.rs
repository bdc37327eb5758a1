//! Rows of the published tables as the commands read them: each struct names the columns that it needs.

use std::{fs, path::Path};

use serde::{Deserialize, de::DeserializeOwned};
use zonefacts_tables::store::{self, StoreError};

use crate::failure::Failure;

/// The id of the current release: the folder that the link points to.
pub(crate) fn current_id(current: &Path) -> Option<String> {
    let target = current.read_link().ok()?;
    target.file_name().map(|id| id.to_string_lossy().into_owned())
}

/// What a release's manifest says of its documents and tables.
#[derive(Debug, Deserialize)]
pub(crate) struct Manifest {
    /// The day that the tables are as of, if they are.
    pub(crate) as_of: Option<String>,
    /// The raw files that were read.
    pub(crate) inputs: Vec<ManifestInput>,
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

/// One raw file in a manifest.
#[derive(Debug, Deserialize)]
pub(crate) struct ManifestInput {
    pub(crate) path: String,
    pub(crate) hash: String,
}

/// One table in a manifest.
#[derive(Debug, Deserialize)]
pub(crate) struct ManifestTable {
    pub(crate) table: String,
    pub(crate) rows: u64,
}

/// Reads the manifest of a release.
pub(crate) fn manifest(release: &Path) -> Result<Manifest, Failure> {
    let path = release.join("manifest.json");
    let bytes = fs::read(&path).map_err(|error| Failure::work(format!("no release: {}: {error}", path.display())))?;
    serde_json::from_slice(&bytes).map_err(|error| Failure::work(format!("{}: {error}", path.display())))
}

/// A row type, and the table that it comes from.
pub(crate) trait TableRow: DeserializeOwned {
    /// The table's name.
    const TABLE: &'static str;

    /// All rows of the table in a release.
    fn read(release: &Path) -> Result<Vec<Self>, StoreError> {
        store::read_rows(&release.join(format!("{}.parquet", Self::TABLE)))
    }
}

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident of $table:literal { $($field:ident: $type:ty),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize)]
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
        observation_id: String, document_id: String, document: String, char_start: u32, char_end: u32, value_text: String, sentence: String,
        subject: String, zone_id: Option<String>, subarea: String, metric_id: String, segment: String, measure: String,
        value: f64, value_high: Option<f64>, unit: String, bound: String, year: Option<i32>, base_year: Option<i32>, period: String, status: String,
        scope: String,
        rule_id: String, year_basis: String, subject_basis: String, published_date: Option<String>,
    }
    /// A fact.
    FactRow of "fact_zone_year_metric" {
        zone_id: String, year: i32, period: String, metric_id: String, segment: String, subarea: String, scope: String, measure: String,
        base_year: Option<i32>, status: String, unit: String, value: f64, value_high: Option<f64>, bound: String, n_observations: u64, n_documents: u64,
        n_families: u64, agreement: String, observation_id: String, chosen_because: String,
    }
    /// A check.
    CheckRow of "fact_check" {
        verdict: String,
    }
    /// A number.
    LedgerRow of "number_ledger" {
        document: String, char_start: u32, char_end: u32, text: String, disposition: String,
    }
    /// An issue.
    IssueRow of "issue" {
        document: String, code: String, severity: String,
    }
    /// A document.
    DocumentRow of "dim_document" {
        document_id: String, document: String,
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
