//! Whether a word stands where a subject stands: a zone anywhere, a place only at the head of its clause.

use super::super::token::{Kind, Token, Tokens};
use super::{ALL_ZONES, is_one, regional, several};
use crate::vocab::{Cue, Generic, Narrower, Sense, Vocab};

/// Characters of the number of a heading: 十二、, (3).
const LONGEST_NUMBER: usize = 4;
/// Words of the name of a part behind its place: 航空|城.
const LONGEST_PART: usize = 3;

/// True when the word is a place's full name.
fn full_name(token: &Token<'_>, vocab: &Vocab) -> bool {
    token.senses().iter().any(|sense| {
        matches!(sense, Sense::Place(place) if {
            vocab.dimensions().places[usize::from(*place)].name_zh.len() == token.range.len()
        })
    })
}

/// True when the word stands where a subject stands: a zone anywhere, a place only at the head of its clause.
pub(super) fn in_place(tokens: &Tokens<'_, '_>, index: usize, meaning: &str, vocab: &Vocab) -> bool {
    let zone = meaning.starts_with("zone:")
        || several(meaning)
        || meaning.starts_with("anon:")
        || meaning == "generic:zone"
        || meaning == "generic:whole"
        || meaning == ALL_ZONES && regional(tokens, index, vocab).is_some();
    tokens.text[tokens.tokens[index].range.clone()].chars().nth(1).is_some()
        && (zone || heads_clause(tokens, index, meaning, vocab))
        && !one_of_many(tokens, index, vocab)
        && !is_rival(tokens, index, vocab)
        && !has_become(tokens, index, meaning, vocab)
        && !joins_all(tokens, index)
        && !counted_among_all(tokens, index)
        && !names_part_elsewhere(tokens, index, vocab)
}

/// 中关村贵阳科技园: a zone's name right before a place elsewhere names a park there.
fn names_part_elsewhere(tokens: &Tokens<'_, '_>, index: usize, vocab: &Vocab) -> bool {
    let places = &vocab.dimensions().places;
    let zone = tokens.tokens[index].senses().iter().find_map(|sense| match sense {
        Sense::Zone(zone) => Some(&vocab.dimensions().zones[usize::from(*zone)].adcode),
        _ => None,
    });
    let next = tokens.tokens.get(index + 1).filter(|next| next.range.start == tokens.tokens[index].range.end);
    let (Some(zone), Some(next)) = (zone, next) else { return false };
    let codes = next.senses().iter().filter_map(|sense| match sense {
        Sense::Place(place) => Some(&places[usize::from(*place)].adcode),
        _ => None,
    });
    let mut codes = codes.peekable();
    codes.peek().is_some() && codes.all(|code| code.get(..2) != zone.get(..2))
}

/// 全省高新区营业收入2万亿元,国家级高新区增至7家,研发强度达到2.5%: a sentence about all goes on about all, not those that it counts.
fn counted_among_all(tokens: &Tokens<'_, '_>, index: usize) -> bool {
    let all = |token: &Token<'_>| token.generic() == Some(Generic::ZonesOfPlace);
    let national = tokens.tokens[index].senses().contains(&Sense::Generic(Generic::NationalZone));
    let national = national && tokens.tokens[..index].iter().any(all);
    let words = [Cue::To, Cue::Light, Cue::AllWord, Cue::Over, Cue::Approx, Cue::Up, Cue::Total];
    let next = tokens.tokens[index + 1..].iter().find(|token| !token.any(&words));
    let number = |token: &Token<'_>| token.quantity().is_some_and(|at| tokens.quantities[at].is("number"));
    national && next.is_some_and(number)
}

/// 156家国家高新区和苏州工业园区: one that is named beside all of them.
fn joins_all(tokens: &Tokens<'_, '_>, index: usize) -> bool {
    let Some([all, joint]) = index.checked_sub(2).and_then(|all| tokens.tokens.get(all..index)) else { return false };
    let tight = all.range.end == joint.range.start && joint.range.end == tokens.tokens[index].range.start;
    let zones = |sense: &Sense| matches!(sense, Sense::Generic(Generic::NationalZone | Generic::Zones));
    tight && joint.cue(Cue::Joint) && all.senses().iter().any(zones)
}

/// 某高新区1992年获批国家级高新区, 泰州是最早以医药冠名的国家高新区: what one that is named has become, or is, is no other.
fn has_become(tokens: &Tokens<'_, '_>, index: usize, meaning: &str, vocab: &Vocab) -> bool {
    let zone = |token: &Token<'_>| token.senses().iter().any(|sense| matches!(sense, Sense::Zone(_)));
    let national = || tokens.tokens[index].senses().contains(&Sense::Generic(Generic::NationalZone));
    let of = || {
        index > 0
            && tokens.tokens[index - 1].cue(Cue::Attributive)
            && tokens.tokens[index - 1].range.end == tokens.tokens[index].range.start
    };
    // 支持武汉东湖高新区建设世界领先科技园区: what one is to become.
    let becomes = || {
        let clause = tokens.tokens[..index].iter().rev().take_while(|before| before.mark().is_none());
        let own = tokens.text[tokens.tokens[index].range.clone()] == *vocab.label("own_zone");
        let kind = tokens.tokens[index].generic();
        (kind == Some(Generic::Park) || kind == Some(Generic::Zone) && !own) && clause.into_iter().any(zone)
    };
    meaning == "generic:zone" && (national() && (of() || tokens.tokens[..index].iter().any(zone)) || becomes())
}

