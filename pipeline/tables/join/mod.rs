//! Join: from what each document says to the tables. The observations of all documents become facts, and polars joins them with the
//! things named and sums them up by zone, year and metric.
//!
//! Every frame is sorted before it is grouped, and every table by its contract: the same inputs make the same tables.

mod annual;
mod dimension;
mod frame;
mod reason;
mod rows;
mod summary;

use std::collections::BTreeMap;

use zonefacts_facts::families;
use zonefacts_text::model::{Dimensions, Issue, IssueCode, Resolved, Severity};

use crate::Tables;
use crate::contract::{Contract, Contracts};

/// Why the tables could not be made.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// A frame could not be computed, or lacks a column that its contract promises.
    #[error("join: {0}")]
    Frame(#[from] polars::error::PolarsError),
    /// A frame does not fit its contract.
    #[error("join: {0}")]
    Batch(#[from] arrow::error::ArrowError),
    /// The schemas have no contract for a table.
    #[error("join: no contract for the table {0}")]
    NoContract(&'static str),
}

/// Makes all tables from what was read in the documents, the issues raised on the way, and the word lists.
pub fn join(
    documents: Vec<Resolved>,
    mut issues: Vec<Issue>,
    dimensions: &Dimensions,
    contracts: &Contracts,
) -> Result<Tables, JoinError> {
    let (mut documents, copies) = without_copies(documents);
    // The ledger is as large as all else, and nothing is made of it: it goes first.
    let ledger = frame::batch_of(&rows::Ledger::new(&documents), &contract(contracts, "number_ledger")?)?;
    let numbers: Vec<i64> = documents.iter().map(|document| document.ledger.len() as i64).collect();
    documents.iter_mut().for_each(|document| document.ledger = Vec::new());
    let families = families(&documents, &contracts.policy().families);
    let reason::Reasoned { tables: reasoned, cells, derived_years, issues: found } =
        reason::reason(&documents, &families, dimensions, contracts)?;
    issues.extend(copies);
    issues.extend(found);
    issues.sort();
    issues.dedup();

    let [zones, places, metrics, units] = [
        dimension::zones(dimensions)?,
        dimension::places(dimensions)?,
        dimension::metrics(dimensions)?,
        dimension::units(dimensions)?,
    ];
    let dim_metric = frame::batch(metrics.clone(), &contract(contracts, "dim_metric")?)?;
    let wide_contract: Contract = contract(contracts, "zone_year_wide")?;
    let contracts = contracts.with_headlines(&dim_metric);

    let years = dimension::years(&documents, derived_years)?;
    let observations = rows::Observations::new(&documents, &families);
    let stated = frame::frame_of(&observations, &["zone_id", "metric_id", "document_id"])?;
    let annual = annual::annual(&cells);
    let actual = annual::actual(annual.clone());
    let wide = |annual| annual::wide(annual, &metrics, &zones, &years, &wide_contract);
    let frames = [
        ("fact_zone", summary::zones(&stated, &cells, &wide(actual.clone())?)?),
        ("fact_year", summary::years(actual, &metrics)?),
        ("fact_metric", summary::metrics(&stated, &cells, &metrics)?),
        ("zone_year_wide", wide(annual)?),
        ("issue", rows::issues(&issues)?),
        ("dim_document", rows::documents(&documents, &numbers, &families, &issues)?),
        ("dim_zone", zones),
        ("dim_place", places),
        ("dim_unit", units),
        ("dim_year", years),
    ];
    drop((stated, cells));
    let observed = frame::batch_of(&observations, &contract(&contracts, "fact_observation")?)?;
    let done = [("dim_metric", dim_metric), ("number_ledger", ledger), ("fact_observation", observed)];
    let mut tables: Tables = done.into_iter().chain(reasoned).map(|(table, batch)| (table.to_owned(), batch)).collect();
    for (table, frame) in frames {
        tables.insert(table.to_owned(), frame::batch(frame, &contract(&contracts, table)?)?);
    }
    Ok(tables)
}

fn contract(contracts: &Contracts, table: &'static str) -> Result<Contract, JoinError> {
    contracts.get(table).cloned().ok_or(JoinError::NoContract(table))
}

/// The documents by path, each text once, and an issue for each further copy of one.
fn without_copies(mut documents: Vec<Resolved>) -> (Vec<Resolved>, Vec<Issue>) {
    documents.sort_by(|a, b| a.head.document.cmp(&b.head.document));
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let mut issues = Vec::new();
    documents.retain(|document| {
        let head = &document.head;
        let Some(original) = first.get(&head.document_id) else {
            first.insert(head.document_id.clone(), head.document.clone());
            return true;
        };
        issues.push(Issue {
            document: head.document.clone(),
            span: None,
            code: IssueCode::DocumentDuplicate,
            severity: Severity::Info,
            message: format!("the same text as {original}, which is counted instead"),
        });
        false
    });
    (documents, issues)
}

#[cfg(test)]
mod tests;
