//! Checks: what a figure says of others, against what these say themselves. Each kind is a file of its own and a line in [`CHECKS`].
//!
//! A stated growth ties two levels, a share a part and a whole, and so on. Where a report states all figures of a tie, the tie is
//! checked; where one is missing, what the others say of it is derived, in one step. A tie is checked once, at the figure that
//! stands for its cell, against statements of the same document where there are any, else against what stands. A check ends in
//! `cannot_tell` only where all its figures are there and cannot be weighed; a figure without partners is not checked at all.

mod average_growth;
mod change;
mod completion;
mod composition;
mod desk;
mod finding;
mod growth;
mod increase;
mod magnitude;
mod multiple;
mod points;
mod rank;
mod reckon;
mod share;
mod stock;
mod sum;

use std::collections::BTreeMap;

use crate::book::Book;
use crate::cell::Entry;
use crate::policy::Policy;
use crate::things::Things;

use desk::Desk;
use finding::Finding;
pub use finding::{Check, Derived, Reason, Verdict};

/// One kind of checks: what it makes of a cell, if the cell's figure is of the kind.
struct Kind {
    name: &'static str,
    look: for<'a> fn(&Desk<'a>, &'a Entry<'a>) -> Option<Finding<'a>>,
}

/// Every kind.
const CHECKS: &[Kind] = &[
    Kind { name: "change", look: change::look },
    Kind { name: "growth", look: growth::look },
    Kind { name: "average_growth", look: average_growth::look },
    Kind { name: "multiple", look: multiple::look },
    Kind { name: "points", look: points::look },
    Kind { name: "increase", look: increase::look },
    Kind { name: "rank", look: rank::look },
    Kind { name: "share", look: share::look },
    Kind { name: "composition", look: composition::look },
    Kind { name: "completion", look: completion::look },
    Kind { name: "sum", look: sum::look },
    Kind { name: "stock", look: stock::look },
    Kind { name: "magnitude", look: magnitude::look },
];

/// The names of the kinds, in order.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    CHECKS.iter().map(|kind| kind.name)
}

/// What the checks of one subject come to.
#[derive(Default)]
pub struct Findings<'a> {
    /// The ties that could be checked.
    pub checks: Vec<Check<'a>>,
    /// What follows of cells that no report states.
    pub derived: Vec<Derived<'a>>,
}

/// All books, by subject.
pub type Books<'a> = BTreeMap<&'a str, &'a Book<'a>>;

/// Checks what is said in one book, against itself and against the books of the subjects that it is a part of.
pub fn check<'a>(book: &'a Book<'a>, books: &'a Books<'a>, things: &'a Things<'a>, policy: &'a Policy) -> Findings<'a> {
    let desk = Desk { book, books, things, policy: &policy.checks };
    let mut findings = Findings::default();
    for entry in book.entries() {
        for kind in CHECKS {
            match (kind.look)(&desk, entry) {
                Some(Finding::Tie(tie)) => findings.checks.push(tie.check(kind.name, entry)),
                Some(Finding::Follows(follows)) => findings.derived.extend(follows.derived(kind.name, entry)),
                None => {}
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests;
