//! Releases: whole or not at all, the same bytes each time, the last few kept.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{KEPT, Release, kept, release};
use crate::Tables;
use crate::testing::{contracts, document, figure, tables};
use crate::write::{Input, Provenance, WriteError, read, read_tables};

fn one(value: &str) -> Tables {
    tables(vec![document("a", "2017-01-01", vec![figure("changchun", 2016, "gdp", value)])])
}

fn provenance() -> Provenance {
    let input = |path: &str| Input { path: path.into(), hash: "00".into() };
    Provenance { code_version: "1".into(), schema_version: "2".into(), inputs: vec![input("a.txt")], ..Provenance::default() }
}

fn publish(tables: &Tables, output: &Path) -> Result<Release, WriteError> {
    let extras = BTreeMap::from([("report/summary.md".to_owned(), "hello\n".to_owned())]);
    release(tables, &contracts(), &provenance(), &extras, output)
}

fn current(output: &Path) -> String {
    fs::read_link(output.join("current")).unwrap().file_name().unwrap().to_str().unwrap().to_owned()
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let plain = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    plain.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap())).collect()
}

#[test]
fn a_release_holds_tables_and_descriptions_and_reads_back() {
    let output = tempfile::tempdir().unwrap();
    let tables = one("72.6");
    let release = publish(&tables, output.path()).unwrap();
    assert_eq!((current(output.path()), release.id.len(), release.reused), (release.id.clone(), 16, false));
    let folder = output.path().join("current");
    for file in ["manifest.json", "datapackage.json", "views.sql", "report/summary.md", "zone_year_wide.parquet"] {
        assert!(folder.join(file).is_file(), "{file}");
    }
    let back = read_tables(&folder).unwrap();
    assert_eq!(back.keys().collect::<Vec<_>>(), tables.keys().collect::<Vec<_>>());
    assert_eq!(back["number_ledger"].columns(), tables["number_ledger"].columns());
    assert_eq!(contracts().check(&back), []);
    let schema = read(&folder.join("fact_observation.parquet")).unwrap().schema();
    assert!(schema.field_with_name("value").unwrap().metadata()["description"].contains("canonical unit"));
    assert_eq!(schema.metadata()["grain"], "one stated figure");
}

#[test]
fn two_runs_make_the_same_bytes_and_the_second_is_reused() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = publish(&one("72.6"), a.path()).unwrap();
    let elsewhere = publish(&one("72.6"), b.path()).unwrap();
    assert_eq!(first.id, elsewhere.id);
    assert!(files(&first.folder) == files(&elsewhere.folder));
    assert!(publish(&one("72.6"), a.path()).unwrap().reused);
    assert_ne!(publish(&one("72.7"), a.path()).unwrap().id, first.id);
}

#[test]
fn a_broken_contract_leaves_the_last_release() {
    let output = tempfile::tempdir().unwrap();
    let good = publish(&one("72.6"), output.path()).unwrap();
    let mut broken = one("80.1");
    broken.remove("dim_unit");
    let Err(WriteError::Broken(violations)) = publish(&broken, output.path()) else { unreachable!() };
    assert!(violations.iter().any(|violation| violation.to_string() == "dim_unit: the table is missing"));
    assert_eq!(current(output.path()), good.id);
    assert_eq!(fs::read_dir(output.path().join("releases")).unwrap().count(), 2, "the release and the note of the order");
}

#[test]
fn an_input_that_is_nowhere_is_a_broken_promise() {
    let output = tempfile::tempdir().unwrap();
    let mut made_of = provenance();
    made_of.inputs.push(Input { path: "lost.csv".into(), hash: "00".into() });
    let error = release(&one("72.6"), &contracts(), &made_of, &BTreeMap::new(), output.path()).unwrap_err();
    assert!(error.to_string().contains("lost.csv is neither accepted nor rejected"), "{error}");
    assert!(!output.path().join("current").exists());
}

#[test]
fn what_an_interrupted_run_left_is_removed() {
    let output = tempfile::tempdir().unwrap();
    let half = output.path().join("releases/.tmp-release");
    fs::create_dir_all(&half).unwrap();
    fs::write(half.join("issue.parquet"), "half").unwrap();
    std::os::unix::fs::symlink("nowhere", output.path().join(".tmp-current")).unwrap();
    let release = publish(&one("72.6"), output.path()).unwrap();
    assert_eq!(current(output.path()), release.id);
    assert!(!half.exists());
}

#[test]
fn the_last_few_releases_are_kept() {
    let output = tempfile::tempdir().unwrap();
    let ids: Vec<String> = (0..KEPT + 2).map(|n| publish(&one(&format!("7{n}")), output.path()).unwrap().id).collect();
    let noted =
        || -> Vec<String> { serde_json::from_slice(&fs::read(output.path().join("releases/order.json")).unwrap()).unwrap() };
    assert_eq!(noted(), ids[2..]);
    assert_eq!(kept(output.path()).unwrap(), ids[2..]);
    assert!(!output.path().join("releases").join(&ids[1]).exists());
    assert_eq!(publish(&one("72"), output.path()).unwrap().id, ids[2], "an old one again");
    assert_eq!(noted().last(), Some(&ids[2]));
    assert_eq!((noted().len(), current(output.path())), (KEPT, ids[2].clone()));
}
