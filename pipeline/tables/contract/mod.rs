//! What each table promises: columns, types, units, allowed values, keys. One definition, read from `schemas/`, makes the Arrow
//! schema, the Parquet metadata, the data package, the SQL comments, the printed dictionary and the checks.

mod across;
mod check;
mod definition;
mod dictionary;
mod headline;
mod schema;
mod sums;

use std::collections::BTreeMap;

use zonefacts_facts::Policy;

pub(crate) use across::{left_out, rejected, values};
pub use check::Violation;
pub use definition::ContractError;
pub use dictionary::Entry;
pub use sums::sums;

/// The contracts of all tables, and the policy by which the facts in them are chosen.
#[derive(Clone, Debug)]
pub struct Contracts {
    tables: BTreeMap<String, Contract>,
    policy: Policy,
}

impl Contracts {
    /// Reads `fields.toml`, `tables/*.toml` and `policy.toml` among the files of the schemas folder.
    pub fn load(files: &BTreeMap<String, String>) -> Result<Self, ContractError> {
        definition::load(files)
    }

    /// The contract of a table.
    pub fn get(&self, table: &str) -> Option<&Contract> {
        self.tables.get(table)
    }

    /// All contracts, by the name of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Contract> {
        self.tables.values()
    }

    /// How statements of one cell are weighed.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }
}

/// What one table promises.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// Name of the table and, with `.parquet`, of its file.
    pub table: String,
    /// Title for a person.
    pub title: String,
    /// What one row is.
    pub grain: String,
    /// What the table holds.
    pub description: String,
    /// The columns in order.
    pub columns: Vec<Column>,
    /// Measures for which each headline metric has a column, after `columns`; see [`Contracts::with_headlines`].
    pub headline: Vec<String>,
    /// Columns whose values together occur once.
    pub key: Vec<String>,
    /// Columns that the rows are sorted by.
    pub sort: Vec<String>,
    /// Pairs of columns of which the first is never greater than the second, where a row has both.
    pub order: Vec<[String; 2]>,
    /// Columns whose values must occur in a column of another table.
    pub references: Vec<Reference>,
    /// Least and greatest number of rows.
    pub rows: (u64, Option<u64>),
}

impl Contract {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// One column of one table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The type of one value.
    pub kind: Kind,
    /// How many values a row holds.
    pub holds: Holds,
    /// Title for a person.
    pub title: String,
    /// What it means.
    pub description: String,
    /// Unit of the number.
    pub unit: Option<String>,
    /// The closed set of values; empty where it is open.
    pub allowed: Vec<String>,
    /// Least and greatest number, where there is one.
    pub range: (Option<f64>, Option<f64>),
}

/// The type of one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// True or false.
    Bool,
    /// A calendar date.
    Date,
}

/// How many values a row holds in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// One in every row: `name`.
    One,
    /// One or none: `name?`.
    Optional,
    /// Any number: `name[]`.
    Any,
}

/// Each value of `column` occurs in `table.target`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The column that refers.
    pub column: String,
    /// The table that it refers to.
    pub table: String,
    /// The column there.
    pub target: String,
}
