//! From the observations of all documents to facts: one value for each cell, its rivals, and why it stands.
//!
//! Pure: no files, no tables. Knows the leaf types of `zonefacts_text::model` and the [`Policy`], which is data.

mod cell;
mod choose;
mod family;
mod interval;
mod known;
mod policy;
mod rival;
#[cfg(test)]
mod testing;

pub use cell::{Agreement, Cell, Fact, facts};
pub use family::{Families, Family, families};
pub use known::known_by;
pub use policy::{Criterion, FamilyPolicy, ONLY_STATEMENT, Policy, PolicyError};
pub use rival::{Rival, rivals};
