//! What a release was made of: `manifest.json`. No clock and no timings: the same inputs give the same manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use arrow::array::RecordBatch;
use serde::{Deserialize, Serialize};

use super::release::TableFile;
use crate::Tables;
use crate::contract::{left_out, rejected, values};

/// What the tables were made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Version of the program.
    pub code_version: String,
    /// Hash of the schemas.
    pub schema_version: String,
    /// Version of each stage's code, by the stage's name.
    #[serde(default)]
    pub code: BTreeMap<String, String>,
    /// Hash of each schema file and of each setting that stands for one, by name.
    #[serde(default)]
    pub schemas: BTreeMap<String, String>,
    /// The day that the tables are as of: they hold what was published by then. None for all reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// The raw files, by path.
    pub inputs: Vec<Input>,
}

/// One raw file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Path under the raw folder, `/`-separated.
    pub path: String,
    /// Hash of the bytes.
    pub hash: String,
}

/// The whole of `manifest.json`.
#[derive(Serialize, Deserialize)]
pub(super) struct Manifest {
    #[serde(flatten)]
    pub(super) provenance: Provenance,
    pub(super) documents: Documents,
    pub(super) tables: Vec<TableFile>,
}

/// The account of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Documents {
    pub(super) accepted: usize,
    pub(super) rejected: usize,
    /// Not out by the day that the tables are as of, or without a date.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) left_out: usize,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl fmt::Display for Documents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { accepted, rejected, left_out } = self;
        write!(f, "{accepted} documents accepted, {rejected} rejected, {left_out} left out")
    }
}

impl Documents {
    /// The account that the tables give.
    pub(super) fn of(tables: &Tables) -> Self {
        let issues = |of: fn(&RecordBatch) -> BTreeSet<String>| tables.get("issue").map(of).unwrap_or_default().len();
        Self { accepted: documents(tables).len(), rejected: issues(rejected), left_out: issues(left_out) }
    }
}

/// The documents that were accepted.
pub(super) fn documents(tables: &Tables) -> BTreeSet<String> {
    let column = tables.get("dim_document").and_then(|batch| batch.column_by_name("document"));
    column.map(values).unwrap_or_default()
}
