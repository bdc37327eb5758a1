//! The tables that have one row for each thing read: observations, numbers, issues, documents, and the facts made of them.

use std::collections::BTreeMap;

use polars::prelude::{Column, DataFrame};
use zonefacts_facts::{Cell, Fact, Families, Family};
use zonefacts_text::model::{Date, DocumentHead, Issue, LedgerRow, Observation, Period, Resolved, Status, SubjectKind};

use super::JoinError;
use super::frame::{date, float, frame, int, list, text};
use crate::contract::Contract;

/// One row for each observation.
pub(super) fn observations(documents: &[Resolved], families: &Families) -> Result<DataFrame, JoinError> {
    let rows: Vec<(&DocumentHead, &Observation)> =
        documents.iter().flat_map(|document| document.observations.iter().map(move |figure| (&document.head, figure))).collect();
    let string = |name: &str, of: fn(&Observation) -> &str| text(name, rows.iter().map(|(_, figure)| of(figure)));
    let head = |name: &str, of: fn(&DocumentHead) -> &str| text(name, rows.iter().map(|(head, _)| of(head)));
    let periods: Vec<String> = rows.iter().map(|(_, figure)| figure.period.to_string()).collect();
    let bounds: Vec<(Option<Date>, Option<Date>)> = rows.iter().map(|(_, figure)| figure.period.bounds(figure.year)).collect();
    let columns = vec![
        string("observation_id", |figure| &figure.observation_id),
        head("document_id", |head| &head.document_id),
        head("document", |head| &head.document),
        int("article", rows.iter().map(|(_, figure)| i64::from(figure.article))),
        int("char_start", rows.iter().map(|(_, figure)| i64::from(figure.span.start))),
        int("char_end", rows.iter().map(|(_, figure)| i64::from(figure.span.end))),
        string("value_text", |figure| &figure.value_text),
        string("sentence", |figure| &figure.sentence),
        string("subject", |figure| &figure.subject),
        string("subject_kind", |figure| figure.subject_kind.as_str()),
        text("zone_id", rows.iter().map(|(_, figure)| zone_of(figure))),
        string("subarea", |figure| &figure.subarea),
        string("metric_id", |figure| &figure.metric_id),
        string("segment", |figure| &figure.segment),
        string("measure", |figure| figure.measure.as_str()),
        float("value", rows.iter().map(|(_, figure)| figure.value)),
        float("value_high", rows.iter().map(|(_, figure)| figure.value_high)),
        string("unit", |figure| &figure.unit),
        float("precision", rows.iter().map(|(_, figure)| figure.precision)),
        string("bound", |figure| figure.bound.as_str()),
        int("year", rows.iter().map(|(_, figure)| figure.year.map(i64::from))),
        string("period_kind", |figure| figure.period.kind().as_str()),
        text("period", periods.iter().map(String::as_str)),
        date("period_start", bounds.iter().map(|(start, _)| *start)),
        date("period_end", bounds.iter().map(|(_, end)| *end)),
        string("status", |figure| figure.status.as_str()),
        string("scope", |figure| &figure.scope),
        string("rule_id", |figure| &figure.rule_id),
        string("year_basis", |figure| &figure.year_basis),
        string("subject_basis", |figure| &figure.subject_basis),
        date("published_date", rows.iter().map(|(_, figure)| figure.published)),
        text("family_id", rows.iter().map(|(head, figure)| family_id(families.of(&head.document_id, figure.article)))),
    ];
    frame(rows.len(), columns)
}

fn zone_of(figure: &Observation) -> Option<&str> {
    (figure.subject_kind == SubjectKind::Zone).then_some(figure.subject.as_str())
}

fn family_id(family: Option<&Family>) -> Option<&str> {
    family.map(|family| family.id.as_str())
}

/// One row for each number.
pub(super) fn ledger(documents: &[Resolved]) -> Result<DataFrame, JoinError> {
    let rows: Vec<(&DocumentHead, &LedgerRow)> =
        documents.iter().flat_map(|document| document.ledger.iter().map(move |row| (&document.head, row))).collect();
    let columns = vec![
        text("document_id", rows.iter().map(|(head, _)| head.document_id.as_str())),
        text("document", rows.iter().map(|(head, _)| head.document.as_str())),
        int("char_start", rows.iter().map(|(_, row)| i64::from(row.span.start))),
        int("char_end", rows.iter().map(|(_, row)| i64::from(row.span.end))),
        text("text", rows.iter().map(|(_, row)| row.text.as_str())),
        float("number", rows.iter().map(|(_, row)| row.number)),
        text("disposition", rows.iter().map(|(_, row)| row.disposition.as_str())),
        list("observation_id", rows.iter().map(|(_, row)| row.observation_ids.as_slice())),
    ];
    frame(rows.len(), columns)
}

/// One row for each issue.
pub(super) fn issues(issues: &[Issue]) -> Result<DataFrame, JoinError> {
    let columns = vec![
        text("document", issues.iter().map(|issue| issue.document.as_str())),
        int("char_start", issues.iter().map(|issue| issue.span.map(|span| i64::from(span.start)))),
        int("char_end", issues.iter().map(|issue| issue.span.map(|span| i64::from(span.end)))),
        text("code", issues.iter().map(|issue| issue.code.as_str())),
        text("severity", issues.iter().map(|issue| issue.severity.as_str())),
        text("message", issues.iter().map(|issue| issue.message.as_str())),
    ];
    frame(issues.len(), columns)
}

