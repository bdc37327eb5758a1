//! A share against its part and its whole: of the same metric in a city or a province, of a metric that is named, or of a sector.

use zonefacts_text::model::{Decimal, Measure, Status};

use super::desk::{Desk, Operand, undated};
use super::finding::{Finding, Follows, Tie};
use crate::book::{Book, Line};
use crate::cell::Entry;
use crate::interval::Interval;

/// A stated share.
pub(super) fn look<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Finding<'a>> {
    let (cell, stated) = (&entry.fact.cell, entry.chosen());
    if cell.measure != Measure::Share {
        return None;
    }
    let levels = Line::of(cell).levels();
    let (part, whole, subject) = if let Some(place) = desk.things.whole(cell.subject, cell.scope) {
        (levels, Line { subarea: "", ..levels }, place)
    } else if let Some(metric_id) = desk.things.named(cell.scope) {
        (levels, Line { metric_id, segment: "", ..levels }, cell.subject)
    } else {
        let (part, whole) = desk.things.of_sector(cell.segment).filter(|_| cell.scope.is_empty())?;
        (Line { metric_id: part, segment: "", ..levels }, Line { metric_id: whole, segment: "", ..levels }, cell.subject)
    };
    let time = (cell.year, &cell.period);
    let book: Option<&'a Book<'a>> = if subject == cell.subject { Some(desk.book) } else { desk.books.get(subject).copied() };
    let part_found = desk.find(desk.book, part, time, None, &stated);
    let unit = part_found.map(|part| part.statement.figure.unit.as_str());
    let whole_found = book.and_then(|book| desk.find(book, whole, time, unit, &stated));
    match (part_found, whole_found) {
        (Some(part), Some(whole)) => Some(Finding::Tie(tie(entry, part, whole))),
        (Some(known), None) => {
            let interval = known.statement.interval.scaled(Decimal::ONE_HUNDRED).over(stated.interval)?;
            follows(desk, entry, known, (subject, whole, book), interval, "/")
        }
        (None, Some(known)) if stated.interval.positive() => {
            let interval = known.statement.interval.times(stated.interval).scaled(Decimal::new(1, 2));
            follows(desk, entry, known, (cell.subject, part, Some(desk.book)), interval, "×")
        }
        _ => None,
    }
}

fn tie<'a>(entry: &Entry<'a>, part: Operand<'a>, whole: Operand<'a>) -> Tie<'a> {
    Tie {
        operands: vec![part.statement, whole.statement],
        expected: part.statement.interval.scaled(Decimal::ONE_HUNDRED).over(whole.statement.interval),
        found: entry.chosen().interval,
        formula: format!("{} / {}", part.statement.printed(), whole.statement.printed()),
        excuse: undated([part, whole]),
        mute: None,
    }
}

/// The part or the whole that nobody states.
fn follows<'a>(
    desk: &Desk<'a>,
    entry: &Entry<'a>,
    known: Operand<'a>,
    (subject, line, book): (&'a str, Line<'a>, Option<&'a Book<'a>>),
    interval: Interval,
    sign: &str,
) -> Option<Finding<'a>> {
    let year = entry.fact.cell.year;
    let silent = book.is_none_or(|book| book.at(line, year).next().is_none()) && line.status == Status::Actual;
    let figure = known.statement.figure;
    let cell = desk.unstated(subject, line, (year, figure.period.clone()), &figure.unit);
    let formula = format!("{} {sign} {}", known.statement.printed(), entry.chosen().printed());
    silent.then(|| Finding::Follows(Follows { cell, operands: vec![known.statement], interval, formula }))
}
