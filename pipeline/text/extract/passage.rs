//! Passages: the sentences of a block with their mentions, and what one is beside the one before.

use std::ops::RangeInclusive;

use super::narrower;
use super::time::SOME_MONTH;
use super::token::{Token, Tokens, sentence, tokenise};
use super::view::Topic;
use crate::model::{Block, BlockKind, Document, MappedStr, Measure, TimeMeaning};
use crate::vocab::{Cue, Vocab};

/// No line that only says how the one before has changed is longer.
const MAX_CHANGE: usize = 36;
/// A passage is longer than so many letters to count as printed twice.
const MIN_TWICE: usize = 30;
/// Longest sentence, in characters, that only says what the figures behind it are of.
const MAX_TOPIC: usize = 16;
/// Longest line, in characters, that names the figure above it.
const MAX_CAPTION: usize = 24;
/// Most characters beside the only figure of a line: 1500亿元+, 近90亿元.
const MAX_BESIDE: usize = 2;
/// Longest sentence, in characters, that may say that aims follow.
const MAX_AIM: usize = 60;

/// A sentence with its mentions, or a block that is not made of sentences.
pub(super) struct Passage<'v, 't> {
    pub(super) text: MappedStr<'t>,
    pub(super) tokens: Tokens<'v, 't>,
}

/// Characters of a bare word for the same time: 同期.
const SAME_TIME: usize = 2;

/// The passages of a block.
pub(super) fn passages<'v, 't>(block: &Block, document: &'t Document, vocab: &'v Vocab) -> Vec<Passage<'v, 't>> {
    let range = block.range();
    let mut passages = Vec::new();
    let mut start = range.start;
    while start < range.end {
        let rest = &document.text.text()[start..range.end];
        let tokens = match block.kind {
            BlockKind::Boilerplate | BlockKind::Byline | BlockKind::Table => tokenise(rest, vocab),
            _ => sentence(rest, vocab),
        };
        let end = start + tokens.text.len();
        if !tokens.text.trim().is_empty() {
            passages.push(Passage { text: document.text.slice(start..end), tokens });
        }
        start = end;
    }
    passages
}

/// Gives the times that are counted from the last year that was told of their years: 1992年建区,次年….
pub(super) fn narrate(blocks: &mut [Vec<Passage<'_, '_>>]) {
    let mut last: Option<TimeMeaning> = None;
    let mut month: Option<String> = None;
    for passage in blocks.iter_mut().flatten().filter(|passage| !passage.tokens.times.is_empty()) {
        let tokens = &mut passage.tokens;
        let mut own: Option<i32> = None;
        for at in 0..tokens.tokens.len() {
            let Some(time) = tokens.tokens[at].time() else { continue };
            // 占比由2005年的9%提高到18%: the old year is not told of.
            let old = at > 0 && tokens.tokens[at - 1].cue(Cue::From);
            // 同期新引进项目90个: at the head of a clause, what was told last.
            let heads = at == 0 || tokens.tokens[at - 1].mark().is_some();
            let compares = tokens.tokens.get(at + 1).is_none_or(|next| next.any(&[Cue::Up, Cue::Down, Cue::Rate]));
            // 比去年同期 names what it compares with.
            let compares = compares || tokens.text[tokens.tokens[at].range.clone()].chars().count() > SAME_TIME;
            // 老崔记得的“十年前”,是2010年9月26日。 tells of that year, and compares nothing with it.
            let ends = tokens.tokens.get(at + 1).is_none_or(|next| next.mark().is_some());
            let time = &mut tokens.times[time];
            // 1—8月产值880亿元,当月118亿元: the last month of those that were told of.
            if time.meaning.part == SOME_MONTH {
                time.meaning.part = month.as_ref().map_or_else(String::new, |month| format!("{SOME_MONTH}:{month}"));
                continue;
            }
            month = time
                .meaning
                .part
                .split_once(':')
                .filter(|(part, _)| ["ytd", SOME_MONTH].contains(part))
                .map(|(_, month)| month.to_owned())
                .or(month);
            let year = last.as_ref().filter(|last| last.from.is_none()).and_then(|last| last.year);
            match (time.narrated, year) {
                (Some(after), Some(year)) => time.meaning.year = Some(year + after),
                _ if time.base && time.is_empty() && heads && !compares => {
                    let told = last.clone().filter(|told| told.year.is_some());
                    (time.base, time.meaning) = (told.is_none(), told.unwrap_or_default());
                }
                // 今天,…;那时,…: nor does now end what was told.
                _ if time.meaning.now && time.narrated.is_none() => {}
                _ if (!time.base || ends && time.meaning.year.is_some()) && !old && !time.is_empty() => {
                    let named = time.meaning.year.is_some() || time.meaning.offset.is_some();
                    // 2014年占10.9%,而2010年只占7.8%: a look back from its sentence's year tells of none.
                    let back = own.zip(time.meaning.year).is_some_and(|(own, year)| year < own);
                    last = if named && !back { Some(time.meaning.clone()) } else { last };
                    own = own.or(time.meaning.year);
                }
                _ => {}
            }
        }
    }
}

