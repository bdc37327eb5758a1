//! Whether the counts in the tables are those of the rows that they count: numbers with their observations, documents with their
//! figures, facts with their statements. More than a release is asked before it is published; `check` asks it.

use std::collections::BTreeMap;

use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::{Float64Type, Int64Type};

use super::Violation;
use super::check::comparable;
use crate::Tables;

/// What statements of one fact have in common, and what a fact is known by.
const CELL: [&str; 10] = ["zone_id", "year", "period", "metric_id", "segment", "subarea", "scope", "measure", "status", "unit"];

/// Counts that do not come out, and facts whose chosen statement says something else.
pub fn sums(tables: &Tables) -> Vec<Violation> {
    let counted = [
        ("dim_document", "n_observations", "document_id", "fact_observation"),
        ("dim_document", "n_numbers", "document_id", "number_ledger"),
        ("dim_document", "n_issues", "document", "issue"),
        ("fact_zone", "n_observations", "zone_id", "fact_observation"),
        ("fact_zone", "n_cells", "zone_id", "fact_zone_year_metric"),
        ("fact_metric", "n_observations", "metric_id", "fact_observation"),
        ("fact_metric", "n_cells", "metric_id", "fact_zone_year_metric"),
    ];
    let mut violations: Vec<Violation> = counted
        .into_iter()
        .filter_map(|(table, count, by, of)| {
            let wrong = miscounted(tables.get(table)?, count, by, tables.get(of)?)?;
            Some(violation(table, format!("column {count} is not the number of rows of {of} in {wrong} rows")))
        })
        .collect();
    violations.extend(apart(tables).map(|rows| {
        violation("number_ledger", format!("{rows} observations lie in another place than the number that they rest on"))
    }));
    violations.extend(facts(tables));
    violations
}

fn violation(table: &str, message: String) -> Violation {
    Violation { table: table.to_owned(), message }
}

fn texts<'a>(batch: &'a RecordBatch, column: &str) -> Option<impl Iterator<Item = Option<&'a str>>> {
    Some(batch.column_by_name(column)?.as_string_opt::<i32>()?.iter())
}

fn whole(batch: &RecordBatch, column: &str) -> Option<impl Iterator<Item = Option<i64>>> {
    Some(batch.column_by_name(column)?.as_primitive_opt::<Int64Type>()?.iter())
}

/// In how many rows a count is not that of the rows of another table with the same name; none when it always is.
fn miscounted(table: &RecordBatch, count: &str, by: &str, of: &RecordBatch) -> Option<usize> {
    let mut rows: BTreeMap<&str, i64> = BTreeMap::new();
    texts(of, by)?.flatten().for_each(|name| *rows.entry(name).or_default() += 1);
    let stated = texts(table, by)?.zip(whole(table, count)?);
    let wrong = stated
        .filter(|(name, count)| name.and_then(|name| rows.get(name)).copied().unwrap_or_default() != count.unwrap_or_default());
    Some(wrong.count()).filter(|wrong| *wrong > 0)
}

/// How many observations do not overlap the number in whose row of the ledger they stand.
fn apart(tables: &Tables) -> Option<usize> {
    let places = |table: &str| {
        let batch = tables.get(table)?;
        let spans = whole(batch, "char_start")?.zip(whole(batch, "char_end")?);
        Some(texts(batch, "document")?.zip(spans).collect::<Vec<_>>())
    };
    let observations: BTreeMap<&str, _> =
        texts(tables.get("fact_observation")?, "observation_id")?.flatten().zip(places("fact_observation")?).collect();
    let ids = tables.get("number_ledger")?.column_by_name("observation_id")?.as_list_opt::<i32>()?.clone();
    let mut wrong = 0;
    for (row, (document, (start, end))) in places("number_ledger")?.into_iter().enumerate() {
        let stated = ids.value(row);
        for id in stated.as_string_opt::<i32>()?.iter().flatten() {
            let overlaps = |(its_document, (its_start, its_end)): &(Option<&str>, (Option<i64>, Option<i64>))| {
                *its_document == document && *its_start < end && start < *its_end
            };
            wrong += usize::from(!observations.get(id).is_some_and(overlaps));
        }
    }
    Some(wrong).filter(|wrong| *wrong > 0)
}

/// Facts without their statements, and facts that are not what their chosen statement says.
fn facts(tables: &Tables) -> Vec<Violation> {
    let counts = || {
        let (facts, observations) = (tables.get("fact_zone_year_metric")?, tables.get("fact_observation")?);
        let cell = CELL.map(str::to_owned);
        let (keys, stated) = (comparable(facts, &cell)?.ok()?, comparable(observations, &cell)?.ok()?);
        let about: Vec<bool> = texts(observations, "zone_id")?
            .zip(whole(observations, "year")?)
            .map(|(zone, year)| zone.is_some() && year.is_some())
            .collect();
        let mut statements: BTreeMap<&[u8], i64> = BTreeMap::new();
        for row in (0..stated.num_rows()).filter(|row| about[*row]) {
            *statements.entry(stated.row(row).data()).or_default() += 1;
        }
        let rows: BTreeMap<&str, usize> = texts(observations, "observation_id")?.flatten().zip(0..).collect();
        let values = |batch: &RecordBatch| batch.column_by_name("value")?.as_primitive_opt::<Float64Type>().cloned();
        let (value, said) = (values(facts)?, values(observations)?);
        let (mut miscounted, mut other) = (0, 0);
        for (row, (id, count)) in texts(facts, "observation_id")?.zip(whole(facts, "n_observations")?).enumerate() {
            let key = keys.row(row);
            miscounted += usize::from(statements.remove(key.data()) != count);
            let chosen = id.and_then(|id| rows.get(id)).copied();
            other += usize::from(!chosen.is_some_and(|at| stated.row(at) == key && said.value(at) == value.value(row)));
        }
        Some([
            (miscounted, "facts do not count their observations"),
            (statements.len(), "cells have observations and no fact"),
            (other, "facts are not what the observation says that was chosen"),
        ])
    };
    let wrong = counts().into_iter().flatten().filter(|(rows, _)| *rows > 0);
    wrong.map(|(rows, what)| violation("fact_zone_year_metric", format!("{rows} {what}"))).collect()
}
