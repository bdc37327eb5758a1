//! All integration tests in one binary: one link.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod architecture;
mod cli;
mod corpus;
mod property;
mod contract;
mod golden;
mod release;
