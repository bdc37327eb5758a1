//! A book for each subject: all that is said of it, by cell and by place in the text, and what stands for each cell.

use std::collections::BTreeMap;

use zonefacts_text::model::{Issue, Measure, Observation, Period, Resolved, Staged, Status, SubjectKind};

use crate::cell::{Cell, Entry, Fact, Statement, weigh};
use crate::family::Families;
use crate::interval::Interval;
use crate::policy::Policy;

/// All that is said of one subject, not yet weighed.
pub struct Said<'a>(Vec<Statement<'a>>);

/// The statements of all documents, divided by subject.
pub fn said<'a>(documents: &'a [Resolved], families: &'a Families, policy: &Policy) -> Vec<Said<'a>> {
    let mut subjects: BTreeMap<&str, Vec<Statement>> = BTreeMap::new();
    for document in documents {
        let head = &document.head;
        for figure in &document.observations {
            let family = families.of(&head.document_id, figure.article);
            let statement = Statement {
                figure,
                head,
                family: family.map_or(head.document_id.as_str(), |family| family.id.as_str()),
                published: family.and_then(|family| family.first_published).or(figure.published),
                interval: Interval::of(figure, policy.approx_tolerance),
                restated: false,
            };
            subjects.entry(&figure.subject).or_default().push(statement);
        }
    }
    subjects.into_values().map(Said).collect()
}

/// All that is said of one subject, weighed.
pub struct Book<'a> {
    /// The subject.
    pub subject: &'a str,
    /// What kind of subject it is.
    pub kind: SubjectKind,
    entries: Vec<Entry<'a>>,
    /// Entries by line and year, as places in `entries`.
    lines: BTreeMap<(Line<'a>, i32), Vec<u32>>,
    /// All statements, those without a year too, by place in the text.
    spoken: Vec<Statement<'a>>,
}

/// Cells that differ in time and unit only. All segments of a metric stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line<'a> {
    pub(crate) metric_id: &'a str,
    pub(crate) measure: Measure,
    pub(crate) status: Status,
    pub(crate) subarea: &'a str,
    pub(crate) scope: &'a str,
    pub(crate) segment: &'a str,
}

impl<'a> Line<'a> {
    /// The line that a cell lies on.
    pub(crate) fn of(cell: &Cell<'a>) -> Self {
        let Cell { metric_id, measure, status, subarea, scope, segment, .. } = *cell;
        Self { metric_id, measure, status, subarea, scope, segment }
    }

    /// The levels that a change, a share or the like speaks of: without a scope.
    pub(crate) fn levels(self) -> Self {
        Self { measure: Measure::Level, scope: "", ..self }
    }
}

impl<'a> Book<'a> {
    /// Weighs what is said of a subject; contradictions of a zone are issues.
    pub fn weigh(said: Said<'a>, policy: &Policy) -> Staged<Self> {
        let Said(mut spoken) = said;
        spoken.sort_by_key(place);
        spoken.shrink_to_fit();
        let mut cells: BTreeMap<Cell, Vec<u32>> = BTreeMap::new();
        for (at, statement) in spoken.iter().enumerate() {
            if let Some(cell) = Cell::of(statement.figure) {
                cells.entry(cell).or_default().push(at as u32);
            }
        }
        let (subject, kind) =
            spoken.first().map_or(("", SubjectKind::Anonymous), |first| (&*first.figure.subject, first.figure.subject_kind));
        let mut issues: Vec<Issue> = Vec::new();
        let mut entries = Vec::with_capacity(cells.len());
        let mut lines: BTreeMap<(Line, i32), Vec<u32>> = BTreeMap::new();
        for (cell, places) in cells {
            let at = (Line::of(&cell), cell.year);
            let statements = places.into_iter().map(|place| spoken[place as usize]).collect();
            if let Some((entry, issue)) = weigh(cell, statements, policy) {
                lines.entry(at).or_default().push(entries.len() as u32);
                entries.push(entry);
                issues.extend(issue);
            }
        }
        if kind != SubjectKind::Zone {
            issues.clear();
        }
        Staged { value: Self { subject, kind, entries, lines, spoken }, issues }
    }

