//! From raw files to text with metadata: which files there are, what is packed in them, how their bytes decode, what each
//! format says of itself.
//!
//! [`list`] finds the files, [`ingest`] reads one of them. A file is a report ([`READERS`]), a collection of reports
//! ([`COLLECTIONS`]) or a container of files ([`CONTAINERS`]), whose [`LIMITS`] keep a small file from filling the memory. A
//! file that cannot be read gives an issue and no document; the text is what the format holds, before any cleaning. What the
//! words of a report say about it (its date line, its title line) is for the next stage to read.

mod charset;
mod collections;
mod columns;
mod containers;
mod content;
mod date;
mod formats;
mod intake;
mod limits;
mod list;
mod mojibake;
mod panics;
mod readers;
mod source;

use std::{fs::File, path::Path};

use zonefacts_text::model::{IssueCode, RawDocument, Staged};

pub use collections::{COLLECTIONS, Collection};
pub use columns::{Columns, ColumnsError, Role};
pub use containers::{CONTAINERS, Container};
use content::Content;
use intake::Intake;
use limits::Budget;
pub use limits::{LIMITS, Limits};
pub use list::{IngestError, RawFile, list};
pub use readers::{READERS, Reader};
use source::{Given, Rejected};

/// Reads one file of the raw folder and hands on its documents in order, each with the issues that name it, and between them
/// the issues that name no document. What has been handed on is not held.
pub fn ingest(root: &Path, file: &RawFile, columns: &Columns, each: &mut dyn FnMut(Staged<Option<RawDocument>>)) {
    ingest_within(LIMITS, root, file, columns, each);
}

fn ingest_within(
    limits: Limits,
    root: &Path,
    file: &RawFile,
    columns: &Columns,
    each: &mut dyn FnMut(Staged<Option<RawDocument>>),
) {
    let budget = Budget::new(limits, file.bytes);
    let mut intake = Intake::new(columns, &budget, each);
    match open(root, file) {
        Ok(content) => intake.file(file, &Given::default(), content, 0),
        Err(Rejected(reason)) => intake.reject(file, IssueCode::FileRejected, reason),
    }
}

fn open(root: &Path, file: &RawFile) -> Result<Content<'static>, Rejected> {
    let path = root.join(&file.location);
    if !path.metadata()?.is_file() {
        return Err(Rejected::because("not a regular file"));
    }
    if list::hash(&path)? != file.hash {
        return Err(Rejected::because("the file changed after the run had listed it; run again"));
    }
    Ok(Content::on_disk(File::open(&path)?)?)
}

#[cfg(test)]
mod damage_tests;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
