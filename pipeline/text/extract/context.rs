//! The words around a figure that may name its subject, date it, or tell whether it has happened.

mod standing;
mod status;
mod subjects;
mod times;

use std::borrow::Cow;

use super::token::{Kind, Token, Tokens};
use super::view::View;
use crate::model::{Decimal, Level, MappedStr, PlaceLevel, SubjectEvidence};
use crate::vocab::{Cue, Generic, Role, Sense, Vocab};

pub(super) use status::{plan_of, status};
pub(super) use subjects::{Subject, Subjects};
pub(super) use times::{base, based, dated, first_year, lately, times};

/// Characters of the name of a part of the country: 粤港澳大湾区.
const LONGEST_REGION: usize = 6;
/// All national zones, in the notation of the tables.
pub(super) const ALL_ZONES: &str = "zones:CN";
/// No province has as many national zones.
const MOST_OF_PROVINCE: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// What the word lists and the words beside it make of a subject word, in the notation of [`SubjectEvidence`]; none for other words.
pub(super) fn meaning<'v>(tokens: &Tokens<'v, '_>, index: usize, vocab: &Vocab) -> Option<Cow<'v, str>> {
    let Kind::Word(word) = tokens.tokens[index].kind else { return None };
    let own = (!word.meaning.is_empty()).then_some(Cow::Borrowed(&*word.meaning));
    if is_one(&word.meaning) {
        return own;
    }
    match word.generic {
        // 东部高新区: of all zones, those of a part of the country; its name narrows what they have.
        Some(Generic::Zone | Generic::NationalZone) if regional(tokens, index, vocab).is_some() => Some(Cow::Borrowed(ALL_ZONES)),
        Some(Generic::Zone) => {
            let said =
                hidden(tokens, index).or_else(|| counted(tokens, index, vocab)).or_else(|| of_province(tokens, index, vocab));
            said.map(Cow::Owned).or(own)
        }
        // 与全国相比,国家高新区实现…: those of the whole country.
        Some(Generic::NationalZone) if beside_nation(tokens, index) => Some(Cow::Borrowed("zones:CN")),
        Some(Generic::Park) => own.filter(|_| free(tokens, index)),
        // 合肥全市, 湖北全省, 秀洲区全区: the place that is named right before.
        Some(Generic::City | Generic::Province | Generic::Whole) => placed(tokens, index).map(Cow::Borrowed).or(own),
        _ => own,
    }
}

/// Where the name of a part of the country begins that stands right before a word for zones, or before their number.
fn regional(tokens: &Tokens<'_, '_>, index: usize, vocab: &Vocab) -> Option<usize> {
    let start = tokens.tokens[index].range.start;
    // 冲刺西部高新区第一方阵: what follows is said of them, unless they are those among which somebody stands.
    let says = |next: &Token<'_>| next.quantity().is_none() && !next.any(&[Cue::Rank, Cue::Top]);
    let next = tokens.tokens.get(index + 1).filter(|next| next.range.start == tokens.tokens[index].range.end && says(next));
    next?;
    let before = index.checked_sub(1).map(|at| &tokens.tokens[at]);
    let count = before.filter(|before| before.quantity().is_some() && before.range.end == start);
    let words = &tokens.text[..count.map_or(start, |count| count.range.start)];
    // 东部地区的国家高新区: 的 may stand between.
    let words = words.strip_suffix(vocab.label("of")).unwrap_or(words);
    let starts = words.char_indices().rev().take(LONGEST_REGION).map(|(at, _)| at);
    starts.filter(|at| vocab.region(&words[*at..]).is_some_and(|len| at + len == words.len())).last()
}

/// The place whose name touches a word.
fn placed<'v>(tokens: &Tokens<'v, '_>, index: usize) -> Option<&'v str> {
    let before = &tokens.tokens[index.checked_sub(1)?];
    let Kind::Word(word) = before.kind else { return None };
    let touches = before.range.end == tokens.tokens[index].range.start;
    (touches && word.meaning.starts_with("place:")).then_some(&*word.meaning)
}

/// True where the last subject that was named before a token is the country.
fn beside_nation(tokens: &Tokens<'_, '_>, index: usize) -> bool {
    let last = tokens.tokens[..index].iter().rfind(|token| token.is_subject());
    last.is_some_and(|last| last.generic() == Some(Generic::Nation))
}

