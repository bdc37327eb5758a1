//! Firms above a threshold: 年产值超过10亿元的14户, 营业收入过亿元企业300家. The threshold is no figure; the count is.

use super::super::view::{Figure, Outcome, View};
use crate::model::{Disposition, Measure};
use crate::vocab::{Cue, Role};

/// An amount of money behind 超 or 过 that a count of firms follows is a label; the count is of large enterprises.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    if view.quantity.is("money") && view.touches(&[Cue::Over]) && follows(view, view.token).is_some() {
        return Outcome::Drop(Disposition::Label);
    }
    let Some(before) = view.left.start.checked_sub(1).filter(|before| view.at(*before).quantity().is_some()) else {
        return Outcome::Pass;
    };
    let threshold = view.at(before).quantity().is_some_and(|quantity| view.tokens.quantities[quantity].is("money"));
    if !threshold || !over(view, before) || follows(view, before) != Some(view.token) {
        return Outcome::Pass;
    }
    let Some(metric) = view.vocab.metric_of(Role::LargeFirms) else { return Outcome::Pass };
    let start = View::left_of(view.tokens, before);
    let named = view.metric_in(start, |_| true).map_or(before, |(token, ..)| token);
    let segment = view.text(view.at(named).range.start..view.at(before).range.end).to_owned();
    Outcome::Take(vec![Figure { scope: String::new(), ..view.figure((metric, segment), Measure::Level) }])
}

/// True when 超, 过 or their like stand right before the quantity at this token.
fn over(view: &View<'_, '_, '_>, token: usize) -> bool {
    token.checked_sub(1).is_some_and(|before| view.at(before).cue(Cue::Over))
}

/// The count of firms behind an amount: nothing but 的 and the word for firms stands between.
fn follows(view: &View<'_, '_, '_>, amount: usize) -> Option<usize> {
    let right = View::right_of(view.tokens, amount);
    let next = view.tokens.tokens.get(right.end)?.quantity()?;
    let firms = |index: usize| {
        let firm = view.at(index).metrics().any(|(metric, _)| view.vocab.metric(metric).group == "enterprises");
        firm || view.at(index).any(&[Cue::AllWord, Cue::Light, Cue::OverAfter])
    };
    let counted = view.tokens.quantities[next].is("number") && right.clone().all(firms) && !right.is_empty();
    counted.then_some(right.end)
}
