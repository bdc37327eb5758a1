//! What stands above a table: its name, the units that it is in, the period that it is of.

use std::ops::Range;

use super::super::Reader;
use super::super::token::Token;
use super::column::Column;
use super::words::Words;
use crate::model::{Block, BlockKind, Period, Row};
use crate::vocab::Cue;

/// So many blocks above a table at most are its caption and its notes.
const MAX_CAPTION: usize = 4;
/// Behind the metric of a caption stand so many characters at most: 地区生产总值构成情况.
const MAX_BEHIND: usize = 8;

/// What stands above a table: the units that it is in, and what it is named.
#[derive(Clone, Default)]
pub(super) struct Above<'a> {
    /// The units that a note names.
    pub(super) units: Vec<&'a str>,
    /// The lines that name it.
    pub(super) captions: Vec<Range<usize>>,
}

impl<'a> Above<'a> {
    /// Reads the short blocks right above a table.
    pub(super) fn of(reader: &Reader<'_>, block: &Block, words: &Words<'a>) -> Self {
        let mut above = Self::default();
        let Some(article) = reader.source.articles.get(reader.article as usize) else { return above };
        let here = article.blocks.partition_point(|other| other.start < block.start);
        for other in article.blocks[..here].iter().rev().take(MAX_CAPTION) {
            let range = other.range();
            let units = noted_units(range.clone(), words);
            let noted = !units.is_empty();
            if above.units.is_empty() {
                above.units = units;
            }
            match other.kind {
                _ if noted && words.opens_note(range.clone()) => {}
                BlockKind::Heading | BlockKind::Title => {
                    above.captions.push(range);
                    break;
                }
                BlockKind::Table | BlockKind::ListItem => break,
                _ => {}
            }
        }
        above
    }

    /// Takes the units that the table itself names for all of it, where no note above it does: in its head, its name, its corner.
    pub(super) fn note(&mut self, header: &[Row], words: &Words<'a>) {
        let cells = || header.iter().flat_map(|row| &row.cells).map(|cell| cell.range());
        let mut noted = self.captions.iter().cloned().chain(cells()).map(|range| noted_units(range, words));
        let names = self.captions.iter().cloned().chain(cells().take(1));
        let mut bracketed = names.map(|range| words.bracket(range).into_iter().collect());
        if self.units.is_empty() {
            let named = |units: &Vec<&str>| !units.is_empty();
            self.units = noted.find(named).or_else(|| bracketed.find(named)).unwrap_or_default();
        }
    }
}

/// The units that a note names, by itself or in brackets behind other words: 单位:亿元、%; 主要指标(单位:亿元、%):.
pub(super) fn noted_units<'a>(range: Range<usize>, words: &Words<'a>) -> Vec<&'a str> {
    let noted = |range: Range<usize>| {
        let text = words.text(range.clone());
        let tokens = words.tokens(range);
        let ends = |token: &&Token<'_>| token.cue(Cue::UnitHead) && text[token.range.end..].starts_with([':', ' ']);
        let head = tokens.tokens.iter().find(ends)?;
        Some(words.units(text[head.range.end..].trim_start_matches([':', ' ']).trim_end_matches([')', ':', '。'])))
    };
    // Mentions of brackets that hold no figure are dropped from the whole.
    let inside = words.text(range.clone()).rfind('(').map(|at| range.start + at + 1..range.end);
    noted(range).or_else(|| noted(inside?)).unwrap_or_default()
}

/// The words of a caption that name one metric that all of the table is about.
pub(super) fn caption_metric(range: Range<usize>, words: &Words<'_>) -> Option<Range<usize>> {
    let range = words.without_unit(range);
    let tokens = words.tokens(range.clone());
    let last = tokens.tokens.iter().rev().find(|token| token.is_metric())?;
    let behind = &tokens.text[last.range.end..];
    let general = words.vocab.label_in("label_heads", behind);
    (!general && behind.chars().count() <= MAX_BEHIND).then(|| range.start + last.range.start..range.start + last.range.end)
}

/// The period that a table as a whole is of.
#[derive(Clone, Debug, Default)]
pub(super) struct TablePeriod {
    /// Its year, where one is printed.
    pub year: Option<i32>,
    /// The words for a part of it: 1-9月; empty for the whole.
    pub part: String,
    /// The month that such a part ends in.
    pub month: Option<u32>,
    /// The words for a part of the year that nothing prints, by when the table was published.
    pub so_far: Option<String>,
}

impl TablePeriod {
    /// The period of the table: what its columns say, else what stands above it.
    pub(super) fn of(columns: &[Column<'_>], reader: &Reader<'_>, words: &Words<'_>) -> Self {
        let heads = columns.iter().flat_map(|column| &column.heads);
        let inside = heads.flat_map(|head| {
            let tokens = words.tokens(head.clone());
            let times = tokens
                .times
                .iter()
                .filter(|time| !time.base)
                .map(|time| (time.meaning.clone(), tokens.text[time.range.clone()].to_owned()));
            times.collect::<Vec<_>>()
        });
        let above = reader.frame.times().map(|time| (time.meaning.clone(), time.words.to_string()));
        let mut period = Self::default();
        for (meaning, printed) in inside.chain(above) {
            period.year = period.year.or(meaning.year);
            if period.part.is_empty() && !meaning.part.is_empty() {
                if let Some(Period::YearToDate(month) | Period::Month(month)) = Period::parse(&meaning.part) {
                    period.month = Some(month);
                }
                let year = words.vocab.label("year");
                period.part = printed.rsplit_once(year).map_or(printed.as_str(), |(_, part)| part).to_owned();
            }
        }
        // 本月 | 本月止累计: a table of months that names none is of the last one before it was published.
        let published = reader.published.filter(|date| period.year.is_none_or(|year| year == date.year()));
        if period.month.is_none() && columns.iter().any(|column| column.month) {
            period.month = published.map(|date| date.month() - 1).filter(|month| *month > 0);
            period.so_far = period.month.map(|month| format!("1-{month}{}", words.vocab.label("month")));
        }
        period
    }
}
