//! Compositions: 三次产业比1.6:41.8:56.6, 二三产业比由87.5:12.5调整到77.1:22.9, 三次产业占比分别为0.4%、30.2%和69.4%.

use super::super::token::Token;
use super::super::view::{Figure, Outcome, View};
use crate::model::{Disposition, Measure};
use crate::vocab::{Cue, Role};

/// There are so many sectors.
const SECTORS: usize = 3;

/// The parts of a ratio are shares of the first, second and third sector; of two, of the second and third.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    let structure = |metric: u16| view.vocab.has_role(metric, Role::Structure);
    if let Some((index, count)) = view.quantity.ratio {
        let start = view.tokens.tokens[..view.token].iter().rposition(|t| t.mark() == Some(';')).unwrap_or(0);
        let Some((_, metric, _)) = view.metric_in(start..view.token, structure) else {
            return Outcome::Drop(Disposition::NoMetric);
        };
        let part = usize::from(index + 3 - count.min(3)).min(2);
        return Outcome::Take(vec![sector(view, metric, part, view.token - usize::from(index))]);
    }
    let Some((first, part)) = listed(view) else { return Outcome::Pass };
    let words = View::left_of(view.tokens, first);
    match view.metric_in(words, structure) {
        Some((_, metric, "")) => Outcome::Take(vec![sector(view, metric, part, first)]),
        _ => Outcome::Pass,
    }
}

/// The share of a sector; `first` is the first part of the list.
fn sector(view: &View<'_, '_, '_>, metric: u16, part: usize, first: usize) -> Figure {
    let segment = view.vocab.label(["sector_1", "sector_2", "sector_3"][part]).to_owned();
    Figure { undated: super::change::old(view, first), ..view.figure((metric, segment), Measure::Share) }
}

/// The first of as many percentages as there are sectors, and which of them this one is.
fn listed(view: &View<'_, '_, '_>) -> Option<(usize, usize)> {
    let percent =
        |token: Option<&Token<'_>>| token.and_then(Token::quantity).is_some_and(|at| view.tokens.quantities[at].is("ratio"));
    let joins = |token: Option<&Token<'_>>| token.is_some_and(|token| token.mark() == Some('、') || token.cue(Cue::Joint));
    let get = |at: usize| view.tokens.tokens.get(at);
    if !percent(get(view.token)) {
        return None;
    }
    let mut first = view.token;
    while first >= 2 && joins(get(first - 1)) && percent(get(first - 2)) {
        first -= 2;
    }
    let mut count = 1;
    while joins(get(first + 2 * count - 1)) && percent(get(first + 2 * count)) {
        count += 1;
    }
    (count == SECTORS).then_some((first, (view.token - first) / 2))
}
