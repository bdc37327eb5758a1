//! A release: checked, written aside, then switched in one step. `current` is the last whole release at any moment.
//!
//! ```text
//! output/current            → releases/<id>
//! output/releases/<id>/     tables, datapackage.json, manifest.json, views.sql, extras
//! output/releases/order.json   ids, the oldest first
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::manifest::{Documents, Manifest, Provenance, documents};
use super::package::package;
use super::parquet::encode;
use super::views::views;
use super::{WriteError, at};
use crate::Tables;
use crate::contract::{Contracts, Violation, left_out, rejected};

/// How many releases are kept.
const KEPT: usize = 5;
const CURRENT: &str = "current";
const RELEASES: &str = "releases";
const ORDER: &str = "order.json";
/// Names that begin so are half-written; the next release removes them.
const ASIDE: &str = ".tmp-";

/// A published release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Hash of the hashes of its files.
    pub id: String,
    /// Its folder.
    pub folder: PathBuf,
    /// True when the same release was there already.
    pub reused: bool,
    /// Its tables.
    pub tables: Vec<TableFile>,
}

/// The file of one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableFile {
    /// Name of the table.
    pub table: String,
    /// Number of rows.
    pub rows: usize,
    /// Size of the file.
    pub bytes: u64,
    /// Hash of the file.
    pub sha256: String,
}

impl TableFile {
    /// Name of the file in the release.
    pub fn name(&self) -> String {
        format!("{}.parquet", self.table)
    }
}

/// Publishes the tables under `output`, with `extras` (path in the release → text) beside them; a broken promise publishes nothing.
pub fn release(
    tables: &Tables,
    contracts: &Contracts,
    provenance: &Provenance,
    extras: &BTreeMap<String, String>,
    output: &Path,
) -> Result<Release, WriteError> {
    let mut violations = contracts.check(tables);
    violations.extend(unaccounted(provenance, tables));
    if !violations.is_empty() {
        return Err(WriteError::Broken(violations));
    }
    let contracts = &tables.get("dim_metric").map_or_else(|| contracts.clone(), |metrics| contracts.with_headlines(metrics));
    let releases = output.join(RELEASES);
    at(&releases, fs::create_dir_all(&releases))?;
    remove_aside(&releases)?;
    let aside = releases.join(format!("{ASIDE}release"));
    at(&aside, fs::create_dir(&aside))?;

    let mut files = write_tables(tables, contracts, &aside)?;
    files.sort_by(|a, b| a.table.cmp(&b.table));
    let manifest = Manifest { provenance: provenance.clone(), documents: Documents::of(tables), tables: files.clone() };
    let mut texts = extras.clone();
    texts.insert("manifest.json".to_owned(), json(&manifest)?);
    texts.insert("datapackage.json".to_owned(), json(&package(contracts, &files))?);
    texts.insert("views.sql".to_owned(), views(contracts));
    for (name, text) in &texts {
        write_whole(&aside.join(name), text.as_bytes())?;
    }
    let id = identity(&files, texts.iter().map(|(name, text)| (name.as_str(), hex(&Sha256::digest(text)))));
    let folder = releases.join(&id);
    let reused = folder.is_dir();
    if reused {
        at(&aside, fs::remove_dir_all(&aside))?;
    } else {
        sync_folder(&aside)?;
        at(&folder, fs::rename(&aside, &folder))?;
        sync_folder(&releases)?;
    }
    switch(output, &id)?;
    keep_last(&releases, &id)?;
    Ok(Release { id, folder, reused, tables: files })
}

/// Every raw file, or something inside it, is accepted or rejected, or was left out as not yet known.
fn unaccounted(provenance: &Provenance, tables: &Tables) -> Vec<Violation> {
    let noted = |of: fn(&RecordBatch) -> BTreeSet<String>| tables.get("issue").map(of).unwrap_or_default();
    let accounts = [documents(tables), noted(rejected), noted(left_out)];
    let inside = |known: &BTreeSet<String>, prefix: String| {
        known.range(prefix.clone()..).next().is_some_and(|path| path.starts_with(&prefix))
    };
    let known = |path: &str| {
        accounts.iter().any(|set| set.contains(path) || inside(set, format!("{path}#")) || inside(set, format!("{path}!/")))
    };
    let lost = provenance.inputs.iter().filter(|input| !known(&input.path));
    lost.map(|input| Violation {
        table: "dim_document".to_owned(),
        message: format!("{} is neither accepted nor rejected", input.path),
    })
    .collect()
}

