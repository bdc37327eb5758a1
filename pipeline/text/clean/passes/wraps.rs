//! Wraps: lines that were broken at a fixed width, or cut in a figure or at a column's end, become one paragraph again.
//!
//! A run of lines shows the habit of wrapping when most lines that end in the middle of a sentence are about equally long.
//! Lists, headings and one-cell-a-line tables have no such width and stay as they are.

use std::ops::Range;

use memchr::memchr2;

use super::{CleanWords, ends_sentence, is_han, lines, marks};
use crate::clean::layout;
use crate::clean::words::Class;
use crate::model::{Mapped, MappedBuilder};

/// No printed column is wider, in characters; a longer line was never wrapped.
const MAX_WIDTH: usize = 60;
/// No prose is wrapped at less.
const MIN_WIDTH: usize = 14;
/// A full line is at least so long, in percent of the usual width …
const FULL_PERCENT: usize = 84;
/// … and at most so long.
const OVER_PERCENT: usize = 118;
/// Lines that end inside a sentence and agree in length: so many of them make a habit.
const MIN_OPEN: usize = 2;
/// A paragraph of at least so many characters that ends inside a sentence was cut.
const CUT_PARAGRAPH: usize = 40;
/// The same where the page is known to cut paragraphs.
const CUT_CLAUSE: usize = 15;
/// No unit that a line begins with is longer: 亿元, 万美元.
const LONGEST_UNIT: usize = 3;
/// No half of a title is longer.
const MAX_HALF_TITLE: usize = 30;

pub(super) fn run(text: Mapped, words: &CleanWords) -> Mapped {
    let all: Vec<Line> = lines(text.text()).map(|range| Line::new(text.text(), range, words)).collect();
    let joins = joins(&all);
    if joins.contains(&true) { join(&text, &all, &joins) } else { text }
}

/// What the decision needs to know of a line.
struct Line<'a> {
    range: Range<usize>,
    text: &'a str,
    /// Characters.
    chars: usize,
    /// Columns on a screen: a Han character takes two.
    columns: usize,
    first: char,
    last: char,
    /// Holds dividers of cells.
    divided: bool,
    /// Begins or is something that no line before it runs on into: a list item, a numbered heading, a table row.
    fixed: bool,
    /// Opens the title of an official text, and does not end it: 关于全省高新区.
    title: bool,
    /// Ends such a title: 综合评价结果的通报.
    titled: bool,
    /// Begins with the rest of a figure, by itself: `6.8亿元,`, `0家`, `元,` as against a cell or a heading.
    figure: bool,
}

impl<'a> Line<'a> {
    fn new(text: &'a str, range: Range<usize>, words: &CleanWords) -> Self {
        let line = &text[range.clone()];
        let chars = line.chars().count();
        let narrow = marks(line).filter(|(_, c)| *c < '\u{2E80}').count();
        let first = line.chars().next().unwrap_or(' ');
        let last = line.chars().next_back().unwrap_or(' ');
        let divided = memchr2(b'|', b'\t', line.as_bytes()).is_some();
        let fixed = divided || layout::opens_item(line, words) || layout::is_separator(line) || layout::is_row(line);
        let figure = !fixed && opens_figure(line, words);
        let short = !fixed && chars <= MAX_HALF_TITLE && !line.contains([',', '。', ';', ':', ' ']);
        let titled = short && words.ends(Class::TitleEnd, line);
        let title = short && !titled && words.start(Class::TitleLink, line).is_some();
        Self { range, text: line, chars, columns: 2 * chars - narrow, first, last, divided, fixed, title, titled, figure }
    }

    /// Ends inside a sentence.
    fn is_open(&self) -> bool {
        !ends_sentence(self.last) && !matches!(self.last, ':' | '”' | ')' | '】' | '》')
    }

    fn has_comma(&self) -> bool {
        self.text.contains([',', '。', '、'])
    }
}

/// For each line, whether the next one continues it.
fn joins(all: &[Line]) -> Vec<bool> {
    let widths = widths(all);
    let mut joins: Vec<bool> = all.windows(2).zip(widths).map(|(pair, width)| continues(&pair[0], &pair[1], width)).collect();
    let cuts = all.windows(2).zip(&mut joins).filter_map(|(pair, join)| {
        let cut = is_cut(&pair[0], &pair[1]);
        *join |= cut;
        cut.then_some(())
    });
    if cuts.count() >= MIN_OPEN {
        for (pair, join) in all.windows(2).zip(&mut joins) {
            *join |= is_cut_clause(&pair[0], &pair[1]);
        }
    }
    joins
}

/// The width at which lines are wrapped, in characters and in columns.
#[derive(Clone, Copy)]
struct Width {
    chars: usize,
    columns: usize,
}

impl Width {
    /// True when the line is about as long as the width, by either measure.
    fn is_full(self, line: &Line) -> bool {
        let near = |length: usize, width: usize| (width * FULL_PERCENT..=width * OVER_PERCENT).contains(&(length * 100));
        near(line.chars, self.chars) || near(line.columns, self.columns)
    }

