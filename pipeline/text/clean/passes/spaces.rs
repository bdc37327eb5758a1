//! Spaces: those inside a figure or a word go, those that part words or columns stay, as one space or one tab.

use super::{CleanWords, has_blank, is_han, lines};
use crate::clean::layout;
use crate::clean::words::Class;
use crate::model::{Mapped, MappedBuilder};

/// A line with a sentence, or with a comma and so many characters, is prose: spaces in it are accidents of printing.
const PROSE_CHARS: usize = 40;
/// So many spaces in a line that is not prose divide columns.
const COLUMN_GAP: usize = 3;
/// So many bars divide the columns of a row.
const MIN_DIVIDERS: usize = 2;

pub(super) fn run(text: Mapped, words: &CleanWords) -> Mapped {
    let mut out = MappedBuilder::with_capacity(text.text().len());
    for line in lines(text.text()) {
        if line.start > 0 {
            out.push('\n', text.origin(line.start - 1));
        }
        if !has_blank(&text.text()[line.clone()]) {
            out.extend(text.slice(line));
            continue;
        }
        let chars: Vec<(char, u32)> =
            text.text()[line.clone()].char_indices().map(|(at, c)| (c, text.origin(line.start + at))).collect();
        squeeze(&chars, words, &mut out);
    }
    out.finish(text.source_chars())
}

/// Writes one line with the spaces that mean something.
fn squeeze(chars: &[(char, u32)], words: &CleanWords, out: &mut MappedBuilder) {
    let prose = is_prose(chars);
    let columns = if prose { None } else { columns(chars, words) };
    // 项   目, in a row whose columns other marks divide: spaces only spread a word.
    let divided = chars.iter().any(|(c, _)| *c == '\t') || chars.iter().filter(|(c, _)| *c == '|').count() >= MIN_DIVIDERS;
    let barred = chars.iter().any(|(c, _)| *c == '|');
    let mut i = 0;
    // Where some columns stand far apart, others may stand closer.
    let mut wide = false;
    while let Some(&(c, origin)) = chars.get(i) {
        if !matches!(c, ' ' | '\t') {
            out.push(c, origin);
            i += 1;
            continue;
        }
        let gap = chars[i..].iter().take_while(|(c, _)| matches!(c, ' ' | '\t')).count();
        let tabs = chars[i..i + gap].iter().filter(|(c, _)| *c == '\t').count();
        let site = Site { chars, left: i, right: i + gap, words, prose, barred };
        // Where columns stand far apart, one space is none of their gaps: 13    12. 5.
        let apart = |divider: char| divider == ' ' || gap > 1;
        if let Some((_, divider)) = columns.filter(|(label, divider)| i >= *label && apart(*divider)) {
            out.push(divider, origin);
        } else if tabs > 0 || (!prose && !divided && gap >= COLUMN_GAP && !site.spreads_word()) {
            // Two tabs have an empty cell between them.
            wide |= tabs == 0;
            (0..tabs.max(1)).for_each(|_| out.push('\t', origin));
        } else if !site.is_accident() {
            out.push(if wide && gap > 1 { '\t' } else { ' ' }, origin);
        }
        i += gap;
    }
}

/// Where the columns of a row begin that only spaces divide, and what divides them: every gap from there on does.
fn columns(chars: &[(char, u32)], words: &CleanWords) -> Option<(usize, char)> {
    if !chars.iter().any(|(c, _)| *c == ' ') {
        return None;
    }
    let line: String = chars.iter().map(|(c, _)| *c).collect();
    let (label, _) = layout::row(&line).filter(|_| layout::is_row(&line))?;
    let label = layout::label(&line[..label], words);
    let wide = line.as_bytes().windows(COLUMN_GAP).any(|gap| gap.iter().all(|b| *b == b' '));
    Some((line[..label].chars().count(), if wide { '\t' } else { ' ' }))
}

fn is_prose(chars: &[(char, u32)]) -> bool {
    chars.iter().any(|&(c, _)| c == '。') || (chars.len() >= PROSE_CHARS && chars.iter().any(|&(c, _)| c == ','))
}

/// A gap in a line: the characters before `left` and from `right` on stand around it.
struct Site<'a> {
    chars: &'a [(char, u32)],
    left: usize,
    right: usize,
    words: &'a CleanWords,
    prose: bool,
    /// Bars divide the line, so that one space divides nothing.
    barred: bool,
}

