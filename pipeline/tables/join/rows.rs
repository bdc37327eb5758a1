//! The tables that have one row for each thing read: observations, numbers, issues, documents, and the facts made of them.

use std::collections::BTreeMap;

use polars::prelude::{Column, DataFrame};
use zonefacts_facts::{Cell, Fact, Families, Verdict};
use zonefacts_text::model::{DocumentHead, Issue, LedgerRow, Observation, Period, Resolved, Status, SubjectKind};

use super::JoinError;
use super::frame::{date, float, frame, int, list, text};

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
            "family_id" => text(name, self.0.iter().map(|(head, _)| family_of(head, families))),
            _ => return None,
        })
    }
}

fn zone_of(figure: &Observation) -> Option<&str> {
    (figure.subject_kind == SubjectKind::Zone).then_some(figure.subject.as_str())
}

fn family_of<'a>(head: &'a DocumentHead, families: &'a Families) -> &'a str {
    families.get(&head.document_id).unwrap_or(&head.document_id)
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
        int("n_articles", documents.iter().map(|document| i64::from(document.articles))),
        int("n_numbers", numbers.iter().copied()),
        int("n_observations", documents.iter().map(|document| document.observations.len() as i64)),
        int("n_issues", heads().map(|head| n_issues.get(head.document.as_str()).copied().unwrap_or_default())),
        text("family_id", heads().map(|head| family_of(head, families))),
    ];
    frame(documents.len(), columns)
}

/// The script that `clean` found; undetermined where it did not look.
fn script_of(head: &DocumentHead) -> &str {
    if head.script.is_empty() { "und" } else { &head.script }
}

/// One row for each cell, with the verdict on the statement that stands. The column `annual` is none of the table's: see
/// [`annual_rank`].
pub(super) fn facts(facts: &[&Fact], verdicts: &BTreeMap<&str, Verdict>) -> Result<DataFrame, JoinError> {
    let string = |name: &str, of: for<'f> fn(&'f Fact) -> &'f str| text(name, facts.iter().map(|fact| of(fact)));
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
    ];
    frame(facts.len(), columns)
}

/// How well a fact speaks for its whole year, the higher the better; none when it does not. A figure of the full year comes
/// first, then the stock nearest to the end of the year, of two at one day the dated one.
fn annual_rank(fact: &Fact) -> Option<i64> {
    let Cell { status, segment, subarea, base_year, .. } = &fact.cell;
    let whole = *status == Status::Actual && segment.is_empty() && subarea.is_empty() && base_year.is_none();
    match fact.cell.period {
        Period::Year if whole => Some(i64::MAX),
        Period::AsOf(day) if whole => {
            let (_, end) = fact.cell.period.bounds(Some(fact.cell.year));
            Some(i64::from(end?.epoch_days()) * 2 + i64::from(day.is_some()))
        }
        _ => None,
    }
}
