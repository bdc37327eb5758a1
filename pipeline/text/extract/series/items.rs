//! The items of a list: how it is cut, and what each of them says.

use std::ops::Range;

use super::super::context::{self, is_one};
use super::super::narrower;
use super::super::number::number;
use super::super::token::{Token, Tokens};
use super::super::view::Dealt;
use crate::model::Decimal;
use crate::vocab::{Cue, Narrower, Sense, Vocab};

/// The items before a word that gives all of them one figure (甲、乙均增长8%), each with what it says.
pub(in super::super) fn each(tokens: &Tokens<'_, '_>, from: usize, word: usize, vocab: &Vocab) -> Vec<Dealt> {
    let parts = split(tokens, from..word);
    if parts.len() < 2 { Vec::new() } else { read(tokens, &parts, vocab) }
}

/// The items before the word, as many as there are figures; none when they do not come out even.
pub(super) fn items(tokens: &Tokens<'_, '_>, word: usize, count: usize, vocab: &Vocab) -> Vec<Dealt> {
    let stop = |index: usize| {
        let token = &tokens.tokens[index];
        // 四条链, 安阳、南阳、焦作3家高新区: a small Chinese numeral counts the items themselves, and one that tallies with them.
        let figure =
            token.quantity().is_some_and(|quantity| tokens.quantities[quantity].arabic) && !tallies(tokens, index, count);
        figure || token.mark().is_some_and(|mark| ";:。()".contains(mark)) || token.cue(Cue::OfWhich)
    };
    let open = (0..word).rev().find(|index| stop(*index)).map_or(0, |at| at + 1);
    // Commas separate items too, but only where that makes the count come out even.
    for commas in [false, true] {
        let start = if commas {
            // 20件民生实事全部完成,城乡居民收入分别…: what stands behind a figure up to the next comma is that figure's.
            let counted = open > 0 && tokens.tokens[open - 1].quantity().is_some();
            let next = (open..word).find(|at| tokens.tokens[*at].mark() == Some(',')).filter(|_| counted);
            let named = |mark: &usize| tokens.tokens[open..*mark].iter().any(Token::is_metric);
            next.filter(named).map_or(open, |mark| mark + 1)
        } else {
            (open..word).rev().find(|at| tokens.tokens[*at].mark() == Some(',')).map_or(open, |at| at + 1)
        };
        let mut parts = split(tokens, start..word);
        if parts.len() > count {
            parts = weakly_joined(tokens, parts, count, vocab);
        }
        if parts.len() > count {
            parts = merged(tokens, parts);
        }
        // 集成电路与ICT、新能源、高端装备: a word that joins may stand inside an item.
        if parts.len() != count && !commas {
            let marks = || (start..word).filter(|index| tokens.tokens[*index].mark() == Some('、'));
            if marks().count() + 1 == count {
                let starts = [start].into_iter().chain(marks().map(|mark| mark + 1));
                parts = starts.zip(marks().chain([word])).map(|(from, to)| from..to).collect();
            }
        }
        if parts.len() > count && commas {
            parts = parts.split_off(parts.len() - count);
        }
        if !commas && parts.len() == 1 && count > 1 && start > open {
            let before = clause_before(tokens, open, start)..start - 1;
            let named = named_before(tokens, before, &item(tokens, parts[0].clone(), vocab), vocab);
            if named.len() == count {
                return named;
            }
        }
        if !commas && parts.iter().all(Range::is_empty) {
            let listed = listed_before(tokens, word, vocab);
            if listed.len() == count {
                return listed;
            }
        }
        let said = parts.iter().all(|part| !part.is_empty() || !words(tokens, part.clone()).is_empty());
        // 2020年,城乡居民收入分别增长…: when it was is no item beside others.
        let dated = parts.first().is_some_and(|first| {
            let time = !first.is_empty() && tokens.tokens[first.clone()].iter().all(|t| t.time().is_some());
            time && tokens.tokens.get(first.end).is_some_and(|mark| mark.mark() == Some(','))
        });
        if parts.len() == count && said && !dated {
            return read(tokens, &parts, vocab);
        }
    }
    Vec::new()
}

/// True for a token that says how many are listed: 三个, or behind the first one a word that begins with a number: 三大产业.
fn counts(tokens: &Tokens<'_, '_>, from: usize, at: usize, vocab: &Vocab) -> bool {
    let word = &tokens.tokens[at];
    let named = || at > from && number(&tokens.text[word.range.clone()], vocab).is_some();
    word.quantity().is_some() || word.narrower().is_some() && named()
}

