//! Reads one mention of a time: `2017年`, `2021年1-9月`, `2013年年底`, `8月底`, `近三年`, `“十三五”期间`, `2018-04-17`.

use std::ops::Range;

use rust_decimal::prelude::ToPrimitive;

use super::number::{Number, NumberKind, number};
use crate::model::{TimeMeaning, YEARS};
use crate::vocab::{TimeWord, TimeWordKind as Kind, Vocab};

/// The part of a year that a month has as long as nobody knows which it is.
pub(super) const SOME_MONTH: &str = "month";

/// A mention of a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// Byte range in the sentence.
    pub range: Range<usize>,
    /// What it says; all empty for a mere length of time.
    pub meaning: TimeMeaning,
    /// It is the base of a comparison (比2008年, 较上年), not the figure's time.
    pub base: bool,
    /// A word that ends before a date (截至); alone it says nothing.
    pub until: bool,
    /// A word before a number of years (近, 过去).
    pub recent: bool,
    /// A word before a number of years to come (今后).
    pub coming: bool,
    /// A mere length of time, in years.
    pub length: Option<i32>,
    /// Counted from the last year that was told of: 当年, 次年.
    pub narrated: Option<i32>,
    /// A day: it dates an event, not a figure, unless 截至 stands before it.
    pub event: bool,
}

impl Time {
    fn new(range: Range<usize>, meaning: TimeMeaning) -> Self {
        Self {
            range,
            meaning,
            base: false,
            until: false,
            recent: false,
            coming: false,
            length: None,
            narrated: None,
            event: false,
        }
    }

    /// True when it can date a figure: no base of a comparison, no event, no mere length.
    pub(super) fn dates(&self) -> bool {
        !self.base && !self.event && !self.is_empty()
    }

    /// True when it says nothing that could date a figure.
    pub(super) fn is_empty(&self) -> bool {
        self.meaning == TimeMeaning::default()
    }
}

/// The mention that begins with the number at byte `at`, if there is one.
pub(super) fn dated(text: &str, at: usize, first: &Number, vocab: &Vocab) -> Option<Time> {
    if first.kind != NumberKind::Plain || first.value.scale() > 0 || first.more {
        return None;
    }
    let rest = &text[at..];
    let value = first.value.to_i32()?;
    // A scale behind the digits makes it an amount, not a year: 2000万.
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if first.arabic && digits != first.len {
        return None;
    }
    let mut cursor = Cursor { text, at: at + first.len, vocab };
    if YEARS.contains(&value) && heads_label(text, at, digits, vocab) {
        return Some(Time::new(at..cursor.at, TimeMeaning { year: Some(value), ..TimeMeaning::default() }));
    }
    // Most numbers have a unit behind them, and date nothing.
    if !cursor.rest().starts_with(|c| vocab.times.begins(c) || matches!(c, '-' | '.' | '/')) {
        return None;
    }
    let mut meaning = TimeMeaning::default();
    if YEARS.contains(&value) && (first.len == 4 || !first.arabic) {
        year(&mut cursor, value, &mut meaning)?;
    } else if (1..=12).contains(&value) && month(&mut cursor, value as u32, &mut meaning).is_some() {
    } else {
        years(&mut cursor, value, &mut meaning)?;
        let mut time = Time::new(at..cursor.at, meaning);
        time.length = Some(value);
        return Some(time);
    }
    let mut time = Time::new(at..cursor.at, meaning);
    time.event = time.meaning.stock_day.is_some();
    Some(time)
}

/// 2024:, 回看2022:, 2014成绩单: true for four digits that head a sentence with a colon behind them, by themselves or behind a word for
/// that, or that stand right before such a word.
fn heads_label(text: &str, at: usize, digits: usize, vocab: &Vocab) -> bool {
    let before = text[..at].trim_matches(|c: char| !c.is_alphanumeric());
    let behind = &text[at + digits..];
    let opens = behind.starts_with(':') && (before.is_empty() || vocab.label_is("year_heads", before));
    let titled =
        !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.') && vocab.label_starts("year_tails", behind);
    digits == 4 && (opens || titled)
}

