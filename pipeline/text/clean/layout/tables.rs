//! Tables: rows with dividers, and tables that print each cell on a line of its own.

use std::collections::BTreeSet;

use super::super::words::CleanWords;
use super::lines::{Line, Role, has_figure};
use super::spaced;
use crate::model::{Cell, Row};

/// No cell on a line of its own is longer, in characters.
const MAX_CELL: usize = 24;
/// A cell of more characters with a full stop in it is prose.
const MAX_PROSE: usize = 60;
/// No unit behind a figure in a cell is longer: 个百分点, 亿千瓦时以上.
const MAX_UNIT: usize = 6;
/// So many strokes at least make a rule.
const MIN_RULE: usize = 3;
/// So many rows make a table of cells.
const MIN_ROWS: usize = 3;
/// No table of cells has more columns.
const MAX_COLUMNS: usize = 8;
/// No entry of a menu is longer.
const MAX_MENU: usize = 10;

/// True when dividers part the line into cells.
pub(super) fn has_cells(line: &str) -> bool {
    let divided = line.contains('\t') || line.matches('|').count() >= 2 || line.contains(" | ");
    // An entry of an encyclopedia: 释义 | …。…。 is prose behind a label.
    let entry = || line.split(['|', '\t']).any(|cell| cell.contains('。') && cell.chars().count() > MAX_PROSE);
    divided && !entry()
}

/// A line of short entries that state nothing: `A | B | C`.
pub(super) fn is_menu(line: &str, words: &CleanWords) -> bool {
    if line.matches(['|', '\t']).count() < 2 {
        return false;
    }
    let mut entries = line.split(['|', '\t']);
    !has_figure(line, words) && entries.all(|entry| entry.trim().chars().count() <= MAX_MENU && !entry.contains(['。', ',']))
}

/// The cells of a row with dividers; the marks at both ends of a `| a | b |` row bound no cell, but a single one at the head of
/// ` | b` bounds an empty one.
pub(super) fn cells(line: &Line, words: &CleanWords) -> Row {
    if !has_cells(line.text) {
        // 经济发展 |: the name of a part, in the first cell of its row.
        let bare = line.text.trim_end_matches(['|', ' ']);
        let line = Line { range: line.range.start..line.range.start + bare.len(), text: bare, ..line.clone() };
        return spaced::cells(&line, words);
    }
    let divider = if line.text.contains('\t') { '\t' } else { '|' };
    let trimmed = line.text.trim_matches(' ');
    let framed = trimmed.len() > 1 && trimmed.starts_with('|') && trimmed.ends_with('|');
    // A divider at the end of a row bounds no cell, framed or not.
    let open = trimmed.strip_suffix('|').filter(|_| divider == '|').unwrap_or(trimmed);
    let inner = if framed { &open[1..] } else { open };
    let indent = line.text.len() - line.text.trim_start_matches(' ').len();
    let mut start = line.range.start + indent + usize::from(framed);
    let mut cells = Vec::new();
    for cell in inner.split(divider) {
        let lead = start + cell.len() - cell.trim_start().len();
        cells.push(Cell { start: lead as u32, end: (lead + cell.trim().len()) as u32 });
        start += cell.len() + 1;
    }
    Row { cells }
}

/// The line below the header of a Markdown table, `|---|---:|`, or the border of a drawn one, `+-----+----+`.
pub(super) fn is_rule(line: &str) -> bool {
    let stroke = |c| matches!(c, '-' | '=' | '\u{2500}'..='\u{257F}');
    let joint = |c| matches!(c, '|' | '+' | ':' | ' ');
    line.contains(stroke) && line.chars().all(|c| stroke(c) || joint(c))
}

/// Takes the rules of tables out of the lines, with their places, so that they part neither a table nor a text.
pub(super) fn take_rules<'a>(lines: &mut Vec<Line<'a>>) -> Vec<(usize, Line<'a>)> {
    // A dash alone is an empty cell.
    let drawn =
        |line: &Line| line.role != Role::Separator && line.chars >= MIN_RULE && is_rule(line.text) && !has_cells(line.text);
    let mut rules: BTreeSet<usize> = (0..lines.len()).filter(|&i| drawn(&lines[i])).collect();
    let rows = |line: &Line| spaced::is_set_apart(line) || line.role == Role::Row;
    let lone: Vec<usize> = (0..lines.len()).filter(|&i| lines[i].role == Role::Separator).collect();
    for pair in lone.windows(2) {
        let (inside, same) = (&lines[pair[0] + 1..pair[1]], lines[pair[0]].text == lines[pair[1]].text);
        // Between two rules: nothing but the header and the rows of a table.
        if same && !inside.is_empty() && inside.iter().all(rows) {
            rules.extend(pair);
        }
    }
    let mut taken = Vec::new();
    let mut at = 0;
    lines.retain(|line| {
        let keep = !rules.contains(&at);
        if !keep {
            taken.push((at, line.clone()));
        }
        at += 1;
        keep
    });
    taken
}

