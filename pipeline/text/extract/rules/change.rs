//! Old and new values of a change: 由23个整合为11个, 从1.1平方公里拓展到430多平方公里.

use super::super::token::Token;
use super::super::view::{Outcome, View};
use crate::model::Measure;
use crate::vocab::Cue;

/// True when the figure at this token is the old value of a change whose time the sentence leaves open.
pub(super) fn old(view: &View<'_, '_, '_>, token: usize) -> bool {
    if formerly(view, token) {
        return true;
    }
    let left = View::left_of(view.tokens, token);
    let Some(from) = left.clone().rev().find(|index| view.at(*index).cue(Cue::From)) else { return leads_to(view, token) };
    let dated = (from..token).any(|index| view.at(index).time().is_some_and(|time| !view.tokens.times[time].is_empty()));
    !dated && new_follows(view, token)
}

/// 过去要5个工作日,现在只要1天: true in a clause of an old value, before one of its new value.
fn formerly(view: &View<'_, '_, '_>, token: usize) -> bool {
    let comma = |at: &Token<'_>| at.mark().is_some_and(|mark| ",;。".contains(mark));
    let start = view.tokens.tokens[..token].iter().rposition(comma).map_or(0, |mark| view.at(mark).range.end);
    let clause = view.text(start..view.at(token).range.start);
    let Some(end) = view.tokens.tokens[token..].iter().position(comma).map(|mark| view.at(token + mark).range.end) else {
        return false;
    };
    let next = view.text(end..view.tokens.text.len()).trim_start();
    view.vocab.label_starts("nowadays", next) && view.vocab.label_in("formerly", clause)
}

/// 23个部门整合为11个: the old value stands first, without 由.
fn leads_to(view: &View<'_, '_, '_>, token: usize) -> bool {
    let right = View::right_of(view.tokens, token);
    let alike = |index: usize| {
        view.tokens.quantities[index].dimension == view.quantity.dimension
            && view.tokens.quantities[index].unit == view.quantity.unit
    };
    let next = view.tokens.tokens.get(right.end).is_some_and(|next| next.quantity().is_some_and(alike));
    next && right.clone().next_back().is_some_and(|index| view.at(index).cue(Cue::To) && !view.at(index).cue(Cue::Light))
        && view.quantity.bound != crate::model::Bound::Range
}

/// True when a word for the new value follows before the next figure.
fn new_follows(view: &View<'_, '_, '_>, token: usize) -> bool {
    let rest = &view.tokens.tokens[token + 1..];
    rest.iter().take(8).any(|t| t.cue(Cue::To))
}

/// The new value of a change takes its metric from the clause of the old one.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    let new = view.reaches() && view.topic.measure == Some(Measure::Level) && view.topic.token + 1 == view.left.start.max(1);
    let Some(metric) = view.topic.metric.filter(|metric| new && view.fits(*metric)) else { return Outcome::Pass };
    if view.metric_in(view.left.clone(), |metric| view.fits(metric)).is_some() {
        return Outcome::Pass;
    }
    Outcome::Take(vec![view.figure((metric, view.topic.segment.clone()), Measure::Level)])
}
