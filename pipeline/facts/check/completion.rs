//! A completion against what was reached and the target of the year.

use zonefacts_text::model::{Decimal, Measure, Period, Status};

use super::desk::{Desk, Operand, undated};
use super::finding::{Finding, Follows, Tie};
use crate::book::Line;
use crate::cell::Entry;

/// A stated share of a target.
pub(super) fn look<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Finding<'a>> {
    let (cell, stated) = (&entry.fact.cell, entry.chosen());
    if cell.measure != Measure::Completion {
        return None;
    }
    let line = Line { measure: desk.about(entry), ..Line::of(cell).levels() };
    let aim = Line { status: Status::Target, ..line };
    let reached = desk.find(desk.book, line, (cell.year, &cell.period), None, &stated)?;
    let figure = reached.statement.figure;
    // Targets are set for years.
    let target = desk.find(desk.book, aim, (cell.year, &Period::Year), Some(&figure.unit), &stated);
    match target {
        Some(target) => Some(Finding::Tie(tie(entry, reached, target))),
        None => {
            let interval = reached.statement.interval.scaled(Decimal::ONE_HUNDRED).over(stated.interval)?;
            let stock = matches!(figure.period, Period::AsOf(_));
            let period = if stock { Period::AsOf(None) } else { Period::Year };
            let silent = desk.book.at(aim, cell.year).next().is_none();
            let cell = desk.unstated(cell.subject, aim, (cell.year, period), &figure.unit);
            let formula = format!("{} / {}", reached.statement.printed(), stated.printed());
            silent.then(|| Finding::Follows(Follows { cell, operands: vec![reached.statement], interval, formula }))
        }
    }
}

fn tie<'a>(entry: &Entry<'a>, reached: Operand<'a>, target: Operand<'a>) -> Tie<'a> {
    Tie {
        operands: vec![reached.statement, target.statement],
        expected: reached.statement.interval.scaled(Decimal::ONE_HUNDRED).over(target.statement.interval),
        found: entry.chosen().interval,
        formula: format!("{} / {}", reached.statement.printed(), target.statement.printed()),
        excuse: undated([reached]),
        mute: None,
    }
}
