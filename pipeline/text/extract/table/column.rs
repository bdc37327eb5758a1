//! What a column holds, as its header says: levels, rates, shares, ranks, aims; in which unit; of which metric.

use std::ops::Range;

use super::grid::Grid;
use super::words::Words;
use crate::vocab::Cue;

/// What the figures of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// The metric itself, or an absolute change.
    Level,
    /// What was aimed at.
    Target,
    /// A change in percent.
    Rate,
    /// A part of a whole, or of a plan.
    Part,
    /// A position.
    Rank,
    /// No figures: units, notes, ordinals.
    Aside,
}

/// One column.
#[derive(Clone, Debug)]
pub(super) struct Column<'a> {
    /// What it holds.
    pub content: Content,
    /// The cells of the header above it, from above.
    pub heads: Vec<Range<usize>>,
    /// The unit that the header names.
    pub unit: Option<&'a str>,
    /// The cell of the header that names its metric; for a rate without one, that of the column before.
    pub metric: Option<Range<usize>>,
    /// The cell of the header that names a metric together with a label (第二产业 | 增加值); for a rate, of the column before.
    pub level: Option<Range<usize>>,
    /// For a rate without a time of its own, the header that dates the column which it follows.
    pub dated: Option<Range<usize>>,
    /// For an average, the years of the first and the last of the levels before it, with the header of the last.
    pub span: Option<(i32, i32, Range<usize>)>,
    /// Its header names a zone or a place.
    pub of_zone: bool,
    /// It is the column of units.
    pub units: bool,
    /// Its cells are notes to their row.
    pub notes: bool,
    /// Its cells only number the rows, or score them.
    pub ordinals: bool,
    /// It is of the last month alone.
    pub month: bool,
}

/// The columns of a grid.
pub(super) fn columns<'a>(grid: &Grid<'_>, words: &Words<'a>) -> Vec<Column<'a>> {
    let mut columns: Vec<Column<'a>> = Vec::with_capacity(grid.heads.len());
    // The latest time of the levels that stand together: 2020年 | 2021年 | 增长 is the growth of 2021.
    let mut latest: Option<((i32, u32), Range<usize>)> = None;
    let mut first: Option<i32> = None;
    for (index, heads) in grid.heads.iter().enumerate() {
        let mut column = column(heads, words);
        // A column of labels measures nothing, unless the table is in the order of positions: 排名 | 高新区 | 省份.
        if index < grid.labels && !(index == 0 && column.content == Content::Rank) {
            (column.content, column.metric) = (Content::Aside, None);
        }
        // 增速位次: a bare word for positions behind what is ranked.
        let bare = |head: &Range<usize>| words.ends_in_rank(head.clone());
        if column.content == Content::Rank && column.metric.as_ref().is_some_and(bare) {
            column.metric = columns.last().and_then(|last| last.metric.clone()).or(column.metric);
        }
        if column.metric.is_none() && matches!(column.content, Content::Rate | Content::Part | Content::Rank) {
            column.metric = columns.last().and_then(|last| last.metric.clone());
            column.level = columns.last().and_then(|last| last.level.clone());
        }
        let own = column.heads.iter().find_map(|head| Some((words.time(head.clone())?, head.clone())));
        match (column.content, own) {
            (Content::Level, own) => {
                let begins = columns.last().is_none_or(|last| last.content != Content::Level);
                let year = own.as_ref().map(|((year, _), _)| *year).filter(|year| *year > 0);
                first = first.filter(|_| !begins).into_iter().chain(year).min();
                latest = latest.filter(|_| !begins).into_iter().chain(own).max_by_key(|(time, _)| *time);
            }
            // An average is over years, not of the last.
            (Content::Rate | Content::Part | Content::Rank, None) if !averages(heads, words) => {
                column.dated = latest.as_ref().map(|(_, head)| head.clone());
            }
            (Content::Rate, None) => {
                let years = first.zip(latest.as_ref()).filter(|(first, ((last, _), _))| first < last);
                column.span = years.map(|(first, ((last, _), head))| (first, *last, head.clone()));
            }
            _ => {}
        }
        columns.push(column);
    }
    columns
}

fn column<'a>(heads: &[Range<usize>], words: &Words<'a>) -> Column<'a> {
    let whole = |cue: Cue| heads.last().is_some_and(|head| words.whole(head.clone(), cue));
    let has = |cues: &[Cue]| heads.iter().any(|head| words.has(words.without_unit(head.clone()), cues));
    let unit = heads.iter().rev().find_map(|head| words.bracket(head.clone()).or_else(|| alone(head, words)));
    let (units, notes) = (whole(Cue::UnitHead), whole(Cue::NoteHead));
    let percent =
        unit.is_some_and(|unit| words.unit(unit).is_some_and(|unit| ["ratio", "points"].contains(&unit.dimension.as_str())));
    let absolute = unit.is_some() && !percent;
    let ordinals = heads.last().is_some_and(|head| words.listed(head.clone(), "number_heads"));
    let aside = units || notes || ordinals;
    let done = percent || has(&[Cue::Done]) || heads.iter().any(|head| words.has(head.clone(), &[Cue::Share]));
    let content = match () {
        () if aside => Content::Aside,
        () if has(&[Cue::Rank]) && !percent => Content::Rank,
        () if has(&[Cue::Completion]) && (done || ends_rate(heads, words)) => Content::Part,
        () if has(&[Cue::Completion, Cue::Target]) || heads.iter().any(|head| aimed(head.clone(), words)) => Content::Target,
        () if has(&[Cue::Share]) && !absolute => Content::Part,
        () if has(&[Cue::Rate, Cue::FallRate, Cue::Up, Cue::Down, Cue::Average]) && !absolute => Content::Rate,
        () => Content::Level,
    };
    let metric = heads.iter().rev().find(|head| words.metric((*head).clone(), None).is_some()).cloned();
    let month = heads.iter().any(|head| words.listed(head.clone(), "month_heads"));
    let level = heads.last().filter(|_| content == Content::Level).map(|head| words.without_unit(head.clone()));
    let of_zone = heads.iter().any(|head| words.is_subject(head.clone()));
    Column {
        level,
        month,
        content,
        heads: heads.to_vec(),
        unit,
        metric,
        dated: None,
        span: None,
        of_zone,
        units,
        notes,
        ordinals,
    }
}

fn averages(heads: &[Range<usize>], words: &Words<'_>) -> bool {
    heads.iter().any(|head| words.has(head.clone(), &[Cue::Average]))
}

/// A header that is nothing but a unit: 亿元.
fn alone<'a>(head: &Range<usize>, words: &Words<'a>) -> Option<&'a str> {
    let text = words.text(head.clone());
    words.unit(text).map(|_| text)
}

/// 完成率, 完成比例: the word itself ends in what makes it a percentage.
fn ends_rate(heads: &[Range<usize>], words: &Words<'_>) -> bool {
    let ends = |head: &Range<usize>| {
        let text = words.text(words.without_unit(head.clone()));
        words.vocab.label_ends("rate_ends", text)
    };
    heads.iter().any(ends)
}

/// 2021年目标: the aim stands behind its time or alone.
fn aimed(head: Range<usize>, words: &Words<'_>) -> bool {
    let tokens = words.tokens(head);
    tokens.tokens.last().is_some_and(|token| token.cue(Cue::TargetWeak) && tokens.text[token.range.clone()].chars().count() > 1)
}
