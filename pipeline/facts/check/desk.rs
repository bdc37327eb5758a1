//! Where checks are made: a book, the books around it, and the ways to find the figures that a figure is tied to.

use zonefacts_text::model::{Measure, Observation, Period, Status};

use super::Books;
use super::finding::Reason;
use crate::book::{Book, Fit, Line, fit};
use crate::cell::{Cell, Entry, Statement};
use crate::policy::CheckPolicy;
use crate::things::Things;

/// All that a check may look at.
pub(crate) struct Desk<'a> {
    pub(crate) book: &'a Book<'a>,
    pub(crate) books: &'a Books<'a>,
    pub(crate) things: &'a Things<'a>,
    pub(crate) policy: &'a CheckPolicy,
}

/// A figure that another is checked against.
#[derive(Clone, Copy)]
pub(crate) struct Operand<'a> {
    pub(crate) statement: Statement<'a>,
    /// How well its time fits.
    pub(crate) fit: Fit,
}

/// The figures of one thing at a later and an earlier time; of one of them at least.
pub(crate) struct Pair<'a> {
    pub(crate) new: Option<Operand<'a>>,
    pub(crate) old: Option<Operand<'a>>,
}

impl<'a> Pair<'a> {
    /// Both, where both are stated.
    pub(crate) fn both(&self) -> Option<(Operand<'a>, Operand<'a>)> {
        self.new.zip(self.old)
    }
}

/// Why a miss would be no contradiction: a stock without a date may be of another moment.
pub(crate) fn undated<'a>(operands: impl IntoIterator<Item = Operand<'a>>) -> Option<Reason> {
    operands.into_iter().any(|operand| operand.fit == Fit::Undated).then_some(Reason::MomentUnknown)
}

impl<'a> Desk<'a> {
    /// The figure of a line in a year that is best weighed against a statement that speaks of `period`.
    pub(crate) fn find(
        &self,
        book: &'a Book<'a>,
        line: Line<'a>,
        (year, period): (i32, &Period),
        unit: Option<&str>,
        to: &Statement<'a>,
    ) -> Option<Operand<'a>> {
        let fits = book.at(line, year).filter(|entry| unit.is_none_or(|unit| entry.fact.cell.unit == unit));
        let fits = fits.filter_map(|entry| Some((entry, fit(&entry.fact.cell.period, period)?)));
        let own_unit = self.things.metric(line.metric_id).map(|metric| metric.unit.as_str());
        let (entry, fit) = fits.min_by_key(|(entry, fit)| (*fit, Some(entry.fact.cell.unit) != own_unit))?;
        Some(Operand { statement: entry.nearest(to), fit })
    }

    /// What is said to have been before: actual, if only estimated then that.
    pub(crate) fn find_past(
        &self,
        line: Line<'a>,
        time: (i32, &Period),
        unit: Option<&str>,
        to: &Statement<'a>,
    ) -> Option<Operand<'a>> {
        let past = [Status::Actual, Status::Estimate].into_iter();
        past.map(|status| Line { status, ..line }).find_map(|line| self.find(self.book, line, time, unit, to))
    }

    /// The figures of `line` that a change stated by `entry` leads to, and from in the year `base`, in one unit.
    pub(crate) fn pair(&self, entry: &'a Entry<'a>, line: Line<'a>, base: i32) -> Pair<'a> {
        let (cell, to) = (&entry.fact.cell, entry.chosen());
        // A rank gained over a span of years is that of the year at its end.
        let period = match cell.period {
            Period::Years(..) if cell.measure == Measure::RankChange => &Period::Year,
            ref period => period,
        };
        let new = self.find(self.book, line, (cell.year, period), None, &to);
        let unit = new.map(|new| new.statement.figure.unit.as_str());
        Pair { new, old: self.find_past(line, (base, period), unit, &to) }
    }

    /// Whether a growth or a completion is of what came anew rather than of all: 新增50户,增长56.3%.
    pub(crate) fn about(&self, entry: &'a Entry<'a>) -> Measure {
        let stated = entry.chosen();
        let mut before = self.book.before(stated.figure, &stated.head.document);
        let same = |other: &&Statement| same_thing(other.figure, stated.figure) && other.figure.unit != stated.figure.unit;
        match before.find(same) {
            Some(other) if other.figure.measure == Measure::Increase => Measure::Increase,
            _ => Measure::Level,
        }
    }

    /// The cell of a line at another time, for a figure that nobody states.
    pub(crate) fn unstated(&self, subject: &'a str, line: Line<'a>, time: (i32, Period), unit: &'a str) -> Cell<'a> {
        let Line { metric_id, measure, status, subarea, scope, segment } = line;
        Cell { subject, year: time.0, period: time.1, metric_id, segment, subarea, scope, measure, status, unit, base_year: None }
    }
}

/// The year before, unless the text names another base.
pub(crate) fn base(figure: &Observation, year: i32) -> i32 {
    figure.base_year.unwrap_or(year - 1)
}

/// True for figures of one metric, segment and part of the zone.
pub(crate) fn same_thing(a: &Observation, b: &Observation) -> bool {
    (&a.metric_id, &a.segment, &a.subarea) == (&b.metric_id, &b.segment, &b.subarea)
}

/// The same period in another year.
pub(crate) fn in_year(period: &Period, year: i32) -> Period {
    match *period {
        Period::AsOf(Some((_, month, _))) => Period::AsOf(Some((year, month, None))),
        ref period => period.clone(),
    }
}
