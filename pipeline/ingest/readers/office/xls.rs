//! `.xls`: the cells of its sheets as they show.

use std::io::Cursor;

use office_oxide::{
    cfb::CfbReader,
    xls::{self, CellValue, XlsDocument},
};
use zonefacts_text::model::Severity;

use super::{
    Properties, biff,
    book::{Book, Place, Sheet},
    number::{Formats, built_in},
    unreadable,
};
use crate::source::Rejected;

pub(super) fn open(bytes: &[u8]) -> Result<Book, Rejected> {
    let document = XlsDocument::from_reader(Cursor::new(bytes)).map_err(unreadable)?;
    let mut container = CfbReader::new(Cursor::new(bytes)).map_err(unreadable)?;
    let stream = container.open_stream("Workbook").or_else(|_| container.open_stream("Book")).map_err(unreadable)?;
    let globals = biff::read(&stream);
    let code = |id: &u16| globals.codes.get(id).cloned().or_else(|| built_in(u32::from(*id)).map(str::to_owned));
    let formats = Formats::new(globals.styles.iter().map(code), globals.since_1904);
    let unsaved = |name: &str| globals.unsaved.get(name).map(Vec::as_slice).unwrap_or_default();
    let sheets = document.sheets.iter().map(|sheet| read(sheet, &formats, unsaved(&sheet.name))).collect();
    let lost = document.notices().iter().map(|message| (Severity::Error, message.clone()));
    let mended = document.warnings().iter().map(|message| (Severity::Warning, message.clone()));
    let properties = document.summary_properties().cloned().unwrap_or_default();
    Ok(Book {
        sheets,
        damage: lost.chain(mended).collect(),
        properties: Properties { title: properties.title, created: properties.created, modified: properties.modified },
    })
}

fn read(worksheet: &xls::Sheet, formats: &Formats, unsaved: &[Place]) -> Sheet {
    let mut sheet =
        Sheet { name: worksheet.name.clone(), hidden: worksheet.hidden, unsaved: unsaved.to_vec(), ..Sheet::default() };
    for (row, (cells, styles)) in (0..).zip(worksheet.rows.iter().zip(&worksheet.xf)) {
        for (column, (cell, style)) in (0..).zip(cells.iter().zip(styles)) {
            let place = (row, column);
            match cell {
                CellValue::Empty => {}
                CellValue::Number(value) => sheet.enter(place, formats.show(*value, usize::from(*style))),
                CellValue::String(text) => sheet.enter(place, text),
                CellValue::Bool(value) => sheet.enter(place, value.to_string()),
                CellValue::Error(_) => sheet.errors.push(place),
            }
        }
    }
    sheet
}
