//! 由A增至B,增加C: a change with both of its figures in the same sentence, the old one often without a year.

use zonefacts_text::model::{Measure, Observation};

use super::desk::{Desk, same_thing};
use super::finding::{Finding, Reason};
use super::reckon::{Terms, tie};
use crate::cell::{Entry, Statement};

/// A stated change against the two figures before it.
pub(super) fn look<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Finding<'a>> {
    let (new, old) = pair(desk, entry)?;
    let cell = &entry.fact.cell;
    let mut terms = match cell.measure {
        Measure::Growth => Terms::of_growth(desk, cell.metric_id),
        _ => Terms::default(),
    };
    // 2019年100亿元,2021年150亿元,增长20%: may be against the year before.
    if old.figure.year.is_some_and(|year| year != cell.year - 1) && entry.chosen().figure.base_year.is_none() {
        terms.excuse = terms.excuse.or(Some(Reason::SpanUnclear));
    }
    Some(Finding::Tie(tie(entry, new, old, terms)))
}

/// The new and the old figure that the sentence of a change gives, the new one nearest before it.
pub(super) fn pair<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<(Statement<'a>, Statement<'a>)> {
    let stated = entry.chosen();
    let measure = entry.fact.cell.measure;
    if !matches!(measure, Measure::Growth | Measure::Increase | Measure::Multiple | Measure::PointChange | Measure::RankChange) {
        return None;
    }
    let sector = desk.things.sector(&stated.figure.metric_id);
    let tied = |other: &Observation| match measure {
        Measure::PointChange if other.measure == Measure::Share => {
            same_thing(other, stated.figure) || other.scope.is_empty() && sector == Some(other.segment.as_str())
        }
        Measure::PointChange => other.measure == Measure::Level && other.unit == "percent" && same_thing(other, stated.figure),
        Measure::RankChange => other.measure == Measure::Rank && same_thing(other, stated.figure),
        _ => other.measure == Measure::Level && same_thing(other, stated.figure),
    };
    let mut figures = desk.book.before(stated.figure, &stated.head.document).filter(|other| tied(other.figure));
    let (new, old) = (figures.next()?, figures.next()?);
    let alike = |a: &Observation, b: &Observation| {
        (a.measure, &a.metric_id, &a.segment, &a.scope, &a.unit) == (b.measure, &b.metric_id, &b.segment, &b.scope, &b.unit)
    };
    let later = new.figure.year == stated.figure.year && old.figure.year.is_none_or(|year| Some(year) < new.figure.year);
    let based = stated.figure.base_year.is_none_or(|base| old.figure.year.is_none_or(|year| year == base));
    (later && based && alike(new.figure, old.figure) && new.figure.period.kind() == old.figure.period.kind())
        .then_some((*new, *old))
}
