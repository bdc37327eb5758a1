//! Dates of publication: how they are printed, and where in an article they stand.

use std::ops::Range;

use super::super::passes::is_han;
use super::super::words::{Class, CleanWords};
use super::lines::{Line, Role};
use super::titles;
use crate::model::Date;

/// The dateline of a news article ends within so many bytes.
const DATELINE: usize = 120;
/// No line above the text that dates it is longer, in characters.
const MAX_HEAD_LINE: usize = 60;
/// No title with its date is longer.
const MAX_DATED_TITLE: usize = 80;
/// No name of a paper in a dateline is longer.
const MAX_PAPER: usize = 8;
/// Years that a report may be published in.
const YEARS: std::ops::RangeInclusive<i32> = 1978..=2100;

/// A date and where it stands; a date without a day is the last day of its month and not `whole`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub date: Date,
    pub range: Range<usize>,
    pub whole: bool,
}

/// The first date in a text: `2014-9-27`, `2024.01.12`, `2018年4月17日`, `二〇〇八年三月七日`, `19.01.2016`, or a year and a month alone.
pub(super) fn find(text: &str, words: &CleanWords) -> Option<Found> {
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let digit = c.is_ascii_digit() || is_numeral(c, words);
        if digit
            && !inside
            && let Some(found) = read(text, at, words).or_else(|| day_first(text, at, words))
        {
            return Some(found);
        }
        inside = digit;
    }
    None
}

fn is_numeral(c: char, words: &CleanWords) -> bool {
    words.has_char(Class::Numeral, c) || words.has_char(Class::Zero, c)
}

/// The date that begins at `start`.
fn read(text: &str, start: usize, words: &CleanWords) -> Option<Found> {
    let mut scan = Scan { text, at: start, words };
    let year = scan.year()?;
    if !YEARS.contains(&year) {
        return None;
    }
    let (month, han) = match scan.take() {
        Some('-') => (scan.number(2)?, '-'),
        Some('/') => (scan.number(2)?, '/'),
        Some('.') => (scan.number(2)?, '.'),
        Some(c) if words.has_char(Class::YearMark, c) => (scan.number(2)?, c),
        _ => return None,
    };
    let words_follow = !matches!(han, '-' | '/' | '.');
    let divider = scan.take();
    let divided = if words_follow { divider.is_some_and(|c| words.has_char(Class::MonthMark, c)) } else { divider == Some(han) };
    if !divided {
        return None;
    }
    let month_end = scan.at;
    // 数字报 > 2020年12月 > 28日: in a trail of pages.
    scan.at += text[scan.at..].len() - text[scan.at..].trim_start_matches([' ', '>']).len();
    let day = scan.number(2).filter(|_| !words_follow || scan.take().is_some_and(|c| words.has_char(Class::DayMark, c)));
    if let Some(day) = day {
        return Date::new(year, month, day).map(|date| Found { date, range: start..scan.at, whole: true });
    }
    let date = if words_follow { Date::last_of_month(year, month) } else { None };
    date.map(|date| Found { date, range: start..month_end, whole: false })
}

/// A date that begins with its day: 19.01.2016.
fn day_first(text: &str, start: usize, words: &CleanWords) -> Option<Found> {
    let mut scan = Scan { text, at: start, words };
    let day = scan.number(2)?;
    let month = scan.take().filter(|c| *c == '.').and_then(|_| scan.number(2))?;
    let year = scan.take().filter(|c| *c == '.').and_then(|_| scan.year()).filter(|year| YEARS.contains(year))?;
    Date::new(year, month, day).map(|date| Found { date, range: start..scan.at, whole: true })
}

/// Reads the parts of a date from left to right.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    words: &'a CleanWords,
}

impl Scan<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// The value of a Chinese digit; ten is 10.
    fn numeral(&self, c: char) -> Option<u32> {
        let value = self.words.list(Class::Numeral).iter().position(|word| word.starts_with(c));
        value.map(|value| value as u32).or(self.words.has_char(Class::Zero, c).then_some(0))
    }

    /// Four digits of either kind.
    fn year(&mut self) -> Option<i32> {
        let mut year = 0;
        for _ in 0..4 {
            let c = self.take()?;
            let digit = c.to_digit(10).or_else(|| self.numeral(c)).filter(|&digit| digit < 10)?;
            year = year * 10 + digit as i32;
        }
        Some(year)
    }

    /// A number below 100 of at most so many ASCII digits, or in Chinese.
    fn number(&mut self, digits: usize) -> Option<u32> {
        let rest = &self.text[self.at..];
        let ascii = rest.bytes().take_while(u8::is_ascii_digit).count();
        if ascii > 0 {
            self.at += ascii;
            return (ascii <= digits).then(|| rest[..ascii].parse().ok()).flatten();
        }
        let (mut value, mut seen) = (0, false);
        while let Some(digit) = self.peek().and_then(|c| self.numeral(c)) {
            value = match (digit, seen) {
                (10, true) => value * 10,
                (10, false) => 10,
                _ => value + digit,
            };
            seen = true;
            self.take();
        }
        (seen && value < 100).then_some(value)
    }
}

