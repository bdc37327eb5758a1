//! Reading a word list: rows of named fields, with the place of a fault in its message.

use std::collections::BTreeMap;

/// Why the word lists cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VocabError {
    /// A word list is not there.
    #[error("word list {0} is missing")]
    Missing(String),
    /// A row cannot be read.
    #[error("{file}, row {row}: {fault}")]
    Row {
        /// The word list.
        file: String,
        /// The row, from 1, the header not counted.
        row: usize,
        /// What is wrong with it.
        fault: String,
    },
    /// The lexicon could not be built.
    #[error("the word lists do not make a lexicon: {0}")]
    Lexicon(String),
}

/// One row of a word list.
pub(super) struct ListRow {
    file: String,
    row: usize,
    fields: BTreeMap<String, String>,
}

impl ListRow {
    /// A field by its column, trimmed; empty when the column is not there.
    pub(super) fn get(&self, column: &str) -> &str {
        self.fields.get(column).map_or("", |field| field.trim())
    }

    /// The surface forms of a field.
    pub(super) fn words(&self, column: &str) -> impl Iterator<Item = &str> {
        self.get(column).split('|').map(str::trim).filter(|word| !word.is_empty())
    }

    /// An error at this row.
    pub(super) fn fault(&self, fault: impl Into<String>) -> VocabError {
        VocabError::Row { file: self.file.clone(), row: self.row, fault: fault.into() }
    }

    /// A field as a number; none when empty.
    pub(super) fn number<T: std::str::FromStr>(&self, column: &str) -> Result<Option<T>, VocabError> {
        match self.get(column) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| self.fault(format!("{column} is no number: {text}"))),
        }
    }
}

/// The rows of a CSV text.
pub(super) fn rows(file: &str, text: &str) -> Result<Vec<ListRow>, VocabError> {
    let fault = |row: usize, fault: String| VocabError::Row { file: file.to_owned(), row, fault };
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().map_err(|error| fault(0, error.to_string()))?.clone();
    let mut out = Vec::new();
    for (n, record) in reader.records().enumerate() {
        let record = record.map_err(|error| fault(n + 1, error.to_string()))?;
        let fields = header.iter().zip(record.iter()).map(|(name, field)| (name.to_owned(), field.to_owned())).collect();
        out.push(ListRow { file: file.to_owned(), row: n + 1, fields });
    }
    Ok(out)
}
