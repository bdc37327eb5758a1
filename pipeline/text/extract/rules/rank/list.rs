//! Positions in a list of the first or the last: 第3名 唐山高新区(↑1), 排名前10位的高新区, 竞争力50强里.

use super::super::super::view::{Figure, Outcome, View};
use crate::model::{Bound, Disposition, Measure};
use crate::vocab::{Cue, Role};

/// 第3名 唐山高新区(↑1), …(上升1位): how far one in the list has moved.
pub(super) fn moved(view: &View<'_, '_, '_>) -> Option<Outcome> {
    let [open, word] = view.tokens.tokens.get(view.token.checked_sub(2)?..view.token)? else { return None };
    let moves = open.mark() == Some('(') && word.any(&[Cue::Up, Cue::Down, Cue::RankMove, Cue::RankFall]);
    let fell = word.any(&[Cue::Down, Cue::RankFall]);
    let ranked = view.topic.metric.filter(|_| view.topic.measure == Some(Measure::Rank));
    let metric = ranked.filter(|_| moves && !view.quantity.ordinal && !view.quantity.is("ratio"))?;
    let value = fell.then(|| -view.quantity.value);
    let figure = view.figure((metric, view.topic.segment.clone()), Measure::RankChange);
    let scope = view.topic.scope.clone();
    Some(Outcome::Take(vec![Figure { value, unit: Some("rank".to_owned()), scope, ..figure }]))
}

/// A line of a ranking; or a number of those that come first or last, which is no position of one.
pub(super) fn read(view: &View<'_, '_, '_>) -> Option<Outcome> {
    let quantity = view.quantity;
    // 洛阳、新乡居二三位: two positions in one word, of two.
    if !quantity.arabic && quantity.bound == Bound::Over {
        return Some(Outcome::Drop(Disposition::Label));
    }
    // 第3名 唐山高新区: the position, and behind it whose it is.
    if view.heads_zone().is_some() {
        let metric = view.vocab.metric_of(Role::Standing)?;
        let figure = view.figure((metric, String::new()), Measure::Rank);
        return Some(Outcome::Take(vec![Figure { unit: Some("rank".to_owned()), scope: "zones".to_owned(), ..figure }]));
    }
    // 排名后10位的高新区, 排名前6位的高新区(…): those that come last, or first.
    let last = view.vocab.label_ends("last_places", view.text(0..quantity.range.start));
    let of = view.right.clone().next().filter(|of| view.touches(&[Cue::Top]) && view.at(*of).cue(Cue::Attributive));
    let zones = |of: usize| {
        view.tokens.tokens.get(of + 1).is_some_and(|next| next.is_zone() && next.range.start == view.at(of).range.end)
    };
    if !quantity.ordinal && (last || of.is_some_and(zones)) {
        return Some(Outcome::Drop(Disposition::Label));
    }
    // 在竞争力50强里排第33名: those among which it stands.
    let strong = view.right.clone().next().filter(|next| view.at(*next).cue(Cue::Top));
    let inside = |top: usize| view.vocab.label_starts("inside", view.text(view.at(top).range.end..view.clause_end(top)));
    if strong.is_some_and(inside) {
        return Some(Outcome::Drop(Disposition::Label));
    }
    None
}

/// True where the figure right before the comma is of a rate that a noun names: 增速7.3%,.
pub(super) fn spoken_rate(view: &View<'_, '_, '_>) -> bool {
    let near = view.topic.measure == Some(Measure::Growth) && view.topic.token + 2 == view.left.start;
    let noun = view.topic.token.checked_sub(1).filter(|_| near);
    noun.is_some_and(|noun| view.vocab.label_ends("rate_nouns", view.text(view.at(noun).range.clone())))
}

/// 投入增速年均超20%,连续三年居全国第一: true where the figure before is an average that the noun for a rate names.
pub(super) fn averaged(view: &View<'_, '_, '_>) -> bool {
    let said = view.topic.measure == Some(Measure::GrowthAvg) && view.topic.token > 0 && view.topic.token < view.token;
    let words = if said { View::left_of(view.tokens, view.topic.token) } else { 0..0 };
    let rate = |index: usize| view.vocab.label_ends("rate_nouns", view.text(view.at(index).range.clone()));
    words.into_iter().any(rate) && !view.touches(&[Cue::To]) && view.metric_in(view.left.clone(), |_| true).is_none()
}

/// 稳居全国前20, 综合排名确保前20: a bare number behind 前 is a position where the sentence speaks of one.
pub(super) fn top(view: &View<'_, '_, '_>) -> bool {
    let tight = view.left.clone().next_back().is_some_and(|index| view.at(index).range.end == view.quantity.range.start);
    let spoken = || {
        view.tokens.tokens[..view.token]
            .iter()
            .any(|t| t.cue(Cue::Rank) || t.metrics().any(|(metric, _)| view.vocab.metric(metric).unit == "rank"))
    };
    // 进入全国60强: 强 stands behind.
    let behind = view
        .right
        .clone()
        .next()
        .is_some_and(|next| view.at(next).cue(Cue::Top) && view.at(next).range.start == view.quantity.range.end);
    (view.touches(&[Cue::Top]) && tight || behind) && spoken()
}
