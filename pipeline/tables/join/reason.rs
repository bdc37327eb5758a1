//! The reasoning over all observations, subject by subject and many at once, and the tables of checks and of what follows.

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::RecordBatch;
use polars::prelude::{Column, DataFrame};
use rayon::prelude::*;
use zonefacts_facts::{Book, Books, Cell, Check, Derived, Families, Findings, Things, Verdict, check, said};
use zonefacts_text::model::{Dimensions, Issue, Observation, Resolved, Staged, SubjectKind};

use super::frame::{Rows, batch_of, float, frame_of, int, lists, text};
use super::{JoinError, contract, rows};
use crate::contract::Contracts;

/// What the reasoning comes to. It holds nothing of the documents.
pub(super) struct Reasoned {
    /// The tables of facts, of checks and of derived intervals.
    pub(super) tables: [(&'static str, RecordBatch); 3],
    /// Of the facts, what is summed up: [`SUMMED`].
    pub(super) cells: DataFrame,
    /// The years that intervals were derived for.
    pub(super) derived_years: BTreeSet<i32>,
    /// Contradictions, and checks that failed.
    pub(super) issues: Vec<Issue>,
}

/// The columns of facts that other tables are made of.
const SUMMED: [&str; 13] = [
    "zone_id",
    "year",
    "metric_id",
    "segment",
    "subarea",
    "scope",
    "measure",
    "status",
    "value",
    "unit",
    "agreement",
    "annual",
    "wide_column",
];

/// Weighs what is said of each subject, then checks each against itself and against the subjects that it is a part of.
pub(super) fn reason(
    documents: &[Resolved],
    families: &Families,
    dimensions: &Dimensions,
    contracts: &Contracts,
) -> Result<Reasoned, JoinError> {
    let policy = contracts.policy();
    let mut issues = Vec::new();
    let weighed: Vec<Staged<Book>> =
        said(documents, families, policy).into_par_iter().map(|said| Book::weigh(said, policy)).collect();
    let mut shelf: Vec<Book> = Vec::with_capacity(weighed.len());
    for Staged { value, issues: contradictions } in weighed {
        shelf.push(value);
        issues.extend(contradictions);
    }
    let books: Books = shelf.iter().map(|book| (book.subject, book)).collect();
    let things = Things::new(dimensions);
    let found = shelf.par_iter().map(|book| check(book, &books, &things, policy));
    let (checks, derived): (Vec<_>, Vec<_>) = found.map(|Findings { checks, derived }| (checks, derived)).unzip();

    // One table after the other: what it is made of goes with it.
    let derived_rows = DerivedRows(derived);
    let derived_years = derived_rows.iter().map(|derived| derived.cell.year).collect();
    let derived = batch_of(&derived_rows, &contract(contracts, "fact_derived")?)?;
    drop(derived_rows);
    let check_rows = CheckRows(checks);
    issues.extend(check_rows.iter().filter_map(Check::issue));
    let verdicts = verdicts(check_rows.iter());
    let checks = batch_of(&check_rows, &contract(contracts, "fact_check")?)?;
    drop(check_rows);
    let zones = shelf.iter().filter(|book| book.kind == SubjectKind::Zone);
    let facts = rows::Facts { rows: zones.flat_map(Book::facts).collect(), verdicts };
    Ok(Reasoned {
        cells: frame_of(&facts, &SUMMED)?,
        tables: [
            ("fact_zone_year_metric", batch_of(&facts, &contract(contracts, "fact_zone_year_metric")?)?),
            ("fact_check", checks),
            ("fact_derived", derived),
        ],
        derived_years,
        issues,
    })
}

/// The verdict on each observation that a check ties: inconsistent before consistent before cannot_tell.
fn verdicts<'c, 'a: 'c>(checks: impl Iterator<Item = &'c Check<'a>>) -> BTreeMap<&'a str, Verdict> {
    let mut verdicts: BTreeMap<&str, Verdict> = BTreeMap::new();
    for check in checks {
        for figure in check.operands.iter().chain([&check.figure]) {
            let verdict = verdicts.entry(&figure.observation_id).or_insert(check.verdict);
            *verdict = check.verdict.max(*verdict);
        }
    }
    verdicts
}

/// All checks, by subject.
struct CheckRows<'a>(Vec<Vec<Check<'a>>>);

impl<'a> CheckRows<'a> {
    fn iter(&self) -> impl Iterator<Item = &Check<'a>> {
        self.0.iter().flatten()
    }
}

