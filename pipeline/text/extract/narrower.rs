//! What narrows a metric: the industry, level or kind that stands before it in its clause.

use std::ops::Range;

use super::token::{Kind, Token, Tokens};
use crate::vocab::{Cue, Narrower};

/// The phrase that narrows the metric at token `metric`, reading back no farther than token `from`; empty when it is whole.
///
/// `through_verbs` lets a light verb stand between the phrase and the metric: 生物医药产业 实现 产值.
pub(super) fn before(tokens: &Tokens<'_, '_>, from: usize, metric: usize, through_verbs: bool) -> String {
    let end = tokens.tokens[metric].range.start;
    let mut phrase = Phrase { start: end, end, qualified: false };
    let same = |other: u16| tokens.tokens[metric].metrics().any(|(own, _)| own == other);
    let mut verbs = 0;
    let mut enumerated = false;
    for index in (from..metric).rev() {
        let token = &tokens.tokens[index];
        let gap = &tokens.text[token.range.end..phrase.start];
        if !plain(gap) {
            break;
        }
        // 【工业】规上企业86家: what closes a label parts it from what is said.
        if gap.contains(['】', ']']) {
            break;
        }
        if token.narrower().is_some() && !token.cue(Cue::Light) {
            phrase.include(token.range.clone());
            phrase.qualified = true;
        } else if token.any(&[Cue::OfWhich, Cue::From, Cue::Compare, Cue::Respectively]) {
            break;
        } else if token.mark() == Some('、') && phrase.qualified {
            enumerated = true;
            phrase.start = token.range.start;
        } else if token.is_metric() && token.is_subject() {
            // 国家高新区实现营业收入: whose it is, though zones are counted too.
            break;
        } else if token.is_metric() {
            // So do all that the zone has: 入区企业 专利申请.
            let whole = token.cue(Cue::Whole) || tokens.text[token.range.clone()].chars().count() <= 2;
            let generic = token.metrics().any(|(_, own)| own.is_empty()) && whole;
            if phrase.start == phrase.end && generic {
                // 企业 and its like between the phrase and the metric say nothing: 生物医药 企业 实现 产值.
                phrase.skip(token.range.start);
            } else if token.metrics().any(|(other, own)| same(other) && own.is_empty()) {
                // 招商引资 省外 到位资金: two names of one metric, the first of which narrows nothing.
                break;
            } else if through_verbs && !measured(tokens, index)
                || phrase.start == end && gap.is_empty() && token.metrics().any(|(other, own)| same(other) && !own.is_empty())
            {
                // 拿地到开工审批时限: two names of one metric, the first of which narrows.
                phrase.include(token.range.clone());
                phrase.qualified = true;
            } else {
                break;
            }
        } else if token.any(&[Cue::Light, Cue::Actual]) && through_verbs && verbs < 3 && !phrase.qualified {
            verbs += 1;
            phrase.skip(token.range.start);
        } else if token.time().is_some() && through_verbs && !phrase.qualified {
            // 电子信息 去年 实现 产值: the time stands between.
            phrase.skip(token.range.start);
        } else if token.cue(Cue::Whole) && index > from && tokens.tallies(index - 1) {
            // 两个主要行业: a word between the count and its kind.
        } else if tokens.tallies(index) {
            // 新能源、生物医药 两个产业 营业收入: what was listed before the count.
            phrase = Phrase { start: token.range.start, end: token.range.start, qualified: false };
        } else if token.any(&[Cue::AllWord, Cue::Whole]) && !enumerated && !phrase.qualified {
            // 省政府部署的“高企倍增计划”: what stands before a quoted name is no part of it.
            if gap.ends_with('“') && phrase.start == end {
                break;
            }
            phrase.skip(token.range.start);
        } else {
            break;
        }
    }
    if phrase.qualified {
        // Unknown words right before a known one belong to it: 稀 in 稀贵金属新材料.
        let start = phrase.start;
        phrase.start = widened(tokens, from, start);
        // 计划, 产业, 园: what only ends a phrase is none by itself.
        let named = tokens.text[..start].ends_with(|c: char| c == '”' || c.is_ascii_digit());
        let bare = phrase.start == start
            && !named
            && tokens.tokens[from..metric]
                .iter()
                .filter(|token| token.range.start >= start && token.range.end <= phrase.end)
                .all(|token| token.narrower() == Some(Narrower::Suffix));
        if bare {
            return String::new();
        }
        return tidy(&tokens.text[phrase.start..phrase.end]);
    }
    String::new()
}

