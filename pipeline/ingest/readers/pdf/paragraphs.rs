//! From columns of lines to the text: lines that only the width of a column broke are joined, also over the end of a column or a
//! page; rows of tables become lines with dividers.

use super::super::rows;
use super::lines::Line;
use super::region::Block;

/// All lengths in parts of the height of a letter. A line that begins so far right of its column begins a paragraph.
const INDENT: f32 = 0.7;
/// A line is full when less than this is left beside the next word.
const LEFT_OVER: f32 = 0.6;
/// Lines that lie so much farther apart than usual, in parts of the usual distance, belong to two paragraphs.
const APART: f32 = 1.3;
/// Only a column with so many full lines shows that its lines were broken, …
const FULL_LINES: usize = 2;
/// … or a line of so many characters.
const LONG: usize = 14;
/// Letters differ in height by so much when they are of two fonts.
const RESIZED: f32 = 0.08;

/// The text of all pages.
pub(super) fn text(pages: &[Vec<Block>]) -> String {
    let mut text = String::new();
    let mut before: Option<Placed> = None;
    for block in pages.iter().flatten() {
        match block {
            Block::Table(table) => {
                for row in table.iter().filter_map(rows::line) {
                    open_line(&mut text);
                    text.push_str(&row);
                }
                before = None;
            }
            Block::Column { left, right, lines } => {
                let pitch = pitch(lines);
                let full = lines.iter().filter(|line| right - line.area.right < line.size).count();
                for (at, line) in lines.iter().enumerate() {
                    let broken = full >= FULL_LINES || line.text.chars().count() >= LONG;
                    let placed = Placed { line, left: *left, right: *right, pitch, broken, first: at == 0 };
                    match before {
                        Some(before) if before.runs_on(&placed) => text.extend(before.space(&placed)),
                        _ => open_line(&mut text),
                    }
                    text.push_str(&line.text);
                    before = Some(placed);
                }
            }
        }
    }
    text
}

fn open_line(text: &mut String) {
    if !text.is_empty() {
        text.push('\n');
    }
}

/// The usual distance from a line to the next.
fn pitch(lines: &[Line]) -> f32 {
    let mut steps: Vec<f32> = lines.windows(2).map(|pair| pair[1].area.bottom - pair[0].area.bottom).collect();
    steps.sort_by(f32::total_cmp);
    // The lower half: most lines of a column stand within paragraphs.
    steps.get(steps.len().saturating_sub(1) / 2).copied().unwrap_or(f32::MAX)
}

/// A line in its column.
#[derive(Clone, Copy)]
struct Placed<'a> {
    line: &'a Line,
    left: f32,
    right: f32,
    pitch: f32,
    /// The width of the column may have broken it.
    broken: bool,
    /// Opens its column.
    first: bool,
}

impl Placed<'_> {
    fn indent(&self) -> f32 {
        (self.line.area.left - self.left) / self.line.size
    }

    fn last(&self) -> char {
        self.line.text.chars().next_back().unwrap_or(' ')
    }

    /// True when the next line goes on with the paragraph of this one.
    fn runs_on(&self, next: &Self) -> bool {
        let size = self.line.size;
        let resized = (size - next.line.size).abs() > RESIZED * size;
        let apart = !next.first && next.line.area.bottom - self.line.area.bottom > APART * self.pitch;
        let ended = ends_sentence(self.last());
        // In a new column nothing shows whether a paragraph begins where a sentence does.
        if resized || apart || next.first && ended || !self.broken || !self.is_full(next) {
            return false;
        }
        // The lines of an entry hang from its number or its bullet.
        let level = (self.indent() - next.indent()).abs() < 0.3;
        let hangs = !ended && (level || opens_entry(&self.line.text));
        next.indent() <= INDENT || hangs
    }

    /// True when the first word of the next line would not have found room at the end of this one.
    fn is_full(&self, next: &Self) -> bool {
        let room = (self.right - self.line.area.right) / self.line.size;
        room <= first_word(&next.line.text) + LEFT_OVER
    }

    /// The blank that the break stood for.
    fn space(&self, next: &Self) -> Option<char> {
        let first = next.line.text.chars().next().unwrap_or(' ');
        (self.last().is_ascii_alphabetic() && first.is_ascii_alphabetic()).then_some(' ')
    }
}

/// True when a line begins with a number and a mark behind it, or with a bullet.
fn opens_entry(line: &str) -> bool {
    let bare = line.trim_start_matches(['(', '（']);
    let text = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.chars().skip(1).take_while(char::is_ascii_digit).count();
    // `1.2021年` is the first entry, `1.5亿元` a figure.
    let number = text.len() < bare.len() && text.starts_with(['.', '、', '．', ')', '）']) && matches!(digits, 0 | 4);
    number || line.starts_with(|c: char| matches!(c, '•' | '●' | '■' | '◆' | '▲' | '○' | '★' | '·' | '①'..='⑳'))
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…' | '：' | ':')
}