/// One row for each document.
pub(super) fn documents(documents: &[Resolved], families: &Families, issues: &[Issue]) -> Result<DataFrame, JoinError> {
    let mut n_issues: BTreeMap<&str, i64> = BTreeMap::new();
    issues.iter().for_each(|issue| *n_issues.entry(&issue.document).or_default() += 1);
    let heads = || documents.iter().map(|document| &document.head);
    let string = |name: &str, of: fn(&DocumentHead) -> &str| text(name, heads().map(of));
    let optional = |name: &str, of: fn(&DocumentHead) -> Option<&str>| text(name, heads().map(of));
    let columns = vec![
        string("document_id", |head| &head.document_id),
        string("document", |head| &head.document),
        string("format", |head| &head.format),
        string("encoding", |head| &head.encoding),
        string("file_hash", |head| &head.file_hash),
        int("file_bytes", heads().map(|head| head.file_bytes as i64)),
        int("chars", heads().map(|head| i64::from(head.chars))),
        string("language", |head| script_of(head).split('-').next().unwrap_or_default()),
        string("script", script_of),
        optional("title", |head| head.title.as_deref()),
        optional("publisher", |head| head.publisher.as_deref()),
        date("published_date", heads().map(|head| head.published)),
        optional("published_basis", |head| head.published_basis.as_deref()),
        optional("url", |head| head.url.as_deref()),
        int("n_articles", documents.iter().map(|document| document.articles.len() as i64)),
        int("n_numbers", documents.iter().map(|document| document.ledger.len() as i64)),
        int("n_observations", documents.iter().map(|document| document.observations.len() as i64)),
        int("n_issues", heads().map(|head| n_issues.get(head.document.as_str()).copied().unwrap_or_default())),
        text("family_id", heads().map(|head| family_id(families.of_document(&head.document_id)))),
    ];
    frame(documents.len(), columns)
}

/// The script that `clean` found; undetermined where it did not look.
fn script_of(head: &DocumentHead) -> &str {
    if head.script.is_empty() { "und" } else { &head.script }
}

/// One row for each cell. Two columns are none of the table's: `annual`, see [`annual_rank`], and `wide_column`, where the value
/// would stand in the wide table.
pub(super) fn facts(facts: &[Fact]) -> Result<DataFrame, JoinError> {
    let string = |name: &str, of: fn(&Fact) -> &str| text(name, facts.iter().map(of));
    let wide_column = |fact: &Fact| Contract::headline_column(&fact.cell.metric_id, fact.cell.measure.as_str());
    let wide_columns: Vec<String> = facts.iter().map(wide_column).collect();
    let count = |name: &str, of: fn(&Fact) -> usize| int(name, facts.iter().map(|fact| of(fact) as i64));
    let periods: Vec<String> = facts.iter().map(|fact| fact.cell.period.to_string()).collect();
    let columns = vec![
        string("zone_id", |fact| &fact.cell.zone_id),
        int("year", facts.iter().map(|fact| i64::from(fact.cell.year))),
        string("period_kind", |fact| fact.cell.period.kind().as_str()),
        text("period", periods.iter().map(String::as_str)),
        string("metric_id", |fact| &fact.cell.metric_id),
        string("segment", |fact| &fact.cell.segment),
        string("subarea", |fact| &fact.cell.subarea),
        string("scope", |fact| &fact.cell.scope),
        string("measure", |fact| fact.cell.measure.as_str()),
        string("status", |fact| fact.cell.status.as_str()),
        float("value", facts.iter().map(|fact| fact.value)),
        float("value_high", facts.iter().map(|fact| fact.value_high)),
        string("unit", |fact| &fact.cell.unit),
        float("precision", facts.iter().map(|fact| fact.precision)),
        string("bound", |fact| fact.bound.as_str()),
        count("n_observations", |fact| fact.n_observations),
        count("n_documents", |fact| fact.n_documents),
        count("n_families", |fact| fact.n_families),
        float("value_min", facts.iter().map(|fact| fact.value_min)),
        float("value_max", facts.iter().map(|fact| fact.value_max)),
        string("agreement", |fact| fact.agreement.as_str()),
        string("observation_id", |fact| &fact.observation_id),
        string("chosen_because", |fact| fact.chosen_because),
        date("first_published", facts.iter().map(|fact| fact.first_published)),
        date("last_published", facts.iter().map(|fact| fact.last_published)),
        // No arithmetic check has been made.
        Column::full_null("check_verdict".into(), facts.len(), &polars::prelude::DataType::String),
        int("annual", facts.iter().map(annual_rank)),
        text("wide_column", wide_columns.iter().map(String::as_str)),
    ];
    frame(facts.len(), columns)
}

/// How well a fact speaks for its whole year, the higher the better; none when it does not. An actual figure comes before an
/// estimate; then a figure of the full year, then the stock nearest to the end of the year, of two at one day the dated one.
fn annual_rank(fact: &Fact) -> Option<i64> {
    const FULL_YEAR: i64 = 1 << 40;
    const ACTUAL: i64 = 1 << 41;
    let Cell { status, segment, subarea, period, year, .. } = &fact.cell;
    let status = match status {
        Status::Actual => ACTUAL,
        Status::Estimate => 0,
        Status::Target => return None,
    };
    match period {
        _ if !segment.is_empty() || !subarea.is_empty() => None,
        Period::Year => Some(status + FULL_YEAR),
        Period::AsOf(day) => {
            let (_, end) = period.bounds(Some(*year));
            Some(status + i64::from(end?.epoch_days()) * 2 + i64::from(day.is_some()))
        }
        _ => None,
    }
}
