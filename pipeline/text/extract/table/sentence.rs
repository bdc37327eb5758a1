//! The sentence that the words around a cell make with it.

use std::ops::Range;

use super::super::Reader;
use super::super::context::Subjects;
use super::super::token::tokenise;
use super::above::TablePeriod;
use super::words::Words;
use crate::model::MappedBuilder;
use crate::vocab::{Cue, NumeralClass, Vocab};

/// One part of the sentence.
enum Part<'a> {
    /// Words of the report.
    Text(Range<usize>),
    /// Words of the report that stand in a clause of their own.
    Note(Range<usize>),
    /// A word of the lists, and the words of the report that it stands for; of an empty range, the place where it is put in.
    Word(String, Range<usize>),
    /// The figure, with the unit of a bare number.
    Value(Range<usize>, Option<&'a str>),
}

/// Parts in order.
#[derive(Default)]
pub(super) struct Sentence<'a>(Vec<Part<'a>>);

impl<'a> Sentence<'a> {
    /// A sentence that is one cell.
    pub(super) fn of(range: &Range<usize>) -> Self {
        Self(vec![Part::Value(range.clone(), None)])
    }

    pub(super) fn note(&mut self, range: Range<usize>) {
        self.0.push(Part::Note(range));
    }

    pub(super) fn part(&mut self, range: Range<usize>) {
        self.0.push(Part::Text(range));
    }

    pub(super) fn word(&mut self, word: impl Into<String>, at: usize) {
        self.0.push(Part::Word(word.into(), at..at));
    }

    /// A word that stands for words of the report.
    pub(super) fn word_for(&mut self, word: impl Into<String>, range: Range<usize>) {
        self.0.push(Part::Word(word.into(), range));
    }

    pub(super) fn value(&mut self, range: Range<usize>, unit: Option<&'a str>) {
        self.0.push(Part::Value(range, unit));
    }

    /// A time as words say it: 2022-06 is 2022年6月.
    pub(super) fn time(&mut self, words: &Words<'a>, range: Range<usize>) {
        match words.bare_month(range.clone()) {
            Some((year, month)) => {
                let (years, months) = (words.vocab.label("year"), words.vocab.label("month"));
                self.0.push(Part::Word(format!("{year}{years}{month}{months}"), range));
            }
            None => self.part(range),
        }
    }

    /// Of these words only those that say when, of whom, or that it is expected; the rest names the column. The year before is
    /// that before the table's own.
    pub(super) fn frame(&mut self, words: &Words<'a>, range: Range<usize>, period: &TablePeriod) {
        if words.bare_time(range.clone()) {
            return self.time(words, range);
        }
        let tokens = words.tokens(range.clone());
        for token in &tokens.tokens {
            let time = token.time().map(|time| &tokens.times[time]);
            if let Some(offset) = time.and_then(|time| time.meaning.offset).filter(|offset| *offset < 0) {
                let at = range.start + token.range.start;
                match period.year {
                    Some(year) => self.word(format!("{}{}", year + offset, words.vocab.label("year")), at),
                    None => self.part(at..range.start + token.range.end),
                }
                self.word(period.part.clone(), at);
            } else if token.time().is_some() || token.is_subject() || token.any(&[Cue::Estimate, Cue::Gain, Cue::NetGain]) {
                self.part(range.start + token.range.start..range.start + token.range.end);
            }
        }
    }

    /// Asks the families about the figures of the sentence.
    pub(super) fn read(self, reader: &mut Reader<'_>, shown: &str) {
        let source = &reader.source.text;
        let mut out = MappedBuilder::default();
        for part in &self.0 {
            let (range, unit) = match part {
                Part::Text(range) | Part::Note(range) => (range.clone(), None),
                Part::Value(range, unit) => (range.clone(), *unit),
                Part::Word(word, of) => {
                    // All of it stands for all of them: its last character for their last one.
                    let last = word.char_indices().next_back().map_or(0, |(last, _)| last);
                    for (at, c) in word.char_indices() {
                        let ends = at == last && at > 0 && !of.is_empty();
                        out.push(c, source.origin(if ends { of.end - 1 } else { of.start }));
                    }
                    continue;
                }
            };
            let text = &source.text()[range.clone()];
            let year =
                matches!(part, Part::Text(_) | Part::Note(_)) && text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
            // Digits of two cells are two numbers.
            let meets = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || ".,-:/".contains(c));
            // GDP19.2 would be a name.
            let named = matches!(part, Part::Value(..)) && out.last().is_some_and(|c| c.is_ascii_alphabetic());
            if named || meets(out.last()) && meets(text.chars().next()) {
                out.push(' ', source.origin(range.start));
            }
            let bare = if unit.is_some() { bare_ends(text, reader.vocab) } else { Vec::new() };
            for (at, c, origin) in source.slice(range.clone()).chars() {
                out.push(c, origin);
                if let Some(unit) = unit.filter(|_| bare.contains(&(at + c.len_utf8()))) {
                    unit.chars().for_each(|c| out.push(c, origin));
                }
            }
            if let Some(end) = range.end.checked_sub(1).filter(|_| !range.is_empty()) {
                let origin = source.origin(end);
                if year {
                    reader.vocab.label("year").chars().for_each(|c| out.push(c, origin));
                }
                // A note stands in a clause of its own.
                if matches!(part, Part::Note(_)) {
                    out.push(',', origin);
                }
            }
        }
        let text = out.finish(source.source_chars());
        let tokens = tokenise(text.text(), reader.vocab);
        let subjects = Subjects::of(&tokens, text.whole(), reader.vocab);
        reader.figures(&tokens, &subjects, text.whole(), shown);
    }
}

/// Where the numbers of a cell end that print no unit, behind their scales: 约12万.
fn bare_ends(text: &str, vocab: &Vocab) -> Vec<usize> {
    let digits_end = |(at, c): (usize, char)| {
        let rest = &text[at + 1..];
        (c.is_ascii_digit() && !rest.starts_with(|c: char| c.is_ascii_digit() || ".,".contains(c))).then_some(at + 1)
    };
    let mut ends = Vec::new();
    for mut end in text.char_indices().filter(|(_, c)| c.is_ascii_digit()).filter_map(digits_end) {
        while let Some((len, ..)) = vocab.numerals.head(&text[end..], &[NumeralClass::Scale, NumeralClass::More]) {
            end += len;
        }
        let rest = text[end..].trim_start();
        if !rest.starts_with('%') && vocab.units.head(rest).is_none() {
            ends.push(end);
        }
    }
    ends
}
