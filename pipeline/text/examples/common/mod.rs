//! What the examples share: the word lists of a folder, and a text file taken through the stages.

#![allow(dead_code, reason = "each example uses its part")]

use std::{collections::BTreeMap, error::Error, fs, path::Path};

use zonefacts_text::clean::{CleanWords, clean};
use zonefacts_text::model::{Date, DocumentHead, RawDocument, Resolved};
use zonefacts_text::vocab::Vocab;
use zonefacts_text::{extract::extract, resolve::resolve};

/// The definitions that the stages work by.
pub(crate) struct Reader {
    /// The lists of cleaning.
    pub(crate) words: CleanWords,
    /// The word lists.
    pub(crate) vocab: Vocab,
}

impl Reader {
    /// Reads the word lists of a folder of schemas.
    pub(crate) fn load(schemas: &Path) -> Result<Self, Box<dyn Error>> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(schemas.join("vocab"))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.insert(format!("vocab/{name}"), fs::read_to_string(&path)?);
        }
        let words = CleanWords::load(files.get("vocab/clean.csv").map_or("", String::as_str))?;
        Ok(Self { words, vocab: Vocab::load(&files)? })
    }

    /// Reads a UTF-8 text. A date in the name of the file is that of its publication: 2021-02-10-report.txt.
    pub(crate) fn read(&self, path: &Path) -> Result<Resolved, Box<dyn Error>> {
        let text = fs::read_to_string(path)?;
        let document = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let published = document.get(..10).and_then(Date::parse);
        let head = DocumentHead { document: document.clone(), document_id: document, published, ..DocumentHead::default() };
        Ok(self.resolved(RawDocument { head, text }))
    }

    /// Takes a report through the stages.
    pub(crate) fn resolved(&self, report: RawDocument) -> Resolved {
        resolve(extract(clean(report, &self.words).value, &self.vocab).value, &self.vocab).value
    }
}
