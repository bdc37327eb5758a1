//! The schemas folder as texts by path: a folder on disk, or the copy in the program.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use include_dir::{Dir, include_dir};
use zonefacts_tables::store;

use crate::stage::Stage;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/schemas");

/// Every schema file's text, by its path below the schemas folder.
pub(crate) type Texts = BTreeMap<String, String>;

/// Why the schemas could not be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the schemas in {path}: {source}")]
pub(crate) struct SchemasError {
    path: PathBuf,
    source: io::Error,
}

/// Reads the given folder; without one, `schemas` where it holds schemas, and else the embedded copy.
pub(crate) fn load(folder: Option<&Path>) -> Result<Texts, SchemasError> {
    let beside = Path::new("schemas");
    let folder = folder.or_else(|| beside.join("fields.toml").is_file().then_some(beside));
    let mut texts = Texts::new();
    match folder {
        Some(folder) => read(folder, "", &mut texts).map_err(|source| SchemasError { path: folder.to_owned(), source })?,
        None => unpack(&EMBEDDED, &mut texts),
    }
    Ok(texts)
}

/// The hashes of the schema files that a stage reads.
pub(crate) fn hashes(texts: &Texts, stage: Stage) -> BTreeMap<String, String> {
    let read = texts.iter().filter(|(path, _)| stage.reads(path));
    read.map(|(path, text)| (path.clone(), store::hash(text.as_bytes()))).collect()
}

/// The hash of all of them.
pub(crate) fn version(texts: &Texts) -> String {
    let lines = texts.iter().map(|(path, text)| format!("{path} {}\n", store::hash(text.as_bytes())));
    store::hash(lines.collect::<String>().as_bytes())
}

/// Where a release keeps the schemas that it was made by.
const BESIDE: &str = "schemas";

/// All of them as files of a release, so that it tells by which word lists and which policy it was made.
pub(crate) fn beside(texts: &Texts) -> BTreeMap<String, String> {
    texts.iter().map(|(path, text)| (format!("{BESIDE}/{path}"), text.clone())).collect()
}

/// The schemas that a release was made by.
pub(crate) fn of_release(release: &Path) -> Result<Texts, SchemasError> {
    load(Some(&release.join(BESIDE)))
}

fn read(folder: &Path, prefix: &str, texts: &mut Texts) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            read(&path, &format!("{name}/"), texts)?;
        } else if wanted(&name) {
            texts.insert(name, fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

fn unpack(dir: &Dir<'_>, texts: &mut Texts) {
    for file in dir.files() {
        let name = file.path().to_string_lossy().replace('\\', "/");
        if let (true, Some(text)) = (wanted(&name), file.contents_utf8()) {
            texts.insert(name, text.to_owned());
        }
    }
    dir.dirs().for_each(|dir| unpack(dir, texts));
}

/// Word lists and definitions; not an editor's backup or a note.
fn wanted(name: &str) -> bool {
    name.ends_with(".csv") || name.ends_with(".toml")
}