/// True for a word that is no part of a longer name: 园区, but not 首个“三千亿”开发区, 全市园区 or 全市各开发区.
fn free(tokens: &Tokens<'_, '_>, index: usize) -> bool {
    let tight = |at: &usize| tokens.tokens[*at].range.end == tokens.tokens[*at + 1].range.start;
    let all = (0..index).rev().take_while(tight).find(|at| !tokens.tokens[*at].cue(Cue::AllWord));
    if all.is_some_and(|at| matches!(tokens.tokens[at].generic(), Some(Generic::City | Generic::Province))) {
        return false;
    }
    let start = tokens.tokens[index].range.start;
    let Some(before) = index.checked_sub(1).map(|at| &tokens.tokens[at]) else {
        return !tokens.text[..start].ends_with(char::is_alphabetic);
    };
    let gap = &tokens.text[before.range.end..start];
    if gap.is_empty() {
        // 前30强园区: some of them.
        !before.is_subject() && before.quantity().is_none() && !before.cue(Cue::Top)
    } else {
        !gap.ends_with(|c: char| c.is_alphabetic() || c == '”')
    }
}

/// 169家国家高新区实现营业收入…: counted zones are all of the country, or of the province that the words before name.
fn counted(tokens: &Tokens<'_, '_>, index: usize, vocab: &Vocab) -> Option<String> {
    let before = index.checked_sub(1).filter(|before| tokens.tokens[*before].range.end == tokens.tokens[index].range.start)?;
    let quantity = tokens.tokens[before].quantity().map(|quantity| &tokens.quantities[quantity]);
    let owner = before.checked_sub(1);
    let local = owner.and_then(|at| tokens.tokens[at].generic());
    // 重庆市16个高新区: all zones of the place that the words before name.
    let place = owner.filter(|at| tokens.tokens[*at].range.end == tokens.tokens[before].range.start);
    let place = place.and_then(|at| meaning(tokens, at, vocab)).filter(|meaning| meaning.starts_with("place:"));
    quantity.filter(|quantity| quantity.is("number") && quantity.arabic).map(|quantity| match (local, place) {
        _ if quantity.value >= MOST_OF_PROVINCE && national(&tokens.tokens[index], vocab) => "zones-of:zones:CN".to_owned(),
        (Some(Generic::Province | Generic::City), _) => "generic:zones".to_owned(),
        (_, Some(place)) => format!("zones-of:{place}"),
        _ => format!("zones-of:{}", of_main(quantity.value)),
    })
}

/// What so many zones are of where nothing says it: of what the article is about; of one zone's province, or with more than a province
/// has, of the country.
fn of_main(count: Decimal) -> &'static str {
    if count >= MOST_OF_PROVINCE { "many" } else { "main" }
}

/// True for a word that counts national zones.
fn national(token: &Token<'_>, vocab: &Vocab) -> bool {
    token.metrics().any(|(metric, own)| vocab.has_role(metric, Role::Zones) && own == vocab.label("level_national"))
}

/// XX高新区: the letters before the word hide the zone's name.
fn hidden(tokens: &Tokens<'_, '_>, index: usize) -> Option<String> {
    let before = &tokens.tokens[index.checked_sub(1)?];
    let token = &tokens.tokens[index];
    let near =
        before.generic() == Some(Generic::Anonymous) && tokens.text[before.range.end..token.range.start].chars().count() <= 1;
    near.then(|| format!("anon:{}", &tokens.text[before.range.start..token.range.end]))
}

/// 广西高新区: a province's name before the word makes it all zones of the province.
fn of_province(tokens: &Tokens<'_, '_>, index: usize, vocab: &Vocab) -> Option<String> {
    let before = &tokens.tokens[index.checked_sub(1)?];
    let near = before.range.end == tokens.tokens[index].range.start;
    let province = before.senses().iter().find_map(|sense| match sense {
        Sense::Place(place) => {
            let place = &vocab.dimensions().places[usize::from(*place)];
            (place.level == PlaceLevel::Province).then(|| place.adcode.clone())
        }
        _ => None,
    });
    province.filter(|_| near).map(|adcode| format!("zones:{adcode}"))
}

/// Tokens before a token from the nearest on, without those in brackets that closed before it.
fn outside_brackets<'a, 'v>(tokens: &'a Tokens<'v, '_>, at: usize) -> impl Iterator<Item = (usize, &'a Token<'v>)> {
    let mut depth = 0;
    tokens.tokens[..at].iter().enumerate().rev().filter(move |(_, token)| {
        match token.mark() {
            Some(')') => depth += 1,
            Some('(') if depth > 0 => depth -= 1,
            _ => return depth == 0,
        }
        false
    })
}

/// The token at which the part of the sentence begins that a token stands in: behind the last semicolon.
pub(super) fn group(tokens: &Tokens<'_, '_>, at: usize) -> usize {
    tokens.tokens[..at].iter().rposition(|t| t.mark() == Some(';')).map_or(0, |mark| mark + 1)
}

