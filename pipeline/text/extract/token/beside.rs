//! What mentions tell of one another: brackets without a figure, times side by side, shared units, bases and foundings.

use std::ops::Range;

use super::super::number::number;
use super::super::quantity::{Quantity, quantities};
use super::super::time::{self, Time};
use super::{Kind, Token, Tokens};
use crate::model::TimeMeaning;
use crate::vocab::{Cue, Generic, Narrower, Sense, TimeWordKind, Vocab};

/// Bytes of a word for since that is no part of another: 以来.
const MIN_SINCE: usize = 6;
/// No short name of a city has more characters.
const LONGEST_CITY: usize = 4;

/// Drops brackets that hold no quantity, with the mentions in them: 高新区(新市区).
pub(super) fn drop_empty_brackets(out: &mut Tokens<'_, '_>) {
    let mut kept: Vec<Token<'_>> = Vec::with_capacity(out.tokens.len());
    let mut open = None;
    for token in out.tokens.drain(..) {
        let mark = token.mark();
        kept.push(token);
        if mark == Some('(') {
            open = Some(kept.len() - 1);
        } else if mark == Some(')')
            && let Some(start) = open.take()
            && kept[start..].iter().all(|token| token.quantity().is_none() && token.time().is_none())
        {
            kept.truncate(start);
        }
    }
    out.tokens = kept;
}

/// 瞪羚(潜在瞪羚)企业: a name with brackets inside is the name that it is without them.
pub(super) fn join_over_brackets<'v>(out: &mut Tokens<'v, '_>, vocab: &'v Vocab) {
    let text = out.text;
    out.tokens.dedup_by(|token, last| {
        let between = text.get(last.range.end..token.range.start).unwrap_or_default();
        let bracketed = between.starts_with('(') && between.ends_with(')') && between.matches(')').count() == 1;
        if !bracketed || last.senses().is_empty() || !token.is_metric() {
            return false;
        }
        let name = [&text[last.range.clone()], &text[token.range.clone()]].concat();
        let Some(word) = vocab.lexicon.head(&name).filter(|word| word.len == name.len() && word.metric) else { return false };
        *last = Token { range: last.range.start..token.range.end, kind: Kind::Word(word), cues: word.cues };
        true
    });
}

/// 打造500亿级半导体光电产业集群, 把激光产业打造成百亿元级产业: a size that no count stands before is that of the industry beside it.
pub(super) fn sizes_of_industries<'v>(out: &mut Tokens<'v, '_>, vocab: &'v Vocab) {
    for at in 0..out.tokens.len() {
        let token = &out.tokens[at];
        let word = &out.text[token.range.clone()];
        let size = token.narrower() == Some(Narrower::Kind) && word.ends_with(vocab.label("size_end"));
        if !size || !has_industry(out, at, vocab) {
            continue;
        }
        let start = token.range.start;
        let known = out.quantities.len();
        quantities(out.text, start, number(word, vocab), vocab, &mut out.quantities);
        let money = |quantity: &Quantity<'_>| quantity.is("money") || quantity.dimension.is_empty();
        if out.quantities.len() == known + 1 && money(&out.quantities[known]) {
            let range = out.quantities[known].range.clone();
            out.inner_numbers.retain(|inner| !range.contains(&inner.start));
            out.tokens[at] = Token::new(range, Kind::Quantity(known));
        } else {
            out.quantities.truncate(known);
        }
    }
}

