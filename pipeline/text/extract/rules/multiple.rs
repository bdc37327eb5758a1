//! Times a base: 是2008年的4.4倍, 增长2.3倍, 增加到2.3倍, 翻一番.

use super::super::view::{Figure, Outcome, View};
use crate::model::{Decimal, Disposition, Measure};
use crate::vocab::Cue;

/// 增长N倍 is a growth of N hundred percent; any other N倍 is a level over its base.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    if !view.quantity.is("times") {
        return Outcome::Pass;
    }
    // Times a place's or an average's value is a comparison.
    let compare = view.cue(&[Cue::Compare, Cue::Gap]);
    if let Some(compare) = compare
        && !view.scope(compare..view.token).is_empty()
    {
        return Outcome::Drop(Disposition::Comparison);
    }
    let up = view.cue(&[Cue::Up]);
    let found = view.rated(compare.or(up).unwrap_or(view.token));
    let Some(found) = found else { return Outcome::Drop(Disposition::NoMetric) };
    // 分别增长7.9倍、18.6倍: the verb holds for all.
    // 增长7.9倍, 增长超12倍.
    let bound = view.touches(&[Cue::Over, Cue::Approx, Cue::Under])
        && view.token.checked_sub(2).is_some_and(|up| up >= view.left.start && view.at(up).cue(Cue::Up));
    let grown = view.touches(&[Cue::Up])
        || bound
        || view.dealt.is_some()
            && view.topic.measure == Some(Measure::Growth)
            && view.left.clone().all(|index| view.at(index).cue(Cue::Joint));
    let figure = if grown && view.quantity.arabic && !view.touches(&[Cue::To]) {
        let Some(value) = view.quantity.value.checked_mul(Decimal::ONE_HUNDRED) else {
            return Outcome::Drop(Disposition::Unparsed);
        };
        Figure { value: Some(value), unit: Some("percent".to_owned()), ..view.figure(found, Measure::Growth) }
    } else {
        view.figure(found, Measure::Multiple)
    };
    Outcome::Take(vec![figure])
}
