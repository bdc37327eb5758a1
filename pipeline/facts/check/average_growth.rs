//! An average yearly growth over a span, against the levels at its two ends: 2016至2020年年均增长 runs from 2015.

use zonefacts_text::model::{Decimal, Measure, Period, Status};

use super::desk::{Desk, in_year, undated};
use super::finding::{Finding, Follows, Reason, Tie};
use super::reckon::Terms;
use crate::book::Line;
use crate::cell::Entry;
use crate::interval::Interval;

/// A stated average growth.
pub(super) fn look<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Finding<'a>> {
    let (cell, stated) = (&entry.fact.cell, entry.chosen());
    let (Measure::GrowthAvg, Period::Years(from, to)) = (cell.measure, &cell.period) else { return None };
    let years = u32::try_from(to - from + 1).ok()?;
    let line = Line::of(cell).levels();
    let terms = Terms::of_growth(desk, cell.metric_id);
    let new = desk.find(desk.book, line, (*to, &Period::Year), None, &stated)?;
    let unit = new.statement.figure.unit.as_str();
    let old = |year| desk.find_past(line, (year, &Period::Year), Some(unit), &stated);
    let (old, years, unclear) = match old(from - 1) {
        Some(old) => (Some(old), years, None),
        // Some count the years from the first one named.
        None => (old(*from), years - 1, Some(Reason::SpanUnclear)),
    };
    let Some(old) = old.filter(|_| years > 0) else {
        let (from, line) = (from - 1, Line { status: Status::Actual, ..line });
        let silent = terms.binding() && desk.book.at(line, from).next().is_none();
        let factor = stated.interval.factor().power((to - from).unsigned_abs());
        let interval = new.statement.interval.over(factor).filter(|_| silent)?;
        let period = in_year(&new.statement.figure.period, from);
        let cell = desk.unstated(cell.subject, line, (from, period), unit);
        let formula = format!("{} / (1 + {})^{}", new.statement.printed(), stated.printed(), to - from);
        return Some(Finding::Follows(Follows { cell, operands: vec![new.statement], interval, formula }));
    };
    let ratio = new.statement.interval.over(old.statement.interval).filter(|ratio| ratio.low >= Some(Decimal::ZERO));
    let one = Interval::exactly(Decimal::ONE);
    let expected = ratio.map(|ratio| ratio.root(years).minus(one).scaled(Decimal::ONE_HUNDRED));
    Some(Finding::Tie(Tie {
        operands: vec![new.statement, old.statement],
        expected,
        found: stated.interval,
        formula: format!("({} / {})^(1/{years}) - 1", new.statement.printed(), old.statement.printed()),
        excuse: terms.excuse.or(unclear).or(undated([new, old])),
        mute: terms.mute,
    }))
}
