//! A level against those of the years around it: one that is a hundred times off from all of them was printed in another unit
//! (万元 for 亿元), or misread.

use zonefacts_text::model::{Decimal, Measure, PeriodKind, Status};

use super::desk::Desk;
use super::finding::{Finding, Reason, Tie};
use crate::book::Line;
use crate::cell::{Entry, Statement};
use crate::interval::Interval;

/// A stated level: each that is off, and the last one of a row of which none is.
pub(super) fn look<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Finding<'a>> {
    let cell = &entry.fact.cell;
    if cell.measure != Measure::Level || cell.status != Status::Actual || cell.period.kind() == PeriodKind::Span {
        return None;
    }
    let mut row: Vec<&Entry> = desk.book.along(Line::of(cell)).filter(|other| alike(other, entry)).collect();
    // Of several moments of a year the last one; the one that is looked at comes first.
    row.sort_by_key(|other| (other.fact.cell.year, std::ptr::eq(*other, entry)));
    row.dedup_by(|later, earlier| {
        let same = later.fact.cell.year == earlier.fact.cell.year;
        if same {
            std::mem::swap(later, earlier);
        }
        same
    });
    let at = row.iter().position(|other| std::ptr::eq(*other, entry))?;
    let factor = Decimal::from(desk.policy.magnitude);
    let within = desk.policy.magnitude_years;
    let off = |from: usize, to: usize| -> Option<std::cmp::Ordering> {
        let (a, b) = (row.get(from)?, row.get(to)?);
        (b.fact.cell.year - a.fact.cell.year <= within).then(|| compare(a.chosen(), b.chosen(), factor))
    };
    let (before, after) = (at.checked_sub(1).and_then(|from| off(from, at)), off(at, at + 1));
    let odd = match (before, after) {
        (Some(before), Some(after)) => before.is_ne() && before == after.reverse(),
        // Of two that are alone the later one is pointed at; the end of a row only where its neighbour is not the odd one.
        (Some(before), None) => {
            before.is_ne() && at.checked_sub(2).and_then(|from| off(from, at - 1)).is_none_or(|earlier| earlier.is_eq())
        }
        (None, Some(after)) => after.is_ne() && off(at + 1, at + 2).is_some_and(|later| later.is_eq()),
        (None, None) => false,
    };
    let last = at + 1 == row.len();
    let calm = || (0..at).all(|from| off(from, from + 1).is_none_or(|off| off.is_eq()));
    if !(odd || last && before.is_some() && calm()) {
        return None;
    }
    let from = if before.is_some() { at - 1 } else { at + 1 };
    let (neighbour, stated) = (row.get(from)?.chosen(), entry.chosen());
    let range = neighbour.interval.scaled(factor);
    let expected = neighbour.interval.over(Interval::exactly(factor)).map(|least| Interval { low: least.low, high: range.high });
    let small = [&stated, &neighbour].into_iter().any(|one| one.interval.high.is_some_and(|high| high < factor));
    Some(Finding::Tie(Tie {
        operands: vec![neighbour],
        expected,
        found: stated.interval,
        formula: format!("{} of {} within a factor of {factor}", neighbour.printed(), row[from].fact.cell.year),
        excuse: small.then_some(Reason::SmallNumbers),
        mute: (!neighbour.interval.positive()).then_some(Reason::BaseNotPositive),
    }))
}

/// The same stretch of another year, in the same unit.
fn alike(other: &Entry, entry: &Entry) -> bool {
    let (a, b) = (&other.fact.cell, &entry.fact.cell);
    let stock = |kind| matches!(kind, PeriodKind::Asof);
    a.unit == b.unit && (a.period == b.period || stock(a.period.kind()) && stock(b.period.kind()))
}

/// Whether the later figure is beyond comparison with the earlier one: less, or greater.
fn compare(earlier: Statement, later: Statement, factor: Decimal) -> std::cmp::Ordering {
    let (a, b) = (earlier.interval, later.interval);
    if b.above(a.scaled(factor)) {
        std::cmp::Ordering::Greater
    } else if a.above(b.scaled(factor)) {
        std::cmp::Ordering::Less
    } else {
        std::cmp::Ordering::Equal
    }
}
