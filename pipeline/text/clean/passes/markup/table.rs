//! Tables of markup: which hold figures and which only lay a page out, and the rows of the former between dividers.

use std::ops::Range;

use super::Writer;
use super::tokens::Element::{Cell, Inline, Layout, Row, Table};
use super::tokens::Kind;

/// A cell that holds more paragraphs is a part of the page, not of a table.
const PARAGRAPHS: usize = 3;
/// Spans beyond this are mistakes.
const WIDEST: usize = 64;

/// One cell of a row: its tokens, the opening tag first, and the bytes that it holds.
struct Field {
    tokens: Range<usize>,
    bytes: Range<usize>,
    columns: usize,
    rows: usize,
}

impl Writer<'_> {
    /// The token that closes the table whose opening stands before `start`.
    pub(super) fn table_end(&self, start: usize, end: usize) -> Option<usize> {
        let mut depth = 1;
        (start..end).find(|&i| {
            depth += usize::from(self.tokens[i].opens(Table));
            depth -= usize::from(self.tokens[i].closes(Table));
            depth == 0
        })
    }

    /// A table that lays out a page: it holds headings, lists, other tables or running text.
    pub(super) fn is_layout(&self, tokens: Range<usize>) -> bool {
        let mut paragraphs = 0;
        self.tokens[tokens].iter().any(|token| {
            paragraphs = match token.element() {
                Some(Cell) => 0,
                _ => paragraphs + usize::from(token.named("p") || token.named("div")),
            };
            token.opens(Table) || token.opens(Layout) || paragraphs > PARAGRAPHS
        })
    }

    /// Writes the rows of a table, whose opening tag is the first token; what stands between rows are lines.
    pub(super) fn table(&mut self, tokens: Range<usize>) {
        let all = self.tokens;
        let bounds = |i: usize| matches!(all[i].element(), Some(Row | Table)) || all[i].opens(Cell);
        let mut filled = Vec::new();
        let mut row: Vec<Field> = Vec::new();
        let mut i = tokens.start;
        while i < tokens.end {
            let start = i;
            i = (start + 1..tokens.end).find(|&i| bounds(i)).unwrap_or(tokens.end);
            let bytes = all[start].range.end..all[i].range.start;
            if all[start].opens(Cell) {
                let tag = self.text.slice(all[start].range.clone()).text();
                row.push(Field { tokens: start..i, bytes, columns: span(tag, "colspan"), rows: span(tag, "rowspan") });
                continue;
            }
            self.row(&std::mem::take(&mut row), &mut filled);
            self.lines(bytes, start + 1..i);
        }
        self.row(&row, &mut filled);
    }

    /// Writes a row: a cell that spans columns or rows is followed by empty ones, so that columns stay aligned. A row with nothing
    /// but its first cell is a line.
    fn row(&mut self, row: &[Field], filled: &mut Vec<usize>) {
        let Some(first) = row.first() else { return };
        // Each column with its field, none where one beside it or above it goes on.
        let mut columns: Vec<(Option<&Field>, usize)> = Vec::new();
        for field in row {
            while take(filled, columns.len()) {
                columns.push((None, self.tokens[field.tokens.start].range.start));
            }
            let end = columns.len() + field.columns;
            filled.resize(filled.len().max(end), 0);
            filled[columns.len()..end].fill(field.rows - 1);
            columns.push((Some(field), self.tokens[field.tokens.start].range.start));
            columns.resize(end, (None, field.bytes.end));
        }
        (columns.len()..filled.len()).for_each(|column| _ = take(filled, column));
        self.end_line(self.tokens[first.tokens.start].range.start);
        let used = columns.iter().rposition(|(field, _)| field.is_some_and(|field| !self.is_blank(field))).map_or(0, |at| at + 1);
        let end = row.last().map_or(0, |last| last.bytes.end);
        for (field, at) in columns.iter().take(if used == 1 { 1 } else { columns.len() }) {
            if used > 1 {
                self.divider(*at);
            }
            if let Some(field) = field {
                self.field(field);
            }
        }
        if used > 1 {
            self.divider(end);
        }
        self.end_line(end);
    }

    fn divider(&mut self, at: usize) {
        self.gap = None;
        let origin = self.text.origin(at);
        for c in [' ', '|', ' '].into_iter().skip(usize::from(self.out.last().is_none_or(char::is_whitespace))) {
            self.out.push(c, origin);
        }
    }

    /// Writes a cell on one line.
    fn field(&mut self, field: &Field) {
        let mut at = field.bytes.start;
        for token in &self.tokens[field.tokens.start + 1..field.tokens.end] {
            self.words(at..token.range.start, true);
            at = token.range.end;
            match (token.kind, token.element()) {
                (Kind::Char(c), _) => self.entity(c, &token.range),
                (_, None | Some(Inline)) => {}
                _ => self.gap = Some(self.text.origin(token.range.start)),
            }
        }
        self.words(at..field.bytes.end, true);
    }

    fn is_blank(&self, field: &Field) -> bool {
        let mut at = field.bytes.start;
        let mut blank = true;
        for token in &self.tokens[field.tokens.start + 1..field.tokens.end] {
            blank &= self.text.text()[at..token.range.start].trim().is_empty();
            blank &= !matches!(token.kind, Kind::Char(c) if !c.is_whitespace());
            at = token.range.end;
        }
        blank && self.text.text()[at..field.bytes.end].trim().is_empty()
    }
}

/// True when a cell from above fills this column in the current row.
fn take(filled: &mut [usize], column: usize) -> bool {
    let Some(left) = filled.get_mut(column).filter(|left| **left > 0) else { return false };
    *left -= 1;
    true
}

/// How many columns or rows a cell says that it spans.
fn span(tag: &str, attribute: &str) -> usize {
    let value = tag.to_ascii_lowercase().split_once(attribute).map(|(_, rest)| rest.to_owned()).unwrap_or_default();
    let value = value.trim_start_matches(['=', '"', '\'', ' ']);
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    value[..digits].parse().unwrap_or(1).clamp(1, WIDEST)
}
