//! The words of its sentence that date a figure, or that it is compared with.

use std::ops::Range;

use super::super::token::{Token, Tokens};
use super::outside_brackets;
use crate::model::{Level, MappedStr, TimeEvidence, TimeMeaning};
use crate::vocab::{Cue, Sense, Vocab};

/// What the figure behind these tokens is compared with: the nearest base among them, or the length of time since then.
pub(in super::super) fn base(tokens: &Tokens<'_, '_>, left: &Range<usize>) -> Option<TimeMeaning> {
    let times = tokens.tokens[left.clone()].iter().rev().filter_map(|token| token.time()).map(|time| &tokens.times[time]);
    for time in times {
        if time.base {
            return (!time.is_empty()).then(|| time.meaning.clone());
        }
        if time.is_empty() && time.length.is_some() {
            return Some(TimeMeaning { back: time.length, ..TimeMeaning::default() });
        }
    }
    None
}

/// The time at a token as evidence, where it can date a figure.
pub(in super::super) fn dated(tokens: &Tokens<'_, '_>, index: usize, level: Level, text: MappedStr<'_>) -> Option<TimeEvidence> {
    let token = &tokens.tokens[index];
    let time = token.time().map(|time| &tokens.times[time]).filter(|time| time.dates())?;
    let words = tokens.text[token.range.clone()].into();
    Some(TimeEvidence { level, words, meaning: time.meaning.clone(), span: text.span(token.range.clone()) })
}