/// Puts the rules back: those beside a row belong to its table.
pub(super) fn put_rules<'a>(lines: &mut Vec<Line<'a>>, rules: Vec<(usize, Line<'a>)>) {
    for (at, mut rule) in rules {
        let row = |line: Option<&Line>| line.is_some_and(|line| line.role == Role::Row);
        let beside = row(at.checked_sub(1).and_then(|at| lines.get(at))) || row(lines.get(at));
        rule.role = if beside { Role::Row } else { Role::Furniture };
        lines.insert(at, rule);
    }
}

/// Finds runs of short lines in which labels and figures alternate with a fixed period, and marks their cells.
pub(super) fn mark_cells(lines: &mut [Line]) {
    bare_cells(lines);
    let mut start = 0;
    while start < lines.len() {
        let end = start + lines[start..].iter().take_while(|line| may_be_cell(line)).count();
        if let Some((first, columns, rows)) = period(&lines[start..end]) {
            for (n, line) in lines[start + first..start + first + columns * rows].iter_mut().enumerate() {
                line.role = Role::Cell { row: n % columns == 0, table: n == 0 };
            }
        }
        start = end.max(start + 1);
    }
}

/// Takes the divider off cells that each end their line with it; one alone is the empty corner of a header.
fn bare_cells(lines: &mut [Line]) {
    fn cell<'a>(line: &Line<'a>) -> Option<&'a str> {
        let text = line.text.trim_end_matches(['|', ' ']);
        (line.text.ends_with('|') && !text.contains('|') && line.chars <= MAX_CELL).then_some(text)
    }
    let mut start = 0;
    while start < lines.len() {
        let end = start + lines[start..].iter().take_while(|line| cell(line).is_some()).count();
        if end - start >= 2 * MIN_ROWS {
            for line in &mut lines[start..end] {
                let text = cell(line).filter(|text| !text.is_empty()).unwrap_or(line.text);
                line.range.end = line.range.start + text.len();
                (line.text, line.chars, line.role) = (text, text.chars().count(), Role::Short);
            }
        }
        start = end.max(start + 1);
    }
}

/// Makes a row of a line that names a part of a table: rows stand above it, and no header below.
pub(super) fn join_sections(lines: &mut [Line], words: &CleanWords) {
    for i in 1..lines.len().saturating_sub(1) {
        let line = &lines[i];
        let short =
            matches!(line.role, Role::Short | Role::Heading(_)) && line.chars <= MAX_CELL && !has_figure(line.text, words);
        let below = &lines[i + 1];
        let goes_on = lines[i - 1].role == Role::Row && below.role == Role::Row;
        let figures = |row: &Row| {
            row.cells
                .iter()
                .skip(1)
                .any(|cell| is_value(&below.text[cell.range().start - below.range.start..][..cell.range().len()]))
        };
        if short && goes_on && figures(&cells(below, words)) {
            lines[i].role = Role::Row;
        }
    }
}

fn may_be_cell(line: &Line) -> bool {
    let unit = matches!(line.text, "%" | "‰" | "㎡");
    // A date above a table is none of its figures.
    let value = is_value(line.text) && line.role != Role::Byline;
    // 一、地区生产总值: the labels of rows may be numbered.
    let label = matches!(line.role, Role::Short | Role::Heading(_) | Role::Item);
    line.chars <= MAX_CELL && (label || value || unit) && !line.text.contains([',', ' '])
}

/// A cell that holds a figure with its unit, or the mark of an empty one; not a title that begins with a year.
fn is_value(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '+']);
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '~' | '%' | ' '));
    let figure = text.starts_with(|c: char| c.is_ascii_digit()) && unit.chars().count() <= MAX_UNIT;
    figure || matches!(text, "" | "—" | "–" | "/")
}

/// Where in a run the table begins, its columns and its rows: the narrowest period at which every column keeps its kind.
fn period(run: &[Line]) -> Option<(usize, usize, usize)> {
    let values: Vec<bool> = run.iter().map(|line| is_value(line.text)).collect();
    let first = values.iter().position(|&value| value)?;
    (2..=MAX_COLUMNS).find_map(|columns| {
        // The first value stands in the first row, or in the second below a header of labels; in any column but the first.
        let headed = (1..columns).filter(|_| columns > 2).filter_map(|column| first.checked_sub(column + columns));
        headed.chain(first.saturating_sub(columns - 1)..first).find_map(|start| {
            let rows = (values.len() - start) / columns;
            let end = start + rows * columns;
            let table = rows >= MIN_ROWS && keeps_kind(&values[start..end], columns) && has_labels(&run[start..end], columns);
            table.then_some((start, columns, rows))
        })
    })
}

/// The first column names its rows: its cells differ, as units in a column do not.
fn has_labels(run: &[Line], columns: usize) -> bool {
    let labels: BTreeSet<&str> = run.iter().step_by(columns).map(|line| line.text).collect();
    labels.len() * 2 > run.len() / columns
}

/// The first column has no values, some column has hardly anything else, and no column is mixed.
fn keeps_kind(values: &[bool], columns: usize) -> bool {
    let rows = values.len() / columns;
    let count = |column: usize| values.iter().skip(column).step_by(columns).filter(|&&value| value).count();
    let kinds = |column: usize| count(column) * 4 >= rows * 3 || count(column) * 10 <= rows;
    count(0) == 0 && (1..columns).any(|column| count(column) * 4 >= rows * 3) && (1..columns).all(kinds)
}
