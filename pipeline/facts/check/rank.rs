//! Ranks gained or lost, against the rank and that of the year before, or of the year before a span.

use zonefacts_text::model::{Measure, Period};

use super::change;
use super::desk::{Desk, base};
use super::finding::Finding;
use super::reckon::{Terms, settle};
use crate::book::Line;
use crate::cell::Entry;

/// A stated change of rank.
pub(super) fn look<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Finding<'a>> {
    let cell = &entry.fact.cell;
    if cell.measure != Measure::RankChange || change::pair(desk, entry).is_some() {
        return None;
    }
    let base = match cell.period {
        Period::Years(from, _) => from - 1,
        _ => base(entry.chosen().figure, cell.year),
    };
    settle(desk, entry, Line { measure: Measure::Rank, ..Line::of(cell) }, base, Terms::default())
}