impl Site<'_> {
    fn back(&self, n: usize) -> Option<char> {
        self.left.checked_sub(n).map(|i| self.chars[i].0)
    }

    fn ahead(&self, n: usize) -> Option<char> {
        self.chars.get(self.right + n).map(|&(c, _)| c)
    }

    /// True when the gap is no separator.
    fn is_accident(&self) -> bool {
        let (Some(left), Some(right)) = (self.back(1), self.ahead(0)) else { return true };
        let (left_digit, right_digit) = (left.is_ascii_digit(), right.is_ascii_digit());
        match (left, right) {
            _ if left_digit && right_digit => self.groups_thousands() || self.splits_figure(),
            (_, '%' | '‰' | '℃' | '㎡') => left_digit,
            ('.', _) if right_digit => self.decimal_before(),
            (_, '.') if left_digit => self.ahead(1).is_some_and(|c| c.is_ascii_digit()) || self.decimal_after(),
            ('-', _) if right_digit => self.back(2).is_some_and(|c| self.ends_figure(c) || c == ' '),
            (_, '-') if self.ends_figure(left) => self.digit_after_dash(),
            (',' | '、' | ';', _) => {
                !(left_digit || right_digit) || right_digit && !self.back(2).is_some_and(|c| c.is_ascii_digit())
            }
            (_, ',' | '、' | ';' | '。' | ')' | '”') => {
                !left_digit || right != ',' || !self.ahead(1).is_some_and(|c| c.is_ascii_digit())
            }
            ('(' | '“', _) => true,
            _ if left_digit && is_han(right) => self.words.has_char(Class::Unit, right) || self.prose,
            _ if is_han(left) && right_digit => self.prose || self.lone_before(),
            // `固定资 产投资235亿元`.
            _ if is_han(left) && is_han(right) && self.prose && self.right - self.left == 1 => true,
            _ if is_han(left) && is_han(right) => self.scales() || self.lone_before() || self.lone_after(),
            // `R&D 经费占 GDP 比重 7.2%`, in a cell.
            _ if self.barred && !self.prose && self.right - self.left == 1 => self.word_beside_han(left, right),
            _ if self.prose => self.latin_beside_han(left, right) || is_han(left) && right == '“' || left == '”' && is_han(right),
            _ => false,
        }
    }

    /// `指    标        单位`: letters that stand alone, all as far apart, closer than to one of their neighbours.
    fn spreads_word(&self) -> bool {
        let blank = |i: usize| matches!(self.chars[i].0, ' ' | '\t');
        let gap = self.right - self.left;
        let before = |i: usize| (0..i).rev().take_while(|&i| blank(i)).count();
        let after = |i: usize| (i..self.chars.len()).take_while(|&i| blank(i)).count();
        let (mut first, mut last) = (self.left - 1, self.right);
        let alone = |i: usize| {
            let ends = i + 1 == self.chars.len() || matches!(self.chars[i + 1].0, ' ' | '\t' | '(');
            is_han(self.chars[i].0) && (i == 0 || blank(i - 1)) && ends
        };
        while before(first) == gap && first > gap && alone(first - gap - 1) {
            first -= gap + 1;
        }
        while after(last + 1) == gap && last + gap + 1 < self.chars.len() && alone(last + gap + 1) {
            last += gap + 1;
        }
        let outside = [(first > 0).then(|| before(first)), (last + 1 < self.chars.len()).then(|| after(last + 1))];
        let closer = outside.iter().all(Option::is_none) || outside.iter().flatten().any(|&outside| outside > gap);
        alone(self.left - 1) && alone(self.right) && closer && !outside.contains(&Some(gap))
    }

    /// `1 052.3`: one space, at most three digits before it that begin the figure, exactly three after.
    fn groups_thousands(&self) -> bool {
        let before = self.chars[..self.left].iter().rev().take_while(|(c, _)| c.is_ascii_digit()).count();
        let after = self.chars[self.right..].iter().take_while(|(c, _)| c.is_ascii_digit()).count();
        let first = self.back(before);
        let begins = match self.back(before + 1) {
            None => true,
            // `1 234 567`: the group before joins on.
            Some(' ') => !self.back(before + 2).is_some_and(|c| c.is_ascii_digit()) || before == 3,
            Some(c) => !matches!(c, '.' | '-' | ':' | '/' | ',') && !c.is_ascii_alphabetic(),
        };
        let year = self.ahead(after).is_some_and(|c| self.words.has_char(Class::YearMark, c));
        self.right - self.left == 1 && begins && before <= 3 && after == 3 && first != Some('0') && !year
    }

    /// `生产总值 4 6 5 亿元`, `进出口3 89.6亿元`: in prose, up to three digits behind a word and more of the figure up to its unit.
    fn splits_figure(&self) -> bool {
        let before = self.chars[..self.left].iter().rev().take_while(|(c, _)| c.is_ascii_digit()).count();
        let head = self.chars[..self.left].iter().rev().map(|(c, _)| *c).find(|c| !c.is_ascii_digit() && *c != ' ');
        let tail = self.chars[self.right..].iter().map(|(c, _)| *c).find(|c| !c.is_ascii_digit() && !matches!(c, ' ' | '.'));
        let unit = tail.is_some_and(|c| c == '%' || self.words.has_char(Class::Unit, c));
        self.prose && self.right - self.left == 1 && before <= 3 && head.is_some_and(is_han) && unit
    }

    /// `671. 74`, `671 . 74`: digits before the point, which do not open the line as an ordinal does.
    fn decimal_before(&self) -> bool {
        let spaced = usize::from(self.back(2) == Some(' '));
        self.left.checked_sub(1 + spaced).is_some_and(|point| self.whole_before(point))
    }

    /// `671 . 74`: the point stands apart on both sides.
    fn decimal_after(&self) -> bool {
        let digit = self.ahead(2).is_some_and(|c| c.is_ascii_digit());
        self.ahead(1) == Some(' ') && digit && self.whole_before(self.left)
    }

    /// Digits end here that do not open the line.
    fn whole_before(&self, end: usize) -> bool {
        let digits = self.chars[..end].iter().rev().take_while(|(c, _)| c.is_ascii_digit()).count();
        let before = end.checked_sub(digits + 1).map(|i| self.chars[i].0);
        digits > 0 && before.is_some_and(|c| !super::ends_sentence(c) && !matches!(c, ':' | '(' | '.'))
    }

    /// The dash after the gap leads to a digit.
    fn digit_after_dash(&self) -> bool {
        self.chars[self.right + 1..].iter().map(|&(c, _)| c).find(|&c| c != ' ').is_some_and(|c| c.is_ascii_digit())
            && self.ahead(1) == Some(' ')
    }

    fn ends_figure(&self, c: char) -> bool {
        c.is_ascii_digit() || c == '%' || self.words.has_char(Class::RangeEnd, c)
    }

    /// `亿 元` after a digit.
    fn scales(&self) -> bool {
        let scale = |c| self.words.has_char(Class::Scale, c);
        self.back(1).is_some_and(scale)
            && self.ahead(0).is_some_and(|c| self.words.has_char(Class::Unit, c))
            && self.chars[..self.left].iter().rev().map(|&(c, _)| c).find(|&c| !scale(c)).is_some_and(|c| c.is_ascii_digit())
    }

    /// One Han character alone before the gap, not the unit of a figure: letters spaced out.
    fn lone_before(&self) -> bool {
        self.back(2).is_none_or(|c| !is_han(c) && !c.is_alphanumeric() && !matches!(c, '%' | ')' | '”' | '>'))
    }

    /// One Han character alone after the gap.
    fn lone_after(&self) -> bool {
        self.ahead(1).is_none_or(|c| !is_han(c) && !matches!(c, ':' | '(' | '“' | '、'))
    }

    fn word_beside_han(&self, left: char, right: char) -> bool {
        (is_han(left) && right.is_ascii_alphabetic()) || (left.is_ascii_alphabetic() && is_han(right))
    }

    fn latin_beside_han(&self, left: char, right: char) -> bool {
        let figure = |c: char| c.is_ascii_alphanumeric() || c == '%';
        (is_han(left) && figure(right)) || (figure(left) && is_han(right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::testing::words;

    fn squeezed(text: &str) -> String {
        let out = run(Mapped::identity(text), words());
        assert_eq!(run(out.clone(), words()).text(), out.text());
        out.text().to_owned()
    }

    #[test]
    fn figures_close_up() {
        assert_eq!(squeezed("产值3 934.66亿 元,利税11 644 万美元"), "产值3934.66亿元,利税11644万美元");
        assert_eq!(squeezed("出口671. 74亿元,增长10. 4 %"), "出口671.74亿元,增长10.4%");
        assert_eq!(squeezed("出口21 . 05亿 元,提高2 . 7 个百分点。"), "出口21.05亿元,提高2.7个百分点。");
        assert_eq!(squeezed("出口总额     320     12. 5"), "出口总额\t320\t12.5");
        assert_eq!(squeezed("1 . 2023年园区总收入"), "1 . 2023年园区总收入");
        assert_eq!(squeezed("1 - 8 月完成 1 234 567 人次。"), "1-8月完成1234567人次。");
    }

    #[test]
    fn figures_beside_each_other_stay_apart() {
        assert_eq!(squeezed("2021 100"), "2021 100");
        assert_eq!(squeezed("占比 5.2 130"), "占比 5.2 130");
        assert_eq!(squeezed("1. 2023年园区总收入"), "1. 2023年园区总收入");
    }

    #[test]
    fn words_spaced_out_close_up_and_columns_stay() {
        assert_eq!(squeezed("GDP 增 长6.6%"), "GDP 增长6.6%");
        assert_eq!(squeezed("重点项目 14个 全部开工"), "重点项目 14个 全部开工");
        assert_eq!(squeezed("上市企业 新增7家 累计28家"), "上市企业 新增7家 累计28家");
        assert_eq!(squeezed("营业收入     320亿元     12%"), "营业收入\t320亿元\t12%");
        assert_eq!(squeezed("指    标        单位    2019    2020"), "指标\t单位\t2019\t2020");
        assert_eq!(squeezed("行    业             总产值(亿元)"), "行业\t总产值(亿元)");
        assert_eq!(squeezed("瞪羚企业 12 家|R&D 经费占 GDP 比重 7.2%"), "瞪羚企业 12家|R&D经费占GDP比重 7.2%");
        assert_eq!(squeezed("目    录"), "目录");
        assert_eq!(squeezed("性别   男   女   合计"), "性别\t男\t女\t合计");
        assert_eq!(squeezed("园区共有企业 880户, 其中 IT 企业 12 户。"), "园区共有企业880户,其中IT企业12户。");
    }
}
