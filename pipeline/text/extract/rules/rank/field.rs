//! Among whom a position is: 全市, 国家高新区, 西部, the zones that brackets count.

use super::super::super::context;
use super::super::super::view::View;
use super::{opening_place, positions};
use crate::vocab::{Cue, Generic, Role, Sense};

/// The field of a rank: words before it in its clause, or in the clause before when that only sets the field (在…中).
pub(super) fn scope(view: &View<'_, '_, '_>) -> String {
    // 在全省、全国分别列第1位和第17位: the series deals out the fields.
    if let Some(dealt) = view.dealt.filter(|dealt| !dealt.scope.is_empty() && !context::is_one(&dealt.scope)) {
        view.scopes.borrow_mut().extend(dealt.named);
        return dealt.scope.clone();
    }
    // 泉州高新区排名第66: one zone is whom the rank is of, no field.
    let named = view.left.clone().rfind(|index| view.at(*index).is_subject());
    let zone = |index: usize| view.at(index).senses().iter().any(|sense| matches!(sense, Sense::Zone(_)));
    // 柳州、桂林、北海分列第78、第71和第106位: nor are those to which a series deals the positions.
    let dealt = || {
        let one =
            |index: usize| context::meaning(view.tokens, index, view.vocab).is_some_and(|meaning| context::is_one(&meaning));
        view.dealt.is_some_and(|dealt| context::is_one(&dealt.scope)) && named.is_some_and(one)
    };
    // 其中鹰潭一年跃升17位: nor is one of those that were ranked.
    let picked = |index: usize| index > 0 && view.at(index - 1).cue(Cue::OfWhich) && view.at(index).generic().is_none();
    let one = named.is_some_and(|index| zone(index) || positions(view) && (opening_place(view, index) || picked(index)));
    let one = one || dealt();
    let own = if one { String::new() } else { view.scope(view.left.clone()) };
    if !own.is_empty() {
        return own;
    }
    let zones = view.metric_in(view.left.clone(), |metric| view.vocab.has_role(metric, Role::Zones));
    if zones.is_some() || bracketed_zones(view) { "zones".to_owned() } else { String::new() }
}

/// 在156家高新区和苏州工业园区(共157家高新区)中位列第84位: the field is named before the brackets that 中 stands behind.
fn bracketed_zones(view: &View<'_, '_, '_>) -> bool {
    let Some(close) = view.left.start.checked_sub(1).filter(|close| view.at(*close).mark() == Some(')')) else { return false };
    let behind = view.text(view.at(close).range.end..view.quantity.range.start);
    let inside = view.vocab.label_starts("inside", behind);
    let Some(open) = (0..close).rfind(|open| view.at(*open).mark() == Some('(')).filter(|_| inside) else { return false };
    let clause = (0..open).rfind(|mark| matches!(view.at(*mark).mark(), Some(',' | ';' | ':' | '。'))).map_or(0, |mark| mark + 1);
    (clause..open).any(|index| view.at(index).metrics().any(|(metric, _)| view.vocab.has_role(metric, Role::Zones)))
}

/// 居西部首位, 中部国家高新区第3位: the part of the country within which the position is, as printed.
pub(super) fn region(view: &View<'_, '_, '_>) -> Option<String> {
    let start = view.left_start();
    let words = view.text(start..view.quantity.range.start);
    let regions = words.char_indices().filter_map(|(at, _)| Some((at, view.vocab.region(&words[at..])?)));
    let (at, len) = regions.max_by_key(|(at, len)| (at + len, *len))?;
    let end = start + at + len;
    let behind = view.left.clone().filter(|index| view.at(*index).range.end > end);
    let plain = |index: usize| view.at(index).any(&[Cue::Rank, Cue::Top, Cue::Each, Cue::Light]) || view.at(index).is_subject();
    let all = behind.clone().all(plain)
        && view.unlisted(
            behind.clone().next().map_or(view.token..view.token, |first| first..view.token),
            end..view.quantity.range.start,
        ) == 0;
    all.then(|| words[at..at + len].to_owned())
}

/// A zone's own rank has the zones as its field where the sentence names no other.
pub(super) fn or_zones(view: &View<'_, '_, '_>, metric: u16, scope: String) -> String {
    let ranking = view.vocab.metric(metric).group == "ranking";
    let local = ["generic:city", "generic:province", "nation:CN"].contains(&scope.as_str()) || scope.starts_with("place:");
    let among = view.tokens.tokens[..view.token].iter().any(|t| t.generic() == Some(Generic::Zones));
    if ranking && (scope.is_empty() || scope == "nation:CN" && among || !local) { "zones".to_owned() } else { scope }
}

/// 全省国家高新区9家,总数居全国第5位; 上市公司55家,数量为全国高新区第六: how many they are is ranked.
pub(super) fn of_number(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let said = view.said.last().filter(|said| view.vocab.metric(said.metric).unit == "count")?;
    let words = view.text(view.left_start()..view.quantity.range.start).trim();
    view.vocab.label_starts("numbers_of", words).then(|| said.found())
}

/// 甲高新区居第14位,其创新能力居第9位;乙高新区第25位: the next zone is ranked as a whole, as the first one was.
pub(super) fn of_next_zone(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let standing = view.vocab.metric_of(Role::Standing)?;
    let part = view.left.start.checked_sub(1).is_some_and(|mark| view.at(mark).mark() == Some(';'));
    let zone = view.left.clone().next().is_some_and(|first| view.at(first).is_subject());
    let named = view.metric_in(view.left.clone(), |_| true).is_some();
    let whole = view.topic.metric != Some(standing) && view.said.iter().any(|said| said.metric == standing);
    (part && zone && !named && whole && view.quantity.ordinal).then(|| (standing, String::new()))
}

/// 在全国169家中排在第45位: a number of them, behind the place in which they are, that names no thing.
pub(super) fn counted(view: &View<'_, '_, '_>) -> bool {
    let Some(count) = view.left.start.checked_sub(1).filter(|count| view.at(*count).quantity().is_some()) else { return false };
    let printed = view.text(view.at(count).range.clone());
    let behind = view.text(view.at(count).range.end..view.quantity.range.start);
    let ends = |label: &str| view.vocab.label_ends(label, printed);
    let inside = view.vocab.label_starts("inside", behind);
    let place = count.checked_sub(1).map(|place| view.at(place).generic());
    ends("units_of_zones") && inside && matches!(place, Some(Some(Generic::Nation | Generic::Province)))
}
