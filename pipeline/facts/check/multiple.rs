//! A multiple of a base year that the text names: 是2008年的4.4倍.

use zonefacts_text::model::{GrowthBasis, Measure};

use super::change;
use super::desk::Desk;
use super::finding::{Finding, Reason};
use super::reckon::{Terms, settle};
use crate::book::Line;
use crate::cell::Entry;

/// A stated multiple.
pub(super) fn look<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Finding<'a>> {
    let cell = &entry.fact.cell;
    if cell.measure != Measure::Multiple || change::pair(desk, entry).is_some() {
        return None;
    }
    // Levels are mostly compared as they are, but a doubling may be meant in constant prices.
    let excuse = match desk.things.growth_basis(cell.metric_id) {
        GrowthBasis::Nominal => None,
        GrowthBasis::Real => Some(Reason::RealTerms),
        GrowthBasis::Restated => Some(Reason::RestatedBase),
    };
    let base = entry.chosen().figure.base_year?;
    let line = Line { measure: desk.about(entry), ..Line::of(cell).levels() };
    settle(desk, entry, line, base, Terms { excuse, mute: None })
}
