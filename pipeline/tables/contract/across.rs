//! Whether the tables of a release fit together: references, the ledger of numbers, the account of documents.

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::Int64Type;

use super::check::texts;
use super::{Contracts, Reference, Violation};
use crate::Tables;

const ISSUE: &str = "issue";
const LEDGER: &str = "number_ledger";
const OBSERVATION: &str = "fact_observation";

/// Codes of issues that say that a document or file was not accepted.
const REJECTIONS: [&str; 4] = ["file_rejected", "format_unknown", "record_rejected", "document_duplicate"];
/// The code of an issue that says that a document was not out yet.
const LEFT_OUT: &str = "left_out";

impl Contracts {
    /// What the tables break of their contracts, one by one and together. The columns of headline metrics come from `dim_metric`.
    pub fn check(&self, tables: &Tables) -> Vec<Violation> {
        let complete = tables.get("dim_metric").map(|metrics| self.with_headlines(metrics));
        let contracts = complete.as_ref().unwrap_or(self);
        let stray = tables.keys().filter(|table| contracts.get(table).is_none());
        let mut violations: Vec<Violation> =
            stray.map(|table| Violation { table: table.clone(), message: "no contract for this table".to_owned() }).collect();
        for contract in contracts.iter() {
            let Some(batch) = tables.get(&contract.table) else {
                violations.push(contract.violation("the table is missing".to_owned()));
                continue;
            };
            violations.extend(contract.check(batch));
            let dangling = contract.references.iter().filter_map(|reference| dangling(reference, batch, tables));
            violations.extend(dangling.map(|message| contract.violation(message)));
        }
        violations.extend(ledger(tables).into_iter().map(|message| Violation { table: LEDGER.to_owned(), message }));
        violations.extend(documents(tables).into_iter().map(|message| Violation { table: ISSUE.to_owned(), message }));
        violations
    }
}

/// Values that the table referred to does not have.
fn dangling(reference: &Reference, batch: &RecordBatch, tables: &Tables) -> Option<String> {
    let Reference { column, table, target } = reference;
    let values = values(batch.column_by_name(column)?);
    let known = values_of(tables, table, target);
    let unknown: BTreeSet<&String> = values.difference(&known).collect();
    let first = unknown.first()?;
    Some(format!("column {column}: {} values are not in {table}.{target}, as `{first}`", unknown.len()))
}

/// The different values of a column of texts or whole numbers.
pub(crate) fn values(array: &ArrayRef) -> BTreeSet<String> {
    let numbers = array.as_primitive_opt::<Int64Type>().into_iter().flatten().flatten();
    texts(array).map(str::to_owned).chain(numbers.map(|number| number.to_string())).collect()
}

fn values_of(tables: &Tables, table: &str, column: &str) -> BTreeSet<String> {
    tables.get(table).and_then(|batch| batch.column_by_name(column)).map(values).unwrap_or_default()
}

/// Rows of the ledger with disposition `observation` and observations match one to one.
fn ledger(tables: &Tables) -> Vec<String> {
    let mut messages = Vec::new();
    let Some((dispositions, ids)) = tables.get(LEDGER).and_then(|ledger| {
        let dispositions = ledger.column_by_name("disposition")?.as_string_opt::<i32>()?;
        Some((dispositions, ledger.column_by_name("observation_id")?.as_list_opt::<i32>()?))
    }) else {
        return messages;
    };
    let odd = (0..ids.len()).filter(|row| (dispositions.value(*row) == "observation") == (ids.value_length(*row) == 0)).count();
    if odd > 0 {
        messages.push(format!("{odd} rows are observations without an id, or have an id and are none"));
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    ids.values().as_string_opt::<i32>().into_iter().flatten().flatten().for_each(|id| *counts.entry(id).or_default() += 1);
    let repeated = counts.values().filter(|count| **count > 1).count();
    if repeated > 0 {
        messages.push(format!("{repeated} observations stand in more than one row"));
    }
    let unaccounted =
        values_of(tables, OBSERVATION, "observation_id").iter().filter(|id| !counts.contains_key(id.as_str())).count();
    if unaccounted > 0 {
        messages.push(format!("{unaccounted} observations stand in no row"));
    }
    messages
}

/// A document is accepted or not, not both.
fn documents(tables: &Tables) -> Option<String> {
    let accepted = values_of(tables, "dim_document", "document");
    let not = tables.get(ISSUE).map(|issue| noted(issue, &[&REJECTIONS[..], &[LEFT_OUT]].concat())).unwrap_or_default();
    let both = not.intersection(&accepted).count();
    (both > 0).then(|| format!("{both} documents are rejected or left out and yet in dim_document"))
}

/// The documents and files that the table of issues says were not accepted.
pub(crate) fn rejected(issue: &RecordBatch) -> BTreeSet<String> {
    noted(issue, &REJECTIONS)
}

/// The documents that were left out of tables as of a day.
pub(crate) fn left_out(issue: &RecordBatch) -> BTreeSet<String> {
    noted(issue, &[LEFT_OUT])
}

/// The documents with an issue of one of these codes.
fn noted(issue: &RecordBatch, wanted: &[&str]) -> BTreeSet<String> {
    let column = |name| issue.column_by_name(name).and_then(|array| array.as_string_opt::<i32>());
    let Some((codes, documents)) = column("code").zip(column("document")) else { return BTreeSet::new() };
    let rows = codes.iter().flatten().zip(documents.iter().flatten());
    rows.filter(|(code, _)| wanted.contains(code)).map(|(_, document)| document.to_owned()).collect()
}