/// True where the name of an industry stands right behind a size, or before it in its clause as what is made into one.
fn has_industry(out: &Tokens<'_, '_>, size: usize, vocab: &Vocab) -> bool {
    let tokens = &out.tokens;
    let industry = |token: &Token<'_>| token.narrower() == Some(Narrower::Industry);
    let counted = size
        .checked_sub(1)
        .is_some_and(|before| tokens[before].quantity().is_some() && tokens[before].range.end == tokens[size].range.start);
    if counted || out.text[..tokens[size].range.start].ends_with('“') {
        return false;
    }
    let touches = |at: &usize| tokens[*at].range.start == tokens[*at - 1].range.end;
    let names = |at: &usize| tokens[*at].narrower().is_some() || tokens[*at].is_metric();
    let behind = (size + 1..tokens.len()).take_while(touches).take_while(names).count();
    let named = &tokens[size + 1..size + 1 + behind];
    // 千亿级产业集群1个: so is it where the count stands behind.
    let count = tokens.get(size + 1 + behind).and_then(Token::quantity).map(|at| &out.quantities[at]);
    if named.is_empty() || count.is_some_and(|count| count.is("number")) {
        return false;
    }
    // 农产品加工200亿元级产业集群, 把激光产业打造成百亿元级产业.
    let start =
        tokens[..size].iter().rposition(|token| token.mark().is_some() || token.quantity().is_some()).map_or(0, |mark| mark + 1);
    let last = tokens[start..size].iter().rposition(|token| token.narrower().is_some());
    let made = last.is_some_and(|last| {
        let words = out.text[tokens[start + last].range.end..tokens[size].range.start].trim();
        words.is_empty() || vocab.label_ends("made_into", words)
    });
    named.iter().any(industry) || made && tokens[start..size].iter().any(industry)
}

/// 第88、79和63位: numbers that 、 and 和 join to an ordinal are ordinals too.
pub(super) fn share_ordinals(out: &mut Tokens<'_, '_>) {
    if !out.quantities.iter().any(|quantity| quantity.ordinal) {
        return;
    }
    let joined = |window: &[Token<'_>]| {
        let [first, joint, last] = window else { return None };
        let pair = first.quantity().zip(last.quantity())?;
        let tight = first.range.end == joint.range.start && joint.range.end == last.range.start;
        let joins = joint.mark() == Some('、') || joint.cue(Cue::Joint);
        (tight && joins).then_some(pair)
    };
    let pairs: Vec<(usize, usize)> = out.tokens.windows(3).filter_map(joined).collect();
    for (first, last) in &pairs {
        out.quantities[*last].ordinal |=
            out.quantities[*first].ordinal && ["", "rank"].contains(&out.quantities[*last].dimension);
    }
    // Only the last prints its unit.
    for (first, last) in pairs.into_iter().rev() {
        if out.quantities[first].ordinal && out.quantities[first].dimension.is_empty() && out.quantities[last].is("rank") {
            (out.quantities[first].unit, out.quantities[first].dimension) =
                (out.quantities[last].unit, out.quantities[last].dimension);
        }
    }
}

/// 常德、郴州高新区: the names before a zone's that 、 and 和 join share the word with which it ends.
pub(super) fn share_zone_names<'v>(out: &mut Tokens<'v, '_>, vocab: &'v Vocab) {
    let zone = |senses: &[Sense]| senses.iter().any(|sense| matches!(sense, Sense::Zone(_)));
    let suffix = vocab.label("own_zone");
    let mut at = out.tokens.len();
    while at > 1 {
        at -= 1;
        let (joint, last) = (&out.tokens[at - 1], &out.tokens[at]);
        let joins = (joint.mark() == Some('、') || joint.cue(Cue::Joint)) && joint.range.end == last.range.start;
        if !joins || !zone(last.senses()) {
            continue;
        }
        // The first of a list has been given the word by the one behind it.
        let shares = out.text[last.range.clone()].ends_with(suffix)
            || out
                .tokens
                .get(at + 1)
                .is_some_and(|next| (next.mark() == Some('、') || next.cue(Cue::Joint)) && next.range.start == last.range.end);
        let end = joint.range.start;
        let starts = out.text[..end].char_indices().rev().map(|(start, _)| start);
        let named = starts.take(LONGEST_CITY).skip(1).find_map(|start| {
            let name = format!("{}{suffix}", &out.text[start..end]);
            let word = vocab.lexicon.head(&name).filter(|word| word.len == name.len() && zone(&word.senses))?;
            Some((start..end, word))
        });
        let Some((range, word)) = named.filter(|_| shares) else { continue };
        let token = Token { cues: word.cues, ..Token::new(range.clone(), Kind::Word(word)) };
        let first = out.tokens[..at - 1].partition_point(|token| token.range.end <= range.start);
        // A longer word is no name of a city: it reaches over its start.
        if out.tokens[first].range.start < range.start {
            continue;
        }
        out.cues = out.cues.with(word.cues);
        out.tokens.splice(first..at - 1, [token]);
        at = first + 1;
    }
}

