//! The industry that a figure is about whose own words name none: the one that its part of the sentence speaks of, or its paragraph.

use std::ops::Range;

use super::super::narrower;
use super::super::token::{Token, Tokens};
use super::{View, strong};
use crate::vocab::{Cue, Narrower, Role, Vocab};

/// Groups of metrics that are said of industries.
const GROUPS: [&str; 3] = ["industry", "revenue", "enterprises"];
/// Most characters of the word for a metric that says nothing of whose it is: 产值, 营收, 企业.
const BARE: usize = 2;
/// Most unlisted characters around the industry that a clause is about: 好在生物医药补位.
const LOOSE: usize = 2;
/// Longest number of an entry, in characters, with its brackets: (十二).
const LONGEST_NUMBER: usize = 4;
/// Longest sentence, in characters, that only names the industry of the ones behind it: 第四条 做强合金材料产业。
const LONGEST_LABEL: usize = 24;

impl View<'_, '_, '_> {
    /// The industry that the clause of the metric at a token, or the nearest one before it, is about, as long as nothing has come
    /// back to the zone: 服务外包后来居上,从业1.3万人,实现收入21亿元; 做强新能源产业,产值突破100亿元. Else that of the paragraph.
    pub(in super::super) fn industry(&self, token: usize, metric: u16) -> String {
        let group = self.vocab.metric(metric).group.as_str();
        // 围绕装备制造产业,…: a paragraph that says so first is about the industry in all that it counts.
        if let Some(framed) = self.framed.filter(|_| GROUPS.contains(&group) || group == "projects") {
            return framed.to_owned();
        }
        if !GROUPS.contains(&group) && !self.vocab.has_role(metric, Role::Employees) {
            return String::new();
        }
        let tokens = &self.tokens.tokens;
        let ends = |index: &usize| tokens[*index].mark().is_some_and(strong);
        let open = tokens[..token].iter().rposition(|t| t.mark() == Some(';')).map_or(0, |mark| mark + 1);
        let word = self.text(tokens[token].range.clone());
        let bare = word.chars().count() <= BARE;
        let mut close = token;
        while close > open {
            let start = (open..close).rev().find(ends).map_or(open, |mark| mark + 1);
            let clause = start..close;
            // 1.新能源产业。加快发展储能电池,产值…: a part of what the paragraph is about.
            let aimed = || aimed_at(self.tokens, clause.clone()).filter(|_| bare && close < token && self.industry.is_empty());
            // 受煤炭市场拖累,营业总收入…: why something has come about is not of whom.
            let begins = start.checked_sub(1).map_or(0, |mark| tokens[mark].range.end);
            let words = self.text(begins..tokens[close].range.start).trim_start();
            let why = || self.vocab.label_starts("because", words);
            let found = spoken_of(self.tokens, clause.clone()).or_else(aimed).filter(|_| !why());
            // 新材料产业成为高新区支柱,营收…: a clause that states nothing says what it does.
            let silent = close < token && !tokens[start..close].iter().any(|t| self.tokens.is_figure(t));
            let rest = found.as_ref().map_or(start, |found| if silent { close } else { found.end });
            if tokens[rest..token].iter().any(comes_back) {
                return String::new();
            }
            if let Some(found) = found {
                // 工业方面,规模以上工业总产值…: the metric's own name says it, or that of another one.
                let sectional = self.vocab.label_in("sections", word);
                // 工业经济企稳回升,实现产值350亿元: nor does all of industry narrow what industry makes.
                let whole = |name: &str| group == "industry" && self.vocab.label_is("industry_itself", name);
                let industry = Some(named(self.tokens, found));
                let industry = industry.filter(|industry| !sectional && !word.contains(industry) && !whole(industry));
                return industry.unwrap_or_default();
            }
            close = start.saturating_sub(1).max(open);
        }
        let own = (bare || group == "enterprises") && !tokens[..token].iter().any(comes_back);
        if own { self.industry.to_owned() } else { String::new() }
    }
}

