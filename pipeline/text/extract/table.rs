//! Tables: each figure is read as the sentence that its header, its stub and its cell make together.
//!
//! So a table is no second pipeline: `营业总收入 | 79.5亿元 | 50.5%` under `1-4月累计 | 同比增长` reads as 营业总收入79.5亿元 and
//! 营业总收入同比增长50.5%.

use std::ops::Range;

use crate::model::{Block, Cell, Disposition, Mapped, MappedBuilder, Row};
use crate::vocab::{Cue, NumeralClass, Vocab};

use super::Reader;
use super::token::{Kind, tokenise};
use super::view::Topic;

/// Reads a table.
pub(super) fn read(reader: &mut Reader<'_>, block: &Block) {
    let source = &reader.source.text;
    let vocab = reader.vocab;
    reader.topic = Topic::default();
    let text = |cell: &Cell| &source.text()[cell.range()];
    let header = block
        .rows
        .first()
        .filter(|row| row.cells.len() > 1 && !row.cells.iter().skip(1).any(|cell| has_figure(text(cell), vocab)));
    let header = header.filter(|_| block.rows.len() > 1);
    let column = |index: usize, cue: Cue| {
        header.and_then(|row| row.cells.get(index)).is_some_and(|cell| whole_cue(text(cell), cue, vocab))
    };
    let mut standing: Vec<(String, Range<usize>)> = Vec::new();
    for row in &block.rows {
        if header.is_some_and(|first| std::ptr::eq(first, row)) {
            note_cells(reader, row);
            continue;
        }
        // The stub is the last cell of words before the figures: 经济 | 地区生产总值 | 亿元 | 289.4.
        let words = |index: usize| {
            let cell = text(&row.cells[index]);
            !cell.is_empty() && !has_figure(cell, vocab) && !column(index, Cue::UnitHead) && !column(index, Cue::NoteHead)
        };
        let figures =
            (1..row.cells.len()).find(|index| has_figure(text(&row.cells[*index]), vocab) && !column(*index, Cue::NoteHead));
        let named = (0..figures.unwrap_or(1)).rev().find(|index| words(*index)).unwrap_or(0);
        let named = if header.is_some() { named } else { 0 };
        let Some(stub) = row.cells.get(named).map(|cell| stub(source.text(), cell.range(), vocab)) else { continue };
        // A label and its note hold for the rows that follow: 年份 | 2021.
        if header.is_none() && row.cells.len() == 2 && whole_cue(&source.text()[stub.clone()], Cue::NoteHead, vocab) {
            let label = source.text()[stub.clone()].trim().to_owned();
            standing.retain(|(other, _)| *other != label);
            standing.push((label, row.cells[1].range()));
            note_cells(reader, row);
            continue;
        }
        let stub_unit = column_unit(source.text(), stub.clone(), vocab).filter(|unit| *unit != vocab.label("unit_percent"));
        let shown: Vec<&str> = row.cells.iter().map(text).collect();
        let shown = shown.join(" | ");
        let unit = (1..row.cells.len()).find(|index| column(*index, Cue::UnitHead)).map(|index| row.cells[index].range());
        let notes = (1..row.cells.len()).find(|index| column(*index, Cue::NoteHead)).map(|index| row.cells[index].range());
        let notes: Vec<Range<usize>> = notes.into_iter().chain(standing.iter().map(|(_, range)| range.clone())).collect();
        if has_figure(&source.text()[stub.clone()], vocab) {
            read_one(reader, 0, std::slice::from_ref(&stub), None, &shown);
        }
        let mut stated = false;
        for (index, cell) in row.cells.iter().enumerate().skip(named + 1) {
            if cell.range().is_empty() || column(index, Cue::UnitHead) || column(index, Cue::NoteHead) {
                continue;
            }
            let head = header.and_then(|row| row.cells.get(index)).map(|cell| cell.range());
            let own = head.clone().and_then(|head| column_unit(source.text(), head, vocab));
            let figure = own.or_else(|| unit.clone().map(|unit| source.text()[unit].to_owned())).or_else(|| stub_unit.clone());
            let mut parts = notes.clone();
            // A rate goes with the level that its row stated before; its stub need not be read again.
            let rate =
                head.clone().is_some_and(|head| has_cue(&source.text()[head], &[Cue::Rate, Cue::FallRate, Cue::Up], vocab));
            if !(rate && stated) {
                parts.push(stub.clone());
            }
            parts.extend(head.map(|head| without_brackets(source.text(), head)));
            parts.push(cell.range());
            let before = reader.candidates.len();
            read_one(reader, notes.len(), &parts, figure, &shown);
            stated |= reader.candidates.len() > before;
        }
        note_cells(reader, row);
    }
}

