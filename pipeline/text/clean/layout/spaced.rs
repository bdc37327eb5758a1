//! Rows of a table that only spaces divide: a label and the values of its columns, `地区生产总值 318.6 4.9`.

use std::ops::Range;

use memchr::memchr;

use super::super::passes::is_han;
use super::super::words::{Class, CleanWords};
use super::dates;
use super::lines::{Line, Role};
use crate::model::{Cell, Row, YEARS};

/// No label of a row is longer, in characters.
const MAX_LABEL: usize = 32;
/// No value with its unit is longer.
const MAX_VALUE: usize = 14;
/// No unit in a column of its own is longer.
const MAX_UNIT: usize = 5;
/// No word that says of what kind a row is is longer.
const MAX_TAG: usize = 4;
/// No word of a header is longer.
const MAX_HEAD: usize = 16;
/// So many values at least tell a row by itself.
const MIN_VALUES: usize = 2;
/// No row is longer.
const MAX_LINE: usize = 120;
/// So many rows make a table.
const MIN_ROWS: usize = 2;
/// So many rows of one value each, below a note of their unit.
const MIN_PAIRS: usize = 3;
/// So many lines of header at most stand above the rows.
const MAX_HEADER: usize = 3;

/// Where the label ends and how many values follow it, when a line is a label and values and nothing else.
pub(in crate::clean) fn row(line: &str) -> Option<(usize, usize)> {
    // Few lines have a space: nothing else is asked of the others.
    if memchr(b' ', line.as_bytes()).is_none() || line.contains(['\t', '|', '。', ';']) {
        return None;
    }
    let (end, values) = match values(line) {
        (_, 0) => tagged(line)?,
        found => found,
    };
    let label = &line[..end];
    let words = label.chars().any(char::is_alphabetic) && !label.ends_with([':', ',', '、', '-', '~']);
    let plain = label.chars().count() <= MAX_LABEL && !label.contains(',') && !label[ordinal(label)..].split(' ').any(is_value);
    (values > 0 && words && plain).then_some((end, values))
}

/// Where the values at the end of a line begin, the space before them left out, and how many they are.
fn values(line: &str) -> (usize, usize) {
    let (mut end, mut values) = (line.len(), 0);
    while let Some(at) = line[..end].rfind(' ') {
        if !is_value(&line[at + 1..end]) {
            break;
        }
        end = line[..at].trim_end().len();
        values += 1;
    }
    (end, values)
}

/// 地区生产总值 亿元 270.6 450 预期性: several values, which are no years, with a word behind them that says of what kind the row is.
fn tagged(line: &str) -> Option<(usize, usize)> {
    let (rest, tag) = line.rsplit_once(' ')?;
    let word = tag.chars().all(is_han) && tag.chars().count() <= MAX_TAG;
    let (end, values) = values(rest.trim_end());
    let year = |word: &str| word.len() >= 4 && word[..4].parse().is_ok_and(|year| YEARS.contains(&year));
    let years = || rest[end..].split(' ').filter(|word| !word.is_empty()).all(|word| word.is_char_boundary(4) && year(word));
    (word && values >= MIN_VALUES && !years()).then_some((end, values))
}

/// Bytes of the number of a row, with the space behind it: `3 工业用电量`.
fn ordinal(label: &str) -> usize {
    let digits = label.bytes().take_while(u8::is_ascii_digit).count();
    let spaced = label[digits..].starts_with(' ') && label[digits..].trim_start().starts_with(char::is_alphabetic);
    if (1..=2).contains(&digits) && spaced { digits + 1 } else { 0 }
}

/// True for a line of words or values set apart, with no sentence in it: a row, or the header of one.
pub(super) fn is_set_apart(line: &Line) -> bool {
    let words = line.text.split([' ', '\t']).filter(|word| !word.is_empty());
    line.chars <= MAX_LINE && words.count() >= MIN_VALUES && !line.text.contains(['。', ';', ':', '!'])
}

/// True for a line that is a row by itself, so that the spaces in it divide columns.
pub(in crate::clean) fn is_row(line: &str) -> bool {
    row(line).is_some_and(|(label, values)| values >= MIN_VALUES && !grouped(&line[label..]))
}

/// `3 934.66亿元`: a unit behind the second and none behind the first, which has at most three digits, make one number of both.
fn grouped(values: &str) -> bool {
    let mut words = values.split(' ').filter(|word| !word.is_empty());
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let digits = second.bytes().take_while(u8::is_ascii_digit).count();
    let head = first.len() <= 3 && first.bytes().all(|b| b.is_ascii_digit());
    head && digits == 3 && second.contains(char::is_alphabetic)
}

/// A number with at most a sign before it and a unit behind it, or the mark of an empty cell.
fn is_value(word: &str) -> bool {
    if matches!(word, "-" | "--" | "—" | "——" | "–" | "/" | "…") {
        return true;
    }
    let bare = word.trim_start_matches(['-', '+', '−', '≥', '≤', '>', '<']);
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let unit = rest.chars().all(|c| c.is_alphabetic() || matches!(c, '%' | '‰' | '㎡'));
    bare.starts_with(|c: char| c.is_ascii_digit()) && unit && word.chars().count() <= MAX_VALUE
}