/// The industry that a sentence without figures names for the ones behind it: 1.新能源产业。 A section (三、工业和建筑业) is as good as
/// the whole.
pub(in super::super) fn label(tokens: &Tokens<'_, '_>, vocab: &Vocab) -> Option<String> {
    let list = &tokens.tokens;
    if tokens.text.chars().nth(LONGEST_LABEL).is_some() {
        return None;
    }
    let number = list.iter().take_while(|token| token.mark().is_some() || token.quantity().is_some()).count();
    let end = list.iter().rposition(|token| token.mark().is_none()).filter(|last| *last >= number)? + 1;
    let silent = !list[number..end].iter().any(|token| tokens.is_figure(token));
    let mark = list[number..end].iter().rposition(|token| token.mark().is_some_and(strong));
    let start = mark.map_or(number, |mark| number + mark + 1);
    // 1.家电及配套产业稳定增长。: it may open the sentence, too.
    let found = aimed_at(tokens, start..end).or_else(|| spoken_of(tokens, start..end)).filter(|_| silent)?;
    // 主导产业:微电子、节能环保: what the zone as a whole makes is no label.
    let leading = vocab.label_in("leading", tokens.text);
    (!leading && !sectional(tokens, found.clone(), vocab)).then(|| named(tokens, found))
}

/// The industry that a paragraph is about by its first words: 围绕装备制造产业,…; ●电子信息:….
pub(in super::super) fn framed(tokens: &Tokens<'_, '_>, vocab: &Vocab) -> Option<String> {
    let list = &tokens.tokens;
    if let Some(label) = labelled(tokens, vocab) {
        return (!sectional(tokens, label.clone(), vocab)).then(|| named(tokens, label));
    }
    let opens = list.first().is_some_and(|first| first.cue(Cue::Stop) && first.range.start == 0);
    let comma = list.iter().position(|token| token.mark().is_some_and(strong)).filter(|comma| opens && *comma > 1)?;
    let found = aimed_at(tokens, 1..comma).filter(|found| found.start == 1 && list[comma].mark() == Some(','))?;
    (!sectional(tokens, found.clone(), vocab)).then(|| named(tokens, found))
}

/// The industry that stands as a label before a colon.
fn labelled(tokens: &Tokens<'_, '_>, vocab: &Vocab) -> Option<Range<usize>> {
    let list = &tokens.tokens;
    // 1.电子信息:…: the number of an entry may stand before it.
    let first = list.iter().position(|token| token.mark().is_none() && token.quantity().is_none())?;
    let end = first + list[first..].iter().take_while(|token| token.narrower().is_some()).count();
    // ①电子信息——…, 【电子信息】…: a dash does what a colon does, and so do brackets.
    let dash = |last: usize| {
        let behind = &tokens.text[list[last].range.end..];
        behind.starts_with(vocab.label("dash")) || behind.starts_with(['】', ']'])
    };
    let colon = list.get(end).is_some_and(|colon| colon.mark() == Some(':'));
    (end > first && (colon || dash(end - 1))).then_some(())?;
    let opens = !tokens.text[..list[first].range.start].contains(char::is_alphabetic);
    let tight = list[first..end.max(first + 1)].windows(2).all(|pair| pair[0].range.end == pair[1].range.start);
    let industry = list[first..end].iter().any(|token| token.narrower() == Some(Narrower::Industry));
    (opens && tight && industry).then_some(first..end)
}

/// The only industry that the caption of a table names: 表1 样本园区生物医药产业基本情况.
pub(in super::super) fn captioned(tokens: &Tokens<'_, '_>, vocab: &Vocab) -> Option<String> {
    let list = &tokens.tokens;
    let first = list.iter().position(|token| token.narrower() == Some(Narrower::Industry))?;
    let end = first + list[first..].iter().take_while(|token| token.narrower().is_some()).count();
    let named_so = list[first..end].iter().any(|token| token.narrower() == Some(Narrower::Suffix));
    let only = !list[end..].iter().any(|token| token.narrower() == Some(Narrower::Industry) || token.is_metric());
    (named_so && only && !sectional(tokens, first..end, vocab)).then(|| named(tokens, first..end))
}

/// True for an industry that is as wide as a section of a report.
fn sectional(tokens: &Tokens<'_, '_>, found: Range<usize>, vocab: &Vocab) -> bool {
    let sections = vocab.label_words("sections");
    tokens.tokens[found].iter().any(|token| sections.iter().any(|section| *section == tokens.text[token.range.clone()]))
}