/// 仅次于北京中关村, 与苏州、上海张江相比: what another is measured against is not what is spoken of.
fn is_rival(tokens: &Tokens<'_, '_>, index: usize, vocab: &Vocab) -> bool {
    let names = tokens.tokens[..index].iter().rev().take_while(|before| before.is_subject()).count();
    let beside = &tokens.text[..tokens.tokens[index - names].range.start];
    let listed = tokens.tokens[index..].iter().take_while(|next| next.is_subject() || next.mark() == Some('、')).count();
    let behind = &tokens.text[tokens.tokens[index + listed.max(1) - 1].range.end..];
    !beside.is_empty() && vocab.label_ends("rivals", beside) || vocab.label_starts("compared", behind)
}

/// 是全省12个国家高新区之一: what it is one of is not what is spoken of.
fn one_of_many(tokens: &Tokens<'_, '_>, index: usize, vocab: &Vocab) -> bool {
    let token = &tokens.tokens[index];
    let behind = tokens.text[token.range.end..].trim_start();
    let opens = |label: &str| vocab.label_starts(label, behind);
    // 是全省2家国家高新区中最早的一家: nor are those among which it stands.
    let one = || {
        let clause = behind.find([',', '。', ';']).map_or(behind, |end| &behind[..end]);
        vocab.label_ends("one_among", clause)
    };
    let counted = || token.generic().is_some() && index > 0 && tokens.tokens[index - 1].quantity().is_some();
    opens("one_of") || counted() && opens("inside") && one()
}

/// True for a word with which its clause begins, and which is no part of another name.
fn heads_clause(tokens: &Tokens<'_, '_>, index: usize, meaning: &str, vocab: &Vocab) -> bool {
    let token = &tokens.tokens[index];
    // 襄阳科技城引进研究院11家, 南昌航空城: a place's short name that opens the name of a part.
    let part = || {
        let name = |at: &usize| tokens.tokens[*at].range.start == tokens.tokens[*at - 1].range.end;
        let mut words = (index + 1..tokens.tokens.len()).take_while(name).map(|at| tokens.tokens[at].narrower());
        // 洛阳国家大学科技园: or of one that is counted as a platform.
        let park = |next: &Token<'_>| {
            let name = &tokens.text[next.range.clone()];
            next.range.start == token.range.end && next.is_metric() && vocab.label_ends("park_ends", name)
        };
        tokens.tokens.get(index + 1).is_some_and(park)
            || words.by_ref().take_while(|kind| kind.is_some()).take(LONGEST_PART).any(|kind| kind == Some(Narrower::Area))
    };
    if meaning.starts_with("place:") && !full_name(token, vocab) && part() {
        return false;
    }
    let opens = |c: char| c.is_whitespace() || "【[《“(".contains(c);
    let Some(before) = index.checked_sub(1).map(|at| &tokens.tokens[at]) else {
        // 【宝鸡】: a label names whom its paragraph is about.
        let label = tokens.text[token.range.end..].starts_with(['】', ']', ':']);
        let alone = label
            || full_name(token, vocab)
            || tokens.tokens.get(index + 1).is_some_and(|next| next.range.start == token.range.end);
        return tokens.text[..token.range.start].trim_matches(opens).is_empty() && (alone || !meaning.starts_with("place:"));
    };
    // 一、泰州:…: a label behind the number of a heading.
    let number = tokens.text[..token.range.start].trim();
    if index < 3 && number.chars().count() <= LONGEST_NUMBER && number.ends_with(['、', '.', ')']) {
        return tokens.text[token.range.end..].starts_with(':') && is_one(meaning) || full_name(token, vocab);
    }
    // 而全市为2.3%: a word that sets two against each other stands between.
    let gap = tokens.text[before.range.end..token.range.start].trim();
    let touching = gap.is_empty() || vocab.label_is("against", gap);
    // A short name (南宁) in front of unlisted words is part of another name: 南宁综合保税区.
    let short = meaning.starts_with("place:") && !full_name(&tokens.tokens[index], vocab);
    let next = tokens.tokens.get(index + 1).is_some_and(|next| next.range.start == token.range.end && !next.cue(Cue::Entity));
    // 全国财政科学管理综合试点省启动建设: so is the word for the country.
    let short = short || meaning == "nation:CN";
    // 位于黄冈市新城区: no place of the name lies in the one before it.
    if gap.is_empty() && meaning.starts_with("place:") && !lies_in(before, meaning) {
        return false;
    }
    // 当年全市生产总值…: so does one that dates it loosely.
    let against = || vocab.label_is("against", &tokens.text[before.range.clone()]);
    touching
        && (!short || next)
        && (before.mark().is_some_and(|mark| mark != '、')
            || before.time().is_some()
            || before.is_subject()
            || before.cue(Cue::OfWhich)
            || against())
}

/// True unless the word before names a city and none of these places lies in it.
fn lies_in(before: &Token<'_>, places: &str) -> bool {
    let Kind::Word(word) = before.kind else { return true };
    let codes = |meaning: &'_ str| -> Vec<String> {
        meaning.strip_prefix("place:").map(|codes| codes.split('|').map(str::to_owned).collect()).unwrap_or_default()
    };
    let (cities, places) = (codes(&word.meaning), codes(places));
    let inside = |place: &String| cities.iter().any(|city| place.starts_with(city.trim_end_matches("00")));
    cities.is_empty() || places.iter().any(inside)
}
