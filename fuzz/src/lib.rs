//! What the fuzz targets share: the word lists, a file that is read as users' files are, what must hold of a cleaned text.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;
use std::{env, fs, process};

use zonefacts_ingest::{Columns, ingest, list};
use zonefacts_text::clean::CleanWords;
use zonefacts_text::model::{IssueCode, Mapped, RawDocument};
use zonefacts_text::vocab::Vocab;

/// The project's word lists, by path under `schemas/`.
static LISTS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/vocab");
    let files = fs::read_dir(folder).expect("schemas/vocab").map(|entry| entry.expect("an entry").path());
    let named = |path: &Path| format!("vocab/{}", path.file_name().unwrap_or_default().to_string_lossy());
    files.map(|path| (named(&path), fs::read_to_string(&path).expect("a word list"))).collect()
});

/// The words of cleaning.
pub static WORDS: LazyLock<CleanWords> = LazyLock::new(|| CleanWords::load(&LISTS["vocab/clean.csv"]).expect("clean.csv"));

/// The words of reading.
pub static VOCAB: LazyLock<Vocab> = LazyLock::new(|| Vocab::load(&LISTS).expect("the word lists"));

static COLUMNS: LazyLock<Columns> = LazyLock::new(|| Columns::load(&LISTS["vocab/columns.csv"]).expect("columns.csv"));

/// Reads the bytes as the one file of a folder, of this name; the folder stands under `TMPDIR`, best in memory (`/dev/shm`).
/// A file gives a document or an issue, and what does not decode is reported.
pub fn read_file(name: &str, bytes: &[u8]) -> Vec<RawDocument> {
    static FOLDER: LazyLock<std::path::PathBuf> = LazyLock::new(|| {
        let folder = env::temp_dir().join(format!("zonefacts-fuzz-{}", process::id()));
        fs::create_dir_all(&folder).expect("a folder to write to");
        folder
    });
    fs::write(FOLDER.join(name), bytes).expect("a file to write");
    let files = list(&FOLDER).expect("the folder");
    let (mut documents, mut issues) = (Vec::new(), Vec::new());
    ingest(&FOLDER, &files[0], &COLUMNS, &mut |row| {
        documents.extend(row.value);
        issues.extend(row.issues);
    });
    assert!(!documents.is_empty() || !issues.is_empty(), "neither a document nor an issue");
    for document in &documents {
        assert_eq!(document.head.chars as usize, document.text.chars().count());
        let damaged = document.text.contains(char::REPLACEMENT_CHARACTER);
        assert!(!damaged || issues.iter().any(|issue| issue.code == IssueCode::CharsetDoubtful), "silent damage");
    }
    documents
}

/// The map of a cleaned text leads in order to places of the source.
pub fn check_map(text: &Mapped, source: &str) {
    let length = source.chars().count();
    assert_eq!(text.source_chars() as usize, length);
    let mut last = 0;
    for (_, _, origin) in text.chars() {
        assert!(origin >= last && (origin as usize) < length, "an origin of {origin} after {last} in a text of {length}");
        last = origin;
    }
}
