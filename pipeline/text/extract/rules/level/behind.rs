//! Counts whose metric stands behind them: 19家高新技术企业, 全国147个高新区, 5人被评为省高级专家.

use super::super::super::view::View;
use crate::vocab::{Cue, Generic, Role};

/// 19家高新技术企业, 3个国家级孵化器: nothing but what narrows it stands between the figure and the metric.
pub(super) fn behind(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    if !(view.quantity.is("number")
        || view.quantity.is("person")
        || view.quantity.is("rank")
        || view.quantity.is("money")
        || view.quantity.is("area"))
    {
        return None;
    }
    if let Some(found) = zones(view).or_else(|| honoured(view)).or_else(|| purpose(view)) {
        return Some(found);
    }
    let first = view.right.clone().find(|index| view.at(*index).metrics().any(|(metric, _)| view.fits(metric)))?;
    let mut end = view.quantity.range.end;
    for index in view.right.start..first {
        let token = view.at(index);
        let said = token.narrower().is_some()
            || token.any(&[Cue::AllWord, Cue::Whole, Cue::OverAfter, Cue::UnderAfter, Cue::ApproxAfter, Cue::Gain])
            || token.is_subject();
        if !said || view.text(end..token.range.start).chars().count() > 6 {
            return None;
        }
        end = token.range.end;
    }
    if view.text(end..view.at(first).range.start).chars().count() > 8 {
        return None;
    }
    // 重点产业 集群 and the like: the last of several metrics in a row is the head of the phrase.
    let last = (first + 1..view.right.end)
        .take_while(|index| {
            view.at(*index).range.start == view.at(index - 1).range.end
                && view.at(*index).metrics().any(|(metric, _)| view.fits(metric))
        })
        .last()
        .unwrap_or(first);
    let (metric, own) = view.at(last).metrics().find(|(metric, _)| view.fits(*metric))?;
    Some(view.narrowed(view.right.start, last, metric, own))
}

/// 全国147个高新区: zones are counted by the word that elsewhere names one of them.
fn zones(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let next = view.right.clone().next().filter(|index| view.at(*index).generic() == Some(Generic::Zone))?;
    let touching = view.text(view.quantity.range.end..view.at(next).range.start).is_empty();
    let counted = view.quantity.is("number") && touching;
    view.vocab.metric_of(Role::Zones).filter(|_| counted).map(|metric| (metric, String::new()))
}

/// 有5人被评为省高级专家: people with a title are talents of that kind.
fn honoured(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let next = view.right.clone().next().filter(|index| view.at(*index).cue(Cue::Honoured))?;
    let touching = view.text(view.quantity.range.end..view.at(next).range.start).is_empty();
    let end = view.tokens.tokens.get(view.right.end).map_or(view.tokens.text.len(), |end| end.range.start);
    let title = view.text(view.at(next).range.end..end).trim().to_owned();
    let talents = view.vocab.metric_of(Role::Talents).filter(|_| touching && view.quantity.is("person") && !title.is_empty());
    talents.map(|metric| (metric, title))
}

/// 1229万元的…专项资金: the metric ends the phrase that 的 opens; what stands between narrows it.
fn purpose(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let first = view.right.clone().next().filter(|index| view.at(*index).cue(Cue::AllWord))?;
    let (last, end) = (
        view.right.end.checked_sub(1)?,
        view.tokens.tokens.get(view.right.end).map_or(view.tokens.text.len(), |end| end.range.start),
    );
    let closes = last > first && view.text(view.at(last).range.end..end).trim().is_empty();
    let (metric, own) = view.at(last).metrics().find(|(metric, _)| closes && view.quantity.is("money") && view.fits(*metric))?;
    let between = view.text(view.at(first).range.end..view.at(last).range.start);
    (between.chars().count() <= 24).then(|| (metric, format!("{between}{own}")))
}
