//! All integration tests in one binary: one link.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod architecture;
mod boxes;
mod checks;
mod cli;
mod contract;
mod corpus;
mod diff;
mod explain;
mod formats;
mod golden;
mod office;
mod people;
mod policy;
mod property;
mod release;
mod reprints;