/// Words of its sentence that may date the figure at a token, nearest first. Bases of comparisons are no dates; the old time of a change
/// (由2008年的…上升到…) does not date the new value.
pub(in super::super) fn times(tokens: &Tokens<'_, '_>, at: usize, text: MappedStr<'_>) -> Vec<TimeEvidence> {
    let mut out = Vec::new();
    if tokens.times.is_empty() {
        return out;
    }
    // 2025年:营业收入…: a year that heads a list says up to when, as 到2025年 does.
    let mut evidence = |index: usize, level: Level, heads: bool| {
        out.extend(dated(tokens, index, level, text).map(|mut evidence| {
            evidence.meaning.until |= heads && evidence.meaning.year.is_some();
            evidence
        }));
    };
    // A time alone in brackets right behind the figure is its own: 480家(2018年底).
    if tokens.alone_in_brackets(at + 2) {
        evidence(at + 2, Level::Clause, false);
    }
    // 营业收入108亿元(1-11月),同比增长19%: so it is of what the next clause says of that.
    if let Some(index) = dated_before(tokens, at) {
        evidence(index, Level::Clause, false);
    }
    // 较2020年的35.7亿元增长: what the base has reached.
    if let Some(index) = based(tokens, at) {
        let token = &tokens.tokens[index];
        let meaning = token.time().map(|time| tokens.times[time].meaning.clone()).unwrap_or_default();
        let words = tokens.text[token.range.clone()].into();
        return vec![TimeEvidence { level: Level::Clause, words, meaning, span: text.span(token.range.clone()) }];
    }
    let mut level = Level::Clause;
    let mut to = false;
    let mut group = super::group(tokens, at);
    let mut aside = false;
    for (index, token) in outside_brackets(tokens, at) {
        if token.mark().is_some() {
            if parts_clauses(tokens, index) {
                (level, to) = (Level::Sentence, false);
            }
            continue;
        }
        if token.time().is_none() {
            to |= token.cue(Cue::To);
            continue;
        }
        // Over a semicolon reaches only the time that its part of the sentence began with, before its first figure; a later one was
        // an aside.
        if index < group {
            group = super::group(tokens, index);
            aside = true;
        }
        let dates = |token: &Token<'_>| token.time().is_some_and(|time| tokens.times[time].dates());
        // 从2012年的392亿元增加到2021年的1281亿元;…: the old time of a change begins nothing.
        // “十四五”以来,…跃升至2022年的…;…: nor does a span, beside the year that was reached.
        // 十年来,…增加到2011年的…;…: nor a number of years.
        let runs = |meaning: &TimeMeaning| meaning.from.is_some() || meaning.back.is_some();
        let span = |at: usize| tokens.tokens[at].time().is_some_and(|time| runs(&tokens.times[time].meaning));
        let begins = |at: usize| dates(&tokens.tokens[at]) && !span(at) && !(at > 0 && tokens.tokens[at - 1].cue(Cue::From));
        // 产值增长3.7%,扭转了一季度下降的局面;增加值增长6.1%: nor does a part of the year that a later clause speaks of.
        let part = || token.time().is_some_and(|time| part_of_year(&tokens.times[time].meaning));
        let opened = || {
            let figure = tokens.tokens[group..index].iter().any(|token| tokens.is_figure(token));
            figure && ((group..index).any(begins) || part())
        };
        // 高新技术企业2015年186家、2018年432家;…: nor do the years of one metric, each with its figure.
        let each = || {
            let light = |token: &&Token<'_>| !token.any(&[Cue::Light, Cue::To, Cue::Over, Cue::Under, Cue::Approx]);
            let dealt = |at: usize| {
                dates(&tokens.tokens[at]) && tokens.tokens[at + 1..].iter().find(light).is_some_and(|next| tokens.is_figure(next))
            };
            let others =
                || (index + 1..at).take_while(|at| tokens.tokens[*at].mark() != Some(';')).chain(group..index).any(dealt);
            let now = token.time().is_some_and(|time| tokens.times[time].meaning.now);
            !now && dealt(index) && others() && tokens.tokens[group..index].iter().any(Token::is_metric)
        };
        // 认定31家——现在要从头再来;引进86个: nor does a word for now that a later clause says.
        let now = || {
            token.time().is_some_and(|time| tokens.times[time].meaning.now)
                && tokens.tokens[group..index].iter().any(|token| tokens.is_figure(token))
        };
        let later = || aside && dates(token) && (opened() || each() || now());
        let old = || to && tokens.tokens[..index].iter().rev().take(2).any(|t| t.cue(Cue::From));
        // 去年刚扩区的某高新区,头7个月引进资金42亿元: what it dates is told of the zone, and no figure.
        let told = || {
            let clause = tokens.tokens[index + 1..at].iter().take_while(|t| t.mark().is_none() && !tokens.is_figure(t));
            let clause: Vec<&Token<'_>> = clause.collect();
            let of = clause.windows(2).any(|pair| pair[0].cue(Cue::Attributive) && names_zone(pair[1]));
            of && index + 1 + clause.len() < at && !clause.iter().any(|token| token.is_metric())
        };
        if later() || old() || level == Level::Sentence && told() {
            continue;
        }
        evidence(index, level, colon(tokens, index));
    }
    // 2020-04-28 某高新区集中签约项目16个: the day of an entry dates what it tells, where nothing else in it does.
    let entry =
        tokens.tokens.first().filter(|first| first.range.start == 0).and_then(Token::time).map(|time| &tokens.times[time]);
    if let Some(day) = entry.filter(|day| day.event && day.meaning.year.is_some() && day.meaning.stock_day.is_some())
        && !out.iter().any(|time| time.meaning.year.is_some() || time.meaning.offset.is_some())
    {
        let words = tokens.text[day.range.clone()].into();
        let meaning = TimeMeaning { year: day.meaning.year, ..TimeMeaning::default() };
        out.push(TimeEvidence { level: Level::Sentence, words, meaning, span: text.span(day.range.clone()) });
    }
    out
}

