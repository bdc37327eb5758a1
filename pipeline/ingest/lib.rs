//! From raw files to text with metadata: which files there are, how their bytes decode, what each format says of itself.
//!
//! [`list`] finds the files, [`ingest`] reads one of them. A file that cannot be read gives an issue and no document; the
//! text is what the format holds, before any cleaning. What the words of a report say about it (its date line, its title
//! line) is for the next stage to read.

mod charset;
mod columns;
mod date;
mod list;
mod mojibake;
mod readers;
mod source;

use std::{fs, path::Path};

use zonefacts_text::model::{Issue, IssueCode, RawDocument, Severity, Staged};

pub use columns::{Columns, ColumnsError, Role};
pub use list::{IngestError, RawFile, list};
pub use readers::{READERS, Reader};
use source::{Rejected, Source};

/// Reads one file of the raw folder: its documents in order, and what went wrong with it.
pub fn ingest(root: &Path, file: &RawFile, columns: &Columns) -> Staged<Vec<RawDocument>> {
    let Some(reader) = readers::reader_of(&file.path) else {
        let known = readers::extensions().collect::<Vec<_>>().join(", ");
        let message = format!("no reader knows this extension; known are: {known}");
        return rejection(file, IssueCode::FormatUnknown, message);
    };
    match read(root, file, reader, columns) {
        Ok(staged) if staged.value.is_empty() && staged.issues.is_empty() => {
            rejection(file, IssueCode::FileRejected, "the file holds no record".to_owned())
        }
        Ok(mut staged) => {
            staged.issues.extend(staged.value.iter().filter_map(undecodable));
            staged.issues.extend(staged.value.iter().filter_map(mojibake::issue));
            staged
        }
        Err(Rejected(reason)) => rejection(file, IssueCode::FileRejected, reason),
    }
}

fn read(root: &Path, file: &RawFile, reader: &Reader, columns: &Columns) -> source::Read {
    let path = root.join(&file.location);
    if !fs::metadata(&path)?.is_file() {
        return Err(Rejected::because("not a regular file"));
    }
    let bytes = fs::read(&path)?;
    if list::short_hash(&blake3::hash(&bytes)) != file.hash {
        return Err(Rejected::because("the file changed after the run had listed it; run again"));
    }
    if bytes.is_empty() {
        return Err(Rejected::because("the file is empty"));
    }
    reader.read(&Source { file, bytes: &bytes, columns, format: reader.name })
}

fn rejection(file: &RawFile, code: IssueCode, message: String) -> Staged<Vec<RawDocument>> {
    let document = file.path.clone();
    Staged { value: Vec::new(), issues: vec![Issue { document, span: None, code, severity: Severity::Error, message }] }
}

/// The issue of a text in which some bytes could not be decoded.
fn undecodable(document: &RawDocument) -> Option<Issue> {
    let (count, first) = charset::replaced(&document.text)?;
    let encoding = &document.head.encoding;
    Some(Issue {
        document: document.head.document.clone(),
        span: Some(first),
        code: IssueCode::CharsetDoubtful,
        severity: Severity::Warning,
        message: format!("{count} places could not be decoded as {encoding}; the first is here"),
    })
}

#[cfg(test)]
mod tests;
