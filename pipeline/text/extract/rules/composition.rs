//! Compositions: 三次产业比1.6:41.8:56.6, 二三产业比由87.5:12.5调整到77.1:22.9.

use super::super::view::{Figure, Outcome, View};
use crate::model::{Disposition, Measure};
use crate::vocab::Role;

/// The parts of a ratio are shares of the first, second and third sector; of two, of the second and third.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    let Some((index, count)) = view.quantity.ratio else { return Outcome::Pass };
    let start = view.tokens.tokens[..view.token].iter().rposition(|t| t.mark() == Some(';')).unwrap_or(0);
    let structure = |metric: u16| view.vocab.has_role(metric, Role::Structure);
    let Some((_, metric, _)) = view.metric_in(start..view.token, structure) else {
        return Outcome::Drop(Disposition::NoMetric);
    };
    let sector = ["sector_1", "sector_2", "sector_3"][usize::from(index + 3 - count.min(3)).min(2)];
    let segment = view.vocab.label(sector).to_owned();
    let first = view.token - usize::from(index);
    let undated = super::change::old(view, first);
    let figure = Figure { undated, ..view.figure((metric, segment), Measure::Share) };
    Outcome::Take(vec![figure])
}
