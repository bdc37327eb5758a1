//! A whole against its parts: the metrics that add up to it, where all are stated; else a segment that is
//! more than it.

use zonefacts_text::model::Measure;

use super::desk::Desk;
use super::finding::{Finding, Tie};
use crate::book::Line;
use crate::cell::{Entry, Statement};
use crate::interval::Interval;

/// A stated whole.
pub(super) fn look<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Finding<'a>> {
    let cell = &entry.fact.cell;
    if cell.measure != Measure::Level || !cell.segment.is_empty() {
        return None;
    }
    metrics(desk, entry).or_else(|| exceeding(desk, entry)).map(Finding::Tie)
}

/// The metrics that add up to the whole.
fn metrics<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Tie<'a>> {
    let (cell, stated) = (&entry.fact.cell, entry.chosen());
    let part = |metric_id: &'a String| {
        let line = Line { metric_id: metric_id.as_str(), ..Line::of(cell) };
        let found = desk.find(desk.book, line, (cell.year, &cell.period), Some(cell.unit), &stated)?;
        Some(found.statement)
    };
    let parts: Vec<Statement> = desk.things.parts(cell.metric_id).iter().map(part).collect::<Option<_>>()?;
    let (first, rest) = parts.split_first()?;
    let printed: Vec<String> = parts.iter().map(Statement::printed).collect();
    Some(Tie {
        expected: Some(rest.iter().fold(first.interval, |sum, part| sum.plus(part.interval))),
        found: stated.interval,
        formula: printed.join(" + "),
        operands: parts,
        excuse: None,
        mute: None,
    })
}

/// The segment that is more than the whole; one that is not says nothing. Only of headline metrics the whole is always of all.
fn exceeding<'a>(desk: &Desk<'a>, entry: &'a Entry<'a>) -> Option<Tie<'a>> {
    let (cell, stated) = (&entry.fact.cell, entry.chosen());
    if !desk.things.metric(cell.metric_id)?.headline || cell.unit == "percent" || cell.unit == "rank" {
        return None;
    }
    let line = Line::of(cell);
    let parts = desk.book.segments(line, cell.year).filter(|part| {
        let other = &part.fact.cell;
        !other.segment.is_empty()
            && Line { segment: "", ..Line::of(other) } == line
            && (&other.period, other.unit) == (&cell.period, cell.unit)
    });
    // Only a whole of the same document is sure to be of the same extent.
    let own = parts.map(|part| part.nearest(&stated)).filter(|part| part.head.document == stated.head.document);
    let part =
        own.filter(|part| part.interval.above(stated.interval)).max_by_key(|part| (part.interval.low, part.figure.span))?;
    Some(Tie {
        expected: Some(Interval { low: part.interval.low, high: None }),
        found: stated.interval,
        formula: format!("{} {} and the rest", part.figure.segment, part.printed()),
        operands: vec![part],
        excuse: None,
        mute: None,
    })
}
