//! A number of things that one document gives for two moments, not a year apart: it does not fall unless the document says so.

use zonefacts_text::model::{Decimal, Measure, Period, Status};

use super::desk::Desk;
use super::finding::{Finding, Reason, Tie};
use crate::book::Line;
use crate::cell::{Entry, Statement};
use crate::interval::{COUNTED, Interval};

/// A stated stock, the later of two.
pub(super) fn look<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Finding<'a>> {
    let (cell, stated) = (&entry.fact.cell, entry.chosen());
    let counted = cell.measure == Measure::Level && cell.status == Status::Actual && COUNTED.contains(&cell.unit);
    if !counted || !desk.things.metric(cell.metric_id)?.stock {
        return None;
    }
    let line = Line::of(cell);
    let earlier = [cell.year - 1, cell.year].into_iter().flat_map(|year| desk.book.at(line, year)).filter(|other| {
        other.fact.cell.unit == cell.unit && moment(&other.fact.cell).is_some_and(|other| moment(cell) > Some(other))
    });
    // A sentence that gives both tells the change itself.
    let own = |other: &Statement| other.head.document == stated.head.document && other.figure.sentence != stated.figure.sentence;
    let earlier = earlier.max_by_key(|other| moment(&other.fact.cell))?.nearest(&stated);
    if !own(&earlier) || falls(desk, line, cell.year) {
        return None;
    }
    let same = stated.interval.meets(earlier.interval);
    Some(Finding::Tie(Tie {
        expected: Some(Interval { low: earlier.interval.low, high: earlier.interval.high.filter(|_| same) }),
        found: stated.interval,
        formula: format!("{} a year or less before, and no fall stated,", earlier.printed()),
        operands: vec![earlier],
        excuse: None,
        mute: stated.interval.above(earlier.interval).then_some(Reason::MayHaveGrown),
    }))
}

/// When a stock was taken, as far as it can be told; the end of the year where only that is said.
fn moment(cell: &crate::cell::Cell) -> Option<(i32, u32)> {
    match cell.period {
        Period::AsOf(Some((year, month, _))) => Some((year, month)),
        Period::AsOf(None) | Period::Year => Some((cell.year, 12)),
        _ => None,
    }
}

/// True when a fall is stated in the year.
fn falls(desk: &Desk, line: Line, year: i32) -> bool {
    let changes = [Measure::Growth, Measure::Increase].into_iter();
    changes.flat_map(|measure| desk.book.at(Line { measure, ..line }, year)).any(|entry| entry.fact.value < Decimal::ZERO)
}
