//! Cells of subject, year, period, metric and measure, and the fact that fills each: which statements compete for it and agree.

use std::collections::{BTreeMap, BTreeSet};

use zonefacts_text::model::{
    Bound, Date, Decimal, DocumentHead, Issue, IssueCode, Measure, Observation, Period, Severity, Status,
};

use crate::choose::choose;
use crate::interval::Interval;
use crate::policy::Policy;

/// What a value is of. A part of a zone or of a metric is never the whole, and figures in different units never compete.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell<'a> {
    /// The subject: a zone by its id, others in the notation of [`Observation::subject`].
    pub subject: &'a str,
    /// The year.
    pub year: i32,
    /// The period in it.
    pub period: Period,
    /// The metric.
    pub metric_id: &'a str,
    /// What narrows the metric; empty for the whole.
    pub segment: &'a str,
    /// The part of the zone; empty for the whole.
    pub subarea: &'a str,
    /// For a share or a rank: within what.
    pub scope: &'a str,
    /// What is said of the metric.
    pub measure: Measure,
    /// Actual, estimate or target.
    pub status: Status,
    /// The canonical unit.
    pub unit: &'a str,
    /// The year that a change or a multiple is measured against, where that is not the year before.
    pub base_year: Option<i32>,
}

impl<'a> Cell<'a> {
    /// The cell that a figure speaks for; none unless it is about one year.
    pub(crate) fn of(figure: &'a Observation) -> Option<Self> {
        Some(Self {
            subject: &figure.subject,
            year: figure.year?,
            period: figure.period.clone(),
            metric_id: &figure.metric_id,
            segment: &figure.segment,
            subarea: &figure.subarea,
            scope: &figure.scope,
            measure: figure.measure,
            status: figure.status,
            unit: &figure.unit,
            base_year: figure.base_year,
        })
    }
}

/// How the statements of a cell stand to each other at their printed precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// One text alone states it.
    Single,
    /// Independent texts state it, and one value satisfies them all.
    Agree,
    /// They differ only because a later report of the same publisher restates it.
    Revised,
    /// They contradict each other.
    Conflict,
}

impl Agreement {
    /// The name in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Agree => "agree",
            Self::Revised => "revised",
            Self::Conflict => "conflict",
        }
    }
}

/// The value that stands for a cell, and what it stood against.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact<'a> {
    /// What it is the value of.
    pub cell: Cell<'a>,
    /// The value.
    pub value: Decimal,
    /// Upper end of a range.
    pub value_high: Option<Decimal>,
    /// Half a unit of its last printed digit.
    pub precision: Decimal,
    /// How exact it claims to be.
    pub bound: Bound,
    /// The statement that was chosen.
    pub observation_id: &'a str,
    /// The line of the policy that chose it.
    pub chosen_because: &'static str,
    /// How the statements agree.
    pub agreement: Agreement,
    /// Number of statements.
    pub n_observations: usize,
    /// Number of documents that state it.
    pub n_documents: usize,
    /// Number of independent texts that state it.
    pub n_families: usize,
    /// Smallest printed value.
    pub value_min: Decimal,
    /// Largest printed value.
    pub value_max: Decimal,
    /// Date of the earliest dated statement.
    pub first_published: Option<Date>,
    /// Date of the latest dated statement.
    pub last_published: Option<Date>,
}

/// One candidate for a cell.
#[derive(Clone, Copy)]
pub(crate) struct Statement<'a> {
    pub(crate) figure: &'a Observation,
    pub(crate) head: &'a DocumentHead,
    pub(crate) family: &'a str,
    /// When its text was first published: a reprint makes no figure younger.
    pub(crate) published: Option<Date>,
    pub(crate) interval: Interval,
    /// A later report of the same publisher states it differently.
    pub(crate) restated: bool,
}

impl Statement<'_> {
    /// What is printed, on one line.
    pub(crate) fn printed(&self) -> String {
        self.figure.value_text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A cell with all that is stated of it; the statement that stands comes first.
pub(crate) struct Entry<'a> {
    pub(crate) fact: Fact<'a>,
    pub(crate) statements: Box<[Statement<'a>]>,
}

/// Weighs the statements of a cell; a contradiction is an issue. None without statements.
pub(crate) fn weigh<'a>(
    cell: Cell<'a>,
    mut statements: Vec<Statement<'a>>,
    policy: &Policy,
) -> Option<(Entry<'a>, Option<Issue>)> {
    mark_restated(&mut statements);
    let agreement = agreement(&statements);
    let (chosen, because) = choose(&statements, policy)?;
    let issue = (agreement == Agreement::Conflict).then(|| conflict(&cell, &statements, chosen, because)).flatten();
    let fact = fact(cell, &statements, chosen, because, agreement);
    let at = statements.iter().position(|statement| std::ptr::eq(statement.figure, chosen.figure))?;
    statements[..=at].rotate_right(1);
    Some((Entry { fact, statements: statements.into_boxed_slice() }, issue))
}

