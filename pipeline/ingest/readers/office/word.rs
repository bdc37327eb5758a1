//! A Word document as lines of text: its body in reading order, its notes at the end. Headers, footers, comments and deleted
//! revisions are no part of it.

use office_oxide::ir::{DocumentIR, Element, InlineContent, List, ListStyle, Note, Table, TableCell, inline_to_text};

use super::super::rows::{self, on_one_line};

/// A cell that holds more than this many paragraphs is a part of the page, not of a table.
const PARAGRAPHS: usize = 3;

/// The text of a document, and what its reader says that it left out of it.
pub(super) fn text(document: &DocumentIR) -> (String, Vec<String>) {
    let mut page = Page::default();
    document.sections.iter().for_each(|section| page.elements(&section.elements));
    let Page { mut lines, notes } = page;
    for note in notes {
        let mut below = Page::default();
        below.elements(&note.content);
        lines.extend(below.lines);
    }
    let (notices, lines): (Vec<String>, Vec<String>) = lines.into_iter().partition(|line| is_notice(line));
    (lines.join("\n"), notices)
}

/// The reader of Word files writes into the text what it left out: `[nested table deeper than 100 levels not shown — …]`.
fn is_notice(line: &str) -> bool {
    line.starts_with('[') && line.ends_with(']') && ["not shown", "truncated"].iter().any(|word| line.contains(word))
}

/// The lines so far, and the notes that go below them.
#[derive(Default)]
struct Page<'a> {
    lines: Vec<String>,
    notes: Vec<&'a Note>,
}

impl<'a> Page<'a> {
    fn elements(&mut self, elements: &'a [Element]) {
        for element in elements {
            match element {
                Element::Heading(heading) => self.inline("", &heading.content),
                Element::Paragraph(paragraph) => self.inline("", &paragraph.content),
                Element::Table(table) if is_layout(table) => {
                    table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| self.elements(&cell.content));
                }
                Element::Table(table) => self.table(table),
                Element::List(list) => self.list(list, &mut Vec::new()),
                Element::TextBox(text_box) => self.elements(&text_box.content),
                Element::CodeBlock(code) => self.paragraph("", &code.content),
                Element::Footnote(note) => self.notes.push(note),
                Element::Endnote(note) if !is_comment(note) => self.notes.push(note),
                _ => {}
            }
        }
    }

    /// A paragraph; a line break in it begins a new line.
    fn inline(&mut self, mark: &str, content: &[InlineContent]) {
        self.paragraph(mark, &inline_to_text(content));
    }

    fn paragraph(&mut self, mark: &str, text: &str) {
        let lines = text.lines().map(on_one_line).filter(|line| !line.is_empty());
        let marks = std::iter::once(mark).chain(std::iter::repeat(""));
        self.lines.extend(marks.zip(lines).map(|(mark, line)| format!("{mark}{line}")));
    }

    /// The entries of a list, each behind the number or the dash that the page shows; `above` numbers the entries around it.
    fn list(&mut self, list: &'a List, above: &mut Vec<u32>) {
        for (item, number) in list.items.iter().zip(list.start_number.unwrap_or(1)..) {
            above.push(number);
            let mut mark = marker(list, above);
            for element in &item.content {
                match element {
                    Element::Paragraph(paragraph) => self.inline(&std::mem::take(&mut mark), &paragraph.content),
                    other => self.elements(std::slice::from_ref(other)),
                }
            }
            if let Some(nested) = &item.nested {
                self.list(nested, above);
            }
            above.pop();
        }
    }

    fn table(&mut self, table: &'a Table) {
        self.lines.extend(table.caption.as_deref().map(on_one_line).filter(|caption| !caption.is_empty()));
        let mut grid: Vec<Vec<rows::Cell>> = Vec::new();
        for row in &table.rows {
            grid.push(row.cells.iter().map(|cell| self.cell(cell)).collect());
        }
        self.lines.extend(rows::grid(grid).into_iter().filter_map(rows::line));
    }

    /// A cell on one line; its notes go below the document.
    fn cell(&mut self, cell: &'a TableCell) -> rows::Cell {
        let mut inside = Page::default();
        inside.elements(&cell.content);
        self.notes.extend(inside.notes);
        rows::Cell { text: inside.lines.join(" "), columns: cell.col_span as usize, rows: cell.row_span as usize }
    }
}

/// The mark before an entry. Numbers of every script are printed as digits: the file says how they look, not what they are.
fn marker(list: &List, numbers: &[u32]) -> String {
    let counted = list.ordered && matches!(list.style, None | Some(ListStyle::Decimal));
    let plain = format!("%{}.", numbers.len());
    let mut mark = list.marker_pattern.clone().filter(|_| counted).unwrap_or(if counted { plain } else { String::new() });
    for (level, number) in numbers.iter().enumerate() {
        mark = mark.replace(&format!("%{}", level + 1), &number.to_string());
    }
    if mark.is_empty() || mark.contains('%') {
        return "- ".to_owned();
    }
    // 1.2021年 would be a decimal.
    if mark.ends_with(|c: char| c == '.' || c.is_ascii_digit()) {
        mark.push(' ');
    }
    mark
}

/// True when the table lays out a page: its cells hold lists, headings, tables or running text.
fn is_layout(table: &Table) -> bool {
    let inside = |element: &Element| matches!(element, Element::Table(_) | Element::List(_) | Element::Heading(_));
    let said = |element: &&Element| matches!(element, Element::Paragraph(paragraph) if !inline_to_text(&paragraph.content).trim().is_empty());
    let layout = |cell: &TableCell| cell.content.iter().any(inside) || cell.content.iter().filter(said).count() > PARAGRAPHS;
    table.rows.iter().flat_map(|row| &row.cells).any(layout)
}

/// Comments come as notes that bear their name, or their author's.
fn is_comment(note: &Note) -> bool {
    let named = note.marker.as_deref().is_some_and(|marker| marker.to_ascii_lowercase().starts_with("comment"));
    named || note.author.is_some()
}
