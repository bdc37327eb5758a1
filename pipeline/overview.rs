//! What is in a release, in a few lines for a person: what `run` ends with and `status` shows.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use zonefacts_text::model::Severity;

use crate::{
    failure::Failure,
    release::{Account, CheckRow, FactRow, IssueRow, LedgerRow, ObservationRow, TableRow, manifest},
};

/// So many errors are told with their reasons.
const SHOWN: usize = 10;

/// The lines, each with its name.
pub(crate) fn overview(release: &Path) -> Result<Vec<(String, String)>, Failure> {
    let manifest = manifest(release)?;
    let rows = |table: &str| manifest.tables.iter().find(|entry| entry.table == table).map_or(0, |entry| entry.rows);
    let issues = IssueRow::read(release)?;
    let facts = FactRow::read(release)?;
    let checks = CheckRow::read(release)?;
    let mut fates: BTreeMap<String, usize> = BTreeMap::new();
    LedgerRow::each(release, |row| *fates.entry(row.disposition).or_default() += 1)?;
    let numbers: usize = fates.values().sum();
    let distinct = |of: fn(&FactRow) -> &str| facts.iter().map(of).collect::<BTreeSet<_>>().len();
    let years: BTreeSet<i32> = facts.iter().map(|fact| fact.year).collect();
    let span = match (years.first(), years.last()) {
        (Some(first), Some(last)) => format!(" ({first}–{last})"),
        _ => String::new(),
    };
    let percent = |count: usize| format!("{:.1} %", 100.0 * count as f64 / numbers.max(1) as f64);
    let Account { accepted, rejected, left_out } = manifest.documents;
    let as_of = manifest.made_of.as_of.map(|day| ("as of", format!("{day}: {left_out} documents came later or bear no date")));
    let lines = [
        ("documents", format!("{accepted} accepted, {rejected} rejected")),
        ("observations", rows(ObservationRow::TABLE).to_string()),
        (
            "facts",
            format!(
                "{} of {} zones × {} years{span} × {} metrics: {}",
                facts.len(),
                distinct(|fact| &fact.zone_id),
                years.len(),
                distinct(|fact| &fact.metric_id),
                told(tally(facts.iter().map(|fact| fact.agreement.as_str())), |count| count.to_string())
            ),
        ),
        (
            "checks",
            format!(
                "{}: {}; derived {}",
                checks.len(),
                told(tally(checks.iter().map(|check| check.verdict.as_str())), |count| count.to_string()),
                rows("fact_derived")
            ),
        ),
        ("numbers", format!("{numbers} seen: {}", told(fates.iter().map(|(fate, n)| (fate.as_str(), *n)).collect(), percent))),
        ("issues", told(tally(issues.iter().map(|issue| issue.code.as_str())), |count| count.to_string())),
    ];
    let errors: Vec<&IssueRow> = issues.iter().filter(|issue| issue.severity == Severity::Error.as_str()).collect();
    let counts = tally(errors.iter().map(|issue| issue.code.as_str()));
    let counts = (!counts.is_empty()).then(|| ("errors", told(counts, |count| count.to_string())));
    let shown = errors.iter().take(SHOWN).map(|issue| ("error", format!("{}: {}", issue.document, issue.message)));
    let more =
        errors.len().checked_sub(SHOWN + 1).map(|more| ("error", format!("… and {} more in the table of issues", more + 1)));
    let lines = as_of.into_iter().chain(lines).chain(counts).chain(shown).chain(more);
    Ok(lines.map(|(name, text)| (name.to_owned(), text)).collect())
}

fn tally<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    counts
}

/// The counts, the largest first.
fn told(counts: BTreeMap<&str, usize>, count: impl Fn(usize) -> String) -> String {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), *name));
    let told: Vec<String> = counts.into_iter().map(|(name, n)| format!("{name} {}", count(n))).collect();
    if told.is_empty() { "none".to_owned() } else { told.join(", ") }
}