/// The date of publication of an article, and where it stands: byline, then title, dateline, signature.
pub(super) fn published(lines: &[Line], words: &CleanWords) -> Option<(Date, Range<usize>)> {
    let body = lines.iter().position(Line::is_body).unwrap_or(lines.len());
    let (head, rest) = lines.split_at(body);
    let head = own_head(head, words);
    let bylines = || head.iter().filter(|line| line.role == Role::Byline);
    let labelled = |class: Class| bylines().find_map(|line| labelled(line, class, words));
    let byline = labelled(Class::PublishedLabel).or_else(|| labelled(Class::WrittenLabel));
    let byline = byline.or_else(|| bylines().find_map(|line| locate(line, words)));
    // (2007年2月9日) on a line of its own: the day of a speech that a page put up years later.
    let spoken = || lines.iter().take(body + 1).filter(|line| line.text.starts_with('(')).find_map(|line| bracketed(line, words));
    let byline = byline.map(|put_up| spoken().filter(|spoken| spoken.0.year() + 1 < put_up.0.year()).unwrap_or(put_up));
    byline
        .or_else(|| lines.iter().take(body + 1).filter(|line| line.role != Role::Prose).find_map(|line| bracketed(line, words)))
        .or_else(|| head.iter().filter(|line| line.role != Role::Prose).find_map(|line| whole(line, words)))
        .or_else(|| head.iter().filter(|line| line.role != Role::Prose).find_map(|line| organ_dated(line, words)))
        .or_else(|| issue(head, words))
        .or_else(|| rest.first().and_then(|line| dateline(line, words).or_else(|| behind_title(head, line, words))))
        .or_else(|| rest.iter().rev().filter(|line| line.role == Role::Byline).find_map(|line| locate(line, words)))
}

/// Of a head with a title that has a dated byline above it as well as below, the part below: above stands the page's own.
fn own_head<'a, 'b>(head: &'b [Line<'a>], words: &CleanWords) -> &'b [Line<'a>] {
    let dated = |line: &Line| line.role == Role::Byline && find(line.text, words).is_some_and(|found| found.whole);
    let Some(last) = head.iter().rposition(dated) else { return head };
    let title = head[..last].iter().rposition(|line| !matches!(line.role, Role::Byline | Role::Furniture | Role::Separator));
    let Some(title) = title.filter(|title| head[..*title].iter().any(dated)) else { return head };
    &head[title..]
}

/// A whole date in a short line above the text: a speech's day and place, a newspaper's page.
fn whole(line: &Line, words: &CleanWords) -> Option<(Date, Range<usize>)> {
    let short = line.text.chars().count() <= MAX_HEAD_LINE;
    find(line.text, words).filter(|found| short && found.whole).map(|found| at(line, 0, found))
}

/// The body that speaks and the month, below a title: 某市人民政府 2021年4月.
fn organ_dated(line: &Line, words: &CleanWords) -> Option<(Date, Range<usize>)> {
    let found = find(line.text, words).filter(|found| found.range.end == line.text.len())?;
    let organ = words.ends(Class::OrganEnd, line.text[..found.range.start].trim_end());
    // 2021年5月: alone below a title.
    (organ || found.range.start == 0).then(|| at(line, 0, found))
}

/// The issue of a magazine or a bulletin above the text, 2005年第9期: on the day that another line there tells (4月22日); else at the
/// end of that month; of one that appears more often than monthly, of the year.
fn issue(head: &[Line], words: &CleanWords) -> Option<(Date, Range<usize>)> {
    let lines = || head.iter().filter(|line| line.role != Role::Prose && line.chars <= MAX_HEAD_LINE);
    let numbered = |line: &Line| {
        let (year, number, range) = numbered(line.text, words)?;
        Some((year, number, line.range.start + range.start..line.range.start + range.end))
    };
    let (year, number, range) = lines().find_map(numbered)?;
    let day = lines().find_map(|line| day_of(line.text, year, words));
    let end = || Date::last_of_month(year, if number <= 12 { number } else { 12 });
    day.or_else(end).map(|date| (date, range))
}