/// True for a number of so many things right behind a list of places or industries.
fn tallies(tokens: &Tokens<'_, '_>, index: usize, count: usize) -> bool {
    let named = |token: &Token<'_>| token.is_subject() || token.narrower() == Some(Narrower::Industry);
    let place = |at: usize| named(&tokens.tokens[at]) && tokens.tokens[at].range.end == tokens.tokens[at + 1].range.start;
    let of = tokens.tokens[index].quantity().map(|quantity| &tokens.quantities[quantity]);
    of.is_some_and(|of| of.unit == "count" && of.value == Decimal::from(count)) && index.checked_sub(1).is_some_and(place)
}

/// 郑州、洛阳2家高新区进入全国前50名,分别列第17位和第37位: the places that the clause before opens with.
fn listed_before(tokens: &Tokens<'_, '_>, word: usize, vocab: &Vocab) -> Vec<Dealt> {
    let parts = |token: &Token<'_>| token.mark().is_some_and(|mark| ",;。:".contains(mark));
    let Some(end) = word.checked_sub(1).filter(|at| tokens.tokens[*at].mark() == Some(',')) else { return Vec::new() };
    let start = tokens.tokens[..end].iter().rposition(parts).map_or(0, |mark| mark + 1);
    // 其中郑州、洛阳2家…: a word that opens a part stands before the list.
    let start = start + usize::from(tokens.tokens[start].cue(Cue::OfWhich));
    let list = tokens.tokens[start..end].iter().take_while(|token| token.is_subject() || token.mark() == Some('、')).count();
    let mut named = named_before(tokens, start..start + list, &Dealt::default(), vocab);
    named.retain(|dealt| is_one(&dealt.scope));
    named
}

/// 总量前三名为甲、乙、丙,产值分别为…: the years, places or industries of the clause before, each with what is said of all right
/// before the word.
fn named_before(tokens: &Tokens<'_, '_>, clause: Range<usize>, shared: &Dealt, vocab: &Vocab) -> Vec<Dealt> {
    let named = |part: Range<usize>| {
        let shared = Dealt { metric: shared.metric, segment: shared.segment.clone(), ..Dealt::default() };
        if let time @ Some(_) = item(tokens, part.clone(), vocab).time {
            return Some(Dealt { time, ..shared });
        }
        let place = part.clone().rev().find_map(|index| Some((index, context::meaning(tokens, index, vocab)?)));
        let Some((index, scope)) = place else {
            let own = part.clone().take_while(|index| !counts(tokens, part.start, *index, vocab)).last()? + 1;
            let industry = part.clone().any(|index| tokens.tokens[index].narrower() == Some(Narrower::Industry));
            let segment = Some(narrower::alone(tokens, part.start..own)).filter(|segment| industry && !segment.is_empty())?;
            return shared.segment.is_empty().then_some(Dealt { segment, ..shared });
        };
        Some(Dealt { named: Some(index), scope: scope.into_owned(), ..shared })
    };
    split(tokens, clause).into_iter().filter_map(named).collect()
}

/// Where the clause begins that ends right before a token.
fn clause_before(tokens: &Tokens<'_, '_>, open: usize, at: usize) -> usize {
    (open..at.saturating_sub(1)).rev().find(|index| tokens.tokens[*index].mark() == Some(',')).map_or(open, |mark| mark + 1)
}

/// Ranges of tokens between 、, commas and words that join; each with the bytes it covers.
fn split(tokens: &Tokens<'_, '_>, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    for index in range.clone() {
        let token = &tokens.tokens[index];
        let joins = token.cue(Cue::Joint) && !opens(tokens, index);
        if token.mark().is_some_and(|mark| "、,".contains(mark)) || joins {
            parts.push(start..index);
            start = index + 1;
        }
    }
    parts.push(start..range.end);
    parts
}

/// True when nothing of an item stands before the word: it opens the list or follows a mark.
fn opens(tokens: &Tokens<'_, '_>, index: usize) -> bool {
    index.checked_sub(1).is_none_or(|before| {
        let before = &tokens.tokens[before];
        before.mark().is_some() && before.range.end == tokens.tokens[index].range.start
    })
}