/// Drops the count of what a place consists of: 居全市9个县区第1位.
pub(super) fn drop_fields(out: &mut Tokens<'_, '_>) {
    let quantities = &out.quantities;
    if !quantities.iter().any(|quantity| quantity.is("number")) {
        return;
    }
    let counts = |window: &[Token<'_>]| {
        let [place, count, field] = window else { return None };
        let quantity = &quantities[count.quantity()?];
        let tight = place.range.end == count.range.start && count.range.end == field.range.start;
        (tight && place.is_subject() && quantity.is("number") && field.cue(Cue::Field)).then(|| count.range.clone())
    };
    // 排全省144家省级及以上产业园区第11位: so are parks of a level.
    let parks = |window: &[Token<'_>]| {
        let [place, count, level, park, position] = window else { return None };
        let quantity = &quantities[count.quantity()?];
        let ordinal = quantities[position.quantity()?].ordinal;
        let tight = place.range.end == count.range.start && count.range.end == level.range.start;
        let field = level.narrower() == Some(Narrower::Level) && park.generic() == Some(Generic::Park);
        (tight && ordinal && field && place.is_subject() && quantity.is("number")).then(|| count.range.clone())
    };
    let dropped = out.tokens.windows(3).filter_map(counts).chain(out.tokens.windows(5).filter_map(parks));
    let dropped: Vec<Range<usize>> = dropped.collect();
    if !dropped.is_empty() {
        out.tokens.retain(|token| !dropped.contains(&token.range));
        out.inner_numbers.extend(dropped);
    }
}

/// Joins times that stand side by side into one mention; words beside a time tell what it is.
pub(super) fn join_times(out: &mut Tokens<'_, '_>) {
    let (text, times) = (out.text, &mut out.times);
    out.tokens.dedup_by(|token, last| {
        if last.time().is_none() && token.time().is_none() || !text[last.range.end..token.range.start].trim().is_empty() {
            return false;
        }
        match (last.time(), token.time()) {
            (Some(left), Some(right)) => {
                let years = times[left].recent || times[left].coming;
                let joined = if years { recent_years(&times[left], &times[right]) } else { None };
                if let Some(joined) = joined.or_else(|| time::joined(&times[left], &times[right])) {
                    last.range = joined.range.clone();
                    times[left] = joined;
                    return true;
                }
            }
            (None, Some(right)) if last.recent() && times[right].length.is_some() => {
                times[right].meaning.back = times[right].length;
            }
            // 两年平均增长: the length is the span that the average runs over.
            (Some(left), None) if token.cue(Cue::Average) => times[left].meaning.back = times[left].length,
            (None, Some(right)) if last.any(&[Cue::Compare, Cue::Gap, Cue::Under]) => times[right].base = true,
            // 已超过去年全年: what went before is exceeded.
            (None, Some(right)) if last.cue(Cue::Over) && times[right].meaning.offset.is_some_and(|offset| offset < 0) => {
                times[right].base = true;
            }
            (Some(left), None) if token.cue(Cue::BaseAfter) => times[left].base = true,
            // 占到年内引资总量的33%: of what there was up to then, nothing lies ahead.
            (None, Some(right)) if last.cue(Cue::Share) && times[right].meaning.ahead == Some(0) => {
                times[right].meaning = TimeMeaning::default();
            }
            // 由上年的…调整为: the year before the one that the sentence is about, not before the report's date.
            (None, Some(right)) if last.cue(Cue::From) && times[right].meaning.offset == Some(-1) => {
                times[right].meaning.offset = None;
                times[right].meaning.prior = true;
            }
            (None, Some(right)) if last.until() => time::until(&mut times[right]),
            _ => {}
        }
        false
    });
}

