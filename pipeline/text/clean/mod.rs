//! The clean stage: from text as ingested to articles and blocks of plain, uniform text with a map back to the source.
//!
//! [`PASSES`] change the text, one habit of the web at a time; `layout` then gives every line a role. Nothing is thrown away:
//! site furniture is marked as boilerplate, and what the passes took out stays reachable through the map.

mod layout;
mod passes;
mod words;

pub use passes::{PASSES, Pass};
pub use words::{Class, CleanWords, WordsError};

use crate::model::{Document, Issue, IssueCode, Mapped, RawDocument, Severity, Staged};

/// Cleans one document. Never fails; a document without a date of publication gives an issue.
pub fn clean(raw: RawDocument, words: &CleanWords) -> Staged<Document> {
    let RawDocument { mut head, text: source } = raw;
    head.script = passes::detect_script(&source, words).to_owned();
    let text = passes::settle(Mapped::identity(&source), words);
    let laid = layout::articles(text.text(), words);
    layout::fill_head(&mut head, text.text(), &laid, words);
    let articles = laid.into_iter().map(|laid| laid.article).collect();
    let mut issues = Vec::new();
    if head.published.is_none() {
        issues.push(Issue {
            document: head.document.clone(),
            span: None,
            code: IssueCode::DateUnknown,
            severity: Severity::Info,
            message: "no date of publication in the text, the metadata or the file name".to_owned(),
        });
    }
    Staged { value: Document { head, source, text, articles }, issues }
}

#[cfg(test)]
mod map_tests;
#[cfg(test)]
mod tests;

#[cfg(test)]
mod testing {
    //! What the tests of all files need.
    #![allow(clippy::unwrap_used)]

    use std::sync::LazyLock;

    use super::CleanWords;

    /// The project's own word list.
    pub(super) fn words() -> &'static CleanWords {
        static WORDS: LazyLock<CleanWords> =
            LazyLock::new(|| CleanWords::load(include_str!("../../../schemas/vocab/clean.csv")).unwrap());
        &WORDS
    }
}