/// 优势装备和汽车及零部件分别…: the weaker of two joints need not part items, where that makes the count come out even.
fn weakly_joined(tokens: &Tokens<'_, '_>, parts: Vec<Range<usize>>, count: usize, vocab: &Vocab) -> Vec<Range<usize>> {
    let weak = |part: &Range<usize>| {
        let joint = part.start.checked_sub(1).map(|joint| &tokens.text[tokens.tokens[joint].range.clone()]);
        joint.is_some_and(|joint| vocab.label_is("inner_joints", joint))
    };
    let mut joined: Vec<Range<usize>> = Vec::new();
    for part in &parts {
        match joined.last_mut() {
            Some(last) if weak(part) => last.end = part.end,
            _ => joined.push(part.clone()),
        }
    }
    if joined.len() == count { joined } else { parts }
}

/// Joins items that do not end like one (计算机、通信和其他电子设备制造业) to the next.
fn merged(tokens: &Tokens<'_, '_>, parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    for part in parts {
        let start = open.take().unwrap_or(part.start);
        let ends = part.clone().next_back().is_some_and(|last| {
            let token = &tokens.tokens[last];
            token.is_metric() || token.is_subject() || token.closes_phrase()
        });
        if ends { out.push(start..part.end) } else { open = Some(start) }
    }
    if let Some(start) = open {
        out.push(start..start);
    }
    out
}

/// What each item says: a metric, what narrows it, or a scope. A metric that only the last item names is shared.
fn read(tokens: &Tokens<'_, '_>, parts: &[Range<usize>], vocab: &Vocab) -> Vec<Dealt> {
    let mut items: Vec<Dealt> = parts.iter().map(|part| item(tokens, part.clone(), vocab)).collect();
    // 2017年、2018年、2019年税收收入: years only where each item has its own.
    if items.iter().any(|item| item.time.is_none()) {
        items.iter_mut().for_each(|item| item.time = None);
    }
    let shared = items.last().and_then(|last| last.metric);
    if items.len() > 1 && items[..items.len() - 1].iter().all(|item| item.metric.is_none()) {
        // 装备制造业、高技术制造业增加值分别…: only the bare head is shared, where a longer word names the last.
        let head = parts.last().and_then(|part| bare_head(tokens, part.clone(), vocab));
        let last = items.len() - 1;
        for (index, item) in items.iter_mut().enumerate() {
            // 烟台、青岛高新技术产业产值: places share the whole word, but what stands behind one (全区装备制造业) does not.
            let place = item.named.is_some() && item.segment.is_empty();
            item.metric = head.filter(|_| index < last && !place).or(shared);
            if let Some((metric, segment)) = item.metric.and_then(|metric| vocab.compound(&item.segment, metric)) {
                (item.metric, item.segment) = (Some(metric), segment);
            }
        }
    }
    // 高技术产业的营业收入、工业总产值、净利润分别为…: 的 ties what narrows the first to all of them.
    let tied = |part: &Range<usize>| {
        let metric = part.clone().rfind(|index| tokens.tokens[*index].is_metric());
        metric.is_some_and(|metric| metric > part.start && tokens.tokens[metric - 1].cue(Cue::Attributive))
    };
    let (first, rest) = items.split_first_mut().unzip();
    // 国家级孵化器、众创空间13家和26家: so does a level.
    let levelled = |segment: &str| vocab.lexicon.word(segment).contains(&Sense::Narrower(Narrower::Level));
    if let (Some(first), Some(rest)) = (first, rest)
        && (parts.first().is_some_and(tied) || levelled(&first.segment))
        && rest.iter().all(|item| item.metric.is_some() && item.segment.is_empty())
    {
        rest.iter_mut().for_each(|item| item.segment.clone_from(&first.segment));
    }
    items
}

/// The metric that the end of a metric's word names by itself: 增加值 of 高技术制造业增加值.
fn bare_head(tokens: &Tokens<'_, '_>, part: Range<usize>, vocab: &Vocab) -> Option<u16> {
    let token = part.rev().map(|index| &tokens.tokens[index]).find(|token| token.is_metric())?;
    let (metric, _) = token.metrics().next()?;
    let word = &tokens.text[token.range.clone()];
    let ends = word.char_indices().skip(1).map(|(at, _)| &word[at..]);
    let mut named = ends.filter_map(|end| {
        let metric = vocab.lexicon.word(end).iter().find_map(|sense| match sense {
            Sense::Metric(metric, own) if own.is_empty() => Some(*metric),
            _ => None,
        })?;
        Some((metric, &word[..word.len() - end.len()]))
    });
    named
        .find(|(bare, before)| *bare != metric && vocab.compound(before, *bare).is_some_and(|(made, _)| made == metric))
        .map(|(bare, _)| bare)
}

