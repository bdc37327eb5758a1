//! One line of `corrections.csv`, checked: which document, where in it, what is to be done, why, and who says so.

use super::apply::FigureAction;
use super::change::{Change, DocumentChange};
use crate::model::Date;
use crate::vocab::Vocab;

/// The columns, all of them, in this order.
const COLUMNS: [&str; 8] = ["document", "locator", "action", "value", "reason", "expect", "decided_by", "decided_on"];

/// What is wrong with the list of corrections.
#[derive(Debug, thiserror::Error)]
#[error("corrections.csv, line {line}: {fault}")]
pub struct CorrectionError {
    line: u64,
    fault: String,
}

/// A correction.
#[derive(Clone, Debug)]
pub(super) struct Correction {
    /// Its line in the list, the header being the first.
    pub(super) line: u64,
    /// The document's path, as in `dim_document`.
    pub(super) document: String,
    /// The words right before the figure, as many as it takes to find it.
    pub(super) locator: String,
    /// What the report prints there; for a document, what its column says now.
    pub(super) expect: String,
    /// The action as it is written.
    pub(super) name: String,
    pub(super) action: Action,
    pub(super) reason: String,
    by: String,
    on: Date,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub(super) enum Action {
    /// To what is known of the document.
    Document(DocumentChange),
    /// To a figure in it.
    Figure(FigureAction),
}

impl Correction {
    /// Who decided, and when.
    pub(super) fn decided(&self) -> String {
        format!("{}, {}", self.by, self.on)
    }

    /// What stands where otherwise the words stand that decided.
    pub(super) fn signature(&self) -> String {
        format!("correction by {}", self.decided())
    }
}

/// The rows of the list.
pub(super) fn read(text: &str, vocab: &Vocab) -> Result<Vec<Correction>, CorrectionError> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let malformed = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        CorrectionError { line, fault: error.to_string() }
    };
    let header = reader.headers().map_err(malformed)?;
    if header.iter().ne(COLUMNS) {
        return Err(CorrectionError { line: 1, fault: format!("the columns have to be {}", COLUMNS.join(",")) });
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(malformed)?;
        let line = record.position().map_or(1, csv::Position::line);
        let fields: Vec<&str> = record.iter().collect();
        if let Ok(fields) = <[&str; COLUMNS.len()]>::try_from(fields) {
            rows.push(row(fields, line, vocab).map_err(|fault| CorrectionError { line, fault })?);
        }
    }
    Ok(rows)
}

fn row(fields: [&str; COLUMNS.len()], line: u64, vocab: &Vocab) -> Result<Correction, String> {
    let [document, locator, name, value, reason, expect, by, on] = fields;
    for (column, text) in [("document", document), ("action", name), ("reason", reason), ("decided_by", by)] {
        if text.is_empty() {
            return Err(format!("{column} is empty"));
        }
    }
    let action = match DocumentChange::parse(name, value)? {
        Some(_) if !locator.is_empty() => return Err(format!("{name} is the whole document's: no locator")),
        Some(change) => Action::Document(change),
        None if expect.is_empty() => return Err("expect is empty: it has to say what the report prints".to_owned()),
        None => Action::Figure(figure(name, value, vocab)?),
    };
    Ok(Correction {
        line,
        document: document.to_owned(),
        locator: locator.to_owned(),
        expect: expect.to_owned(),
        name: name.to_owned(),
        action,
        reason: reason.to_owned(),
        by: by.to_owned(),
        on: Date::parse(on).ok_or_else(|| format!("decided_on is no date: {on:?}"))?,
    })
}

fn figure(name: &str, value: &str, vocab: &Vocab) -> Result<FigureAction, String> {
    match name {
        "drop" if !value.is_empty() => Err("drop takes no value".to_owned()),
        "drop" => Ok(FigureAction::Drop),
        "add" => {
            let pair = |part: &str| {
                let (column, value) = part.split_once('=').ok_or_else(|| format!("add: expected column=value, not {part:?}"))?;
                Change::parse(column.trim(), value.trim(), vocab)
            };
            let changes: Vec<Change> =
                value.split(';').filter(|part| !part.trim().is_empty()).map(pair).collect::<Result<_, _>>()?;
            let missing =
                ["subject", "metric_id", "year"].into_iter().find(|needed| changes.iter().all(|c| c.column() != *needed));
            missing.map_or(Ok(FigureAction::Add(changes)), |column| Err(format!("add: the value has to name the {column}")))
        }
        column => Ok(FigureAction::Change(Change::parse(column, value, vocab)?)),
    }
}
