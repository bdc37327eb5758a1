//! The tables that have one row for each thing read: observations, numbers, issues, documents, and the facts made of them.

use std::collections::BTreeMap;

use polars::prelude::{Column, DataFrame};
use zonefacts_facts::{Cell, Fact, Families, Family, Verdict};
use zonefacts_text::model::{DocumentHead, Issue, LedgerRow, Observation, Period, Resolved, Status, SubjectKind};

use super::JoinError;
use super::frame::{Rows, date, float, frame, int, list, text};
use crate::contract::Contract;

/// All observations.
pub(super) struct Observations<'a> {
    rows: Vec<(&'a DocumentHead, &'a Observation)>,
    families: &'a Families,
}

impl<'a> Observations<'a> {
    /// Those of the documents.
    pub(super) fn new(documents: &'a [Resolved], families: &'a Families) -> Self {
        let figures = |document: &'a Resolved| document.observations.iter().map(move |figure| (&document.head, figure));
        Self { rows: documents.iter().flat_map(figures).collect(), families }
    }
}

impl Rows for Observations<'_> {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn column(&self, name: &str) -> Option<Column> {
        let rows = || self.rows.iter();
        let string = |name: &str, of: fn(&Observation) -> &str| text(name, rows().map(|(_, figure)| of(figure)));
        let head = |name: &str, of: fn(&DocumentHead) -> &str| text(name, rows().map(|(head, _)| of(head)));
        Some(match name {
            "observation_id" => string(name, |figure| &figure.observation_id),
            "document_id" => head(name, |head| &head.document_id),
            "document" => head(name, |head| &head.document),
            "article" => int(name, rows().map(|(_, figure)| i64::from(figure.article))),
            "char_start" => int(name, rows().map(|(_, figure)| i64::from(figure.span.start))),
            "char_end" => int(name, rows().map(|(_, figure)| i64::from(figure.span.end))),
            "value_text" => string(name, |figure| &figure.value_text),
            "sentence" => string(name, |figure| &figure.sentence),
            "subject" => string(name, |figure| &figure.subject),
            "subject_kind" => string(name, |figure| figure.subject_kind.as_str()),
            "zone_id" => text(name, rows().map(|(_, figure)| zone_of(figure))),
            "subarea" => string(name, |figure| &figure.subarea),
            "metric_id" => string(name, |figure| &figure.metric_id),
            "segment" => string(name, |figure| &figure.segment),
            "measure" => string(name, |figure| figure.measure.as_str()),
            "value" => float(name, rows().map(|(_, figure)| figure.value)),
            "value_high" => float(name, rows().map(|(_, figure)| figure.value_high)),
            "unit" => string(name, |figure| &figure.unit),
            "precision" => float(name, rows().map(|(_, figure)| figure.precision)),
            "bound" => string(name, |figure| figure.bound.as_str()),
            "year" => int(name, rows().map(|(_, figure)| figure.year.map(i64::from))),
            "base_year" => int(name, rows().map(|(_, figure)| figure.base_year.map(i64::from))),
            "period_kind" => string(name, |figure| figure.period.kind().as_str()),
            "period" => {
                let periods: Vec<String> = rows().map(|(_, figure)| figure.period.to_string()).collect();
                text(name, periods.iter().map(String::as_str))
            }
            "period_start" => date(name, rows().map(|(_, figure)| figure.period.bounds(figure.year).0)),
            "period_end" => date(name, rows().map(|(_, figure)| figure.period.bounds(figure.year).1)),
            "status" => string(name, |figure| figure.status.as_str()),
            "scope" => string(name, |figure| &figure.scope),
            "rule_id" => string(name, |figure| &figure.rule_id),
            "year_basis" => string(name, |figure| &figure.year_basis),
            "subject_basis" => string(name, |figure| &figure.subject_basis),
            "published_date" => date(name, rows().map(|(_, figure)| figure.published)),
            "family_id" => {
                let family = |head: &DocumentHead, figure: &Observation| self.families.of(&head.document_id, figure.article);
                text(name, rows().map(|(head, figure)| family_id(family(head, figure))))
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

/// All numbers.
pub(super) struct Ledger<'a>(Vec<(&'a DocumentHead, &'a LedgerRow)>);

impl<'a> Ledger<'a> {
    /// Those of the documents.
    pub(super) fn new(documents: &'a [Resolved]) -> Self {
        let numbers = |document: &'a Resolved| document.ledger.iter().map(move |row| (&document.head, row));
        Self(documents.iter().flat_map(numbers).collect())
    }
}

impl Rows for Ledger<'_> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn column(&self, name: &str) -> Option<Column> {
        let rows = || self.0.iter();
        Some(match name {
            "document_id" => text(name, rows().map(|(head, _)| head.document_id.as_str())),
            "document" => text(name, rows().map(|(head, _)| head.document.as_str())),
            "char_start" => int(name, rows().map(|(_, row)| i64::from(row.span.start))),
            "char_end" => int(name, rows().map(|(_, row)| i64::from(row.span.end))),
            "text" => text(name, rows().map(|(_, row)| row.text.as_str())),
            "number" => float(name, rows().map(|(_, row)| row.number)),
            "disposition" => text(name, rows().map(|(_, row)| row.disposition.as_str())),
            "observation_id" => list(name, rows().map(|(_, row)| row.observation_ids.as_slice())),
            _ => return None,
        })
    }
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

/// All cells, with the verdict on the statement that stands. Two columns are none of the table's: `annual`, see
/// [`annual_rank`], and `wide_column`, where the value would stand in the wide table.
pub(super) struct Facts<'a> {
    /// The cells.
    pub(super) rows: Vec<&'a Fact<'a>>,
    /// The verdicts on all statements, by id.
    pub(super) verdicts: BTreeMap<&'a str, Verdict>,
}

impl Rows for Facts<'_> {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn column(&self, name: &str) -> Option<Column> {
        let rows = || self.rows.iter().copied();
        let string = |name: &str, of: for<'f> fn(&'f Fact) -> &'f str| text(name, rows().map(of));
        let strings = |name: &str, of: fn(&Fact) -> String| {
            let texts: Vec<String> = rows().map(of).collect();
            text(name, texts.iter().map(String::as_str))
        };
        let count = |name: &str, of: fn(&Fact) -> usize| int(name, rows().map(|fact| of(fact) as i64));
        Some(match name {
            "zone_id" => string(name, |fact| fact.cell.subject),
            "year" => int(name, rows().map(|fact| i64::from(fact.cell.year))),
            "period_kind" => string(name, |fact| fact.cell.period.kind().as_str()),
            "period" => strings(name, |fact| fact.cell.period.to_string()),
            "metric_id" => string(name, |fact| fact.cell.metric_id),
            "segment" => string(name, |fact| fact.cell.segment),
            "subarea" => string(name, |fact| fact.cell.subarea),
            "scope" => string(name, |fact| fact.cell.scope),
            "measure" => string(name, |fact| fact.cell.measure.as_str()),
            "status" => string(name, |fact| fact.cell.status.as_str()),
            "value" => float(name, rows().map(|fact| fact.value)),
            "value_high" => float(name, rows().map(|fact| fact.value_high)),
            "unit" => string(name, |fact| fact.cell.unit),
            "base_year" => int(name, rows().map(|fact| fact.cell.base_year.map(i64::from))),
            "precision" => float(name, rows().map(|fact| fact.precision)),
            "bound" => string(name, |fact| fact.bound.as_str()),
            "n_observations" => count(name, |fact| fact.n_observations),
            "n_documents" => count(name, |fact| fact.n_documents),
            "n_families" => count(name, |fact| fact.n_families),
            "value_min" => float(name, rows().map(|fact| fact.value_min)),
            "value_max" => float(name, rows().map(|fact| fact.value_max)),
            "agreement" => string(name, |fact| fact.agreement.as_str()),
            "observation_id" => string(name, |fact| fact.observation_id),
            "chosen_because" => string(name, |fact| fact.chosen_because),
            "first_published" => date(name, rows().map(|fact| fact.first_published)),
            "last_published" => date(name, rows().map(|fact| fact.last_published)),
            "check_verdict" => text(name, rows().map(|fact| Some(self.verdicts.get(fact.observation_id)?.as_str()))),
            "annual" => int(name, rows().map(annual_rank)),
            "wide_column" => strings(name, |fact| Contract::headline_column(fact.cell.metric_id, fact.cell.measure.as_str())),
            _ => return None,
        })
    }
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