/// True for a metric that 的 ties to its own figure: 以11.5平方公里的面积.
fn measured(tokens: &Tokens<'_, '_>, index: usize) -> bool {
    let of = index.checked_sub(1).filter(|of| tokens.tokens[*of].cue(Cue::Attributive));
    of.and_then(|of| of.checked_sub(1)).is_some_and(|figure| tokens.tokens[figure].quantity().is_some())
}

/// The part of the zone that these tokens name last: 沙文园, 双岛湾科技城.
pub(super) fn area(tokens: &Tokens<'_, '_>, range: Range<usize>) -> Option<String> {
    let last = range.clone().rev().find(|index| tokens.tokens[*index].narrower() == Some(Narrower::Area))?;
    let end = tokens.tokens[last].range.end;
    let floor = last.checked_sub(1).map_or(0, |before| tokens.tokens[before].range.end);
    let name = tokens.text[floor..end].trim_start_matches(|c: char| !c.is_alphabetic());
    let own = name.chars().count() > tokens.text[tokens.tokens[last].range.clone()].chars().count();
    (own && name.chars().count() <= LONGEST_NAME).then(|| name.to_owned())
}

/// The part of the zone that the sentence opens with and that is still spoken of at a token, since nothing has named the zone or
/// another part of it: 汽车电子产业园被评为国家级基地,已入驻企业18家. It bears the name of what is made there; another may be a firm's.
pub(super) fn opening(tokens: &Tokens<'_, '_>, at: usize) -> Option<String> {
    if !tokens.names_part {
        return None;
    }
    let area = |token: &Token<'_>| token.narrower() == Some(Narrower::Area);
    let index = tokens.tokens[..at].iter().position(area)?;
    let words = &tokens.tokens[..=index];
    let name = &tokens.text[..words[index].range.end];
    let listed = words.iter().filter(|token| token.narrower().is_some()).map(|token| token.range.len()).sum::<usize>();
    let own = index > 0 && listed == name.len();
    let moved_on = tokens.tokens[index + 1..at].iter().any(|token| token.is_zone() || area(token));
    (own && !moved_on).then(|| name.to_owned())
}

/// Most characters of a name in quotes that narrows.
const LONGEST_QUOTED: usize = 12;
/// Most characters between a quoted name and the head that both narrow: “三化”改造|项目.
const LONGEST_TAIL: usize = 4;
/// Most characters of an unlisted name that narrows: 过境项目, 涉农装备企业.
const LONGEST_NAME: usize = 8;

/// A name that no list knows, right before a metric's bare head (企业, 项目, 产值) and right behind a word that cannot be part of it.
/// The word for the metric has at most so many characters.
pub(super) fn unlisted(tokens: &Tokens<'_, '_>, from: usize, metric: usize, longest: usize) -> String {
    let end = tokens.tokens[metric].range.start;
    let before = metric.checked_sub(1).map(|index| &tokens.tokens[index]);
    let bounded = before.is_none_or(|token| {
        token.mark().is_some()
            || token.time().is_some()
            || token.is_subject()
            || token.any(&[Cue::Light, Cue::Gain, Cue::OfWhich, Cue::Deed])
    });
    let floor = before.map_or(0, |token| token.range.end);
    let name = tokens.text[floor..end].trim();
    let length = name.chars().count();
    let plain =
        name.chars().all(char::is_alphabetic) && tokens.text[tokens.tokens[metric].range.clone()].chars().count() <= longest;
    if bounded && metric >= from && (2..=LONGEST_NAME).contains(&length) && plain { tidy(name) } else { String::new() }
}

/// The quoted name that stands right before a token: “英才计划”人才.
pub(super) fn quoted(tokens: &Tokens<'_, '_>, token: usize) -> String {
    let before = tokens.text[..tokens.tokens[token].range.start].strip_suffix('”');
    let name = before.and_then(|before| before.rfind('“').map(|open| &before[open + '“'.len_utf8()..]));
    let plain = |name: &&str| (2..=LONGEST_QUOTED).contains(&name.chars().count()) && !name.contains('”');
    name.filter(plain).map_or_else(String::new, str::to_owned)
}

