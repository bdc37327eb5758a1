//! From the observations of all documents to facts: one value for each cell, its rivals, why it stands, and whether it follows from
//! the others.
//!
//! Pure: no files, no tables. Knows the leaf types of `zonefacts_text::model` and the [`Policy`], which is data. The work divides by
//! subject: [`said`] sorts the statements, [`Book::weigh`] makes the facts of one subject, [`check`] ties them together.

mod book;
mod cell;
mod check;
mod choose;
mod family;
mod interval;
mod known;
mod policy;
mod rival;
#[cfg(test)]
mod testing;
mod things;

pub use book::{Book, Said, said};
pub use cell::{Agreement, Cell, Fact};
pub use check::{Books, Check, Derived, Findings, Reason, Verdict, check, kinds};
pub use family::{Families, Family, families};
pub use interval::Interval;
pub use known::known_by;
pub use policy::{CheckPolicy, Criterion, FamilyPolicy, ONLY_STATEMENT, Policy, PolicyError};
pub use rival::{Rival, rivals};
pub use things::Things;
