//! Gives each stage a code version: a hash of the sources that its results depend on. A changed rule makes exactly the
//! stages from there on stale, and nobody has to remember a number.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

/// What each stage's results depend on, below the package's folder.
const SOURCES: [(&str, &[&str]); 6] = [
    ("INGEST", &["pipeline/ingest", "pipeline/text/model", "pipeline/tables/store/rows.rs"]),
    ("CLEAN", &["pipeline/text/clean", "pipeline/text/model", "pipeline/tables/store/rows.rs"]),
    ("EXTRACT", &["pipeline/text/extract", "pipeline/text/vocab", "pipeline/text/model", "pipeline/tables/store/rows.rs"]),
    (
        "RESOLVE",
        &[
            "pipeline/text/resolve",
            "pipeline/text/printed.rs",
            "pipeline/text/vocab",
            "pipeline/text/model",
            "pipeline/tables/store/rows.rs",
        ],
    ),
    ("JOIN", &["pipeline/tables/join", "pipeline/tables/contract", "pipeline/facts", "pipeline/text/model"]),
    // The manifest names the version of the whole program.
    ("WRITE", &["pipeline"]),
];

fn main() -> Result<(), Box<dyn Error>> {
    for (stage, sources) in SOURCES {
        let mut files = Vec::new();
        for source in sources {
            println!("cargo:rerun-if-changed={source}");
            collect(Path::new(source), &mut files)?;
        }
        files.sort();
        let mut hasher = blake3::Hasher::new();
        for file in files {
            let bytes = fs::read(&file)?;
            hasher.update(file.to_string_lossy().as_bytes()).update(&bytes.len().to_le_bytes()).update(&bytes);
        }
        println!("cargo:rustc-env=ZONEFACTS_CODE_{stage}={}", &hasher.finalize().to_hex()[..16]);
    }
    // The schemas are embedded in the program.
    println!("cargo:rerun-if-changed=schemas");
    Ok(())
}

/// Files that only tests compile change no result.
fn is_test(path: &Path) -> bool {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    name == "tests"
        || name == "testing"
        || name.ends_with("_tests")
        || path.components().any(|part| part.as_os_str() == "examples")
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if !is_test(path) {
        files.push(path.to_owned());
    }
    Ok(())
}
