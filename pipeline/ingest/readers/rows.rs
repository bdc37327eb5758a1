//! Rows of tables as lines of text: the form in which every format hands its tables on.

/// Spans beyond this are mistakes.
const WIDEST: usize = 64;

/// A cell of a table that may span columns and rows.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// The cells joined by ` | `, each on one line, without the empty ones at the end; none for a row of empty cells.
pub(crate) fn line<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> Option<String> {
    let mut cells: Vec<String> = cells.into_iter().map(|cell| on_one_line(cell.as_ref())).collect();
    let used = cells.iter().rposition(|cell| !cell.is_empty())? + 1;
    cells.truncate(used);
    Some(cells.join(" | "))
}

/// The rows of a sheet: above its first full row a lone cell names it or its unit, wherever it stands.
pub(super) fn sheet<S: AsRef<str>>(rows: impl IntoIterator<Item = impl IntoIterator<Item = S>>) -> String {
    let mut lines = Vec::new();
    let mut above = true;
    for row in rows {
        let row: Vec<S> = row.into_iter().collect();
        let mut filled = row.iter().filter(|cell| !cell.as_ref().trim().is_empty());
        match (filled.next(), filled.next()) {
            (None, _) => above = true,
            (Some(only), None) if above => lines.extend(line([only])),
            _ => {
                above = false;
                lines.extend(line(&row));
            }
        }
    }
    lines.join("\n")
}

/// The rows as a grid: a cell that spans columns or rows is followed by empty cells, so that columns stay aligned.
pub(super) fn grid(rows: impl IntoIterator<Item = impl IntoIterator<Item = Cell>>) -> Vec<Vec<String>> {
    // For each column, how many of the next rows a cell from above still fills.
    let mut filled: Vec<usize> = Vec::new();
    let mut grid = Vec::new();
    for row in rows {
        let mut cells = Vec::new();
        for cell in row {
            while take(&mut filled, cells.len()) {
                cells.push(String::new());
            }
            let (columns, rows) = (cell.columns.clamp(1, WIDEST), cell.rows.clamp(1, WIDEST));
            let end = cells.len() + columns;
            filled.resize(filled.len().max(end), 0);
            filled[cells.len()..end].fill(rows - 1);
            cells.push(cell.text);
            cells.resize(end, String::new());
        }
        for column in cells.len()..filled.len() {
            take(&mut filled, column);
        }
        grid.push(cells);
    }
    grid
}

/// True when a cell from above fills this column in the current row.
fn take(filled: &mut [usize], column: usize) -> bool {
    let Some(left) = filled.get_mut(column).filter(|left| **left > 0) else {
        return false;
    };
    *left -= 1;
    true
}

/// White space collapsed, none at the ends.
pub(super) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
