//! A workbook: which of its sheets are statistics, which collections of reports, and what of it cannot be read.

use std::collections::{BTreeMap, BTreeSet};

use zonefacts_text::model::{Issue, Severity, Staged};

use super::{
    super::{records::Header, rows},
    ENCODING, Properties,
};
use crate::source::{Read, Rejected, Source};

/// No workbook of reports or figures has more filled cells.
pub(super) const CELLS: usize = 1_000_000;

/// So many places in the lines of a sheet, filled or not: one far cell in every row is no table.
const PLACES: usize = 8_000_000;

/// So many cells are named where many are alike.
const NAMED: usize = 5;

/// A workbook.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<Sheet>,
    pub(super) properties: Properties,
    /// What of it could not be read, or was mended.
    pub(super) damage: Vec<(Severity, String)>,
}

/// Row and column of a cell, from 0.
pub(super) type Place = (u32, u32);

/// A sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// The cells that show something.
    pub(super) cells: BTreeMap<Place, String>,
    /// Formulas whose result the file does not hold.
    pub(super) unsaved: Vec<Place>,
    /// Cells that show an error: #DIV/0!.
    pub(super) errors: Vec<Place>,
}

impl Sheet {
    /// Enters what a cell shows; nothing where it shows nothing.
    pub(super) fn enter(&mut self, place: Place, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.cells.insert(place, text);
        }
    }

    /// The number of each row, as the program shows it, and its cells; columns and rows without a cell are left out, but one empty
    /// row stays between the parts of a sheet.
    fn rows(&self) -> Result<Vec<(u32, Vec<&str>)>, Rejected> {
        let columns: BTreeSet<u32> = self.cells.keys().map(|(_, column)| *column).collect();
        let at: BTreeMap<u32, usize> = columns.iter().copied().zip(0..).collect();
        let count = self.cells.keys().map(|(row, _)| *row).collect::<BTreeSet<u32>>().len();
        if count.saturating_mul(columns.len()) > PLACES {
            return Err(Rejected(format!("sheet {}: {count} rows of {} columns are no table", self.name, columns.len())));
        }
        let mut rows: Vec<(u32, Vec<&str>)> = Vec::with_capacity(count);
        for (&(row, column), text) in &self.cells {
            let last = rows.last().map(|(last, _)| *last);
            if last != Some(row + 1) {
                if last.is_some_and(|last| last < row) {
                    rows.push((row, Vec::new()));
                }
                rows.push((row + 1, vec![""; columns.len()]));
            }
            if let Some(((_, cells), at)) = rows.last_mut().zip(at.get(&column)) {
                cells[*at] = text;
            }
        }
        Ok(rows)
    }

    /// The name as a line over the sheet, unless it is the one that programs give: Sheet1.
    fn heading(&self) -> Option<&str> {
        let name = self.name.trim();
        let given = name.is_ascii() && name.trim_end_matches(|c: char| c.is_ascii_digit()).chars().all(char::is_alphabetic);
        (!name.is_empty() && !given).then_some(name)
    }

    /// What is doubtful about its cells.
    fn issues(&self, source: &Source) -> Vec<Issue> {
        let told = |places: &[Place], what: &str| {
            let named: Vec<String> = places.iter().take(NAMED).map(|place| address(*place)).collect();
            let more = if places.len() > NAMED { ", …" } else { "" };
            let message = format!("sheet {}: {} {what} and read as empty: {}{more}", self.name, places.len(), named.join(", "));
            (!places.is_empty()).then(|| source.unread(Severity::Warning, message))
        };
        let unsaved = told(&self.unsaved, "formulas were saved without a result");
        unsaved.into_iter().chain(told(&self.errors, "cells show an error")).collect()
    }
}

impl Book {
    /// The documents of a workbook: one for all of its statistics, one for each row of a collection.
    pub(super) fn read(&self, source: &Source) -> Read {
        if self.sheets.iter().map(|sheet| sheet.cells.len()).sum::<usize>() > CELLS {
            return Err(Rejected(format!("the workbook has more than {CELLS} filled cells")));
        }
        let mut staged = Staged::<Vec<_>>::default();
        let mut parts = Vec::new();
        let unread = |(severity, message): &(Severity, String)| source.unread(*severity, message);
        staged.issues.extend(self.damage.iter().map(unread));
        for sheet in &self.sheets {
            if sheet.hidden {
                let message = format!("sheet {} is hidden and was not read", sheet.name);
                staged.issues.extend((!sheet.cells.is_empty()).then(|| source.unread(Severity::Info, message)));
                continue;
            }
            staged.issues.extend(sheet.issues(source));
            let rows = sheet.rows()?;
            let header = Header::new(rows.first().into_iter().flat_map(|(_, names)| names.iter().copied()));
            if header.has_text(source.columns) {
                collection(source, sheet, &header, &rows[1..], &mut staged);
            } else if !rows.is_empty() {
                let lines = rows::sheet(rows.iter().map(|(_, cells)| cells));
                let heading = sheet.heading().filter(|name| lines.lines().next() != Some(*name));
                parts.extend(heading.map(str::to_owned).into_iter().chain([lines]));
            }
        }
        let text = parts.join("\n");
        if !text.is_empty() || staged.value.is_empty() && staged.issues.is_empty() {
            let about = self.properties.about(&text);
            staged.value.splice(0..0, source.whole(text, ENCODING, about)?.value);
        }
        Ok(staged)
    }
}

/// One document for each row below the header, found by the name of its sheet and its number: `#Sheet1!17`.
fn collection(
    source: &Source,
    sheet: &Sheet,
    header: &Header,
    rows: &[(u32, Vec<&str>)],
    staged: &mut Staged<Vec<zonefacts_text::model::RawDocument>>,
) {
    for (number, cells) in rows.iter().filter(|(_, cells)| !cells.is_empty()) {
        let place = format!("{}!{number}", sheet.name);
        match header.report(cells, source.columns) {
            Ok((text, about)) => staged.value.push(source.record(place, text, ENCODING, about)),
            Err(reason) => staged.issues.push(source.rejected(place, reason)),
        }
    }
}

/// A place as the program writes it: `C5`.
fn address((row, column): Place) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), row + 1)
}