/// Where a label ends without the unit that stands behind it in a column of its own: 工业用电量 亿千瓦时.
pub(in crate::clean) fn label(label: &str, words: &CleanWords) -> usize {
    let unit = |word: &str| {
        let short = word.chars().count() <= MAX_UNIT;
        short && (word == "%" || word.chars().next().is_some_and(|c| words.has_char(Class::Unit, c)))
    };
    match label.trim_end().rsplit_once(' ') {
        Some((before, last)) if unit(last) => before.trim_end().len(),
        _ => label.len(),
    }
}

/// The cells of such a row: its label, then its unit and its values. A header is nothing but words, each a cell.
pub(super) fn cells(line: &Line, words: &CleanWords) -> Row {
    let start = line.range.start;
    let label = row(line.text).map_or(0, |(end, _)| label(&line.text[..end], words));
    let cell = |range: Range<usize>| Cell { start: (start + range.start) as u32, end: (start + range.end) as u32 };
    let number = ordinal(&line.text[..label]);
    let mut cells: Vec<Cell> = (number > 0).then(|| cell(0..number - 1)).into_iter().collect();
    cells.extend((label > 0).then(|| cell(number..label)));
    let mut at = label;
    for word in line.text[label..].split(' ') {
        if !word.is_empty() {
            cells.push(cell(at..at + word.len()));
        }
        at += word.len() + 1;
    }
    Row { cells }
}

/// Gives the lines of such tables, with the header above them, the role of rows.
pub(super) fn mark(lines: &mut [Line], words: &CleanWords) {
    let mut start = 0;
    while start < lines.len() {
        let end = run_end(lines, start, words);
        if is_table(&lines[start..end]) || end - start >= MIN_PAIRS && noted(&lines[..start], words) {
            let header = header(&lines[..start], words);
            lines[header..end].iter_mut().for_each(|line| line.role = Role::Row);
        }
        start = end.max(start + 1);
    }
}

/// A short line that may name a part of a table.
fn names_part(line: &Line) -> bool {
    matches!(line.role, Role::Short | Role::Heading(_)) && line.chars <= MAX_HEAD
}

/// Where a run of rows that begins at `start` ends; one line may name a part of the table between two rows.
fn run_end(lines: &[Line], start: usize, words: &CleanWords) -> usize {
    let row = |at: usize| lines.get(at).is_some_and(|line| may_be_row(line, words));
    let mut end = start;
    loop {
        let part = lines.get(end).is_some_and(names_part);
        match () {
            () if row(end) => end += 1,
            () if end > start && part && row(end + 1) => end += 2,
            () => return end,
        }
    }
}

fn may_be_row(line: &Line, words: &CleanWords) -> bool {
    let text = !matches!(line.role, Role::Separator | Role::Furniture | Role::Row);
    text && row(line.text).is_some() && dates::find(line.text, words).is_none()
}

/// Some rows have several values; a line with one may be a row with an empty cell.
fn is_table(run: &[Line]) -> bool {
    let run: Vec<&Line> = run.iter().filter(|line| row(line.text).is_some()).collect();
    let full = run.iter().filter(|line| is_row(line.text)).count();
    full >= MIN_ROWS && full * 2 >= run.len()
}

/// A note of the unit stands above, a header at most between.
fn noted(above: &[Line], words: &CleanWords) -> bool {
    above.iter().rev().take(MAX_HEADER).any(|line| words.start(Class::NoteOpen, line.text).is_some())
}

/// The first line of the header above the rows: words set apart, no sentence and no figure.
fn header(above: &[Line], words: &CleanWords) -> usize {
    let head = |line: &&Line| {
        let parts = line.text.split(' ').filter(|word| !word.is_empty());
        let short = parts.clone().all(|word| word.chars().count() <= MAX_HEAD);
        // 表1 2020年…: the name of the table is none of its columns.
        let name = words.start(Class::TableTitle, line.text).map(|title| line.text[title.len()..].trim_start());
        let named = name.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || words.has_char(Class::Numeral, c)));
        let note = named || words.start(Class::NoteOpen, line.text).is_some() || dates::find(line.text, words).is_some();
        let text = !matches!(line.role, Role::Separator | Role::Furniture | Role::Row);
        text && short && parts.count() >= 2 && !note && !line.text.contains(['。', ',', ';', ':', '>'])
    };
    let lines = |above: &[Line]| above.iter().rev().take(MAX_HEADER).take_while(head).count();
    // The first part of the table may be named between its header and its rows.
    let named = above.len().saturating_sub(1);
    match (lines(above), above.last()) {
        (0, Some(line)) if names_part(line) && lines(&above[..named]) > 0 => named - lines(&above[..named]),
        (header, _) => above.len() - header,
    }
}
