//! An absolute gain against the two figures that it leads from and to. What a stock has gained (新增) is counted without what it
//! has lost: only against a named base (比2008年增加) is it the difference.

use zonefacts_text::model::{Measure, Period};

use super::change;
use super::desk::{Desk, Pair, base, undated};
use super::finding::{Finding, Reason};
use super::reckon::{Terms, settle, tie};
use crate::book::Line;
use crate::cell::Entry;

/// A stated gain or loss.
pub(super) fn look<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Finding<'a>> {
    let cell = &entry.fact.cell;
    if cell.measure != Measure::Increase || change::pair(desk, entry).is_some() {
        return None;
    }
    let (stated, line) = (entry.chosen(), Line::of(cell).levels());
    let stock = desk.things.metric(cell.metric_id)?.stock;
    if !stock || stated.figure.base_year.is_some() {
        return settle(desk, entry, line, base(stated.figure, cell.year), Terms::default());
    }
    // What came anew in the period against the stock at its end and at the end of the year before.
    let new = desk.find(desk.book, line, (cell.year, &cell.period), Some(cell.unit), &stated);
    let old = desk.find_past(line, (cell.year - 1, &Period::Year), Some(cell.unit), &stated);
    let (new, old) = Pair { new, old }.both()?;
    let gained = new.statement.interval.minus(old.statement.interval);
    let excuse = match undated([new, old]) {
        None if !gained.above(stated.interval) => Some(Reason::LossesUnknown),
        excuse => excuse,
    };
    Some(Finding::Tie(tie(entry, new.statement, old.statement, Terms { excuse, mute: None })))
}