/// 高于全市(7.1%): the subject of a figure in brackets is the word before them, whatever else that word does.
pub(super) fn bracketed(tokens: &Tokens<'_, '_>, at: usize, text: MappedStr<'_>, vocab: &Vocab) -> Option<SubjectEvidence> {
    let open = at.checked_sub(1).filter(|open| tokens.tokens[*open].mark() == Some('('))?;
    let index = open.checked_sub(1).filter(|index| tokens.tokens[*index].range.end == tokens.tokens[open].range.start)?;
    // 占全国GDP(90万亿元)的12%: or the one before the metric that the brackets give the amount of.
    let tight = |at: &usize| tokens.tokens[*at].range.end == tokens.tokens[*at + 1].range.start;
    let whose = index.checked_sub(1).filter(|at| tokens.tokens[index].is_metric() && tight(at));
    let named = |at: usize| meaning(tokens, at, vocab).map(|meaning| evidence(tokens, at, &meaning, text, vocab));
    // 占国内生产总值(114.4万亿元)的13.4%: the country's by its name.
    let national = || {
        let part = tokens.tokens[index.checked_sub(1)?].cue(Cue::Share);
        let words = &tokens.text[tokens.tokens[index].range.clone()];
        (part && vocab.label_is("national_metrics", words)).then(|| evidence(tokens, index, "nation:CN", text, vocab))
    };
    named(index).or_else(national).or_else(|| named(whose?))
}

/// The subject that a token names.
pub(super) fn named(tokens: &Tokens<'_, '_>, index: usize, text: MappedStr<'_>, vocab: &Vocab) -> Option<SubjectEvidence> {
    meaning(tokens, index, vocab).map(|meaning| evidence(tokens, index, &meaning, text, vocab))
}

/// The word at a token as evidence for a subject, with the part of the country that stands before it.
fn evidence(tokens: &Tokens<'_, '_>, index: usize, meaning: &str, text: MappedStr<'_>, vocab: &Vocab) -> SubjectEvidence {
    let range = tokens.tokens[index].range.clone();
    let start = if meaning == ALL_ZONES { regional(tokens, index, vocab) } else { None };
    let range = start.unwrap_or(range.start)..range.end;
    SubjectEvidence {
        level: Level::Clause,
        words: tokens.text[range.clone()].into(),
        meaning: meaning.into(),
        span: text.span(range),
    }
}

/// True for the meaning of zones that are named together: counted, or all of the province.
pub(super) fn several(meaning: &str) -> bool {
    meaning == "generic:zones" || meaning.starts_with("zones-of:")
}

/// True for the meaning of one place or zone, against words like 全市 and 高新区.
pub(super) fn is_one(meaning: &str) -> bool {
    meaning.starts_with("zone:") || meaning.starts_with("place:")
}

/// The words that say which zones a number of zones counts: 全国, 全省, a province; else those that the article is about.
pub(super) fn counted_zones(view: &View<'_, '_, '_>, text: MappedStr<'_>, vocab: &Vocab) -> SubjectEvidence {
    let wide = |meaning: &Cow<'_, str>| {
        meaning.starts_with("zones:")
            || ["nation:CN", "generic:province", "generic:city", "generic:zones"].contains(&meaning.as_ref())
    };
    // 湖北省12家国家高新区: the place right before the count.
    let place = |index: usize, meaning: &str| {
        let listed = index.checked_sub(1).is_some_and(|at| view.at(at).mark() == Some('、') || view.at(at).cue(Cue::Joint));
        !listed
            && index + 1 == view.token
            && meaning.starts_with("place:")
            && view.at(index).range.end == view.quantity.range.start
    };
    let open = View::left_of(view.tokens, view.token).start;
    // 湖南的国家高新区一共9家, 安徽省有3家: a province with which the clause begins.
    let province = |index: usize, meaning: &str| {
        index == open && meaning.strip_prefix("place:").is_some_and(|codes| codes.split('|').any(|code| code.ends_with("0000")))
    };
    let words = (open..view.right.end).find_map(|index| {
        let found = self::meaning(view.tokens, index, vocab);
        found.filter(|meaning| wide(meaning) || place(index, meaning) || province(index, meaning)).map(|meaning| (index, meaning))
    });
    // 全省129个开发区中,国家级高新区8家; 全省高新区中,12家…: the province, or its zones, that the sentence has named.
    let named = |meaning: &Cow<'_, str>| ["generic:province", "generic:zones"].contains(&meaning.as_ref());
    let province = |index: usize| self::meaning(view.tokens, index, vocab).filter(named).map(|meaning| (index, meaning));
    let words = words.or_else(|| (0..open).rev().find_map(province));
    let of_country =
        view.quantity.value >= MOST_OF_PROVINCE && (view.left.start..view.right.end).any(|index| national(view.at(index), vocab));
    let (range, meaning) = match words {
        _ if of_country => (view.quantity.range.clone(), Cow::Borrowed("zones:CN")),
        Some((index, meaning)) => (view.at(index).range.clone(), meaning),
        None => (view.quantity.range.clone(), Cow::Borrowed(of_main(view.quantity.value))),
    };
    SubjectEvidence {
        level: Level::Clause,
        words: view.text(range.clone()).into(),
        meaning: format!("zones-of:{meaning}").into(),
        span: text.span(range),
    }
}
