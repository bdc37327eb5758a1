//! Times a base: 是2008年的4.4倍, 增长2.3倍, 增加到2.3倍, 翻一番.

use super::super::view::{Figure, Outcome, View};
use crate::model::{Decimal, Disposition, Measure};
use crate::vocab::{Cue, Generic};

/// 增长N倍 is a growth of N hundred percent; any other N倍 is a level over its base.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    if !view.quantity.is("times") {
        return Outcome::Pass;
    }
    // 为全市的4.6倍: times a place's value is a comparison.
    let of_place = view.touches(&[Cue::Attributive])
        && view.token.checked_sub(2).is_some_and(|place| {
            let outside = [Generic::City, Generic::Province, Generic::Nation];
            place >= view.left.start && view.at(place).generic().is_some_and(|generic| outside.contains(&generic))
        });
    if of_place {
        view.scope(view.left.clone());
        return Outcome::Drop(Disposition::Comparison);
    }
    // So is times an average's.
    let compare = view.cue(&[Cue::Compare, Cue::Gap]);
    // 是全国研发经费与GDP之比的3倍: a word that may only join two is not the one.
    let against = |index: &usize| view.at(*index).any(&[Cue::Compare, Cue::Gap]) && !view.at(*index).cue(Cue::Joint);
    if let Some(against) = view.left.clone().rev().find(against).or(compare)
        && !view.scope(against..view.token).is_empty()
    {
        return Outcome::Drop(Disposition::Comparison);
    }
    let up = view.cue(&[Cue::Up]);
    // 分别增长7.9倍、18.6倍: the verb holds for all.
    // 增长7.9倍, 增长超12倍.
    let bound = view.touches(&[Cue::Over, Cue::Approx, Cue::Under])
        && view.token.checked_sub(2).is_some_and(|up| up >= view.left.start && view.at(up).cue(Cue::Up));
    let grown = view.touches(&[Cue::Up])
        || bound
        || view.dealt.is_some()
            && view.topic.measure == Some(Measure::Growth)
            && view.left.clone().all(|index| view.at(index).cue(Cue::Joint));
    // 增长一倍: in words, too; but 翻一番 is no growth of one.
    let times = view.text(view.quantity.range.clone()).ends_with(view.vocab.label("times"));
    let grown = grown && (view.quantity.arabic || times) && !view.touches(&[Cue::To]);
    let percent = grown.then(|| view.quantity.value.checked_mul(Decimal::ONE_HUNDRED));
    let Some(value) = percent.map_or(Some(None), |percent| percent.map(Some)) else {
        return Outcome::Drop(Disposition::Unparsed);
    };
    let figure = |found| match value {
        Some(_) => Figure { value, unit: Some("percent".to_owned()), ..view.figure(found, Measure::Growth) },
        None => view.figure(found, Measure::Multiple),
    };
    // 营业收入、利税均比2019年翻了一番: one figure for each.
    if let Some(items) = view.cue(&[Cue::Each]).and_then(|each| view.each(each)) {
        return Outcome::Take(items.into_iter().map(figure).collect());
    }
    match view.rated(compare.or(up).unwrap_or(view.token)) {
        Some(found) => Outcome::Take(vec![figure(found)]),
        None => Outcome::Drop(Disposition::NoMetric),
    }
}