/// The name of an industry among tokens that speak of it.
fn named(tokens: &Tokens<'_, '_>, found: Range<usize>) -> String {
    // 新能源、新材料等战略性新兴产业取得突破: what 等 sums up.
    let and_so = found.clone().rev().find(|index| tokens.tokens[*index].cue(Cue::AndSo));
    let sum = and_so.map_or(found.start, |and_so| and_so + 1);
    let bare = tokens.tokens[sum..found.end].iter().all(|token| token.narrower() == Some(Narrower::Suffix));
    match and_so.filter(|_| bare) {
        // 新型显示、新能源等领域: or the list, where nothing is named behind it.
        Some(and_so) => narrower::tidy(&tokens.text[tokens.tokens[found.start].range.start..tokens.tokens[and_so].range.start]),
        None => list_of(tokens, sum..found.end).unwrap_or_else(|| narrower::alone(tokens, sum..found.end)),
    }
}

/// 新材料、生物医药两个产业: the industries that open these tokens in a list, without their count.
pub(in super::super) fn list_of(tokens: &Tokens<'_, '_>, range: Range<usize>) -> Option<String> {
    let list = &tokens.tokens;
    let listed = |index: &usize| {
        let token = &list[*index];
        token.narrower().is_some() || token.mark() == Some('、') || token.cue(Cue::Joint)
    };
    let end = range.clone().take_while(listed).filter(|index| list[*index].narrower().is_some()).last()? + 1;
    let several = list[range.start..end].iter().any(|token| token.mark() == Some('、'));
    several.then(|| narrower::tidy(&tokens.text[list[range.start].range.start..list[end - 1].range.end]))
}

/// 在新型显示、新能源等领域集聚企业900余家: the list of industries behind the preposition that a clause opens with.
fn field(tokens: &Tokens<'_, '_>, clause: Range<usize>) -> Option<Range<usize>> {
    let list = &tokens.tokens;
    let opens = |index: &usize| list[*index].mark().is_none() && !list[*index].is_subject() && list[*index].time().is_none();
    let opens = clause.clone().find(opens).filter(|opens| list[*opens].cue(Cue::Stop))?;
    let first = opens + 1;
    let listed = |index: &usize| {
        let token = &list[*index];
        token.narrower().is_some() || token.mark() == Some('、') || token.any(&[Cue::Joint, Cue::AndSo])
    };
    let end = (first..clause.end).take_while(listed).last()? + 1;
    let sums = end >= first + 3 && list[end - 2].cue(Cue::AndSo) && list[end - 1].narrower() == Some(Narrower::Suffix);
    let industry = list[first].narrower() == Some(Narrower::Industry);
    (sums && industry).then_some(first..end)
}