impl Rows for CheckRows<'_> {
    fn count(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    fn column(&self, name: &str) -> Option<Column> {
        Some(match name {
            "check_kind" => text(name, self.iter().map(|check| check.kind)),
            "observation_id" => text(name, self.iter().map(|check| check.figure.observation_id.as_str())),
            "operand_id" => operands(name, self.iter().map(|check| check.operands.as_slice())),
            "expected_low" => float(name, self.iter().map(|check| check.expected.low)),
            "expected_high" => float(name, self.iter().map(|check| check.expected.high)),
            "found_low" => float(name, self.iter().map(|check| check.found.low)),
            "found_high" => float(name, self.iter().map(|check| check.found.high)),
            "verdict" => text(name, self.iter().map(|check| check.verdict.as_str())),
            "reason" => text(name, self.iter().map(|check| check.reason.as_str())),
            "arithmetic" => text(name, self.iter().map(|check| check.arithmetic.as_str())),
            _ => return of_cell(name, self.iter().map(|check| (&check.cell, check.figure.subject_kind))),
        })
    }
}

/// All derived intervals, by subject.
struct DerivedRows<'a>(Vec<Vec<Derived<'a>>>);

impl<'a> DerivedRows<'a> {
    fn iter(&self) -> impl Iterator<Item = &Derived<'a>> {
        self.0.iter().flatten()
    }
}

impl Rows for DerivedRows<'_> {
    fn count(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    fn column(&self, name: &str) -> Option<Column> {
        Some(match name {
            "check_kind" => text(name, self.iter().map(|derived| derived.kind)),
            "observation_id" => text(name, self.iter().map(|derived| derived.figure.observation_id.as_str())),
            "operand_id" => operands(name, self.iter().map(|derived| derived.operands.as_slice())),
            "value_low" => float(name, self.iter().map(|derived| derived.interval.low)),
            "value_high" => float(name, self.iter().map(|derived| derived.interval.high)),
            "arithmetic" => text(name, self.iter().map(|derived| derived.arithmetic.as_str())),
            _ => return of_cell(name, self.iter().map(|derived| (&derived.cell, derived.subject_kind))),
        })
    }
}

/// The columns that say what a value is of.
fn of_cell<'r, 'a: 'r>(name: &str, cells: impl Iterator<Item = (&'r Cell<'a>, SubjectKind)>) -> Option<Column> {
    let zone = |(cell, kind): (&'r Cell<'a>, SubjectKind)| (kind == SubjectKind::Zone).then_some(cell.subject);
    Some(match name {
        "subject" => text(name, cells.map(|(cell, _)| cell.subject)),
        "subject_kind" => text(name, cells.map(|(_, kind)| kind.as_str())),
        "zone_id" => text(name, cells.map(zone)),
        "year" => int(name, cells.map(|(cell, _)| i64::from(cell.year))),
        "period_kind" => text(name, cells.map(|(cell, _)| cell.period.kind().as_str())),
        "period" => {
            let periods: Vec<String> = cells.map(|(cell, _)| cell.period.to_string()).collect();
            text(name, periods.iter().map(String::as_str))
        }
        "metric_id" => text(name, cells.map(|(cell, _)| cell.metric_id)),
        "segment" => text(name, cells.map(|(cell, _)| cell.segment)),
        "subarea" => text(name, cells.map(|(cell, _)| cell.subarea)),
        "scope" => text(name, cells.map(|(cell, _)| cell.scope)),
        "measure" => text(name, cells.map(|(cell, _)| cell.measure.as_str())),
        "status" => text(name, cells.map(|(cell, _)| cell.status.as_str())),
        "unit" => text(name, cells.map(|(cell, _)| cell.unit)),
        _ => return None,
    })
}

fn operands<'r>(name: &str, rows: impl Iterator<Item = &'r [&'r Observation]>) -> Column {
    lists(name, rows.map(|row| row.iter().map(|figure| figure.observation_id.as_str())))
}
