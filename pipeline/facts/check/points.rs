//! A change in percentage points, against the two rates or shares that it leads from and to.

use zonefacts_text::model::Measure;

use super::change;
use super::desk::{Desk, base};
use super::finding::Finding;
use super::reckon::{Terms, settle};
use crate::book::Line;
use crate::cell::Entry;

/// A stated change in points.
pub(super) fn look<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Finding<'a>> {
    let cell = &entry.fact.cell;
    if cell.measure != Measure::PointChange || change::pair(desk, entry).is_some() {
        return None;
    }
    let rate = desk.things.metric(cell.metric_id)?.unit == "percent";
    let line = if rate { Line::of(cell).levels() } else { Line { measure: Measure::Share, ..Line::of(cell) } };
    settle(desk, entry, line, base(entry.chosen().figure, cell.year), Terms::default())
}
