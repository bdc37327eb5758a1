//! The commands that look at a release or at a plan, one file for each.

mod check;
mod describe;
mod diff;
mod explain;
mod plan;
mod score;
mod status;

pub(crate) use check::check;
pub(crate) use describe::describe;
pub(crate) use diff::diff;
pub(crate) use explain::explain;
pub(crate) use plan::{plan, plan_cells};
pub(crate) use score::score;
pub(crate) use status::status;
