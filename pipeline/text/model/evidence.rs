//! Words of a report that may decide the subject or the year of a figure, and how near to it they stand.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Span;

/// Words that many figures share: a clone copies none of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Words(Arc<str>);

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        Self(words.into())
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self(words.into())
    }
}

impl From<Words> for String {
    fn from(words: Words) -> Self {
        words.0.as_ref().to_owned()
    }
}

/// How near the words stand to the figure, from the nearest to the farthest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// In the figure's own clause, before it.
    Clause,
    /// In an earlier clause of its sentence.
    Sentence,
    /// In the table's header, stub or caption.
    Table,
    /// In the sentence that opens its paragraph, still in force.
    Paragraph,
    /// In an earlier sentence of its paragraph, but not the one that opens it.
    Aside,
    /// In a heading above it.
    Heading,
    /// In the article's title.
    Title,
    /// Elsewhere in the article: its habit.
    Article,
    /// In the title of the document or its metadata.
    Document,
}

/// Words that may name the subject.
///
/// `meaning` is `zone:<zone_id>`, `place:<adcode>` (several joined by `|` where the name is shared), `generic:zone`,
/// `generic:whole`, `generic:city`, `generic:province`, `generic:county`, `nation:CN`, `zones:CN`, `generic:zones` or
/// `anon:<text>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectEvidence {
    /// Where they stand.
    pub level: Level,
    /// The words as cleaned.
    pub words: Words,
    /// What the word lists make of them.
    pub meaning: Words,
    /// Where, in the ingested text.
    pub span: Span,
}

/// Words that may date the figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeEvidence {
    /// Where they stand.
    pub level: Level,
    /// The words as cleaned.
    pub words: Words,
    /// What they say.
    pub meaning: TimeMeaning,
    /// Where, in the ingested text.
    pub span: Span,
}

/// Years that a report can be about; others are misread words (今后一千年).
pub const YEARS: std::ops::RangeInclusive<i32> = 1949..=2100;

/// What words for a time say; what they leave open stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeMeaning {
    /// A year.
    pub year: Option<i32>,
    /// A year counted from the report's own (去年 is -1).
    pub offset: Option<i32>,
    /// The first year of a span that ends in `year`, or at the report's year.
    pub from: Option<i32>,
    /// A number of years up to the report's year (5年来).
    pub back: Option<i32>,
    /// A part of a year in the notation of the tables (`ytd:06`, `quarter:3`, `month:04`); `year` for the whole.
    pub part: String,
    /// The month of a day or month at which a stock was taken.
    pub stock_month: Option<u32>,
    /// The day of it.
    pub stock_day: Option<u32>,
    /// The last day of the year or plan is meant (2018年底).
    pub at_end: bool,
    /// Now: 目前, 现有.
    pub now: bool,
    /// Up to this time: 截至, 到2025年.
    pub until: bool,
    /// So many years to come (今后五年, 5年内); 0 for what remains of this one (年内).
    pub ahead: Option<i32>,
    /// The same time a year before the one that the sentence is about: 去年同期, 由上年的.
    pub prior: bool,
}

impl fmt::Display for TimeMeaning {
    /// What is said, part by part: `2020, until, at end`, `report year -1, ytd:06`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year.map(|year| match self.from {
            Some(from) => format!("{from}-{year}"),
            None => year.to_string(),
        });
        let flag = |set: bool, name: &str| set.then(|| name.to_owned());
        let said = [
            year,
            self.offset.map(|offset| format!("report year {offset:+}")),
            self.from.filter(|_| self.year.is_none()).map(|from| format!("from {from}")),
            self.back.map(|years| format!("{years} years back")),
            self.ahead.map(|years| format!("{years} years ahead")),
            Some(self.part.clone()).filter(|part| !part.is_empty()),
            self.stock_month.map(|month| format!("month {month}")),
            self.stock_day.map(|day| format!("day {day}")),
            flag(self.until, "until"),
            flag(self.at_end, "at end"),
            flag(self.now, "now"),
            flag(self.prior, "the year before"),
        ];
        f.write_str(&said.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}
