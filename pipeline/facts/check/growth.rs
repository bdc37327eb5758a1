//! A growth against the two levels that it leads from and to, or against two gains where it is said of what came anew.

use zonefacts_text::model::Measure;

use super::change;
use super::desk::{Desk, base};
use super::finding::Finding;
use super::reckon::{Terms, settle};
use crate::book::Line;
use crate::cell::Entry;

/// A stated growth.
pub(super) fn look<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Finding<'a>> {
    let cell = &entry.fact.cell;
    if cell.measure != Measure::Growth || change::pair(desk, entry).is_some() {
        return None;
    }
    let line = Line { measure: desk.about(entry), ..Line::of(cell).levels() };
    settle(desk, entry, line, base(entry.chosen().figure, cell.year), Terms::of_growth(desk, cell.metric_id))
}
