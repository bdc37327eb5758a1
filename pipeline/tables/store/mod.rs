//! Stage results on disk: parts as Parquet, what each was made from, what is stale and why, and the lock of the folder.
//!
//! `output/stages/<stage>/<part>.parquet` holds the rows, `output/stages/.made/<stage>/<part>.json` says what they were made
//! from. A note exists only for a finished part: it goes before the part is replaced and comes back after, so a run
//! that is killed at any moment leaves nothing that looks finished and is not.

mod lock;
mod part;
mod recipe;
mod rows;
mod stage;

use std::path::{Path, PathBuf};

pub use lock::{Lock, LockError};
pub use part::{Part, divide};
pub use recipe::{Cause, Made, Recipe};
pub use rows::{RowsFile, StoredRow, read_batch, read_each, read_rows, read_slices, rows_of, write_batch};
pub use stage::StageStore;

/// What stops the store: the disk, or a file that is not what the store wrote.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file could not be read or written.
    #[error("{path}: {source}")]
    Disk {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file does not hold the rows that were asked for.
    #[error("{path}: {reason}")]
    Content {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl StoreError {
    fn disk(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::Disk { path: path.to_owned(), source }
    }

    fn content<E: std::fmt::Display>(path: &Path) -> impl FnOnce(E) -> Self + '_ {
        move |error| Self::Content { path: path.to_owned(), reason: error.to_string() }
    }
}

/// The hash that names contents throughout: 16 hex digits of blake3.
pub fn hash(bytes: &[u8]) -> String {
    named(&blake3::hash(bytes))
}

fn named(hash: &blake3::Hash) -> String {
    hash.to_hex()[..16].to_owned()
}

/// Replaces a file in one step: a reader sees the old bytes or the new ones.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let fresh = fresh(path);
    std::fs::write(&fresh, bytes).map_err(StoreError::disk(&fresh))?;
    std::fs::rename(&fresh, path).map_err(StoreError::disk(path))
}

/// Where a file is written that will replace another.
fn fresh(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.new"))
}