/// The tokens from the industry that a clause opens with: up to its end where it states nothing, else up to its verb (新材料产业集聚规上企业).
fn spoken_of(tokens: &Tokens<'_, '_>, clause: Range<usize>) -> Option<Range<usize>> {
    let list = &tokens.tokens;
    let passes = |t: &Token<'_>| {
        t.mark().is_some() || t.time().is_some() || t.is_subject() || t.any(&[Cue::AllWord, Cue::Whole, Cue::OfWhich])
    };
    // 2.电子信息产业快速扩张,…: the number of an entry.
    let entry = |index: usize| {
        index == 0 && list[0].quantity().is_some() && tokens.text[list[0].range.end..].starts_with(['.', '、', ')'])
    };
    if let Some(field) = field(tokens, clause.clone()) {
        return Some(field);
    }
    // 以长虹为龙头的新型显示产业链集聚上下游企业127家: what it is led by only introduces it.
    let led = |first: &usize| list[*first].cue(Cue::Stop).then(|| introduced(tokens, *first..clause.end)).flatten();
    let first = clause.clone().find(|index| !passes(&list[*index]) && !entry(*index))?;
    let first = led(&first).unwrap_or(first);
    let before = first.checked_sub(1).map_or(0, |before| list[before].range.end);
    let industry = list[first].narrower() == Some(Narrower::Industry) && !list[first].is_metric();
    let gap = tokens.text[before..list[first].range.start].trim();
    let number = before == 0 && gap.starts_with('(') && gap.ends_with(')') && gap.chars().count() <= LONGEST_NUMBER;
    if !industry || gap.chars().count() > LOOSE && !number {
        return None;
    }
    // 装备制造集群有企业335家: the end of a name is none of its metrics.
    let states = |t: &Token<'_>| t.is_metric() && t.narrower().is_none();
    let stated = clause.clone().find(|index| states(&list[*index]));
    let stated = stated.or_else(|| list.get(clause.end).filter(|t| states(t)).map(|_| clause.end));
    // 科技服务业占比达40%,营业收入增长13.5%: a part that the clause states is said of it.
    let goes_on = |index: &usize| {
        list[*index].narrower().is_some() && (*index == first || list[*index - 1].range.end == list[*index].range.start)
    };
    let name = (first..clause.end).take_while(goes_on).count();
    if list.get(first + name).is_some_and(|next| first + name < clause.end && next.cue(Cue::Share)) {
        return Some(first..first + name);
    }
    let counts = |t: &Token<'_>| t.quantity().is_some_and(|quantity| tokens.quantities[quantity].arabic);
    let silent = !list[first..clause.end].iter().any(counts);
    let Some(stated) = stated else {
        return silent.then_some(first..clause.end);
    };
    // 新材料产业依托铜业企业,营收…: a clause that says what an industry does.
    let joins = |next: &Token<'_>| next.cue(Cue::Joint) || next.mark() == Some('、');
    let apart = |next: &Token<'_>| !next.is_metric() || list[first + name - 1].range.end < next.range.start;
    let does = list.get(first + name).is_some_and(|next| apart(next) && !joins(next));
    if silent && does {
        return Some(first..first + name);
    }
    let last = (first..stated).rfind(|index| list[*index].narrower().is_some())? + 1;
    let phrase = list[first..last].iter().all(|t| t.narrower().is_some() || t.cue(Cue::Joint));
    let mut at = list[last - 1].range.end;
    let mut loose = 0;
    for token in &list[last..=stated] {
        loose += tokens.text[at..token.range.start].trim().chars().count();
        at = token.range.end;
    }
    // 新材料产业今年1至9月完成收入…: when it was may stand between.
    let light = |t: &Token<'_>| t.any(&[Cue::Light, Cue::AllWord, Cue::Gain, Cue::Whole]) || t.time().is_some();
    let verb = last < stated && list[last..stated].iter().all(light);
    (phrase && verb && loose <= LOOSE).then_some(first..last)
}

/// The industry right behind the first 的 of these tokens, before which they state nothing.
fn introduced(tokens: &Tokens<'_, '_>, clause: Range<usize>) -> Option<usize> {
    let list = &tokens.tokens;
    let of = clause.clone().find(|index| list[*index].cue(Cue::Attributive))?;
    let states = |t: &Token<'_>| tokens.is_figure(t) || t.mark().is_some() || t.is_subject();
    let next = list.get(of + 1).filter(|_| of + 1 < clause.end)?;
    let touches = next.range.start == list[of].range.end && next.narrower() == Some(Narrower::Industry);
    (touches && !list[clause.start..of].iter().any(states)).then_some(of + 1)
}

/// The only industry of a clause, with which it ends: 做强新能源产业.
fn aimed_at(tokens: &Tokens<'_, '_>, clause: Range<usize>) -> Option<Range<usize>> {
    let list = &tokens.tokens;
    let narrows = |index: &usize| list[*index].narrower().is_some() || list[*index].cue(Cue::Joint);
    let start = clause.clone().rev().take_while(narrows).last()?;
    let industry = |t: &Token<'_>| t.narrower() == Some(Narrower::Industry);
    let end = list.get(clause.end).map_or(tokens.text.len(), |mark| mark.range.start);
    let tight = tokens.text[list[clause.end - 1].range.end..end].trim().is_empty();
    let other = |t: &Token<'_>| industry(t) || tokens.is_figure(t) || t.is_metric() || t.is_subject();
    (tight && list[start..clause.end].iter().any(industry) && !list[clause.start..start].iter().any(other))
        .then_some(start..clause.end)
}

/// True for a word that goes back to the zone or on to a firm.
fn comes_back(token: &Token<'_>) -> bool {
    token.is_zone() || token.any(&[Cue::Entity, Cue::Project])
}