/// 近日,高新区集中开工项目31个; 3月16日,…: what was done these days was done in the year of writing. `month` is that of publication: a
/// later one was of the year before.
pub(in super::super) fn lately(
    tokens: &Tokens<'_, '_>,
    at: usize,
    month: Option<u32>,
    text: MappedStr<'_>,
    vocab: &Vocab,
) -> Option<TimeEvidence> {
    let before = &tokens.text[..tokens.tokens[at].range.start];
    let now = |span: Range<usize>| TimeEvidence {
        level: Level::Sentence,
        words: tokens.text[span.clone()].into(),
        meaning: TimeMeaning { now: true, ..TimeMeaning::default() },
        span: text.span(span),
    };
    let day = tokens.tokens[..at].iter().find_map(|token| {
        let time = token.time().map(|time| &tokens.times[time]).filter(|time| time.event && time.meaning.year.is_none())?;
        let passed = time.meaning.stock_month.zip(month).is_some_and(|(day, month)| day <= month);
        passed.then(|| token.range.clone())
    });
    let said = || {
        let words = vocab.label_words("lately").iter();
        words.filter_map(|word| before.find(word.as_str()).map(|start| start..start + word.len())).min_by_key(|span| span.start)
    };
    day.or_else(said).map(now)
}

/// 从2012年到2022年,产值从258亿元增至700亿元: the first year of a span that dates the old value of a change.
pub(in super::super) fn first_year(tokens: &Tokens<'_, '_>, at: usize, text: MappedStr<'_>) -> Option<TimeEvidence> {
    let (index, _) = outside_brackets(tokens, at).find(|(_, token)| token.time().is_some())?;
    let evidence =
        dated(tokens, index, Level::Sentence, text).filter(|time| time.words.starts_with(|c: char| c.is_ascii_digit()))?;
    let from = evidence.meaning.from.filter(|_| evidence.meaning.year.is_some())?;
    Some(TimeEvidence { meaning: TimeMeaning { year: Some(from), ..TimeMeaning::default() }, ..evidence })
}

/// The base of a comparison that 的 ties to the figure at a token: 较2020年的35.7亿元.
pub(in super::super) fn based(tokens: &Tokens<'_, '_>, at: usize) -> Option<usize> {
    let base = at.checked_sub(2)?;
    let [time, of, figure] = tokens.tokens.get(base..=at)? else { return None };
    // 是2008年的2.7倍 is a multiple of it.
    let amount = figure.quantity().is_some_and(|at| !["times", "ratio"].contains(&tokens.quantities[at].dimension));
    let said = time.time().map(|time| &tokens.times[time]).filter(|time| time.base && amount)?;
    let tight = time.range.end == of.range.start && of.range.end == figure.range.start && of.cue(Cue::Attributive);
    (tight && (said.meaning.year.is_some() || said.meaning.offset.is_some())).then_some(base)
}

/// The time alone in brackets right before the clause of a rate.
fn dated_before(tokens: &Tokens<'_, '_>, at: usize) -> Option<usize> {
    let comma = tokens.tokens[..at].iter().rposition(|token| token.mark() == Some(',') || tokens.is_figure(token))?;
    let time = comma.checked_sub(2).filter(|time| tokens.alone_in_brackets(*time) && tokens.tokens[*time].time().is_some())?;
    let words = &tokens.tokens[comma + 1..at];
    let rate = words.iter().any(|token| token.any(&[Cue::Up, Cue::Down, Cue::Rate]))
        && !words.iter().any(|token| token.is_metric() || token.is_subject());
    rate.then_some(time)
}

/// True for a part of a year of which no year is said.
fn part_of_year(meaning: &TimeMeaning) -> bool {
    !matches!(meaning.part.as_str(), "" | "year") && meaning.year.is_none() && meaning.offset.is_none()
}

/// True for a word that names one zone.
fn names_zone(token: &Token<'_>) -> bool {
    token.senses().iter().any(|sense| matches!(sense, Sense::Zone(_)))
}

/// True for a token that a colon follows at once.
fn colon(tokens: &Tokens<'_, '_>, index: usize) -> bool {
    let end = tokens.tokens[index].range.end;
    tokens.tokens.get(index + 1).is_some_and(|next| next.mark() == Some(':') && next.range.start == end)
}

/// True for a mark between clauses; the colon of a ratio is none.
fn parts_clauses(tokens: &Tokens<'_, '_>, index: usize) -> bool {
    let token = &tokens.tokens[index];
    let ratio = token.mark() == Some(':') && tokens.text[..token.range.start].ends_with(|c: char| c.is_ascii_digit());
    matches!(token.mark(), Some(',' | ';' | ':')) && !ratio
}