/// The quoted name that begins at a byte, and where its quotes end: “一带一路”联合实验室.
pub(super) fn quoted_behind(text: &str, at: usize) -> Option<(&str, usize)> {
    let inner = text[at..].strip_prefix('“')?;
    let close = inner.find('”').filter(|close| (1..=LONGEST_QUOTED).contains(&inner[..*close].chars().count()))?;
    Some((&inner[..close], at + '“'.len_utf8() + close + '”'.len_utf8()))
}

/// The quoted name with which the words right before a token open: “三化”改造项目.
pub(super) fn quoted_head(tokens: &Tokens<'_, '_>, token: usize) -> String {
    let before = &tokens.text[..tokens.tokens[token].range.start];
    let Some(close) = before.rfind('”') else { return String::new() };
    let tail = &before[close + '”'.len_utf8()..];
    let plain = tail.chars().count() <= LONGEST_TAIL && tail.chars().all(char::is_alphabetic);
    let open = before[..close].rfind('“').filter(|open| plain && before[*open..close].chars().count() <= LONGEST_QUOTED);
    open.map_or_else(String::new, |open| before[open..].to_owned())
}

/// A stretch of the sentence that grows to the left.
struct Phrase {
    start: usize,
    end: usize,
    qualified: bool,
}

impl Phrase {
    fn include(&mut self, range: Range<usize>) {
        self.start = range.start;
    }

    /// Passes over a word that says nothing, as long as nothing was included.
    fn skip(&mut self, start: usize) {
        self.start = start;
        if !self.qualified {
            self.end = start;
        }
    }
}

/// Text between two words that may belong to a phrase: no digits, no marks.
fn plain(gap: &str) -> bool {
    !gap.contains(|c: char| c.is_ascii_digit() || c.is_whitespace()) && gap.chars().count() <= 8
}

/// The start of the phrase, moved left over unlisted characters up to the word before it.
fn widened(tokens: &Tokens<'_, '_>, from: usize, start: usize) -> usize {
    let floor = tokens.tokens[from..].iter().map(|token| token.range.end).take_while(|end| *end <= start).last();
    let floor = floor.unwrap_or_else(|| if from == 0 { 0 } else { tokens.tokens[from - 1].range.end });
    let gap = &tokens.text[floor..start];
    let tail =
        gap.rfind(|c: char| !c.is_alphabetic()).map_or(gap, |at| &gap[at + gap[at..].chars().next().map_or(1, char::len_utf8)..]);
    if tail.chars().count() <= 4 { start - tail.len() } else { start }
}

/// A phrase without quotes and without the words that only close it.
pub(super) fn tidy(phrase: &str) -> String {
    let tidy = phrase.trim_matches(['“', '”', '"', '\'', '(', ')', '、', ' ']);
    // “海纳”英才计划: the first part of a name stands in its quotes.
    let halved = tidy.find('”').is_some_and(|close| !tidy[..close].contains('“')) && phrase.contains('“');
    if halved { format!("“{tidy}") } else { tidy.to_owned() }
}

/// The last stretch of a clause that narrows, when no metric follows it: 其中 新材料 增长6.6%, 数字经济 占85%.
pub(super) fn alone(tokens: &Tokens<'_, '_>, range: Range<usize>) -> String {
    let mut span: Option<Range<usize>> = None;
    for token in tokens.tokens.get(range.clone()).unwrap_or_default() {
        let joins = span.as_ref().is_some_and(|span| plain(&tokens.text[span.end..token.range.start]));
        if token.narrower().is_some_and(|narrower| narrower != Narrower::Suffix || joins) && !token.cue(Cue::Light) {
            span = match span {
                Some(span) if joins => Some(span.start..token.range.end),
                _ => Some(token.range.clone()),
            };
        } else if span.is_some() && !(matches!(token.kind, Kind::Word(_)) && token.any(&[Cue::AllWord, Cue::Whole])) {
            break;
        }
    }
    span.map_or_else(String::new, |span| {
        let start = widened(tokens, range.start, span.start);
        tidy(&tokens.text[start..span.end])
    })
}