    /// True when the line reaches it within a character.
    fn is_brimful(self, line: &Line) -> bool {
        self.is_full(line) && (line.chars + 1 >= self.chars || line.columns + 2 >= self.columns)
    }
}

/// The width of the run of short lines that each line stands in, if the run shows the habit.
fn widths(all: &[Line]) -> Vec<Option<Width>> {
    let mut widths = vec![None; all.len()];
    let mut start = 0;
    while start < all.len() {
        let short = |line: &Line| line.chars <= MAX_WIDTH && !line.fixed;
        // An item may be wrapped itself, so it begins a run.
        let mut end = start + 1;
        while end < all.len() && short(&all[end]) {
            end += 1;
        }
        if all[start].chars <= MAX_WIDTH {
            let habit = habit(&all[start..end]);
            widths[start..end].fill(habit);
        }
        start = end;
    }
    inherit(all, &mut widths);
    widths
}

/// A run too small to show a habit takes that of the run before it.
fn inherit(all: &[Line], widths: &mut [Option<Width>]) {
    let mut known: Option<Width> = None;
    for (line, width) in all.iter().zip(widths) {
        match (*width, known) {
            (Some(_), _) => known = *width,
            (None, Some(habit)) if line.chars > habit.chars + 1 => known = None,
            // A heading has no comma: it ends no habit, and runs on into nothing.
            (None, Some(_)) if line.has_comma() => *width = known,
            _ => (),
        }
    }
}

/// The habit of a run of lines: those that end inside a sentence agree in length, and most of them are prose.
fn habit(run: &[Line]) -> Option<Width> {
    let pairs = || run.windows(2).filter(|pair| pair[0].is_open());
    let open: Vec<&Line> = pairs().map(|pair| &pair[0]).collect();
    let chars = usual(open.iter().map(|line| line.chars)).filter(|&chars| chars >= MIN_WIDTH)?;
    let width = Width { chars, columns: usual(open.iter().map(|line| line.columns))? };
    let full = open.iter().filter(|line| width.is_full(line)).count();
    // Where a figure is torn, its own markup broke the line, at any length.
    let short = pairs().filter(|pair| !width.is_full(&pair[0]) && !torn(&pair[0], &pair[1])).count();
    let prose = open.iter().filter(|line| width.is_full(line) && line.has_comma()).count();
    let closes = run.iter().any(closes);
    let habit = full >= MIN_OPEN && full >= short * 3 && prose * 2 >= full && closes;
    habit.then_some(width)
}

/// The length that four fifths of the lines do not pass: headings are shorter, a line with narrow letters is longer.
fn usual(lengths: impl Iterator<Item = usize>) -> Option<usize> {
    let mut lengths: Vec<usize> = lengths.collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 4 / 5).copied()
}

/// True when `next` continues the sentence of `line`, by the width of the run or by what is torn between them.
fn continues(line: &Line, next: &Line, width: Option<Width>) -> bool {
    if line.divided || layout::is_separator(line.text) || next.divided {
        return false;
    }
    torn(line, next)
        || width.is_some_and(|width| {
            let runs_on = if line.is_open() { width.is_full(line) } else { width.is_brimful(line) };
            runs_on && !next.fixed && next.first != '【'
        })
}

/// A figure or a title torn apart, or a mark that cannot begin a line.
fn torn(line: &Line, next: &Line) -> bool {
    let second = next.text.chars().nth(1).unwrap_or(' ');
    if next.figure && figure_runs_on(line, next) || line.title && next.titled {
        return true;
    }
    match next.first {
        ',' | '。' | '、' | ';' | ')' | '”' | '》' => true,
        '%' | '‰' => line.last.is_ascii_digit(),
        '.' => line.last.is_ascii_digit() && second.is_ascii_digit(),
        '0'..='9' => {
            let digits = line.text.trim_end_matches('.').chars().rev().take_while(char::is_ascii_digit).count();
            line.last == '.' && digits > 0 && digits + 1 < line.chars
        }
        _ => false,
    }
}

/// True when the line can only begin inside a figure or with what stands behind one: digits with a unit, a unit with a mark behind it.
fn opens_figure(line: &str, words: &CleanWords) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let unit = |c: char| c == '%' || words.has_char(Class::Unit, c);
    let length = rest.chars().take_while(|c| unit(*c)).take(LONGEST_UNIT).count();
    let marked = || matches!(rest.chars().nth(length), Some(',' | '。' | ';' | '、'));
    length > 0 && (rest.len() < line.len() || marked())
}

/// True when the line ends in digits of prose, or in such with a multiplier before a unit: `总值2` before `36.8亿元`, `9.84亿` before `元,`.
fn figure_runs_on(line: &Line, next: &Line) -> bool {
    let mark = |c: char| c.is_ascii_digit() || c == '.';
    let whole = line.text.trim_end_matches(is_han);
    let multiplied = whole.len() < line.text.len() && line.text[whole.len()..].chars().count() == 1 && !mark(next.first);
    let ending = if multiplied { whole } else { line.text };
    let words = ending.trim_end_matches(mark);
    words.len() < ending.len()
        && words.chars().next_back().is_some_and(is_han)
        && (multiplied || line.has_comma() || next.has_comma())
}