/// How wide the part of a line is that cannot be broken off it: a character, a Latin word or a number, and the marks behind it.
fn first_word(line: &str) -> f32 {
    let mut width = 0.0;
    let mut word = false;
    for (at, c) in line.chars().enumerate() {
        let latin = c.is_ascii_graphic();
        let mark = !c.is_alphanumeric() && !c.is_whitespace();
        let goes_on = at == 0 || (word && latin) || mark;
        if !goes_on {
            break;
        }
        word = latin;
        width += if latin { 0.6 } else { 1.0 };
    }
    width
}

#[cfg(test)]
mod tests {
    use super::super::page::Area;
    use super::*;

    /// A line in letters of 10 points that stands from `left` to `right` in the row `row`.
    fn line(text: &str, left: f32, right: f32, row: f32) -> Line {
        Line { area: Area { left, right, top: row * 16.0, bottom: row * 16.0 + 10.0 }, size: 10.0, text: text.to_owned() }
    }

    fn column(lines: Vec<Line>) -> Block {
        Block::Column { left: 0.0, right: 100.0, lines }
    }

    #[test]
    fn a_full_line_goes_on_and_an_indent_begins() {
        let lines = vec![
            line("甲乙丙丁戊己庚辛", 20.0, 100.0, 0.0),
            line("12.5%。", 0.0, 35.0, 1.0),
            line("子丑寅卯辰巳午未", 20.0, 100.0, 2.0),
            line("申酉", 0.0, 20.0, 3.0),
        ];
        assert_eq!(text(&[vec![column(lines)]]), "甲乙丙丁戊己庚辛12.5%。\n子丑寅卯辰巳午未申酉");
    }

    #[test]
    fn a_word_that_found_no_room_leaves_a_line_short() {
        let above = || [line("甲乙丙丁戊己庚辛壬癸", 0.0, 100.0, 0.0), line("甲乙丙丁戊己庚辛壬癸", 0.0, 100.0, 1.0)];
        let below = |word: &str| {
            let short = [line("甲乙丙丁戊己庚", 0.0, 70.0, 2.0), line(word, 0.0, 60.0, 3.0)];
            text(&[vec![column(above().into_iter().chain(short).collect())]]).lines().count()
        };
        assert_eq!((below("1483.6亿元"), below("子丑")), (1, 2));
    }

    #[test]
    fn a_sentence_crosses_the_end_of_a_page_but_not_a_table() {
        let first = column(vec![line("甲乙丙丁戊己庚辛壬癸甲乙丙丁", 0.0, 100.0, 0.0)]);
        let second = column(vec![line("子丑。", 0.0, 30.0, 0.0)]);
        assert_eq!(text(&[vec![first.clone()], vec![second.clone()]]), "甲乙丙丁戊己庚辛壬癸甲乙丙丁子丑。");
        let table = Block::Table(vec![vec!["指标".to_owned(), "数值".to_owned()]]);
        assert_eq!(text(&[vec![first, table, second]]), "甲乙丙丁戊己庚辛壬癸甲乙丙丁\n指标 | 数值\n子丑。");
    }

    #[test]
    fn the_lines_of_an_entry_hang() {
        let lines = vec![
            line("1.甲乙丙丁戊己庚辛", 0.0, 100.0, 0.0),
            line("子丑寅卯辰巳午未", 20.0, 100.0, 1.0),
            line("申酉。", 20.0, 50.0, 2.0),
            line("2.戌亥", 0.0, 40.0, 3.0),
        ];
        assert_eq!(text(&[vec![column(lines)]]), "1.甲乙丙丁戊己庚辛子丑寅卯辰巳午未申酉。\n2.戌亥");
    }

    #[test]
    fn short_lines_of_a_narrow_column_stay_apart() {
        let lines = vec![line("甲乙丙丁戊己庚辛壬癸", 0.0, 100.0, 0.0), line("子丑寅", 0.0, 30.0, 1.0)];
        assert_eq!(text(&[vec![column(lines)]]), "甲乙丙丁戊己庚辛壬癸\n子丑寅");
    }

    #[test]
    fn white_space_parts_paragraphs() {
        let lines = vec![
            line("甲乙丙丁戊己庚辛壬癸", 0.0, 100.0, 0.0),
            line("甲乙丙丁戊己庚辛壬癸", 0.0, 100.0, 1.0),
            line("子丑寅卯辰巳午未申酉", 0.0, 100.0, 2.5),
        ];
        assert_eq!(text(&[vec![column(lines)]]), "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸\n子丑寅卯辰巳午未申酉");
    }
}