    /// The facts that stand, by cell.
    pub fn facts(&self) -> impl Iterator<Item = &Fact<'a>> {
        self.entries.iter().map(|entry| &entry.fact)
    }

    /// All cells.
    pub(crate) fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    /// The cells of a line in a year.
    pub(crate) fn at(&self, line: Line<'a>, year: i32) -> impl Iterator<Item = &Entry<'a>> {
        self.lines.get(&(line, year)).into_iter().flatten().map(|at| &self.entries[*at as usize])
    }

    /// The cells of a line, by year.
    pub(crate) fn along(&self, line: Line<'a>) -> impl Iterator<Item = &Entry<'a>> {
        let years = self.lines.range((line, i32::MIN)..=(line, i32::MAX));
        years.flat_map(|(_, places)| places).map(|at| &self.entries[*at as usize])
    }

    /// The cells of a line and of the lines that narrow its metric further, whatever their segments, in a year.
    pub(crate) fn segments(&self, line: Line<'a>, year: i32) -> impl Iterator<Item = &Entry<'a>> {
        let (from, to) = (Line { segment: "", ..line }, Line { segment: "\u{10ffff}", ..line });
        let lines = self.lines.range((from, i32::MIN)..=(to, i32::MAX)).filter(move |((_, at), _)| *at == year);
        lines.flat_map(|(_, places)| places).map(|at| &self.entries[*at as usize])
    }

    /// What the sentence of a figure says of the subject before it, nearest first.
    pub(crate) fn before(&self, figure: &'a Observation, document: &str) -> impl Iterator<Item = &Statement<'a>> {
        let from = (document, figure.span.start, figure.span.end, figure.observation_id.as_str());
        let at = self.spoken.partition_point(|statement| place(statement) < from);
        let same =
            move |other: &&Statement<'a>| other.figure.article == figure.article && other.figure.sentence == figure.sentence;
        let document = document.to_owned();
        self.spoken[..at].iter().rev().take_while(move |other| other.head.document == document && same(other))
    }
}

/// Where a statement stands.
fn place<'a>(statement: &Statement<'a>) -> (&'a str, u32, u32, &'a str) {
    let figure = statement.figure;
    (&statement.head.document, figure.span.start, figure.span.end, &figure.observation_id)
}

impl<'a> Entry<'a> {
    /// What stands.
    pub(crate) fn chosen(&self) -> Statement<'a> {
        self.statements[0]
    }

    /// The statement that another is best weighed against: what its sentence has said just before, else the nearest of the same
    /// document, else what stands.
    pub(crate) fn nearest(&self, to: &Statement<'a>) -> Statement<'a> {
        let own = self.statements.iter().filter(|other| other.head.document == to.head.document);
        let near = own.min_by_key(|other| {
            let (at, place) = (to.figure.span.start, other.figure.span.start);
            let said_before = place < at && other.figure.sentence == to.figure.sentence;
            (!said_before, at.abs_diff(place))
        });
        *near.unwrap_or(&self.statements[0])
    }
}

/// How well a cell's period serves as the moment or the stretch of time that another figure speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// The same.
    Same,
    /// A stock of that year without a date of its own.
    Undated,
}

/// How the period of a level fits the period of what is said of it.
pub(crate) fn fit(level: &Period, said: &Period) -> Option<Fit> {
    let month = match *said {
        Period::Year => 12,
        Period::YearToDate(month) | Period::Month(month) => month,
        Period::Quarter(quarter) => quarter * 3,
        Period::AsOf(Some((_, month, _))) => month,
        Period::AsOf(None) => 0,
        Period::Years(..) => return None,
    };
    match level {
        Period::AsOf(Some((_, at, _))) if *at == month => Some(Fit::Same),
        Period::AsOf(Some((_, 12, _))) | Period::Year if month == 0 => Some(Fit::Undated),
        Period::AsOf(None) if month == 0 => Some(Fit::Same),
        Period::AsOf(None) => Some(Fit::Undated),
        Period::AsOf(_) => None,
        level if level == said => Some(Fit::Same),
        Period::Year if month == 12 && matches!(said, Period::AsOf(_)) => Some(Fit::Same),
        _ => None,
    }
}