/// Marks what a later report of the same publisher contradicts, together with the reprints that repeat it.
fn mark_restated(statements: &mut [Statement]) {
    if pair_apart(statements.iter()).is_none() {
        return;
    }
    // When each publisher last stated each interval, and which intervals of each family were overtaken.
    let mut stated: BTreeMap<&str, BTreeMap<Interval, Date>> = BTreeMap::new();
    for (publisher, statement, date) in statements.iter().filter_map(signed) {
        let latest = stated.entry(publisher).or_default().entry(statement.interval).or_insert(date);
        *latest = date.max(*latest);
    }
    let mut overtaken: BTreeMap<&str, BTreeSet<Interval>> = BTreeMap::new();
    for (publisher, statement, date) in statements.iter().filter_map(signed) {
        let interval = statement.interval;
        if stated[publisher].iter().any(|(other, latest)| *latest > date && !other.meets(interval)) {
            overtaken.entry(statement.family).or_default().insert(interval);
        }
    }
    for statement in statements {
        let old = overtaken.get(statement.family);
        statement.restated = old.is_some_and(|old| old.iter().any(|interval| interval.meets(statement.interval)));
    }
}

/// A statement with its publisher and date, where both are known.
fn signed<'s, 'a>(statement: &'s Statement<'a>) -> Option<(&'a str, &'s Statement<'a>, Date)> {
    Some((statement.head.publisher.as_deref()?, statement, statement.published?))
}

fn agreement(statements: &[Statement]) -> Agreement {
    if pair_apart(statements.iter()).is_none() {
        return if count(statements, |s| s.family) == 1 { Agreement::Single } else { Agreement::Agree };
    }
    let standing = statements.iter().filter(|statement| !statement.restated);
    if pair_apart(standing).is_none() { Agreement::Revised } else { Agreement::Conflict }
}

/// The two statements that lie farthest apart, unless one value satisfies all: on a line, intervals that meet two by two meet all.
fn pair_apart<'s, 'a: 's>(
    statements: impl Iterator<Item = &'s Statement<'a>> + Clone,
) -> Option<(&'s Statement<'a>, &'s Statement<'a>)> {
    let low = statements.clone().filter(|s| s.interval.low.is_some()).max_by_key(|s| s.interval.low)?;
    let high = statements.filter(|s| s.interval.high.is_some()).min_by_key(|s| s.interval.high)?;
    (!low.interval.meets(high.interval)).then_some((low, high))
}

fn conflict(cell: &Cell, statements: &[Statement], chosen: Statement, because: &str) -> Option<Issue> {
    let (more, less) = pair_apart(statements.iter().filter(|statement| !statement.restated))?;
    let printed = |s: &Statement| format!("{} in {}", s.figure.value_text, s.head.document);
    let Cell { subject, year, period, metric_id, segment, measure, .. } = cell;
    let of = if segment.is_empty() { String::new() } else { format!(" of {segment}") };
    Some(Issue {
        document: chosen.head.document.clone(),
        span: Some(chosen.figure.span),
        code: IssueCode::CellConflict,
        severity: Severity::Warning,
        message: format!(
            "{subject} {year} ({period}): {metric_id}{of}, {}, is {} but {}; {} stands ({because})",
            measure.as_str(),
            printed(more),
            printed(less),
            chosen.figure.value_text,
        ),
    })
}

fn fact<'a>(
    cell: Cell<'a>,
    statements: &[Statement<'a>],
    chosen: Statement<'a>,
    chosen_because: &'static str,
    agreement: Agreement,
) -> Fact<'a> {
    let figure = chosen.figure;
    let values = || statements.iter().flat_map(|s| [Some(s.figure.value), s.figure.value_high]).flatten();
    let dates = || statements.iter().filter_map(|s| s.figure.published);
    Fact {
        cell,
        value: figure.value,
        value_high: figure.value_high,
        precision: figure.precision,
        bound: figure.bound,
        observation_id: &figure.observation_id,
        chosen_because,
        agreement,
        n_observations: statements.len(),
        n_documents: count(statements, |s| &s.head.document_id),
        n_families: count(statements, |s| s.family),
        value_min: values().min().unwrap_or(figure.value),
        value_max: values().max().unwrap_or(figure.value),
        first_published: dates().min(),
        last_published: dates().max(),
    }
}

/// How many different names the statements carry.
fn count<'a>(statements: &[Statement<'a>], name: impl Fn(&Statement<'a>) -> &'a str) -> usize {
    statements.iter().map(name).collect::<BTreeSet<_>>().len()
}

#[cfg(test)]
#[path = "cell_tests.rs"]
mod tests;
