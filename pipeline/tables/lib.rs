//! From observations to published Parquet tables: contracts, join, write, store.
//!
//! `contract` says what each table promises, `join` makes the tables, `write` publishes them only if they keep the promise.
//! `store` keeps the results of the stages on disk.

pub mod contract;
pub mod join;
pub mod store;
#[cfg(test)]
mod testing;
pub mod write;

/// The tables of a release, by name.
pub type Tables = std::collections::BTreeMap<String, arrow::array::RecordBatch>;
