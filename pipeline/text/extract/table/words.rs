//! What the words of a cell say, asked of the word lists: units, figures, cues, and what a header names.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::super::token::{Kind, Tokens, tokenise};
use crate::model::YEARS;
use crate::vocab::{Cue, Narrower, NumeralClass, Sense, UnitSpelling, Vocab};

/// The marks of an empty cell.
pub(super) fn dash(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '—' | '–' | '/' | '…' | ' '))
}

/// Cues that say what is measured of a metric.
const MEASURES: &[Cue] = &[Cue::Rate, Cue::FallRate, Cue::Up, Cue::Down, Cue::Average, Cue::Share, Cue::Rank, Cue::Completion];

/// The mentions of the cells that were asked about: each is asked many questions.
pub(super) type Known<'a> = RefCell<BTreeMap<(usize, usize), Rc<Tokens<'a, 'a>>>>;

/// The text of the report and the word lists.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub text: &'a str,
    pub vocab: &'a Vocab,
    pub known: &'a Known<'a>,
}

impl<'a> Words<'a> {
    pub(super) fn text(&self, range: Range<usize>) -> &'a str {
        &self.text[range]
    }

    pub(super) fn tokens(&self, range: Range<usize>) -> Rc<Tokens<'a, 'a>> {
        let mut known = self.known.borrow_mut();
        let tokens = known.entry((range.start, range.end));
        Rc::clone(tokens.or_insert_with(|| Rc::new(tokenise(&self.text[range], self.vocab))))
    }

    /// True when it holds a number that is no time.
    pub(super) fn has_figure(&self, range: Range<usize>) -> bool {
        let tokens = self.tokens(range);
        // 1-本月累计 is a time whose end is not said.
        let open = |end: usize| tokens.text[end..].strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        tokens.quantities.iter().any(|quantity| quantity.arabic && !open(quantity.range.end))
    }

    /// True for four digits that can be a year.
    pub(super) fn bare_year(&self, range: Range<usize>) -> bool {
        let text = self.text(range);
        text.len() == 4 && text.parse().is_ok_and(|year| YEARS.contains(&year))
    }

    /// The year and the month of a cell that holds nothing else: 2022-06, 2022/6, 2022.06.
    pub(super) fn bare_month(&self, range: Range<usize>) -> Option<(i32, u32)> {
        let text = self.text(range);
        let mark = text.chars().nth(4).filter(|c| matches!(c, '-' | '/' | '.'))?;
        let (year, month) = text.split_once(mark)?;
        // 2022.6 may be an amount.
        let digits = (if mark == '.' { 2 } else { 1 })..=2;
        let sound = digits.contains(&month.len()) && month.bytes().all(|b| b.is_ascii_digit());
        let (year, month) = (
            year.parse().ok().filter(|year| YEARS.contains(year))?,
            month.parse().ok().filter(|month| (1..=12).contains(month))?,
        );
        sound.then_some((year, month))
    }

    /// The year that a header names, and the month where digits do; year 0 where it only names a part of a year: 1—7月累计.
    pub(super) fn time(&self, range: Range<usize>) -> Option<(i32, u32)> {
        let worded = || self.tokens(range.clone()).times.iter().find_map(|time| time.meaning.year);
        let year = || self.text(range.clone()).parse().ok().filter(|_| self.bare_year(range.clone()));
        let part = || self.tokens(range.clone()).times.iter().any(|time| !time.meaning.part.is_empty());
        self.bare_month(range.clone()).or_else(|| Some((year().or_else(worded).or_else(|| part().then_some(0))?, 0)))
    }

    /// True for a cell that holds a year, or a year and a month, in nothing but digits.
    pub(super) fn bare_time(&self, range: Range<usize>) -> bool {
        self.bare_year(range.clone()) || self.bare_month(range).is_some()
    }

    /// True when some word has one of these cues.
    pub(super) fn has(&self, range: Range<usize>, cues: &[Cue]) -> bool {
        self.tokens(range).tokens.iter().any(|token| token.any(cues))
    }

    /// True when all of it is one word with this cue.
    pub(super) fn whole(&self, range: Range<usize>, cue: Cue) -> bool {
        let text = self.text(range).trim();
        let tokens = tokenise(text, self.vocab);
        matches!(tokens.tokens.as_slice(), [token] if token.cue(cue) && matches!(token.kind, Kind::Word(_)) && token.range.len() == text.len())
    }

    /// True when the text is one of the words of a label list, whatever stands behind it in brackets.
    pub(super) fn listed(&self, range: Range<usize>, label: &str) -> bool {
        let text = self.text(range);
        let text = text.split_once('(').map_or(text, |(bare, _)| bare).trim();
        self.vocab.label_is(label, text)
    }

    /// True for the head of a column of labels: 指标名称, 序号.
    pub(super) fn is_head(&self, range: Range<usize>) -> bool {
        self.listed(range.clone(), "label_heads")
            || self.listed(range.clone(), "number_heads")
            || self.whole(range, Cue::UnitHead)
    }

    /// True when a header may say so of a column: a time, a measure, a metric, a unit.
    pub(super) fn names_column(&self, range: Range<usize>) -> bool {
        let tokens = self.tokens(range.clone());
        let says = |token: &super::super::token::Token<'_>| {
            token.time().is_some() || token.is_metric() || token.any(MEASURES) || token.any(&[Cue::Target, Cue::Estimate])
        };
        tokens.tokens.iter().any(says)
            || self.bracket(range.clone()).is_some()
            || self.bare_time(range.clone())
            || self.is_head(range)
    }

    /// True when the words say what is measured of a metric: 同比增长, 占比, 位次.
    pub(super) fn names_measure(&self, range: Range<usize>) -> bool {
        self.has(range, MEASURES)
    }

    /// True for a note of the unit, 单位:亿元, which names neither a column nor the table.
    pub(super) fn opens_note(&self, range: Range<usize>) -> bool {
        let text = self.text(range.clone()).trim_start_matches(['(', ' ']);
        let tokens = tokenise(text, self.vocab);
        tokens.tokens.first().is_some_and(|token| {
            token.range.start == 0 && token.cue(Cue::UnitHead) && text[token.range.end..].starts_with([':', ' '])
        })
    }

    /// True when all of it names a zone or a place.
    pub(super) fn is_subject(&self, range: Range<usize>) -> bool {
        let named: usize =
            self.tokens(range.clone()).tokens.iter().filter(|token| token.is_subject()).map(|token| token.range.len()).sum();
        named > 0 && named == range.len()
    }

    /// The unit that is all of a text.
    pub(super) fn unit(&self, text: &str) -> Option<&'a UnitSpelling> {
        // Scales go one by one: 亿千瓦时 is 亿 of 千瓦时.
        let mut rest = text.trim();
        loop {
            if let Some((_, unit)) = self.vocab.units.head(rest).filter(|(len, _)| *len == rest.len()) {
                return Some(unit);
            }
            let (scale, ..) = self.vocab.numerals.head(rest, &[NumeralClass::Scale])?;
            rest = &rest[scale..];
        }
    }

    /// The units that a list names: 亿元、%.
    pub(super) fn units(&self, text: &'a str) -> Vec<&'a str> {
        text.split(['、', ',', '/', ' ', ';', '\t']).map(str::trim).filter(|part| self.unit(part).is_some()).collect()
    }

    /// The unit that stands in brackets, or behind a space or a slash, at the end of a cell.
    pub(super) fn bracket(&self, range: Range<usize>) -> Option<&'a str> {
        let cell = self.text(range);
        let inner = cell.strip_suffix(')').and_then(|cell| cell.rsplit_once('(')).map(|(_, inner)| inner);
        let last = || cell.rsplit_once([' ', '/', ':', ',']).map(|(_, last)| last);
        let plain = || cell.ends_with(['%', '‰']).then(|| &cell[cell.len() - 1..]).filter(|last| *last == "%");
        let candidates = [inner, last(), plain()];
        candidates.into_iter().flatten().map(|text| text.trim().trim_start_matches([':', '±', '+', '-'])).find_map(|text| {
            let text = text.rsplit_once(':').map_or(text, |(_, unit)| unit);
            self.units(text).first().copied()
        })
    }

    /// A cell without the unit at its end.
    pub(super) fn without_unit(&self, range: Range<usize>) -> Range<usize> {
        let Some(unit) = self.bracket(range.clone()) else { return range };
        let cell = self.text(range.clone());
        let before = &cell[..cell.rfind(unit).unwrap_or(cell.len())];
        let before = before.trim_end_matches(['(', ' ', '/', ':', ',', '±', '+', '-', '、']);
        let open = before.rfind('(').filter(|_| cell.ends_with(')') && !before.ends_with(')'));
        range.start..range.start + open.unwrap_or(before.len())
    }

    /// What brackets at the end of a label say of its metric: a kind (限上), or a part of a year (一季度).
    pub(super) fn aside(&self, range: Range<usize>) -> Option<Range<usize>> {
        let cell = self.text(range.clone());
        let open = cell.strip_suffix(')')?.rfind('(')? + 1;
        let inner = range.start + open..range.end - 1;
        let tokens = self.tokens(inner.clone());
        let [token] = tokens.tokens.as_slice() else { return None };
        let time = token.time().is_some_and(|time| !tokens.times[time].meaning.part.is_empty());
        let narrows = token.narrower().is_some_and(|narrower| narrower != Narrower::Suffix);
        (token.range.len() == inner.len() && (time || narrows)).then_some(inner)
    }

    /// The last metric that a text names and that a figure of this dimension can state.
    pub(super) fn metric(&self, range: Range<usize>, dimension: Option<&str>) -> Option<u16> {
        let tokens = self.tokens(range);
        let fits = |metric: &u16| dimension.is_none_or(|dimension| self.vocab.takes(*metric, dimension));
        tokens.tokens.iter().rev().find_map(|token| token.metrics().map(|(metric, _)| metric).find(fits))
    }

    /// True when the last metric that a text names is a bare word for a position: 位次, but not 综合排名.
    pub(super) fn ends_in_rank(&self, range: Range<usize>) -> bool {
        self.tokens(range).tokens.iter().rev().find(|token| token.is_metric()).is_some_and(|token| token.cue(Cue::Rank))
    }

    /// The metric that two cells name together: 第二产业 | 增加值.
    pub(super) fn joined(&self, label: Range<usize>, head: Range<usize>, dimension: Option<&str>) -> Option<u16> {
        let label = self.text(label);
        let text = format!("{label}{}", self.text(head));
        let fits = |metric: &u16| dimension.is_none_or(|dimension| self.vocab.takes(*metric, dimension));
        let hits = self.vocab.lexicon.find(&text).filter(|hit| hit.range.start < label.len() && hit.range.end > label.len());
        let senses = hits
            .flat_map(|hit| hit.senses)
            .filter_map(|sense| if let Sense::Metric(metric, _) = sense { Some(*metric) } else { None });
        senses.into_iter().find(fits)
    }
}