/// The passages that stand in a quotation which a firm's people speak: “去年产值1.2亿元。”某公司总经理说.
pub(super) fn spoken_by_firm(passages: &[Passage<'_, '_>], vocab: &Vocab) -> Vec<RangeInclusive<usize>> {
    let mut spoken = Vec::new();
    let mut open = None;
    for (index, passage) in passages.iter().enumerate() {
        let text = passage.tokens.text;
        // “专精特新”企业: a name in quotes is no quotation; that opens a sentence and runs up to its end.
        open = open.or(text.trim_start().starts_with('“').then_some(index));
        let Some(first) = open else { continue };
        let Some(close) = text.find('”') else { continue };
        let behind = passage.tokens.tokens.iter().filter(|token| token.range.start >= close && token.mark().is_none());
        let ended = text[..close].trim_end().ends_with([',', '。', '!', '?', '”']) || text[..close].trim().is_empty();
        // ”管委会副主任马某说: nor do those who speak for a zone.
        let official = |firm: &Token<'_>| vocab.label_in("officials", &text[close..firm.range.start]);
        if ended && behind.take(2).any(|token| token.cue(Cue::Entity) && !official(token)) {
            spoken.push(first..=index);
        }
        open = None;
    }
    spoken
}

/// True for a passage that a fault of layout prints twice in a row: the same letters, too many to be said again on purpose.
pub(super) fn printed_twice(before: &Block, block: &Block, text: &str) -> bool {
    // Nearly all are common ideographs; the tables of Unicode need not be asked about them.
    let letter = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c) || c.is_alphanumeric();
    let letters = move |block: &Block| text[block.range()].chars().filter(letter);
    let body = !matches!(block.kind, BlockKind::Boilerplate | BlockKind::Byline);
    body && block.kind == before.kind && letters(block).eq(letters(before)) && letters(block).nth(MIN_TWICE).is_some()
}

