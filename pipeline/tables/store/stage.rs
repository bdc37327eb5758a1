//! The stored parts of one stage.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde::{Serialize, de::DeserializeOwned};

use super::{Cause, Made, Recipe, RowsFile, StoreError, read_rows, read_slices, replace};

/// One stage's folder of parts, with the notes of what each was made from, as they were when it was opened.
#[derive(Debug)]
pub struct StageStore {
    parts: PathBuf,
    notes: PathBuf,
    made: BTreeMap<String, Made>,
}

impl StageStore {
    /// Opens the store of a stage below the output folder; what is unreadable there counts as not made.
    pub fn open(output: &Path, stage: &str) -> Result<Self, StoreError> {
        let stages = output.join("stages");
        let (parts, notes) = (stages.join(stage), stages.join(".made").join(stage));
        let mut made = BTreeMap::new();
        if notes.is_dir() {
            for entry in fs::read_dir(&notes).map_err(StoreError::disk(&notes))? {
                let path = entry.map_err(StoreError::disk(&notes))?.path();
                let Some(part) = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".json"))
                else {
                    continue;
                };
                let bytes = fs::read(&path).map_err(StoreError::disk(&path))?;
                if let Ok(note) = serde_json::from_slice(&bytes) {
                    made.insert(part.to_owned(), note);
                }
            }
        }
        Ok(Self { parts, notes, made })
    }

    /// What is stored, by part.
    pub fn made(&self) -> &BTreeMap<String, Made> {
        &self.made
    }

    /// Why a part has to be made; nothing when it stands.
    pub fn causes(&self, part: &str, recipe: &Recipe) -> Vec<Cause> {
        let made = self.made.get(part);
        let mut causes = recipe.differs(made.map(|made| &made.recipe));
        let size = fs::metadata(self.path(part)).map(|file| file.len()).ok();
        if size.is_none() || made.is_some_and(|made| size != Some(made.bytes)) {
            causes.extend(made.map(|_| Cause::Missing));
        }
        if made.is_none() && causes.is_empty() {
            causes.push(Cause::Missing);
        }
        causes
    }

    /// Where a part's rows are.
    pub fn path(&self, part: &str) -> PathBuf {
        self.parts.join(format!("{part}.parquet"))
    }

    /// The rows of a stored part.
    pub fn read<T: DeserializeOwned>(&self, part: &str) -> Result<Vec<T>, StoreError> {
        read_rows(&self.path(part))
    }

    /// The rows of a stored part, slice by slice.
    pub fn slices<T: DeserializeOwned>(
        &self,
        part: &str,
    ) -> Result<impl Iterator<Item = Result<Vec<T>, StoreError>> + use<T>, StoreError> {
        read_slices(&self.path(part))
    }

    /// Stores a part's rows, slice by slice as `work` adds them.
    pub fn put<T: Serialize + DeserializeOwned, E: From<StoreError>>(
        &self,
        part: &str,
        recipe: Recipe,
        work: impl FnOnce(&mut RowsFile<T>) -> Result<(), E>,
    ) -> Result<Made, E> {
        self.put_with(part, recipe, |path| {
            let mut file = RowsFile::create(path)?;
            work(&mut file)?;
            Ok(file.finish()?)
        })
    }

    /// What [`Self::put`] would note, without storing anything.
    pub fn weigh<T: Serialize + DeserializeOwned, E: From<StoreError>>(
        &self,
        part: &str,
        recipe: Recipe,
        work: impl FnOnce(&mut RowsFile<T>) -> Result<(), E>,
    ) -> Result<Made, E> {
        let mut file = RowsFile::weighed(&self.path(part))?;
        work(&mut file)?;
        let (hash, bytes) = file.finish()?;
        Ok(Made { recipe, hash, bytes })
    }

    /// Stores a part that `write` puts at the path that it is given, telling hash and size.
    pub fn put_with<E: From<StoreError>>(
        &self,
        part: &str,
        recipe: Recipe,
        write: impl FnOnce(&Path) -> Result<(String, u64), E>,
    ) -> Result<Made, E> {
        for folder in [&self.parts, &self.notes] {
            fs::create_dir_all(folder).map_err(StoreError::disk(folder))?;
        }
        let note = self.note(part);
        remove(&note)?;
        let (hash, bytes) = write(&self.path(part))?;
        let made = Made { recipe, hash, bytes };
        replace(&note, &serde_json::to_vec_pretty(&made).map_err(StoreError::content(&note))?)?;
        Ok(made)
    }

    /// Removes every part that is not among these, and returns how many went.
    pub fn retain(&self, keep: &BTreeSet<&str>) -> Result<usize, StoreError> {
        for folder in [&self.notes, &self.parts] {
            if !folder.is_dir() {
                continue;
            }
            for entry in fs::read_dir(folder).map_err(StoreError::disk(folder))? {
                let path = entry.map_err(StoreError::disk(folder))?.path();
                let part = path.file_stem().unwrap_or_default().to_string_lossy();
                if !keep.contains(part.as_ref()) {
                    remove(&path)?;
                }
            }
        }
        Ok(self.made.keys().filter(|part| !keep.contains(part.as_str())).count())
    }

    fn note(&self, part: &str) -> PathBuf {
        self.notes.join(format!("{part}.json"))
    }
}

fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::disk(path)(error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn recipe(code: &str) -> Recipe {
        Recipe { inputs: [("a.txt".to_owned(), "1".to_owned())].into(), schemas: BTreeMap::new(), code: code.to_owned() }
    }

    fn two_slices(file: &mut RowsFile<zonefacts_text::model::Span>) -> Result<(), StoreError> {
        file.add(&[zonefacts_text::model::Span::new(1, 2)])?;
        file.add(&[zonefacts_text::model::Span::new(3, 4)])
    }

    #[test]
    fn a_stored_part_stands_until_its_recipe_or_its_file_changes() {
        let output = tempfile::tempdir().unwrap();
        let store = StageStore::open(output.path(), "clean").unwrap();
        assert_eq!(store.causes("p", &recipe("1")), [Cause::NewInput("a.txt".into())]);
        let weighed = store.weigh("p", recipe("1"), two_slices).unwrap();
        assert!(!store.path("p").exists());
        let made = store.put("p", recipe("1"), two_slices).unwrap();
        assert_eq!(made, weighed);

        let store = StageStore::open(output.path(), "clean").unwrap();
        assert_eq!(store.causes("p", &recipe("1")), []);
        assert_eq!(store.causes("p", &recipe("2")), [Cause::CodeChanged]);

        fs::write(store.path("p"), b"cut").unwrap();
        assert_eq!(store.causes("p", &recipe("1")), [Cause::Missing]);
        assert_eq!(store.retain(&BTreeSet::new()).unwrap(), 1);
        assert!(!store.path("p").exists());
    }

    #[test]
    fn a_part_whose_writing_failed_is_not_made() {
        let output = tempfile::tempdir().unwrap();
        let store = StageStore::open(output.path(), "clean").unwrap();
        store.put("p", recipe("1"), two_slices).unwrap();
        let failed = store.put_with("p", recipe("1"), |path| Err(StoreError::content(path)("full")));
        assert!(failed.is_err());
        assert_ne!(StageStore::open(output.path(), "clean").unwrap().causes("p", &recipe("1")), []);
    }
}
