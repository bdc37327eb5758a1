//! One line of text for one row of a table: the form in which every format hands its tables on.

/// The cells joined by ` | `, each on one line, without the empty ones at the end; none for a row of empty cells.
pub(crate) fn line<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> Option<String> {
    let mut cells: Vec<String> = cells.into_iter().map(|cell| on_one_line(cell.as_ref())).collect();
    let used = cells.iter().rposition(|cell| !cell.is_empty())? + 1;
    cells.truncate(used);
    Some(cells.join(" | "))
}

/// White space collapsed, none at the ends.
pub(super) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