/// True for a line that only says more of the metric that the line before states: 同比增长9.1%; 占全市41.5%; 居全省第2位; 11月当月
/// 301亿元.
pub(super) fn goes_on(Passage { text, tokens }: &Passage<'_, '_>, metric: Option<u16>, vocab: &Vocab) -> bool {
    let body = || tokens.tokens.iter().skip_while(|token| token.mark().is_some());
    let head = || body().take_while(|token| token.quantity().is_none());
    let changes = |token: &Token<'_>| token.any(&[Cue::Up, Cue::Down, Cue::Rate]) || token.time().is_some();
    let dates = |token: &Token<'_>| token.time().is_some() || vocab.label_is("month_heads", &tokens.text[token.range.clone()]);
    let places = |token: &Token<'_>| token.any(&[Cue::Share, Cue::Rank]) || token.is_subject();
    let amount = || {
        let first = tokens.quantities.first().filter(|first| first.is("money"));
        metric.zip(first).is_some_and(|(metric, first)| vocab.takes(metric, first.dimension))
    };
    let measured = || {
        head().all(dates) && amount()
            || head().all(changes) && head().any(|token| token.any(&[Cue::Up, Cue::Down]))
            || head().all(places) && head().next().is_some_and(|first| first.any(&[Cue::Share, Cue::Rank]))
    };
    let bullet = text.text().trim_start_matches(|c: char| !c.is_alphanumeric());
    head().next().is_some_and(|first| first.range.start == text.text().len() - bullet.len())
        && body().any(|token| token.quantity().is_some())
        && measured()
        && text.text().chars().nth(MAX_CHANGE).is_none()
}

/// True for a block that holds a figure and nothing else: 1500亿元+.
pub(super) fn lone_figure(passages: &[Passage<'_, '_>]) -> bool {
    let [Passage { tokens, .. }] = passages else { return false };
    let [quantity] = tokens.quantities.as_slice() else { return false };
    let rest = tokens.text.trim().chars().count().saturating_sub(tokens.text[quantity.range.clone()].chars().count());
    rest <= MAX_BESIDE && !quantity.numbers() && !quantity.dimension.is_empty()
}

/// True for a short sentence that announces aims, and nothing that has been done.
pub(super) fn announces_aims(text: MappedStr<'_>, tokens: &Tokens<'_, '_>) -> bool {
    if !tokens.quantities.is_empty() || text.text().chars().nth(MAX_AIM).is_some() {
        return false;
    }
    let last = tokens.tokens.iter().rfind(|token| token.mark().is_none());
    let done = tokens.tokens.iter().any(|token| token.any(&[Cue::Actual, Cue::ActualHeading]));
    last.is_some_and(|last| last.any(&[Cue::TargetHeading, Cue::Target])) && !done
}

/// The metric that a short sentence without figures announces: 再看营业收入。
pub(super) fn announced(tokens: &Tokens<'_, '_>) -> Option<Topic> {
    let short = tokens.quantities.is_empty() && tokens.text.chars().nth(MAX_TOPIC).is_none();
    let last = tokens.tokens.iter().rposition(|token| token.mark().is_none()).filter(|_| short)?;
    let (metric, own) = tokens.tokens[last].metrics().next()?;
    let segment = narrower::alone(tokens, 0..last) + own;
    Some(Topic { metric: Some(metric), segment, ..Topic::default() })
}

/// The metric that a line names, before any figure of its own, for the lone figure above it: 13.9%, and below it 规上工业增加值增速;
/// 1056家, and below it 高新技术企业(净增131家).
pub(super) fn caption(below: &Passage<'_, '_>) -> Option<Topic> {
    let Passage { tokens, .. } = below;
    let names = |token: &&Token<'_>| token.mark().is_none_or(|mark| mark == '、') && !tokens.is_figure(token);
    let head = tokens.tokens.iter().take_while(names).count();
    let end = tokens.tokens.get(head).map_or(tokens.text.len(), |token| token.range.start);
    // 其中亿元以上67宗: a figure that follows without a mark is the line's own.
    let apart = tokens.tokens.get(head).is_none_or(|token| token.mark().is_some());
    let short = apart && tokens.text[..end].chars().nth(MAX_CAPTION).is_none();
    let index = tokens.tokens[..head].iter().position(Token::is_metric).filter(|_| short)?;
    let (metric, own) = tokens.tokens[index].metrics().next()?;
    let grew = tokens.tokens.iter().any(|token| token.any(&[Cue::Rate, Cue::FallRate]));
    let segment = narrower::before(tokens, 0, index, false) + own;
    Some(Topic { metric: Some(metric), segment, measure: grew.then_some(Measure::Growth), ..Topic::default() })
}
