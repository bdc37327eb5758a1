//! Corrections: what people have decided about single documents and figures, as `schemas/corrections.csv` lists it.
//!
//! A correction says what the report prints at its place (`expect`). Where the report no longer does so it is stale: nothing is
//! changed and an issue of severity error names it. Rules stay free of documents; this is the only place that knows one.

mod apply;
mod change;
mod place;
mod row;

use std::collections::BTreeMap;

use crate::model::{DocumentHead, Issue, IssueCode, Observed, Resolved, Severity, Span, Staged};
use crate::vocab::Vocab;
use place::Source;
use row::{Action, Correction};

pub use row::CorrectionError;

/// All corrections, by the document that they are about, in the order of the list.
#[derive(Clone, Debug, Default)]
pub struct Corrections(BTreeMap<String, Vec<Correction>>);

impl Corrections {
    /// Reads the text of `corrections.csv`; ids in it have to be known to the word lists.
    pub fn load(text: &str, vocab: &Vocab) -> Result<Self, CorrectionError> {
        let mut corrections: BTreeMap<String, Vec<Correction>> = BTreeMap::new();
        for row in row::read(text, vocab)? {
            corrections.entry(row.document.clone()).or_default().push(row);
        }
        Ok(Self(corrections))
    }

    /// Resolves a document with its corrections: those of the document before anything is decided, those of figures after it.
    pub fn resolve(&self, mut observed: Observed, vocab: &Vocab) -> Staged<Resolved> {
        let Some(rows) = self.0.get(&observed.head.document) else { return super::resolve(observed, vocab) };
        let (mut told, mut figures) = (Vec::new(), Vec::new());
        for row in rows {
            match &row.action {
                Action::Document(change) => {
                    told.push(row.issue(None, change.apply(&row.expect, row.signature(), &mut observed)));
                }
                Action::Figure(action) => figures.push((row, action)),
            }
        }
        let source = Source::new(std::mem::take(&mut observed.source));
        let dates: Vec<_> = observed.articles.iter().map(|frame| frame.published).collect();
        let mut staged = super::resolve(observed, vocab);
        for (row, action) in figures {
            let (span, done) = match source.find(&row.locator, &row.expect) {
                Ok(span) => {
                    let place = apply::Place { span, source: &source, dates: &dates, vocab };
                    (Some(span), action.apply(&place, row.signature(), &mut staged.value))
                }
                Err(fault) => (None, Err(fault)),
            };
            told.push(row.issue(span, done));
        }
        staged.issues.extend(told);
        staged
    }

    /// An issue for every correction that the run has no document for: none of its path, or only one that copies another's text.
    pub fn unmatched<'a>(&self, documents: impl IntoIterator<Item = &'a DocumentHead>) -> Vec<Issue> {
        let mut heads: Vec<&DocumentHead> = documents.into_iter().collect();
        heads.sort_by_key(|head| &head.document);
        let (mut ids, mut first) = (BTreeMap::new(), BTreeMap::new());
        for head in heads {
            ids.insert(head.document.as_str(), head.document_id.as_str());
            first.entry(head.document_id.as_str()).or_insert(head.document.as_str());
        }
        let fault = |document: &str| match ids.get(document).and_then(|id| first.get(id)) {
            None => Some("the run has no such document".to_owned()),
            Some(original) if *original != document => Some(format!("its text is that of {original}, which is counted instead")),
            Some(_) => None,
        };
        let rows = self.0.values().flatten();
        rows.filter_map(|row| Some(row.issue(None, Err(fault(&row.document)?)))).collect()
    }
}

impl Correction {
    /// What came of it, for a person: what was changed, or why it is stale.
    fn issue(&self, span: Option<Span>, done: Result<String, String>) -> Issue {
        let (code, severity, what) = match done {
            Ok(what) => (IssueCode::CorrectionApplied, Severity::Info, what),
            Err(fault) => (IssueCode::CorrectionStale, Severity::Error, fault),
        };
        let message = format!("corrections.csv, line {}: {}: {what}; {} ({})", self.line, self.name, self.reason, self.decided());
        Issue { document: self.document.clone(), span, code, severity, message }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
