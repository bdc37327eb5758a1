//! `.xlsx`: the cells of its sheets as they show.

use std::io::Cursor;

use office_oxide::xlsx::{Cell, CellValue, SheetState, Worksheet, XlsxDocument};
use zonefacts_text::model::Severity;

use super::{
    Properties,
    book::{Book, CELLS, Sheet},
    number::{Formats, built_in, plain},
    unreadable,
};
use crate::source::Rejected;

pub(super) fn open(bytes: &[u8]) -> Result<Book, Rejected> {
    let mut document = XlsxDocument::from_reader(Cursor::new(bytes)).map_err(unreadable)?;
    document.ensure_styles();
    let formats = formats(&document);
    let properties = document.core_properties.take().unwrap_or_default();
    let sheets = document.worksheets.iter().map(|sheet| read(sheet, &document, &formats)).collect();
    let lost = document.unreadable_sheets.iter().chain(&document.unreadable_parts);
    let lost = lost.map(|(name, why)| format!("{name} is damaged: {why}"));
    let cut = document.worksheets.iter().filter_map(|sheet| sheet.damage.clone());
    Ok(Book {
        sheets,
        damage: lost.chain(cut).map(|message| (Severity::Error, message)).collect(),
        properties: Properties { title: properties.title, created: properties.created, modified: properties.modified },
    })
}

/// The format codes by the style of a cell.
fn formats(document: &XlsxDocument) -> Formats {
    let styles = document.styles.as_ref();
    let code = |id: u32| styles?.number_formats.get(&id).cloned().or_else(|| built_in(id).map(str::to_owned));
    let ids = styles.iter().flat_map(|styles| &styles.cell_formats).map(|format| format.number_format_id);
    Formats::new(ids.map(code), document.workbook.date1904)
}

fn read(worksheet: &Worksheet, document: &XlsxDocument, formats: &Formats) -> Sheet {
    let hidden = worksheet.state != SheetState::Visible;
    let mut sheet = Sheet { name: worksheet.name.clone(), hidden, ..Sheet::default() };
    let cells = worksheet.rows.iter().flat_map(|row| &row.cells);
    // One more than the limit tells that it is passed.
    let said = cells.filter(|cell| !matches!(cell.value, CellValue::Empty) || cell.formula().is_some()).take(CELLS + 1);
    said.for_each(|cell| enter(&mut sheet, cell, document, formats));
    sheet
}

fn enter(sheet: &mut Sheet, cell: &Cell, document: &XlsxDocument, formats: &Formats) {
    let place = (cell.reference.row, cell.reference.col);
    match &cell.value {
        CellValue::Empty if cell.formula().is_some() => sheet.unsaved.push(place),
        CellValue::String(text) if text.is_empty() && cell.formula().is_some() => sheet.unsaved.push(place),
        CellValue::Empty => {}
        CellValue::Number(value) => {
            let shown = cell.style_index.map_or_else(|| plain(*value), |style| formats.show(*value, style as usize));
            sheet.enter(place, shown);
        }
        CellValue::String(text) => sheet.enter(place, text),
        CellValue::SharedString(index) => sheet.enter(place, document.shared_strings.get(*index).unwrap_or_default()),
        CellValue::Boolean(value) => sheet.enter(place, value.to_string()),
        CellValue::Error(_) => sheet.errors.push(place),
        CellValue::Date(date) => sheet.enter(place, date.to_iso_string()),
    }
}