/// The year and the number of an issue that a text prints, and where they stand: 2005年第9期.
fn numbered(text: &str, words: &CleanWords) -> Option<(i32, u32, Range<usize>)> {
    text.char_indices().filter(|&(_, c)| words.has_char(Class::YearMark, c)).find_map(|(mark, c)| {
        let start = mark.checked_sub(4)?;
        let year = text.get(start..mark)?.parse().ok().filter(|year| YEARS.contains(year))?;
        let open = words.start(Class::ChapterOpen, &text[mark + c.len_utf8()..])?;
        let mut scan = Scan { text, at: mark + c.len_utf8() + open.len(), words };
        let number = scan.number(2)?;
        let close = words.start(Class::IssueMark, &text[scan.at..])?;
        Some((year, number, start..scan.at + close.len()))
    })
}

/// True for the name of a magazine with its issue: 《园区经济》 2008年第3期 第21页.
pub(super) fn is_issue(line: &str, words: &CleanWords) -> bool {
    line.contains('《') && !line.contains(['。', ',', ';']) && numbered(line, words).is_some()
}

/// The first number of plain digits right before a mark of this class.
fn number_before(text: &str, class: Class, words: &CleanWords) -> Option<u32> {
    text.char_indices().filter(|&(_, c)| words.has_char(class, c)).find_map(|(at, _)| {
        let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        text[at - digits..at].parse().ok()
    })
}

/// The month and the day that a text prints, in that year.
fn day_of(text: &str, year: i32, words: &CleanWords) -> Option<Date> {
    Date::new(year, number_before(text, Class::MonthMark, words)?, number_before(text, Class::DayMark, words)?)
}

fn locate(line: &Line, words: &CleanWords) -> Option<(Date, Range<usize>)> {
    find(line.text, words).map(|found| at(line, 0, found))
}

fn at(line: &Line, offset: usize, found: Found) -> (Date, Range<usize>) {
    let start = line.range.start + offset;
    (found.date, start + found.range.start..start + found.range.end)
}

/// The date behind a label that says so; other dates of a record are of coming into force.
fn labelled(line: &Line, class: Class, words: &CleanWords) -> Option<(Date, Range<usize>)> {
    let label = words.find(class, line.text)?;
    find(&line.text[label.end..], words).map(|found| at(line, label.end, found))
}

/// A date in brackets in a title: the whole of them, or with a word that says it is of publication.
fn bracketed(line: &Line, words: &CleanWords) -> Option<(Date, Range<usize>)> {
    let open = line.text.rfind(['(', '['])?;
    let inner = line.text[open + 1..].split([')', ']']).next()?;
    let found = find(inner, words)?;
    let alone = found.range == (0..inner.len());
    (alone || words.within(Class::PublishedNote, inner)).then(|| at(line, open + 1, found))
}

/// 关于加快发展的决定(2006年4月17日)为深入贯彻…: in brackets behind the title that a text begins with again.
fn behind_title(head: &[Line], line: &Line, words: &CleanWords) -> Option<(Date, Range<usize>)> {
    let end = head.iter().rev().find_map(|title| titles::repeated(title.text, line.text))?;
    let open = line.text[..end].strip_suffix('(').map_or(end, str::len);
    let inner = line.text[open..].strip_prefix('(')?.split(')').next()?;
    let found = find(inner, words).filter(|found| found.whole && inner.chars().count() <= MAX_HEAD_LINE)?;
    Some(at(line, open + 1, found))
}

/// True for a title that ends with its date in brackets: ◆ 某高新区上半年跑赢全市 [2012-07-16].
pub(super) fn is_dated_title(line: &Line, words: &CleanWords) -> bool {
    let closed = line.text.ends_with([')', ']']) && line.chars <= MAX_DATED_TITLE && !line.text.contains('。');
    let open = line.text.rfind(['(', '[']).filter(|_| closed);
    let inner = open.map(|open| &line.text[open + 1..line.text.len() - 1]);
    inner.and_then(|inner| find(inner, words).filter(|found| found.whole && found.range == (0..inner.len()))).is_some()
}