/// A paragraph that ends with a comma, or long prose that ends inside a sentence, before a line that runs on.
fn is_cut(line: &Line, next: &Line) -> bool {
    if next.fixed || line.fixed || !runs_on(next.first) {
        return false;
    }
    let comma = matches!(line.last, ',' | '、') && line.chars >= CUT_CLAUSE;
    let tail = line.text.rsplit_once('。').map(|(_, tail)| tail);
    let prose = tail.is_some_and(|tail| !tail.contains(' ') && tail.chars().count() > 1);
    comma || prose && line.chars >= CUT_PARAGRAPH && runs_on(line.last) && closes(next)
}

/// One clause that ends inside a sentence, where the page is known to cut paragraphs.
fn is_cut_clause(line: &Line, next: &Line) -> bool {
    let title = line.chars < CUT_PARAGRAPH && line.text.contains([' ', ':']);
    let clause = line.chars >= CUT_CLAUSE && line.text.contains(',') && !line.text.contains('。');
    clause && !title && !line.fixed && !next.fixed && is_han(line.last) && is_han(next.first) && closes(next)
}

fn runs_on(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric() || c == '“'
}

fn closes(line: &Line) -> bool {
    ends_sentence(line.last) || line.text.contains('。')
}

/// Writes the text with the chosen line breaks taken out; a space takes their place between Latin words.
fn join(text: &Mapped, all: &[Line], joins: &[bool]) -> Mapped {
    let mut out = MappedBuilder::with_capacity(text.text().len());
    for (i, line) in all.iter().enumerate() {
        out.extend(text.slice(line.range.clone()));
        let Some(next) = all.get(i + 1) else { break };
        let origin = text.origin(line.range.end);
        if !joins[i] {
            out.push('\n', origin);
        } else if line.last.is_ascii_alphabetic() && next.first.is_ascii_alphabetic() {
            out.push(' ', origin);
        }
    }
    out.finish(text.source_chars())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::testing::words;

    fn joined(text: &str) -> String {
        let out = run(Mapped::identity(text), words());
        assert_eq!(run(out.clone(), words()).text(), out.text());
        out.text().to_owned()
    }

    #[test]
    fn wrapped_prose_becomes_one_paragraph() {
        let text = "全年工作回顾\n园区坚持稳中求进,全年完成生产总值1\n52.6亿元,按可比价格计算增长7.\n4%,总量居全市第二位,比上年提升\n一位。\n投资结构继续改善,工业投资增长1\n3.1%,占比过半。";
        assert_eq!(
            joined(text),
            "全年工作回顾\n园区坚持稳中求进,全年完成生产总值152.6亿元,按可比价格计算增长7.4%,总量居全市第二位,比上年提升一位。\n投资结构继续改善,工业投资增长13.1%,占比过半。"
        );
    }

    #[test]
    fn a_figure_torn_by_its_markup_is_one() {
        let text = "园区上半年实现地区生产总值1\n52.6亿元,同比增长7.1%,增速居全市前列。\n财政收入完成9.8亿\n元,增长6.\n3%。各类众创空间8\n家,其中国家级3家,规上企业全年力争突破40\n0家,并完成改制。";
        let whole = "园区上半年实现地区生产总值152.6亿元,同比增长7.1%,增速居全市前列。\n财政收入完成9.8亿元,增长6.3%。各类众创空间8家,其中国家级3家,规上企业全年力争突破400家,并完成改制。";
        assert_eq!(joined(text), whole);
        for apart in
            ["表1\n12.4%", "主要指标\n规上企业214\n8.6%", "年份2021\n536亿元\n人口41.3\n万人", "规上企业达到214家,\n一、工业"]
        {
            assert_eq!(joined(apart), apart);
        }
    }

    #[test]
    fn lists_and_cells_stay_apart() {
        for text in [
            "GDP 增长6.6%\n工业总产值 增长6.1%\n固定资产投资 增长8.5%",
            "年份\n2021\n营业总收入\n537亿元\n税收\n67.76亿元\n税收同比\n27.1%",
            "高新区召开项目推进大会\n高新区举行企业服务专场\n高新区发布人才新政十条\n园区稳步发展。",
            "指标 | 数值\n产值 | 12亿元,增长",
        ] {
            assert_eq!(joined(text), text);
        }
    }

    #[test]
    fn a_paragraph_cut_at_a_column_end_is_mended() {
        let text =
            "据了解,园区将继续招引项目。在此基础上,全区已经初步形成以整车为龙头、以零部件为配套的\n产业体系,并向下游延伸。";
        assert_eq!(joined(text), text.replace('\n', ""));
        assert_eq!(
            joined("先进制造片区以北部新城的开阔地带为主,\n与南部片区融合发展"),
            "先进制造片区以北部新城的开阔地带为主,与南部片区融合发展"
        );
    }
}
