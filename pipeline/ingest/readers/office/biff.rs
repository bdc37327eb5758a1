//! What the reader of `.xls` does not tell: the format codes of styles, and formulas that were saved without a result.
//! The stream of a workbook is a row of records: kind, length, data.

use std::collections::BTreeMap;

use super::book::Place;

/// Kinds of records, as the format numbers them.
const FORMULA: u16 = 0x0006;
const END: u16 = 0x000a;
const DATE_1904: u16 = 0x0022;
const SHEET: u16 = 0x0085;
const STYLE: u16 = 0x00e0;
const FORMAT: u16 = 0x041e;
const BEGIN: u16 = 0x0809;

/// What a workbook says beside its cells.
#[derive(Debug, Default)]
pub(super) struct Globals {
    /// Format codes by their numbers.
    pub(super) codes: BTreeMap<u16, String>,
    /// The number of the format of each style.
    pub(super) styles: Vec<u16>,
    /// Dates count from 1904.
    pub(super) since_1904: bool,
    /// Formulas without a result, by sheet. An empty text as a result looks the same.
    pub(super) unsaved: BTreeMap<String, Vec<Place>>,
}

/// Reads the stream as far as it is sound.
pub(super) fn read(stream: &[u8]) -> Globals {
    let mut globals = Globals::default();
    let mut sheets = Vec::new();
    for (kind, data) in part(stream, 0) {
        match kind {
            DATE_1904 => globals.since_1904 = number(data, 0) == Some(1),
            STYLE => globals.styles.extend(number(data, 2)),
            FORMAT => globals.codes.extend(number(data, 0).zip(text(data, 2, 2))),
            SHEET => {
                let start = number(data, 0).zip(number(data, 2)).map(|(low, high)| usize::from(low) | (usize::from(high) << 16));
                sheets.extend(start.zip(text(data, 6, 1)));
            }
            _ => {}
        }
    }
    for (start, name) in sheets {
        let unsaved: Vec<Place> =
            part(stream, start).filter(|(kind, _)| *kind == FORMULA).filter_map(|(_, data)| open(data)).collect();
        globals.unsaved.insert(name, unsaved);
    }
    globals
}

/// The records of the part that begins at `start`, without those of parts inside it, such as charts.
fn part(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream.get(start..).unwrap_or_default();
    let mut depth = 0_u32;
    std::iter::from_fn(move || {
        loop {
            let (kind, length) = number(rest, 0).zip(number(rest, 2))?;
            let data = rest.get(4..4 + usize::from(length))?;
            rest = &rest[4 + usize::from(length)..];
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => return None,
                END => depth -= 1,
                _ if depth == 1 => return Some((kind, data)),
                _ => {}
            }
        }
    })
}

/// The place of a formula whose result is none.
fn open(data: &[u8]) -> Option<Place> {
    let none = number(data, 12)? == 0xffff && data.get(6) == Some(&3);
    none.then_some((u32::from(number(data, 0)?), u32::from(number(data, 2)?)))
}

/// A text behind its length, which takes `size` bytes, and a byte that says how wide its characters are.
fn text(data: &[u8], at: usize, size: usize) -> Option<String> {
    let length = if size == 1 { usize::from(*data.get(at)?) } else { usize::from(number(data, at)?) };
    let body = data.get(at + size + 1..)?;
    if data.get(at + size)? & 1 == 0 {
        return Some(body.get(..length)?.iter().map(|byte| char::from(*byte)).collect());
    }
    let units: Vec<u16> = body.get(..length * 2)?.chunks_exact(2).filter_map(|pair| number(pair, 0)).collect();
    Some(String::from_utf16_lossy(&units))
}

fn number(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?]))
}
