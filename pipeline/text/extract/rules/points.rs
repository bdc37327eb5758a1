//! Changes of a percentage: 提高2.5个百分点, 比2001年提高2个百分点以上.

use super::super::narrower;
use super::super::view::{Figure, Outcome, View};
use crate::model::{Disposition, Measure};
use crate::vocab::{Cue, Role};

/// Percentage points are a change of the metric named before, within the scope of the share that they change.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    if !view.quantity.is("points") {
        return Outcome::Pass;
    }
    let Some(cue) = view.cue(&[Cue::Up, Cue::Down, Cue::RankMove, Cue::RankFall]) else {
        return next(view).unwrap_or(Outcome::Drop(Disposition::Comparison));
    };
    // 降幅收窄2.1个百分点: how much less it falls than before is no figure.
    if view.has(&[Cue::FallRate]) {
        return Outcome::Drop(Disposition::Comparison);
    }
    let share = view.first_cue(&[Cue::Share]);
    let scope = match share {
        Some(share) => super::share::parent(view, share).0,
        None if matches!(view.topic.measure, Some(Measure::Share | Measure::Level)) => view.topic.scope.clone(),
        None => String::new(),
    };
    let found = match share {
        Some(share) => sector(view).or_else(|| super::share::sector(view, share)).or_else(|| super::share::whole(view, share)),
        None => sector(view).or_else(|| view.rated(cue)),
    };
    let Some(found) = found else { return Outcome::Drop(Disposition::NoMetric) };
    let value = view.at(cue).any(&[Cue::Down, Cue::RankFall]).then(|| -view.quantity.value);
    Outcome::Take(vec![Figure { value, scope, ..view.figure(found, Measure::PointChange) }])
}

/// 三次产业比为1:63:36,服务业上升了3个百分点: the sector's part of the structure that was stated.
fn sector(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let structure = view.vocab.metric_of(Role::Structure).filter(|structure| view.topic.metric == Some(*structure))?;
    let part = narrower::alone(view.tokens, view.left.clone());
    let named = view.metric_in(view.left.clone(), |_| true).is_some();
    view.vocab.compound(&part, structure).filter(|_| !named && !part.is_empty()).map(|(metric, _)| (metric, part))
}

/// 分别提高2.1和1.6个百分点: the next change of a series.
fn next(view: &View<'_, '_, '_>) -> Option<Outcome> {
    let (metric, segment) = view.in_force(|_| true).filter(|_| view.dealt.is_some())?;
    let value = view.topic.fell.then(|| -view.quantity.value);
    let changed = view.topic.measure == Some(Measure::PointChange);
    let figure = || Figure { value, scope: view.topic.scope.clone(), ..view.figure((metric, segment), Measure::PointChange) };
    changed.then(|| Outcome::Take(vec![figure()]))
}
