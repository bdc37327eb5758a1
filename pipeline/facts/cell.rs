//! Cells of zone, year, period, metric and measure, and the fact that fills each: which statements compete for it and agree.

use std::collections::{BTreeMap, BTreeSet};

use zonefacts_text::model::{
    Bound, Date, Decimal, DocumentHead, Issue, IssueCode, Measure, Observation, Period, Resolved, Severity, Staged, Status,
    SubjectKind,
};

use crate::choose::choose;
use crate::family::Families;
use crate::interval::Interval;
use crate::policy::Policy;

/// What a value is of. A part of a zone or of a metric is never the whole, and figures in different units never compete.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The zone.
    pub zone_id: String,
    /// The year.
    pub year: i32,
    /// The period in it.
    pub period: Period,
    /// The metric.
    pub metric_id: String,
    /// What narrows the metric; empty for the whole.
    pub segment: String,
    /// The part of the zone; empty for the whole.
    pub subarea: String,
    /// For a share or a rank: within what.
    pub scope: String,
    /// What is said of the metric.
    pub measure: Measure,
    /// Actual, estimate or target.
    pub status: Status,
    /// The canonical unit.
    pub unit: String,
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
pub struct Fact {
    /// What it is the value of.
    pub cell: Cell,
    /// The value.
    pub value: Decimal,
    /// Upper end of a range.
    pub value_high: Option<Decimal>,
    /// Half a unit of its last printed digit.
    pub precision: Decimal,
    /// How exact it claims to be.
    pub bound: Bound,
    /// The statement that was chosen.
    pub observation_id: String,
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

/// One fact for each cell that some document states, in the order of the cells; contradictions are issues.
pub fn facts(documents: &[Resolved], families: &Families, policy: &Policy) -> Staged<Vec<Fact>> {
    let cells = cells(documents, families, policy);
    let mut staged = Staged::clean(Vec::with_capacity(cells.len()));
    for (cell, statements) in cells {
        let agreement = agreement(&statements);
        let Some((chosen, because)) = choose(&statements, policy) else { continue };
        if agreement == Agreement::Conflict {
            staged.issues.extend(conflict(&cell, &statements, chosen, because));
        }
        staged.value.push(fact(cell, &statements, chosen, because, agreement));
    }
    staged
}

/// The statements by the cell that they compete for.
pub(crate) fn cells<'a>(
    documents: &'a [Resolved],
    families: &'a Families,
    policy: &Policy,
) -> BTreeMap<Cell, Vec<Statement<'a>>> {
    let mut cells: BTreeMap<Cell, Vec<Statement>> = BTreeMap::new();
    for document in documents {
        let head = &document.head;
        for figure in &document.observations {
            if let Some(cell) = cell_of(figure) {
                let family = families.of(&head.document_id, figure.article);
                cells.entry(cell).or_default().push(Statement {
                    figure,
                    head,
                    family: family.map_or(head.document_id.as_str(), |family| family.id.as_str()),
                    published: family.and_then(|family| family.first_published).or(figure.published),
                    interval: Interval::of(figure, policy.approx_tolerance),
                    restated: false,
                });
            }
        }
    }
    cells.values_mut().for_each(|statements| mark_restated(statements));
    cells
}

/// The cell that a figure speaks for; none unless it is about one zone and one year.
fn cell_of(figure: &Observation) -> Option<Cell> {
    if figure.subject_kind != SubjectKind::Zone {
        return None;
    }
    Some(Cell {
        zone_id: figure.subject.clone(),
        year: figure.year?,
        period: figure.period.clone(),
        metric_id: figure.metric_id.clone(),
        segment: figure.segment.clone(),
        subarea: figure.subarea.clone(),
        scope: figure.scope.clone(),
        measure: figure.measure,
        status: figure.status,
        unit: figure.unit.clone(),
    })
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
    let Cell { zone_id, year, period, metric_id, segment, measure, .. } = cell;
    let of = if segment.is_empty() { String::new() } else { format!(" of {segment}") };
    Some(Issue {
        document: chosen.head.document.clone(),
        span: Some(chosen.figure.span),
        code: IssueCode::CellConflict,
        severity: Severity::Warning,
        message: format!(
            "{zone_id} {year} ({period}): {metric_id}{of}, {}, is {} but {}; {} stands ({because})",
            measure.as_str(),
            printed(more),
            printed(less),
            chosen.figure.value_text,
        ),
    })
}

fn fact(cell: Cell, statements: &[Statement], chosen: Statement, chosen_because: &'static str, agreement: Agreement) -> Fact {
    let figure = chosen.figure;
    let values = || statements.iter().flat_map(|s| [Some(s.figure.value), s.figure.value_high]).flatten();
    let dates = || statements.iter().filter_map(|s| s.figure.published);
    Fact {
        cell,
        value: figure.value,
        value_high: figure.value_high,
        precision: figure.precision,
        bound: figure.bound,
        observation_id: figure.observation_id.clone(),
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