/// The mention that a word makes which stands alone, with what belongs to it behind it.
pub(super) fn worded(text: &str, range: Range<usize>, word: &TimeWord, vocab: &Vocab) -> Time {
    let mut cursor = Cursor { text, at: range.end, vocab };
    let narrated = word.offset.filter(|_| word.kind == Kind::Narrated);
    let mut meaning = TimeMeaning { offset: word.offset.filter(|_| narrated.is_none()), ..TimeMeaning::default() };
    match word.kind {
        Kind::Plan => {
            cursor.closing_quote();
            let (from, to) = word.years.unwrap_or_default();
            meaning.year = Some(to);
            if cursor.take(&[Kind::Since, Kind::PlanMiddle]).is_some() {
                // “十四五”以来, “十四五”中点: up to now, not up to its end.
                (meaning.from, meaning.year) = (Some(from), None);
            } else if cursor.take(&[Kind::PlanEnd]).is_some() {
                meaning.at_end = true;
            } else if cursor.take(&[Kind::PlanStart, Kind::Beginning]).is_some() {
                meaning.year = Some(from);
            } else {
                // “十五”前四年: the first so many of its years.
                if let Some(first) = cursor.first_years() {
                    meaning.year = Some((from + first - 1).min(to));
                }
                cursor.take(&[Kind::PlanSpan]);
                meaning.from = Some(from);
            }
        }
        Kind::Part | Kind::FullYear => meaning.part.clone_from(&word.part),
        Kind::NarratedMonth => SOME_MONTH.clone_into(&mut meaning.part),
        Kind::Now => meaning.now = true,
        Kind::Prior => meaning.prior = true,
        Kind::Within => (meaning.offset, meaning.ahead) = (Some(0), Some(0)),
        Kind::Relative => meaning.at_end = cursor.take(&[Kind::EndOfYear]).is_some(),
        _ => {}
    }
    let mut time = Time::new(range.start..cursor.at, meaning);
    time.narrated = narrated;
    time.base = word.kind == Kind::SamePeriod;
    time.until = word.kind == Kind::Until;
    time.recent = word.kind == Kind::Recent;
    time.coming = word.kind == Kind::Coming;
    time
}

/// One mention of two that stand side by side (2017年 上半年, 今年 1-5月, 截至 8月底), or none when they do not fit together.
pub(super) fn joined(left: &Time, right: &Time) -> Option<Time> {
    let (a, b) = (&left.meaning, &right.meaning);
    // 比去年|同期: one base.
    if left.base && right.base && left.is_empty() && right.is_empty() {
        return Some(Time { range: left.range.start..right.range.end, ..left.clone() });
    }
    let clash = (a.year.is_some() || a.offset.is_some() || left.narrated.is_some())
        && (b.year.is_some() || b.offset.is_some() || b.from.is_some());
    if clash
        || (!a.part.is_empty() && !b.part.is_empty() && a.part != b.part && a.part != "year" && b.part != SOME_MONTH)
        || right.base
        || right.until
        || right.narrated.is_some()
    {
        return None;
    }
    let meaning = TimeMeaning {
        year: a.year.or(b.year),
        offset: a.offset.or(b.offset),
        from: a.from.or(b.from),
        back: a.back.or(b.back),
        // 7月当月.
        part: if b.part.is_empty() || b.part == SOME_MONTH && !a.part.is_empty() { a.part.clone() } else { b.part.clone() },
        stock_month: a.stock_month.or(b.stock_month),
        stock_day: a.stock_day.or(b.stock_day),
        at_end: a.at_end || b.at_end,
        now: a.now || b.now,
        until: left.until || a.until || b.until,
        prior: a.prior || b.prior,
        ahead: a.ahead.or(b.ahead),
    };
    let mut time = Time::new(left.range.start..right.range.end, meaning);
    time.base = left.base && !left.until;
    time.event = left.event || right.event;
    time.narrated = left.narrated;
    // 截至今年5月: the word for until reaches over the year.
    if left.until || a.until {
        until(&mut time);
    }
    Some(time)
}

/// 截至 or 到 stands before the time: a month or a day dates a stock.
pub(super) fn until(time: &mut Time) {
    time.meaning.until = true;
    time.event = false;
    if let Some(month) = time.meaning.part.strip_prefix("month:") {
        time.meaning.stock_month = month.parse().ok();
    }
}

/// A position in the sentence that time words are taken from.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    vocab: &'a Vocab,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Takes a word of one of these kinds.
    fn take(&mut self, kinds: &[Kind]) -> Option<&'a TimeWord> {
        let (len, word) = self.vocab.times.head(self.rest(), kinds)?;
        self.at += len;
        Some(word)
    }

    /// Takes a dash or a word for “to”, when an integer and one of these marks follow; returns the integer.
    fn up_to(&mut self, marks: &[Kind]) -> Option<i32> {
        let rest = self.rest();
        let until = self.vocab.times.head(rest, &[Kind::Until]).map(|(len, _)| len);
        let joint = if rest.starts_with(['-', '.']) { 1 } else { until? };
        let second = number(&rest[joint..], self.vocab).filter(|n| n.kind == NumberKind::Plain && n.value.scale() == 0)?;
        let end = joint + second.len;
        let (len, _) = self.vocab.times.head(&rest[end..], marks)?;
        self.at += end + len;
        second.value.to_i32()
    }

    /// Takes a word for the first (前, 头) with a number of years behind it; returns the number.
    fn first_years(&mut self) -> Option<i32> {
        let here = self.at;
        let years = self.take(&[Kind::YearsAgo]).and_then(|_| {
            let years =
                number(self.rest(), self.vocab).filter(|years| years.kind == NumberKind::Plain && years.value.scale() == 0)?;
            self.at += years.len;
            self.take(&[Kind::YearMark])?;
            years.value.to_i32()
        });
        self.at = if years.is_some() { self.at } else { here };
        years
    }

    /// True where a word of several characters begins: 五年|前移27位.
    fn opens_word(&self) -> bool {
        self.vocab.lexicon.head(self.rest()).is_some_and(|word| self.rest()[..word.len].chars().count() > 1)
    }

    fn closing_quote(&mut self) {
        if let Some(c) = self.rest().chars().next().filter(|c| "”\"’」".contains(*c)) {
            self.at += c.len_utf8();
        }
    }
}

