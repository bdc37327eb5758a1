//! Whether the files of a release are those that were written: against the hashes in its manifest and its data package, and against
//! the id in its name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::manifest::{Documents, Manifest};
use super::release::{hex, identity};
use super::{WriteError, at};
use crate::Tables;

/// What is read back of a data package.
#[derive(Deserialize)]
struct Package {
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    path: String,
    rows: usize,
    hash: String,
}

/// Every promise about the files of a release that is broken; `tables` are those that could be read.
pub fn verify(release: &Path, tables: &Tables) -> Result<Vec<String>, WriteError> {
    let manifest: Manifest = described(release, "manifest.json")?;
    let package: Package = described(release, "datapackage.json")?;
    let mut files = BTreeMap::new();
    collect(release, "", &mut files)?;
    let mut broken = Vec::new();
    for file in &manifest.tables {
        let name = file.name();
        match files.get(&name) {
            None => broken.push(format!("{name} is in manifest.json and not in the release")),
            Some(found) if *found != file.sha256 => {
                broken.push(format!("{name} is not the file that was written: its hash differs"))
            }
            Some(_) => {}
        }
        let rows = tables.get(&file.table).map(arrow::array::RecordBatch::num_rows);
        if rows.is_some_and(|rows| rows != file.rows) {
            broken.push(format!("{name} has {} rows, manifest.json says {}", rows.unwrap_or_default(), file.rows));
        }
        let promised = format!("sha256:{}", file.sha256);
        let fits = |resource: &&Resource| resource.path == name && resource.rows == file.rows && resource.hash == promised;
        if package.resources.iter().filter(fits).count() != 1 {
            broken.push(format!("datapackage.json does not say of {name} what manifest.json says"));
        }
    }
    let named: BTreeSet<String> = manifest.tables.iter().map(|file| file.name()).collect();
    let stray = files.keys().filter(|name| name.ends_with(".parquet") && !named.contains(*name));
    broken.extend(stray.map(|name| format!("{name} is in the release and not in manifest.json")));
    let account = Documents::of(tables);
    if account != manifest.documents {
        broken.push(format!("manifest.json counts {}, the tables {account}", manifest.documents));
    }
    let texts = files.iter().filter(|(name, _)| !name.ends_with(".parquet")).map(|(name, hash)| (name.as_str(), hash.clone()));
    let id = identity(&manifest.tables, texts);
    let folder = at(release, fs::canonicalize(release))?;
    if folder.file_name().is_none_or(|name| name.to_string_lossy() != id) {
        broken.push(format!("the files that describe the release have changed: they make {id}, not {}", folder.display()));
    }
    Ok(broken)
}

fn described<T: for<'de> Deserialize<'de>>(release: &Path, name: &str) -> Result<T, WriteError> {
    let path = release.join(name);
    Ok(serde_json::from_slice(&at(&path, fs::read(&path))?)?)
}

/// The hash of every file below a folder, by its path in it.
fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> Result<(), WriteError> {
    for entry in at(folder, fs::read_dir(folder))? {
        let path = at(folder, entry)?.path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else {
            files.insert(name, hex(&Sha256::digest(at(&path, fs::read(&path))?)));
        }
    }
    Ok(())
}