fn item(tokens: &Tokens<'_, '_>, mut part: Range<usize>, vocab: &Vocab) -> Dealt {
    // 医药、烟草制品业同比分别增长…: against what it is measured is no part of the last one's name.
    let against = |at: usize| vocab.label_is("more_than", &tokens.text[tokens.tokens[at].range.clone()]);
    while part.len() > 1 && against(part.end - 1) {
        part.end -= 1;
    }
    let metric = part.clone().rev().find(|index| tokens.tokens[*index].is_metric());
    let named =
        metric.and_then(|index| tokens.tokens[index].metrics().next().map(|(metric, own)| (index, metric, own.to_owned())));
    let mut dealt = Dealt::default();
    let dated = |index: usize| {
        tokens.tokens[index].time().map(|time| tokens.times[time].meaning.clone()).filter(|time| time.year.is_some())
    };
    dealt.time = part.clone().find_map(dated);
    match named {
        Some((index, metric, own)) => {
            dealt.metric = Some(metric);
            let meant = |at: &usize| context::meaning(tokens, *at, vocab);
            let one = (part.start..index).find(|at| meant(at).is_some_and(|meaning| is_one(&meaning)));
            dealt.named = one.or_else(|| (part.start..index).rev().find(|at| meant(at).is_some()));
            // 服务外包三大集群: how many they are is no part of the last one's name.
            let count = (part.start..index).find(|at| counts(tokens, part.start, *at, vocab));
            let phrase = count.map(|count| narrower::alone(tokens, part.start..count)).filter(|name| !name.is_empty());
            let phrase = phrase.unwrap_or_else(|| narrower::before(tokens, part.start, index, true));
            dealt.segment = if phrase.is_empty() { own } else { format!("{phrase}{own}") };
            if dealt.segment.is_empty() {
                dealt.segment = quoted(tokens, part.start, index);
            }
            if dealt.segment.is_empty() {
                dealt.segment = narrower::alone(tokens, part.start..index);
            }
        }
        // 总量和增速分别居第2位、第1位: an item may name only the aspect of the metric in force.
        None if part.clone().any(|index| tokens.tokens[index].any(&[Cue::Rate, Cue::FallRate])) => {
            dealt.aspect = vocab.label("aspect_rate").to_owned();
        }
        None if part.clone().any(|index| tokens.tokens[index].cue(Cue::Light)) => {}
        None => {
            let meant = |index: usize| Some((index, context::meaning(tokens, index, vocab)?));
            let one = part.clone().filter_map(meant).find(|(_, meaning)| is_one(meaning));
            let named = one.or_else(|| part.clone().rev().find_map(meant));
            (dealt.named, dealt.scope) =
                named.map_or_else(Default::default, |(index, meaning)| (Some(index), meaning.into_owned()));
            // 鹰潭高新区铜精深加工、物联网产业…: what stands behind the zone is the item.
            let rest = dealt.named.map_or(part.start, |named| named + 1)..part.end;
            let aspect = rest.clone().any(|index| tokens.tokens[index].any(&[Cue::Share, Cue::Light]));
            if dealt.named.is_none() || !aspect && words(tokens, rest.clone()).chars().count() > 1 {
                dealt.scope.clear();
                // 新能源、生物医药两个产业分别…: how many they are is no part of the last one's name.
                let count = rest.clone().find(|at| counts(tokens, part.start, *at, vocab));
                let own = rest.start..count.unwrap_or(rest.end);
                dealt.segment = narrower::alone(tokens, own.clone());
                if dealt.segment.is_empty() {
                    dealt.segment = words(tokens, own);
                }
            }
        }
    }
    dealt
}

/// The last of quoted items: “芯、屏、端、网”四条链产值.
fn quoted(tokens: &Tokens<'_, '_>, start: usize, metric: usize) -> String {
    let from = start.checked_sub(1).map_or(0, |before| tokens.tokens[before].range.end);
    let text = &tokens.text[from..tokens.tokens[metric].range.start];
    text.find('”').map_or_else(String::new, |close| text[..close].trim_matches('“').to_owned())
}

/// The bare words of an item that no list knows.
fn words(tokens: &Tokens<'_, '_>, part: Range<usize>) -> String {
    if part.clone().any(|index| tokens.tokens[index].time().is_some()) {
        return String::new();
    }
    let start = if part.start == 0 { 0 } else { tokens.tokens[part.start - 1].range.end };
    let end = tokens.tokens.get(part.end).map_or(tokens.text.len(), |token| token.range.start);
    let text = tokens.text[start..end.max(start)].trim_matches(|c: char| "“”\"' ".contains(c));
    if text.chars().count() <= 20 { text.to_owned() } else { String::new() }
}