/// What follows a year: its mark, a second year, a month, a part, its end.
fn year(cursor: &mut Cursor<'_>, value: i32, meaning: &mut TimeMeaning) -> Option<()> {
    if let Some((month, day, len)) = numeric_date(cursor.rest()) {
        cursor.at += len;
        (meaning.year, meaning.stock_month, meaning.stock_day) = (Some(value), Some(month), Some(day));
        return Some(());
    }
    if let Some(last) = cursor.up_to(&[Kind::YearMark]) {
        (meaning.from, meaning.year) = (Some(value), Some(last));
        cursor.take(&[Kind::PlanSpan]);
        return Some(());
    }
    // 2018上半年, 2019全年: the word for a part of the year stands for that of the year.
    if cursor.take(&[Kind::YearMark]).is_none() {
        cursor.vocab.times.head(cursor.rest(), &[Kind::Part, Kind::FullYear])?;
    }
    meaning.year = Some(value);
    if let Some(last) = cursor.up_to(&[Kind::YearMark]) {
        (meaning.from, meaning.year) = (Some(value), Some(last));
        cursor.take(&[Kind::PlanSpan]);
        return Some(());
    }
    let here = cursor.at;
    if let Some(first) = number(cursor.rest(), cursor.vocab).filter(|n| n.value.scale() == 0 && !n.more)
        && let Some(value) = first.value.to_u32().filter(|m| (1..=12).contains(m))
    {
        cursor.at += first.len;
        if month(cursor, value, meaning).is_none() {
            cursor.at = here;
        }
    }
    if let Some(word) = cursor.take(&[Kind::Part, Kind::FullYear]) {
        meaning.part.clone_from(&word.part);
    } else if cursor.take(&[Kind::EndOfYear]).is_some() {
        meaning.at_end = true;
    } else if cursor.take(&[Kind::Since]).is_some() {
        meaning.from = meaning.year.take();
    } else {
        cursor.take(&[Kind::Beginning]);
    }
    Some(())
}

/// What follows the number of a month: `9月`, `1-9月`, `8月底`, `5月3日`.
fn month(cursor: &mut Cursor<'_>, value: u32, meaning: &mut TimeMeaning) -> Option<()> {
    let here = cursor.at;
    let marked = cursor.take(&[Kind::MonthMark]).is_some();
    if let Some(last) = cursor.up_to(&[Kind::MonthMark]).and_then(|last| u32::try_from(last).ok())
        && (1..=12).contains(&last)
    {
        meaning.part = if value == 1 { format!("ytd:{last:02}") } else { format!("month:{last:02}") };
        return Some(());
    }
    if !marked {
        cursor.at = here;
        return None;
    }
    if let Some(day) = number(cursor.rest(), cursor.vocab).filter(|n| n.value.scale() == 0)
        && cursor.vocab.times.head(&cursor.rest()[day.len..], &[Kind::DayMark]).is_some()
    {
        cursor.at += day.len;
        cursor.take(&[Kind::DayMark]);
        (meaning.stock_month, meaning.stock_day) = (Some(value), day.value.to_u32());
        return Some(());
    }
    if cursor.take(&[Kind::EndOfYear]).is_some() {
        meaning.stock_month = Some(value);
    } else if cursor.take(&[Kind::Since]).is_some() {
        meaning.stock_month = None;
    } else {
        meaning.part = format!("month:{value:02}");
    }
    Some(())
}

/// A number of years: `5年来`, `五年累计`; a mere length otherwise.
fn years(cursor: &mut Cursor<'_>, value: i32, meaning: &mut TimeMeaning) -> Option<()> {
    if !(1..=60).contains(&value) {
        return None;
    }
    cursor.take(&[Kind::YearMark])?;
    if cursor.take(&[Kind::YearsAhead]).is_some() {
        meaning.ahead = Some(value);
    } else if cursor.take(&[Kind::YearsBack]).is_some() {
        meaning.back = Some(value);
    } else if !cursor.opens_word() && cursor.take(&[Kind::YearsAgo]).is_some() {
        meaning.offset = Some(-value);
    }
    Some(())
}

/// `-04-17`, `.4.17`, `/4/17` behind a year: month, day, bytes.
fn numeric_date(rest: &str) -> Option<(u32, u32, usize)> {
    let mark = rest.chars().next().filter(|c| "-./".contains(*c))?;
    let month = leading(&rest[1..])?;
    let after = rest[1 + month.1..].strip_prefix(mark)?;
    let day = leading(after)?;
    ((1..=12).contains(&month.0) && (1..=31).contains(&day.0)).then_some((month.0, day.0, 2 + month.1 + day.1))
}

fn leading(text: &str) -> Option<(u32, usize)> {
    let len = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    text[..len].parse().ok().map(|value| (value, len))
}
