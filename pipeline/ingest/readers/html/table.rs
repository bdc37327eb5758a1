//! Tables of a page: which hold figures and which only lay the page out, and the rows of the former as lines.

use scraper::ElementRef;

use super::{super::rows, render};

/// A cell that holds more than this many paragraphs is a part of the page, not of a table.
const PARAGRAPHS: usize = 3;

/// Spans beyond this are mistakes.
const WIDEST: usize = 64;

/// True when the table lays out a page: it holds headings, lists, other tables or running text.
pub(super) fn is_layout(table: ElementRef) -> bool {
    let inside =
        |element: ElementRef| matches!(element.value().name(), "table" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let is_paragraph = |element: &ElementRef| {
        matches!(element.value().name(), "p" | "div") && element.text().any(|text| !text.trim().is_empty())
    };
    let running = |cell: ElementRef| cell.descendent_elements().filter(is_paragraph).count() > PARAGRAPHS;
    table.descendent_elements().skip(1).any(|element| inside(element) || (is_cell(element) && running(element)))
}

/// One line for each row; a cell that spans columns or rows is followed by empty cells, so that the grid stays aligned.
pub(super) fn lines(table: ElementRef) -> Vec<String> {
    let captions = table.child_elements().filter(|child| child.value().name() == "caption").map(|caption| vec![inner(caption)]);
    let mut grid: Vec<Vec<String>> = captions.collect();
    // For each column, how many of the next rows a cell from above still fills.
    let mut filled: Vec<usize> = Vec::new();
    for row in table.descendent_elements().filter(|element| element.value().name() == "tr") {
        let mut cells = Vec::new();
        for cell in row.child_elements().filter(|cell| is_cell(*cell)) {
            while take(&mut filled, cells.len()) {
                cells.push(String::new());
            }
            let (columns, rows) = (span(cell, "colspan"), span(cell, "rowspan"));
            for column in 0..columns {
                let at = cells.len();
                filled.resize(filled.len().max(at + 1), 0);
                filled[at] = rows - 1;
                cells.push(if column == 0 { inner(cell) } else { String::new() });
            }
        }
        for column in cells.len()..filled.len() {
            take(&mut filled, column);
        }
        grid.push(cells);
    }
    grid.into_iter().filter_map(rows::line).collect()
}

/// True when a cell from above fills this column in the current row.
fn take(filled: &mut [usize], column: usize) -> bool {
    let Some(left) = filled.get_mut(column).filter(|left| **left > 0) else {
        return false;
    };
    *left -= 1;
    true
}

fn span(cell: ElementRef, attribute: &str) -> usize {
    cell.attr(attribute).and_then(|value| value.trim().parse().ok()).map_or(1, |span: usize| span.clamp(1, WIDEST))
}

fn is_cell(element: ElementRef) -> bool {
    matches!(element.value().name(), "td" | "th")
}

/// The text of a cell: on one line, whatever lines it had of its own.
fn inner(cell: ElementRef) -> String {
    render::lines(cell).join(" ")
}
