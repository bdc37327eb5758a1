//! The families of sentences that state figures, in the order in which they are asked.
//!
//! One file for each family. A rule looks at one quantity in its sentence and takes it, drops it with a reason, or passes.

mod change;
mod completion;
mod composition;
mod growth;
mod level;
mod multiple;
mod none;
mod points;
mod rank;
mod share;
mod threshold;

use super::view::{Outcome, View};

/// A family of sentences.
pub(super) struct Rule {
    /// Its name in `rule_id`.
    pub id: &'static str,
    /// What it makes of a quantity.
    pub read: fn(&View<'_, '_, '_>) -> Outcome,
}

/// All families; the first that does not pass decides.
pub(super) const RULES: &[Rule] = &[
    Rule { id: "composition", read: composition::read },
    Rule { id: "not_a_figure", read: none::not_a_figure },
    Rule { id: "comparison", read: none::comparison },
    Rule { id: "sum_of_several", read: none::sum_of_several },
    Rule { id: "per_case", read: none::per_case },
    Rule { id: "entity", read: none::entity },
    Rule { id: "threshold", read: threshold::read },
    Rule { id: "points", read: points::read },
    Rule { id: "multiple", read: multiple::read },
    Rule { id: "rank", read: rank::read },
    Rule { id: "completion", read: completion::read },
    Rule { id: "share", read: share::read },
    Rule { id: "growth", read: growth::read },
    Rule { id: "change", read: change::read },
    Rule { id: "level", read: level::read },
];