/// Marks the years of foundings as those of events: 1992年经国务院批准; a clause with a figure is about that.
pub(super) fn mark_foundings(out: &mut Tokens<'_, '_>) {
    for at in 0..out.tokens.len() {
        let Some(time) = out.tokens[at].time().filter(|time| out.times[*time].meaning.year.is_some()) else { continue };
        let clause = out.tokens[at + 1..].iter().take_while(|token| token.mark().is_none() || token.mark() == Some('、'));
        // 成立于1992年: the founding may stand before, with a word of one character between.
        let near = |before: &Token| out.text[before.range.end..out.tokens[at].range.start].trim().chars().count() <= 1;
        // 批准时间 | 1992年: or in the cell before.
        let beside = |before: &&Token<'_>| before.mark().is_none_or(|mark| matches!(mark, '|' | ':'));
        let before = out.tokens[at.saturating_sub(2)..at].iter().rev().take_while(beside);
        let before = before.into_iter().any(|before| before.cue(Cue::Founding) && near(before));
        let (mut founded, mut figure) = (before, false);
        for token in clause {
            founded |= token.cue(Cue::Founding);
            figure |= token.quantity().is_some();
        }
        let founding = founded && !figure && !out.times[time].meaning.until;
        out.times[time].event |= founding;
        // 是1991年批准的…: nothing is compared with it.
        out.times[time].base &= !founding;
    }
}

/// 自2015年升级为国家高新区以来: what happened stands between a year and the word that makes it the first of a span.
pub(super) fn mark_spans(out: &mut Tokens<'_, '_>, vocab: &Vocab) {
    for at in 0..out.tokens.len() {
        let Some(time) = out.tokens[at].time() else { continue };
        let meaning = &out.times[time].meaning;
        let plain = meaning.year.is_some() && meaning.from.is_none() && meaning.part.is_empty() && !out.times[time].base;
        let ends = |token: &&Token<'_>| token.mark().is_some() || token.quantity().is_some() || token.time().is_some();
        let close = out.tokens[at + 1..].iter().find(ends).filter(|close| plain && close.mark() == Some(','));
        let Some(clause) = close.map(|close| &out.text[out.tokens[at].range.end..close.range.start]) else { continue };
        let since = |(at, _): (usize, char)| {
            let len = vocab.times.head(&clause[at..], &[TimeWordKind::Since]).map_or(0, |(len, _)| len);
            len >= MIN_SINCE && at + len == clause.len()
        };
        if clause.char_indices().any(since) {
            let time = &mut out.times[time];
            (time.meaning.from, time.event) = (time.meaning.year.take(), false);
        }
    }
}

/// Marks the years of bases: 为2008年的2.7倍, 是2018年同期的1.8倍, whatever the verb.
pub(super) fn mark_bases(out: &mut Tokens<'_, '_>) {
    for at in 2..out.tokens.len() {
        let multiple = out.tokens[at].quantity().is_some_and(|quantity| out.quantities[quantity].is("times"));
        if !multiple || !out.tokens[at - 1].cue(Cue::AllWord) {
            continue;
        }
        let same_period = |time: &usize| out.times[*time].base && out.times[*time].is_empty();
        let before = out.tokens[..at - 1].iter().rev().map_while(Token::time);
        if let Some(time) = before.take(2).find(|time| !same_period(time)) {
            out.times[time].base = true;
        }
    }
}

/// 近三年: the years that the mere length gives, up to now.
fn recent_years(left: &Time, right: &Time) -> Option<Time> {
    let mut time = right.clone();
    if left.coming {
        time.meaning.ahead = Some(right.length?);
    } else {
        time.meaning.back = Some(right.length?);
    }
    time.range.start = left.range.start;
    Some(time)
}
