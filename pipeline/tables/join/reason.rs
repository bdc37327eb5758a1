//! The reasoning over all observations, subject by subject and many at once, and the tables of checks and of what follows.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Column, DataFrame};
use rayon::prelude::*;
use zonefacts_facts::{Book, Books, Cell, Check, Derived, Fact, Families, Findings, Policy, Things, Verdict, check, said};
use zonefacts_text::model::{Dimensions, Issue, Observation, Resolved, Staged, SubjectKind};

use super::frame::{float, frame, int, lists, text};
use super::{JoinError, rows};

/// What the reasoning comes to. It holds nothing of the documents.
pub(super) struct Reasoned {
    /// One row for each cell of a zone.
    pub(super) cells: DataFrame,
    /// One row for each check.
    pub(super) checks: DataFrame,
    /// One row for each derived interval.
    pub(super) derived: DataFrame,
    /// The years that intervals were derived for.
    pub(super) derived_years: BTreeSet<i32>,
    /// Contradictions, and checks that failed.
    pub(super) issues: Vec<Issue>,
}

/// Weighs what is said of each subject, then checks each against itself and against the subjects that it is a part of.
pub(super) fn reason(
    documents: &[Resolved],
    families: &Families,
    dimensions: &Dimensions,
    policy: &Policy,
) -> Result<Reasoned, JoinError> {
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
    let found: Vec<Findings> = shelf.par_iter().map(|book| check(book, &books, &things, policy)).collect();
    let checks_of = || found.iter().flat_map(|findings| &findings.checks);
    let derived_of = || found.iter().flat_map(|findings| &findings.derived);
    issues.extend(checks_of().filter_map(Check::issue));
    let facts: Vec<&Fact> = shelf.iter().filter(|book| book.kind == SubjectKind::Zone).flat_map(Book::facts).collect();
    Ok(Reasoned {
        cells: rows::facts(&facts, &verdicts(checks_of()))?,
        checks: checks(&checks_of().collect::<Vec<_>>())?,
        derived: derived(&derived_of().collect::<Vec<_>>())?,
        derived_years: derived_of().map(|derived| derived.cell.year).collect(),
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

/// One row for each check.
fn checks(checks: &[&Check]) -> Result<DataFrame, JoinError> {
    let mut columns = cells(checks.iter().map(|check| (&check.cell, check.figure.subject_kind)));
    columns.extend([
        text("check_kind", checks.iter().map(|check| check.kind)),
        text("observation_id", checks.iter().map(|check| check.figure.observation_id.as_str())),
        operands(checks.iter().map(|check| check.operands.as_slice())),
        float("expected_low", checks.iter().map(|check| check.expected.low)),
        float("expected_high", checks.iter().map(|check| check.expected.high)),
        float("found_low", checks.iter().map(|check| check.found.low)),
        float("found_high", checks.iter().map(|check| check.found.high)),
        text("verdict", checks.iter().map(|check| check.verdict.as_str())),
        text("reason", checks.iter().map(|check| check.reason.as_str())),
        text("arithmetic", checks.iter().map(|check| check.arithmetic.as_str())),
    ]);
    frame(checks.len(), columns)
}

/// One row for each derived interval.
fn derived(derived: &[&Derived]) -> Result<DataFrame, JoinError> {
    let mut columns = cells(derived.iter().map(|derived| (&derived.cell, derived.subject_kind)));
    columns.extend([
        text("check_kind", derived.iter().map(|derived| derived.kind)),
        text("observation_id", derived.iter().map(|derived| derived.figure.observation_id.as_str())),
        operands(derived.iter().map(|derived| derived.operands.as_slice())),
        float("value_low", derived.iter().map(|derived| derived.interval.low)),
        float("value_high", derived.iter().map(|derived| derived.interval.high)),
        text("arithmetic", derived.iter().map(|derived| derived.arithmetic.as_str())),
    ]);
    frame(derived.len(), columns)
}

/// The columns that say what a value is of.
fn cells<'r>(rows: impl Iterator<Item = (&'r Cell<'r>, SubjectKind)>) -> Vec<Column> {
    let rows: Vec<_> = rows.collect();
    let string = |name: &str, of: fn(&Cell<'r>) -> &'r str| text(name, rows.iter().map(|(cell, _)| of(cell)));
    let zone = |(cell, kind): &(&'r Cell<'r>, SubjectKind)| (*kind == SubjectKind::Zone).then_some(cell.subject);
    let periods: Vec<String> = rows.iter().map(|(cell, _)| cell.period.to_string()).collect();
    vec![
        string("subject", |cell| cell.subject),
        text("subject_kind", rows.iter().map(|(_, kind)| kind.as_str())),
        text("zone_id", rows.iter().map(zone)),
        int("year", rows.iter().map(|(cell, _)| i64::from(cell.year))),
        text("period_kind", rows.iter().map(|(cell, _)| cell.period.kind().as_str())),
        text("period", periods.iter().map(String::as_str)),
        string("metric_id", |cell| cell.metric_id),
        string("segment", |cell| cell.segment),
        string("subarea", |cell| cell.subarea),
        string("scope", |cell| cell.scope),
        text("measure", rows.iter().map(|(cell, _)| cell.measure.as_str())),
        text("status", rows.iter().map(|(cell, _)| cell.status.as_str())),
        string("unit", |cell| cell.unit),
    ]
}

fn operands<'r>(rows: impl Iterator<Item = &'r [&'r Observation]>) -> Column {
    lists("operand_id", rows.map(|row| row.iter().map(|figure| figure.observation_id.as_str())))
}
