//! The tables that have one row for each thing read: observations, numbers, issues, documents, and the facts made of them.

use std::collections::BTreeMap;

use polars::prelude::{Column, DataFrame};
use zonefacts_facts::{Cell, Fact, Families, Family, Verdict};
use zonefacts_text::model::{DocumentHead, Issue, LedgerRow, Observation, Period, Resolved, Status, SubjectKind};

use super::JoinError;
use super::frame::{date, float, frame, int, list, text};
use crate::contract::Contract;

/// All observations. There are many, so that their columns are made one by one.
pub(super) struct Observations<'a>(Vec<(&'a DocumentHead, &'a Observation)>);

impl<'a> Observations<'a> {
    /// Those of the documents.
    pub(super) fn new(documents: &'a [Resolved]) -> Self {
        let figures = |document: &'a Resolved| document.observations.iter().map(move |figure| (&document.head, figure));
        Self(documents.iter().flat_map(figures).collect())
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The column of that name, one row for each observation; none of another name.
    pub(super) fn column(&self, name: &str, families: &Families) -> Option<Column> {
        let string = |name: &str, of: fn(&Observation) -> &str| text(name, self.0.iter().map(|(_, figure)| of(figure)));
        let head = |name: &str, of: fn(&DocumentHead) -> &str| text(name, self.0.iter().map(|(head, _)| of(head)));
        Some(match name {
            "observation_id" => string(name, |figure| &figure.observation_id),
            "document_id" => head(name, |head| &head.document_id),
            "document" => head(name, |head| &head.document),
            "article" => int(name, self.0.iter().map(|(_, figure)| i64::from(figure.article))),
            "char_start" => int(name, self.0.iter().map(|(_, figure)| i64::from(figure.span.start))),
            "char_end" => int(name, self.0.iter().map(|(_, figure)| i64::from(figure.span.end))),
            "value_text" => string(name, |figure| &figure.value_text),
            "sentence" => string(name, |figure| &figure.sentence),
            "subject" => string(name, |figure| &figure.subject),
            "subject_kind" => string(name, |figure| figure.subject_kind.as_str()),
            "zone_id" => text(name, self.0.iter().map(|(_, figure)| zone_of(figure))),
            "subarea" => string(name, |figure| &figure.subarea),
            "metric_id" => string(name, |figure| &figure.metric_id),
            "segment" => string(name, |figure| &figure.segment),
            "measure" => string(name, |figure| figure.measure.as_str()),
            "value" => float(name, self.0.iter().map(|(_, figure)| figure.value)),
            "value_high" => float(name, self.0.iter().map(|(_, figure)| figure.value_high)),
            "unit" => string(name, |figure| &figure.unit),
            "precision" => float(name, self.0.iter().map(|(_, figure)| figure.precision)),
            "bound" => string(name, |figure| figure.bound.as_str()),
            "year" => int(name, self.0.iter().map(|(_, figure)| figure.year.map(i64::from))),
            "base_year" => int(name, self.0.iter().map(|(_, figure)| figure.base_year.map(i64::from))),
            "period_kind" => string(name, |figure| figure.period.kind().as_str()),
            "period" => {
                let periods: Vec<String> = self.0.iter().map(|(_, figure)| figure.period.to_string()).collect();
                text(name, periods.iter().map(String::as_str))
            }
            "period_start" => date(name, self.0.iter().map(|(_, figure)| figure.period.bounds(figure.year).0)),
            "period_end" => date(name, self.0.iter().map(|(_, figure)| figure.period.bounds(figure.year).1)),
            "status" => string(name, |figure| figure.status.as_str()),
            "scope" => string(name, |figure| &figure.scope),
            "rule_id" => string(name, |figure| &figure.rule_id),
            "year_basis" => string(name, |figure| &figure.year_basis),
            "subject_basis" => string(name, |figure| &figure.subject_basis),
            "published_date" => date(name, self.0.iter().map(|(_, figure)| figure.published)),
            "family_id" => {
                let family =
                    |(head, figure): &(&'a DocumentHead, &Observation)| family_id(families.of(&head.document_id, figure.article));
                text(name, self.0.iter().map(family))
            }
            _ => return None,
        })
    }
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

/// One row for each document; `numbers` says how many numbers each holds.
pub(super) fn documents(
    documents: &[Resolved],
    numbers: &[i64],
    families: &Families,
    issues: &[Issue],
) -> Result<DataFrame, JoinError> {
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
        int("n_numbers", numbers.iter().copied()),
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

/// One row for each cell, with the verdict on the statement that stands. Two columns are none of the table's: `annual`, see
/// [`annual_rank`], and `wide_column`, where the value would stand in the wide table.
pub(super) fn facts(facts: &[&Fact], verdicts: &BTreeMap<&str, Verdict>) -> Result<DataFrame, JoinError> {
    let string = |name: &str, of: for<'f> fn(&'f Fact) -> &'f str| text(name, facts.iter().map(|fact| of(fact)));
    let wide_column = |fact: &&Fact| Contract::headline_column(fact.cell.metric_id, fact.cell.measure.as_str());
    let wide_columns: Vec<String> = facts.iter().map(wide_column).collect();
    let count = |name: &str, of: fn(&Fact) -> usize| int(name, facts.iter().map(|fact| of(fact) as i64));
    let verdict = |fact: &&Fact| verdicts.get(fact.observation_id).map(|verdict| verdict.as_str());
    let periods: Vec<String> = facts.iter().map(|fact| fact.cell.period.to_string()).collect();
    let columns = vec![
        string("zone_id", |fact| fact.cell.subject),
        int("year", facts.iter().map(|fact| i64::from(fact.cell.year))),
        string("period_kind", |fact| fact.cell.period.kind().as_str()),
        text("period", periods.iter().map(String::as_str)),
        string("metric_id", |fact| fact.cell.metric_id),
        string("segment", |fact| fact.cell.segment),
        string("subarea", |fact| fact.cell.subarea),
        string("scope", |fact| fact.cell.scope),
        string("measure", |fact| fact.cell.measure.as_str()),
        string("status", |fact| fact.cell.status.as_str()),
        float("value", facts.iter().map(|fact| fact.value)),
        float("value_high", facts.iter().map(|fact| fact.value_high)),
        string("unit", |fact| fact.cell.unit),
        int("base_year", facts.iter().map(|fact| fact.cell.base_year.map(i64::from))),
        float("precision", facts.iter().map(|fact| fact.precision)),
        string("bound", |fact| fact.bound.as_str()),
        count("n_observations", |fact| fact.n_observations),
        count("n_documents", |fact| fact.n_documents),
        count("n_families", |fact| fact.n_families),
        float("value_min", facts.iter().map(|fact| fact.value_min)),
        float("value_max", facts.iter().map(|fact| fact.value_max)),
        string("agreement", |fact| fact.agreement.as_str()),
        string("observation_id", |fact| fact.observation_id),
        string("chosen_because", |fact| fact.chosen_because),
        date("first_published", facts.iter().map(|fact| fact.first_published)),
        date("last_published", facts.iter().map(|fact| fact.last_published)),
        text("check_verdict", facts.iter().map(verdict)),
        int("annual", facts.iter().map(|fact| annual_rank(fact))),
        text("wide_column", wide_columns.iter().map(String::as_str)),
    ];
    frame(facts.len(), columns)
}

/// How well a fact speaks for its whole year, the higher the better; none when it does not. An actual figure comes before an
/// estimate; then a figure of the full year, then the stock nearest to the end of the year, of two at one day the dated one.
fn annual_rank(fact: &Fact) -> Option<i64> {
    const FULL_YEAR: i64 = 1 << 40;
    const ACTUAL: i64 = 1 << 41;
    let Cell { status, segment, subarea, period, year, base_year, .. } = &fact.cell;
    let status = match status {
        Status::Actual => ACTUAL,
        Status::Estimate => 0,
        Status::Target => return None,
    };
    match period {
        _ if !segment.is_empty() || !subarea.is_empty() || base_year.is_some() => None,
        Period::Year => Some(status + FULL_YEAR),
        Period::AsOf(day) => {
            let (_, end) = period.bounds(Some(*year));
            Some(status + i64::from(end?.epoch_days()) * 2 + i64::from(day.is_some()))
        }
        _ => None,
    }
}
