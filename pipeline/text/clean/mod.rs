//! The clean stage: from text as ingested to articles and blocks of plain, uniform text with a map back to the source.
//!
//! [`PASSES`] change the text, one habit of the web at a time; `layout` then gives every line a role. Nothing is thrown away:
//! site furniture is marked as boilerplate, and what the passes took out stays reachable through the map.

mod layout;
mod passes;
mod words;

pub use passes::{PASSES, Pass};
pub use words::{Class, CleanWords, WordsError};

use crate::model::{Document, Issue, IssueCode, Mapped, RawDocument, Severity, Span, Staged};

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
    let dropped = dropped(&source, &text);
    Staged { value: Document { head, source, text, dropped, articles }, issues }
}

/// Runs of digits in the source for which no character of the cleaned text stands.
fn dropped(source: &str, text: &Mapped) -> Vec<Span> {
    let mut kept = vec![false; text.source_chars() as usize];
    text.chars().for_each(|(_, _, origin)| kept[origin as usize] = true);
    let mut spans: Vec<Span> = Vec::new();
    for ((c, kept), at) in source.chars().zip(kept).zip(0..) {
        if kept || !(c.is_ascii_digit() || ('０'..='９').contains(&c)) {
            continue;
        }
        match spans.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end += 1,
            None => spans.push(Span::new(at, at + 1)),
        }
    }
    spans
}

#[cfg(test)]
mod article_tests;
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
