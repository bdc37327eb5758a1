//! Tables of a page: which hold figures and which only lay the page out, and the rows of the former as lines.

use scraper::ElementRef;

use super::{super::rows, render};

/// A cell that holds more than this many paragraphs is a part of the page, not of a table.
const PARAGRAPHS: usize = 3;

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

/// One line for each row, below its captions.
pub(super) fn lines(table: ElementRef) -> Vec<String> {
    let captions = table.child_elements().filter(|child| child.value().name() == "caption").map(|caption| vec![inner(caption)]);
    let rows = table.descendent_elements().filter(|element| element.value().name() == "tr");
    let cells = |row: ElementRef| row.child_elements().filter(|cell| is_cell(*cell)).map(spanning).collect::<Vec<_>>();
    captions.chain(rows::grid(rows.map(cells))).filter_map(rows::line).collect()
}

fn spanning(cell: ElementRef) -> rows::Cell {
    rows::Cell { text: inner(cell), columns: span(cell, "colspan"), rows: span(cell, "rowspan") }
}

fn span(cell: ElementRef, attribute: &str) -> usize {
    cell.attr(attribute).and_then(|value| value.trim().parse().ok()).unwrap_or(1)
}

fn is_cell(element: ElementRef) -> bool {
    matches!(element.value().name(), "td" | "th")
}

/// The text of a cell: on one line, whatever lines it had of its own.
fn inner(cell: ElementRef) -> String {
    render::lines(cell).join(" ")
}
