//! The grid of a table: its header rows, what they say of each column, and the rows below.

use std::ops::Range;

use super::words::{Words, dash};
use crate::model::{Cell, Row};
use crate::vocab::Cue;

/// A header has so many rows at most.
const MAX_HEADER: usize = 3;

/// Rows under one header.
pub(super) struct Grid<'a> {
    /// A row of one cell above the header: the table's name.
    pub caption: Option<Range<usize>>,
    /// The rows of the header, from above.
    pub header: &'a [Row],
    /// The other rows.
    pub body: &'a [Row],
    /// For each column, the cells of the header above it, from above.
    pub heads: Vec<Vec<Range<usize>>>,
    /// So many columns on the left hold labels.
    pub labels: usize,
}

/// The parts of a table: a header inside it begins a new one.
pub(super) fn grids<'a>(rows: &'a [Row], words: &Words<'_>) -> Vec<Grid<'a>> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < rows.len() {
        let caption = caption(&rows[start], words).filter(|_| start + 1 < rows.len());
        let open = start + usize::from(caption.is_some());
        let heads = |row: &&Row| is_header(row, words) && !names_part(&rows[open], row, words);
        let header = rows[open..].iter().take(MAX_HEADER).take_while(heads).count();
        // Words without figures below make no table of a header; nor do those of pairs: 中文名 | 某高新区, 所属地区 | 某市, 面积 | 112.
        // 项目 | 内容 heads pairs; 建立时间 | 1992年 heads nothing.
        let pairs = rows[open..].iter().all(pair);
        let headed = || words.is_head(rows[open].cells[0].range());
        let founded = || pairs && words.has(rows[open].cells[0].range(), &[Cue::Founding]);
        let header = if header > 1 && pairs { usize::from(headed()) } else { header };
        let header = if open + header < rows.len() && !founded() { header } else { 0 };
        let body = open + header;
        let again = |row: &&Row| !(is_header(row, words) && names_columns(row, words));
        let end = body + rows[body..].iter().enumerate().take_while(|(n, row)| *n == 0 || again(row)).count();
        out.push(Grid::new(caption, &rows[open..body], &rows[body..end], words));
        start = end;
    }
    out
}

/// True for a row of two cells at most.
fn pair(row: &Row) -> bool {
    row.cells.iter().filter(|cell| !cell.range().is_empty()).count() <= 2
}

/// The only cell of a row of several.
fn caption(row: &Row, words: &Words<'_>) -> Option<Range<usize>> {
    let mut filled = row.cells.iter().filter(|cell| !cell.range().is_empty());
    let only = filled.next().filter(|_| filled.next().is_none() && row.cells.len() > 1)?;
    (!words.has_figure(only.range())).then(|| only.range())
}

/// Two cells of words or more, and no figure. Bare years are words where nothing else is a figure.
fn is_header(row: &Row, words: &Words<'_>) -> bool {
    let said = |cell: &&Cell| !cell.range().is_empty() && !dash(words.text(cell.range()));
    let year = |cell: &&Cell| words.bare_time(cell.range());
    let figure = |cell: &&Cell| words.has_figure(cell.range()) && !year(cell);
    let years = row.cells.iter().filter(year).count();
    let plain = row.cells.iter().filter(said).filter(|cell| words.unit(words.text(cell.range())).is_none()).count();
    let label = row.cells.first().is_some_and(|cell| words.is_head(cell.range()));
    plain >= 2 && !row.cells.iter().any(|cell| figure(&cell)) && (years == 0 || years > 1 || label)
}

/// 产出指标 | 数量指标 below a header of many cells: one or two cells that name a part of the table, not its columns.
fn names_part(header: &Row, row: &Row, words: &Words<'_>) -> bool {
    let few = row.cells.len() <= 2 && header.cells.len() > row.cells.len() + 2;
    few && !row.cells.iter().any(|cell| words.is_subject(cell.range()) || words.names_column(cell.range()))
}

/// True when a cell behind the first says what a column holds; a note to what follows does not.
fn names_columns(row: &Row, words: &Words<'_>) -> bool {
    let note = row.cells.len() == 2 && row.cells.first().is_some_and(|cell| words.whole(cell.range(), Cue::NoteHead));
    !note && row.cells.iter().skip(1).any(|cell| words.names_column(cell.range()))
}

impl<'a> Grid<'a> {
    fn new(caption: Option<Range<usize>>, header: &'a [Row], body: &'a [Row], words: &Words<'_>) -> Self {
        let width = body.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let labels = labels(body, width, words);
        let mut heads = vec![Vec::new(); width];
        for (level, row) in header.iter().enumerate() {
            for (column, range) in aligned(row, width, labels, level + 1 == header.len(), words) {
                if let Some(head) = heads.get_mut(column).filter(|_| !range.is_empty() && !words.opens_note(range.clone())) {
                    head.push(range);
                }
            }
        }
        Self { caption, header, body, heads, labels }
    }
}

/// How many columns on the left hold labels: up to the first that mostly holds figures, but at least one.
fn labels(body: &[Row], width: usize, words: &Words<'_>) -> usize {
    let holds_figures = |column: &usize| {
        let cells = body.iter().filter_map(|row| row.cells.get(*column)).filter(|cell| !cell.range().is_empty());
        let (mut values, mut all) = (0, 0);
        for cell in cells {
            all += 1;
            values += usize::from(dash(words.text(cell.range())) || words.has_figure(cell.range()));
        }
        values * 2 >= all.max(1)
    };
    (1..width).find(holds_figures).unwrap_or(1)
}

/// Which column each cell of a header row stands above. A cell that spans several stands above each of them; where cells that
/// span rows are left out, those that remain stand above the figures.
fn aligned(row: &Row, width: usize, labels: usize, last: bool, words: &Words<'_>) -> Vec<(usize, Range<usize>)> {
    let mut cells: Vec<Range<usize>> = row.cells.iter().map(|cell| cell.range()).collect();
    // Empty cells between others hold their columns; those at the end of a row are not printed.
    if let Some(end) = cells.last().map(|cell| cell.end).filter(|_| cells.iter().any(Range::is_empty)) {
        cells.resize(cells.len().max(width), end..end);
    }
    // 一级指标 二级指标 三级指标 above rows that no merged cell stands in: the heads on the left have lost their columns.
    let surplus = cells.len().saturating_sub(width);
    if cells[..surplus].iter().all(|head| words.is_head(head.clone())) {
        cells.drain(..surplus);
    }
    if cells.len() >= width {
        let mut out: Vec<(usize, Range<usize>)> = Vec::new();
        for (column, range) in cells.into_iter().enumerate() {
            let spanned = range.is_empty() && !last && column > labels;
            let over = out.last().map(|(_, range)| range.clone()).filter(|_| spanned).unwrap_or(range);
            out.push((column, over));
        }
        return out;
    }
    let figures = width - labels;
    let mut skip = 0;
    while skip < cells.len() && (cells.len() - skip > figures || words.is_head(cells[skip].clone())) {
        skip += 1;
    }
    let (named, rest) = cells.split_at(skip);
    let mut out: Vec<(usize, Range<usize>)> = Vec::new();
    // The heads of the labels stand from the right: 序号 指标名称 above one column of labels.
    out.extend(named.iter().rev().zip((0..labels).rev()).map(|(range, column)| (column, range.clone())));
    if !rest.is_empty() && figures.is_multiple_of(rest.len()) {
        let span = figures / rest.len();
        out.extend((0..figures).map(|column| (labels + column, rest[column / span].clone())));
    }
    out
}
