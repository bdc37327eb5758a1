//! What a metric fits and the zone has not: the field of a rank, what somebody rents, firms that are visited or served, partners, and
//! what one project costs.

use super::super::super::view::View;
use crate::model::Decimal;
use crate::vocab::{Cue, Role};

/// 全市四个国家级平台中排第二: true for a count with 中 and a position behind what it counts; zones so counted are all there are.
pub(super) fn among(view: &View<'_, '_, '_>, metric: u16) -> bool {
    let right = view.right.clone();
    let Some(noun) = right.clone().find(|index| view.at(*index).is_metric()) else { return false };
    let ranked = (noun + 1..right.end).any(|index| view.at(index).cue(Cue::Rank));
    let inside = view.vocab.label_starts("inside", view.text(view.at(noun).range.end..view.clause_end(view.token)));
    ranked && inside && !view.vocab.has_role(metric, Role::Zones)
}

/// 租了我们1200平方米标准厂房: what somebody rents.
pub(super) fn rented(view: &View<'_, '_, '_>, metric: u16) -> bool {
    let before = view.text(view.left_start()..view.quantity.range.start);
    view.vocab.metric(metric).unit == "m2" && view.vocab.label_in("rented", before)
}

/// 走访企业20家, 走访10所高校和20家企业, 吸引62家企业参会: an event moves them; they are not all there are.
pub(super) fn moved(view: &View<'_, '_, '_>) -> bool {
    let inside = |mark: char| matches!(mark, '、' | '(');
    let clause = view.tokens.tokens[..view.token].iter().rev().take_while(|token| token.mark().is_none_or(inside));
    // 吸引了86家企业、1200余名客商参加: what is done to the last of a list is done to all.
    let mut right = view.right.clone();
    let counts = |at: usize| view.tokens.tokens.get(at).is_some_and(|token| token.quantity().is_some());
    while view.tokens.tokens.get(right.end).is_some_and(|mark| mark.mark() == Some('、')) && counts(right.end + 1) {
        right = right.start..View::right_of(view.tokens, right.end + 1).end;
    }
    // 46位专家与80多名企业代表参会: so is it where 与 joins them.
    if right.end > right.start && view.at(right.end - 1).cue(Cue::Joint) && counts(right.end) {
        right = right.start..View::right_of(view.tokens, right.end).end;
    }
    // 对120家企业的问卷调查,有71家…: nor are those that were asked.
    let asked = || view.tokens.may_have(&[Cue::Event]) && view.vocab.label_in("surveys", view.tokens.text);
    // 进入10多家企业开展科研实践: nor those to which somebody goes.
    let visited = || view.vocab.label_ends("visits", view.text(0..view.quantity.range.start));
    // 前十名企业中,有7家实现正增长: nor those that have fared well or ill.
    let behind = view.text(view.quantity.range.end..view.clause_end(view.token));
    let fared = || view.vocab.label_starts("fared", behind.trim_start());
    clause.chain(view.words(&right)).any(|token| token.cue(Cue::Event)) || asked() || visited() || fared()
}

/// 向533户企业投放贷款42.6亿元, 为118户企业放贷: those for whom something is done.
pub(super) fn served(view: &View<'_, '_, '_>) -> bool {
    let before = view.text(0..view.quantity.range.start);
    let next = view.right.clone().next().map(|next| view.at(next));
    let counted = next.is_some_and(|next| next.range.start == view.quantity.range.end && next.is_metric());
    // 为130家企业减负: or a verb that no list knows.
    let end = next.map_or(view.quantity.range.end, |next| next.range.end);
    let verb = view.text(end..view.clause_end(view.token)).starts_with(char::is_alphabetic);
    let goes_on =
        verb || view.right.len() > 1 || view.tokens.tokens.get(view.right.end).is_some_and(|next| next.quantity().is_some());
    // 由三家民营企业共同投资建设: or those that do something together.
    let together = || view.vocab.label_starts("jointly", view.text(end..view.clause_end(view.token)).trim_start());
    counted && (goes_on && view.vocab.label_ends("served", before) || together())
}

/// 先后与甲、乙等30多所高校合作: those with whom something is done.
pub(super) fn joins(view: &View<'_, '_, '_>) -> bool {
    let with = view.left.clone().any(|index| view.at(index).cue(Cue::Joint) && view.at(index).cue(Cue::Compare));
    let counted = view.right.clone().take_while(|index| view.at(*index).is_metric() || view.at(*index).narrower().is_some());
    let end = counted.last().map_or(view.quantity.range.end, |last| view.at(last).range.end);
    let behind = view.text(end..view.clause_end(view.token)).trim_start();
    with && (view.vocab.label_starts("jointly", behind) || view.vocab.label_starts("pacts", behind))
}

/// An investment of one project: no count of projects stands before it.
pub(super) fn project(view: &View<'_, '_, '_>, metric: u16) -> bool {
    if !view.vocab.has_role(metric, Role::ProjectMoney) {
        return false;
    }
    let counted = |index: usize| {
        view.at(index).quantity().is_some_and(|quantity| {
            let quantity = &view.tokens.quantities[quantity];
            quantity.is("number") && quantity.number > Decimal::ONE
        })
    };
    // 总投资30亿元的将军机械项目: 的 ties it to one; to several where their number stands behind it: 总投资2万亿元的389个重点项目.
    let tied = view.right.clone().next().is_some_and(|index| view.at(index).cue(Cue::AllWord))
        && view.right.clone().any(|index| view.at(index).cue(Cue::Project));
    let several = || view.right.len() == 1 && view.tokens.tokens.get(view.right.end).is_some() && counted(view.right.end);
    tied && !several() || !(0..view.token).any(counted) && !(view.token + 1..view.tokens.tokens.len()).take(2).any(counted)
}
