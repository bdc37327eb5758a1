//! All integration tests in one binary: one link.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod architecture;
mod cli;
mod contract;
mod corpus;
mod diff;
mod explain;
mod golden;
mod property;
mod release;
