//! What a release was made of: `manifest.json`. No clock and no timings: the same inputs give the same manifest.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::release::TableFile;

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
#[derive(Serialize)]
pub(super) struct Manifest<'a> {
    #[serde(flatten)]
    pub(super) provenance: &'a Provenance,
    pub(super) documents: Documents,
    pub(super) tables: &'a [TableFile],
}

/// The account of documents.
#[derive(Serialize)]
pub(super) struct Documents {
    pub(super) accepted: usize,
    pub(super) rejected: usize,
}
