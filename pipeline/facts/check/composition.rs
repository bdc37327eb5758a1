//! The sectors of a composition against 100 %: three of them make the whole, and so do two where the first is left out for its
//! smallness.

use zonefacts_text::model::{Decimal, Measure};

use super::desk::Desk;
use super::finding::{Finding, Reason, Tie};
use crate::book::Line;
use crate::cell::Entry;
use crate::interval::Interval;

/// How many sectors there are.
const SECTORS: usize = 3;

/// A stated share of a sector, the last of its composition.
pub(super) fn look<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Finding<'a>> {
    let (cell, stated) = (&entry.fact.cell, entry.chosen());
    let sector = |segment: &str| desk.things.of_sector(segment).is_some();
    if cell.measure != Measure::Share || !cell.scope.is_empty() || !sector(cell.segment) {
        return None;
    }
    let parts = desk.book.segments(Line::of(cell), cell.year);
    let parts: Vec<_> = parts
        .filter(|part| part.fact.cell.period == cell.period && sector(part.fact.cell.segment))
        .filter(|part| Line { segment: cell.segment, ..Line::of(&part.fact.cell) } == Line::of(cell))
        .collect();
    let last = parts.iter().all(|part| part.fact.cell.segment <= cell.segment);
    if !last || parts.len() < 2 {
        return None;
    }
    let others: Vec<_> =
        parts.iter().filter(|part| part.fact.cell.segment != cell.segment).map(|part| part.nearest(&stated)).collect();
    let sum = others.iter().fold(stated.interval, |sum, part| sum.plus(part.interval));
    let hundred = Interval::exactly(Decimal::ONE_HUNDRED);
    let named: Vec<String> = others.iter().map(|part| part.printed()).collect();
    let missing = parts.len() < SECTORS && !sum.above(hundred);
    Some(Finding::Tie(Tie {
        expected: Some(others.iter().fold(hundred, |rest, part| rest.minus(part.interval))),
        operands: others,
        found: stated.interval,
        formula: format!("100 - {}", named.join(" - ")),
        excuse: missing.then_some(Reason::PartsUnknown),
        mute: None,
    }))
}
