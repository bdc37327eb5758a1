//! Changes between two figures of one thing: what the one leads to from the other, and what follows where one is missing.

use zonefacts_text::model::{GrowthBasis, Measure, Status};

use super::desk::{Desk, Operand, in_year, undated};
use super::finding::{Finding, Follows, Reason, Tie};
use crate::book::Line;
use crate::cell::{Entry, Statement};
use crate::interval::Interval;

/// What is known of a change before its figures are looked at.
#[derive(Clone, Copy, Default)]
pub(super) struct Terms {
    /// Why a miss would be no contradiction.
    pub(super) excuse: Option<Reason>,
    /// Why nothing can be told.
    pub(super) mute: Option<Reason>,
}

impl Terms {
    /// The terms of a growth, which need not be measured in what the levels are.
    pub(super) fn of_growth(desk: &Desk, metric_id: &str) -> Self {
        match desk.things.growth_basis(metric_id) {
            GrowthBasis::Nominal => Self::default(),
            GrowthBasis::Real => Self { mute: Some(Reason::RealTerms), ..Self::default() },
            GrowthBasis::Restated => Self { excuse: Some(Reason::RestatedBase), ..Self::default() },
        }
    }

    /// True when a missing figure follows from the others.
    pub(super) fn binding(self) -> bool {
        self.excuse.is_none() && self.mute.is_none()
    }
}

/// The change of a line that an entry states, against its figures in the entry's year and in the year `base`.
pub(super) fn settle<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>, line: Line<'a>, base: i32, terms: Terms) -> Option<Finding<'a>> {
    let pair = desk.pair(entry, line, base);
    if let Some((new, old)) = pair.both() {
        return Some(Finding::Tie(tie(
            entry,
            new.statement,
            old.statement,
            Terms { excuse: terms.excuse.or(undated([new, old])), ..terms },
        )));
    }
    if !terms.binding() {
        return None;
    }
    let cell = &entry.fact.cell;
    let follows = |known: Operand<'a>, year: i32, status, back: bool| {
        let unit = known.statement.figure.unit.as_str();
        let period = in_year(&known.statement.figure.period, year);
        let line = Line { status, ..line };
        let (interval, formula) = inverse(entry, known.statement, back)?;
        // What is stated in another unit, or of another day, is not unstated.
        let silent = desk.book.at(line, year).next().is_none();
        let cell = desk.unstated(cell.subject, line, (year, period), unit);
        silent.then(|| Finding::Follows(Follows { cell, operands: vec![known.statement], interval, formula }))
    };
    match (pair.new, pair.old) {
        (Some(new), _) => follows(new, base, Status::Actual, true),
        (_, Some(old)) => follows(old, cell.year, cell.status, false),
        (None, None) => None,
    }
}

/// The tie of a stated change and its two figures.
pub(super) fn tie<'a>(entry: &Entry<'a>, new: Statement<'a>, old: Statement<'a>, terms: Terms) -> Tie<'a> {
    let (a, b) = (new.interval, old.interval);
    let (new_text, old_text) = (new.printed(), old.printed());
    let (expected, formula) = match entry.fact.cell.measure {
        Measure::Growth => (a.change_from(b), format!("{new_text} / {old_text} - 1")),
        Measure::Multiple => (a.over(b), format!("{new_text} / {old_text}")),
        // Ranks are gained downwards.
        Measure::RankChange => (Some(b.minus(a)), format!("{old_text} - {new_text}")),
        _ => (Some(a.minus(b)), format!("{new_text} - {old_text}")),
    };
    let found = entry.chosen().interval;
    Tie { operands: vec![new, old], expected, found, formula, excuse: terms.excuse, mute: terms.mute }
}

/// The figure before the stated change (`back`) or after it, from the other one.
fn inverse(entry: &Entry, known: Statement, back: bool) -> Option<(Interval, String)> {
    let (stated, value) = (entry.chosen().interval, known.interval);
    let (change, text) = (entry.chosen().printed(), known.printed());
    let measure = entry.fact.cell.measure;
    let factor = match measure {
        Measure::Growth => stated.factor(),
        _ => stated,
    };
    Some(match (measure, back) {
        (Measure::Growth, true) => (value.over(factor)?, format!("{text} / (1 + {change})")),
        (Measure::Growth, false) if factor.positive() => (value.times(factor), format!("{text} × (1 + {change})")),
        (Measure::Multiple, true) => (value.over(factor)?, format!("{text} / {change}")),
        (Measure::Multiple, false) if factor.positive() => (value.times(factor), format!("{text} × {change}")),
        (Measure::Increase | Measure::PointChange, true) => (value.minus(stated), format!("{text} - {change}")),
        (Measure::Increase | Measure::PointChange, false) => (value.plus(stated), format!("{text} + {change}")),
        (Measure::RankChange, true) => (value.plus(stated), format!("{text} + {change}")),
        (Measure::RankChange, false) => (value.minus(stated), format!("{text} - {change}")),
        _ => return None,
    })
}
