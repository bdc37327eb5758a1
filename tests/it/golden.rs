//! Golden tables: what the program makes of the sample reports in `raw/`, as text under `snapshots/`.
//!
//! After a change that is meant: `INSTA_UPDATE=always cargo test --release --workspace --test it golden`, then read the difference
//! against the reports before it is checked in: a golden row that says what no report says is a fault, however long it has stood.

use std::collections::BTreeMap;

use insta::assert_snapshot;

use crate::release::{SAMPLES, column, list, rows};

/// Lines of fields, `|` between them, each column as wide as its widest field (a Chinese character is two wide).
fn aligned(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let head: Vec<String> = head.iter().map(|&name| name.to_owned()).collect();
    let lines: Vec<Vec<String>> = [head].into_iter().chain(rows).collect();
    let width = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let widths: Vec<usize> = (0..lines[0].len()).map(|at| lines.iter().map(|line| width(&line[at])).max().unwrap_or(0)).collect();
    let line = |fields: &Vec<String>| {
        let padded = fields.iter().zip(&widths).map(|(field, to)| format!("{field}{}", " ".repeat(to - width(field))));
        padded.collect::<Vec<_>>().join(" | ").trim_end().to_owned()
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// How often each value occurs.
fn counts(values: Vec<String>) -> Vec<Vec<String>> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    values.into_iter().for_each(|value| *counts.entry(value).or_default() += 1);
    counts.into_iter().map(|(value, count)| vec![value, count.to_string()]).collect()
}

/// The observations of one document, in the order of the text.
fn observations(document: &str) -> String {
    let columns = [
        "value_text",
        "subject",
        "subarea",
        "metric_id",
        "segment",
        "measure",
        "value",
        "value_high",
        "unit",
        "bound",
        "year",
        "period",
        "status",
        "scope",
        "rule_id",
        "document",
    ];
    let mut found = rows(&SAMPLES["fact_observation"], &columns);
    found.retain_mut(|row| row.pop().is_some_and(|name| name == document));
    aligned(&columns[..columns.len() - 1], found)
}

#[test]
fn zone_year_wide() {
    let table = &SAMPLES["zone_year_wide"];
    let schema = table.schema();
    let first = schema.index_of("five_year_plan").unwrap() + 1;
    let metrics = schema.fields().iter().skip(first).map(|field| field.name().as_str());
    let mut cells: Vec<Vec<String>> = metrics
        .flat_map(|metric| {
            let rows = rows(table, &["zone_id", "year", metric]).into_iter().filter(|row| !row[2].is_empty());
            rows.map(move |mut row| {
                row.insert(2, metric.to_owned());
                row
            })
        })
        .collect();
    // By zone and year, the metrics in the order of the columns.
    cells.sort_by(|a, b| a[..2].cmp(&b[..2]));
    assert_snapshot!(aligned(&["zone_id", "year", "metric", "value"], cells));
}

#[test]
fn observations_of_an_annual_report() {
    assert_snapshot!(observations("jinzhou/2017-profile.txt"));
}

#[test]
fn observations_of_a_page_with_injected_pinyin() {
    assert_snapshot!(observations("wuxi/2021-three-quarters.txt"));
}

#[test]
fn observations_of_a_table_in_html() {
    assert_snapshot!(observations("ningbo/thirteenth-plan.html"));
}

#[test]
fn observations_of_a_newspaper_page() {
    assert_snapshot!(observations("guangxi/2015-2020-zones-page.txt"));
}

#[test]
fn account() {
    let tables = SAMPLES.iter().map(|(name, table)| vec![name.clone(), table.num_rows().to_string()]).collect();
    let issues = counts(column(&SAMPLES["issue"], "code"));
    let dispositions = counts(column(&SAMPLES["number_ledger"], "disposition"));
    let sections = [
        aligned(&["table", "rows"], tables),
        aligned(&["issue", "rows"], issues),
        aligned(&["disposition", "numbers"], dispositions),
        aligned(&["observations of one number", "numbers"], counts(serving())),
    ];
    assert_snapshot!(sections.join("\n\n"));
}

/// How many observations each number serves.
fn serving() -> Vec<String> {
    let ids = column(&SAMPLES["number_ledger"], "observation_id");
    ids.iter().map(|ids| list(ids).len().to_string()).collect()
}