fn write_tables(tables: &Tables, contracts: &Contracts, folder: &Path) -> Result<Vec<TableFile>, WriteError> {
    let contracted: Vec<_> = tables.iter().filter_map(|(table, batch)| Some((batch, contracts.get(table)?))).collect();
    contracted
        .into_par_iter()
        .map(|(batch, contract)| {
            let bytes = encode(batch, contract)?;
            let file = TableFile {
                table: contract.table.clone(),
                rows: batch.num_rows(),
                bytes: bytes.len() as u64,
                sha256: hex(&Sha256::digest(&bytes)),
            };
            write_whole(&folder.join(file.name()), &bytes)?;
            Ok(file)
        })
        .collect()
}

fn json(value: &impl Serialize) -> Result<String, WriteError> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first 16 hex digits of the hash of the hashes of all files: the tables, then what describes them, by name and hash.
pub(super) fn identity<'a>(files: &[TableFile], texts: impl Iterator<Item = (&'a str, String)>) -> String {
    let mut hasher = Sha256::new();
    files.iter().for_each(|file| hasher.update(format!("{} {}\n", file.name(), file.sha256)));
    texts.for_each(|(name, hash)| hasher.update(format!("{name} {hash}\n")));
    hex(&hasher.finalize()).chars().take(16).collect()
}

/// Writes a file and waits until the disk has it.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    if let Some(folder) = path.parent() {
        at(folder, fs::create_dir_all(folder))?;
    }
    at(path, fs::write(path, bytes))?;
    at(path, File::open(path).and_then(|file| file.sync_all()))
}

fn sync_folder(folder: &Path) -> Result<(), WriteError> {
    at(folder, File::open(folder).and_then(|folder| folder.sync_all()))
}

/// Points `current` to the release: a new link takes the place of the old one in one step.
fn switch(output: &Path, id: &str) -> Result<(), WriteError> {
    let next = output.join(format!("{ASIDE}{CURRENT}"));
    if next.is_symlink() {
        at(&next, fs::remove_file(&next))?;
    }
    at(&next, std::os::unix::fs::symlink(Path::new(RELEASES).join(id), &next))?;
    at(&next, fs::rename(&next, output.join(CURRENT)))?;
    sync_folder(output)
}

/// Removes what an interrupted run left half-written.
fn remove_aside(releases: &Path) -> Result<(), WriteError> {
    for name in names(releases)?.iter().filter(|name| name.starts_with(ASIDE)) {
        let path = releases.join(name);
        at(&path, if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) })?;
    }
    Ok(())
}

fn names(folder: &Path) -> Result<BTreeSet<String>, WriteError> {
    let mut names = BTreeSet::new();
    for entry in at(folder, fs::read_dir(folder))? {
        names.insert(at(folder, entry)?.file_name().to_string_lossy().into_owned());
    }
    Ok(names)
}

/// The ids of the releases that are kept under `output`, the oldest first: the last is the current one.
pub fn kept(output: &Path) -> Result<Vec<String>, WriteError> {
    noted(&output.join(RELEASES))
}

fn noted(releases: &Path) -> Result<Vec<String>, WriteError> {
    let note = releases.join(ORDER);
    Ok(if note.is_file() { serde_json::from_slice(&at(&note, fs::read(&note))?)? } else { Vec::new() })
}

/// Notes the release as the latest and removes all but the last few. A release that the note has missed counts as the oldest.
fn keep_last(releases: &Path, id: &str) -> Result<(), WriteError> {
    let note = releases.join(ORDER);
    let noted = noted(releases)?;
    let there: BTreeSet<String> =
        names(releases)?.into_iter().filter(|name| releases.join(name).is_dir() && name != id).collect();
    let missed = there.iter().filter(|name| !noted.contains(name)).cloned();
    let known = noted.iter().filter(|name| there.contains(*name)).cloned();
    let order: Vec<String> = missed.chain(known).chain([id.to_owned()]).collect();
    let (old, kept) = order.split_at(order.len().saturating_sub(KEPT));
    let aside = releases.join(format!("{ASIDE}{ORDER}"));
    write_whole(&aside, json(&kept)?.as_bytes())?;
    at(&note, fs::rename(&aside, &note))?;
    old.iter().map(|name| releases.join(name)).try_for_each(|folder| at(&folder, fs::remove_dir_all(&folder)))
}

#[cfg(test)]
#[path = "release_tests.rs"]
mod tests;
