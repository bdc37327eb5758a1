//! Tables without rulings: short cells that stand in rows although gutters run through them.

use super::lines::{Piece, in_lines};

/// A cell is no longer, in characters.
const CELL: usize = 40;
/// A figure with its unit has no more letters.
const UNIT: usize = 4;
/// The number of an entry that stands before its text is no longer.
const NUMBER: usize = 4;
/// Lines of one row lie nearer to each other than so much of the usual white space between rows.
const NEARER: f32 = 0.7;
/// In parts of the height of a letter: rows that reach into each other by less are two.
const REACH: f32 = 0.1;

/// What stands in rows.
pub(super) enum Aligned {
    /// Cells.
    Rows(Vec<Vec<String>>),
    /// Entries behind their numbers, which are lines.
    Lines,
}

/// A row: the pieces in each of its columns, and from where to where it reaches.
struct Row {
    cells: Vec<Vec<Piece>>,
    top: f32,
    bottom: f32,
}

/// The rows of pieces that are sorted from top to bottom and stand in the columns between `gutters`; none for running text.
pub(super) fn read(pieces: &[Piece], gutters: &[f32]) -> Option<Aligned> {
    let rows: Vec<Vec<String>> = joined(rows(pieces, gutters)).into_iter().map(Row::texts).collect();
    let full = rows.iter().filter(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1).count();
    if full < 2 || full * 10 < rows.len() * 6 {
        return None;
    }
    let short = rows.iter().flatten().all(|cell| cell.chars().count() <= CELL);
    let figures = |column: usize| {
        let cells = || rows.iter().map(|row| row[column].as_str()).filter(|cell| !cell.is_empty());
        let figures = cells().filter(|cell| is_figure(cell)).count();
        figures > 0 && figures * 2 >= cells().count()
    };
    if short && (1..=gutters.len()).any(figures) {
        return Some(Aligned::Rows(rows));
    }
    let numbers = gutters.len() == 1 && rows.iter().all(|row| row[0].chars().count() <= NUMBER);
    numbers.then_some(Aligned::Lines)
}

/// The rows: a line of white space runs between them.
fn rows(pieces: &[Piece], gutters: &[f32]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for piece in pieces {
        let (top, bottom) = (piece.area.top, piece.area.bottom);
        if !rows.last().is_some_and(|row| top < row.bottom - REACH * piece.size) {
            rows.push(Row { cells: vec![Vec::new(); gutters.len() + 1], top, bottom });
        }
        if let Some(row) = rows.last_mut() {
            row.bottom = row.bottom.max(bottom);
            row.cells[gutters.partition_point(|at| *at < (piece.area.left + piece.area.right) / 2.0)].push(piece.clone());
        }
    }
    rows
}

/// A label that was too long for its column goes on alone in a second line, nearer to the first than rows are to each other.
/// What stands alone below the last row may be a heading: it stays apart.
fn joined(rows: Vec<Row>) -> Vec<Row> {
    let mut gaps: Vec<f32> = rows.windows(2).map(|pair| pair[1].top - pair[0].bottom).collect();
    gaps.sort_by(f32::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    let mut joined: Vec<Row> = Vec::new();
    let last = rows.len().saturating_sub(1);
    for (at, row) in rows.into_iter().enumerate() {
        let alone = at < last && row.cells.iter().skip(1).all(Vec::is_empty);
        match joined.last_mut() {
            Some(above) if alone && row.top - above.bottom < NEARER * usual => {
                above.bottom = row.bottom;
                above.cells[0].extend(row.cells.into_iter().next().unwrap_or_default());
            }
            _ => joined.push(row),
        }
    }
    joined
}

impl Row {
    fn texts(self) -> Vec<String> {
        self.cells.into_iter().map(|pieces| in_lines(pieces).into_iter().map(|line| line.text).collect()).collect()
    }
}

/// A cell that holds a figure and at most its unit, or the mark of an empty one.
fn is_figure(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && letters <= UNIT || !cell.is_empty() && cell.chars().all(|c| !c.is_alphanumeric())
}
