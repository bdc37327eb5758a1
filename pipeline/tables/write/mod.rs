//! Write: the tables as Parquet by their contracts, and a release of them that is switched in one step.

mod manifest;
mod package;
mod parquet;
mod release;
mod verify;
mod views;

use std::io;
use std::path::{Path, PathBuf};

pub use manifest::{Input, Provenance};
pub use parquet::{read, read_tables};
pub use release::{Release, TableFile, kept, release};
pub use verify::verify;

use crate::contract::Violation;

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The tables break their contracts.
    #[error("the tables break {} promises of their contracts, nothing was published:{}", .0.len(), lines(.0))]
    Broken(Vec<Violation>),
    /// A file or folder could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A table could not be encoded or decoded.
    #[error("parquet: {0}")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// The parts of a table do not fit together.
    #[error("arrow: {0}")]
    Arrow(#[from] arrow::error::ArrowError),
    /// A description could not be encoded or decoded.
    #[error("json: {0}")]
    Json(#[from] serde_json::Error),
}

fn lines(violations: &[Violation]) -> String {
    violations.iter().map(|violation| format!("\n  {violation}")).collect()
}

/// Names the path in an error of the file system.
fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, WriteError> {
    result.map_err(|source| WriteError::Io { path: path.to_owned(), source })
}