/// The date in the opening of a news article: whole, or a month and a day with the year beside them.
fn dateline(line: &Line, words: &CleanWords) -> Option<(Date, Range<usize>)> {
    let end = dateline_end(line.text, words)?;
    let opening = &line.text[..end];
    if let Some(found) = find(opening, words).filter(|found| found.whole) {
        return Some(at(line, 0, found));
    }
    let year = number_before(opening, Class::YearMark, words).and_then(|year| i32::try_from(year).ok());
    let date = day_of(opening, year.filter(|year| YEARS.contains(year))?, words)?;
    Some((date, line.range.start..line.range.start + end))
}

/// Where the opening of a news article ends, brackets after it included; none when the text opens otherwise.
pub(super) fn dateline_end(text: &str, words: &CleanWords) -> Option<usize> {
    let open = words.start(Class::DatelineOpen, text).or_else(|| paper(text, words)).or_else(|| dated(text, words))?;
    let limit = text.char_indices().map(|(at, _)| at).chain([text.len()]).take_while(|&at| at <= DATELINE).last()?;
    // The opening word may hold the closing one; nothing that ends a clause stands between them.
    let last = open.char_indices().next_back().map_or(0, |(at, _)| at);
    let close = words.find(Class::DatelineClose, &text[last..limit])?;
    if text[last..last + close.start].contains([',', '。']) {
        return None;
    }
    let end = last + close.end;
    let bracket = text[end..limit].starts_with('(').then(|| text[end..limit].find(')')).flatten();
    Some(bracket.map_or(end, |at| end + at + 1))
}

/// The name of a paper before a month, at the head of a text: 某某日报4月2日电.
fn paper<'a>(text: &'a str, words: &CleanWords) -> Option<&'a str> {
    let name = &text[..text.find(|c: char| !is_han(c))?];
    let before_date = text[name.len()..].starts_with(|c: char| c.is_ascii_digit()) && name.chars().count() <= MAX_PAPER;
    (before_date && words.ends(Class::PaperEnd, name)).then_some(name)
}

/// A whole date and the name of a paper behind it, at the head of a text: 2022年4月22日 某某网讯.
fn dated<'a>(text: &'a str, words: &CleanWords) -> Option<&'a str> {
    let found = find(text, words).filter(|found| found.whole && found.range.start == 0)?;
    let rest = text[found.range.end..].trim_start();
    let name = &rest[..rest.find(|c: char| !is_han(c)).unwrap_or(rest.len())];
    let named = name.chars().count() <= MAX_PAPER && words.ends(Class::DatelineClose, name);
    named.then(|| &text[..text.len() - rest.len() + name.len()])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::clean::testing::words;

    fn date(text: &str) -> String {
        find(text, words()).map_or_else(String::new, |found| format!("{} {}", found.date, &text[found.range]))
    }

    #[test]
    fn dates_are_read_in_every_print() {
        assert_eq!(date("日期:2014-9-27 18:53"), "2014-09-27 2014-9-27");
        assert_eq!(date("【公布日期】2024.01.12•"), "2024-01-12 2024.01.12");
        assert_eq!(date("于2018年4月17日印发"), "2018-04-17 2018年4月17日");
        assert_eq!(date("二〇一八年十二月三十一日"), "2018-12-31 二〇一八年十二月三十一日");
        assert_eq!(date("二○○八年三月七日"), "2008-03-07 二○○八年三月七日");
        assert_eq!(date("(2024年2月)"), "2024-02-29 2024年2月");
        assert_eq!(date("数字报 > 2020年12月 > 28日 > 要闻"), "2020-12-28 2020年12月 > 28日");
    }

    #[test]
    fn figures_are_no_dates() {
        for text in ["2021年增长5.3%", "增长1234.5亿元", "2021-2025年", "2019年13月40日", "电话67981105", "二千零八家"]
        {
            assert_eq!(date(text), "", "{text}");
        }
    }

    #[test]
    fn the_opening_of_a_news_article_is_found() {
        assert_eq!(dateline_end("本报讯 近日,园区", words()), Some("本报讯".len()));
        let text = "本报某市4月2日讯(2015年)全区";
        assert_eq!(dateline_end(text, words()), Some(text.len() - "全区".len()));
        let text = "2022年4月22日 某某网讯(记者 某某)4月20日";
        assert_eq!(dateline_end(text, words()), Some(text.len() - "4月20日".len()));
        assert_eq!(dateline_end("2022年4月22日,全区召开会议", words()), None);
        assert_eq!(dateline_end("本报记者获悉,通讯产业增长", words()), None);
        assert_eq!(dateline_end("全区快讯", words()), None);
    }
}