/// Reads the sentence that these parts make, the first `notes` of them notes; `unit` goes behind a bare number in the last of them.
fn read_one(reader: &mut Reader<'_>, notes: usize, parts: &[Range<usize>], unit: Option<String>, shown: &str) {
    let source = &reader.source.text;
    let mut out = MappedBuilder::default();
    for (index, part) in parts.iter().enumerate() {
        let bare_year =
            index + 1 < parts.len() && part.len() == 4 && source.text()[part.clone()].bytes().all(|b| b.is_ascii_digit());
        let last = index + 1 == parts.len();
        // Digits of two cells are two numbers.
        let meets = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || ".,-:/".contains(c));
        if meets(out.last()) && meets(source.text()[part.clone()].chars().next()) {
            out.push(' ', source.origin(part.start));
        }
        for (at, c, origin) in source.slice(part.clone()).chars() {
            out.push(c, origin);
            let rest = &source.text()[part.start + at + c.len_utf8()..part.end];
            let ends = c.is_ascii_digit() && !rest.starts_with(|c: char| c.is_ascii_digit() || ".,".contains(c));
            if let (true, true, Some(unit)) = (last, ends, &unit)
                && !rest.trim_start().starts_with('%')
                && reader.vocab.units.head(rest.trim_start()).is_none_or(|_| rest.is_empty())
            {
                unit.chars().for_each(|c| out.push(c, origin));
            }
            if bare_year && at + 1 == part.len() {
                reader.vocab.label("year").chars().for_each(|c| out.push(c, origin));
            }
            // A note stands in a clause of its own.
            if index < notes && at + c.len_utf8() == part.len() {
                out.push(',', origin);
            }
        }
    }
    let text: Mapped = out.finish(source.source_chars());
    let tokens = tokenise(text.text(), reader.vocab);
    reader.figures(&tokens, text.whole(), shown);
}

/// Enters the numbers of cells that no figure came from.
fn note_cells(reader: &mut Reader<'_>, row: &Row) {
    for cell in &row.cells {
        let text = reader.source.text.slice(cell.range());
        let tokens = tokenise(text.text(), reader.vocab);
        reader.note_all(&tokens, text, Disposition::Date);
        for quantity in &tokens.quantities {
            let fate = if quantity.dimension.is_empty() { Disposition::Label } else { Disposition::NoMetric };
            reader.ledger.note(text.span(quantity.range.clone()), Some(quantity.number), fate);
        }
    }
}

/// True when a cell holds a quantity.
fn has_figure(text: &str, vocab: &Vocab) -> bool {
    let tokens = tokenise(text, vocab);
    tokens.quantities.iter().any(|quantity| quantity.arabic)
}

/// True when a text holds a word with one of these cues.
fn has_cue(text: &str, cues: &[Cue], vocab: &Vocab) -> bool {
    tokenise(text, vocab).tokens.iter().any(|token| token.any(cues))
}

/// True when a cell is one word with this cue.
fn whole_cue(text: &str, cue: Cue, vocab: &Vocab) -> bool {
    let tokens = tokenise(text.trim(), vocab);
    matches!(tokens.tokens.as_slice(), [token] if token.cue(cue) && matches!(token.kind, Kind::Word(_)) && token.range.len() == text.trim().len())
}

/// A stub without the ordinal before it: 一、营业总收入, 1.工业企业.
fn stub(text: &str, range: Range<usize>, vocab: &Vocab) -> Range<usize> {
    let cell = &text[range.clone()];
    let Some(number) = super::number::number(cell, vocab) else { return range };
    let rest = &cell[number.len..];
    match rest.chars().next() {
        Some(c) if "、.)".contains(c) => range.start + number.len + c.len_utf8()..range.end,
        _ => range,
    }
}

/// The unit that a header gives its column: 总额(亿元), 同比增长, 位次.
fn column_unit(text: &str, range: Range<usize>, vocab: &Vocab) -> Option<String> {
    let cell = &text[range];
    if let (Some(open), Some(close)) = (cell.rfind('('), cell.rfind(')'))
        && open + 1 < close
        && vocab
            .units
            .head(
                cell[open + 1..close]
                    .trim_start_matches(|c: char| vocab.numerals.head(&c.to_string(), &[NumeralClass::Scale]).is_some()),
            )
            .is_some()
    {
        return Some(cell[open + 1..close].to_owned());
    }
    let has = |cues: &[Cue]| has_cue(cell, cues, vocab);
    if has(&[Cue::Rank]) {
        Some(vocab.label("unit_rank").to_owned())
    } else if has(&[Cue::Rate, Cue::FallRate, Cue::Up, Cue::Share]) {
        Some(vocab.label("unit_percent").to_owned())
    } else {
        None
    }
}

/// A header without its brackets.
fn without_brackets(text: &str, range: Range<usize>) -> Range<usize> {
    let cell = &text[range.clone()];
    range.start..range.start + cell.rfind('(').unwrap_or(cell.len())
}
